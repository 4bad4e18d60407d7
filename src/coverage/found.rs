//! Looking at the rows that a database holds.
//!
//! All tables are read at once, each by a connection of its own and all in one snapshot. Ids
//! sort by account, so the rows of one account are those that the tables have at their fronts.

use uuid::Uuid;

use super::{Coverage, Promise};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::postgres::{CopyOut, Next, Session, Snapshot, Target};
use crate::rng::Root;
use crate::schema::{Entity, Row, Value, decode};

/// What the database holds, under the clock of its generation. `session` must be in a
/// transaction of the isolation level REPEATABLE READ: it is that one's snapshot that is read.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn found(
    target: &Target,
    session: &mut Session,
    now: Timestamp,
    promise: &Promise,
) -> Result<Coverage> {
    let mut coverage = Coverage::new(now, promise);
    let mut readers = readers(target, session).await?;
    let mut tables = Vec::new();
    let layout = session.layout.clone();
    for (entity, reader) in layout.entities().zip(&mut readers) {
        let mut table = Table {
            rows: CopyOut::begin(reader, entity).await?,
            row: Row::new(entity),
            root: None,
        };
        table.advance(&mut coverage).await?;
        tables.push(table);
    }
    while let Some(root) = tables.iter().filter_map(|table| table.root).min() {
        let mut account = coverage.account();
        for table in &mut tables {
            while table.root == Some(root) {
                coverage.row(&table.row, &mut account);
                table.advance(&mut coverage).await?;
            }
        }
        coverage.complete(root, account);
    }
    drop(tables);
    for reader in readers {
        reader.close().await;
    }
    Ok(coverage)
}

/// Connections that see what `session` sees, one for each table.
async fn readers(target: &Target, session: &mut Session) -> Result<Vec<Session>> {
    let snapshot = Snapshot::of(session).await?;
    let mut readers = Vec::new();
    for _ in session.layout.clone().entities() {
        let mut reader = target.connect_directly().await?;
        reader.layout = session.layout.clone();
        snapshot.share(&mut reader).await?;
        readers.push(reader);
    }
    Ok(readers)
}

/// A table that is being read, with the row at its front.
struct Table<'c> {
    rows: CopyOut<'c>,
    row: Row,
    /// The account that the row hangs on; `None` behind the last row.
    root: Option<Root>,
}

impl Table<'_> {
    /// Goes to the next row that hangs on an account, and counts those that hang on none.
    async fn advance(&mut self, coverage: &mut Coverage) -> Result<()> {
        self.root = loop {
            match self.rows.next(&mut self.row).await? {
                Next::Row => match root(&self.row) {
                    None => coverage.strangers += 1,
                    root => break root,
                },
                Next::Unreadable => coverage.unreadable += 1,
                Next::Incomplete | Next::End => break None,
            }
        };
        Ok(())
    }
}

/// The account that a row hangs on, by its id; a read state on that of the greater id, which
/// is the customer's. `None` where the id is not of this program, or another table's.
fn root(row: &Row) -> Option<Root> {
    let of = |column: &str, table: Entity| match row.named(column) {
        Some(Value::Uuid(id)) => root_of(id, table),
        _ => None,
    };
    match row.entity() {
        Entity::MessageReadState => {
            let sender = of("senderId", Entity::User)?;
            Some(sender.max(of("recipientId", Entity::User)?))
        }
        entity => of("id", entity),
    }
}

fn root_of(id: Uuid, table: Entity) -> Option<Root> {
    let (entity, key) = decode(id).ok()?;
    (entity == table).then_some(key.root)
}
