//! Personas and the rows that a scenario asks for one by one, as they lie in the database.

use std::fs;

use insta::assert_snapshot;

use crate::support::Machine;

/// A scenario that says something of everything that it can say it of.
const SCENARIO: &str = r#"
extends = "smoke"
now = "2026-03-31T12:00:00Z"

[[persona]]
key = "ngozi"
carries = ["N06", "S02"]
phone = "none"
about = "Very long name with a family emoji, no phone"
created = "400 days ago"
locale = "ar"

[[persona]]
key = "desk"
role = "admin"
name = "Ilse Marwitz"

[[persona]]
key = "gone"
last_login = "none"

[[persona]]
key = "leaving"
deletion_requested = "1 month ago"

[[persona]]
key = "former"
role = "admin"
last_login = "100 days ago"

[[persona]]
key = "patient"
created = "1 year ago"

[[persona]]
key = "late"
created = "1 year ago"

[[conversation]]
between = ["patient", "former"]
messages = 40

[[conversation]]
between = ["former", "late"]
messages = 10
started = "50 days ago"

[[conversation]]
between = ["ngozi", "admin-1"]
messages = 300
unread_by = { ngozi = 100 }

[[conversation]]
between = ["desk", "ngozi"]
messages = 12
started = "20 days ago"
unread_by = { desk = 2, ngozi = 0 }

[[share]]
of = "ngozi"
with = "admin-1"
status = "revoked"
created = "200 days ago"
revoked = "90 days ago"

[[share]]
of = "ngozi"
with = "broker@mail.example"
status = "active"
created = "2026-02-28T23:59:59.999Z"
accepted = "2 hours after created"
expires = "3 months after created"
sections = ["contact"]
note = "none"

[[upload]]
of = "ngozi"
file_name = "Schaden 3.pdf"
mime_type = "application/pdf"
size = 12345
created = "3 days ago"
deleted = "1 day after created"

[[form]]
of = "ngozi"
kind = "motor_quote"
status = "submitted"
created = "10 days ago"
submitted = "9 days ago"

[[audit_log]]
by = "ngozi"
action = "profile.viewed"
created = "1 hour ago"
"#;

