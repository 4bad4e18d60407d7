//! Resetting a real PostgreSQL, and verifying what is in it.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use connsura_seed::scenario::SHIPPED;

use crate::rules::assert_invariants;
use crate::support::{Machine, repository};

/// Tables with the order of their rows.
const TABLES: [(&str, &str); 9] = [
    ("User", "id"),
    ("Customer", "id"),
    ("Admin", "id"),
    ("Message", "id"),
    ("MessageReadState", "senderId"),
    ("ProfileShare", "id"),
    ("AuditLog", "id"),
    ("Upload", "id"),
    ("Form", "id"),
];

fn digests(reset: &Value) -> BTreeMap<String, String> {
    let tables = reset["tables"].as_array().unwrap();
    tables
        .iter()
        .map(|table| {
            (
                table["table"].as_str().unwrap().to_owned(),
                table["digest"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn every_shipped_scenario_resets_verifies_and_holds_the_invariants() {
    let machine = Machine::with_server();
    for shipped in SHIPPED.iter().filter(|shipped| shipped.name != "load") {
        let scenario = shipped.name;
        let reset = machine.json(&["reset", scenario, "--format", "json"]);
        assert_eq!(reset["generation"]["scenario"], scenario);
        let verified = machine.json(&["verify", "--format", "json"]);
        assert_eq!(verified["same"], true, "{verified:#}");
        let database = machine.database();
        for table in reset["tables"].as_array().unwrap() {
            let name = table["table"].as_str().unwrap();
            let rows = database.text(&format!("SELECT count(*)::text FROM \"{name}\""));
            assert_eq!(
                rows,
                table["rows"].to_string(),
                "{scenario}: rows of {name}"
            );
        }
        assert_invariants(scenario, &database);
    }
}

#[test]
fn processes_threads_and_runs_give_the_same_digests() {
    let machine = Machine::with_server();
    let first = machine.json(&["reset", "staging", "--format", "json", "--threads", "1"]);
    for threads in ["2", "5"] {
        let other = machine.json(&["reset", "staging", "--format", "json", "--threads", threads]);
        assert_eq!(digests(&first), digests(&other), "--threads {threads}");
        assert_eq!(first["generation"]["digest"], other["generation"]["digest"]);
        assert_ne!(
            first["generation"]["id"], other["generation"]["id"],
            "each reset is a generation of its own"
        );
    }
    let other = machine.json(&["reset", "staging", "--format", "json", "--seed", "2"]);
    assert_ne!(first["generation"]["digest"], other["generation"]["digest"]);
}

/// What COPY BINARY stored and PostgreSQL prints is what `export` writes: two ways that
/// share no encoder.
#[test]
fn the_database_holds_what_export_writes() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "staging"]);
    machine.succeed(&["export", "staging", "--out", "files"]);
    let database = machine.database();
    for (table, _) in TABLES {
        let text =
            fs::read_to_string(machine.path().join(format!("files/{table}.ndjson"))).unwrap();
        let mut exported: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let mut stored: Vec<Value> = database
            .texts(&format!("SELECT to_jsonb(t)::text FROM \"{table}\" AS t"))
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(exported.len(), stored.len(), "{table}");
        for rows in [&mut exported, &mut stored] {
            rows.iter_mut().for_each(normalise);
            rows.sort_by_key(|row| {
                [
                    row["id"].to_string(),
                    row["senderId"].to_string(),
                    row["recipientId"].to_string(),
                ]
            });
        }
        for (exported, stored) in exported.iter().zip(&stored) {
            for (column, value) in exported.as_object().unwrap() {
                assert_eq!(
                    value, &stored[column],
                    "{table} {}: {column}",
                    exported["id"]
                );
            }
        }
    }
}

/// Instants as milliseconds, however they are written.
fn normalise(row: &mut Value) {
    for (column, value) in row.as_object_mut().unwrap() {
        if column.ends_with("At")
            && let Some(text) = value.as_str()
        {
            *value = Value::from(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        }
    }
}

/// The digest as `sink::digest` documents it, computed by PostgreSQL: rows printed by COPY,
/// hashed by its sha256, summed by its numeric.
#[test]
fn digests_can_be_computed_in_sql() {
    let machine = Machine::with_server();
    let reset = machine.json(&["reset", "smoke", "--format", "json"]);
    let database = machine.database();
    // Of Admin, whose values need no escapes in COPY's text format beside the list's quotes.
    let sum = database.text(
        r#"SET timezone = 'UTC';
           SELECT (sum(hash.number) % (2::numeric ^ 256))::text FROM (
               SELECT (SELECT sum(get_byte(bytes, at) * 256::numeric ^ (31 - at)) FROM generate_series(0, 31) AS at) AS number
               FROM (SELECT sha256(convert_to(concat_ws(E'\t', id, "userId", "fullName", coalesce(title, E'\\N'), permissions,
                                              "createdAt", "updatedAt"), 'UTF8')) AS bytes FROM "Admin") AS rows
           ) AS hash"#,
    );
    let digest = digests(&reset)["Admin"].clone();
    assert_eq!(sum.split('.').next().unwrap(), decimal(&digest));
}

/// A hexadecimal number in decimal digits.
fn decimal(hex: &str) -> String {
    let mut digits = vec![0_u32];
    for nibble in hex.chars().map(|digit| digit.to_digit(16).unwrap()) {
        let mut carry = nibble;
        for digit in &mut digits {
            let value = *digit * 16 + carry;
            *digit = value % 10;
            carry = value / 10;
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    digits.iter().rev().map(u32::to_string).collect()
}

#[test]
fn migrations_are_recorded_as_prisma_records_them() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let database = machine.database();
    let folder = repository().join("core-api/prisma/migrations");
    let mut expected: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| {
            let sql = fs::read(path.join("migration.sql")).unwrap();
            let checksum = Sha256::digest(sql)
                .iter()
                .fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
            format!(
                "{} {checksum} t t 1",
                path.file_name().unwrap().to_str().unwrap()
            )
        })
        .collect();
    expected.sort();
    let recorded = database.texts(
        "SELECT concat_ws(' ', migration_name, checksum, logs IS NULL AND rolled_back_at IS NULL,
                          finished_at >= started_at, applied_steps_count)
         FROM _prisma_migrations ORDER BY migration_name",
    );
    assert_eq!(recorded, expected);
    let odd = database.texts(
        "SELECT id FROM _prisma_migrations
         WHERE id !~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'",
    );
    assert_eq!(odd, Vec::<String>::new());
    let columns = database.texts(
        "SELECT concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable)
         FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position",
    );
    let prisma = [
        "id character varying 36 NO",
        "checksum character varying 64 NO",
        "finished_at timestamp with time zone YES",
        "migration_name character varying 255 NO",
        "logs text YES",
        "rolled_back_at timestamp with time zone YES",
        "started_at timestamp with time zone NO",
        "applied_steps_count integer NO",
    ];
    assert_eq!(columns, prisma);
}

#[test]
fn users_log_in_with_the_password_of_the_operator() {
    let machine = Machine::with_server();
    let mut command = machine.command(&["reset", "smoke"]);
    let output = command
        .env("CONNSURA_SEED_PASSWORD", "a password of mine")
        .output()
        .unwrap();
    let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{told}");
    let hashes = machine
        .database()
        .texts(r#"SELECT DISTINCT "passwordHash" FROM "User""#);
    assert_eq!(hashes.len(), 1);
    assert!(bcrypt::verify("a password of mine", &hashes[0]).unwrap());
    assert!(
        !told.contains("a password of mine") && !told.contains("$2b$"),
        "{told}"
    );

    machine.succeed(&["reset", "smoke"]);
    let hashes = machine
        .database()
        .texts(r#"SELECT DISTINCT "passwordHash" FROM "User""#);
    assert!(bcrypt::verify("connsura-local-only", &hashes[0]).unwrap());
}

#[test]
fn specimens_can_be_found_in_the_database() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "staging"]);
    let name = machine.database().text(
        r#"SELECT char_length("preferredName")::text || ' of ' || octet_length("preferredName")
           FROM "Customer" JOIN connsura_seed.specimens ON customer_id = id
           WHERE edge_cases @> '{S02}' AND label = 'S02@preferred-name'"#,
    );
    // Seven code points in 25 bytes at least.
    let lengths: Vec<u32> = name
        .split(" of ")
        .map(|number| number.parse().unwrap())
        .collect();
    assert!(lengths[1] >= lengths[0] + 18, "{name}");
}
