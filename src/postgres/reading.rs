//! Reading a database that others write: in one transaction, which leaves nothing behind.
//!
//! What is read through a pooler in transaction mode must be in a transaction, and nothing may
//! be set or locked beyond its end: the server's session goes to somebody else then.

use super::locks::pass_gate;
use super::{Session, failed, query_scalar, settings};
use crate::error::Result;

/// Begins to read one state of the database, which cannot be changed. None of it takes a snapshot.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;";

/// The statements that begin to read in the session's schema.
fn begin(session: &Session) -> String {
    format!("{BEGIN} {}", settings(session.layout.schema()))
}

/// Begins a read-only transaction that sees one state of the database, and that no reset runs
/// into until it ends. Waits so long (as in `lock_timeout`) for a reset that is under way, and
/// for every lock later on.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn begin_reading(session: &mut Session, wait: &str) -> Result<()> {
    let begin = begin(session);
    let sql = format!("{begin}SET LOCAL lock_timeout = '{wait}'");
    session.run("beginning to read failed", sql).await?;
    pass_gate(session).await
}

/// What a session that reads sees, for other sessions to see the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The name that the server gave it, as an SQL literal.
    quoted: String,
}

impl Snapshot {
    /// That of a session that has begun to read. It can be shared until that one ends.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub async fn of(session: &mut Session) -> Result<Self> {
        query_scalar("SELECT quote_literal(pg_export_snapshot())")
            .fetch_one(&mut session.connection)
            .await
            .map(|quoted| Self { quoted })
            .map_err(|error| failed("sharing the snapshot failed", &error))
    }

    /// Begins to read in another session, which keeps off resets as long as the first one does.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub async fn share(&self, session: &mut Session) -> Result<()> {
        // Before anything else: the snapshot is taken over, or never.
        let begin = begin(session).replacen(
            "READ ONLY;",
            &format!("READ ONLY; SET TRANSACTION SNAPSHOT {};", self.quoted),
            1,
        );
        let sql = format!("{begin}SET LOCAL lock_timeout = '30s'");
        session.run("beginning to read failed", sql).await
    }
}
