//! Who holds the locks that a reset needs.

use std::fmt;
use std::time::Duration;

use sqlx::Row as _;

use super::{Session, SqlState, Target, failed, query};
use crate::error::{Error, Result};

/// The advisory lock that resets queue for. The number is "seed" in ASCII.
pub const RESET_LOCK: i64 = 1_936_024_932;

/// Waits so long, within a reset's transaction, for other resets, and keeps them away until it
/// ends.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn queue_for_reset(session: &mut Session, wait: Duration) -> Result<()> {
    // Zero would be no limit at all.
    let limit = wait.as_millis().max(1);
    let sql =
        format!("SET LOCAL lock_timeout = {limit}; SELECT pg_advisory_xact_lock({RESET_LOCK})");
    session.run("waiting for other resets failed", sql).await
}

/// Waits, within a reset's transaction, for those who read, and keeps them away until it ends. A
/// reset that removes rows by DELETE needs it not: who reads an older snapshot finds them.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn keep_readers_away(session: &mut Session) -> Result<()> {
    pass_gate(session, "ACCESS EXCLUSIVE").await
}

/// Takes the lock between resets and readers, in the mode of either, where there is one to take.
///
/// It is one on the table of generations, which a reset writes and a reader reads first. A lock
/// on a table, and not the advisory one, because `LOCK TABLE` is the only lock that takes no
/// snapshot (PostgreSQL documentation, "LOCK"): a function is called by a query, whose snapshot
/// would be older than the reset that it waited for, and would look for its rows in tables that
/// are no more. It ends with the transaction, so it may be taken through a pooler, needs no
/// right beyond that to read the table, and is known to a standby.
pub(super) async fn pass_gate(session: &mut Session, mode: &str) -> Result<()> {
    let what = "waiting for a reset failed";
    let sql = format!("SAVEPOINT gate; LOCK TABLE connsura_seed.generations IN {mode} MODE");
    match session.run(what, sql).await {
        Ok(()) => session.run(what, "RELEASE SAVEPOINT gate").await,
        // Without the table there was no reset, and whoever makes the first one makes it.
        Err(error) if matches!(SqlState::of(&error), Some("3F000" | "42P01")) => {
            session.run(what, "ROLLBACK TO SAVEPOINT gate").await
        }
        Err(error) => Err(error),
    }
}

/// A session that holds locks on the database's tables, or that resets or migrates it.
struct Holder {
    /// The server process of the session.
    pid: i32,
    user: String,
    application: String,
    state: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pid,
            user,
            application,
            state,
        } = self;
        write!(
            f,
            "pid {pid} (user {user}, application `{application}`, {state})"
        )
    }
}

/// Relations of the schema, and the advisory locks of resets ([`RESET_LOCK`]) and of Prisma's
/// migrations (72707369).
const HOLDERS: &str = "
SELECT DISTINCT pid, coalesce(usename, 'unknown')::text, coalesce(application_name, ''),
       coalesce(state, backend_type, 'unknown')
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE granted AND pid <> pg_backend_pid()
  AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND CASE locktype
      WHEN 'relation' THEN EXISTS (SELECT FROM pg_class WHERE pg_class.oid = relation
                                   AND relnamespace IN (to_regnamespace('public'), to_regnamespace('connsura_seed')))
      WHEN 'advisory' THEN objsubid = 1 AND objid IN (1936024932, 72707369)
      ELSE false END
ORDER BY 1";

/// The same error; if it is that of a lock which was not granted in time, with the sessions
/// that hold one, and how to end them.
pub async fn name_lock_holders(target: &Target, error: Error) -> Error {
    if SqlState::of(&error) != Some(SqlState::LOCK_NOT_AVAILABLE) {
        return error;
    }
    // They may have gone in the meantime, or the database may not answer: no failure of its own.
    let holders = read(target).await.unwrap_or_default();
    if holders.is_empty() {
        return error;
    }
    let named: Vec<String> = holders.iter().map(ToString::to_string).collect();
    let ends: Vec<String> = holders
        .iter()
        .map(|holder| format!("SELECT pg_terminate_backend({})", holder.pid))
        .collect();
    error
        .and(&format!("locks are held by {}", named.join(", ")))
        .hint(format!(
            "end what they do, or: {}; then run it again",
            ends.join("; ")
        ))
}

async fn read(target: &Target) -> Result<Vec<Holder>> {
    let mut session = target.connect().await?;
    // What holds the gate may be what is looked for.
    session
        .begin("reading the locks failed", "BEGIN READ ONLY".to_owned())
        .await?;
    let rows = query(HOLDERS)
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed("reading the locks failed", &error))?;
    session.close().await;
    Ok(rows
        .iter()
        .map(|row| Holder {
            pid: row.get(0),
            user: row.get(1),
            application: row.get(2),
            state: row.get(3),
        })
        .collect())
}
