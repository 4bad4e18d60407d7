//! `mark`, and all that works on a target once it is marked.

use super::staging::{CONFIGURATION, PASSWORD, Staging, VARIABLE, fingerprint};

const MARK: [&str; 6] = [
    "mark",
    "staging",
    "--target",
    "staging",
    "--database-name",
    "connsura_staging",
];

#[test]
fn a_marked_database_is_reset_shown_verified_and_undone() {
    let staging = Staging::new();
    let to = ["--target", "staging"];
    let reset = [&["reset", "smoke"], &to[..]].concat();
    // Nothing is done to a database that nobody marked.
    let refusal = staging.refused(&[], &reset);
    for said in [
        "guard `identity`: connsura-seed.toml does not say which database target `staging` is",
        "guard `identity`: the database's own marker does not say which database it is",
        "guard `marker`: the database is not marked as staging",
        "connsura-seed mark staging --target staging --database-name NAME",
    ] {
        assert!(refusal.stderr.contains(said), "{}", refusal.stderr);
    }
    let told = staging.succeed(&MARK);
    let [marked, database, recorded] = told.lines().collect::<Vec<_>>()[..] else {
        panic!("{told}");
    };
    assert_eq!(marked, "marked      staging as staging");
    let cluster = staging
        .database
        .text("SELECT system_identifier::text FROM pg_control_system()");
    assert_eq!(
        database,
        format!("database    connsura_staging (schema public, cluster {cluster})")
    );
    assert!(recorded.ends_with("connsura-seed.toml"), "{recorded}");
    // What was there before stays as it was, and the identity comes behind it.
    assert_eq!(
        staging.configuration(),
        format!(
            "{CONFIGURATION}\n[targets.staging.identity]\nsystem_identifier = \"{cluster}\"\n\
             database = \"connsura_staging\"\nschema = \"public\"\n"
        )
    );
    let row = "SELECT concat_ws(' ', environment, system_identifier, database_name, schema_name)
               FROM connsura_seed.marker";
    assert_eq!(
        staging.database.texts(row),
        [format!("staging {cluster} connsura_staging public")]
    );
    assert_eq!(
        staging.database.text("SHOW connsura_seed.environment"),
        "staging"
    );
    // To mark it again changes nothing.
    staging.succeed(&MARK);
    assert_eq!(staging.database.texts(row).len(), 1);

    let told = staging.succeed(&reset);
    assert!(!told.contains(PASSWORD), "{told}");
    assert!(
        told.contains("the one that CONNSURA_SEED_PASSWORD held at the reset"),
        "{told}"
    );
    for command in [
        &["verify"][..],
        &["status"],
        &["doctor", "smoke"],
        &["cast"],
        &["coverage"],
        &["find", "--having", "role = admin"],
        &["explain", "admin-1@connsura.example"],
    ] {
        staging.succeed(&[command, &to].concat());
    }
    let status = staging.succeed(&[&["status"], &to[..]].concat());
    assert!(status.contains("staging"), "{status}");
    staging.succeed(&[&["reset", "empty"], &to[..]].concat());
    staging.succeed(&[&["undo"], &to[..]].concat());
    staging.succeed(&[&["verify"], &to[..]].concat());
    let scenario = "SELECT scenario FROM connsura_seed.generations ORDER BY finished_at";
    assert_eq!(
        staging.database.texts(scenario),
        ["smoke", "empty", "smoke"]
    );
    // By its variable alone it is the same database, known by its own marker.
    staging.succeed(&["reset", "smoke", "--database-url-env", VARIABLE]);
    what_is_advised_names_the_target(&staging);
    another_identity_is_refused(&staging);
    marks_that_are_gone_are_missed(&staging);
    nobody_marks_over_another_mark(&staging);
}

/// A database that says production of itself is not made a staging database by the hint of the
/// refusal that says so.
fn nobody_marks_over_another_mark(staging: &Staging) {
    for (says, takes_back) in [
        (
            "ALTER DATABASE connsura_staging SET connsura_seed.environment = 'production'",
            "ALTER DATABASE \"connsura_staging\" RESET connsura_seed.environment",
        ),
        (
            "INSERT INTO connsura_seed.marker (environment) VALUES ('production')",
            "DELETE FROM connsura_seed.marker",
        ),
    ] {
        staging.database.execute(says);
        let told = staging.refused(&[], &MARK).stderr;
        for words in [
            "guard `marker`: the database says of itself that it is `production`",
            takes_back,
        ] {
            assert!(told.contains(words), "{words}: {told}");
        }
        staging.database.execute(takes_back);
    }
    staging.succeed(&MARK);
}

