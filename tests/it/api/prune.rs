//! The retention job: what goes at each boundary, and what becomes of the rest.

use core_api::prune::{Pruned, preview, prune};
use core_api::values::Instant;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, PgPool};

use crate::support::{Database, Machine, block_on};

/// A pool whose sessions live in a time zone: the driver says UTC as it connects, whatever the
/// database says.
pub(crate) async fn pool_in(zone: &'static str, url: &str) -> PgPool {
    let options = PgPoolOptions::new().after_connect(move |connection, _| {
        let set = AssertSqlSafe(format!("SET timezone = '{zone}'"));
        Box::pin(async move { sqlx::raw_sql(set).execute(connection).await.map(|_| ()) })
    });
    let pool = options.connect(url).await.unwrap();
    let shown: String = sqlx::query_scalar("SHOW timezone")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(shown, zone);
    pool
}

/// Runs it in sessions that live in UTC.
fn run(database: &Database, as_of: Timestamp, batch: Option<u32>) -> Pruned {
    run_in("UTC", database, as_of, batch)
}

fn run_in(zone: &'static str, database: &Database, as_of: Timestamp, batch: Option<u32>) -> Pruned {
    let as_of = Instant::from_unix_micros(as_of.as_microsecond());
    block_on(async {
        let pool = pool_in(zone, &database.url).await;
        let done = match batch {
            Some(batch) => prune(&pool, as_of, batch).await,
            None => preview(&pool, as_of).await,
        };
        pool.close().await;
        done.unwrap()
    })
}

/// What lies so far before an instant, by the calendar in UTC: an anchor whose boundary that is.
fn before(at: Timestamp, span: Span) -> Timestamp {
    let there: DateTime = at.to_zoned(TimeZone::UTC).datetime();
    let back = there.checked_sub(span).unwrap();
    back.to_zoned(TimeZone::UTC).unwrap().timestamp()
}

/// Everything, but for what the prune itself writes down.
const ROWS: &str = r#"
    SELECT md5(string_agg(row, E'\n' ORDER BY row)) FROM (
        SELECT "User"::text FROM "User" UNION ALL SELECT "Customer"::text FROM "Customer"
        UNION ALL SELECT "Admin"::text FROM "Admin" UNION ALL SELECT "Message"::text FROM "Message"
        UNION ALL SELECT concat("senderId", "recipientId", "lastReadAt", "unreadCount") FROM "MessageReadState"
        UNION ALL SELECT "ProfileShare"::text FROM "ProfileShare" UNION ALL SELECT "Upload"::text FROM "Upload"
        UNION ALL SELECT "Form"::text FROM "Form"
        UNION ALL SELECT "AuditLog"::text FROM "AuditLog" WHERE action <> 'retention.pruned') AS rows (row)"#;

/// Read states that do not count what is unread.
const WRONG: &str = r#"
    SELECT count(*)::text FROM "MessageReadState" AS s WHERE "unreadCount" <>
        (SELECT count(*) FROM "Message" AS m WHERE m."senderId" = s."senderId" AND m."recipientId" = s."recipientId"
         AND m."senderId" <> m."recipientId" AND (s."lastReadAt" IS NULL OR m."createdAt" > s."lastReadAt"))"#;

