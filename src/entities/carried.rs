//! What rows hold because a specimen or a persona is to have it, whatever was drawn.

use crate::edge::Effect;
use crate::plan::Plan;
use crate::rng::RowKey;
use crate::scenario::Said;
use crate::schema::Row;

/// Puts NULL into the columns of the row for which the specimen carries that.
pub(super) fn settle(plan: &Plan, key: RowKey, row: &mut Row) {
    for effect in plan.effects(key.root) {
        if let Effect::Null { table, column } = effect
            && table == row.entity().name()
        {
            set(row, column, Row::null);
        }
    }
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
