//! Verifying a database against its generation.

use serde_json::Value;

use crate::support::Machine;

#[test]
fn verify_names_every_row_that_was_changed_by_hand() {
    let machine = Machine::new();
    machine.succeed(&["reset", "smoke"]);
    let database = machine.database();
    let changed = database.text(r#"SELECT min(id::text) FROM "Message""#);
    let deleted = database.text(r#"SELECT min(id::text) FROM "AuditLog""#);
    database.execute(&format!(
        r#"UPDATE "Message" SET body = 'call me on +36 30 123 4567' WHERE id = '{changed}';
           DELETE FROM "AuditLog" WHERE id = '{deleted}';
           INSERT INTO "User" (id, email, "passwordHash", role, "createdAt", "updatedAt")
               VALUES ('00000000-0000-4000-8000-000000000001', 'x@mail.example', 'secret-hash', 'ADMIN', now(), now());
           UPDATE "MessageReadState" SET "unreadCount" = "unreadCount" + 1"#
    ));
    let run = machine.run(&["verify", "--format", "json"]);
    assert_eq!(run.code, 5, "{}", run.stderr);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let differences = |table: &str| {
        let tables = found["tables"].as_array().unwrap();
        tables.iter().find(|entry| entry["table"] == table).unwrap()["differences"].clone()
    };
    assert_eq!(differences("Message")[0]["key"], changed);
    assert_eq!(differences("Message")[0]["kind"], "changed");
    assert!(
        differences("Message")[0]["columns"][0]
            .as_str()
            .unwrap()
            .starts_with("body")
    );
    assert_eq!(differences("AuditLog")[0]["key"], deleted);
    assert_eq!(differences("AuditLog")[0]["kind"], "missing");
    assert_eq!(
        differences("User")[0]["key"],
        "00000000-0000-4000-8000-000000000001"
    );
    assert_eq!(differences("User")[0]["kind"], "unexpected");
    let states = database.text(r#"SELECT count(*)::text FROM "MessageReadState""#);
    assert_eq!(
        differences("MessageReadState")
            .as_array()
            .unwrap()
            .len()
            .min(10)
            .to_string(),
        states.parse::<usize>().unwrap().min(10).to_string()
    );
    assert_eq!(found["census"][0]["column"], "body");
    assert_eq!(found["census"][0]["kind"], "phone number");
    assert!(
        found["broken_invariants"]
            .as_array()
            .unwrap()
            .iter()
            .any(|rule| rule["rule"].as_str().unwrap().contains("unreadCount"))
    );
    for secret in ["4567", "secret-hash", "$2b$"] {
        assert!(
            !run.stdout.contains(secret) && !run.stderr.contains(secret),
            "{secret} was shown"
        );
    }
    machine.succeed(&["reset", "smoke"]);
    machine.succeed(&["verify"]);
}

#[test]
fn a_schema_that_changed_is_a_difference_with_its_name() {
    let machine = Machine::new();
    for (change, named) in [
        (
            r#"ALTER TABLE "Customer" DROP COLUMN notes"#,
            "Customer: there is no column `notes`",
        ),
        (r#"DROP TABLE "Form""#, "Form: there is no such table"),
        ("DROP SCHEMA public CASCADE", "User: there is no such table"),
        (
            "DROP SCHEMA connsura_seed CASCADE",
            "the database holds no generation",
        ),
    ] {
        // The last case takes the marker with it, and comes last.
        machine.succeed(&["reset", "smoke"]);
        machine.database().execute(change);
        let run = machine.run(&["verify"]);
        assert_eq!(run.code, 5, "{change}: {}", run.stderr);
        assert!(run.stderr.contains(named), "{change}: {}", run.stderr);
    }
}
