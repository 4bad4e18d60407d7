//! The one transaction of a reset: how it begins, what it locks, how it ends.

use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use uuid::Uuid;

use crate::error::{Error, Kind, Result};
use crate::postgres::{self, query};
use crate::postgres::{
    RESET_LOCK, Session, SqlState, Target, failed, has_generation, is_withheld, pass_gate,
    queue_for_reset,
};

/// How much longer than it takes PostgreSQL to cancel an autovacuum worker for a lock
/// (`deadlock_timeout`) one attempt waits.
const BEYOND_DEADLOCK: Duration = Duration::from_millis(500);
/// How long the app gets between two attempts.
const PAUSE: Duration = Duration::from_millis(250);

/// The settings of a transaction that looks at everything, and takes as long as it takes. Rows that
/// a policy hides are a refusal, and not a smaller table.
fn settings(schema: &str) -> String {
    format!(
        "{} SET LOCAL row_security = off; SET LOCAL client_min_messages = 'warning'",
        postgres::settings(schema)
    )
}

/// Begins to read: one snapshot, and nothing can be changed. Waits so long for a reset that is
/// under way, for its tables may not be those of a snapshot that is older than its end.
pub(super) async fn begin_to_read(
    session: &mut Session,
    schema: &str,
    wait: Duration,
) -> Result<()> {
    let (settings, limit) = (settings(schema), limit(wait));
    let sql = format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {settings}; {limit}");
    session.run("beginning to read failed", sql).await?;
    match pass_gate(session).await {
        // A guard says so, beside whatever else stands in the way.
        Err(error) if SqlState::of(&error) == Some(SqlState::INSUFFICIENT_PRIVILEGE) => Ok(()),
        passed => passed,
    }
}

/// Begins to change, and keeps other resets out until the end.
pub(super) async fn begin(session: &mut Session, schema: &str, wait: Duration) -> Result<()> {
    let settings = settings(schema);
    let sql = format!("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {settings}");
    session.run("beginning the transaction failed", sql).await?;
    queue_for_reset(session, wait).await
}

/// How long each statement waits for a lock. Zero would be no limit at all.
fn limit(wait: Duration) -> String {
    format!("SET LOCAL lock_timeout = {}", wait.as_millis().max(1))
}

/// Locks the tables, within `wait` in all.
///
/// Whoever wants a table after us waits behind our request, the readers of the app among them. So
/// a request that is not granted is withdrawn with all that were, and made again when the app had
/// its turn: a client that idles in a transaction holds back the reset, and nobody else. The table
/// that could not be had is the next attempt's first: whoever uses several tables in one transaction
/// has an order of his own, and if that is not ours, he waits for us and we for him. So the orders
/// of all clients are found out, where one suits them all.
pub(super) async fn lock(
    session: &mut Session,
    tables: &[String],
    mode: &str,
    wait: Duration,
) -> Result<()> {
    let what = "locking the tables failed";
    let started = Instant::now();
    let mut tables = tables.to_vec();
    loop {
        let left = wait.saturating_sub(started.elapsed());
        let patience = patience(session).await?.min(left);
        session.run(what, "SAVEPOINT unlocked").await?;
        match attempt(session, &tables, mode, patience).await {
            Ok(()) => break,
            Err((_, error)) if !is_withheld(&error) || started.elapsed() + PAUSE >= wait => {
                return Err(error);
            }
            Err((withheld, _)) => {
                let sql = "ROLLBACK TO SAVEPOINT unlocked; RELEASE SAVEPOINT unlocked";
                session.run(what, sql).await?;
                tables[..=withheld].rotate_right(1);
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    let sql = format!("RELEASE SAVEPOINT unlocked; {}", limit(wait));
    session.run(what, sql).await
}

/// One attempt, which takes so long in all: PostgreSQL's own limit is one for each table. Where it
/// fails, also the place of the table that could not be had.
async fn attempt(
    session: &mut Session,
    tables: &[String],
    mode: &str,
    patience: Duration,
) -> Result<(), (usize, Error)> {
    let started = Instant::now();
    for (place, table) in tables.iter().enumerate() {
        let left = patience.saturating_sub(started.elapsed());
        let sql = format!("{}; LOCK TABLE {table} IN {mode} MODE", limit(left));
        let locked = session.run("locking the tables failed", sql).await;
        locked.map_err(|error| (place, error))?;
    }
    Ok(())
}

/// How long one attempt waits: less than `deadlock_timeout`, so that it is over before anybody who
/// came to wait for us finds that we wait for each other, and is the one to be given up. Longer
/// only for an autovacuum worker (or a VACUUM), which PostgreSQL cancels for whoever has waited
/// for it so long.
async fn patience(session: &mut Session) -> Result<Duration> {
    let row = query(
        "SELECT (SELECT setting::int4 FROM pg_settings WHERE name = 'deadlock_timeout'),
                EXISTS (SELECT FROM pg_locks
                        WHERE locktype = 'relation' AND mode = 'ShareUpdateExclusiveLock' AND granted
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND pid <> pg_backend_pid())",
    )
    .fetch_one(&mut session.connection)
    .await
    .map_err(|error| failed("reading the locks failed", &error))?;
    let deadlock = Duration::from_millis(row.get::<i32, _>(0).unsigned_abs().into());
    Ok(if row.get(1) {
        deadlock + BEYOND_DEADLOCK
    } else {
        deadlock * 3 / 4
    })
}

/// Commits; when no answer comes, asks the database on another connection what happened.
///
/// # Errors
/// [`Kind::Database`] where it did not take place, [`Kind::OutcomeUnknown`] where nobody can tell.
pub(super) async fn commit(target: &Target, mut session: Session, id: Uuid) -> Result<()> {
    let answer = sqlx::raw_sql(AssertSqlSafe("COMMIT"))
        .execute(&mut session.connection)
        .await;
    let Err(error) = answer else {
        session.close().await;
        return Ok(());
    };
    let _ = session.connection.close_hard().await;
    match ask(target, id).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(failed("COMMIT failed", &error).and("the database is as it was before")),
        Err(lost) => Err(Error::new(
            Kind::OutcomeUnknown,
            "the connection was lost at COMMIT, and the database cannot be asked whether it took place",
        )
        .hint(format!("when it runs again, `connsura-seed status` shows generation {id} or the one before"))
        .because(lost)),
    }
}

/// Whether the generation was committed. The lost transaction may still be on its way: it
/// holds the lock of all resets until it has ended one way or the other.
async fn ask(target: &Target, id: Uuid) -> Result<bool> {
    let mut session = target.connect_directly().await?;
    let sql = format!(
        "BEGIN; SET LOCAL lock_timeout = '30s'; SELECT pg_advisory_xact_lock({RESET_LOCK}); COMMIT"
    );
    session
        .run("waiting for the lost transaction failed", sql)
        .await?;
    let committed = has_generation(&mut session, id).await?;
    session.close().await;
    Ok(committed)
}
