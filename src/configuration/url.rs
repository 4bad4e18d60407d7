//! Where a target's URL is to be had.

use super::limits::SCHEMES;
use super::model::UrlSource;
use crate::document::{Placed, Section};

/// Reads `key`, or the name of a variable under `env_key`.
pub(super) fn read(
    section: &Section<'_>,
    key: &'static str,
    env_key: &'static str,
) -> Option<UrlSource> {
    let (written, named) = (section.optional_text(key), section.optional_text(env_key));
    if section.has(key) && section.has(env_key) {
        let place = section.find(key).map(|(place, _)| place);
        let place = place.as_ref().unwrap_or(&section.place);
        let message = format!("`{}` has both `{key}` and `{env_key}`", section.path);
        let help = "keep one of them";
        section.wrong(place, message, "one too many", help);
        return None;
    }
    let written = written.filter(|url| check_url(section, key, url));
    let named = named.filter(|name| check_variable(section, env_key, name));
    written
        .map(|url| UrlSource::Written(url.value))
        .or(named.map(|name| UrlSource::Environment(name.value)))
}

fn check_url(section: &Section<'_>, key: &str, url: &Placed<String>) -> bool {
    let Placed { value, place } = url;
    let scheme = SCHEMES.iter().find(|scheme| value.starts_with(**scheme));
    if scheme.is_some_and(|scheme| value.len() > scheme.len()) {
        return true;
    }
    let path = section.dotted(key);
    let (label, help) = if value.starts_with("prisma") {
        (
            "of Prisma's own service",
            "write the URL of the database itself",
        )
    } else {
        (
            "no PostgreSQL URL",
            "write postgresql://USER@HOST:5432/DATABASE",
        )
    };
    let message = format!("`{path}` is no URL of a PostgreSQL database");
    section.wrong(place, message, label, help);
    false
}

/// A variable's name as every shell takes it (POSIX.1-2017, 3.235), in either letter case.
fn check_variable(section: &Section<'_>, key: &str, name: &Placed<String>) -> bool {
    let Placed { value, place } = name;
    let fits = |next: char| next.is_ascii_alphanumeric() || next == '_';
    let is_first = |first: char| fits(first) && !first.is_ascii_digit();
    if value.starts_with(is_first) && value.chars().all(fits) {
        return true;
    }
    let bare = value.trim_start_matches(['$', '{']).trim_end_matches('}');
    let help = if value.contains("://") {
        let key = key.trim_end_matches("_env");
        format!("it names the variable that holds the URL; the URL itself stands under `{key}`")
    } else if bare != value && !bare.is_empty() && bare.chars().all(fits) {
        format!("write {key} = \"{bare}\"")
    } else {
        "allowed: letters from a to z, digits and `_`, no digit first".to_owned()
    };
    let message = format!("`{}` is no name of a variable", section.dotted(key));
    section.wrong(place, message, "no such name", help);
    false
}
