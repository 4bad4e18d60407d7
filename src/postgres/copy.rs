//! COPY in both directions.

use futures_util::TryStreamExt as _;
use futures_util::stream::BoxStream;
use sqlx::postgres::{PgConnection, PgCopyIn};

use super::{BinaryRows, Next, Session, failed};
use crate::error::{Error, Kind, Result};
use crate::schema::{Entity, Row};

/// A running `COPY ... FROM STDIN (FORMAT binary)` into one table.
pub struct CopyIn<'c> {
    copy: PgCopyIn<&'c mut PgConnection>,
    entity: Entity,
}

impl<'c> CopyIn<'c> {
    /// Begins to copy rows into the entity's table; `freeze` spares a later VACUUM the work where
    /// the table was made or emptied in this transaction.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub async fn begin(session: &'c mut Session, entity: Entity, freeze: bool) -> Result<Self> {
        let table = session.layout.qualified(entity).unwrap_or_default();
        let columns = session.layout.column_list(entity);
        let freeze = if freeze { ", FREEZE" } else { "" };
        let sql = format!("COPY {table} ({columns}) FROM STDIN (FORMAT binary{freeze})");
        let copy = session
            .connection
            .copy_in_raw(&sql)
            .await
            .map_err(|error| Self::error(entity, &error))?;
        Ok(Self { copy, entity })
    }

    /// Sends some bytes of the binary format.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        let entity = self.entity;
        self.copy
            .send(bytes)
            .await
            .map(|_| ())
            .map_err(|error| Self::error(entity, &error))
    }

    /// Ends the data and returns the number of rows that the server took.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub async fn finish(self) -> Result<u64> {
        let entity = self.entity;
        self.copy
            .finish()
            .await
            .map_err(|error| Self::error(entity, &error))
    }

    fn error(entity: Entity, error: &sqlx::Error) -> crate::Error {
        failed(&format!("loading {} failed", entity.name()), error)
    }
}

/// A running `COPY ... TO STDOUT (FORMAT binary)` of one table.
pub struct CopyOut<'c> {
    stream: BoxStream<'c, Result<Vec<u8>, sqlx::Error>>,
    rows: BinaryRows,
    entity: Entity,
}

impl<'c> CopyOut<'c> {
    /// Begins to read the entity's rows in the order of their ids.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub async fn begin(session: &'c mut Session, entity: Entity) -> Result<Self> {
        let order = session.layout.order_by(entity);
        let select = session.layout.select_values(entity, Some(&order));
        let sql = format!(
            "COPY ({}) TO STDOUT (FORMAT binary)",
            select.unwrap_or_default()
        );
        let stream = session
            .connection
            .copy_out_raw(&sql)
            .await
            .map_err(|error| Self::error(entity, &error))?;
        Ok(Self {
            stream: Box::pin(stream.map_ok(Vec::from)),
            rows: BinaryRows::new(entity),
            entity,
        })
    }

    /// Reads the next row: [`Next::Row`], [`Next::Unreadable`] or [`Next::End`].
    ///
    /// # Errors
    /// [`crate::Kind::Database`]; [`crate::Kind::Unexpected`] when what came is not the
    /// format that was asked for.
    pub async fn next(&mut self, row: &mut Row) -> Result<Next> {
        loop {
            let next = self.rows.next(row).map_err(|error| {
                Error::new(Kind::Unexpected, format!("the server sent what is {error}"))
            })?;
            if next != Next::Incomplete {
                return Ok(next);
            }
            let more = self.stream.try_next().await;
            match more.map_err(|error| Self::error(self.entity, &error))? {
                Some(bytes) => self.rows.push(&bytes),
                None => return Ok(Next::End),
            }
        }
    }

    fn error(entity: Entity, error: &sqlx::Error) -> Error {
        failed(&format!("reading {} failed", entity.name()), error)
    }
}

/// Reads the entity's table in COPY's text format, `in_order` of the ids or as it lies, and hands
/// each line, without its line feed, to `each`: the canonical lines of the columns that are there.
///
/// # Errors
/// [`crate::Kind::Database`], and what `each` returns.
pub async fn read_lines(
    session: &mut Session,
    entity: Entity,
    in_order: bool,
    mut each: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let what = format!("reading {} failed", entity.name());
    let order = session.layout.order_by(entity);
    let order = in_order.then_some(order.as_str());
    let Some(select) = session.layout.select_lines(entity, order) else {
        return Ok(());
    };
    let sql = format!("COPY ({select}) TO STDOUT");
    let mut stream = session
        .connection
        .copy_out_raw(&sql)
        .await
        .map_err(|error| failed(&what, &error))?;
    // The server sends one message a row (PostgreSQL documentation, "COPY Operations").
    while let Some(message) = stream
        .try_next()
        .await
        .map_err(|error| failed(&what, &error))?
    {
        each(message.strip_suffix(b"\n").unwrap_or(&message))?;
    }
    Ok(())
}