/// Typed as it is printed, no command works on another database.
fn what_is_advised_names_the_target(staging: &Staging) {
    staging
        .database
        .execute("UPDATE \"Form\" SET kind = 'other'");
    for (by, name) in [("--target", "staging"), ("--database-url-env", VARIABLE)] {
        let run = staging.run(&["verify", by, name]);
        assert_eq!(run.code, 5, "{}", run.told());
        let hint = format!("hint: to put it right: connsura-seed reset {by} {name}\n");
        assert!(run.stderr.contains(&hint), "{}", run.stderr);
    }
    // What a reset of rows would not make again.
    staging
        .database
        .execute("DROP INDEX \"Form_customerId_idx\"");
    let run = staging.run(&["verify", "--target", "staging"]);
    let hint = "connsura-seed reset --target staging --rebuild\n";
    assert!(run.stderr.contains(hint), "{}", run.stderr);
    staging.succeed(&["reset", "--target", "staging", "--rebuild", "smoke"]);
    staging.succeed(&["verify", "--target", "staging"]);
    let status = staging.succeed(&["status", "--target", "staging"]);
    assert!(
        status.ends_with("connsura-seed verify --target staging\n"),
        "{status}"
    );
    let status = staging.succeed(&["status", "--target", "staging", "--format", "json"]);
    assert!(status.contains("\"target\":\"staging\""), "{status}");
    let url = format!("{}?connection_limit=5", staging.url());
    let run = staging.run_with(
        &[(VARIABLE, &url)],
        &["doctor", "smoke", "--target", "staging"],
    );
    assert!(
        run.stdout.contains("\n            connection_limit=5: "),
        "{}",
        run.stdout
    );
}

/// The configuration knows that the database was marked, also where nothing else does.
fn marks_that_are_gone_are_missed(staging: &Staging) {
    staging.database.execute(
        "DELETE FROM connsura_seed.marker;
         ALTER DATABASE connsura_staging RESET connsura_seed.environment",
    );
    let run = staging.run(&["verify", "--target", "staging"]);
    assert_eq!(run.code, 5, "{}", run.told());
    for told in ["marker row missing", "marker setting missing"] {
        assert!(run.told().contains(told), "{}", run.told());
    }
}

/// What the configuration has is compared as it is, whatever the database says of itself.
fn another_identity_is_refused(staging: &Staging) {
    let text = staging.configuration();
    staging.configure(&text.replace("\"connsura_staging\"", "\"connsura_other\""));
    let told = staging
        .refused(&[], &["reset", "smoke", "--target", "staging"])
        .stderr;
    assert!(
        told.contains(
            "this is database connsura_staging, not connsura_other as connsura-seed.toml has it"
        ),
        "{told}"
    );
    // Once somebody has made sure, it is marked again, at its place.
    staging.succeed(&MARK);
    assert_eq!(staging.configuration(), text);
    let before = fingerprint(&staging.database);
    staging.succeed(&MARK);
    assert_eq!(
        fingerprint(&staging.database).lines().count(),
        before.lines().count()
    );
}

#[test]
fn what_may_be_marked_is_and_nothing_else() {
    let staging = Staging::new();
    takes_a_right_of_its_own(&staging);
    is_marked_by_its_variable(&staging);
    is_not_marked_where_it_must_not(&staging);
}

