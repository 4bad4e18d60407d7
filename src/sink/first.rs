//! The first rows of a table, without the rest of it.

use std::ops::Range;

use crate::entities::{Flow, rows};
use crate::plan::Plan;
use crate::schema::{Entity, Row};

/// The first `most` rows of `entity`.
pub fn first(plan: &Plan, entity: Entity, most: usize) -> Vec<Row> {
    let mut found = Vec::new();
    if most == 0 {
        return found;
    }
    let (rows, mut row) = (rows(plan, entity), Row::new(entity));
    let mut holders = plan
        .holders(entity)
        .flat_map(|positions| plan.roots().slice(positions));
    let _ = holders.try_for_each(|root| {
        rows.rows(root, &mut row, &mut |row| {
            found.push(row.clone());
            if found.len() == most {
                Flow::Break(())
            } else {
                Flow::Continue(())
            }
        })
    });
    found
}

/// Whether any of the accounts at `positions` has a row of `entity`.
///
/// Accounts that cannot have one are not asked, and of the others about one in 25 or more has
/// one: the rarest is a message where both conversations and messages are at most one with a
/// long tail. So the cost hangs on neither the number of accounts nor that of their rows.
pub fn any(plan: &Plan, entity: Entity, positions: Range<u64>) -> bool {
    let rows = rows(plan, entity);
    let mut accounts = plan.holders(entity).flat_map(|holders| {
        let start = positions.start.max(holders.start);
        plan.roots().slice(start..positions.end.min(holders.end))
    });
    let walked = accounts.try_for_each(|root| rows.keys(root, &mut |_| Flow::Break(())));
    walked.is_break()
}
