//! From a description's text to a [`Description`], or to all that is wrong with it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use reqwest::header::HeaderName;
use toml::de::DeTable;

use super::DESCRIPTION;
use super::column::{ColumnPath, NoColumn, Table};
use super::model::{Description, LogIn, Shown, ShownTable};
use super::pages;
use super::routes::routes;
use crate::document::{self, Findings, Place, Placed, Section, allowed, decode, note};
use crate::error::{Error, Kind as ErrorKind, Result, SourceFile, printable};

/// What to do about a file with mistakes.
const MEND: &str = "mend the file, then run the command again";

/// The core API's own description.
///
/// # Errors
/// None: the tests read it.
pub fn core_api() -> Result<Description> {
    let text = include_bytes!("../../../core-api/exercise.toml");
    read("core-api/exercise.toml", text.to_vec())
}

/// Reads a file.
///
/// # Errors
/// [`crate::Kind::Usage`] for a file that cannot be read, and as [`read`].
pub fn load(path: &Path) -> Result<Description> {
    let shown = printable(&path.to_string_lossy());
    let bytes = document::read(path, &DESCRIPTION).map_err(|error| {
        let message = format!("the description `{shown}` cannot be read: {error}");
        Error::new(ErrorKind::Usage, message)
            .hint("name a file that is there; the core API's own, core-api/exercise.toml, is one to begin with")
    })?;
    read(&shown, bytes)
}

/// Reads the bytes of the file that messages call `path`.
///
/// # Errors
/// [`crate::Kind::Invalid`] with one diagnostic for each mistake, in the file's order.
pub fn read(path: &str, bytes: Vec<u8>) -> Result<Description> {
    let file = Arc::new(decode(&DESCRIPTION, path.to_owned(), bytes)?);
    let findings = Findings::new(vec![file.clone()]);
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    if !errors.is_empty() {
        note(&DESCRIPTION, &table, &errors, &file, &findings);
        return Err(wrong(&file, findings));
    }
    let place = Place {
        file: file.clone(),
        span: 0..0,
    };
    let root = Section::root([(&table, file.clone())], place, &findings);
    let log_in = log_in(&root.section("log_in"));
    let tables = tables(&root.section("tables"));
    let routes = routes(&root.tables("routes"), &tables, &findings);
    let ui = pages::ui(&root, &tables);
    root.finish();
    match log_in {
        Some(log_in) if findings.is_empty() => Ok(Description {
            log_in,
            tables,
            routes,
            ui,
        }),
        _ => Err(wrong(&file, findings)),
    }
}

fn wrong(file: &SourceFile, findings: Findings) -> Error {
    findings.into_error(&DESCRIPTION, &file.path, MEND.to_owned())
}

fn log_in(section: &Section<'_>) -> Option<LogIn> {
    let post = section.required_text("post", "post = \"/api/log-in\"");
    let post = post.filter(|post| is_path(section, post));
    let body = section.section("body").named_texts();
    check_body(section, &body);
    if body.is_empty() {
        let example = "body = { email = \"{email}\", password = \"{password}\" }";
        section.missing("body", example);
    }
    let token = section.required_text("token", "token = \"/token\"");
    let header = header(section);
    let users = section.section("values");
    let values = users.named_texts().into_iter();
    let values = values
        .filter_map(|entry| shown(Table::Stored(crate::schema::Entity::User), section, entry));
    let log_in = LogIn {
        post: post?.value,
        body: body
            .into_iter()
            .map(|(name, text)| (name.value, text.value))
            .collect(),
        token: pointer(section, token?)?,
        header: header?,
        values: values.collect(),
    };
    section.finish();
    Some(log_in)
}

/// Whether a text is a path of a server, or the mistake is noted.
pub(super) fn is_path(section: &Section<'_>, text: &Placed<String>) -> bool {
    let is_path = text.value.starts_with('/');
    if !is_path {
        let message = format!("`{}` is no path: a path begins with `/`", text.value);
        let help = format!("write \"/{}\"", text.value);
        section.wrong(&text.place, message, "no path", help);
    }
    is_path
}

/// Whether what is sent says who logs in, and nothing in braces that nobody fills in.
fn check_body(section: &Section<'_>, body: &[(Placed<String>, Placed<String>)]) {
    for (_, text) in body {
        let rest = text.value.replace("{email}", "").replace("{password}", "");
        if rest.contains(['{', '}']) {
            let message = format!("nothing fills in `{rest}`");
            let help = "allowed: `{email}`, `{password}`";
            section.wrong(&text.place, message, "unknown", help);
        }
    }
    for wanted in ["{email}", "{password}"] {
        let mut texts = body.iter().map(|(_, text)| &text.value);
        let is_said = texts.any(|text| text.contains(wanted));
        if let (false, Some((_, text))) = (is_said, body.last()) {
            let message = format!("`log_in.body` says {wanted} nowhere");
            let help = "write body = { email = \"{email}\", password = \"{password}\" }";
            section.wrong(&text.place, message, "nobody logs in so", help);
        }
    }
}

