//! What somebody took from a schema by hand: a reset that leaves it so would be believed to have put
//! everything right.

use super::migrations::with_one_more;
use super::staging::Staging;

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
    let reason = "strategy    rebuild: constraint Form.Form_customerId_fkey is missing since the last reset (and 1 more)\n";
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
