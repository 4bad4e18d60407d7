//! Rows of a table on several threads, in order.
//!
//! The accounts are cut into slices. Worker `w` of `n` makes the slices w, w + n, w + 2n ...
//! and sends each in batches of bounded size through a short channel of its own; the caller
//! takes a slice from each channel in turn. So the bytes come in the order of the accounts
//! whatever the number of threads, and memory is bounded by channels, not by rows.

use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::{Digest, Format, Tally};
use crate::entities::{Flow, rows};
use crate::plan::Plan;
use crate::rng::Root;
use crate::schema::{Entity, Row, write_copy_fields};

/// Accounts in a slice.
const SLICE: u64 = 128;
/// A batch is sent when it has this many bytes.
const BATCH_BYTES: usize = 128 * 1024;
/// Batches that wait in a worker's channel.
const WAITING: usize = 2;

/// Some rows of a table, as bytes.
#[derive(Debug, Default)]
pub struct Batch {
    /// The rows in the format.
    pub bytes: Vec<u8>,
    /// What they amount to.
    pub tally: Tally,
    /// Accounts that this batch completes.
    pub progress: Progress,
}

/// How far a table has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Accounts done.
    pub accounts: u64,
}

/// Makes the rows of `entity` for the accounts at `positions`, on `threads` threads, and
/// hands them to `consume` in order. `preceded` says whether rows of an earlier part stand
/// before them.
///
/// # Errors
/// What `consume` returns; the workers then stop.
pub fn run<E>(
    plan: &Plan,
    entity: Entity,
    positions: Range<u64>,
    format: &dyn Format,
    threads: usize,
    preceded: bool,
    mut consume: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let slices = (positions.end - positions.start).div_ceil(SLICE);
    let workers = (threads as u64).min(slices).max(1);
    let mut any = preceded;
    thread::scope(|scope| {
        let channels: Vec<Receiver<Message>> = (0..workers)
            .map(|first| {
                let (sender, receiver) = sync_channel(WAITING);
                let positions = positions.clone();
                scope.spawn(move || {
                    let mut worker = Worker::new(plan, entity, format);
                    for slice in (first..slices).step_by(workers as usize) {
                        let start = positions.start + slice * SLICE;
                        // The caller has gone: there is nobody to make rows for.
                        if worker
                            .make(start..(start + SLICE).min(positions.end), &sender)
                            .is_err()
                        {
                            return;
                        }
                    }
                });
                receiver
            })
            .collect();
        for slice in 0..slices {
            let channel = &channels[(slice % workers) as usize];
            // A channel that ends early is a worker that panicked; the scope passes it on.
            while let Ok(Message { mut batch, last }) = channel.recv() {
                if batch.tally.rows > 0 {
                    if !any {
                        batch.bytes.drain(..format.between().len());
                    }
                    any = true;
                }
                batch.tally.bytes = batch.bytes.len() as u64;
                consume(batch)?;
                if last {
                    break;
                }
            }
        }
        Ok(())
    })
}

/// Makes those rows of `entity` that are `wanted`, of the accounts `roots`, on this thread, and hands
/// them to `consume` in order.
///
/// # Errors
/// What `consume` returns.
pub fn run_some<E>(
    plan: &Plan,
    entity: Entity,
    roots: impl IntoIterator<Item = Root>,
    wanted: impl Fn(Root, &Row) -> bool,
    format: &dyn Format,
    mut consume: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let mut worker = Worker::new(plan, entity, format);
    let mut any = false;
    for root in roots {
        let mut batch = Batch::default();
        let Worker {
            rows,
            columns,
            row,
            line,
            scratch,
            ..
        } = &mut worker;
        let _ = rows.rows(root, row, &mut |row| {
            if wanted(root, row) {
                add(row, format, columns, line, scratch, &mut batch);
            }
            Flow::Continue(())
        });
        if batch.tally.rows > 0 && !any {
            batch.bytes.drain(..format.between().len());
            any = true;
        }
        batch.tally.bytes = batch.bytes.len() as u64;
        consume(batch)?;
    }
    Ok(())
}

/// Adds a row to a batch.
fn add(
    row: &Row,
    format: &dyn Format,
    columns: &[usize],
    line: &mut Vec<u8>,
    scratch: &mut String,
    batch: &mut Batch,
) {
    line.clear();
    write_copy_fields(row, columns, scratch, line);
    batch.bytes.extend_from_slice(format.between());
    format.row(row, line, &mut batch.bytes);
    batch.tally += Tally {
        rows: 1,
        bytes: 0,
        digest: Digest::of_line(line),
    };
}

/// A batch on its way, and whether it is its slice's last.
struct Message {
    batch: Batch,
    last: bool,
}

/// What one thread makes rows with.
struct Worker<'p> {
    plan: &'p Plan,
    rows: Box<dyn crate::entities::Rows + Send + 'p>,
    format: &'p dyn Format,
    columns: Vec<usize>,
    row: Row,
    line: Vec<u8>,
    scratch: String,
}

impl<'p> Worker<'p> {
    fn new(plan: &'p Plan, entity: Entity, format: &'p dyn Format) -> Self {
        Self {
            plan,
            rows: rows(plan, entity),
            format,
            columns: format.positions(entity),
            row: Row::new(entity),
            line: Vec::new(),
            scratch: String::new(),
        }
    }

    /// Makes one slice; fails when nobody listens any more.
    fn make(&mut self, positions: Range<u64>, sender: &SyncSender<Message>) -> Result<(), ()> {
        let Self {
            plan,
            rows,
            format,
            columns,
            row,
            line,
            scratch,
        } = self;
        let accounts = positions.end - positions.start;
        let mut batch = Batch::default();
        let mut roots = plan.roots().slice(positions);
        let walked = roots.try_for_each(|root| {
            rows.rows(root, row, &mut |row| {
                add(row, *format, columns, line, scratch, &mut batch);
                if batch.bytes.len() < BATCH_BYTES {
                    return Flow::Continue(());
                }
                let batch = std::mem::take(&mut batch);
                match sender.send(Message { batch, last: false }) {
                    Ok(()) => Flow::Continue(()),
                    Err(_) => Flow::Break(()),
                }
            })
        });
        if walked.is_break() {
            return Err(());
        }
        batch.progress = Progress { accounts };
        sender.send(Message { batch, last: true }).map_err(|_| ())
    }
}
