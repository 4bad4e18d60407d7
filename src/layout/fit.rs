//! Whether a live schema can take the generator's rows, and what is where.

use std::fmt;

use super::column::storage;
use super::{
    Catalogue, CatalogueColumn, CatalogueTable, Ids, Layout, LiveColumn, LiveTable, Mapping, Shape,
    Storage,
};
use crate::schema::{Column, ColumnType, Entity};

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Whose rows.
    pub entity: Entity,
    /// The column of the reference schema that it is about, if it is about one.
    pub column: Option<&'static str>,
    /// What stands in the way, with the name that the database uses.
    pub problem: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.entity.name(), self.problem)
    }
}

/// Finds each table and column of the reference schema in a live one.
///
/// # Errors
/// All that stands in the way.
pub fn fit(catalogue: &Catalogue, mapping: &Mapping) -> Result<Layout, Vec<Misfit>> {
    let mut misfits = Vec::new();
    let mut tables = Vec::new();
    for entity in Entity::ALL {
        let mut add = |column, problem| {
            misfits.push(Misfit {
                entity,
                column,
                problem,
            });
        };
        let Some(name) = mapping.table(entity) else {
            needed_by(entity, mapping, &mut add);
            continue;
        };
        match catalogue.table(&name) {
            None => add(None, format!("there is no table `{name}`")),
            Some(live) => tables.push(LiveTable {
                entity,
                columns: columns(entity, live, mapping, &mut add),
                name,
            }),
        }
    }
    if misfits.is_empty() {
        Ok(Layout {
            schema: catalogue.schema.clone(),
            ids: ids(catalogue, &tables),
            tables,
        })
    } else {
        Err(misfits)
    }
}

/// Keys are seen as they are stored, where queries can compare all of them with one another so: texts
/// of two collations they cannot.
fn ids(catalogue: &Catalogue, tables: &[LiveTable]) -> Ids {
    let keys = tables.iter().flat_map(|table| {
        let is_key = |live: &&LiveColumn| table.is_key(live);
        table
            .columns
            .iter()
            .filter(is_key)
            .map(move |key| (table, key))
    });
    let collation = |(table, key): (&LiveTable, &LiveColumn)| {
        let live = catalogue.table(&table.name)?.column(&key.name)?;
        (key.storage == Storage::Text).then_some(live.collation)
    };
    let mut collations: Vec<Option<u32>> = keys.map(collation).collect();
    collations.sort_unstable();
    collations.dedup();
    match collations.as_slice() {
        [Some(_)] => Ids::Text,
        _ => Ids::Uuid,
    }
}

/// A table that is left out must be one that no other refers to.
fn needed_by(entity: Entity, mapping: &Mapping, add: &mut dyn FnMut(Option<&'static str>, String)) {
    let refers = |other: &Entity| {
        let mut keys = other.table().foreign_keys.iter();
        *other != entity
            && mapping.table(*other).is_some()
            && keys.any(|key| key.references == entity)
    };
    if let Some(other) = Entity::ALL.iter().find(|other| refers(other)) {
        let other = other.name();
        add(
            None,
            format!("the table cannot be left out: {other} refers to it"),
        );
    }
}

fn columns(
    entity: Entity,
    live: &CatalogueTable,
    mapping: &Mapping,
    add: &mut dyn FnMut(Option<&'static str>, String),
) -> Vec<LiveColumn> {
    let mut found = Vec::new();
    for (position, column) in entity.table().columns.iter().enumerate() {
        let Some(name) = mapping.column(entity, column.name) else {
            if is_needed(entity, column) {
                add(Some(column.name), "the column is needed".to_owned());
            }
            continue;
        };
        let Some(stored) = live.column(&name) else {
            add(Some(column.name), missing(entity, column, &name));
            continue;
        };
        match place(position, column, stored, mapping) {
            Ok(column) => found.push(column),
            Err(problems) => problems
                .into_iter()
                .for_each(|problem| add(Some(column.name), problem)),
        }
    }
    for unknown in &live.columns {
        let is_ours = |column: &&Column| {
            mapping.column(entity, column.name).as_deref() == Some(&unknown.name)
        };
        let known = entity.table().columns.iter().any(|column| is_ours(&column));
        if !known && unknown.not_null && !unknown.has_default {
            add(
                None,
                format!(
                    "column `{}` is unknown to the generator, NOT NULL and without a default",
                    unknown.name
                ),
            );
        }
    }
    found
}

/// That there is no such column. No line that leaves it out is proposed for what a row is not itself
/// without, so this says which line there is to write.
fn missing(entity: Entity, column: &Column, name: &str) -> String {
    let missing = format!("there is no column `{name}`");
    if can_be_missing(column) {
        return missing;
    }
    let (entity, column) = (entity.name(), column.name);
    format!(
        "{missing}, which rows need; to name the one that holds it: columns.{entity}.{column} = \"...\""
    )
}

/// Whether rows are what they are without this column: what may be NULL, and neither identifies
/// anything nor refers to it. Nobody could log in without a password's hash, and nobody could say
/// who wrote a message that has no sender.
pub(super) fn can_be_missing(column: &Column) -> bool {
    column.nullable && column.kind != ColumnType::Uuid
}

/// A row is not one without its key, nor without what it must refer to.
fn is_needed(entity: Entity, column: &Column) -> bool {
    let table = entity.table();
    let mut keys = table.foreign_keys.iter();
    table.primary_key.contains(&column.name)
        || (!column.nullable && keys.any(|key| key.column == column.name))
}

fn place(
    position: usize,
    column: &Column,
    live: &CatalogueColumn,
    mapping: &Mapping,
) -> Result<LiveColumn, Vec<String>> {
    let mut problems = Vec::new();
    if live.is_generated {
        problems.push(format!(
            "column `{}` is generated by the database",
            live.name
        ));
    }
    let mut labels = Vec::new();
    if let ColumnType::Enum(kind) = column.kind {
        for label in kind.labels {
            let written = mapping.label(kind, label);
            let is_listed = live.shape == Shape::Enum || !live.labels.is_empty();
            if is_listed && !live.labels.iter().any(|live| live == written) {
                let list = match live.shape {
                    Shape::Enum => "enum",
                    Shape::Plain | Shape::Array => "CHECK",
                };
                problems.push(format!(
                    "the {list} of column `{}` has no value `{written}`",
                    live.name
                ));
            }
            if written != *label {
                labels.push((*label, written.to_owned()));
            }
        }
    }
    match storage(column, live) {
        Ok((storage, narrow)) if problems.is_empty() => Ok(LiveColumn {
            position,
            name: live.name.clone(),
            storage,
            labels,
            narrow,
            never_null: column.nullable && live.not_null,
        }),
        Ok(_) => Err(problems),
        Err(problem) => {
            problems.insert(0, problem);
            Err(problems)
        }
    }
}
