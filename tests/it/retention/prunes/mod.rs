//! A right prune in SQL, and wrong ones: each differs from it by one plausible bug.

mod accounts;
mod files;
mod messages;
mod shares;
mod whole;

/// A prune as the statements that it runs, in their order; `$as_of` is the instant.
#[derive(Debug, Clone)]
pub(crate) struct Prune {
    pub(crate) accounts: String,
    pub(crate) shares: String,
    pub(crate) messages: String,
    /// Puts the read states' counters right.
    pub(crate) counters: String,
    /// What the right one does not do.
    pub(crate) besides: String,
}

impl Prune {
    /// As it is due.
    pub(crate) fn right() -> Self {
        Self {
            accounts: accounts_where(&over(REQUEST, "30 days")),
            shares: shares_where(&share_over(CLOSED_AT, REVOKED_AT)),
            messages: messages_where(&over(SENT, "24 months")),
            counters: COUNTERS.to_owned(),
            besides: String::new(),
        }
    }

    /// The statements as of an instant.
    pub(crate) fn sql(&self, as_of: &str) -> String {
        let steps = [
            &self.accounts,
            &self.shares,
            &self.messages,
            &self.counters,
            &self.besides,
        ];
        let sql: String = steps.map(|step| format!("{step};\n")).concat();
        sql.replace("$as_of", &format!("timestamptz '{as_of}'"))
    }
}

const REQUEST: &str = r#""deletionRequestedAt""#;
const CLOSED_AT: &str = r#""closedAt""#;
const REVOKED_AT: &str = r#""revokedAt""#;
const SENT: &str = r#""createdAt""#;

const COUNTERS: &str = r#"
    UPDATE "MessageReadState" s SET "unreadCount" = c.n
    FROM (SELECT r."senderId", r."recipientId",
                 (SELECT count(*) FROM "Message" m
                  WHERE m."senderId" = r."senderId" AND m."recipientId" = r."recipientId"
                    AND (r."lastReadAt" IS NULL OR m."createdAt" > r."lastReadAt")) AS n
          FROM "MessageReadState" r) c
    WHERE s."senderId" = c."senderId" AND s."recipientId" = c."recipientId" AND s."unreadCount" <> c.n"#;

/// Whether a period from a column is over, on UTC's calendar.
fn over(column: &str, period: &str) -> String {
    compared(column, period, "<=")
}

fn compared(column: &str, period: &str, operator: &str) -> String {
    format!(
        "((({column}) AT TIME ZONE 'UTC') + interval '{period}') AT TIME ZONE 'UTC' {operator} $as_of"
    )
}

fn over_in_zone(column: &str, period: &str, zone: &str) -> String {
    format!(
        "((({column}) AT TIME ZONE '{zone}') + interval '{period}') AT TIME ZONE '{zone}' <= $as_of"
    )
}

/// As if only the day counted.
fn over_by_day(column: &str, period: &str) -> String {
    format!(
        "((({column}) AT TIME ZONE 'UTC')::date + interval '{period}')::date <= ($as_of AT TIME ZONE 'UTC')::date"
    )
}

fn accounts_where(condition: &str) -> String {
    format!(r#"DELETE FROM "User" WHERE {condition}"#)
}

fn shares_where(condition: &str) -> String {
    format!(r#"DELETE FROM "ProfileShare" WHERE {condition}"#)
}

fn messages_where(condition: &str) -> String {
    format!(r#"DELETE FROM "Message" WHERE {condition}"#)
}

/// Shares that are over by one column while they are closed, and by another while they are revoked.
fn share_over(closed: &str, revoked: &str) -> String {
    share_compared(closed, revoked, "90 days", "<=")
}

fn share_compared(closed: &str, revoked: &str, period: &str, operator: &str) -> String {
    format!(
        "status = 'CLOSED' AND {} OR status = 'REVOKED' AND {}",
        compared(closed, period, operator),
        compared(revoked, period, operator)
    )
}

/// A wrong prune: what it gets wrong, and how.
pub(crate) fn wrong() -> Vec<(&'static str, Prune)> {
    let mut wrong = accounts::accounts();
    wrong.extend(shares::all());
    wrong.extend(messages::all());
    wrong.extend(messages::counters());
    wrong.extend(files::files());
    wrong.extend(whole::audit_rows());
    wrong.extend(whole::whole());
    wrong
}

type Wrong = Vec<(&'static str, Prune)>;
