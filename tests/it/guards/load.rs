//! `load`: into tables that are empty, and nothing removed.

use super::staging::{Staging, VARIABLE};
use crate::support::Run;

const LOAD: [&str; 4] = ["load", "smoke", "--target", "staging"];

#[test]
fn load_fills_tables_that_are_empty_and_no_others() {
    let staging = Staging::kept();
    into_empty_tables(&staging);
    staging.renew();
    needs_tables(&staging);
    staging.renew();
    reset_makes_a_schema_that_was_dropped(&staging);
}

/// Empties the tables, which stay migrated, as `prisma migrate reset` leaves them.
fn empty(staging: &Staging) {
    staging
        .database
        .execute("DROP SCHEMA connsura_seed CASCADE; TRUNCATE \"User\", \"AuditLog\" CASCADE");
    staging
        .database
        .execute("ALTER DATABASE connsura_staging RESET connsura_seed.environment");
}

fn into_empty_tables(staging: &Staging) {
    empty(staging);
    let mut command = staging.command(&LOAD);
    command.env_remove("CONNSURA_SEED_PASSWORD");
    let run = Run::of(command.output().unwrap());
    assert_eq!(run.code, 2, "{}", run.told());
    assert!(
        run.stderr.contains("CONNSURA_SEED_PASSWORD is not set"),
        "{}",
        run.stderr
    );
    staging.refused(&[("NODE_ENV", "production")], &LOAD);
    // As Prisma's seed command: by a variable, in a database that nobody marked.
    let told = staging.succeed(&["load", "smoke", "--database-url-env", VARIABLE]);
    assert!(
        told.contains("strategy    fill: the tables are empty"),
        "{told}"
    );
    staging.succeed(&["verify", "--database-url-env", VARIABLE]);
    // One mark alone is half of what somebody took away.
    let database = "ALTER DATABASE connsura_staging";
    let setting = "connsura_seed.environment";
    staging
        .database
        .execute(&format!("{database} SET {setting} = 'staging'"));
    let run = staging.run(&["verify", "--target", "staging"]);
    assert_eq!(run.code, 5, "{}", run.told());
    assert!(run.stdout.contains("marker row missing"), "{}", run.told());
    staging
        .database
        .execute(&format!("{database} RESET {setting}"));
    let told = staging.refused(&[], &LOAD).stderr;
    assert!(told.contains("guard `schema`: the tables hold "), "{told}");
    assert!(told.contains("`load` removes none"), "{told}");
    assert!(
        told.contains("prisma migrate reset; or connsura-seed reset"),
        "{told}"
    );
    // It has filled the database, and not marked it.
    let told = staging
        .refused(&[], &["reset", "smoke", "--target", "staging"])
        .stderr;
    assert!(told.contains("guard `marker`"), "{told}");
}

fn needs_tables(staging: &Staging) {
    empty(staging);
    // One row in one table is enough to refuse.
    staging.database.execute(
        "INSERT INTO \"User\" (id, email, \"passwordHash\", role, \"updatedAt\")
         VALUES (gen_random_uuid(), 'one@mail.example', 'x', 'ADMIN', now())",
    );
    let told = staging.refused(&[], &LOAD).stderr;
    assert!(told.contains("the tables hold 1 row"), "{told}");
    staging
        .database
        .execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION deployer");
    let told = staging.refused(&[], &LOAD).stderr;
    assert!(
        told.contains("guard `schema`: the schema has no tables"),
        "{told}"
    );
    assert!(
        told.contains("hint: apply the migrations first: prisma migrate deploy"),
        "{told}"
    );
    staging.database.execute("DROP SCHEMA public");
    let told = staging.refused(&[], &LOAD).stderr;
    assert!(
        told.contains("guard `schema`: the schema has no tables"),
        "{told}"
    );
}

/// A reset of a marked database whose schema somebody dropped makes it anew.
fn reset_makes_a_schema_that_was_dropped(staging: &Staging) {
    staging.database.execute("DROP SCHEMA public CASCADE");
    staging.succeed(&["doctor", "smoke", "--target", "staging"]);
    let told = staging.succeed(&["reset", "smoke", "--target", "staging"]);
    assert!(
        told.contains("strategy    rebuild: the schema is empty"),
        "{told}"
    );
    staging.succeed(&["verify", "--target", "staging"]);
}
