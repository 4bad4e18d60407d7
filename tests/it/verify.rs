//! Verifying a database against its generation.

use serde_json::Value;

use crate::support::Machine;

#[test]
fn verify_names_every_row_that_was_changed_by_hand() {
    let machine = Machine::with_server();
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
    // A number that may be somebody's is not deleted unseen.
    let run = machine.run(&["reset", "smoke"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains(
            "guard `census`: contact data that may be somebody's:\n         Message.body"
        ),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("4567"), "{}", run.stderr);
    machine.database().execute(&format!(
        r#"UPDATE "Message" SET body = 'call me' WHERE id = '{changed}'"#
    ));
    machine.succeed(&["reset", "smoke"]);
    machine.succeed(&["verify"]);
}

#[test]
fn a_schema_that_changed_is_a_difference_with_its_name() {
    let machine = Machine::with_server();
    for (change, named) in [
        (
            r#"ALTER TABLE "Customer" DROP COLUMN notes"#,
            "Customer: there is no column `notes`",
        ),
        (r#"DROP TABLE "Form""#, "Form: there is no table `Form`"),
        (
            "DROP SCHEMA public CASCADE",
            "User: there is no table `User`",
        ),
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

/// Each change with what `verify` must say of it, and nothing else.
#[test]
fn verify_names_what_changed_beside_the_rows() {
    let machine = Machine::with_server();
    let table = |rest: &str| format!(r#"CREATE TABLE "{rest}" (id int PRIMARY KEY)"#);
    let cases: Vec<(String, Vec<&str>)> = vec![
        (
            r#"DROP INDEX "User_email_key""#.into(),
            vec!["index User_email_key missing"],
        ),
        (
            r#"ALTER TABLE "Message" DROP CONSTRAINT "Message_senderId_fkey""#.into(),
            vec!["constraint Message.Message_senderId_fkey missing"],
        ),
        (
            r#"ALTER TABLE "User" ALTER locale SET DEFAULT 'en'"#.into(),
            vec!["column User.locale changed"],
        ),
        (
            r#"ALTER TYPE "Role" ADD VALUE 'AUDITOR'"#.into(),
            vec!["type Role changed"],
        ),
        (
            table("Extra"),
            vec![
                "column Extra.id unexpected",
                "constraint Extra.Extra_pkey unexpected",
                "index Extra_pkey unexpected",
                "table Extra unexpected",
            ],
        ),
        (
            r#"CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
               CREATE TRIGGER quiet BEFORE INSERT ON "User" EXECUTE FUNCTION noop()"#
                .into(),
            vec![
                "function noop() unexpected",
                "trigger User.quiet unexpected",
            ],
        ),
        (
            "UPDATE connsura_seed.marker SET environment = 'production'".into(),
            vec!["marker row changed"],
        ),
        (
            "ALTER DATABASE connsura RESET connsura_seed.environment".into(),
            vec!["marker setting missing"],
        ),
        (
            "DELETE FROM connsura_seed.specimens WHERE label = 'phone:null@phone';
             UPDATE connsura_seed.specimens SET user_id = customer_id WHERE label = 'notes:null@notes'"
                .into(),
            vec!["specimen notes:null@notes changed", "specimen phone:null@phone missing"],
        ),
        (
            "DROP TABLE connsura_seed.specimens".into(),
            vec!["table connsura_seed.specimens missing"],
        ),
        (
            "UPDATE connsura_seed.generations SET digest = 'beef'".into(),
            vec!["rows and digest in connsura_seed.generations changed"],
        ),
        (
            "UPDATE connsura_seed.generations SET tables = jsonb_set(tables, '{User,rows}', '1')"
                .into(),
            vec!["record of User in connsura_seed.generations changed"],
        ),
        (
            "UPDATE _prisma_migrations SET checksum = 'beef' WHERE migration_name LIKE '%init'"
                .into(),
            vec!["migration 20250904081500_init edited"],
        ),
    ];
    std::fs::write(
        machine.path().join("odd.toml"),
        "[customers]\ncount = 1\nedge_cases = { tier = \"plausible\" }\n",
    )
    .unwrap();
    for (change, expected) in cases {
        machine.run(&["local", "destroy"]);
        machine.succeed(&["reset", "./odd.toml"]);
        machine.succeed(&["verify"]);
        machine.database().execute(&change);
        let run = machine.run(&["verify", "--format", "json"]);
        assert_eq!(run.code, 5, "{change}: {}", run.stderr);
        let found: Value = serde_json::from_str(&run.stdout).unwrap();
        let mut named: Vec<String> = found["drift"]
            .as_array()
            .unwrap()
            .iter()
            .map(|drift| format!("{} {}", drift["object"], drift["kind"]).replace('"', ""))
            .collect();
        named.sort();
        assert_eq!(named, expected, "{change}");
        assert!(
            run.stderr
                .contains(&format!("{} definitions or records", expected.len())),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn status_names_a_changed_schema() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let before = machine.succeed(&["status"]);
    assert!(
        before.contains("schema      as the generation left it\n"),
        "{before}"
    );
    machine.database().execute(
        r#"DROP INDEX "User_email_key"; CREATE VIEW a AS SELECT 1; CREATE VIEW b AS SELECT 1;
           CREATE VIEW c AS SELECT 1"#,
    );
    let after = machine.succeed(&["status"]);
    assert!(
        after.contains("schema      index User_email_key missing, view a unexpected, view b unexpected, and 1 more\n"),
        "{after}"
    );
}

/// A record that was changed is a difference like any other, whatever it was changed to, and whoever
/// does what is advised has a database again that can be reset.
#[test]
fn a_record_that_cannot_be_read_is_a_difference_that_can_be_mended() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "smoke"]);
    for change in [
        "ALTER TABLE connsura_seed.generations ALTER seed DROP NOT NULL; UPDATE connsura_seed.generations SET seed = NULL",
        "ALTER TABLE connsura_seed.generations ALTER seed TYPE numeric",
        "UPDATE connsura_seed.generations SET now = 'infinity'",
        "UPDATE connsura_seed.generations SET definitions = '[]'",
        "UPDATE connsura_seed.generations SET scenario_text = 'no scenario'",
        "UPDATE connsura_seed.generations SET recipe = 99",
        "ALTER TABLE connsura_seed.generations DROP COLUMN digest",
        "ALTER TABLE connsura_seed.specimens DROP COLUMN user_id",
        "ALTER TABLE connsura_seed.personas DROP COLUMN carries",
        "INSERT INTO connsura_seed.specimens VALUES ('odd', ARRAY[NULL], '{}', gen_random_uuid())",
        "ALTER TABLE _prisma_migrations DROP COLUMN checksum",
        "ALTER TABLE _prisma_migrations ALTER checksum TYPE bytea USING checksum::bytea",
    ] {
        machine.database().execute(change);
        let run = machine.run(&["verify"]);
        assert_eq!(run.code, 5, "{change}: {}", run.stderr);
        assert!(run.stderr.contains("error: "), "{change}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{change}: {}", run.stderr);
        let status = machine.run(&["status"]);
        assert!(
            !status.stderr.contains("panicked"),
            "{change}: {}",
            status.stderr
        );
        follow(&machine, change, &run.stderr);
        machine.succeed(&["reset", "smoke"]);
        machine.succeed(&["verify"]);
    }
}

/// Does what a hint says before the reset that it asks for.
fn follow(machine: &Machine, change: &str, stderr: &str) {
    let (_, hint) = stderr.rsplit_once("\nhint: ").unwrap();
    match hint.split_once(": DROP TABLE ") {
        Some((_, advice)) => {
            let (tables, then) = advice.split_once("; then ").unwrap();
            assert_eq!(then, "connsura-seed reset\n", "{change}");
            let database = machine.database();
            database.execute(&format!("DROP TABLE {tables}"));
        }
        None if hint.contains("connsura-seed local destroy") => {
            assert!(change.contains("_prisma_migrations"), "{change}: {hint}");
            machine.succeed(&["local", "destroy"]);
        }
        None => assert!(hint.contains("connsura-seed reset"), "{change}: {hint}"),
    }
}

#[test]
fn status_does_not_wait_for_a_lock_and_names_who_holds_it() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let holder = machine
        .database()
        .hold("migration", r#"LOCK TABLE "Form" IN ACCESS EXCLUSIVE MODE"#);
    let run = machine.run(&["status"]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    let named = format!(
        "locks are held by pid {} (user connsura, application `migration`",
        holder.pid
    );
    assert!(run.stderr.contains(&named), "{}", run.stderr);
    holder.release();
    machine.succeed(&["status"]);
}