/// A row of each rule at each offset from its boundary, in milliseconds; those at zero and before it go.
#[test]
fn rows_go_at_their_boundary_and_not_before() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let database = machine.database();
    let admin = database.text(r#"SELECT id::text FROM "User""#);
    for as_of in [
        "2026-03-01T00:00:00Z",
        "2026-02-27T00:00:00Z",
        "2026-08-15T12:34:56.789Z",
        "2026-03-29T01:30:00Z",
    ] {
        let as_of: Timestamp = as_of.parse().unwrap();
        for zone in [
            "UTC",
            "Pacific/Kiritimati",
            "Pacific/Pago_Pago",
            "Europe/Berlin",
        ] {
            database.execute(&format!(
                r#"DELETE FROM "Message"; DELETE FROM "User" WHERE id <> '{admin}'"#
            ));
            let mut kept = Vec::new();
            for offset in [-86_400_000, -1, 0, 1, 86_400_000] {
                let from = |span: Span| before(as_of, span) + SignedDuration::from_millis(offset);
                let months = from(Span::new().months(24));
                let (thirty, ninety) = (from(Span::new().days(30)), from(Span::new().days(90)));
                let name = |what: &str| format!("{what}{offset}");
                database.execute(&format!(
                    r#"INSERT INTO "User" (id, email, "passwordHash", role, "updatedAt", "deletionRequestedAt")
                           VALUES (gen_random_uuid(), '{0}@connsura.example', '', 'CUSTOMER', now(), '{thirty}'),
                                  (gen_random_uuid(), '{1}@connsura.example', '', 'CUSTOMER', now(), NULL);
                       INSERT INTO "Customer" (id, "userId", "fullName", "updatedAt")
                           SELECT gen_random_uuid(), id, email, now() FROM "User" WHERE email LIKE '{1}@%';
                       INSERT INTO "ProfileShare" (id, "customerId", token, note, status, "closedAt", "revokedAt", "updatedAt")
                           SELECT gen_random_uuid(), id, gen_random_uuid(), note, status::"ShareStatus", closed::timestamptz,
                                  revoked::timestamptz, now()
                           FROM "Customer", (VALUES ('{2}', 'CLOSED', '{ninety}', NULL), ('{3}', 'REVOKED', NULL, '{ninety}'),
                                                    ('{4}', 'ACTIVE', '{ninety}', NULL), ('{5}', 'CLOSED', NULL, NULL),
                                                    ('{6}', 'CLOSED', 'infinity', NULL), ('{7}', 'CLOSED', '-infinity', NULL))
                                            AS share (note, status, closed, revoked)
                           WHERE "fullName" LIKE '{1}@%';
                       INSERT INTO "Message" (id, "senderId", body, "createdAt")
                           VALUES (gen_random_uuid(), '{admin}', '{8}', '{months}')"#,
                    name("goes"), name("stays"), name("closed"), name("revoked"), name("reopened"), name("undated"),
                    name("never"), name("always"), name("message")
                ));
                if offset > 0 {
                    kept.extend(["goes", "closed", "revoked", "message"].map(name));
                }
                kept.extend(["stays", "reopened", "undated", "never", "always"].map(name));
            }
            kept.sort();
            let all = database.text(ROWS);
            let expected = Pruned {
                accounts: 3,
                shares: 6,
                messages: 3,
                undated_shares: 15,
            };
            assert_eq!(
                run_in(zone, &database, as_of, None),
                expected,
                "{as_of} {zone}"
            );
            assert_eq!(database.text(ROWS), all, "a preview changes nothing");
            assert_eq!(
                run_in(zone, &database, as_of, Some(2)),
                expected,
                "{as_of} {zone}"
            );
            let mut left = database.texts(
                r#"SELECT split_part(email, '@', 1) FROM "User" WHERE email LIKE '%@connsura.example' AND email NOT LIKE 'admin%'
                   UNION ALL SELECT note FROM "ProfileShare" UNION ALL SELECT body FROM "Message" ORDER BY 1"#,
            );
            left.sort();
            assert_eq!(left, kept, "{as_of} {zone}");
            // Twice is as once.
            let rows = database.text(ROWS);
            let again = run_in(zone, &database, as_of, Some(1000));
            assert_eq!(
                again,
                Pruned {
                    undated_shares: 15,
                    ..Pruned::default()
                }
            );
            assert_eq!(database.text(ROWS), rows);
        }
    }
}

/// 24 months before the end of February of an ordinary year may be two days: both are over then.
#[test]
fn the_leap_day_is_over_with_its_month() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let database = machine.database();
    let insert = r#"DELETE FROM "Message"; INSERT INTO "Message" (id, body, "createdAt")
        SELECT gen_random_uuid(), at::text, at FROM unnest(ARRAY['2024-02-28 00:00Z', '2024-02-29 00:00Z', '2024-02-29 00:00:00.001Z',
            '2024-03-01 00:00Z', '294276-12-31 23:59:59Z', '4713-01-01 00:00Z BC', 'infinity', '-infinity']::timestamptz[]) AS at"#;
    for (as_of, gone) in [
        ("2026-02-27T23:59:59.999Z", 1),
        ("2026-02-28T00:00:00Z", 3),
        ("2026-02-28T00:00:00.001Z", 4),
        ("2026-02-28T23:59:59.999Z", 4),
        ("2026-03-01T00:00:00Z", 5),
    ] {
        database.execute(insert);
        let done = run(&database, as_of.parse().unwrap(), Some(1));
        assert_eq!(done.messages, gone, "{as_of}");
    }
}

/// Over a dataset: whole accounts go, messages of theirs stay until their own time, counters are right, audit rows
/// are as they were, and what is removed in one batch or in many is the same.
#[test]
fn a_dataset_is_pruned_and_whole() {
    let mut results = Vec::new();
    for batch in [3, 10_000] {
        let machine = Machine::with_server();
        machine.succeed(&["reset", "edge-cases"]);
        let database = machine.database();
        assert_eq!(database.text(WRONG), "0");
        let audit = r#"SELECT md5(string_agg("AuditLog"::text, '' ORDER BY id)) FROM "AuditLog" WHERE action <> 'retention.pruned'"#;
        let before = database.text(audit);
        let as_of: Timestamp = "2027-09-01T00:00:00Z".parse().unwrap();
        let planned = run(&database, as_of, None);
        assert!(
            planned.accounts > 0 && planned.shares > 0 && planned.messages > 0,
            "{planned:?}"
        );
        let done = run(&database, as_of, Some(batch));
        assert_eq!(done, planned);
        assert_eq!(database.text(WRONG), "0");
        assert_eq!(database.text(audit), before);
        let written = database.text(
            r#"SELECT coalesce(sum((metadata ->> 'rows')::int), 0)::text FROM "AuditLog" WHERE action = 'retention.pruned'"#,
        );
        assert_eq!(
            written,
            (done.accounts + done.shares + done.messages).to_string()
        );
        results.push((done, database.text(ROWS)));
    }
    assert_eq!(results[0], results[1]);
}
