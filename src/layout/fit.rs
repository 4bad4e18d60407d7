//! Whether a live schema can take the generator's rows, and what is where.

use std::fmt;

use super::column::storage;
use super::nearest::{candidates, list, unclaimed_columns, unclaimed_tables};
use super::propose::{completed, has_accounts};
use super::{
    Catalogue, CatalogueColumn, CatalogueTable, Ids, Layout, LiveColumn, LiveTable, Mapping, Shape,
    Storage, quote_identifier,
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
    /// What somebody has to do about it, where no line that is proposed mends it.
    pub remedy: Option<String>,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.entity.name(), self.problem)?;
        match &self.remedy {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}

/// Finds each table and column of the reference schema in a live one.
///
/// # Errors
/// All that stands in the way, also what comes to light only once the lines are written that
/// [`super::propose`] says. What those lines mend has no remedy beside them.
pub fn fit(catalogue: &Catalogue, mapping: &Mapping) -> Result<Layout, Vec<Misfit>> {
    let now = match lay_out(catalogue, mapping) {
        Ok(layout) => return Ok(layout),
        Err(unfinished) => unfinished.misfits,
    };
    let (proposed, _) = completed(catalogue, mapping);
    let left = match lay_out(catalogue, &proposed) {
        Ok(_) => Vec::new(),
        Err(unfinished) => unfinished.misfits,
    };
    let stays = |misfit: &Misfit| {
        let same = |other: &&Misfit| {
            other.entity == misfit.entity
                && other.column == misfit.column
                && (misfit.column.is_some() || other.problem == misfit.problem)
        };
        left.iter().any(|other| same(&other))
    };
    let mended = now.into_iter().filter(|misfit| !stays(misfit));
    let mended = mended.map(|misfit| Misfit {
        remedy: None,
        ..misfit
    });
    let mut misfits: Vec<Misfit> = mended.collect();
    misfits.extend(left);
    misfits.sort_by_key(|misfit| misfit.entity);
    Err(misfits)
}

/// The tables as they would be found once the lines are written that [`super::propose`] says: those
/// columns of them that fit.
pub fn foreseen(catalogue: &Catalogue, mapping: &Mapping) -> Layout {
    lay_out(catalogue, mapping)
        .or_else(|_| lay_out(catalogue, &completed(catalogue, mapping).0))
        .unwrap_or_else(|unfinished| unfinished.layout)
}

/// What was found, and what stands in the way of the rest.
pub(super) struct Unfinished {
    layout: Layout,
    misfits: Vec<Misfit>,
}

/// Finds each table and column by this mapping, and by nothing else.
pub(super) fn lay_out(catalogue: &Catalogue, mapping: &Mapping) -> Result<Layout, Box<Unfinished>> {
    let mut misfits = Vec::new();
    let mut tables = Vec::new();
    for entity in Entity::ALL {
        let mut add = |column, problem, remedy| {
            misfits.push(Misfit {
                entity,
                column,
                problem,
                remedy,
            });
        };
        let Some(name) = mapping.table(entity) else {
            needed_by(entity, mapping, &mut add);
            continue;
        };
        match catalogue.table(&name) {
            None => add(
                None,
                format!("there is no table `{name}`"),
                name_of_table(catalogue, entity, mapping),
            ),
            Some(live) => tables.push(LiveTable {
                entity,
                columns: columns(entity, live, catalogue, mapping, &mut add),
                name,
            }),
        }
    }
    let layout = Layout {
        schema: catalogue.schema.clone(),
        ids: ids(catalogue, &tables),
        tables,
    };
    if misfits.is_empty() {
        Ok(layout)
    } else {
        Err(Box::new(Unfinished { layout, misfits }))
    }
}

/// Takes note of a misfit: its column, the problem, and the remedy.
type Add<'a> = &'a mut dyn FnMut(Option<&'static str>, String, Option<String>);

/// The line that names a table; accounts come first, since whatever else is missing is found beside
/// them.
fn name_of_table(catalogue: &Catalogue, entity: Entity, mapping: &Mapping) -> Option<String> {
    let is_first = entity == Entity::User || has_accounts(catalogue, mapping);
    if !is_first || catalogue.tables.is_empty() {
        return None;
    }
    let tables = unclaimed_tables(catalogue, entity, mapping);
    let names = list(tables.iter().map(|table| table.name.as_str()), usize::MAX);
    let free = names.map_or(String::new(), |names| format!(" (nothing claims {names})"));
    let entity = entity.name();
    Some(format!(
        "to name the one that holds its rows: tables.{entity} = \"...\"{free}"
    ))
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
fn needed_by(entity: Entity, mapping: &Mapping, add: Add<'_>) {
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
            None,
        );
    }
}

fn columns(
    entity: Entity,
    live: &CatalogueTable,
    catalogue: &Catalogue,
    mapping: &Mapping,
    add: Add<'_>,
) -> Vec<LiveColumn> {
    let mut found = Vec::new();
    let free = unclaimed_columns(entity, live, mapping);
    for (position, column) in entity.table().columns.iter().enumerate() {
        let Some(name) = mapping.column(entity, column.name) else {
            if is_needed(entity, column) {
                add(Some(column.name), "the column is needed".to_owned(), None);
            }
            continue;
        };
        let Some(stored) = live.column(&name) else {
            let (problem, remedy) = missing(entity, column, &name, &free);
            add(Some(column.name), problem, remedy);
            continue;
        };
        match place(position, column, stored, mapping) {
            Ok(column) => found.push(column),
            Err(problems) => problems
                .into_iter()
                .for_each(|problem| add(Some(column.name), problem, None)),
        }
    }
    for unknown in free
        .iter()
        .filter(|live| live.not_null && !live.has_default)
    {
        let name = &unknown.name;
        add(
            None,
            format!("column `{name}` is unknown to the generator, NOT NULL and without a default"),
            Some(format!(
                "to give it one, which the generator leaves to the database: ALTER TABLE {}.{} ALTER COLUMN {} SET DEFAULT ...",
                quote_identifier(&catalogue.schema),
                quote_identifier(&live.name),
                quote_identifier(name)
            )),
        );
    }
    found
}

/// That there is no such column. No line that leaves it out is proposed for what a row is not itself
/// without, so the remedy says which line there is to write.
fn missing(
    entity: Entity,
    column: &Column,
    name: &str,
    free: &[&CatalogueColumn],
) -> (String, Option<String>) {
    let missing = format!("there is no column `{name}`");
    if can_be_missing(column) {
        return (missing, None);
    }
    let others = candidates(column, free);
    let others = others.map_or(String::new(), |names| format!(" (nothing claims {names})"));
    let (entity, column) = (entity.name(), column.name);
    (
        format!("{missing}, which rows need"),
        Some(format!(
            "to name the one that holds it: columns.{entity}.{column} = \"...\"{others}"
        )),
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
