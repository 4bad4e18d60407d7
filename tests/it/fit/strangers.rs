//! What is not the generator's stays as it was, or nothing changes.

use super::Place;

/// The product's own schema, by its migrations, in a database that others use as well.
pub(super) fn product() -> String {
    let folder = crate::support::repository().join("core-api/prisma/migrations");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("migration.sql"))
        .filter(|path| path.exists())
        .collect();
    names.sort();
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).unwrap();
    names.iter().map(read).collect::<Vec<_>>().join("\n")
}

/// Has no other table refer to ours.
const ALONE: &str = "
ALTER TABLE notes_of_others DROP CONSTRAINT notes_of_others_user_fkey;
ALTER TABLE billing.invoices DROP CONSTRAINT invoices_customer_fkey";

fn lived_in() -> Place {
    Place::new(&[&product(), include_str!("strangers.sql")].concat(), "")
}

/// All that is not the generator's: the whole schema, and the rows of the strangers' tables.
fn others(place: &Place) -> String {
    let schema = place.dump(&["--schema-only", "--exclude-schema", "connsura_seed"]);
    let mut options = vec!["--data-only", "--exclude-schema", "connsura_seed"];
    let sequences = ["User_serial_number_seq", "AuditLog_position_seq"];
    let ours = crate::support::TABLES.iter().chain(&sequences);
    let ours: Vec<String> = ours
        .map(|name| format!("--exclude-table-data=public.\"{name}\""))
        .collect();
    options.extend(ours.iter().map(String::as_str));
    schema + &place.dump(&options)
}

/// An insert as the app does it, of every table with an id of the database's own.
fn app_inserts(place: &Place) {
    place.database.execute(
        "SET ROLE app;
         INSERT INTO \"User\" (id, email, \"passwordHash\", role, \"updatedAt\")
         VALUES (gen_random_uuid(), 'app@connsura.example', '', 'CUSTOMER', now());
         INSERT INTO \"AuditLog\" (id, action, \"entityType\") VALUES (gen_random_uuid(), '', '');
         DELETE FROM \"User\" WHERE email = 'app@connsura.example'",
    );
}

/// What a hint says is to be granted.
fn grants(run: &crate::support::Run) -> String {
    let of_line = |line: &str| {
        let (_, grants) = line.split_once("run: GRANT")?;
        let alternative = ["; or,", "; where"].iter().find_map(|or| grants.find(*or));
        let end = alternative.unwrap_or(grants.len());
        Some(format!("GRANT{}; ", &grants[..end]))
    };
    run.stderr.lines().filter_map(of_line).collect()
}

#[test]
fn everything_else_is_as_it_was_after_a_reset_by_each_strategy() {
    let place = lived_in();
    let before = others(&place);
    place.mark();
    assert_eq!(others(&place), before);
    let resets = |strategy: &str, scenario: &str, before: &str| {
        place.succeed(&["reset", scenario, "--strategy", strategy]);
        place.succeed(&["verify"]);
        assert_eq!(others(&place), before, "{strategy}");
        app_inserts(&place);
    };
    resets("online", "smoke", &before);
    // TRUNCATE asks for more: no table of others may so much as refer to ours.
    let arguments = ["reset", "smoke", "--strategy", "exclusive"];
    place.refuses(&arguments, &["billing.invoices refers to"]);
    place.database.execute(ALONE);
    let before = others(&place);
    resets("exclusive", "every-case", &before);
    resets("online", "empty", &before);
    place.succeed(&["undo"]);
    place.succeed(&["verify"]);
    assert_eq!(others(&place), before);
    // Nobody knows migrations that would make all this again.
    let words = [
        "guard `schema`",
        "none of the",
        "known migrations made them",
    ];
    place.refuses(&["reset", "smoke", "--rebuild"], &words);
    assert_eq!(others(&place), before);
}

#[test]
fn rows_that_refer_to_ours_are_counted_and_nothing_is_changed() {
    let place = lived_in();
    place.mark();
    place.succeed(&["reset", "smoke", "--strategy", "online"]);
    place.database.execute(
        "INSERT INTO notes_of_others (\"user\", note) SELECT id, 'kept' FROM \"User\" LIMIT 3",
    );
    for strategy in ["online", "exclusive"] {
        let arguments = ["reset", "smoke", "--strategy", strategy];
        place.refuses(&arguments, &["guard `", "notes_of_others", "3 rows"]);
    }
    place.database.execute("DELETE FROM notes_of_others");
    place.succeed(&["reset", "smoke", "--strategy", "online"]);
}

#[test]
fn a_role_that_may_only_read_write_and_delete_resets_online() {
    let mut place = lived_in();
    place.mark();
    let owner = place.url.clone();
    place.url = owner.replace("connsura@", "app@");
    let arguments = ["reset", "smoke", "--strategy", "online"];
    place.url = owner.replace("connsura@", "app@");
    // It may not so much as read the records, and is told what that takes, each time.
    let words = [
        "guard `replica`: role app may not read the records of resets",
        "guard `marker`",
        "guard `identity`",
    ];
    place.refuses(&arguments, &words);
    let words = ["role app may not read the records of resets"];
    for reader in [
        &["verify"][..],
        &["cast"],
        &["find"],
        &["coverage"],
        &["undo"],
    ] {
        place.fails(reader, 6, &words);
    }
    let run = place.fails(&["status"], 6, &words);
    place.database.execute(&grants(&run));
    place.succeed(&["status"]);
    let words = ["guard `replica`: role app may not keep records"];
    let run = place.refuses(&arguments, &words);
    place.database.execute(&grants(&run));
    // Nor may it look at all that a reset must not touch.
    let run = place.refuses(
        &arguments,
        &[
            "guard `census`",
            "guard `bystanders`",
            "an unknown number of rows",
            "let role app count them: GRANT SELECT ON billing.invoices TO \"app\"",
        ],
    );
    place.database.execute(&grants(&run));
    place
        .database
        .execute("GRANT USAGE ON SCHEMA billing TO app; GRANT SELECT ON billing.invoices TO app");
    place.refuses(&arguments, &["guard `census`", "settings"]);
    place
        .database
        .execute("ALTER TABLE settings DISABLE ROW LEVEL SECURITY");
    let before = others(&place);
    place.succeed(&["reset", "every-case", "--strategy", "online"]);
    place.succeed(&["verify"]);
    place.succeed(&["status"]);
    assert_eq!(others(&place), before);
    app_inserts(&place);
    // TRUNCATE and taking indexes off is for owners.
    let exclusive = ["reset", "smoke", "--strategy", "exclusive"];
    place.refuses(
        &exclusive,
        &["guard `schema`", "billing.invoices refers to"],
    );
    place.database.execute(ALONE);
    place.refuses(&exclusive, &["guard `schema`", "the role may not truncate"]);
    let grant = "GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO app";
    place.database.execute(grant);
    place.refuses(&exclusive, &["guard `schema`", "the role does not own"]);
    // Which migrations there are must be known as well.
    let words = ["guard `replica`: role app may not use the schema public"];
    let migrations = "CREATE TABLE _prisma_migrations ()";
    place.database.execute(migrations);
    place.refuses(&arguments, &words);
    place
        .database
        .execute("DROP TABLE _prisma_migrations; REVOKE USAGE ON SCHEMA public FROM PUBLIC, app");
    let run = place.refuses(&arguments, &words);
    place.database.execute(&grants(&run));
    place.succeed(&arguments);
}
