//! `edge`, `cast`, `find` and `explain`, as their users see them; what they find is compared
//! with SQL that knows nothing of them.

use std::collections::BTreeSet;
use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::Machine;

/// Specimens of several subjects, and personas of either role.
const SCENARIO: &str = r#"
title = "Finding"
seed = 7
now = "2026-03-01T00:00:00Z"

[customers]
count = 12
dormant = 0.2
deleted = 0.2
edge_cases = { tier = "plausible", only = ["S02", "phone", "R12", "R01.page", "R10", "files", "title"] }

[admins]
count = 2

[conversations]
per_customer = { min = 0, max = 2 }
messages = { min = 1, max = 8 }
unread = 0.5

[shares]
per_customer = { min = 0, max = 2 }

[audit_logs]
extra_per_user = { min = 0, max = 2 }

[uploads]
per_user = { min = 0, max = 2 }

[forms]
per_customer = { min = 0, max = 2 }

[[persona]]
key = "ngozi"
carries = ["N06", "S02", "phone:null"]
about = "Very long name with a family emoji, no phone"

[[persona]]
key = "boss"
role = "admin"
about = "Reads"

[[conversation]]
between = ["ngozi", "admin-1"]
messages = 400
unread_by = { ngozi = 100 }
"#;

/// A machine with the scenario's file.
fn machine() -> Machine {
    let machine = Machine::new();
    fs::write(machine.path().join("finding.toml"), SCENARIO).unwrap();
    machine
}

/// A machine whose database holds the scenario.
fn filled() -> Machine {
    let machine = machine();
    machine.succeed(&["reset", "./finding.toml"]);
    machine
}

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

