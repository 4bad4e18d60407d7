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
