//! Naming the rows in which a database differs from its plan.
//!
//! Ids sort as the plan's rows come, so both sides are read once, side by side.

use std::cmp::Ordering;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::entities::{self, Flow};
use crate::error::Result;
use crate::layout::{Layout, LiveTable};
use crate::plan::Plan;
use crate::postgres::{Session, read_lines};
use crate::schema::{Column, Entity, Row, Value, write_copy_fields};

/// Rows that wait between the generator and the comparison.
const WAITING: usize = 256;

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

/// A row as it is compared.
struct Line {
    /// Sorts as the database sorts the table.
    order: Vec<u8>,
    text: Vec<u8>,
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
    let layout = session.layout.clone();
    let mut report = Report {
        entity,
        layout: layout.clone(),
        most,
        list: Vec::new(),
        count: 0,
    };
    let (sender, planned) = sync_channel(WAITING);
    let plan = plan.clone();
    let positions = layout
        .table(entity)
        .map_or(Vec::new(), LiveTable::positions);
    let maker = std::thread::spawn(move || {
        let rows = entities::rows(&plan, entity);
        let mut row = Row::new(entity);
        let mut scratch = String::new();
        let mut roots = plan.roots().slice(0..plan.roots().len());
        // It breaks off when nobody listens any more.
        let _ = roots.try_for_each(|root| {
            rows.rows(root, &mut row, &mut |row| {
                let mut text = Vec::new();
                write_copy_fields(row, &positions, &mut scratch, &mut text);
                let order = order_of(row);
                match sender.send(Line { order, text }) {
                    Ok(()) => Flow::Continue(()),
                    Err(_) => Flow::Break(()),
                }
            })
        });
    });
    let mut next = planned.recv().ok();
    read_lines(session, entity, true, |text| {
        let order = order_of_line(entity, &layout, text);
        report.advance(&mut next, &planned, &order);
        match next.take() {
            Some(line) if line.order == order => {
                if line.text != text {
                    report.changed(&line.text, text);
                }
                next = planned.recv().ok();
            }
            other => {
                report.add(text, "unexpected", Vec::new());
                next = other;
            }
        }
        Ok(())
    })
    .await?;
    while let Some(line) = next {
        report.add(&line.text, "missing", Vec::new());
        next = planned.recv().ok();
    }
    drop(planned);
    // The maker holds nothing that a panic could leave half done; the digests have spoken.
    let _ = maker.join();
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
    /// Passes over planned rows that sort before `order`: the database lacks them.
    fn advance(&mut self, next: &mut Option<Line>, planned: &Receiver<Line>, order: &[u8]) {
        while let Some(line) =
            next.take_if(|line| line.order.as_slice().cmp(order) == Ordering::Less)
        {
            self.add(&line.text, "missing", Vec::new());
            *next = planned.recv().ok();
        }
    }

    fn changed(&mut self, planned: &[u8], found: &[u8]) {
        let columns = columns(self.entity, &self.layout);
        let fields = |line: &[u8]| -> Vec<Vec<u8>> {
            line.split(|byte| *byte == b'\t')
                .map(<[u8]>::to_vec)
                .collect()
        };
        let changed = columns
            .into_iter()
            .zip(fields(planned).into_iter().zip(fields(found)))
            .filter(|(_, (planned, found))| planned != found)
            .map(|(column, (planned, _))| describe(column, &planned))
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

/// The order of ids in which both sides come, of a planned row, as bytes.
fn order_of(row: &Row) -> Vec<u8> {
    let id = |column: &str| match row.named(column) {
        Some(Value::Uuid(id)) => *id.as_bytes(),
        _ => [0; 16],
    };
    match row.entity() {
        Entity::MessageReadState => pair_order(id("senderId"), id("recipientId")),
        _ => id("id").to_vec(),
    }
}

/// The same order of a line that the database sent.
fn order_of_line(entity: Entity, layout: &Layout, line: &[u8]) -> Vec<u8> {
    let ids: Vec<[u8; 16]> = key_fields(entity, layout, line)
        .iter()
        .map(|field| {
            uuid::Uuid::try_parse(field)
                .unwrap_or_default()
                .into_bytes()
        })
        .collect();
    match ids.as_slice() {
        [sender, recipient] => pair_order(*sender, *recipient),
        ids => ids.concat(),
    }
}

fn pair_order(sender: [u8; 16], recipient: [u8; 16]) -> Vec<u8> {
    [sender.max(recipient), sender.min(recipient), sender].concat()
}

/// The columns that a line has, in its order.
fn columns(entity: Entity, layout: &Layout) -> Vec<&'static Column> {
    let all = entity.table().columns;
    let live = layout
        .table(entity)
        .map_or(Vec::new(), LiveTable::positions);
    live.into_iter().map(|position| &all[position]).collect()
}

/// The primary key's fields of a line.
fn key_fields(entity: Entity, layout: &Layout, line: &[u8]) -> Vec<String> {
    let key = entity.table().primary_key;
    columns(entity, layout)
        .into_iter()
        .zip(line.split(|byte| *byte == b'\t'))
        .filter(|(column, _)| key.contains(&column.name))
        .map(|(_, field)| String::from_utf8_lossy(field).into_owned())
        .collect()
}
