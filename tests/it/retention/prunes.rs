//! A right prune in SQL, and wrong ones: each differs from it by one plausible bug.

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

/// Uploads or forms that go by themselves, before their owner's account would take them along.
fn of_owners(table: &str, condition: &str) -> String {
    let owner = match table {
        "Upload" => r#"u.id = t."ownerId""#,
        _ => r#"u.id = (SELECT "userId" FROM "Customer" c WHERE c.id = t."customerId")"#,
    };
    format!(r#"DELETE FROM "{table}" t USING "User" u WHERE {owner} AND {condition}"#)
}

/// A wrong prune: what it gets wrong, and how.
pub(crate) fn wrong() -> Vec<(&'static str, Prune)> {
    let mut wrong = accounts();
    wrong.extend(shares());
    wrong.extend(messages());
    wrong.extend(counters());
    wrong.extend(files());
    wrong.extend(audit_rows());
    wrong.extend(whole());
    wrong
}

type Wrong = Vec<(&'static str, Prune)>;

fn accounts() -> Wrong {
    let of = |name, accounts: String| {
        let right = Prune::right();
        (name, Prune { accounts, ..right })
    };
    let first_request = r#"(SELECT min(a."createdAt") FROM "AuditLog" a
                            WHERE a."entityId" = "User".id AND a.action = 'account.deletion_requested')"#;
    vec![
        of(
            "accounts: < for <=",
            accounts_where(&compared(REQUEST, "30 days", "<")),
        ),
        of(
            "accounts: a month for 30 days",
            accounts_where(&over(REQUEST, "1 month")),
        ),
        of(
            "accounts: 31 days",
            accounts_where(&over(REQUEST, "31 days")),
        ),
        of(
            "accounts: 29 days",
            accounts_where(&over(REQUEST, "29 days")),
        ),
        of(
            "accounts: a millisecond too early",
            accounts_where(&over(REQUEST, "30 days -1 millisecond")),
        ),
        of(
            "accounts: a millisecond too late",
            accounts_where(&over(REQUEST, "30 days 1 millisecond")),
        ),
        of(
            "accounts: by whole days",
            accounts_where(&over_by_day(REQUEST, "30 days")),
        ),
        of(
            "accounts: in Berlin's time",
            accounts_where(&over_in_zone(REQUEST, "30 days", "Europe/Berlin")),
        ),
        of(
            "accounts: updatedAt for the request",
            accounts_where(&over(r#""updatedAt""#, "30 days")),
        ),
        of(
            "accounts: long away for asked",
            accounts_where(&format!(
                "{} OR {}",
                over(REQUEST, "30 days"),
                over(r#""lastLoginAt""#, "24 months")
            )),
        ),
        of(
            "accounts: a request that was withdrawn",
            accounts_where(&over(first_request, "30 days")),
        ),
        of(
            "accounts: from the first of two requests",
            accounts_where(&format!(
                "{REQUEST} IS NOT NULL AND {}",
                over(first_request, "30 days")
            )),
        ),
        of(
            "accounts: no request is an old one",
            accounts_where(&over(
                r#"coalesce("deletionRequestedAt", '-infinity')"#,
                "30 days",
            )),
        ),
        of(
            "accounts: any request",
            accounts_where(&format!("{REQUEST} IS NOT NULL")),
        ),
        of(
            "accounts: customers only",
            accounts_where(&format!(
                "role = 'CUSTOMER' AND {}",
                over(REQUEST, "30 days")
            )),
        ),
        of(
            "accounts: the profile alone",
            format!(
                r#"DELETE FROM "Customer" c USING "User" u WHERE u.id = c."userId" AND {}"#,
                over(r#"u."deletionRequestedAt""#, "30 days")
            ),
        ),
        of(
            "accounts: made nameless for deleted",
            format!(
                r#"UPDATE "User" SET email = id || '@gone.example' WHERE {}"#,
                over(REQUEST, "30 days")
            ),
        ),
        of("accounts: never", "SELECT".to_owned()),
    ]
}

fn shares() -> Wrong {
    let of = |name, condition: &str| {
        let shares = shares_where(condition);
        let right = Prune::right();
        (name, Prune { shares, ..right })
    };
    let any = |column: &str| over(column, "90 days");
    let ended = "status IN ('CLOSED', 'REVOKED')";
    vec![
        of(
            "shares: < for <=",
            &share_compared(CLOSED_AT, REVOKED_AT, "90 days", "<"),
        ),
        of(
            "shares: 3 months for 90 days",
            &share_compared(CLOSED_AT, REVOKED_AT, "3 months", "<="),
        ),
        of(
            "shares: 91 days",
            &share_compared(CLOSED_AT, REVOKED_AT, "91 days", "<="),
        ),
        of(
            "shares: 89 days",
            &share_compared(CLOSED_AT, REVOKED_AT, "89 days", "<="),
        ),
        of(
            "shares: a millisecond too early",
            &share_compared(CLOSED_AT, REVOKED_AT, "90 days -1 millisecond", "<="),
        ),
        of(
            "shares: a millisecond too late",
            &share_compared(CLOSED_AT, REVOKED_AT, "90 days 1 millisecond", "<="),
        ),
        of(
            "shares: by whole days",
            &format!(
                "status = 'CLOSED' AND {} OR status = 'REVOKED' AND {}",
                over_by_day(CLOSED_AT, "90 days"),
                over_by_day(REVOKED_AT, "90 days")
            ),
        ),
        of(
            "shares: in Berlin's time",
            &format!(
                "status = 'CLOSED' AND {} OR status = 'REVOKED' AND {}",
                over_in_zone(CLOSED_AT, "90 days", "Europe/Berlin"),
                over_in_zone(REVOKED_AT, "90 days", "Europe/Berlin")
            ),
        ),
        of("shares: createdAt for the end", &share_over(SENT, SENT)),
        of(
            "shares: updatedAt for the end",
            &share_over(r#""updatedAt""#, r#""updatedAt""#),
        ),
        of(
            "shares: acceptedAt for the end",
            &share_over(r#""acceptedAt""#, r#""acceptedAt""#),
        ),
        of(
            "shares: revoked ones forgotten",
            &format!("status = 'CLOSED' AND {}", any(CLOSED_AT)),
        ),
        of(
            "shares: closed ones forgotten",
            &format!("status = 'REVOKED' AND {}", any(REVOKED_AT)),
        ),
        of(
            "shares: an end, whatever the status",
            &format!("{} OR {}", any(CLOSED_AT), any(REVOKED_AT)),
        ),
        of(
            "shares: closedAt before revokedAt, whatever the status",
            &format!(
                "{ended} AND {}",
                any(r#"coalesce("closedAt", "revokedAt")"#)
            ),
        ),
        of(
            "shares: revokedAt before closedAt, whatever the status",
            &format!(
                "{ended} AND {}",
                any(r#"coalesce("revokedAt", "closedAt")"#)
            ),
        ),
        of(
            "shares: the first of two ends",
            &format!("{ended} AND {}", any(r#"least("closedAt", "revokedAt")"#)),
        ),
        of(
            "shares: expired offers, too",
            &format!(
                "{} OR status = 'PENDING' AND {}",
                share_over(CLOSED_AT, REVOKED_AT),
                over(r#""expiresAt""#, "0 days")
            ),
        ),
        of(
            "shares: createdAt where the end is not said",
            &share_over(
                r#"coalesce("closedAt", "createdAt")"#,
                r#"coalesce("revokedAt", "createdAt")"#,
            ),
        ),
        of(
            "shares: an end that is not said is over",
            &format!(
                r#"{} OR {ended} AND "closedAt" IS NULL AND "revokedAt" IS NULL"#,
                share_over(CLOSED_AT, REVOKED_AT)
            ),
        ),
        of(
            "shares: an infinite end is no end",
            &share_over(
                r#"coalesce(nullif("closedAt", 'infinity'), "createdAt")"#,
                REVOKED_AT,
            ),
        ),
        of("shares: any that has ended", ended),
        of("shares: never", "false"),
    ]
}

fn messages() -> Wrong {
    let of = |name, condition: &str| {
        let messages = messages_where(condition);
        let right = Prune::right();
        (name, Prune { messages, ..right })
    };
    let due = over(SENT, "24 months");
    let due_there = over(r#"o."createdAt""#, "24 months");
    let same_talk = r#"least(o."senderId", o."recipientId") = least("Message"."senderId", "Message"."recipientId")
                       AND greatest(o."senderId", o."recipientId")
                           = greatest("Message"."senderId", "Message"."recipientId")"#;
    vec![
        of("messages: < for <=", &compared(SENT, "24 months", "<")),
        of("messages: 730 days for 24 months", &over(SENT, "730 days")),
        of("messages: 720 days for 24 months", &over(SENT, "720 days")),
        of("messages: 23 months", &over(SENT, "23 months")),
        of("messages: 25 months", &over(SENT, "25 months")),
        of(
            "messages: back from now for on from then",
            r#""createdAt" <= ($as_of AT TIME ZONE 'UTC' - interval '24 months') AT TIME ZONE 'UTC'"#,
        ),
        of(
            "messages: 29 February rolls over",
            &format!(
                "CASE WHEN to_char({SENT} AT TIME ZONE 'UTC', 'MM-DD') = '02-29' THEN {} ELSE {due} END",
                over(SENT, "24 months 1 day")
            ),
        ),
        of(
            "messages: a millisecond too early",
            &over(SENT, "24 months -1 millisecond"),
        ),
        of(
            "messages: a millisecond too late",
            &over(SENT, "24 months 1 millisecond"),
        ),
        of("messages: a day too early", &over(SENT, "24 months -1 day")),
        of("messages: a day too late", &over(SENT, "24 months 1 day")),
        of("messages: by whole days", &over_by_day(SENT, "24 months")),
        of(
            "messages: by whole seconds",
            &over(r#"date_trunc('second', "createdAt")"#, "24 months"),
        ),
        of(
            "messages: in Berlin's time",
            &over_in_zone(SENT, "24 months", "Europe/Berlin"),
        ),
        of(
            "messages: in Kiritimati's time",
            &over_in_zone(SENT, "24 months", "Pacific/Kiritimati"),
        ),
        of(
            "messages: deliveredAt for createdAt",
            &over(r#""deliveredAt""#, "24 months"),
        ),
        of(
            "messages: the first batch only",
            &format!(
                r#"id IN (SELECT id FROM "Message" WHERE {due} ORDER BY "createdAt", id LIMIT 1000)"#
            ),
        ),
        of(
            "messages: batches by createdAt alone",
            &format!(
                r#"{due} AND ("createdAt", id) NOT IN (
                       SELECT "createdAt", id FROM (
                           SELECT "createdAt", id, row_number() OVER (PARTITION BY "createdAt" ORDER BY id) AS place
                           FROM "Message") ranked WHERE place > 1000)"#
            ),
        ),
        of(
            "messages: whole conversations by their first",
            &format!(r#"EXISTS (SELECT FROM "Message" o WHERE {same_talk} AND {due_there})"#),
        ),
        of(
            "messages: whole conversations by their last",
            &format!(
                r#"{due} AND NOT EXISTS (SELECT FROM "Message" o WHERE {same_talk} AND NOT {due_there})"#
            ),
        ),
        of(
            "messages: those without a party forgotten",
            &format!(r#"{due} AND "senderId" IS NOT NULL AND "recipientId" IS NOT NULL"#),
        ),
        of(
            "messages: those to oneself forgotten",
            &format!(r#"{due} AND "senderId" IS DISTINCT FROM "recipientId""#),
        ),
        of(
            "messages: those without a party go at once",
            &format!(r#"{due} OR "senderId" IS NULL OR "recipientId" IS NULL"#),
        ),
        of(
            "messages: unread ones stay",
            &format!(
                r#"{due} AND NOT EXISTS (SELECT FROM "MessageReadState" s
                       WHERE s."senderId" = "Message"."senderId" AND s."recipientId" = "Message"."recipientId"
                         AND (s."lastReadAt" IS NULL OR "Message"."createdAt" > s."lastReadAt"))"#
            ),
        ),
        of(
            "messages: those from the future go",
            &format!(r#"{due} OR "createdAt" > $as_of"#),
        ),
        of("messages: never", "false"),
    ]
}

fn counters() -> Wrong {
    let of = |name, counters: &str| {
        let right = Prune::right();
        let counters = counters.to_owned();
        (name, Prune { counters, ..right })
    };
    let all = r#"(SELECT count(*) FROM "Message" m
                  WHERE m."senderId" = s."senderId" AND m."recipientId" = s."recipientId")"#;
    vec![
        of("read states: not counted anew", "SELECT"),
        of(
            "read states: nothing is unread",
            r#"UPDATE "MessageReadState" SET "unreadCount" = 0"#,
        ),
        of(
            "read states: read messages counted",
            &format!(r#"UPDATE "MessageReadState" s SET "unreadCount" = {all}"#),
        ),
        of(
            "read states: gone with the messages",
            &format!(
                r#"DELETE FROM "MessageReadState" s WHERE s."unreadCount" > 0 AND {all} = 0;{COUNTERS}"#
            ),
        ),
        of(
            "read states: read as of the prune",
            &format!(r#"{COUNTERS}; UPDATE "MessageReadState" SET "lastReadAt" = $as_of"#),
        ),
    ]
}

fn files() -> Wrong {
    let before = |name, sql: String| {
        let right = Prune::right();
        let accounts = format!("{sql};\n{}", right.accounts);
        (name, Prune { accounts, ..right })
    };
    let asked = r#"u."deletionRequestedAt""#;
    let early = |table, period| of_owners(table, &over(asked, period));
    vec![
        before(
            "uploads: at the request",
            of_owners("Upload", &format!("{asked} IS NOT NULL")),
        ),
        before("uploads: 29 days", early("Upload", "29 days")),
        before(
            "uploads: a millisecond too early",
            early("Upload", "30 days -1 millisecond"),
        ),
        before(
            "uploads: by every owner of the file",
            format!(
                r#"DELETE FROM "Upload" WHERE sha256 IN (
                       SELECT f.sha256 FROM "Upload" f JOIN "User" u ON u.id = f."ownerId" WHERE {})"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "uploads: 30 days after they were removed",
            format!(
                r#"DELETE FROM "Upload" WHERE {}"#,
                over(r#""deletedAt""#, "30 days")
            ),
        ),
        before(
            "forms: at the request",
            of_owners("Form", &format!("{asked} IS NOT NULL")),
        ),
        before("forms: 29 days", early("Form", "29 days")),
        before(
            "forms: a millisecond too early",
            early("Form", "30 days -1 millisecond"),
        ),
        before(
            "forms: drafts after 30 days",
            format!(
                r#"DELETE FROM "Form" WHERE status = 'DRAFT' AND {}"#,
                over(SENT, "30 days")
            ),
        ),
        before(
            "shares: with the admin who received them",
            format!(
                r#"DELETE FROM "ProfileShare" s USING "User" u WHERE u.id = s."recipientUserId" AND {}"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "messages: with the accounts that wrote them",
            format!(
                r#"DELETE FROM "Message" m USING "User" u WHERE u.id IN (m."senderId", m."recipientId") AND {}"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "audit rows: with the accounts that they tell of",
            format!(
                r#"DELETE FROM "AuditLog" a USING "User" u WHERE u.id = a."actorId" AND {}"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "audit rows: made nameless with the accounts",
            format!(
                r#"UPDATE "AuditLog" a SET "actorId" = NULL FROM "User" u WHERE u.id = a."actorId" AND {}"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "messages: emptied with the accounts that wrote them",
            format!(
                r#"UPDATE "Message" m SET body = '' FROM "User" u WHERE u.id = m."senderId" AND {}"#,
                over(asked, "30 days")
            ),
        ),
    ]
}

fn audit_rows() -> Wrong {
    let of = |name, period: &str| {
        let besides = format!(r#"DELETE FROM "AuditLog" WHERE {}"#, over(SENT, period));
        let right = Prune::right();
        (name, Prune { besides, ..right })
    };
    vec![
        of("audit rows: after 12 months", "12 months"),
        of("audit rows: after 23 months", "23 months"),
        of("audit rows: after 730 days", "730 days"),
        of(
            "audit rows: a millisecond too early",
            "24 months -1 millisecond",
        ),
        of("audit rows: a day too early", "24 months -1 day"),
    ]
}

fn whole() -> Wrong {
    let right = Prune::right;
    let none = || "SELECT".to_owned();
    let besides = |sql: &str| Prune {
        besides: sql.to_owned(),
        ..right()
    };
    vec![
        (
            "it ended after the accounts",
            Prune {
                shares: none(),
                messages: none(),
                counters: none(),
                ..right()
            },
        ),
        (
            "it ran as of a day earlier",
            Prune {
                accounts: right().accounts.replace("$as_of", EARLIER),
                shares: right().shares.replace("$as_of", EARLIER),
                messages: right().messages.replace("$as_of", EARLIER),
                ..right()
            },
        ),
        (
            "it touches what stays",
            besides(r#"UPDATE "User" SET "updatedAt" = $as_of"#),
        ),
        (
            "it takes back what has no end",
            besides(r#"UPDATE "ProfileShare" SET "revokedAt" = NULL WHERE status = 'ACTIVE'"#),
        ),
    ]
}

const EARLIER: &str = "($as_of - interval '1 day')";
