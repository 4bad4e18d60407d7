//! What rows hold because a specimen or a persona is to have it, whatever was drawn.

use super::audit_event::Event;
use crate::clock::{Date, Timestamp};
use crate::edge::case::Text;
use crate::edge::{EdgeCase, Value, make};
use crate::plan::{Plan, PutValue};
use crate::rng::{Cell, RowKey};
use crate::scenario::Said;
use crate::schema::{ColumnType, Entity, Row, Value as Cellar};
use crate::words::Locale;

/// Puts the odd values that the account carries into the row, if it is the one to show them.
pub(super) fn settle(plan: &Plan, key: RowKey, own: &Locale, row: &mut Row) {
    let carried = plan.carried(key.root);
    for (facet, case) in carried {
        if let Some((entity, column)) = facet.column()
            && entity == row.entity()
            && shows(entity, key, case)
        {
            let field = plan.field(entity.name(), column);
            set_value(row, column, case.value, plan.now, own, &mut field.at(key));
        }
    }
    put(plan, key, row);
}

/// Puts what a specimen of retention is said to hold into the row.
pub(super) fn put(plan: &Plan, key: RowKey, row: &mut Row) {
    for put in plan.puts(key.root) {
        if (put.entity, put.key) == (row.entity(), key) {
            set(row, put.column, |row| match put.value {
                PutValue::Null => row.null(),
                PutValue::Instant(at) => row.timestamp(at),
                PutValue::Text(text) => row.text(text),
            });
        }
    }
}

/// Whether the row is the first of its kind below its account, or the second where two share it.
fn shows(entity: Entity, key: RowKey, case: &EdgeCase) -> bool {
    let branch = match entity {
        Entity::AuditLog => Event::AccountCreated as u16,
        _ => 0,
    };
    key.branch == branch && key.leaf <= u32::from(case.is_shared())
}

fn set_value(
    row: &mut Row,
    column: &str,
    value: Value,
    now: Timestamp,
    own: &Locale,
    cell: &mut Cell,
) {
    let ordinary = match row.named(column) {
        Some(Cellar::Text(text)) => text.to_owned(),
        _ => String::new(),
    };
    let created = match row.named("createdAt") {
        Some(Cellar::Timestamp(at)) => at,
        _ => now,
    };
    set(row, column, |row| match value {
        // A state is of several rows; its facet has no column.
        Value::Null | Value::State(_) => row.null(),
        Value::Text(rule) => row.text(&made(rule, row.entity(), column, &ordinary, cell)),
        Value::Email(rule) => row.text(&make::email(rule, &ordinary)),
        Value::List(first, items) => row.list_from(first, items.iter().copied()),
        Value::Languages(rule) => row.list(make::languages(rule, own.endonym)),
        Value::Json(text) => row.canonical_json(text),
        Value::MadeJson(rule) => row.canonical_json(&make::json(rule)),
        Value::Date(year, month, day) => row.date(Date::new(year.into(), month, day)),
        Value::YearsAgo(years, days) => row.date(make::years_before(now, years, days)),
        Value::Instant(millis) => row.timestamp(Timestamp::from_millis(millis)),
        Value::AfterNow(millis) => row.timestamp(now.after(millis)),
        Value::AfterCreation(millis) => row.timestamp(created.after(millis)),
        Value::Infinity(after) => match column_type(row.entity(), column) {
            Some(ColumnType::Date) if after => row.date(Date::INFINITY),
            Some(ColumnType::Date) => row.date(Date::MINUS_INFINITY),
            _ if after => row.timestamp(Timestamp::INFINITY),
            _ => row.timestamp(Timestamp::MINUS_INFINITY),
        },
        Value::Number(number) => row.int8(number),
        Value::Network(network) => row.inet_or_null(Some(network)),
    });
}

fn made(rule: Text, entity: Entity, column: &str, ordinary: &str, cell: &mut Cell) -> String {
    let limit = match column_type(entity, column) {
        Some(ColumnType::Varchar(limit) | ColumnType::Char(limit)) => Some(limit as usize),
        _ => None,
    };
    make::text(rule, limit, ordinary, cell)
}

fn column_type(entity: Entity, column: &str) -> Option<ColumnType> {
    entity.table().column(column).map(|column| column.kind)
}

/// Puts something else into a column that is filled already.
pub(super) fn set(row: &mut Row, column: &str, fill: impl FnOnce(&mut Row)) {
    if let Some(position) = row.entity().table().position(column) {
        row.set(position, fill);
    }
}

/// Puts the text into the column, where there is one.
pub(super) fn set_text(row: &mut Row, column: &str, text: Option<&str>) {
    if let Some(text) = text {
        set(row, column, |row| row.text(text));
    }
}

/// Puts the text or NULL into the column, where something is said.
pub(super) fn set_text_or_null(row: &mut Row, column: &str, said: &Said<String>) {
    match said {
        Said::Nothing => {}
        Said::Absent => set(row, column, Row::null),
        Said::Is(text) => set(row, column, |row| row.text(text)),
    }
}
