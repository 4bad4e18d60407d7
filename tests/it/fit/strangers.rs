//! What is not the generator's stays as it was, or nothing changes.

use super::Place;

/// The product's own schema, by its migrations, in a database that others use as well.
fn product() -> String {
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

fn lived_in() -> Place {
    Place::new(&[&product(), include_str!("strangers.sql")].concat(), "")
}

/// All that is not the generator's: the whole schema, and the rows of the strangers' tables.
fn others(place: &Place) -> String {
    let schema = place.dump(&["--schema-only", "--exclude-schema", "connsura_seed"]);
    let mut options = vec!["--data-only", "--exclude-schema", "connsura_seed"];
    let sequences = ["User_serial_number_seq", "AuditLog_position_seq"];
    let ours = super::TABLES.iter().chain(&sequences);
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
    place.database.execute(
        "ALTER TABLE notes_of_others DROP CONSTRAINT notes_of_others_user_fkey;
         ALTER TABLE billing.invoices DROP CONSTRAINT invoices_customer_fkey",
    );
    let before = others(&place);
    resets("exclusive", "staging", &before);
    resets("online", "empty", &before);
    place.succeed(&["undo"]);
    place.succeed(&["verify"]);
    assert_eq!(others(&place), before);
    place.refuses(&["reset", "smoke", "--rebuild"], &["refused"]);
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
    // It may not so much as read the records, which the owner's first reset makes.
    let before = place.dump(&[]);
    let run = place.run(&arguments);
    assert_eq!(run.code, 6, "{}", run.told());
    assert!(
        run.stderr
            .contains("permission denied for schema connsura_seed"),
        "{}",
        run.told()
    );
    assert_eq!(place.dump(&[]), before);
    place.url.clone_from(&owner);
    place.succeed(&arguments);
    place.database.execute(
        "GRANT USAGE ON SCHEMA connsura_seed TO app;
         GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA connsura_seed TO app",
    );
    // Nor may it look at all that a reset must not touch.
    place.url = owner.replace("connsura@", "app@");
    place.refuses(
        &arguments,
        &[
            "guard `census`",
            "guard `bystanders`",
            "an unknown number of rows",
        ],
    );
    place.database.execute(
        "GRANT USAGE ON SCHEMA billing TO app;
         GRANT SELECT ON ALL TABLES IN SCHEMA public, billing TO app",
    );
    place.refuses(&arguments, &["guard `census`", "settings"]);
    place
        .database
        .execute("ALTER TABLE settings DISABLE ROW LEVEL SECURITY");
    let before = others(&place);
    place.url = owner.replace("connsura@", "app@");
    place.succeed(&["reset", "staging", "--strategy", "online"]);
    place.succeed(&["verify"]);
    place.succeed(&["status"]);
    assert_eq!(others(&place), before);
    place.refuses(
        &["reset", "smoke", "--strategy", "exclusive"],
        &["does not own"],
    );
    app_inserts(&place);
}
