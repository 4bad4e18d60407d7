//! What a plan and a database hold of the catalogue, counted once more in SQL.

use std::collections::BTreeSet;
use std::fs;

use connsura_seed::edge::{Facet, Tier, catalogue};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::pure::catalogue::sample::{Made, Sample};
use crate::support::{Database, Machine};

/// Few cases of the facets that the queries below know.
const CROSSED: &str = r#"
title = "Crossed"
now = "2026-03-01T00:00:00Z"

[customers]
count = 2
edge_cases = { strength = 2, tier = "plausible", only = ["N02", "N11", "phone:null", "P04", "P07",
    "A01", "A02.duplicates", "A03", "R01", "R05", "R03", "R12", "R07", "R13", "R06", "R10", "F02",
    "F12", "mime-type:null"], except = ["R01.ten-thousand", "R12.ninety-nine", "R12.hundred",
    "permissions", "sections", "account"] }

[admins]
count = 1

[[persona]]
key = "ngozi"
role = "customer"
carries = ["N06"]
"#;

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What `coverage` says in full, and its exit code.
fn coverage(machine: &Machine, more: &[&str]) -> (i32, Value, String) {
    let arguments = [&["coverage", "--format", "json"], more].concat();
    let run = machine.run(&arguments);
    (run.code, read(&run.stdout), run.stderr)
}

/// Promised and seen pairs of two facets.
fn pairs(found: &Value, facets: [&str; 2]) -> (u64, u64) {
    let subjects = found["subjects"].as_array().unwrap().iter();
    let entry = subjects
        .filter_map(|subject| subject["promise"]["pairs_by_facets"].as_array())
        .flatten()
        .find(|entry| entry["facets"] == json!(facets))
        .unwrap_or_else(|| panic!("{facets:?} are not crossed"));
    (
        entry["promised"].as_u64().unwrap(),
        entry["seen"].as_u64().unwrap(),
    )
}

fn missing(found: &Value) -> BTreeSet<&str> {
    let missing = found["missing"].as_array().unwrap().iter();
    missing.map(|name| name.as_str().unwrap()).collect()
}

/// The cases of a facet with their published values, as rows of SQL: `('N02', 'Lin O')`.
fn published(facet: Facet, ids: &[&str]) -> String {
    let rows = ids.iter().map(|id| {
        let made = Sample::of(catalogue::find(id).unwrap(), facet, 0).made;
        let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let value = match made {
            Made::Text(text) => quote(&text),
            Made::Null => "NULL".to_owned(),
            Made::List(_, items) => {
                let items = items.iter().flatten().map(|item| quote(item));
                format!("ARRAY[{}]::text[]", items.collect::<Vec<_>>().join(", "))
            }
            other => panic!("{other:?} is not asked for"),
        };
        format!("('{id}', {value})")
    });
    format!("(VALUES {})", rows.collect::<Vec<_>>().join(", "))
}

fn ids(facet: Facet, stems: &[&str]) -> Vec<&'static str> {
    let cases = catalogue::cases().filter(|case| {
        let stem = case.id.split('.').next().unwrap();
        case.tier == Tier::Plausible
            && case.facets.contains(&facet)
            && (stems.contains(&stem) || stems.contains(&case.id))
    });
    cases.map(|case| case.id).collect()
}

fn count(database: &Database, sql: &str) -> u64 {
    database
        .text(&format!("SELECT count(*)::text FROM ({sql}) AS found"))
        .parse()
        .unwrap()
}

