//! Who holds the locks that a reset needs.

use std::fmt;
use std::time::Duration;

use sqlx::Row as _;

use super::metadata::exists;
use super::{Session, SqlState, Target, failed, query, query_scalar, quote_identifier};
use crate::error::{Error, Kind, Result};

/// The advisory lock that resets queue for. The number is "seed" in ASCII.
pub const RESET_LOCK: i64 = 1_936_024_932;

/// The key of the advisory lock that Prisma holds while it migrates
/// (prisma-engines, `sql-schema-connector`, flavour `postgres`).
pub(super) const PRISMA_LOCK: i64 = 72_707_369;

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

/// Waits so long, within a reset's transaction, for migrations of Prisma's, and keeps them away
/// until it ends.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn queue_for_migrations(session: &mut Session, wait: Duration) -> Result<()> {
    let limit = wait.as_millis().max(1);
    let sql =
        format!("SET LOCAL lock_timeout = {limit}; SELECT pg_advisory_xact_lock({PRISMA_LOCK})");
    session.run("waiting for Prisma's lock failed", sql).await
}

/// The table that stands between resets and readers, where there is one: a reset that readers must
/// not run into locks it before any other table. One that removes rows by DELETE needs it not: who
/// reads an older snapshot finds them.
///
/// A reset writes it and a reader reads it first. It is a lock on a table, and not the advisory
/// one, because `LOCK TABLE` is the only lock that takes no snapshot (PostgreSQL documentation,
/// "LOCK"): a function is called by a query, whose snapshot would be older than the reset that it
/// waited for, and would look for its rows in tables that are no more. It ends with the
/// transaction, so it may be taken through a pooler, needs no right beyond that to read the table,
/// and is known to a standby.
const GATE: &str = "connsura_seed.generations";

/// `connsura_seed.generations`, where there is one. Without it there was no reset, and whoever makes the first one
/// makes it.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn gate(session: &mut Session) -> Result<Option<&'static str>> {
    Ok(exists(session, GATE).await?.then_some(GATE))
}

/// Waits, within a transaction that has read nothing yet, for a reset that is under way, and keeps
/// off others until it ends.
///
/// # Errors
/// [`crate::Kind::Database`]; where the role may not read the records of resets
/// ([`SqlState::INSUFFICIENT_PRIVILEGE`]), the transaction goes on all the same.
pub async fn pass_gate(session: &mut Session) -> Result<()> {
    let what = "waiting for a reset failed";
    let sql = format!("SAVEPOINT gate; LOCK TABLE {GATE} IN ACCESS SHARE MODE");
    match session.run(what, sql).await {
        Ok(()) => session.run(what, "RELEASE SAVEPOINT gate").await,
        Err(error) => match SqlState::of(&error) {
            Some("3F000" | "42P01") => session.run(what, "ROLLBACK TO SAVEPOINT gate").await,
            Some(SqlState::INSUFFICIENT_PRIVILEGE) => {
                session.run(what, "ROLLBACK TO SAVEPOINT gate").await?;
                Err(unreadable(session, &error).await?)
            }
            _ => Err(error),
        },
    }
}

/// That the role may not read the records of resets, and what it takes.
async fn unreadable(session: &mut Session, error: &Error) -> Result<Error> {
    let role: String = query_scalar("SELECT current_user::text")
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("asking for the role's name failed", &error))?;
    let message = format!("role {role} may not read the records of resets: {error}");
    let role = quote_identifier(&role);
    let grants = format!(
        "have their owner run: GRANT USAGE ON SCHEMA connsura_seed TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA connsura_seed TO {role}"
    );
    Ok(Error::new(Kind::Database, message)
        .hint(grants)
        .because(SqlState(SqlState::INSUFFICIENT_PRIVILEGE.to_owned())))
}

/// A session that holds locks on the database's tables, or that resets or migrates it.
struct Holder {
    /// The server process of the session.
    pid: i32,
    user: String,
    application: String,
    state: String,
    /// Whether it resets the database.
    resets: bool,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pid,
            user,
            application,
            state,
            ..
        } = self;
        write!(
            f,
            "pid {pid} (user {user}, application `{application}`, {state})"
        )
    }
}

/// Tables of the schema `$1` and of the reset's own, and the advisory locks of resets
/// ([`RESET_LOCK`]) and of Prisma's migrations ([`PRISMA_LOCK`]). Who only reads is in the way of
/// those alone who want a table for themselves, which `$2` says.
const HOLDERS: &str = "
SELECT pid, coalesce(usename, 'unknown')::text, coalesce(application_name, ''),
       coalesce(state, backend_type, 'unknown'), bool_or(locktype = 'advisory' AND objid = 1936024932)
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE granted AND pid <> pg_backend_pid() AND (mode <> 'AccessShareLock' OR $2)
  AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND CASE locktype
      WHEN 'relation' THEN EXISTS (SELECT FROM pg_class JOIN pg_namespace AS space ON space.oid = relnamespace
                                   WHERE pg_class.oid = relation AND nspname IN ($1, 'connsura_seed'))
      WHEN 'advisory' THEN objsubid = 1 AND objid IN (1936024932, 72707369)
      ELSE false END
GROUP BY 1, 2, 3, 4 ORDER BY 1";

/// The same error; if it is that of a lock which was not granted in time, with the sessions
/// that hold one which keeps others from reading or writing, and how to end them.
pub async fn name_lock_holders(target: &Target, error: Error) -> Error {
    name_holders(target, error, false).await
}

/// The same, with the sessions that only read: they are in the way of whoever wants a table for
/// itself.
pub async fn name_holders_of_any_lock(target: &Target, error: Error) -> Error {
    name_holders(target, error, true).await
}

async fn name_holders(target: &Target, error: Error, readers: bool) -> Error {
    if !is_withheld(&error) {
        return error;
    }
    // They may have gone in the meantime, or the database may not answer: no failure of its own.
    let holders = read(target, readers).await.unwrap_or_default();
    if holders.is_empty() {
        return error;
    }
    let named: Vec<String> = holders.iter().map(ToString::to_string).collect();
    let ends: Vec<String> = holders
        .iter()
        .map(|holder| format!("SELECT pg_terminate_backend({})", holder.pid))
        .collect();
    let ends = ends.join("; ");
    // A reset ends by itself, and is somebody's work.
    let hint = if holders.iter().any(|holder| holder.resets) {
        format!(
            "another reset is under way: wait longer for it by --wait SECONDS; or, where nobody runs it any more: \
             {ends}; then run it again"
        )
    } else {
        format!("end what they do, or: {ends}; then run it again")
    };
    error
        .and(&format!("locks are held by {}", named.join(", ")))
        .hint(hint)
}

/// Whether an error is that of a lock which was not granted: not in time, or not ever.
pub fn is_withheld(error: &Error) -> bool {
    matches!(
        SqlState::of(error),
        Some(SqlState::LOCK_NOT_AVAILABLE | SqlState::DEADLOCK_DETECTED)
    )
}

async fn read(target: &Target, readers: bool) -> Result<Vec<Holder>> {
    let mut session = target.connect().await?;
    // What holds the gate may be what is looked for.
    session
        .run("reading the locks failed", "BEGIN READ ONLY".to_owned())
        .await?;
    let rows = query(HOLDERS)
        .bind(&target.schema)
        .bind(readers)
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
            resets: row.get(4),
        })
        .collect())
}
