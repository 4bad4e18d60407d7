//! `find`: the accounts that it finds are those that SQL finds.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use super::{filled, machine};
use crate::support::Machine;

/// The users that a run of `find` shows.
fn users(found: &Value) -> BTreeSet<String> {
    let hits = found["hits"].as_array().unwrap();
    let users: BTreeSet<String> = hits
        .iter()
        .map(|hit| hit["user"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(users.len(), hits.len(), "an account was found twice");
    assert_eq!(found["found"], hits.len());
    users
}

/// What the database and the plan alone find, which must be the same accounts.
fn find(machine: &Machine, conditions: &[&str]) -> BTreeSet<String> {
    let mut arguments = vec!["find", "--format", "json", "--limit", "100000"];
    arguments.extend(conditions);
    let live = machine.json(&arguments);
    arguments.push("./finding.toml");
    let planned = machine.json(&arguments);
    assert_eq!(live["hits"], planned["hits"], "{conditions:?}");
    assert!(live["generation"].is_string() && planned["generation"].is_null());
    users(&live)
}

/// Conditions, and SQL of its own for the users that fulfil each.
const CONDITIONS: &[(&str, &str)] = &[
    (
        "unread > 99",
        r#"SELECT "recipientId"::text FROM "MessageReadState" GROUP BY 1 HAVING sum("unreadCount") > 99"#,
    ),
    (
        "most_unread >= 1 and most_unread <= 5",
        r#"SELECT "recipientId"::text FROM "MessageReadState" GROUP BY 1
           HAVING max("unreadCount") BETWEEN 1 AND 5"#,
    ),
    (
        "messages = 0 and role = customer",
        r#"SELECT id::text FROM "User" u WHERE role = 'CUSTOMER'
           AND NOT EXISTS (SELECT FROM "Message" WHERE u.id IN ("senderId", "recipientId"))"#,
    ),
    (
        "longest_conversation >= 50",
        r#"SELECT DISTINCT u.id::text FROM "User" u JOIN "Message" m ON u.id IN ("senderId", "recipientId")
           GROUP BY u.id, CASE WHEN "senderId" = u.id THEN "recipientId" ELSE "senderId" END
           HAVING count(*) >= 50"#,
    ),
    (
        "conversations > 1",
        r#"SELECT u.id::text FROM "User" u JOIN "User" o ON o.id <> u.id
           WHERE EXISTS (SELECT FROM "Message" WHERE ("senderId", "recipientId") IN ((u.id, o.id), (o.id, u.id)))
           GROUP BY 1 HAVING count(*) > 1"#,
    ),
    (
        "shares_active > 0 or shares_revoked > 0",
        r#"SELECT DISTINCT "userId"::text FROM "Customer" c JOIN "ProfileShare" s ON s."customerId" = c.id
           WHERE status IN ('ACTIVE', 'REVOKED')"#,
    ),
    (
        "shares_received > 3",
        r#"SELECT "recipientUserId"::text FROM "ProfileShare" WHERE "recipientUserId" IS NOT NULL
           GROUP BY 1 HAVING count(*) > 3"#,
    ),
    (
        "not (phone = none) and country = none",
        r#"SELECT "userId"::text FROM "Customer" WHERE phone IS NOT NULL AND country IS NULL"#,
    ),
    (
        "deletion_requested = yes or verified = no",
        r#"SELECT id::text FROM "User" WHERE "deletionRequestedAt" IS NOT NULL OR "emailVerifiedAt" IS NULL"#,
    ),
    (
        "idle_days = none",
        r#"SELECT id::text FROM "User" WHERE "lastLoginAt" IS NULL"#,
    ),
    (
        "age_days < 200 and name_code_points > 12",
        r#"SELECT u.id::text FROM "User" u LEFT JOIN "Customer" c ON c."userId" = u.id
           LEFT JOIN "Admin" a ON a."userId" = u.id
           WHERE u."createdAt" > timestamptz '2026-03-01Z' - interval '4800 hours'
             AND length(coalesce(c."fullName", a."fullName")) > 12"#,
    ),
    (
        "name_bytes > 130 and email_bytes < 40",
        r#"SELECT "userId"::text FROM "Customer" c JOIN "User" u ON u.id = "userId"
           WHERE octet_length("fullName") > 130 AND octet_length(email) < 40"#,
    ),
    (
        "uploads >= 1 and uploads_deleted = 0 and forms_draft = 0 and forms > 0",
        r#"SELECT "userId"::text FROM "Customer" c
           WHERE EXISTS (SELECT FROM "Upload" WHERE "ownerId" = c."userId")
             AND NOT EXISTS (SELECT FROM "Upload" WHERE "ownerId" = c."userId" AND "deletedAt" IS NOT NULL)
             AND EXISTS (SELECT FROM "Form" WHERE "customerId" = c.id)
             AND NOT EXISTS (SELECT FROM "Form" WHERE "customerId" = c.id AND status = 'DRAFT')"#,
    ),
    (
        "audit_logs > 12",
        r#"SELECT "actorId"::text FROM "AuditLog" WHERE "actorId" IS NOT NULL GROUP BY 1 HAVING count(*) > 12"#,
    ),
    (
        "languages > 1 and interests = 0",
        r#"SELECT "userId"::text FROM "Customer"
           WHERE array_length("spokenLanguages", 1) > 1 AND "insuranceInterests" = '{}'"#,
    ),
];

#[test]
fn what_is_found_is_what_sql_finds() {
    let machine = filled();
    let database = machine.database();
    for (condition, sql) in CONDITIONS {
        let expected: BTreeSet<String> = database.texts(sql).into_iter().collect();
        assert_eq!(
            find(&machine, &["--having", condition]),
            expected,
            "{condition}"
        );
    }
    // Of the conditions together only what each finds is left.
    let both = find(
        &machine,
        &["--having", "messages = 0", "--having", "role = customer"],
    );
    assert_eq!(
        both,
        find(&machine, &["--having", "messages = 0 and role = customer"])
    );
    for (table, sql) in [
        ("Upload", r#"SELECT DISTINCT "ownerId"::text FROM "Upload""#),
        ("Admin", r#"SELECT "userId"::text FROM "Admin""#),
        (
            "MessageReadState",
            r#"SELECT DISTINCT "recipientId"::text FROM "MessageReadState""#,
        ),
    ] {
        let expected: BTreeSet<String> = database.texts(sql).into_iter().collect();
        assert_eq!(find(&machine, &["--entity", table]), expected, "{table}");
    }
}

#[test]
fn accounts_are_found_by_all_that_they_carry() {
    let machine = filled();
    let database = machine.database();
    let carriers = |sql: &str| -> BTreeSet<String> { database.texts(sql).into_iter().collect() };
    for (edges, sql) in [
        (
            vec!["--edge", "S02"],
            "SELECT user_id::text FROM connsura_seed.specimens WHERE 'S02' = ANY (edge_cases)
             UNION SELECT user_id::text FROM connsura_seed.personas WHERE 'S02@preferred-name' = ANY (carries)",
        ),
        (
            vec!["--edge", "S02", "--edge", "phone:null"],
            "SELECT user_id::text FROM connsura_seed.personas WHERE key = 'ngozi'",
        ),
        (
            vec!["--edge", "S02@body"],
            "SELECT user_id::text FROM connsura_seed.specimens WHERE label = 'S02@body'",
        ),
        (
            vec!["--edge", "S02", "--entity", "Message"],
            "SELECT user_id::text FROM connsura_seed.specimens WHERE label = 'S02@body'",
        ),
        (
            vec!["--edge", "R12"],
            "SELECT user_id::text FROM connsura_seed.specimens WHERE label LIKE 'R12%'",
        ),
        (
            vec!["--edge", "files"],
            "SELECT user_id::text FROM connsura_seed.specimens WHERE label ~ '^F[0-9]'",
        ),
        (
            vec!["--edge", "phone", "--having", "phone = none"],
            "SELECT user_id::text FROM connsura_seed.specimens WHERE label = 'phone:null@phone'
             UNION SELECT user_id::text FROM connsura_seed.personas WHERE key = 'ngozi'",
        ),
    ] {
        let expected = carriers(sql);
        assert!(!expected.is_empty(), "{sql}");
        assert_eq!(find(&machine, &edges), expected, "{edges:?}");
    }
    let found = machine.json(&["find", "--edge", "R01.page", "--format", "json"]);
    let look = &found["hits"][0]["look_at"][0];
    assert_eq!(
        (&look["edge"], &look["messages"]),
        (&"R01.page".into(), &50.into())
    );
    let row = look["row"].as_str().unwrap();
    let user = found["hits"][0]["user"].as_str().unwrap();
    let talk = database.text(&format!(
        r#"SELECT concat('/conversations/', '{user}', '/', CASE WHEN "senderId" = '{user}' THEN "recipientId" ELSE "senderId" END)
           FROM "Message" WHERE id = '{row}'"#
    ));
    assert_eq!(look["page"], format!("{talk}?message={row}"));
}

#[test]
fn whoever_is_found_can_be_read() {
    let machine = filled();
    let told = machine.succeed(&[
        "find",
        "--edge",
        "S02",
        "--edge",
        "phone:null",
        "./finding.toml",
    ]);
    assert_snapshot!(told, @r#"
    ngozi (persona, customer): Very long name with a family emoji, no phone
      log in    ngozi@personas.connsura.example
      user      5eed010a-a54d-8ac1-a729-000000000000
      customer  5eed020a-a54d-8ac1-a729-000000000000
      page      /customers/5eed020a-a54d-8ac1-a729-000000000000
      api       /api/v1/customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   S02@preferred-name: a family emoji: seven code points that are one sign
                it breaks cuts: `left` of one code point leaves a lone man
                Customer.preferredName is "👨\u{200d}👩\u{200d}👧\u{200d}👦" (25 bytes, 7 code points, 11 UTF-16 units, 1 grapheme)
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   phone:null@phone: no phone
                it breaks code that takes the value for granted; comparison with it, which is NULL
                Customer.phone is NULL
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000

    1 account

    log in at /login with the password connsura-local-only
    this is the plan of finding (seed 7, now 2026-03-01T00:00:00.000Z)
    "#);
    let none = machine.run(&["find", "--edge", "R12", "--edge", "S02", "./finding.toml"]);
    assert_eq!((none.code, none.stderr.as_str()), (0, ""));
    assert_snapshot!(none.stdout, @"
    no account; by itself each condition is fulfilled by:
      --edge R12: 4
      --edge S02: 3
    specimens carry one case each, and pairs with `strength = 2`; a persona with `carries = [...]` carries several

    log in at /login with the password connsura-local-only
    this is the plan of finding (seed 7, now 2026-03-01T00:00:00.000Z)
    ");
    let some = machine.succeed(&["find", "--limit", "2", "./finding.toml"]);
    assert!(some.contains("\n2 of "), "{some}");
}

#[test]
fn what_cannot_be_asked_is_wrong_usage() {
    let machine = machine();
    let told = |arguments: &[&str]| machine.run(arguments).told();
    assert_snapshot!(told(&["find", "smoke", "--edge", "phone:nul"]), @"
    2
    error: there is no edge case `phone:nul`
    hint: did you mean phone:null? all: connsura-seed edge list
    ");
    assert_snapshot!(told(&["find", "smoke", "--edge", "K01"]), @"
    2
    error: no row carries `K01`, an object with one key twice: jsonb keeps the last of them
    hint: connsura-seed edge show K01
    ");
    assert_snapshot!(told(&["find", "smoke", "--edge", "S02@name"]), @"
    2
    error: `S02` does not apply to name
    hint: it applies to: preferred-name, body
    ");
    assert_snapshot!(told(&["find", "smoke", "--entity", "upload"]), @"
    2
    error: there is no table `upload`
    hint: did you mean Upload? there are: User, Customer, Admin, Message, MessageReadState, ProfileShare, AuditLog, Upload, Form
    ");
    assert_snapshot!(told(&[
        "find",
        "smoke",
        "--having",
        "unread > 99 and rolle = admin"
    ]), @r#"
    2
    error: there is no measure `rolle`
     --> --having:1:17
      |
    1 | unread > 99 and rolle = admin
      |                 ^^^^^ unknown
      |
      = hint: did you mean `role`? there are: role, verified, deletion_requested, locale, time_zone, country, phone, age_days, idle_days, email_bytes, name_bytes, name_code_points, name_utf16, name_graphemes, languages, interests, messages, sent, received, conversations, longest_conversation, unread, most_unread, shares, shares_pending, shares_active, shares_closed, shares_revoked, shares_received, uploads, uploads_deleted, forms, forms_draft, forms_submitted, forms_archived, audit_logs

    error: the expression of --having cannot be read
    hint: such as: --having "unread > 99 and role = customer"; all that can be asked: connsura-seed find --help
    "#);
    assert_snapshot!(told(&["find", "--seed", "7"]), @"
    2
    error: --seed and --now go with a scenario: a database has its own
    hint: name the scenario, or leave them out
    ");
    assert_eq!(machine.run(&["find", "smoke", "--target", "local"]).code, 2);
    assert_eq!(machine.run(&["find", "--target", "production"]).code, 3);
    assert_eq!(machine.run(&["find", "smok"]).code, 4);
    // Nothing of all this has started a server, and nothing finds one.
    let run = machine.run(&["find"]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(!machine.path().join("local").exists());
}
