//! Rows as planned beside those that a database holds.
//!
//! Ids sort as the plan's rows come, so both sides are read once, side by side.

use std::cmp::Ordering;
use std::sync::mpsc::sync_channel;

use crate::entities::{self, Flow};
use crate::error::Result;
use crate::layout::{Layout, LiveTable};
use crate::plan::Plan;
use crate::postgres::{Session, read_lines};
use crate::schema::{Column, Entity, Row, Value, write_copy_fields};

/// Rows that are handed over at once: nobody is woken for each.
const BATCH: usize = 64;
/// Batches that wait between the generator and the comparison.
const WAITING: usize = 4;

/// A row of the plan.
#[derive(Debug)]
pub struct Planned {
    /// The row.
    pub row: Row,
    /// As the database would send it, in the columns that it has.
    pub line: Vec<u8>,
    /// Sorts as the database sorts the table.
    order: Vec<u8>,
}

/// A row of the plan, of the database, or of both.
#[derive(Debug, Clone, Copy)]
pub enum Beside<'r> {
    /// The database lacks it.
    Missing(&'r Planned),
    /// The database has it, as a line of COPY's text, and the plan has not.
    Unexpected(&'r [u8]),
    /// Both have it, changed or not.
    Both(&'r Planned, &'r [u8]),
}

/// Hands the rows of the entity's table to `each`, in the order of their ids.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn beside(
    session: &mut Session,
    plan: &Plan,
    entity: Entity,
    mut each: impl FnMut(Beside<'_>),
) -> Result<()> {
    let layout = session.layout.clone();
    let (sender, batches) = sync_channel(WAITING);
    let plan = plan.clone();
    let positions = layout
        .table(entity)
        .map_or(Vec::new(), LiveTable::positions);
    let maker = std::thread::spawn(move || {
        let rows = entities::rows(&plan, entity);
        let mut row = Row::new(entity);
        let mut scratch = String::new();
        let mut roots = plan.roots().slice(0..plan.roots().len());
        let mut batch = Vec::with_capacity(BATCH);
        // It breaks off when nobody listens any more.
        let done = roots.try_for_each(|root| {
            rows.rows(root, &mut row, &mut |row| {
                let mut line = Vec::new();
                write_copy_fields(row, &positions, &mut scratch, &mut line);
                let planned = Planned {
                    order: order_of(row),
                    row: row.clone(),
                    line,
                };
                batch.push(planned);
                if batch.len() < BATCH {
                    return Flow::Continue(());
                }
                match sender.send(std::mem::take(&mut batch)) {
                    Ok(()) => Flow::Continue(()),
                    Err(_) => Flow::Break(()),
                }
            })
        });
        if done.is_continue() {
            let _ = sender.send(batch);
        }
    });
    let mut planned = batches.into_iter().flatten();
    let mut next = planned.next();
    read_lines(session, entity, true, |line| {
        let order = order_of_line(entity, &layout, line);
        pass(&mut next, &mut planned, &order, &mut each);
        match next.take() {
            Some(own) if own.order == order => {
                each(Beside::Both(&own, line));
                next = planned.next();
            }
            other => {
                each(Beside::Unexpected(line));
                next = other;
            }
        }
        Ok(())
    })
    .await?;
    while let Some(own) = next {
        each(Beside::Missing(&own));
        next = planned.next();
    }
    drop(planned);
    // The maker holds nothing that a panic could leave half done.
    let _ = maker.join();
    Ok(())
}

/// Passes over planned rows that sort before `order`: the database lacks them.
fn pass(
    next: &mut Option<Planned>,
    planned: &mut impl Iterator<Item = Planned>,
    order: &[u8],
    each: &mut impl FnMut(Beside<'_>),
) {
    while let Some(own) = next.take_if(|own| own.order.as_slice().cmp(order) == Ordering::Less) {
        each(Beside::Missing(&own));
        *next = planned.next();
    }
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

/// The fields of a line, with their columns.
pub fn fields<'l>(
    entity: Entity,
    layout: &Layout,
    line: &'l [u8],
) -> impl Iterator<Item = (&'static Column, &'l [u8])> {
    let all = entity.table().columns;
    let positions = layout
        .table(entity)
        .map_or(Vec::new(), LiveTable::positions);
    let columns = positions.into_iter().map(|position| &all[position]);
    columns.zip(line.split(|byte| *byte == b'\t'))
}

/// The columns in which a line differs from what was planned, with both fields.
pub fn changes<'l>(
    entity: Entity,
    layout: &Layout,
    planned: &'l [u8],
    found: &'l [u8],
) -> Vec<(&'static Column, &'l [u8], &'l [u8])> {
    let both = fields(entity, layout, planned).zip(fields(entity, layout, found));
    both.filter(|((_, planned), (_, found))| planned != found)
        .map(|((column, planned), (_, found))| (column, planned, found))
        .collect()
}

/// The primary key's fields of a line.
pub fn key_fields(entity: Entity, layout: &Layout, line: &[u8]) -> Vec<String> {
    let key = entity.table().primary_key;
    fields(entity, layout, line)
        .filter(|(column, _)| key.contains(&column.name))
        .map(|(_, field)| String::from_utf8_lossy(field).into_owned())
        .collect()
}
