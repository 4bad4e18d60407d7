//! `[targets.NAME.fit]`: what a database calls its tables, columns and labels.

use toml::de::DeValue;

use super::limits::{LONGEST_NAME, NAMINGS, enums};
use super::target::check_text;
use crate::document::{Entry, Findings, Place, Placed, Section, allowed};
use crate::layout::Mapping;
use crate::schema::{Column, Entity, EnumType};

/// What is given, with the place of its name.
type Given<K> = Vec<(K, Place)>;

/// Reads what a database calls what the reference schema has.
pub(super) fn read(section: &Section<'_>) -> Mapping {
    let mut mapping = Mapping {
        naming: section.choice("naming", &NAMINGS).unwrap_or_default(),
        ..Mapping::default()
    };
    read_tables(
        &section.whole("tables", "{ User = \"users\" }"),
        &mut mapping,
    );
    read_columns(
        &section.whole("columns", "{ Customer.phone = false }"),
        &mut mapping,
    );
    read_labels(
        &section.whole("labels", "{ Role.CUSTOMER = \"customer\" }"),
        &mut mapping,
    );
    section.finish();
    mapping
}

fn read_tables(section: &Section<'_>, mapping: &mut Mapping) {
    let mut given: Given<Entity> = Vec::new();
    for entry in section.entries() {
        let names = Entity::ALL.map(Entity::name);
        let Some(entity) = Entity::from_name(&entry.name.value) else {
            unknown(section, &entry, &names);
            continue;
        };
        name_or_false(section, &entry, "table", |name| {
            mapping.tables.insert(entity, name);
            given.push((entity, entry.name.place.clone()));
        });
    }
    let of = |entity: Entity| Some((mapping.table(entity)?, entity.name()));
    once(&section.path, &given, &Entity::ALL, of, section.findings);
}

fn read_columns(section: &Section<'_>, mapping: &mut Mapping) {
    for (name, section) in tables(section, &Entity::ALL.map(Entity::name)) {
        let Some(entity) = Entity::from_name(&name) else {
            continue;
        };
        let columns: Vec<&'static str> = entity.table().columns.iter().map(name_of).collect();
        let mut given: Given<&'static str> = Vec::new();
        for entry in section.entries() {
            let known = columns.iter().find(|column| **column == entry.name.value);
            let Some(column) = known else {
                unknown(&section, &entry, &columns);
                continue;
            };
            name_or_false(&section, &entry, "column", |name| {
                mapping.columns.insert((entity, column), name);
                given.push((column, entry.name.place.clone()));
            });
        }
        let of = |column: &'static str| Some((mapping.column(entity, column)?, column));
        once(&section.path, &given, &columns, of, section.findings);
    }
}

fn name_of(column: &Column) -> &'static str {
    column.name
}

fn read_labels(section: &Section<'_>, mapping: &mut Mapping) {
    let enums = enums();
    let names: Vec<&'static str> = enums.iter().map(|kind| kind.name).collect();
    for (name, section) in tables(section, &names) {
        let Some(kind) = enums.iter().find(|kind| kind.name == name) else {
            continue;
        };
        read_enum(kind, &section, mapping);
    }
}

fn read_enum(kind: &'static EnumType, section: &Section<'_>, mapping: &mut Mapping) {
    let mut given: Given<&'static str> = Vec::new();
    for entry in section.entries() {
        let known = kind.labels.iter().find(|label| **label == entry.name.value);
        let Some(label) = known else {
            unknown(section, &entry, kind.labels);
            continue;
        };
        let path = section.dotted(label);
        let DeValue::String(text) = entry.value else {
            let wanted = "the database's label in quotes";
            section.wrong_type(&path, &entry.place, entry.value, wanted);
            continue;
        };
        if let Some(text) = name_in(section, label, &entry, text) {
            mapping.labels.insert((kind.name, label), text);
            given.push((label, entry.name.place));
        }
    }
    let of = |label: &'static str| Some((mapping.label(kind, label).to_owned(), label));
    once(&section.path, &given, kind.labels, of, section.findings);
}

/// The tables under these names; notes all others.
fn tables<'t>(section: &Section<'t>, names: &[&'static str]) -> Vec<(String, Section<'t>)> {
    let is_known = |entry: &Entry<'_>| {
        let known = names.iter().any(|name| *name == entry.name.value);
        if !known {
            unknown(section, entry, names);
        }
        known
    };
    let entries = section.entries().into_iter().filter(is_known);
    let table = |entry: Entry<'t>| Some((entry.name.value.clone(), section.below(&entry)?));
    entries.filter_map(table).collect()
}

/// Notes a name that the reference schema does not have.
fn unknown(section: &Section<'_>, entry: &Entry<'_>, names: &[&str]) {
    let Placed { value, place } = &entry.name;
    let message = format!("`{}` does not know `{value}`", section.path);
    let help = Some(allowed(names, value));
    section.findings.add(place, message, "unknown", help);
}

/// Keeps what the database calls it, or that it has none.
fn name_or_false(
    section: &Section<'_>,
    entry: &Entry<'_>,
    what: &str,
    keep: impl FnOnce(Option<String>),
) {
    let key = entry.name.value.as_str();
    match entry.value {
        DeValue::Boolean(false) => keep(None),
        DeValue::String(text) => {
            if let Some(name) = name_in(section, key, entry, text) {
                keep(Some(name));
            }
        }
        other => {
            let wanted = format!("the {what}'s name in quotes, or false where there is none");
            section.wrong_type(&section.dotted(key), &entry.place, other, &wanted);
        }
    }
}

fn name_in(section: &Section<'_>, key: &str, entry: &Entry<'_>, text: &str) -> Option<String> {
    let text = Placed {
        value: text.to_owned(),
        place: entry.place.clone(),
    };
    check_text(section, key, &text, Some(LONGEST_NAME)).then_some(text.value)
}

/// Notes what would be the same for the database as another: two cannot be told apart there.
fn once<K: Copy + PartialEq>(
    path: &str,
    given: &[(K, Place)],
    all: &[K],
    of: impl Fn(K) -> Option<(String, &'static str)>,
    findings: &Findings,
) {
    for (number, (key, place)) in given.iter().enumerate() {
        let Some((name, own)) = of(*key) else {
            continue;
        };
        let said = |other: &K| given[number..].iter().any(|(later, _)| later == other);
        let same = |other: &K| Some(of(*other)?).filter(|(live, _)| *live == name);
        let other = all.iter().filter(|other| !said(other)).find_map(same);
        if let Some((_, other)) = other {
            let message = format!("`{path}` calls both `{other}` and `{own}` `{name}`");
            let help = "give each a name of its own".to_owned();
            findings.add(place, message, "the same", Some(help));
        }
    }
}
