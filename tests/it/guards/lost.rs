//! What somebody took from a schema by hand, or added: a reset that leaves it so would be believed to
//! have put everything right.

use super::migrations::with_one_more;
use super::staging::{Staging, fingerprint};

const RESET: [&str; 4] = ["reset", "smoke", "--target", "staging"];

const TAKE: &str =
    r#"DROP INDEX "User_email_key"; ALTER TABLE "Form" DROP CONSTRAINT "Form_customerId_fkey""#;

/// Whether both are there.
const THERE: &str = r#"SELECT (to_regclass('"User_email_key"') IS NOT NULL)::text || ' ' ||
    EXISTS (SELECT FROM pg_constraint WHERE conname = 'Form_customerId_fkey')::text"#;

#[test]
fn a_reset_makes_a_schema_anew_that_lacks_what_the_last_one_left() {
    let staging = Staging::filled();
    staging.database.execute(TAKE);
    let dry = staging.succeed(&[&RESET[..], &["--dry-run"]].concat());
    let reason = "strategy    rebuild: constraint Form.Form_customerId_fkey and index User_email_key are missing since the last reset\n";
    assert!(dry.contains(reason), "{dry}");
    let done = staging.succeed(&RESET);
    assert!(done.contains(reason), "{done}");
    assert_eq!(staging.database.text(THERE), "true true");
    staging.succeed(&["verify", "--target", "staging"]);
    // What came beside it is somebody's own, and no reason.
    staging
        .database
        .execute(r#"CREATE INDEX mine ON "User" (email)"#);
    let done = staging.succeed(&RESET);
    assert!(
        done.contains("strategy    online: the schema is current"),
        "{done}"
    );
}

/// What was changed may be on purpose, and stays: only what is missing is a reason.
#[test]
fn what_was_changed_by_hand_stays() {
    let staging = Staging::filled();
    staging.database.execute(
        r#"ALTER TYPE "Role" ADD VALUE 'GUEST'; ALTER TABLE "Customer" ALTER notes SET DEFAULT '-';
           ALTER TABLE "Form" ENABLE ROW LEVEL SECURITY"#,
    );
    let done = staging.succeed(&RESET);
    assert!(
        done.contains("strategy    online: the schema is current"),
        "{done}"
    );
    let label = "SELECT count(*)::text FROM pg_enum WHERE enumlabel = 'GUEST'";
    assert_eq!(staging.database.text(label), "1");
    // Whom a table was closed to, a rebuild does not open it to.
    staging.database.execute(r#"DROP INDEX "User_email_key""#);
    staging
        .database
        .execute(r#"ALTER TABLE "Customer" ALTER notes DROP DEFAULT"#);
    let done = staging.succeed(&RESET);
    assert!(done.contains("strategy    rebuild"), "{done}");
    let closed = "SELECT relrowsecurity::text FROM pg_class WHERE relname = 'Form'";
    assert_eq!(staging.database.text(closed), "true");
}

/// A record that is kept from being written would leave undo and bounds with another generation.
#[test]
fn a_record_that_is_not_written_ends_the_reset() {
    let staging = Staging::filled();
    let before = fingerprint(&staging.database);
    staging.database.execute(
        "CREATE FUNCTION public.none() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
         CREATE TRIGGER none BEFORE INSERT ON connsura_seed.generations FOR EACH ROW EXECUTE FUNCTION public.none()",
    );
    let run = staging.run(&RESET);
    assert_eq!(run.code, 5, "{}", run.told());
    for told in [
        "somebody changed the records of resets: of 1 rows 0 were written",
        "the database is as it was before",
    ] {
        assert!(run.stderr.contains(told), "{}", run.told());
    }
    staging
        .database
        .execute("DROP FUNCTION public.none() CASCADE");
    assert_eq!(fingerprint(&staging.database), before);
}

#[test]
fn whoever_asks_for_a_strategy_keeps_the_schema() {
    let staging = Staging::filled();
    staging.database.execute(TAKE);
    staging.succeed(&[&RESET[..], &["--strategy", "online"]].concat());
    assert_eq!(staging.database.text(THERE), "false false");
    // That is what the last reset left, from then on.
    let done = staging.succeed(&RESET);
    assert!(
        done.contains("strategy    online: the schema is current"),
        "{done}"
    );
}

#[test]
fn what_a_migration_took_is_not_missed() {
    let staging = Staging::filled();
    let migrations = "migrations = \"migrations\"\nurl_env";
    staging.configure(&staging.configuration().replacen("url_env", migrations, 1));
    with_one_more(&staging, TAKE);
    // As `prisma migrate deploy` does it.
    let text = TAKE.replace('\'', "''");
    staging.database.execute(&format!(
        "{TAKE}; INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
         VALUES (gen_random_uuid(), encode(sha256(convert_to('{text}', 'UTF8')), 'hex'), clock_timestamp(),
                 '20990101000000_more', 1)"
    ));
    let done = staging.succeed(&RESET);
    assert!(
        done.contains("strategy    online: the schema is current"),
        "{done}"
    );
    staging.succeed(&["verify", "--target", "staging"]);
}

#[test]
fn a_rule_that_the_rows_break_is_named_and_nothing_is_changed() {
    let staging = Staging::filled();
    for (strategy, rule, named) in [
        (
            "online",
            r#"ALTER TABLE "Customer" ADD CONSTRAINT "short" CHECK (length("fullName") < 12) NOT VALID"#,
            "violates check constraint \"short\"",
        ),
        (
            "online",
            r#"CREATE UNIQUE INDEX once ON "AuditLog" ("action")"#,
            "violates unique constraint \"once\"",
        ),
        ("exclusive", "", "could not create unique index \"once\""),
    ] {
        staging
            .database
            .execute(&format!(r#"DELETE FROM "AuditLog"; {rule}"#));
        let before = fingerprint(&staging.database);
        let run = staging.run(&[&RESET[..], &["--strategy", strategy]].concat());
        assert_eq!(run.code, 6, "{}", run.told());
        for told in [
            named,
            "the database is as it was before",
            "hint: the dataset breaks this rule of the schema: drop the rule, or load a scenario that keeps it",
        ] {
            assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
        }
        assert_eq!(fingerprint(&staging.database), before);
        staging
            .database
            .execute(r#"ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "short""#);
    }
}