/// Each conversation of a customer, with the state that it is in. Counted from the messages.
const CONVERSATIONS: &str = r#"
    talk AS (
        SELECT customer."userId" AS customer, admin."userId" AS admin, counted.*,
               state."lastReadAt" AS read, state."unreadCount" AS counter
        FROM "Customer" AS customer CROSS JOIN "Admin" AS admin
        CROSS JOIN LATERAL (
            SELECT count(*) AS messages,
                   count(*) FILTER (WHERE message."recipientId" = customer."userId") AS received,
                   max(message."createdAt") FILTER (WHERE message."recipientId" = customer."userId") AS newest
            FROM "Message" AS message
            WHERE (message."senderId", message."recipientId") IN
                  ((customer."userId", admin."userId"), (admin."userId", customer."userId"))
        ) AS counted
        LEFT JOIN "MessageReadState" AS state
          ON state."senderId" = admin."userId" AND state."recipientId" = customer."userId"
        WHERE counted.messages > 0
    ),
    counted AS (
        SELECT talk.*, (SELECT count(*) FROM "Message" AS message
                        WHERE message."senderId" = admin AND message."recipientId" = customer
                          AND (read IS NULL OR message."createdAt" > read)) AS unread
        FROM talk
    ),
    length AS (
        SELECT customer, admin, 'R01' || messages AS id FROM counted WHERE messages IN (1, 49, 50, 51)
        UNION ALL
        SELECT customer, admin, 'R05' FROM counted
        WHERE (SELECT count(*) FROM "MessageReadState" AS state
               WHERE (state."senderId", state."recipientId") IN ((customer, admin), (admin, customer))) = 2
          AND received BETWEEN 1 AND messages - 1
    ),
    reading AS (
        SELECT customer, admin, state.id FROM counted CROSS JOIN LATERAL (VALUES
            ('R03.never-opened', read IS NULL AND counter = received AND received > 0),
            ('R03.at-newest', read = newest AND counter = 0),
            ('R12', unread = 0 AND counter = 0 AND received > 0 AND read IS NOT NULL),
            ('R12.one', unread = 1 AND counter = 1)
        ) AS state (id, holds) WHERE holds
    )"#;

/// Each share with its states.
const SHARES: &str = r#"
    share AS (
        SELECT share."id",
               CASE WHEN "status" = 'PENDING' THEN 'R07'
                    WHEN "status" = 'ACTIVE' AND "closedAt" IS NULL THEN 'R07.active'
                    WHEN "status" = 'ACTIVE' THEN 'R07.reopened'
                    WHEN "status" = 'CLOSED' THEN 'R07.closed'
                    ELSE 'R07.revoked' END AS status,
               CASE WHEN recipient."deletionRequestedAt" IS NOT NULL THEN 'R06'
                    WHEN recipient."id" IS NOT NULL THEN NULL
                    WHEN "recipientEmail" IS NOT NULL THEN 'R13'
                    ELSE 'R13.nobody' END AS recipient,
               owner."deletionRequestedAt" IS NOT NULL AS leaves,
               owner."emailVerifiedAt" IS NULL AS unverified
        FROM "ProfileShare" AS share
        JOIN "Customer" AS customer ON customer."id" = share."customerId"
        JOIN "User" AS owner ON owner."id" = customer."userId"
        LEFT JOIN "User" AS recipient ON recipient."id" = share."recipientUserId"
    )"#;

