//! Who holds the locks that a reset needs.

use std::fmt;

use sqlx::Row as _;

use super::{Session, SqlState, Target, failed};
use crate::error::{Error, Result};

/// The advisory lock that a reset holds while it works, and that readers share: a reader whose
/// snapshot is older than a reset would look for its rows in tables that are no more. The number
/// is "seed" in ASCII.
pub const RESET_LOCK: i64 = 1_936_024_932;

/// Waits so long for a reset that is under way, and keeps others away until the session ends.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn keep_resets_away(session: &mut Session, wait: &str) -> Result<()> {
    // Outside a transaction: a snapshot that was taken before is too old when the lock comes.
    let sql = format!("SET lock_timeout = '{wait}'; SELECT pg_advisory_lock_shared({RESET_LOCK})");
    session.run("waiting for a reset failed", sql).await
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
    let rows = sqlx::query(HOLDERS)
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