#[test]
fn all_that_is_asked_for_lies_in_the_database() {
    let machine = Machine::with_server();
    fs::write(machine.path().join("all.toml"), SCENARIO).unwrap();
    machine.succeed(&["reset", "./all.toml"]);
    machine.succeed(&["verify"]);
    let database = machine.database();

    let persona = database.texts(
        r#"SELECT concat_ws(' | ', u.role, char_length("fullName") > 120, "preferredName" LIKE '%' || U&'\+01F468\200D\+01F469\200D\+01F467\200D\+01F466',
                  phone IS NULL, locale, u."createdAt")
           FROM "User" u JOIN "Customer" c ON c."userId" = u.id WHERE email = 'ngozi@personas.connsura.example'"#,
    );
    assert_snapshot!(persona.join("\n"), @"CUSTOMER | t | t | t | ar-SA | 2025-02-24 12:00:00+00");

    let desk = database.texts(
        r#"SELECT role || ' ' || "fullName" FROM "User" u JOIN "Admin" a ON a."userId" = u.id
           WHERE email = 'desk@personas.connsura.example'"#,
    );
    assert_eq!(desk, ["ADMIN Ilse Marwitz"]);

    // From whom to whom, how many, and how many of them are younger than the last reading.
    let talks = database.texts(
        r#"SELECT concat_ws(' ', split_part(s.email, '@', 1), 'to', split_part(r.email, '@', 1), count(*), 'of which unread',
                  count(*) FILTER (WHERE "createdAt" > coalesce("lastReadAt", '-infinity')), 'as counted', min("unreadCount"))
           FROM (SELECT "senderId", "recipientId", m."createdAt" FROM "Message" m) m
           JOIN (SELECT id, email FROM "User") s ON s.id = "senderId" JOIN (SELECT id, email FROM "User") r ON r.id = "recipientId"
           JOIN "MessageReadState" USING ("senderId", "recipientId")
           WHERE 'ngozi@personas.connsura.example' IN (s.email, r.email)
           GROUP BY s.email, r.email ORDER BY s.email, r.email"#,
    );
    assert_snapshot!(talks.join("\n"), @"
    admin-1 to ngozi 137 of which unread 100 as counted 100
    desk to ngozi 6 of which unread 0 as counted 0
    ngozi to admin-1 163 of which unread 163 as counted 163
    ngozi to desk 6 of which unread 2 as counted 2
    ");
    let number = database.texts(
        r#"SELECT count(*)::text FROM "Message" JOIN "User" u ON u.id IN ("senderId", "recipientId")
           WHERE email = 'ngozi@personas.connsura.example'"#,
    );
    assert_eq!(number, ["312"]);

    let shares = database.texts(
        r#"SELECT concat_ws(' | ', status, coalesce(u.email, "recipientEmail"), s."createdAt", "acceptedAt", "revokedAt", "expiresAt",
                  CASE WHEN "recipientEmail" IS NOT NULL THEN sections::text || coalesce(note, '-') END)
           FROM "ProfileShare" s LEFT JOIN "User" u ON u.id = "recipientUserId"
           JOIN "Customer" c ON c.id = "customerId" JOIN "User" o ON o.id = "userId"
           WHERE o.email = 'ngozi@personas.connsura.example' ORDER BY s."createdAt""#,
    );
    assert!(
        shares[0].starts_with("REVOKED | admin-1@connsura.example | 2025-09-12 12:00:00+00 |"),
        "{shares:?}"
    );
    assert!(shares[0].contains("2025-12-31 12:00:00+00"), "{shares:?}");
    assert_snapshot!(shares[1], @"ACTIVE | broker@mail.example | 2026-02-28 23:59:59.999+00 | 2026-03-01 01:59:59.999+00 | 2026-05-28 23:59:59.999+00 | {contact}-");

    let rest = database.texts(
        r#"WITH own AS (SELECT u.id AS "user", c.id AS customer FROM "User" u JOIN "Customer" c ON c."userId" = u.id
                        WHERE email = 'ngozi@personas.connsura.example')
           SELECT concat_ws(' ', "fileName", "mimeType", "sizeBytes", "createdAt", "deletedAt") FROM "Upload", own WHERE "ownerId" = "user"
           UNION ALL
           SELECT concat_ws(' ', kind, status, "createdAt", "submittedAt") FROM "Form", own WHERE "customerId" = customer
           UNION ALL
           SELECT concat_ws(' ', action, "createdAt") FROM "AuditLog", own WHERE "actorId" = "user" AND action = 'profile.viewed'"#,
    );
    assert_snapshot!(rest.join("\n"), @"
    Schaden 3.pdf application/pdf 12345 2026-03-28 12:00:00+00 2026-03-29 12:00:00+00
    motor_quote SUBMITTED 2026-03-21 12:00:00+00 2026-03-22 12:00:00+00
    profile.viewed 2026-03-31 11:00:00+00
    ");

    // Who never came did nothing; who is leaving said so a calendar month before the 31st.
    let others = database.texts(
        r#"SELECT concat_ws(' ', split_part(email, '@', 1), "lastLoginAt" IS NULL, "deletionRequestedAt",
                  (SELECT count(*) FROM "Message" WHERE u.id IN ("senderId", "recipientId")) = 0)
           FROM "User" u WHERE email IN ('gone@personas.connsura.example', 'leaving@personas.connsura.example') ORDER BY email"#,
    );
    assert_snapshot!(others.join("\n"), @"
    gone t t
    leaving f 2026-02-28 12:00:00+00 f
    ");

    // An admin who left writes and reads no more, but for what was asked to begin after that.
    let former = database.texts(
        r#"SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE at > "lastLoginAt" + interval '12 hours'),
                  count(*) FILTER (WHERE at >= timestamp '2026-02-09 12:00'))
           FROM (SELECT "senderId" AS who, "createdAt" AS at FROM "Message"
                 UNION ALL SELECT "senderId", "editedAt" FROM "Message"
                 UNION ALL SELECT "recipientId", "lastReadAt" FROM "MessageReadState") acts
           JOIN "User" u ON u.id = who WHERE email = 'former@personas.connsura.example' AND at IS NOT NULL"#,
    );
    assert_snapshot!(former.join("\n"), @"27 5 5");

    let listed = database.texts(
        "SELECT concat_ws(' ', key, role, email, carries, about, customer_id IS NULL, admin_id IS NULL)
         FROM connsura_seed.personas ORDER BY key",
    );
    assert_snapshot!(listed.join("\n"), @"
    desk admin desk@personas.connsura.example {}  t f
    former admin former@personas.connsura.example {}  t f
    gone customer gone@personas.connsura.example {}  f t
    late customer late@personas.connsura.example {}  f t
    leaving customer leaving@personas.connsura.example {}  f t
    ngozi customer ngozi@personas.connsura.example {N06@name,S02@preferred-name} Very long name with a family emoji, no phone f t
    patient customer patient@personas.connsura.example {}  f t
    ");
}

