//! An application that writes through the client after a reset.

use serde_json::Value;

use super::{node, succeed};
use crate::support::{Database, Machine};

#[test]
fn the_client_writes_after_a_reset_and_verify_names_the_rows() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "smoke"]);
    let database = machine.database();
    let letters = database.text(r#"SELECT count(*)::text FROM "Message""#);
    let told = succeed(&mut node(&machine, &database, "write.mjs"));
    let told: Value = serde_json::from_str(&told).unwrap();

    assert_creations(&database, &told);
    assert_change(&database, &told["changed"]);
    assert_deletion(&database, &told["deleted"]);
    // The transaction that failed took nothing away; the nested write added one.
    assert_eq!(told["undone"], "undone");
    let messages: u32 = letters.parse().unwrap();
    let now = database.text(r#"SELECT count(*)::text FROM "Message""#);
    assert_eq!(now, (messages + 1).to_string());
    assert_eq!(told["twice"], "P2002", "an address may be there once");

    assert_named(&machine, &told);
    machine.succeed(&["reset", "smoke"]);
    machine.succeed(&["verify"]);
}

/// Whether a condition on the rows of a table holds for exactly so many.
fn assert_rows(database: &Database, count: u32, table: &str, condition: &str) {
    let query = format!(r#"SELECT count(*)::text FROM "{table}" WHERE {condition}"#);
    assert_eq!(
        database.text(&query),
        count.to_string(),
        "{table}: {condition}"
    );
}

fn assert_creations(database: &Database, told: &Value) {
    let id = |name: &str| format!("'{}'", told[name].as_str().unwrap());
    let (user, admin) = (id("user"), id("admin"));
    // A list that is left out is written as NULL, and reads as an empty one.
    let recent = r#""updatedAt" BETWEEN now() - interval '5 minutes' AND now()"#;
    for (count, table, condition) in [
        (
            1,
            "User",
            format!(
                r#"id = {user} AND role = 'CUSTOMER' AND "lastLoginAt" IS NOT NULL AND {recent}"#
            ),
        ),
        (
            1,
            "Customer",
            format!(
                r#"id = {} AND "userId" = {user} AND "dateOfBirth" = '1988-02-29' AND {recent}
                   AND "spokenLanguages" = ARRAY['Suomi', 'a "quoted" one'] AND "insuranceInterests" IS NULL
                   AND preferences = '{{"theme": "dark", "sizes": [1, 2.5]}}'"#,
                id("customer")
            ),
        ),
        (
            1,
            "Message",
            format!(
                r#"id = {} AND "senderId" = {user} AND "recipientId" = {admin} AND body = 'Hello 👋'"#,
                id("message")
            ),
        ),
        (
            1,
            "MessageReadState",
            format!(r#""senderId" = {admin} AND "recipientId" = {user}"#),
        ),
        (
            3,
            "Upload",
            format!(r#""ownerId" = {user} AND "sizeBytes" = 9007199254740993"#),
        ),
        (
            1,
            "AuditLog",
            format!(
                r#"id = {} AND "actorId" = {user} AND "ipAddress" = '192.0.2.7'"#,
                id("log")
            ),
        ),
    ] {
        assert_rows(database, count, table, &condition);
    }
    assert_eq!(told["uploads"], 3);
}

fn assert_change(database: &Database, changed: &Value) {
    let text = |name: &str| changed[name].as_str().unwrap();
    let (customer, form) = (text("id"), text("form"));
    assert!(
        text("before") < text("after"),
        "updatedAt must move: {changed}"
    );
    let change = format!(
        r#"id = '{customer}' AND city = 'Tampere' AND "updatedAt" = '{}'"#,
        text("after")
    );
    assert_rows(database, 1, "Customer", &change);
    let form =
        format!(r#"id = '{form}' AND "customerId" = '{customer}' AND data = '{{"amount": 12.5}}'"#);
    assert_rows(database, 1, "Form", &form);
    assert_rows(
        database,
        0,
        "ProfileShare",
        &format!(r#""customerId" = '{customer}'"#),
    );
}

/// What hangs on an account goes with it, and its half of a conversation stays.
fn assert_deletion(database: &Database, deleted: &Value) {
    let id = |name: &str| deleted[name].as_str().unwrap();
    let (user, customer) = (id("user"), id("customer"));
    for (table, condition) in [
        ("User", format!("id = '{user}'")),
        ("Customer", format!("id = '{customer}'")),
        (
            "MessageReadState",
            format!(r#"'{user}' IN ("senderId", "recipientId")"#),
        ),
        ("ProfileShare", format!(r#""customerId" = '{customer}'"#)),
        ("Upload", format!(r#""ownerId" = '{user}'"#)),
        ("Form", format!(r#""customerId" = '{customer}'"#)),
        (
            "Message",
            format!(r#"'{user}' IN ("senderId", "recipientId")"#),
        ),
    ] {
        assert_rows(database, 0, table, &condition);
    }
    let halves = r#""senderId" IS NOT NULL AND "recipientId" IS NULL"#;
    assert_rows(database, 1, "Message", halves);
}

fn assert_named(machine: &Machine, told: &Value) {
    let run = machine.run(&["verify", "--format", "json"]);
    assert_eq!(run.code, 5, "{}", run.stderr);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let named = |table: &str, key: &Value| {
        let tables = found["tables"].as_array().unwrap();
        let table = tables.iter().find(|entry| entry["table"] == table).unwrap();
        let mut differences = table["differences"].as_array().unwrap().iter();
        let named = differences.find(|difference| difference["key"] == *key);
        named
            .unwrap_or_else(|| panic!("{key} is not named in {table:#}"))
            .clone()
    };
    for (table, key, kind) in [
        ("User", &told["user"], "unexpected"),
        ("User", &told["deleted"]["user"], "missing"),
        ("Customer", &told["customer"], "unexpected"),
        ("Customer", &told["deleted"]["customer"], "missing"),
        ("Customer", &told["changed"]["id"], "changed"),
        ("Message", &told["message"], "unexpected"),
        ("Form", &told["changed"]["form"], "unexpected"),
        ("AuditLog", &told["log"], "unexpected"),
    ] {
        assert_eq!(named(table, key)["kind"], kind, "{table} {key}");
    }
    let columns = &named("Customer", &told["changed"]["id"])["columns"];
    let columns: Vec<&str> = columns
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let [city, updated_at] = columns[..] else {
        panic!("{columns:?}");
    };
    assert!(
        city.starts_with("city ") && updated_at.starts_with("updatedAt "),
        "{columns:?}"
    );
}
