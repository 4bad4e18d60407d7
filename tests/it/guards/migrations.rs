//! Migrations of the target's own, which are SQL that somebody else wrote.

use std::fs;

use super::staging::{Staging, fingerprint};
use crate::support::repository;

const RESET: [&str; 4] = ["reset", "smoke", "--target", "staging"];

/// The product's migrations, and one more that says this.
pub(super) fn with_one_more(staging: &Staging, sql: &str) {
    let folder = staging.machine.path().join("migrations");
    let _ = fs::remove_dir_all(&folder);
    let product = repository().join("core-api/prisma/migrations");
    for entry in fs::read_dir(product).unwrap() {
        let from = entry.unwrap().path();
        if from.is_dir() {
            let to = folder.join(from.file_name().unwrap());
            fs::create_dir_all(&to).unwrap();
            fs::copy(from.join("migration.sql"), to.join("migration.sql")).unwrap();
        }
    }
    let last = folder.join("20990101000000_more");
    fs::create_dir(&last).unwrap();
    fs::write(last.join("migration.sql"), sql).unwrap();
}

/// Whatever would end the reset's own transaction is refused where it stands, and all is as it was.
#[test]
fn a_migration_cannot_end_the_transaction() {
    let staging = Staging::filled();
    let migrations = "migrations = \"migrations\"\nurl_env";
    staging.configure(&staging.configuration().replacen("url_env", migrations, 1));
    let before = fingerprint(&staging.database);
    for sql in [
        "BEGIN;\nALTER TABLE \"User\" ADD COLUMN nick text;\nCOMMIT;\n",
        "COMMIT; DROP TABLE \"Form\"; BEGIN;",
        "END",
        "ROLLBACK; BEGIN",
        "COMMIT AND CHAIN;",
        "ABORT;",
        "DO $$ BEGIN COMMIT; END $$;",
        "PREPARE TRANSACTION 'half';",
    ] {
        with_one_more(&staging, sql);
        let run = staging.run(&RESET);
        assert_eq!(run.code, 6, "{sql}: {}", run.told());
        let told = &run.stderr;
        assert!(
            told.contains("migration `20990101000000_more` failed"),
            "{told}"
        );
        assert!(told.contains("the database is as it was before"), "{told}");
        assert_eq!(fingerprint(&staging.database), before, "{sql}");
    }
    // What looks like it is none, and every kind of quote comes through.
    with_one_more(
        &staging,
        "-- COMMIT;\nCOMMENT ON TABLE \"Form\" IS 'BEGIN; it''s $sql0$ and $block0$ COMMIT;';\n\
         CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $sql$ SELECT 1 $sql$;\n\
         /* END; */ SELECT 1",
    );
    staging.succeed(&RESET);
    staging.succeed(&["verify", "--target", "staging"]);
    let comment = "SELECT obj_description('\"Form\"'::regclass)";
    assert_eq!(
        staging.database.text(comment),
        "BEGIN; it's $sql0$ and $block0$ COMMIT;"
    );
    assert_eq!(staging.database.text("SELECT one()::text"), "1");
    with_one_more(&staging, "");
    staging.succeed(&RESET);
}

/// Rows that migrations insert, as they do for a first administrator, are no rows of a generation.
#[test]
fn what_migrations_insert_goes_before_the_rows_come() {
    let staging = Staging::filled();
    let migrations = "migrations = \"migrations\"\nurl_env";
    staging.configure(&staging.configuration().replacen("url_env", migrations, 1));
    with_one_more(
        &staging,
        "INSERT INTO \"User\" (id, email, \"passwordHash\", role, \"createdAt\", \"updatedAt\")
         VALUES ('00000000-0000-4000-8000-000000000001', 'root@admin.example', '', 'ADMIN', now(), now());
         INSERT INTO \"Admin\" (id, \"userId\", \"fullName\", \"updatedAt\")
         VALUES ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'First', now())",
    );
    staging.succeed(&RESET);
    staging.succeed(&["verify", "--target", "staging"]);
    let rows = "SELECT count(*)::text FROM \"User\" WHERE email = 'root@admin.example'";
    assert_eq!(staging.database.text(rows), "0");
}

/// Whatever the role has set for itself, statements mean the same.
#[test]
fn settings_of_the_role_change_nothing() {
    let staging = Staging::filled();
    for (setting, value) in [
        ("standard_conforming_strings", "off"),
        ("quote_all_identifiers", "on"),
        ("array_nulls", "off"),
        ("transform_null_equals", "on"),
        ("search_path", "pg_catalog"),
        ("datestyle", "'SQL, DMY'"),
        ("timezone", "'Pacific/Kiritimati'"),
        ("extra_float_digits", "-15"),
        ("default_transaction_read_only", "on"),
        ("default_transaction_isolation", "'serializable'"),
    ] {
        staging
            .database
            .execute(&format!("ALTER ROLE deployer SET {setting} = {value}"));
    }
    staging.succeed(&["verify", "--target", "staging"]);
    staging.succeed(&RESET);
    staging.succeed(&[
        "reset",
        "smoke",
        "--strategy",
        "exclusive",
        "--target",
        "staging",
    ]);
    staging.succeed(&["reset", "smoke", "--rebuild", "--target", "staging"]);
    for command in ["verify", "status", "coverage", "cast", "doctor"] {
        staging.succeed(&[command, "--target", "staging"]);
    }
}
