//! The first rows of a table, without the rest of it.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::entities::rows;
use crate::plan::Plan;
use crate::schema::{Entity, Row};

/// The first `most` rows of `entity`.
pub fn first(plan: &Plan, entity: Entity, most: usize) -> Vec<Row> {
    let mut found = Vec::new();
    if most == 0 {
        return found;
    }
    let (rows, mut row) = (rows(plan, entity), Row::new(entity));
    until_enough(|| {
        for root in plan.roots().slice(plan.holders(entity)) {
            rows.rows(root, &mut row, &mut |row| {
                found.push(row.clone());
                if found.len() == most {
                    enough();
                }
            });
        }
    });
    found
}

/// Whether any of the accounts at `positions` has a row of `entity`.
///
/// Accounts that cannot have one are not asked, and of the others about one in 25 or more has
/// one: the rarest is a message where both conversations and messages are at most one with a
/// long tail. So the cost hangs on neither the number of accounts nor that of their rows.
pub fn any(plan: &Plan, entity: Entity, positions: Range<u64>) -> bool {
    let holders = plan.holders(entity);
    let positions = positions.start.max(holders.start)..positions.end.min(holders.end);
    let (rows, mut found) = (rows(plan, entity), false);
    until_enough(|| {
        for root in plan.roots().slice(positions) {
            rows.keys(root, &mut |_| {
                found = true;
                enough();
            });
        }
    });
    found
}

/// What a walk ends with that has seen enough.
struct Enough;

/// Walks until the end, or until something calls [`enough`].
///
/// An account hands over its rows until there are no more, and one conversation may have a
/// billion. The stack is unwound to leave it; no panic is reported, and a real one goes on.
fn until_enough(walk: impl FnOnce()) {
    if let Err(ended) = catch_unwind(AssertUnwindSafe(walk))
        && !ended.is::<Enough>()
    {
        resume_unwind(ended);
    }
}

fn enough() {
    resume_unwind(Box::new(Enough));
}
