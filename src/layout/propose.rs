//! The lines of configuration by which a live schema would fit.

use super::fit::{can_be_missing, lay_out};
use super::nearest::{
    bare, candidates, list, meant, quoted, same_columns, unclaimed_columns, unclaimed_tables,
};
use super::{Catalogue, CatalogueTable, Mapping, Naming, snake_case};
use crate::schema::{Column, ColumnType, Entity};

/// How many tables a comment names.
const NAMED: usize = 3;

/// What to write below `[targets.NAME.fit]` so that more fits than does now; nothing where
/// everything fits, or nothing helps. What is guessed of tables and names is taken for granted where
/// columns are judged, so that these are all lines that there are.
pub fn propose(catalogue: &Catalogue, mapping: &Mapping) -> Vec<String> {
    if lay_out(catalogue, mapping).is_ok() {
        return Vec::new();
    }
    completed(catalogue, mapping).1
}

/// The mapping with all that can be guessed, and how that is written.
pub(super) fn completed(catalogue: &Catalogue, mapping: &Mapping) -> (Mapping, Vec<String>) {
    let best = complete(catalogue, mapping.clone());
    if mapping.naming == Naming::SnakeCase {
        return best;
    }
    let mut snake = mapping.clone();
    snake.naming = Naming::SnakeCase;
    let (snake, mut lines) = complete(catalogue, snake);
    lines.insert(0, "naming = \"snake_case\"".to_owned());
    if lines.len() < best.1.len() {
        (snake, lines)
    } else {
        best
    }
}

/// Adds to the mapping what can be guessed, and says how it is written, until nothing is left to add.
fn complete(catalogue: &Catalogue, mut mapping: Mapping) -> (Mapping, Vec<String>) {
    let mut lines = Vec::new();
    loop {
        let before = lines.len();
        guess(catalogue, &mut mapping, &mut lines);
        if lines.len() == before {
            return (mapping, lines);
        }
    }
}

fn guess(catalogue: &Catalogue, mapping: &mut Mapping, lines: &mut Vec<String>) {
    for entity in Entity::ALL {
        let Some(name) = mapping.table(entity) else {
            continue;
        };
        let found = catalogue.table(&name).or_else(|| {
            let guessed = similar_table(catalogue, entity)?;
            let name = quoted(&guessed.name);
            lines.push(format!("tables.{} = {name}", entity.name()));
            mapping.tables.insert(entity, Some(guessed.name.clone()));
            Some(guessed)
        });
        match found {
            Some(table) => columns(entity, table, mapping, lines),
            None if !is_referred_to(entity) && has_accounts(catalogue, mapping) => {
                let line = format!("tables.{} = false", entity.name());
                lines.push(line + &other_tables(catalogue, entity, mapping));
                mapping.tables.insert(entity, None);
            }
            None => {}
        }
    }
}

/// Where there are no accounts, what else is missing says nothing: the tables are elsewhere.
pub(super) fn has_accounts(catalogue: &Catalogue, mapping: &Mapping) -> bool {
    let name = mapping.table(Entity::User);
    name.is_some_and(|name| catalogue.table(&name).is_some())
}

/// A comment on the tables that have at least half of the entity's columns, if there are any.
fn other_tables(catalogue: &Catalogue, entity: Entity, mapping: &Mapping) -> String {
    let half = entity.table().columns.len().div_ceil(2);
    let mut tables = unclaimed_tables(catalogue, entity, mapping);
    tables.retain(|table| same_columns(entity, table) >= half);
    let names = list(tables.iter().map(|table| table.name.as_str()), NAMED);
    names.map_or(String::new(), |names| {
        format!("   # or the name of the table that holds its rows: {names}")
    })
}

fn is_referred_to(entity: Entity) -> bool {
    let mut keys = Entity::ALL
        .iter()
        .flat_map(|other| other.table().foreign_keys);
    keys.any(|key| key.references == entity)
}

fn columns(entity: Entity, table: &CatalogueTable, mapping: &mut Mapping, lines: &mut Vec<String>) {
    let missing = missing(entity, table, mapping);
    name_them(entity, table, &missing, mapping);
    let free = unclaimed_columns(entity, table, mapping);
    for column in entity.table().columns {
        let Some(name) = mapping.column(entity, column.name) else {
            continue;
        };
        let path = format!("columns.{}.{}", entity.name(), column.name);
        if let Some(live) = table.column(&name) {
            if missing.contains(&column) {
                lines.push(format!("{path} = {}", quoted(&live.name)));
            }
            labels(column, &live.labels, mapping, lines);
        } else if can_be_missing(column) {
            let others = candidates(column, &free).map_or(String::new(), |names| {
                format!("   # or the name of the column that holds it: {names}")
            });
            lines.push(format!("{path} = false{others}"));
            mapping.columns.insert((entity, column.name), None);
        }
    }
}

/// The entity's columns that the table does not have under the names that they are said to have.
fn missing(entity: Entity, table: &CatalogueTable, mapping: &Mapping) -> Vec<&'static Column> {
    let is_missing = |column: &&Column| {
        let name = mapping.column(entity, column.name);
        name.is_some_and(|name| table.column(&name).is_none())
    };
    entity.table().columns.iter().filter(is_missing).collect()
}

/// Adds to the mapping which live columns the missing ones are: first those whose names say the same,
/// so that nobody else takes them.
fn name_them(
    entity: Entity,
    table: &CatalogueTable,
    missing: &[&'static Column],
    mapping: &mut Mapping,
) {
    for column in missing {
        let mut columns = table.columns.iter();
        if let Some(live) = columns.find(|live| bare(&live.name) == bare(column.name)) {
            let name = Some(live.name.clone());
            mapping.columns.insert((entity, column.name), name);
        }
    }
    let left = self::missing(entity, table, mapping);
    let free = unclaimed_columns(entity, table, mapping);
    for column in &left {
        if let Some(live) = meant(column, &left, &free) {
            let name = Some(live.name.clone());
            mapping.columns.insert((entity, column.name), name);
        }
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
