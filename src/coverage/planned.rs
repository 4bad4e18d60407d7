//! Looking at the rows that a plan makes.

use super::{Coverage, Promise};
use crate::entities::{self, Flow, Rows};
use crate::plan::Plan;
use crate::schema::{Entity, Row};

/// What the plan's rows hold. They are made for this, account by account, and kept nowhere.
pub fn planned(plan: &Plan, promise: &Promise) -> Coverage {
    let mut coverage = Coverage::new(plan.now, promise);
    let mut tables: Vec<(Box<dyn Rows + Send + '_>, Row)> = Entity::ALL
        .into_iter()
        .map(|entity| (entities::rows(plan, entity), Row::new(entity)))
        .collect();
    let roots = plan.roots();
    for root in roots.slice(0..roots.len()) {
        let mut account = coverage.account();
        for (rows, row) in &mut tables {
            // Nobody breaks off.
            let _ = rows.rows(root, row, &mut |row| {
                coverage.row(row, &mut account);
                Flow::Continue(())
            });
        }
        coverage.complete(root, account);
    }
    coverage
}
