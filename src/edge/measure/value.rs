//! Whether a column's value is what a case claims.

use std::sync::LazyLock;

use super::{Shown, json, text};
use crate::clock::{Date, Timestamp};
use crate::edge::case::LanguageRule;
use crate::edge::{EdgeCase, Facet, Value, catalogue, make};
use crate::schema::{ColumnType, Entity, List, Row, Value as Cell};
use crate::words::LOCALES;

/// A facet that is one column, with the cases that it can show.
struct Column {
    facet: Facet,
    position: usize,
    limit: Option<usize>,
    cases: Vec<&'static EdgeCase>,
}

/// The facets of each entity that are columns.
static COLUMNS: LazyLock<Vec<(Entity, Vec<Column>)>> = LazyLock::new(|| {
    let of = |entity| (entity, columns(entity).collect());
    Entity::ALL.into_iter().map(of).collect()
});

fn columns(entity: Entity) -> impl Iterator<Item = Column> {
    Facet::ALL.iter().filter_map(move |facet| {
        let (of, name) = facet.column()?;
        let position = entity.table().position(name).filter(|_| of == entity)?;
        let limit = match entity.table().columns.get(position)?.kind {
            ColumnType::Varchar(limit) | ColumnType::Char(limit) => Some(limit as usize),
            _ => None,
        };
        let cases = catalogue::cases().filter(|case| case.facets.contains(facet));
        Some(Column {
            facet: *facet,
            position,
            limit,
            cases: cases.collect(),
        })
    })
}

/// What the row's columns show.
pub(super) fn shown(row: &Row, now: Timestamp) -> Vec<Shown> {
    let mut shown = Vec::new();
    let own = COLUMNS.iter().filter(|(entity, _)| *entity == row.entity());
    for column in own.flat_map(|(_, columns)| columns) {
        let Some(cell) = row.get(column.position) else {
            continue;
        };
        for case in &column.cases {
            if holds(case.value, cell, column.limit, row, now) {
                shown.push((column.facet, *case));
            }
        }
    }
    shown
}

/// Whether the cell holds what the case's value describes.
fn holds(value: Value, cell: Cell<'_>, limit: Option<usize>, row: &Row, now: Timestamp) -> bool {
    match (value, cell) {
        (Value::Null, cell) => cell == Cell::Null,
        (Value::Text(rule), Cell::Text(found)) => text::shows(rule, limit, found),
        (Value::Email(rule), Cell::Text(found)) => text::is_address(rule, found),
        (Value::List(lower, items), Cell::List(found)) => {
            lower == found.first_subscript() && found.iter().eq(items.iter().copied())
        }
        (Value::Languages(rule), Cell::List(found)) => are_languages(rule, found),
        (Value::Json(wanted), Cell::Json(found)) => found == wanted,
        (Value::MadeJson(rule), Cell::Json(found)) => json::shows(rule, found),
        (Value::Date(year, month, day), Cell::Date(found)) => {
            found == Date::new(year.into(), month, day)
        }
        (Value::YearsAgo(years, days), Cell::Date(found)) => {
            found == make::years_before(now, years, days)
        }
        (Value::Instant(millis), Cell::Timestamp(found)) => found.as_millis() == millis,
        (Value::AfterNow(millis), Cell::Timestamp(found)) => found == now.after(millis),
        (Value::AfterCreation(millis), Cell::Timestamp(found)) => match row.named("createdAt") {
            Some(Cell::Timestamp(created)) => found == created.after(millis),
            _ => false,
        },
        (Value::Number(wanted), Cell::Int8(found)) => found == wanted,
        (Value::Network(wanted), Cell::Inet(found)) => found == wanted,
        (Value::Infinity(true), Cell::Timestamp(found)) => found == Timestamp::INFINITY,
        (Value::Infinity(false), Cell::Timestamp(found)) => found == Timestamp::MINUS_INFINITY,
        (Value::Infinity(true), Cell::Date(found)) => found == Date::INFINITY,
        (Value::Infinity(false), Cell::Date(found)) => found == Date::MINUS_INFINITY,
        // A state is of several rows.
        _ => false,
    }
}

/// Whether the list is one of languages that the project knows, as the rule says.
fn are_languages(rule: LanguageRule, list: List<'_>) -> bool {
    let script = |item: Option<&str>| {
        let locale = LOCALES.iter().find(|locale| Some(locale.endonym) == item)?;
        Some((locale.endonym, locale.script))
    };
    let Some(mut known) = list.iter().map(script).collect::<Option<Vec<_>>>() else {
        return false;
    };
    let count = known.len();
    let distinct = |mut words: Vec<&'static str>| {
        words.sort_unstable();
        words.dedup();
        words.len()
    };
    let all =
        |of: fn(&crate::words::Locale) -> &'static str| distinct(LOCALES.iter().map(of).collect());
    match rule {
        LanguageRule::Single => count == 1,
        LanguageRule::Many => {
            known.sort_unstable();
            known.dedup();
            known.len() == count && count == all(|locale| locale.endonym)
        }
        LanguageRule::MixedScripts => {
            let scripts = distinct(known.into_iter().map(|(_, script)| script).collect());
            scripts == count && count == all(|locale| locale.script)
        }
    }
}
