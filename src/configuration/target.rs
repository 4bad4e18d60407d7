//! `[targets.NAME]`

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::limits::{
    BYTES, CONTACTS, FOREIGN_SCHEMAS, LONGEST_NAME, ROWS, SYSTEM_PREFIX, TIMES, TRIGGERS,
};
use super::model::{Bounds, Identity, TargetConfiguration};
use super::{fit, url};
use crate::document::{Placed, Section};
use crate::layout::Mapping;

/// Reads a target; `None` where what must be there is not.
pub(super) fn read(name: &str, section: &Section<'_>) -> Option<TargetConfiguration> {
    let url = url::read(section, "url", "url_env");
    if !section.has("url") && !section.has("url_env") {
        let variable = name.replace('-', "_").to_uppercase();
        section.missing("url_env", &format!("url_env = \"{variable}_DATABASE_URL\""));
    }
    let direct_url = url::read(section, "direct_url", "direct_url_env");
    let environment = section.optional_text("environment");
    let schema = read_schema(section);
    let migrations = section
        .optional_text("migrations")
        .filter(|path| check_text(section, "migrations", path, None));
    let triggers = section.choice("triggers", &TRIGGERS);
    let identity = read_identity(&section.whole("identity", "{ system_identifier = \"...\" }"));
    let bounds = read_bounds(&section.whole("bounds", "{ times = 20 }"));
    let mapping = fit::read(&section.whole("fit", "{ naming = \"snake_case\" }"));
    let census = section.whole("census", "{ exempt = [\"Order.number\"] }");
    let census_exempt = read_exempt(&census, &mapping);
    section.finish();
    Some(TargetConfiguration {
        name: name.to_owned(),
        url: url?,
        direct_url,
        environment: environment.map(|text| text.value),
        schema,
        migrations: migrations.map(|path| PathBuf::from(path.value)),
        triggers: triggers.unwrap_or_default(),
        identity,
        bounds,
        census_exempt,
        mapping,
    })
}

/// Whether a text can be a path, or, with `longest`, a name in PostgreSQL.
pub(super) fn check_text(
    section: &Section<'_>,
    key: &str,
    text: &Placed<String>,
    longest: Option<usize>,
) -> bool {
    let path = section.dotted(key);
    let Placed { value, place } = text;
    let bytes = value.len();
    let wrong = if value.is_empty() {
        Some((format!("`{path}` is empty"), "nothing", None))
    } else if value.contains('\0') {
        Some((format!("`{path}` holds U+0000"), "holds U+0000", None))
    } else {
        let longest = longest.filter(|longest| bytes > *longest);
        longest.map(|longest| {
            let help = format!("a name in PostgreSQL has at most {longest}");
            (
                format!("`{path}` has {bytes} bytes"),
                "too long",
                Some(help),
            )
        })
    };
    let is_good = wrong.is_none();
    if let Some((message, label, help)) = wrong {
        section.findings.add(place, message, label, help);
    }
    is_good
}

fn read_schema(section: &Section<'_>) -> Option<String> {
    let schema = section.optional_text("schema")?;
    if !check_text(section, "schema", &schema, Some(LONGEST_NAME)) {
        return None;
    }
    let name = schema.value.as_str();
    if FOREIGN_SCHEMAS.contains(&name) || name.starts_with(SYSTEM_PREFIX) {
        let message = format!("`{}` cannot be `{name}`", section.dotted("schema"));
        let help = "name the schema that holds the product's tables, such as \"public\"";
        section.wrong(&schema.place, message, "not the product's", help);
        return None;
    }
    Some(schema.value)
}

fn read_identity(section: &Section<'_>) -> Option<Identity> {
    if !section.is_given() {
        return None;
    }
    let system_identifier = section.required_text(
        "system_identifier",
        "system_identifier = \"7412345678901234567\"",
    );
    let name = |key: &'static str, example: &str| {
        let name = section.required_text(key, example)?;
        check_text(section, key, &name, Some(LONGEST_NAME)).then_some(name.value)
    };
    let database = name("database", "database = \"connsura_staging\"");
    let schema = name("schema", "schema = \"public\"");
    let system_identifier = system_identifier.filter(|text| check_identifier(section, text));
    section.finish();
    Some(Identity {
        system_identifier: system_identifier?.value,
        database: database?,
        schema: schema?,
    })
}

/// PostgreSQL's `system_identifier` is an unsigned number of 64 bits (`pg_control.h`).
fn check_identifier(section: &Section<'_>, text: &Placed<String>) -> bool {
    let digits = text.value.bytes().all(|byte| byte.is_ascii_digit());
    let is_good = digits && text.value.parse::<u64>().is_ok();
    if !is_good {
        let path = section.dotted("system_identifier");
        let message = format!("`{path}` is no identifier of a PostgreSQL cluster");
        let help = "allowed: up to 20 digits, as SELECT system_identifier FROM pg_control_system() gives them";
        section.wrong(&text.place, message, "no number", help);
    }
    is_good
}

fn read_bounds(section: &Section<'_>) -> Bounds {
    let Bounds { times, rows, bytes } = Bounds::default();
    let number = |key, range, default| {
        let number = section.number(key, range);
        number.map_or(default, |number| number.value)
    };
    let bounds = Bounds {
        times: number("times", TIMES, times),
        rows: number("rows", ROWS, rows),
        bytes: number("bytes", BYTES, bytes),
    };
    section.finish();
    bounds
}

fn read_exempt(section: &Section<'_>, mapping: &Mapping) -> BTreeSet<(String, String)> {
    let mut exempt = BTreeSet::new();
    for name in section.texts("exempt").unwrap_or_default() {
        let Placed { value, place } = &name;
        let parts: Vec<&str> = value.split('.').collect();
        let &[table, column] = &parts[..] else {
            let message = format!("`{}` has no column `{value}`", section.path);
            let help = "write \"Table.column\", as the database calls them";
            section.wrong(place, message, "not TABLE.COLUMN", help);
            continue;
        };
        if is_contact(table, column, mapping) {
            let message = format!("`{value}` cannot be exempt from the census");
            let help = "the generator fills it with contact data: what is there must be reserved";
            section.wrong(place, message, "always looked at", help);
            continue;
        }
        let part = |text: &str| Placed {
            value: text.to_owned(),
            place: place.clone(),
        };
        let fits = |text: &str| check_text(section, "exempt", &part(text), Some(LONGEST_NAME));
        if fits(table) && fits(column) {
            exempt.insert((table.to_owned(), column.to_owned()));
        }
    }
    section.finish();
    exempt
}

/// Whether a column is one of the generator's own contact data, by either of its names.
fn is_contact(table: &str, column: &str, mapping: &Mapping) -> bool {
    CONTACTS.iter().any(|(entity, contact)| {
        let live = mapping.table(*entity).zip(mapping.column(*entity, contact));
        (table, column) == (entity.name(), *contact)
            || live.is_some_and(|live| (live.0.as_str(), live.1.as_str()) == (table, column))
    })
}