/// Two facets, a query that yields their pairs, and how many pairs it cannot know of.
type Query = ([&'static str; 2], String, usize);

/// Customers with what they show, by the catalogue's published values.
fn of_customers(one: &str, other: &str) -> String {
    let names = published(Facet::Name, &ids(Facet::Name, &["N02", "N11"]));
    let phones = ids(Facet::Phone, &["phone:null", "P04", "P07"]);
    let phones = published(Facet::Phone, &phones);
    let languages = ids(Facet::Languages, &["A01", "A02.duplicates", "A03"]);
    let languages = published(Facet::Languages, &languages);
    format!(
        r#"WITH {CONVERSATIONS}
           SELECT DISTINCT {one}.id, {other}.id AS other FROM "Customer" AS customer
           LEFT JOIN {names} AS name (id, value) ON customer."fullName" = name.value
           LEFT JOIN {phones} AS phone (id, value) ON customer."phone" IS NOT DISTINCT FROM phone.value
           LEFT JOIN {languages} AS language (id, value) ON customer."spokenLanguages" = language.value
           LEFT JOIN length ON length.customer = customer."userId"
           LEFT JOIN reading ON reading.customer = customer."userId"
           WHERE {one}.id IS NOT NULL AND {other}.id IS NOT NULL"#
    )
}

fn of_uploads() -> String {
    let files = published(Facet::FileName, &ids(Facet::FileName, &["F02"]));
    let types = ids(Facet::MimeType, &["F12", "mime-type:null"]);
    let types = published(Facet::MimeType, &types);
    format!(
        r#"SELECT DISTINCT file.id, type.id AS other FROM "Upload" AS upload
           JOIN {files} AS file (id, value) ON upload."fileName" = file.value
           JOIN {types} AS type (id, value) ON upload."mimeType" IS NOT DISTINCT FROM type.value"#
    )
}

fn queries() -> Vec<Query> {
    let read = of_customers("length", "reading");
    let names = ids(Facet::Name, &["N02", "N11"]).len();
    vec![
        (["name", "phone"], of_customers("name", "phone"), 0),
        (["phone", "languages"], of_customers("phone", "language"), 0),
        // Without a conversation there is none to join with: R01 meets the others apart.
        (["name", "messages"], of_customers("name", "length"), names),
        (
            ["languages", "unread"],
            of_customers("language", "reading"),
            0,
        ),
        // A single message may be the customer's own, and is not promised to be read.
        (
            ["messages", "unread"],
            format!("{read} AND length.id <> 'R011'"),
            0,
        ),
        (["file-name", "mime-type"], of_uploads(), 0),
        (
            ["share-status", "share-recipient"],
            format!(
                "WITH {SHARES} SELECT DISTINCT status, recipient FROM share WHERE recipient IS NOT NULL"
            ),
            0,
        ),
        (
            ["share-status", "share-customer"],
            format!(
                "WITH {SHARES} SELECT DISTINCT status, 'R10' FROM share WHERE leaves
                 UNION SELECT DISTINCT status, 'R10.unverified' FROM share WHERE unverified"
            ),
            0,
        ),
    ]
}

fn assert_same_pairs(database: &Database, found: &Value) {
    for (facets, sql, apart) in queries() {
        let (_, seen) = pairs(found, facets);
        assert_eq!(count(database, &sql) + apart as u64, seen, "{facets:?}");
    }
}

/// A machine whose database holds the scenario above.
fn crossed() -> Machine {
    let machine = Machine::with_server();
    fs::write(machine.path().join("crossed.toml"), CROSSED).unwrap();
    machine.succeed(&["reset", "crossed.toml"]);
    machine
}

#[test]
fn plan_database_and_sql_agree_on_what_is_covered() {
    let machine = crossed();
    let database = machine.database();
    let (code, mut planned, _) = coverage(&machine, &["crossed.toml"]);
    assert_eq!(code, 0);
    let (code, mut found, stderr) = coverage(&machine, &["--target", "local"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(found["generation"].take().is_object() && planned["generation"].take().is_null());
    assert_eq!(found, planned);
    assert_eq!(
        (&found["strangers"], &found["unreadable"]),
        (&json!(0), &json!(0))
    );
    let rows = r#"SELECT * FROM "AuditLog""#;
    assert_eq!(found["values"]["rows"]["AuditLog"], count(&database, rows));
    for (facets, _, _) in queries() {
        let (promised, seen) = pairs(&found, facets);
        assert_eq!(seen, promised, "{facets:?}");
    }
    assert_same_pairs(&database, &found);
}

#[test]
fn what_is_taken_out_of_the_database_is_missed_by_name() {
    let machine = crossed();
    let database = machine.database();
    let value = |facet, id| {
        let sample = Sample::of(catalogue::find(id).unwrap(), facet, 0);
        sample.text().replace('\'', "''")
    };
    let long = value(Facet::Name, "N06");
    let (name, phone) = (value(Facet::Name, "N02"), value(Facet::Phone, "P07"));
    // One pair, a persona's case, and every row of a case; and a row of somebody else's.
    database.execute(&format!(
        r#"UPDATE "Customer" SET "phone" = '+1 202 555 0143' WHERE "fullName" = '{name}' AND "phone" = '{phone}';
           UPDATE "Customer" SET "fullName" = 'Ilse Marwitz' WHERE "fullName" = '{long}';
           DELETE FROM "ProfileShare" WHERE "recipientUserId" IS NULL AND "recipientEmail" IS NULL;
           INSERT INTO "User" (id, email, "passwordHash", role, "createdAt", "updatedAt")
               VALUES ('00000000-0000-4000-8000-000000000001', 'x@mail.example', 'x', 'ADMIN', now(), now())"#
    ));
    let (code, found, stderr) = coverage(&machine, &[]);
    assert_eq!(code, 5, "{stderr}");
    let lost = missing(&found);
    for name in [
        "N02@name with P07@phone",
        "R13.nobody@share-recipient",
        "N06@name of persona ngozi",
    ] {
        assert!(lost.contains(name), "{name}: {lost:?}");
    }
    let changed = ["R13.nobody@share-recipient", "P07@phone", "persona ngozi"];
    let expected = |name: &&str| changed.iter().any(|changed| name.contains(changed));
    assert!(lost.iter().all(expected), "{lost:?}");
    // It is there yet, if not with everything.
    assert!(!lost.contains("P07@phone"));
    assert_eq!(found["strangers"], 1);
    let told = "does not hold what scenario `crossed` promises: R13.nobody@share-recipient";
    assert!(stderr.contains(told), "{stderr}");
    assert_same_pairs(&database, &found);
}

#[test]
fn a_plan_is_shown_as_a_table_with_what_no_row_has() {
    let machine = Machine::with_server();
    let scenario = r#"
        title = "Small"
        [customers]
        count = 1
        locales = { de = 1 }
        edge_cases = { strength = 2, only = ["phone:null", "P04", "country:null", "W09", "R15"] }
        [[persona]]
        key = "ngozi"
        role = "customer"
        carries = ["N06"]
    "#;
    fs::write(machine.path().join("small.toml"), scenario).unwrap();
    assert_snapshot!(machine.succeed(&["coverage", "small.toml"]), @"
    ┌───────────┬────────┬────────┬────────┬──────┐
    │ subject   │ facets │  cases │  pairs │ rows │
    ├───────────┼────────┼────────┼────────┼──────┤
    │ customer  │      2 │ 5 of 5 │ 6 of 6 │   14 │
    │ admin     │      0 │      0 │      0 │    1 │
    │ message   │      1 │      1 │      0 │   11 │
    │ share     │      0 │      0 │      0 │    0 │
    │ audit-log │      4 │      4 │      2 │   74 │
    │ upload    │      1 │ 1 of 1 │ 0 of 0 │    1 │
    │ form      │      0 │      0 │      0 │    0 │
    └───────────┴────────┴────────┴────────┴──────┘
    no row has  User.locale NULL, User.timeZone NULL, User.emailVerifiedAt NULL, User.lastLoginAt NULL, User.deletionRequestedAt NOT NULL, Customer.addressLine1 NULL, Customer.city NULL, Customer.postalCode NULL and 69 more; all of them: --format json
    plan        small (seed 1, recipe 1, now 2026-03-01T00:00:00.000Z)
    ");
}

#[test]
fn a_scenario_is_measured_or_a_database() {
    let machine = Machine::with_server();
    for arguments in [
        &["coverage", "smoke", "--target", "local"][..],
        &["coverage", "--seed", "3"],
    ] {
        assert_eq!(machine.run(arguments).code, 2, "{arguments:?}");
    }
    assert_eq!(machine.run(&["coverage", "nowhere"]).code, 4);
    assert_eq!(machine.run(&["coverage", "--target", "production"]).code, 3);
    assert_eq!(machine.run(&["coverage"]).code, 6);
}

/// Every case of both tiers, alone, comes out of the database as it went in.
#[test]
fn hostile_rows_are_measured_in_the_database_as_in_the_plan() {
    let machine = Machine::with_server();
    let scenario = r#"
        [customers]
        edge_cases = { strength = 1, tier = "hostile", except = ["R01.ten-thousand"] }
    "#;
    fs::write(machine.path().join("odd.toml"), scenario).unwrap();
    machine.succeed(&["reset", "odd.toml"]);
    let (_, mut planned, _) = coverage(&machine, &["odd.toml"]);
    let (code, mut found, stderr) = coverage(&machine, &["--target", "local"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(found["generation"].take().is_object() && planned["generation"].take().is_null());
    assert_eq!(found, planned);
    let subjects = found["subjects"].as_array().unwrap().iter();
    let cases = subjects.filter_map(|subject| subject["promise"]["cases"]["seen"].as_u64());
    let all = catalogue::cases().flat_map(|case| case.facets).count() as u64;
    // All but the one that is left out.
    assert_eq!(cases.sum::<u64>(), all - 1);
    // What a row of this program cannot hold is counted, and takes nothing else down.
    machine.database().execute(
        r#"UPDATE "Admin" SET permissions = '{{a},{b}}' WHERE id = (SELECT min(id::text)::uuid FROM "Admin")"#,
    );
    let (_, spoilt, _) = coverage(&machine, &[]);
    assert_eq!(spoilt["unreadable"], 1);
}
