//! An app's own schema: doctor says everything at once, and its lines are pasted as printed.

use std::fs;

use super::{Place, misfits, proposals};

/// What doctor prints of the fit, and its exit code.
fn doctor(place: &Place, scenario: &str) -> (String, i32) {
    let run = place.run(&["doctor", scenario]);
    (run.stdout, run.code)
}

/// The lines that doctor prints to be pasted, with their table.
fn pasted(told: &str) -> String {
    let start = told.find("\n[targets.here.fit]\n").unwrap();
    let lines = told[start + 1..]
        .lines()
        .take_while(|line| !line.is_empty());
    lines.fold(String::new(), |text, line| text + line + "\n")
}

/// A scenario of the machine's own.
fn write_scenario(place: &Place, name: &str, text: &str) {
    let path = place.machine.path().join("scenarios").join(name);
    fs::write(path.with_extension("toml"), text).unwrap();
}

/// The last cell of the fit table that speaks of a table, its lines joined.
fn row(told: &str, table: &str) -> String {
    let (_, fit) = told.split_once("in the database").unwrap();
    let cells = |line: &str| -> Option<(String, String)> {
        let mut cells = line.split('│').skip(1).map(str::trim);
        Some((cells.next()?.to_owned(), cells.nth(2)?.to_owned()))
    };
    let mut rows = fit.lines().filter_map(cells);
    let rows = rows.by_ref().skip_while(|(name, _)| name != table);
    let is_of = |(at, (name, _)): &(usize, (String, String))| *at == 0 || name.is_empty();
    let lines = rows.enumerate().take_while(is_of);
    let lines: Vec<String> = lines.map(|(_, (_, line))| line).collect();
    lines.join(" ")
}

const DEFAULT: &str = "ALTER TABLE \"app\".\"customers\" ALTER COLUMN \"tenant_id\" SET DEFAULT ";

#[test]
fn one_round_is_enough() {
    let place = Place::new(include_str!("app.sql"), "schema=app");
    let (told, code) = doctor(&place, "every-case");
    assert_eq!(code, 3, "{told}");
    // What no line mends is told with what the lines do, and so is what is too narrow.
    let unfilled = "column `tenant_id` is unknown to the generator, NOT NULL and without a default";
    assert!(row(&told, "Customer").contains(unfilled), "{told}");
    assert!(told.contains(DEFAULT), "{told}");
    assert!(
        row(&told, "Upload").contains("rows of Upload hold in sizeBytes"),
        "{told}"
    );
    let lines = pasted(&told);
    for line in [
        "naming = \"snake_case\"",
        "tables.User = \"users\"",
        "labels.Role.CUSTOMER = \"customer\"",
        "columns.User.emailVerifiedAt = \"email_verified\"",
        "columns.Customer.fullName = \"name\"",
        "columns.Customer.notes = false   # or the name of the column that holds it: \"remarks, internal\"",
        "columns.AuditLog.ipAddress = \"ip\"",
        "columns.Admin.title = false",
    ] {
        assert!(
            lines.lines().any(|there| there == line),
            "no {line} in\n{lines}"
        );
    }
    assert_eq!(
        lines
            .lines()
            .filter(|line| line.contains("= false"))
            .count(),
        3,
        "{lines}"
    );

    place.configure(&lines);
    let left = misfits(&place.doctor("smoke"));
    assert_eq!(left.len(), 1, "{left:#?}");
    assert!(
        left[0].starts_with("Customer: ") && left[0].contains(DEFAULT),
        "{left:#?}"
    );
    assert!(proposals(&place.doctor("smoke")).is_empty());
    place.database.execute(&format!("{DEFAULT} 'connsura'"));
    assert!(misfits(&place.doctor("smoke")).is_empty());

    place.succeed(&["mark", "staging", "--database-name", "place"]);
    place.succeed(&["reset", "smoke"]);
    place.succeed(&["verify"]);
    let tenants = "SELECT DISTINCT tenant_id FROM app.customers WHERE name <> ''";
    assert_eq!(place.database.texts(tenants), ["connsura"]);
    let verified = "SELECT count(*) > 0 FROM app.users WHERE email_verified IS NOT NULL";
    assert_eq!(
        place.database.texts(&format!("SELECT ({verified})::text")),
        ["true"]
    );
}

