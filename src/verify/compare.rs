//! Naming the rows in which a database differs from its plan.

use std::sync::Arc;

use super::beside::{Beside, beside, changes, key_fields};
use crate::error::Result;
use crate::layout::Layout;
use crate::plan::Plan;
use crate::postgres::Session;
use crate::schema::{Column, Entity};

/// One row in which a database differs from its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row's primary key.
    pub key: String,
    /// `missing`, `unexpected` or `changed`.
    pub kind: &'static str,
    /// The columns that changed, each with what it should hold. Secrets, and what the
    /// database holds instead, which may be anybody's data, are not shown.
    pub columns: Vec<String>,
}

/// The first `most` differences of the entity's table, and how many there are in all.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn differences(
    session: &mut Session,
    plan: &Plan,
    entity: Entity,
    most: usize,
) -> Result<(Vec<Difference>, u64)> {
    let mut report = Report {
        entity,
        layout: session.layout.clone(),
        most,
        list: Vec::new(),
        count: 0,
    };
    beside(session, plan, entity, |both| match both {
        Beside::Missing(planned) => report.add(&planned.line, "missing", Vec::new()),
        Beside::Unexpected(line) => report.add(line, "unexpected", Vec::new()),
        Beside::Both(planned, line) if planned.line != line => report.changed(&planned.line, line),
        Beside::Both(..) => {}
    })
    .await?;
    Ok((report.list, report.count))
}

/// Collects differences up to a number, and counts the rest.
struct Report {
    entity: Entity,
    layout: Arc<Layout>,
    most: usize,
    list: Vec<Difference>,
    count: u64,
}

impl Report {
    fn changed(&mut self, planned: &[u8], found: &[u8]) {
        let changed = changes(self.entity, &self.layout, planned, found);
        let changed = changed
            .into_iter()
            .map(|(column, planned, _)| describe(column, planned))
            .collect();
        self.add(planned, "changed", changed);
    }

    fn add(&mut self, text: &[u8], kind: &'static str, columns: Vec<String>) {
        self.count += 1;
        if self.list.len() < self.most {
            let table = self.entity.name();
            let key = key_fields(self.entity, &self.layout, text).join(", ");
            self.list.push(Difference {
                table,
                key,
                kind,
                columns,
            });
        }
    }
}

fn describe(column: &Column, planned: &[u8]) -> String {
    if column.secret {
        return column.name.to_owned();
    }
    let text = String::from_utf8_lossy(planned);
    let short: String = text.chars().take(60).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{} (should be {short}{dots})", column.name)
}