/// The cast leads to each of the rows that were asked for.
#[test]
fn the_cast_says_what_each_has() {
    let machine = Machine::with_server();
    fs::write(machine.path().join("all.toml"), SCENARIO).unwrap();
    machine.succeed(&["reset", "./all.toml"]);
    let cast = machine.json(&["cast", "--format", "json"]);
    let ngozi = cast["personas"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["label"] == "ngozi")
        .unwrap();
    let has: Vec<String> = ngozi["has"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!(
                "{} {}",
                row["kind"].as_str().unwrap(),
                row["about"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        has,
        [
            "conversation 300 messages",
            "conversation 12 messages",
            "share REVOKED",
            "share ACTIVE",
            "upload Schaden 3.pdf",
            "form motor_quote SUBMITTED"
        ]
    );
    // The last id of each page is one of the database's own.
    let database = machine.database();
    for (at, sql) in [
        (
            0,
            r#"SELECT id::text FROM "User" WHERE email = 'admin-1@connsura.example'"#,
        ),
        (
            1,
            r#"SELECT id::text FROM "User" WHERE email = 'desk@personas.connsura.example'"#,
        ),
        (
            2,
            r#"SELECT id::text FROM "ProfileShare" WHERE "revokedAt" = '2025-12-31 12:00Z'"#,
        ),
        (
            4,
            r#"SELECT id::text FROM "Upload" WHERE "fileName" = 'Schaden 3.pdf'"#,
        ),
        (
            5,
            r#"SELECT id::text FROM "Form" WHERE "submittedAt" = '2026-03-22 12:00Z'"#,
        ),
    ] {
        let page = ngozi["has"][at]["page"].as_str().unwrap();
        assert_eq!(
            page.rsplit('/').next().unwrap(),
            database.text(sql),
            "{page}"
        );
    }
}

/// What is left out is not there, for personas too; but who carries a case in a message has one.
#[test]
fn a_persona_has_no_rows_that_nobody_asked_for() {
    let machine = Machine::with_server();
    let text =
        "[[persona]]\nkey = \"bare\"\n\n[[persona]]\nkey = \"writer\"\ncarries = [\"J03@body\"]\n";
    fs::write(machine.path().join("bare.toml"), text).unwrap();
    let told = machine.succeed(&["reset", "./bare.toml"]);
    assert!(told.ends_with("personas    connsura-seed cast\n"), "{told}");
    let rows = machine.database().texts(
        r#"SELECT concat_ws(' ', (SELECT count(*) FROM "Message"), (SELECT count(*) FROM "ProfileShare"),
                  (SELECT count(*) FROM "Upload"), (SELECT count(*) FROM "Form"))"#,
    );
    assert_eq!(rows, ["1 0 0 0"]);
    let body = machine.database().text(r#"SELECT body FROM "Message""#);
    assert!(body.contains("<script>"), "{body}");
}

/// `now = "today"` is the midnight, in UTC, with which the day of the run began.
#[test]
fn today_is_the_day_of_the_run() {
    let machine = Machine::with_server();
    let text = "now = \"today\"\n[admins]\ncount = 1\n";
    fs::write(machine.path().join("today.toml"), text).unwrap();
    let day = || {
        jiff::Timestamp::now()
            .strftime("%FT00:00:00.000Z")
            .to_string()
    };
    let (before, reset, after) = (
        day(),
        machine.json(&["reset", "./today.toml", "--format", "json"]),
        day(),
    );
    let now = reset["generation"]["now"].as_str().unwrap();
    assert!(now == before || now == after, "{now}");
    // What was made on one day is verified on any other.
    machine.succeed(&["verify"]);
}