/// The header that says who asks: its name, and its value.
fn header(section: &Section<'_>) -> Option<(String, String)> {
    let Some(text) = section.optional_text("header") else {
        return Some(("Authorization".to_owned(), "Bearer {token}".to_owned()));
    };
    let parts = text.value.split_once(':');
    let parts = parts.map(|(name, value)| (name.trim(), value.trim()));
    let wrong = match parts {
        Some((name, _)) if name.parse::<HeaderName>().is_err() => "it has no header's name",
        Some((_, value)) if value.contains("{token}") => {
            return parts.map(|(name, value)| (name.to_owned(), value.to_owned()));
        }
        Some(_) => "it does not say where {token} stands",
        None => "it is NAME: VALUE",
    };
    let message = format!("`{}` says no session: {wrong}", text.value);
    let help = "write header = \"Authorization: Bearer {token}\"";
    section.wrong(&text.place, message, "no header", help);
    None
}

fn tables(section: &Section<'_>) -> BTreeMap<Table, ShownTable> {
    let mut tables = BTreeMap::new();
    for (name, section) in section.named() {
        let Some(table) = known_table(&section, &name) else {
            continue;
        };
        tables.insert(table, shown_table(table, &section));
    }
    tables
}

pub(super) fn known_table(section: &Section<'_>, name: &Placed<String>) -> Option<Table> {
    let found = Table::from_name(&name.value);
    if found.is_none() {
        let names: Vec<&str> = Table::all().map(Table::name).collect();
        let message = format!("there is no table `{}`", name.value);
        let help = allowed(&names, &name.value);
        section.wrong(&name.place, message, "unknown", help);
    }
    found
}

fn shown_table(table: Table, section: &Section<'_>) -> ShownTable {
    let owners = section.texts("owners").unwrap_or_default().into_iter();
    let owners = owners.filter_map(|text| owner(table, section, &text));
    let owners = owners.collect();
    let entries = section.section("values").named_texts().into_iter();
    let mut values: Vec<Shown> = entries
        .filter_map(|entry| shown(table, section, entry))
        .collect();
    marked(section, "never_null", &mut values, |shown| {
        shown.is_never_null = true;
    });
    marked(section, "beginnings", &mut values, |shown| {
        shown.is_beginning = true;
    });
    marked(section, "later", &mut values, |shown| shown.is_later = true);
    section.finish();
    ShownTable { owners, values }
}

/// A column that holds the account whose row it is.
fn owner(table: Table, section: &Section<'_>, text: &Placed<String>) -> Option<ColumnPath> {
    let owner = column(table, section, text)?;
    if owner.is_id() {
        return Some(owner);
    }
    let message = format!("`{}` holds no id of an account", text.value);
    let help = "write a column such as \"userId\"";
    section.wrong(&text.place, message, "no owner", help);
    None
}

/// Marks the values whose places are listed under `key`.
pub(super) fn marked(
    section: &Section<'_>,
    key: &'static str,
    values: &mut [Shown],
    mark: impl Fn(&mut Shown),
) {
    // Those that are wrong themselves are told of where they stand.
    let given = section.section("values").entries();
    for place in section.texts(key).unwrap_or_default() {
        if given.iter().any(|entry| entry.name.value == place.value) {
            let mut values = values.iter_mut();
            values
                .find(|shown| shown.at == place.value)
                .into_iter()
                .for_each(&mark);
            continue;
        }
        let message = format!("`{}` is no place of `values`", place.value);
        let help = "write a key of `values`, such as \"/id\"";
        section.wrong(&place.place, message, "unknown", help);
    }
}

/// A line of `values`: the place in the answer, and the column.
fn shown(
    table: Table,
    section: &Section<'_>,
    (at, text): (Placed<String>, Placed<String>),
) -> Option<Shown> {
    Some(Shown {
        at: pointer(section, at)?,
        column: column(table, section, &text)?,
        is_never_null: false,
        is_beginning: false,
        is_later: false,
    })
}

/// A JSON pointer: nothing, or words that each begin with a slash.
pub(super) fn pointer(section: &Section<'_>, text: Placed<String>) -> Option<String> {
    if text.value.is_empty() || text.value.starts_with('/') {
        return Some(text.value);
    }
    let message = format!("`{}` is no JSON pointer", text.value);
    let help = format!("write \"/{}\"", text.value.replace('.', "/"));
    section.wrong(&text.place, message, "no pointer", help);
    None
}

pub(super) fn column(
    table: Table,
    section: &Section<'_>,
    text: &Placed<String>,
) -> Option<ColumnPath> {
    let parsed = ColumnPath::parse(table, &text.value);
    let path = parsed
        .map_err(|wrong| note_column(section, &text.place, &wrong))
        .ok()?;
    if path.is_secret() {
        let message = format!("`{}` is never shown", path.text);
        let help = "leave it out: exercise finds it wherever it is shown";
        section.wrong(&text.place, message, "a secret", help);
        return None;
    }
    Some(path)
}

pub(super) fn note_column(section: &Section<'_>, place: &Place, wrong: &NoColumn) {
    let help = match wrong {
        NoColumn::Unknown {
            allowed: names,
            name,
            ..
        } => Some(allowed(names, name)),
        NoColumn::LeadsNowhere { .. } => None,
    };
    section
        .findings
        .add(place, wrong.to_string(), "no column", help);
}