#[test]
fn the_cast_is_who_can_log_in() {
    let machine = filled();
    let database = machine.database();
    assert_snapshot!(machine.succeed(&["cast", "./finding.toml"]), @r#"
    boss (persona, admin): Reads
      log in    boss@personas.connsura.example
      user      5eed0103-d100-8b03-a7a5-000000000000
      admin     5eed0303-d100-8b03-a7a5-000000000000
      page      /admins/5eed0303-d100-8b03-a7a5-000000000000
      api       /api/v1/admins/5eed0303-d100-8b03-a7a5-000000000000

    ngozi (persona, customer): Very long name with a family emoji, no phone
      log in    ngozi@personas.connsura.example
      user      5eed010a-a54d-8ac1-a729-000000000000
      customer  5eed020a-a54d-8ac1-a729-000000000000
      page      /customers/5eed020a-a54d-8ac1-a729-000000000000
      api       /api/v1/customers/5eed020a-a54d-8ac1-a729-000000000000
      has       conversation, 400 messages, at /conversations/5eed010a-a54d-8ac1-a729-000000000000/5eed0101-0000-8000-8000-000000000000
      look at   N06@name: more than six parts and 120 characters
                it breaks layouts, printed forms and silent truncation
                Customer.fullName is "Maria Benedita Aurora das Neves Figueirinha de Vasconcelhos e Albuquerquinha do Monte Carvalhosa Teixeirinha de Sá Pintassilgo Lourençais" (139 bytes, 137 code points, 137 UTF-16 units, 137 graphemes)
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   S02@preferred-name: a family emoji: seven code points that are one sign
                it breaks cuts: `left` of one code point leaves a lone man
                Customer.preferredName is "👨\u{200d}👩\u{200d}👧\u{200d}👦" (25 bytes, 7 code points, 11 UTF-16 units, 1 grapheme)
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   phone:null@phone: no phone
                it breaks code that takes the value for granted; comparison with it, which is NULL
                Customer.phone is NULL
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000

    ordinary admins: admin-1@connsura.example, admin-2@connsura.example
    log in at /login with the password connsura-local-only
    this is the plan of finding (seed 7, now 2026-03-01T00:00:00.000Z)
    "#);
    let cast = machine.json(&["cast", "--format", "json"]);
    let personas = cast["personas"].as_array().unwrap();
    assert_eq!(cast["password"], "connsura-local-only");
    for persona in personas {
        let [label, email, user] =
            ["label", "email", "user"].map(|key| persona[key].as_str().unwrap());
        let listed = database.text(&format!(
            r#"SELECT concat_ws(' ', key, p.email, u.id, coalesce(c.id, a.id), p.about)
               FROM connsura_seed.personas p JOIN "User" u ON u.email = p.email AND u.id = user_id
               LEFT JOIN "Customer" c ON c.id = customer_id AND c."userId" = u.id
               LEFT JOIN "Admin" a ON a.id = admin_id AND a."userId" = u.id WHERE key = '{label}'"#
        ));
        let profile = persona["customer"].as_str().or(persona["admin"].as_str());
        let about = persona["about"].as_str().unwrap();
        assert_eq!(
            listed,
            format!("{label} {email} {user} {} {about}", profile.unwrap())
        );
        assert!(
            persona["page"]
                .as_str()
                .unwrap()
                .ends_with(profile.unwrap())
        );
    }
    assert_eq!(personas.len(), 2);
    let carries =
        "SELECT array_to_string(carries, ' ') FROM connsura_seed.personas WHERE key = 'ngozi'";
    assert_eq!(
        database.text(carries),
        "N06@name S02@preferred-name phone:null@phone"
    );
    assert_eq!(cast["admins"][1], "admin-2@connsura.example");
    // With the database's own values, where somebody changed them.
    database.execute(
        r#"UPDATE "User" SET email = 'other@mail.example' WHERE email LIKE 'ngozi@%';
           UPDATE "Customer" SET phone = '1' WHERE phone IS NULL;
           DELETE FROM "Admin" USING "User" u WHERE u.id = "userId" AND email LIKE 'boss@%';
           DELETE FROM "User" WHERE email LIKE 'boss@%'"#,
    );
    let cast = machine.json(&["cast", "--format", "json"]);
    let ngozi = &cast["personas"][1];
    assert_eq!(
        (&cast["personas"][0]["gone"], &ngozi["gone"]),
        (&true.into(), &false.into())
    );
    assert_eq!(ngozi["email"], "other@mail.example");
    assert_eq!(ngozi["look_at"][2]["columns"]["phone"]["value"], "1");
}

#[test]
fn a_password_of_the_operators_is_not_told() {
    let machine = machine();
    let mut command = machine.command(&["reset", "./finding.toml"]);
    let done = command
        .env("CONNSURA_SEED_PASSWORD", "not-for-your-eyes")
        .output()
        .unwrap();
    assert!(done.status.success());
    let cast = machine.json(&["cast", "--format", "json"]);
    assert!(cast["password"].is_null());
    let told = machine.succeed(&["cast"]);
    assert!(
        told.contains("the one that CONNSURA_SEED_PASSWORD held at the reset"),
        "{told}"
    );
    assert!(!told.contains("not-for-your-eyes") && !told.contains("$2b$"));
}

#[test]
fn a_scenario_without_personas_says_so() {
    let told = Machine::new().succeed(&["cast", "empty"]);
    assert!(told.contains("the scenario has no personas"), "{told}");
    assert!(told.contains("admin-1@connsura.example"), "{told}");
}

#[test]
fn verify_names_what_changed_in_the_list_of_personas() {
    let machine = machine();
    for (change, expected) in [
        ("DELETE FROM connsura_seed.personas WHERE key = 'boss'", "persona boss missing"),
        ("UPDATE connsura_seed.personas SET about = '' WHERE key = 'ngozi'", "persona ngozi changed"),
        ("UPDATE connsura_seed.specimens SET customer_id = NULL WHERE label = 'S02@body'", "specimen S02@body changed"),
        ("INSERT INTO connsura_seed.personas SELECT 'x', role, email, user_id, customer_id, admin_id, about, carries
          FROM connsura_seed.personas WHERE key = 'boss'", "persona x unexpected"),
        ("DROP TABLE connsura_seed.personas", "table connsura_seed.personas missing"),
    ] {
        machine.succeed(&["reset", "./finding.toml"]);
        machine.succeed(&["verify"]);
        machine.database().execute(change);
        let run = machine.run(&["verify"]);
        assert_eq!(run.code, 5, "{change}: {}", run.stderr);
        assert!(run.stdout.contains(&format!("\n{expected}\n")), "{change}: {}", run.stdout);
    }
}

/// The profile of a persona.
const NGOZI: &str = "SELECT customer_id::text FROM connsura_seed.personas WHERE key = 'ngozi'";

#[test]
fn a_persona_is_explained() {
    let machine = filled();
    let database = machine.database();
    let ngozi = database.text(NGOZI);
    let customer = machine.json(&["explain", &ngozi, "--format", "json"]);
    assert_eq!(customer["table"], "Customer");
    assert_eq!(customer["database"]["state"], "same");
    assert_eq!(customer["account"]["label"], "ngozi");
    assert_eq!(customer["edges_here"].as_array().unwrap().len(), 3);
    assert!(customer["columns"]["phone"].is_null());
    assert_snapshot!(machine.succeed(&["explain", &ngozi, "./finding.toml"]), @r#"
    the profile of ngozi
      table     Customer
      row       5eed020a-a54d-8ac1-a729-000000000000
      page      /customers/5eed020a-a54d-8ac1-a729-000000000000
      api       /api/v1/customers/5eed020a-a54d-8ac1-a729-000000000000

    ┌────────────────────┬─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┬────────────┐
    │ column             │ value                                                                                                                                       │ odd        │
    ├────────────────────┼─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┼────────────┤
    │ id                 │ "5eed020a-a54d-8ac1-a729-000000000000"                                                                                                      │            │
    │ userId             │ "5eed010a-a54d-8ac1-a729-000000000000"                                                                                                      │            │
    │ fullName           │ "Maria Benedita Aurora das Neves Figueirinha de Vasconcelhos e Albuquerquinha do Monte Carvalhosa Teixeirinha de Sá Pintassilgo Lourençais" │ N06        │
    │ preferredName      │ "👨\u{200d}👩\u{200d}👧\u{200d}👦"                                                                                                          │ S02        │
    │ phone              │ NULL                                                                                                                                        │ phone:null │
    │ dateOfBirth        │ "1945-06-24"                                                                                                                                │            │
    │ addressLine1       │ "90 Thistlewick Gardens"                                                                                                                    │            │
    │ addressLine2       │ "Flat 9"                                                                                                                                    │            │
    │ city               │ "Cardiff"                                                                                                                                   │            │
    │ region             │ NULL                                                                                                                                        │            │
    │ postalCode         │ "CF17 8BH"                                                                                                                                  │            │
    │ country            │ "GB"                                                                                                                                        │            │
    │ spokenLanguages    │ "{English}"                                                                                                                                 │            │
    │ insuranceInterests │ "{pet,legal}"                                                                                                                               │            │
    │ preferences        │ "{\"theme\": \"dark\", \"channel\": \"letter\", \"newsletter\": true, \"textSizePercent\": 100}"                                            │            │
    │ notes              │ NULL                                                                                                                                        │            │
    │ createdAt          │ "2024-08-02 08:45:08.386+00"                                                                                                                │            │
    │ updatedAt          │ "2025-08-16 05:52:38.72+00"                                                                                                                 │            │
    └────────────────────┴─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┴────────────┘

    ngozi (persona, customer): Very long name with a family emoji, no phone
      log in    ngozi@personas.connsura.example
      user      5eed010a-a54d-8ac1-a729-000000000000
      customer  5eed020a-a54d-8ac1-a729-000000000000
      page      /customers/5eed020a-a54d-8ac1-a729-000000000000
      api       /api/v1/customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   N06@name: more than six parts and 120 characters
                it breaks layouts, printed forms and silent truncation
                Customer.fullName is "Maria Benedita Aurora das Neves Figueirinha de Vasconcelhos e Albuquerquinha do Monte Carvalhosa Teixeirinha de Sá Pintassilgo Lourençais" (139 bytes, 137 code points, 137 UTF-16 units, 137 graphemes)
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   S02@preferred-name: a family emoji: seven code points that are one sign
                it breaks cuts: `left` of one code point leaves a lone man
                Customer.preferredName is "👨\u{200d}👩\u{200d}👧\u{200d}👦" (25 bytes, 7 code points, 11 UTF-16 units, 1 grapheme)
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   phone:null@phone: no phone
                it breaks code that takes the value for granted; comparison with it, which is NULL
                Customer.phone is NULL
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000

    ┌──────────────────┬────────┬───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
    │ its rows         │ number │ the first                                                                                                                             │
    ├──────────────────┼────────┼───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┤
    │ Customer         │      1 │ /customers/5eed020a-a54d-8ac1-a729-000000000000                                                                                       │
    │ Message          │    400 │ /conversations/5eed010a-a54d-8ac1-a729-000000000000/5eed0101-0000-8000-8000-000000000000?message=5eed040a-a54d-8ac1-a729-000000000000 │
    │ MessageReadState │      2 │ /conversations/5eed010a-a54d-8ac1-a729-000000000000/5eed0101-0000-8000-8000-000000000000                                              │
    │ AuditLog         │      7 │ /audit-logs/5eed070a-a54d-8ac1-a729-000100000000                                                                                      │
    │ Form             │      2 │ /forms/5eed090a-a54d-8ac1-a729-000000000000                                                                                           │
    └──────────────────┴────────┴───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘

    log in at /login with the password connsura-local-only
    this is the plan of finding (seed 7, now 2026-03-01T00:00:00.000Z)
    "#);
}

/// A row of each table, by what SQL says that it is.
#[test]
fn rows_of_all_tables_are_explained() {
    let machine = filled();
    let database = machine.database();
    for (table, sql) in [
        ("Message", r#"SELECT max(id::text) FROM "Message""#),
        (
            "ProfileShare",
            r#"SELECT max(id::text) FROM "ProfileShare""#,
        ),
        ("AuditLog", r#"SELECT max(id::text) FROM "AuditLog""#),
        ("Upload", r#"SELECT max(id::text) FROM "Upload""#),
        ("Form", r#"SELECT max(id::text) FROM "Form""#),
        ("Admin", r#"SELECT max(id::text) FROM "Admin""#),
        (
            "MessageReadState",
            r#"SELECT "senderId" || ' to ' || "recipientId" FROM "MessageReadState" LIMIT 1"#,
        ),
    ] {
        let id = database.text(sql);
        let found = machine.json(&["explain", &id, "--format", "json"]);
        assert_eq!(
            (&found["table"], &found["row"]),
            (&table.into(), &id.clone().into())
        );
        assert_eq!(found["database"]["state"], "same", "{table}");
        let planned = machine.json(&["explain", &id, "./finding.toml", "--format", "json"]);
        assert!(planned["database"].is_null());
        for same in ["what", "columns", "page", "api", "account", "siblings"] {
            assert_eq!(found[same], planned[same], "{same} of {table}");
        }
    }
}

#[test]
fn a_row_is_explained_with_what_became_of_it() {
    let machine = filled();
    let database = machine.database();
    let ngozi = database.text(NGOZI);
    database.execute(&format!(
        r#"UPDATE "Customer" SET "fullName" = 'X', phone = '1' WHERE id = '{ngozi}';
           UPDATE "User" SET email = 'other@mail.example' WHERE email LIKE 'ngozi@%';
           INSERT INTO "User" (id, email, "passwordHash", role, "createdAt", "updatedAt")
           VALUES ('00000000-0000-4000-8000-000000000001', 'x@mail.example', 'h', 'ADMIN', now(), now())"#
    ));
    let changed = machine.json(&["explain", &ngozi, "--format", "json"]);
    assert_eq!(
        changed["database"]["changed"],
        serde_json::json!(["fullName", "phone"])
    );
    assert_eq!(changed["columns"]["fullName"], "X");
    let by_address = machine.json(&["explain", "other@mail.example", "--format", "json"]);
    assert_eq!(by_address["account"]["label"], "ngozi");
    let old = machine.json(&[
        "explain",
        "ngozi@personas.connsura.example",
        "--format",
        "json",
    ]);
    assert_eq!(old["row"], by_address["row"]);

    let page = |machine: &Machine| {
        machine.json(&["explain", "R01.page@messages", "--format", "json"])["account"]["look_at"][0]
            .clone()
    };
    let look = page(&machine);
    let last = look["row"]
        .as_str()
        .unwrap()
        .replace("000000000000", "000000000031");
    database.execute(&format!(r#"DELETE FROM "Message" WHERE id = '{last}'"#));
    assert_eq!(
        (&look["messages"], &page(&machine)["messages"]),
        (&50.into(), &49.into())
    );

    let run = machine.run(&["explain", "00000000-0000-4000-8000-000000000001"]);
    assert_snapshot!(run.told(), @"
    2
    error: 00000000-0000-4000-8000-000000000001 is not an id made by connsura-seed: those begin with `5eed`
    hint: the database has it in User: somebody added it since the reset
    ");
    let hit = machine.json(&["find", "--having", "email_bytes = 14", "--format", "json"]);
    assert_eq!(
        (&hit["hits"][0]["kind"], &hit["hits"][0]["email"]),
        (&"added".into(), &"x@mail.example".into())
    );

    database.execute(&format!(r#"DELETE FROM "Customer" WHERE id = '{ngozi}'"#));
    let gone = machine.json(&["explain", &ngozi, "--format", "json"]);
    assert_eq!(gone["database"]["state"], "gone");
    assert_eq!(gone["account"]["look_at"][0]["gone"], true);
}

#[test]
fn what_names_no_row_is_wrong_usage() {
    let machine = machine();
    let told = |wanted: &str| machine.run(&["explain", wanted, "./finding.toml"]).told();
    assert_snapshot!(told("ngozy"), @"
    2
    error: `ngozy` is no id, no address of an account, no specimen and no persona
    hint: did you mean ngozi?
    ");
    assert_snapshot!(told("00000000-0000-4000-8000-000000000001"), @"
    2
    error: 00000000-0000-4000-8000-000000000001 is not an id made by connsura-seed: those begin with `5eed`
    hint: ids are explained, not looked up, in a plan
    ");
    assert_snapshot!(told("5eed0108-0000-8000-bfff-000000000000"), @"
    2
    error: 5eed0108-0000-8000-bfff-000000000000 names a row of User of customer 16383, whom this scenario does not have
    hint: it is of another scenario; without one, the local database is asked
    ");
    assert_snapshot!(told("5eed0908-0000-8000-8000-000000000063"), @"
    2
    error: 5eed0908-0000-8000-8000-000000000063 names a row of Form of customer 0, which customer 0 does not have
    hint: it is of another scenario; without one, the local database is asked
    ");
    assert_snapshot!(told("\u{1b}[2J"), @r"
    2
    error: `\u{1b}[2J` is no id, no address of an account, no specimen and no persona
    hint: to look for accounts: connsura-seed find
    ");
}

#[test]
fn a_case_is_shown_with_an_example() {
    let machine = machine();
    assert_snapshot!(machine.succeed(&["edge", "show", "S02"]), @r#"
    S02: a family emoji: seven code points that are one sign
      breaks    cuts: `left` of one code point leaves a lone man
      tier      plausible (the product's own forms let it in)
      class     strings (one string, four lengths)
      source    UTS 51, Unicode Emoji
      variants  none

    S02@preferred-name, in Customer.preferredName
      Customer.preferredName is "👨\u{200d}👩\u{200d}👧\u{200d}👦" (25 bytes, 7 code points, 11 UTF-16 units, 1 grapheme)

    S02@body, in Message.body
      Message.body is "There is a mistake in my surname on HX-861346: two letters have been swapped. It is correct in my profile, but not on the policy schedule. 👨\u{200d}👩\u{200d}👧\u{200d}👦" (164 bytes, 146 code points, 150 UTF-16 units, 140 graphemes)

    who carries it: connsura-seed find --edge S02
    "#);
    assert_snapshot!(machine.succeed(&["edge", "show", "N23"]), @r#"
    N23: 2,705 bytes that cannot be compressed in an indexed column
    no row can hold it: of the indexed texts the longest is "Upload"."storageKey", varchar(512): 2,048 bytes at most, and a btree takes 2,704
    "#);
    let told = |id: &str| machine.run(&["edge", "show", id]).told();
    assert_snapshot!(told("phone-null"), @"
    2
    error: there is no edge case `phone-null`
    hint: did you mean phone:null?
    ");
    let case = machine.json(&["edge", "show", "phone:null", "--format", "json"]);
    assert_eq!(case["facets"][0]["column"], "Customer.phone");
    assert!(case["examples"][0]["columns"]["phone"]["value"].is_null());
}

#[test]
fn the_list_is_the_catalogue() {
    let machine = machine();
    let all = machine.json(&["edge", "list", "--format", "json"]);
    let cases = all["cases"].as_array().unwrap();
    let ids: BTreeSet<&str> = cases
        .iter()
        .map(|case| case["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), cases.len());
    assert!(ids.len() > 300 && all["cannot_live"].as_array().unwrap().len() > 15);
    let listed = |arguments: &[&str]| {
        let list = machine.json(&[&["edge", "list", "--format", "json"], arguments].concat());
        list["cases"].as_array().unwrap().clone()
    };
    let names = listed(&["--class", "names"]);
    assert!(
        !names.is_empty()
            && names
                .iter()
                .all(|case| case["id"].as_str().unwrap().starts_with('N'))
    );
    let hostile = listed(&["--tier", "hostile"]);
    let plausible = listed(&["--tier", "plausible"]);
    assert_eq!(hostile.len() + plausible.len(), cases.len());
    let phones = listed(&["--facet", "phone"]);
    assert!(phones.iter().any(|case| case["id"] == "phone:null"));
    assert_snapshot!(machine.run(&["edge", "list", "--class", "name"]).told(), @"
    2
    error: there is no class `name`
    hint: did you mean `names`? there are: names, strings, lengths, normalisation, letter-case, bidi, invisible, controls, confusables, injection, arrays, numbers, json, dates, emails, phones, files, relations, places, absence
    ");
    assert_eq!(machine.run(&["edge", "list", "--facet", "fone"]).code, 2);
}

#[test]
fn an_export_lists_its_personas() {
    let machine = machine();
    machine.succeed(&["export", "./finding.toml", "--out", "files"]);
    let manifest = fs::read(machine.path().join("files/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let cast = machine.json(&["cast", "./finding.toml", "--format", "json"]);
    let personas = manifest["personas"].as_array().unwrap();
    assert_eq!(personas.len(), 2);
    for (listed, persona) in personas.iter().zip(cast["personas"].as_array().unwrap()) {
        assert_eq!(listed["key"], persona["label"]);
        for same in ["role", "email", "user", "customer", "admin", "about"] {
            assert_eq!(listed[same], persona[same]);
        }
    }
    let specimens = manifest["specimens"].as_array().unwrap();
    let is_admin = |specimen: &Value| specimen["label"].as_str().unwrap().ends_with("@title");
    assert!(specimens.iter().any(is_admin));
    for specimen in specimens {
        assert_eq!(specimen["admin"].is_string(), is_admin(specimen));
        assert_eq!(specimen["customer"].is_null(), is_admin(specimen));
    }
}

/// Whoever joins the lists with the tables loses nobody.
#[test]
fn the_lists_name_rows_that_there_are() {
    let machine = filled();
    let lost = machine.database().texts(
        r#"SELECT name FROM (SELECT label AS name, user_id, customer_id, admin_id FROM connsura_seed.specimens
                             UNION ALL SELECT key, user_id, customer_id, admin_id FROM connsura_seed.personas) l
           LEFT JOIN "User" u ON u.id = user_id LEFT JOIN "Customer" c ON c.id = customer_id AND c."userId" = u.id
           LEFT JOIN "Admin" a ON a.id = admin_id AND a."userId" = u.id
           WHERE u.id IS NULL OR num_nonnulls(c.id, a.id) <> 1 OR num_nonnulls(customer_id, admin_id) <> 1"#,
    );
    assert_eq!(lost, Vec::<String>::new());
}

/// What would turn a line around, or break it, is written as an escape: of a scenario as of
/// what was typed.
#[test]
fn no_word_of_others_turns_a_line_around() {
    let machine = Machine::new();
    let text = "[[persona]]\nkey = \"bare\"\nabout = \"a\\u202Eb\\u2066c\\u2028d\\u061Ce\"\n";
    fs::write(machine.path().join("turned.toml"), text).unwrap();
    let cast = machine.succeed(&["cast", "turned.toml"]);
    let shown = r"bare (persona, customer): a\u{202e}b\u{2066}c\u{2028}d\u{61c}e";
    assert!(cast.starts_with(shown), "{cast}");
    for typed in ["\u{202e}x", "\u{2028}x"] {
        for command in [
            &["explain", typed, "smoke"][..],
            &["find", "smoke", "--edge", typed],
            &["find", "smoke", "--having", typed],
            &["edge", "show", typed],
        ] {
            let told = machine.run(command).told();
            assert!(!told.contains(typed), "{command:?}: {told:?}");
        }
    }
}

/// What somebody changed after the reset is said where it is looked for.
#[test]
fn what_was_changed_is_said() {
    let machine = Machine::new();
    let text = "[customers]\ncount = 1\nedge_cases = { only = [\"N06\", \"unread\", \"languages\"], strength = 2 }\n\
                [conversations]\nper_customer = { min = 1, max = 1 }\nmessages = { min = 1, max = 3 }\n";
    fs::write(machine.path().join("odd.toml"), text).unwrap();
    machine.succeed(&["reset", "./odd.toml"]);
    let looks = |machine: &Machine| -> (usize, usize) {
        let found = machine.json(&[
            "find", "--edge", "N06", "--limit", "500", "--format", "json",
        ]);
        let accounts = found["hits"].as_array().unwrap();
        let looks = accounts
            .iter()
            .flat_map(|one| one["look_at"].as_array().unwrap());
        let changed: Vec<bool> = looks
            .map(|look| look["changed"].as_bool().unwrap())
            .collect();
        (
            changed.len(),
            changed.iter().filter(|changed| **changed).count(),
        )
    };
    let (all, changed) = looks(&machine);
    assert!(all > 5, "{all}");
    assert_eq!(changed, 0);
    machine.database().execute(
        r#"UPDATE "Customer" SET "fullName" = 'Al' WHERE "userId" =
           (SELECT user_id FROM connsura_seed.specimens WHERE label = 'N06@name')"#,
    );
    assert_eq!(looks(&machine), (all, 1));
    let told = machine.succeed(&["find", "--edge", "N06", "--limit", "500"]);
    assert_eq!(told.matches("changed since the reset").count(), 1, "{told}");
}
