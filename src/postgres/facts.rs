//! What a live database says of its accounts: the same as the plan, where nobody changed it.

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::cells::without_contacts;
use super::query;
use super::{Session, failed};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::find::{Facts, Measure};
use crate::schema::Entity;

/// One row an account. Numbers bear the names of their measures; instants are milliseconds
/// since 1970, NULL where they are infinite.
const ACCOUNTS: &str = r#"
WITH message (own, other, sent) AS (
    SELECT "senderId", "recipientId", true FROM "Message"
    UNION ALL
    SELECT "recipientId", "senderId", false FROM "Message"
), talk AS (
    SELECT own, other,
           count(*) FILTER (WHERE sent) AS sent,
           count(*) FILTER (WHERE NOT sent) AS received,
           count(*) FILTER (WHERE sent OR other IS DISTINCT FROM own) AS messages
    FROM message WHERE own IS NOT NULL GROUP BY own, other
), messages AS (
    SELECT own, sum(sent)::bigint AS sent, sum(received)::bigint AS received,
           sum(messages)::bigint AS messages, count(other) AS conversations,
           max(messages) FILTER (WHERE other IS NOT NULL) AS longest_conversation
    FROM talk GROUP BY own
), unread AS (
    SELECT "recipientId" AS own, sum("unreadCount")::bigint AS unread,
           max("unreadCount")::bigint AS most_unread
    FROM "MessageReadState" GROUP BY 1
), shares AS (
    SELECT "customerId" AS own, count(*) AS shares,
           count(*) FILTER (WHERE "status" = 'PENDING') AS shares_pending,
           count(*) FILTER (WHERE "status" = 'ACTIVE') AS shares_active,
           count(*) FILTER (WHERE "status" = 'CLOSED') AS shares_closed,
           count(*) FILTER (WHERE "status" = 'REVOKED') AS shares_revoked
    FROM "ProfileShare" GROUP BY 1
), received AS (
    SELECT "recipientUserId" AS own, count(*) AS shares_received FROM "ProfileShare" GROUP BY 1
), uploads AS (
    SELECT "ownerId" AS own, count(*) AS uploads, count("deletedAt") AS uploads_deleted
    FROM "Upload" GROUP BY 1
), forms AS (
    SELECT "customerId" AS own, count(*) AS forms,
           count(*) FILTER (WHERE "status" = 'DRAFT') AS forms_draft,
           count(*) FILTER (WHERE "status" = 'SUBMITTED') AS forms_submitted,
           count(*) FILTER (WHERE "status" = 'ARCHIVED') AS forms_archived
    FROM "Form" GROUP BY 1
), audit_logs AS (
    SELECT "actorId" AS own, count(*) AS audit_logs FROM "AuditLog" GROUP BY 1
)
SELECT account."id"::text AS user_id, account."email", lower(account."role"::text) AS role,
       account."locale", account."timeZone" AS time_zone,
       account."emailVerifiedAt" IS NOT NULL AS verified,
       account."deletionRequestedAt" IS NOT NULL AS deletion_requested,
       CASE WHEN isfinite(account."createdAt")
            THEN (extract(epoch FROM account."createdAt") * 1000)::bigint END AS created,
       CASE WHEN isfinite(account."lastLoginAt")
            THEN (extract(epoch FROM account."lastLoginAt") * 1000)::bigint END AS logged_in,
       customer."id"::text AS customer_id, admin."id"::text AS admin_id,
       coalesce(customer."fullName", admin."fullName") AS name,
       customer."country"::text AS country, customer."phone",
       cardinality(customer."spokenLanguages")::bigint AS languages,
       cardinality(customer."insuranceInterests")::bigint AS interests,
       messages.*, unread.*, shares.*, received.*, uploads.*, forms.*, audit_logs.*
FROM "User" AS account
LEFT JOIN "Customer" AS customer ON customer."userId" = account."id"
LEFT JOIN "Admin" AS admin ON admin."userId" = account."id"
LEFT JOIN messages ON messages.own = account."id"
LEFT JOIN unread ON unread.own = account."id"
LEFT JOIN shares ON shares.own = customer."id"
LEFT JOIN received ON received.own = account."id"
LEFT JOIN uploads ON uploads.own = account."id"
LEFT JOIN forms ON forms.own = customer."id"
LEFT JOIN audit_logs ON audit_logs.own = account."id""#;

/// What the database's rows say of its accounts at `now`, in the order of their ids.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn live_facts(session: &mut Session, now: Timestamp) -> Result<Vec<Facts>> {
    let what = "reading the accounts failed";
    let rows = query(AssertSqlSafe(session.layout.asked(ACCOUNTS)))
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed(what, &error))?;
    let facts: Result<Vec<Facts>> = rows
        .iter()
        .map(|row| read(row, now).map_err(|error| failed(what, &error)))
        .collect();
    let mut facts = facts?;
    // Texts sort as their collation has it, and so not everywhere as ids do.
    facts.sort_by(|one, other| (&one.user, &one.email).cmp(&(&other.user, &other.email)));
    Ok(facts)
}

fn read(row: &PgRow, now: Timestamp) -> Result<Facts, sqlx::Error> {
    let text = |column: &str| -> Result<Option<String>, sqlx::Error> { row.try_get(column) };
    let email: String = row.try_get("email")?;
    let user: String = row.try_get("user_id")?;
    let mut facts = Facts::new(user, &email);
    let customer = text("customer_id")?.map(|id| (Entity::Customer, id));
    facts.profile = customer.or(text("admin_id")?.map(|id| (Entity::Admin, id)));
    for measure in Measure::ALL.iter().copied() {
        match measure {
            Measure::Verified | Measure::DeletionRequested => {
                facts.put_flag(measure, row.try_get(measure.name())?);
            }
            Measure::AgeDays | Measure::IdleDays => {
                let column = match measure {
                    Measure::AgeDays => "created",
                    _ => "logged_in",
                };
                let at: Option<i64> = row.try_get(column)?;
                facts.put_days(measure, at.map(Timestamp::from_millis), now);
            }
            Measure::EmailBytes
            | Measure::NameBytes
            | Measure::NameCodePoints
            | Measure::NameUtf16
            | Measure::NameGraphemes => {}
            number if number.is_number() => {
                let found: Option<i64> = row.try_get(number.name())?;
                // Whoever has no rows keeps the answer of whoever has none.
                if found.is_some() {
                    facts.put_number(number, found);
                }
            }
            word => {
                let found = text(word.name())?.map(without_contacts);
                facts.put_word(word, found.as_deref());
            }
        }
    }
    if let Some(name) = text("name")? {
        facts.put_name(&name);
    }
    facts.email = without_contacts(email);
    Ok(facts)
}
