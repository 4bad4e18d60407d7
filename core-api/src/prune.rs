//! The retention job: removes what has been kept as long as it is to be kept.
//!
//! | what | kept | from |
//! |---|---|---|
//! | an account, with its profile, read states, shares, uploads and forms | 30 days | `deletionRequestedAt` |
//! | a share | 90 days | `closedAt` while it is closed, `revokedAt` while it is revoked |
//! | a message | 24 months | `createdAt` |
//!
//! A row goes when `from + kept <= as of`. Months are the calendar's and end with the month; all is
//! reckoned in UTC, whatever the session's time zone. Audit rows are kept. What has no such instant, or an infinite
//! one, is kept: of a share that is closed and does not say when, that is reported.
//!
//! Batches are transactions of their own, so that the app waits for none of them for long, and a run
//! that is cut short is finished by the next. In each, rows are judged again as they are removed: a
//! request that was withdrawn in between is heard.

use serde_json::json;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use uuid::Uuid;

use crate::problem::Result;
use crate::store::audit_logs::{self, Trace};
use crate::values::Instant;

/// Whether an instant lies so far back; `CASE`, because an instant near the end of time has nothing
/// behind it, and PostgreSQL evaluates conditions in any order.
macro_rules! is_over {
    ($from:literal, $kept:literal) => {
        concat!(
            "CASE WHEN isfinite(",
            $from,
            ") AND ",
            $from,
            " <= $1 THEN ((",
            $from,
            " AT TIME ZONE 'UTC') + interval '",
            $kept,
            "') AT TIME ZONE 'UTC' <= $1 ELSE false END"
        )
    };
}

/// What is removed by itself; the rest goes with it.
#[derive(Debug, Clone, Copy)]
struct Rule {
    table: &'static str,
    condition: &'static str,
}

