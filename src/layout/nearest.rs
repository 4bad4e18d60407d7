//! What of a live schema nothing claims, and what of it is meant by a name that is not there.

use super::column::storage;
use super::{Catalogue, CatalogueColumn, CatalogueTable, Mapping, Shape, snake_case};
use crate::schema::{Column, ColumnType, Entity};

/// How many columns a comment names.
const NAMED: usize = 5;

/// Prisma's own table, which holds nobody's rows.
const RECORDS: &str = "_prisma_migrations";

/// Columns of the live table that hold none of the entity's.
pub(super) fn unclaimed_columns<'t>(
    entity: Entity,
    table: &'t CatalogueTable,
    mapping: &Mapping,
) -> Vec<&'t CatalogueColumn> {
    let columns = entity.table().columns.iter();
    let ours: Vec<String> = columns
        .filter_map(|column| mapping.column(entity, column.name))
        .collect();
    let live = table.columns.iter();
    live.filter(|live| !ours.contains(&live.name)).collect()
}

/// Tables that hold no entity's rows, those first that have most of this entity's columns.
pub(super) fn unclaimed_tables<'c>(
    catalogue: &'c Catalogue,
    entity: Entity,
    mapping: &Mapping,
) -> Vec<&'c CatalogueTable> {
    let ours: Vec<String> = Entity::ALL
        .into_iter()
        .filter_map(|entity| mapping.table(entity))
        .collect();
    let free = |table: &&CatalogueTable| table.name != RECORDS && !ours.contains(&table.name);
    let mut tables: Vec<&CatalogueTable> = catalogue.tables.iter().filter(free).collect();
    tables.sort_by_key(|table| std::cmp::Reverse(same_columns(entity, table)));
    tables
}

/// How many of the entity's columns the table has under names that say the same.
pub(super) fn same_columns(entity: Entity, table: &CatalogueTable) -> usize {
    let has = |column: &&Column| {
        let mut live = table.columns.iter();
        live.any(|live| bare(&live.name) == bare(column.name))
    };
    entity.table().columns.iter().filter(has).count()
}

/// The column that is clearly meant: by its name, or because no other is left that somebody must
/// fill. `missing` are all columns that are not there, `free` those that nothing claims.
pub(super) fn meant<'t>(
    column: &Column,
    missing: &[&Column],
    free: &[&'t CatalogueColumn],
) -> Option<&'t CatalogueColumn> {
    by_name(column, missing, free).or_else(|| as_the_only_one(column, missing, free))
}

/// The nearest of those whose name is the beginning of the other's in words: `email_verified` for
/// `emailVerifiedAt`. One that says as much of two columns says nothing.
fn by_name<'t>(
    column: &Column,
    missing: &[&Column],
    free: &[&'t CatalogueColumn],
) -> Option<&'t CatalogueColumn> {
    let near = |live: &&CatalogueColumn| can_hold(column, live) && shared(column, live) > 0;
    let most = free.iter().copied().filter(near);
    let most = most.max_by_key(|live| shared(column, live))?;
    let is_as_near = |live: &&&CatalogueColumn| shared(column, live) == shared(column, most);
    let is_alone = free.iter().filter(|live| near(live)).filter(is_as_near);
    let mut others = missing.iter().filter(|other| other.name != column.name);
    let is_ambiguous = others.any(|other| can_hold(other, most) && shared(other, most) > 0);
    (is_alone.count() == 1 && !is_ambiguous).then_some(most)
}

/// Where one text is missing that rows must have, and there is one that somebody must fill: `name`
/// for `fullName`.
fn as_the_only_one<'t>(
    column: &Column,
    missing: &[&Column],
    free: &[&'t CatalogueColumn],
) -> Option<&'t CatalogueColumn> {
    let is_needed = |column: &Column| {
        !column.nullable && matches!(column.kind, ColumnType::Text | ColumnType::Varchar(_))
    };
    let wanted = missing.iter().filter(|column| is_needed(column)).count();
    if wanted != 1 || !is_needed(column) {
        return None;
    }
    let is_unfilled =
        |live: &&&CatalogueColumn| live.not_null && !live.has_default && can_hold(column, live);
    let mut unfilled = free.iter().filter(is_unfilled);
    unfilled
        .next()
        .filter(|_| unfilled.next().is_none())
        .copied()
}

/// The names of the unclaimed columns that could hold the column, the nearest first; nothing where
/// there is none.
pub(super) fn candidates(column: &Column, free: &[&CatalogueColumn]) -> Option<String> {
    let able = free.iter().copied().filter(|live| can_hold(column, live));
    let mut able: Vec<&CatalogueColumn> = able.collect();
    able.sort_by_key(|live| std::cmp::Reverse(common(column.name, &live.name)));
    list(able.iter().map(|live| live.name.as_str()), NAMED)
}

/// Names as a comment or a message lists them, at most so many.
pub(super) fn list<'n>(names: impl Iterator<Item = &'n str>, most: usize) -> Option<String> {
    let names: Vec<String> = names.map(shown).collect();
    let more = names.len().saturating_sub(most);
    let mut text = names.get(..most).unwrap_or(&names).join(", ");
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    (!names.is_empty()).then_some(text)
}

/// Whether the live column can hold the values, and neither refers to something else nor is filled by
/// somebody else.
fn can_hold(column: &Column, live: &CatalogueColumn) -> bool {
    let takes_labels = match column.kind {
        ColumnType::Enum(kind) if live.shape == Shape::Enum || !live.labels.is_empty() => {
            let has = |label: &&str| live.labels.iter().any(|live| bare(live) == bare(label));
            kind.labels.iter().all(has)
        }
        _ => true,
    };
    let is_other = refers(&live.name) && !refers(column.name);
    takes_labels && !is_other && !live.is_generated && storage(column, live).is_ok()
}

/// Whether a name says that it refers to something: `tenant_id`.
fn refers(name: &str) -> bool {
    words(name).last().is_some_and(|word| word == "id")
}

/// How many words the shorter name has, where the other begins with them; else none.
fn shared(column: &Column, live: &CatalogueColumn) -> usize {
    let (ours, theirs) = (words(column.name), words(&live.name));
    if ours.starts_with(&theirs) || theirs.starts_with(&ours) {
        ours.len().min(theirs.len())
    } else {
        0
    }
}

/// How many words two names share, wherever they stand.
fn common(ours: &str, theirs: &str) -> usize {
    let theirs = words(theirs);
    let ours = words(ours);
    ours.iter().filter(|word| theirs.contains(word)).count()
}

/// The words of a name, in lower case: `fullName`, `full_name` and `FULL-NAME` have the same.
fn words(name: &str) -> Vec<String> {
    let is_camel = name.contains(char::is_lowercase);
    let apart = if is_camel {
        snake_case(name)
    } else {
        name.to_lowercase()
    };
    let words = apart.split(|next: char| !next.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A name as it is, where nobody can take it for anything else; else in quotes.
fn shown(name: &str) -> String {
    let is_plain = |next: char| next.is_ascii_alphanumeric() || next == '_';
    if !name.is_empty() && name.chars().all(is_plain) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A basic string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let escaped = |next: char| match next {
        '"' | '\\' => format!("\\{next}"),
        _ if next.is_control() => format!("\\u{:04X}", u32::from(next)),
        _ => next.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A name without its letter case, underscores and hyphens.
pub(super) fn bare(name: &str) -> String {
    name.chars()
        .filter(|next| !matches!(next, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}