/// An owner who is no superuser needs one grant for it, and not for a reset.
fn takes_a_right_of_its_own(staging: &Staging) {
    let server = staging.another("postgres");
    let revoke = "REVOKE SET ON PARAMETER connsura_seed.environment FROM deployer";
    server.execute(revoke);
    let text = staging.configuration();
    let told = staging.refused(&[], &MARK).stderr;
    assert_eq!(staging.configuration(), text);
    assert!(
        told.contains("guard `replica`: role deployer may not give the database its setting"),
        "{told}"
    );
    // The hint is a command that works as it is.
    let (_, hint) = told.split_once("have a superuser run once: ").unwrap();
    let (grant, _) = hint.split_once(';').unwrap();
    assert!(
        grant.starts_with("GRANT SET ON PARAMETER connsura_seed.environment TO "),
        "{grant}"
    );
    server.execute(grant);
    staging.succeed(&MARK);
    server.execute(revoke);
    staging.succeed(&["reset", "smoke", "--target", "staging"]);
    server.execute(grant);
    staging.configure(&text);
    staging.database.execute(
        "DROP SCHEMA connsura_seed CASCADE;
         ALTER DATABASE connsura_staging RESET connsura_seed.environment",
    );
}

/// A database that is marked without a name is known by its own marker.
fn is_marked_by_its_variable(staging: &Staging) {
    let text = staging.configuration();
    let by = ["--database-url-env", VARIABLE];
    let mark = ["mark", "staging", "--database-name", "connsura_staging"];
    let told = staging.succeed(&[&mark[..], &by].concat());
    assert!(told.contains("recorded    in the database"), "{told}");
    assert_eq!(staging.configuration(), text);
    staging.succeed(&[&["reset", "smoke"], &by[..]].concat());
    // By its name it is not known yet.
    let told = staging
        .refused(&[], &["reset", "smoke", "--target", "staging"])
        .stderr;
    assert!(
        told.contains("connsura-seed.toml does not say which database"),
        "{told}"
    );
    assert!(!told.contains("`marker`"), "{told}");
}

fn is_not_marked_where_it_must_not(staging: &Staging) {
    staging.refused(&[("NODE_ENV", "production")], &MARK);
    let wrong = [&MARK[..5], &["connsura"]].concat();
    let told = staging.refused(&[("APP_ENV", "prod")], &wrong).stderr;
    // All at once.
    assert!(
        told.contains("guard `environment`: APP_ENV is `prod`"),
        "{told}"
    );
    assert!(
        told.contains(
            "guard `identity`: the database is called `connsura_staging`, not `connsura`"
        ),
        "{told}"
    );
    // Neither is a database with people in it.
    staging.succeed(&MARK);
    staging.succeed(&["reset", "smoke", "--target", "staging"]);
    staging.database.execute("DELETE FROM connsura_seed.marker");
    staging.copy_customers_in();
    let told = staging.refused(&[], &MARK).stderr;
    assert!(told.contains("guard `census`: contact data"), "{told}");
    assert!(
        told.contains("User.email holds 2 e-mail addresses"),
        "{told}"
    );
    assert!(
        told.contains("Customer.phone holds 2 phone numbers"),
        "{told}"
    );
    let text = staging.configuration();
    // A role that does not own the database cannot say what it is for.
    staging.database.execute(
        "DELETE FROM \"User\" WHERE id::text LIKE '3f1e7a52-%';
         ALTER DATABASE connsura_staging OWNER TO connsura",
    );
    let told = staging.refused(&[], &MARK).stderr;
    assert!(
        told.contains("guard `replica`: role deployer does not own the database"),
        "{told}"
    );
    assert_eq!(staging.configuration(), text);
    // The private one is marked when it is made.
    let run = staging.run(&["mark", "staging", "--database-name", "connsura"]);
    assert_eq!(run.code, 2, "{}", run.told());
}

/// Two words for the schema are none.
#[test]
fn the_schema_is_said_once() {
    let staging = Staging::marked();
    staging.configure(
        &staging
            .configuration()
            .replacen("url_env", "schema = \"app\"\nurl_env", 1),
    );
    let url = format!("{}?schema=public", staging.url());
    let run = staging.run_with(&[(VARIABLE, &url)], &["doctor", "--target", "staging"]);
    assert_eq!(run.code, 4, "{}", run.told());
    let told = "error: target `staging` is said to have its tables in the schema app and in the schema public\nhint: say it once";
    assert!(run.stderr.contains(told), "{}", run.told());
    // A configuration is of no use without a name that it has.
    let run = staging.run(&["reset", "--config", "connsura-seed.toml"]);
    assert_eq!(run.code, 2, "{}", run.told());
    assert!(run.stderr.contains("--target <NAME>"), "{}", run.told());
}