const ACCOUNTS: Rule = Rule {
    table: "User",
    condition: is_over!(r#""deletionRequestedAt""#, "30 days"),
};

const SHARES: Rule = Rule {
    table: "ProfileShare",
    condition: concat!(
        "CASE status WHEN 'CLOSED' THEN ",
        is_over!(r#""closedAt""#, "90 days"),
        " WHEN 'REVOKED' THEN ",
        is_over!(r#""revokedAt""#, "90 days"),
        " ELSE false END"
    ),
};

const MESSAGES: Rule = Rule {
    table: "Message",
    condition: is_over!(r#""createdAt""#, "24 months"),
};

/// Shares that are over and do not say since when: without an instant, or with an infinite one.
const UNDATED: &str = r#"
    SELECT count(*) FROM "ProfileShare"
    WHERE status = 'CLOSED' AND isfinite("closedAt") IS NOT TRUE
       OR status = 'REVOKED' AND isfinite("revokedAt") IS NOT TRUE"#;

/// How many rows were removed, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pruned {
    /// Accounts, each with all that goes with it.
    pub accounts: u64,
    /// Shares, beside those of such accounts.
    pub shares: u64,
    /// Messages.
    pub messages: u64,
    /// Shares that are kept because they are over and do not say since when.
    pub undated_shares: u64,
}

/// Counts what a run at `as_of` would remove.
///
/// # Errors
/// [`crate::problem::Problem::Unavailable`], [`crate::problem::Problem::Internal`].
pub async fn preview(pool: &PgPool, as_of: Instant) -> Result<Pruned> {
    let mut transaction = pool.begin().await?;
    sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        .execute(&mut *transaction)
        .await?;
    let accounts = ACCOUNTS.count(&mut transaction, as_of).await?;
    // Those of accounts that go are gone by then.
    let sql = format!(
        r#"SELECT count(*) FROM "ProfileShare" WHERE {} AND "customerId" NOT IN
           (SELECT "Customer".id FROM "Customer" JOIN "User" ON "User".id = "userId" WHERE {})"#,
        SHARES.condition, ACCOUNTS.condition
    );
    let shares: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(as_of)
        .fetch_one(&mut *transaction)
        .await?;
    let messages = MESSAGES.count(&mut transaction, as_of).await?;
    let undated = undated(&mut transaction).await?;
    transaction.rollback().await?;
    Ok(Pruned {
        accounts,
        shares: shares.unsigned_abs(),
        messages,
        undated_shares: undated,
    })
}

/// Removes what is over at `as_of`, at most `batch` rows in a transaction.
///
/// # Errors
/// [`crate::problem::Problem::Unavailable`], [`crate::problem::Problem::Internal`]; what was
/// removed until then is.
pub async fn prune(pool: &PgPool, as_of: Instant, batch: u32) -> Result<Pruned> {
    let run = Run {
        pool,
        as_of,
        batch,
        trace: Trace {
            request_id: format!("prune-{}", Uuid::new_v4()),
            user_agent: None,
        },
    };
    Ok(Pruned {
        accounts: run.remove(ACCOUNTS).await?,
        shares: run.remove(SHARES).await?,
        messages: run.remove(MESSAGES).await?,
        undated_shares: undated(&mut *pool.acquire().await?).await?,
    })
}

async fn undated(connection: &mut PgConnection) -> Result<u64> {
    let count: i64 = sqlx::query_scalar(UNDATED).fetch_one(connection).await?;
    Ok(count.unsigned_abs())
}

impl Rule {
    async fn count(self, connection: &mut PgConnection, as_of: Instant) -> Result<u64> {
        let sql = format!(
            r#"SELECT count(*) FROM "{}" WHERE {}"#,
            self.table, self.condition
        );
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(as_of)
            .fetch_one(connection)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// The ids behind `after` of rows that are over.
    async fn next(
        self,
        connection: &mut PgConnection,
        as_of: Instant,
        after: Option<Uuid>,
        batch: u32,
    ) -> Result<Vec<Uuid>> {
        let sql = format!(
            r#"SELECT id FROM "{}" WHERE ($2::uuid IS NULL OR id > $2) AND {} ORDER BY id LIMIT $3"#,
            self.table, self.condition
        );
        let ids = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(as_of)
            .bind(after);
        Ok(ids.bind(i64::from(batch)).fetch_all(connection).await?)
    }

    /// Removes those of the rows that are over still.
    async fn delete(
        self,
        connection: &mut PgConnection,
        as_of: Instant,
        ids: &[Uuid],
    ) -> Result<u64> {
        let sql = format!(
            r#"DELETE FROM "{}" WHERE id = ANY($2) AND {}"#,
            self.table, self.condition
        );
        let done = sqlx::query(AssertSqlSafe(sql)).bind(as_of).bind(ids);
        Ok(done.execute(connection).await?.rows_affected())
    }
}

struct Run<'p> {
    pool: &'p PgPool,
    as_of: Instant,
    batch: u32,
    trace: Trace,
}

impl Run<'_> {
    /// Batch by batch, in the order of ids, so that no row is looked at twice.
    async fn remove(&self, rule: Rule) -> Result<u64> {
        let (mut removed, mut after) = (0, None);
        loop {
            let mut transaction = self.pool.begin().await?;
            let ids = rule
                .next(&mut transaction, self.as_of, after, self.batch)
                .await?;
            let Some(last) = ids.last() else {
                return Ok(removed);
            };
            after = Some(*last);
            let states = if rule.table == MESSAGES.table {
                lock_states(&mut transaction, &ids).await?
            } else {
                Vec::new()
            };
            let gone = rule.delete(&mut transaction, self.as_of, &ids).await?;
            recount(&mut transaction, &states).await?;
            self.write_down(&mut transaction, rule, gone).await?;
            transaction.commit().await?;
            removed += gone;
        }
    }

    async fn write_down(&self, connection: &mut PgConnection, rule: Rule, gone: u64) -> Result<()> {
        if gone == 0 {
            return Ok(());
        }
        let detail = json!({ "rows": gone, "asOf": self.as_of });
        let about = (rule.table, None);
        audit_logs::write(
            connection,
            &self.trace,
            None,
            "retention.pruned",
            about,
            Some(detail),
        )
        .await
    }
}

/// Sender and recipient of a read state.
type State = (Uuid, Uuid);

/// Locks the read states that count any of these messages as unread, in one order for all: who sends a
/// message meanwhile counts it behind us.
async fn lock_states(connection: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<State>> {
    let sql = r#"
        SELECT s."senderId", s."recipientId" FROM "MessageReadState" AS s
        WHERE EXISTS (SELECT FROM "Message" AS m WHERE m.id = ANY($1) AND m."senderId" = s."senderId"
                      AND m."recipientId" = s."recipientId" AND m."senderId" <> m."recipientId"
                      AND (s."lastReadAt" IS NULL OR m."createdAt" > s."lastReadAt"))
        ORDER BY 1, 2 FOR UPDATE"#;
    Ok(sqlx::query_as(sql).bind(ids).fetch_all(connection).await?)
}

/// Counts anew what is unread.
async fn recount(connection: &mut PgConnection, states: &[State]) -> Result<()> {
    if states.is_empty() {
        return Ok(());
    }
    let sql = r#"
        UPDATE "MessageReadState" AS s SET "updatedAt" = now(), "unreadCount" =
            (SELECT count(*) FROM "Message" AS m
             WHERE m."senderId" = s."senderId" AND m."recipientId" = s."recipientId"
               AND (s."lastReadAt" IS NULL OR m."createdAt" > s."lastReadAt"))
        WHERE (s."senderId", s."recipientId") IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))"#;
    let (senders, recipients): (Vec<Uuid>, Vec<Uuid>) = states.iter().copied().unzip();
    sqlx::query(sql)
        .bind(senders)
        .bind(recipients)
        .execute(connection)
        .await?;
    Ok(())
}