#[test]
fn what_is_too_narrow_is_in_the_table_and_its_cases_are_named() {
    let place = Place::new(include_str!("app.sql"), "schema=app");
    place.database.execute(&format!("{DEFAULT} 'connsura'"));
    let lines = proposals(&place.doctor("smoke"));
    place.fit(&lines);
    place.mark();
    let (told, code) = doctor(&place, "every-case");
    assert_eq!(code, 3, "{told}");
    let upload = row(&told, "Upload");
    assert!(
        upload.contains("column `size_bytes` does not take"),
        "{told}"
    );
    assert!(!upload.contains("fits"), "{told}");
    assert!(row(&told, "Form").contains("fits"), "{told}");
    let (_, except) = told.split_once("customers.edge_cases.except = [").unwrap();
    let (except, _) = except.split_once(']').unwrap();
    assert!(except.contains("\"M01.overflow\""), "{told}");
    // Pasted as printed they are enough, and none of them is too many.
    let with = |except: &str| {
        let text = format!(
            "title = \"Narrow\"\nextends = \"ordinary\"\n\
             customers.edge_cases.strength = 1\ncustomers.edge_cases.except = [{except}]\n"
        );
        write_scenario(&place, "narrow", &text);
        doctor(&place, "narrow")
    };
    let heavy = "\"R01.ten-thousand\"";
    let (told, code) = with(&format!("{except}, {heavy}"));
    assert_eq!(code, 0, "{told}");
    assert!(row(&told, "Upload").contains("fits"), "{told}");
    for kept in except.split(", ") {
        let others: Vec<&str> = except.split(", ").filter(|case| *case != kept).collect();
        let (told, code) = with(&[&others[..], &[heavy]].concat().join(", "));
        assert_eq!(code, 3, "{kept}: {told}");
        assert!(told.contains(kept), "{kept}: {told}");
    }
    let (_, code) = with(&format!("{except}, {heavy}"));
    assert_eq!(code, 0);
    place.succeed(&["reset", "narrow"]);
    place.succeed(&["verify"]);
}

#[test]
fn folders_of_migrations_are_not_hinted_at_where_one_is_named() {
    let place = Place::new(include_str!("app.sql"), "schema=app");
    let lines = proposals(&place.doctor("smoke"));
    place.fit(&lines);
    let folder = "name the folder of its Prisma migrations";
    let told = place.fails(&["doctor", "smoke"], 3, &[DEFAULT, folder]);
    assert!(
        told.stderr.contains("connsura-seed doctor"),
        "{}",
        told.told()
    );
    let migration = place.machine.path().join("migrations/20260101000000_app");
    fs::create_dir_all(&migration).unwrap();
    fs::write(migration.join("migration.sql"), include_str!("app.sql")).unwrap();
    let lines = lines.join("\n");
    place.configure(&format!(
        "migrations = \"migrations\"\n[targets.here.fit]\n{lines}"
    ));
    let told = place.fails(&["doctor", "smoke"], 3, &[DEFAULT]);
    let text = told.told();
    assert!(
        !text.contains(folder) && !text.contains("migrations in"),
        "{text}"
    );
}

#[test]
fn where_no_table_is_known_the_line_to_write_is_said() {
    let sql = "CREATE TABLE people (id text PRIMARY KEY, email text NOT NULL, role text NOT NULL);
               CREATE TABLE invoices (id text PRIMARY KEY, cents integer NOT NULL);
               CREATE TABLE _prisma_migrations (id text PRIMARY KEY, migration_name text,
                   checksum text, finished_at timestamptz, rolled_back_at timestamptz);";
    let place = Place::new(sql, "");
    let (told, code) = doctor(&place, "smoke");
    assert_eq!(code, 3, "{told}");
    let line = "tables.User = \"...\" (nothing claims people, invoices)";
    assert!(told.contains(line), "{told}");
    assert!(told.contains("below [targets.here.fit]"), "{told}");
    assert!(proposals(&place.doctor("smoke")).is_empty());
    place.fails(&["doctor", "smoke"], 3, &["tables.User = \"...\""]);
}
