//! The lines of configuration by which a live schema would fit.

use super::fit::is_needed;
use super::{Catalogue, CatalogueTable, Mapping, Naming, fit, snake_case};
use crate::schema::{Column, ColumnType, Entity};

/// What to write below `[targets.NAME.fit]` so that more fits than does now; nothing where
/// everything fits, or nothing helps.
pub fn propose(catalogue: &Catalogue, mapping: &Mapping) -> Vec<String> {
    if fit(catalogue, mapping).is_ok() {
        return Vec::new();
    }
    let mut best = complete(catalogue, mapping.clone());
    if mapping.naming == Naming::AsIs {
        let mut snake = mapping.clone();
        snake.naming = Naming::SnakeCase;
        let (mapping, mut lines) = complete(catalogue, snake);
        lines.insert(0, "naming = \"snake_case\"".to_owned());
        if lines.len() < best.1.len() {
            best = (mapping, lines);
        }
    }
    best.1
}

/// Adds to the mapping what can be guessed, and says how it is written.
fn complete(catalogue: &Catalogue, mut mapping: Mapping) -> (Mapping, Vec<String>) {
    let mut lines = Vec::new();
    for entity in Entity::ALL {
        let Some(name) = mapping.table(entity) else {
            continue;
        };
        let found = catalogue.table(&name).or_else(|| {
            let guessed = similar_table(catalogue, entity)?;
            lines.push(format!(
                "tables.{} = {}",
                entity.name(),
                quoted(&guessed.name)
            ));
            let name = Some(guessed.name.clone());
            mapping.tables.insert(entity, name);
            Some(guessed)
        });
        match found {
            Some(table) => columns(entity, table, &mut mapping, &mut lines),
            None if !is_referred_to(entity) => {
                lines.push(format!("tables.{} = false", entity.name()));
                mapping.tables.insert(entity, None);
            }
            None => {}
        }
    }
    (mapping, lines)
}

fn is_referred_to(entity: Entity) -> bool {
    let mut keys = Entity::ALL
        .iter()
        .flat_map(|other| other.table().foreign_keys);
    keys.any(|key| key.references == entity)
}

fn columns(entity: Entity, table: &CatalogueTable, mapping: &mut Mapping, lines: &mut Vec<String>) {
    for column in entity.table().columns {
        let Some(name) = mapping.column(entity, column.name) else {
            continue;
        };
        if let Some(live) = table.column(&name) {
            labels(column, &live.labels, mapping, lines);
            continue;
        }
        let guessed = table
            .columns
            .iter()
            .find(|live| bare(&live.name) == bare(column.name));
        let path = format!("columns.{}.{}", entity.name(), column.name);
        match guessed {
            Some(live) => {
                lines.push(format!("{path} = {}", quoted(&live.name)));
                labels(column, &live.labels, mapping, lines);
            }
            None if !is_needed(entity, column) => lines.push(format!("{path} = false")),
            None => continue,
        }
        let name = guessed.map(|live| live.name.clone());
        mapping.columns.insert((entity, column.name), name);
    }
}

/// Labels that differ in their letter case or their hyphens only.
fn labels(column: &Column, live: &[String], mapping: &mut Mapping, lines: &mut Vec<String>) {
    let ColumnType::Enum(kind) = column.kind else {
        return;
    };
    for label in kind.labels {
        let written = mapping.label(kind, label);
        if live.iter().any(|live| live == written) {
            continue;
        }
        if let Some(found) = live.iter().find(|live| bare(live) == bare(label)) {
            let mapped = format!("labels.{}.{label} = {}", kind.name, quoted(found));
            lines.push(mapped);
            mapping.labels.insert((kind.name, label), found.clone());
        }
    }
}

/// A table whose name says the same: `users` for `User`, `app_user` for none.
fn similar_table(catalogue: &Catalogue, entity: Entity) -> Option<&CatalogueTable> {
    let wanted = bare(&snake_case(entity.name()));
    let plural = |name: &str| name.strip_suffix('s').map(str::to_owned);
    catalogue.tables.iter().find(|table| {
        let name = bare(&table.name);
        name == wanted || plural(&name).as_deref() == Some(&wanted)
    })
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let escaped = |next: char| match next {
        '"' | '\\' => format!("\\{next}"),
        _ if next.is_control() => format!("\\u{:04X}", u32::from(next)),
        _ => next.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A name without its letter case, underscores and hyphens.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|next| !matches!(next, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}
