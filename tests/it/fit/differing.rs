//! Whole resets of databases with other names and types.

use regex::Regex;

use super::{Place, misfits, proposals};

/// All that reads a database finds in this one what the scenario made.
fn is_at_home(place: &Place, scenario: &str) {
    place.succeed(&["verify"]);
    place.succeed(&["status"]);
    place.succeed(&["cast"]);
    let same = |arguments: &[&str]| {
        let live = place.json(arguments);
        let planned = [arguments, &[scenario, "--format", "json"]].concat();
        let planned = crate::support::Run::of(place.command(&planned).output().unwrap());
        assert_eq!(planned.code, 0, "{}", planned.told());
        (
            live,
            serde_json::from_str::<serde_json::Value>(&planned.stdout).unwrap(),
        )
    };
    let (live, planned) = same(&["find", "--having", "role = customer and messages > 0"]);
    assert!(live["found"].as_u64() > Some(0), "{live}");
    assert_eq!(live["hits"], planned["hits"]);
    let (live, planned) = same(&["explain", "admin-1@connsura.example"]);
    assert_eq!(live["columns"], planned["columns"]);
    assert_eq!(live["database"]["state"], "same");
    let (live, planned) = same(&["coverage"]);
    for what in ["subjects", "values", "missing", "strangers", "unreadable"] {
        assert_eq!(live[what], planned[what], "{what}");
    }
}

/// What somebody changes by hand is found, with its column.
fn finds_changes(place: &Place, change: &str, table: &str, column: &str) {
    place.database.execute(change);
    let run = place.run(&["verify", "--format", "json"]);
    assert_eq!(run.code, 5, "{}", run.told());
    let text = run.told();
    assert!(text.contains(table) && text.contains(column), "{text}");
}

#[test]
fn snake_case_with_text_ids_and_instants_without_a_zone() {
    let place = Place::new(include_str!("snake.sql"), "");
    let doctor = place.doctor("smoke");
    let stands = misfits(&doctor);
    assert!(
        stands
            .iter()
            .any(|line| line.contains("there is no table `User`")),
        "{stands:?}"
    );
    // What stands in the way comes before what a schema with migrations of its own would need.
    let refused = place.refuses(&["reset", "smoke"], &[]).stderr;
    let reason = "guard `schema`: the tables cannot take the rows: User: there is no table `User`";
    let obstacle = "and the schema has tables, and none of the 5 known migrations made them";
    assert!(refused.contains(reason), "{refused}");
    assert!(refused.contains(obstacle), "{refused}");
    let lines = proposals(&doctor);
    place.fit(&lines);
    assert_eq!(
        misfits(&place.doctor("smoke")),
        Vec::<String>::new(),
        "{lines:?}"
    );
    place.mark();
    for (strategy, scenario) in [("online", "smoke"), ("exclusive", "every-case")] {
        place.succeed(&["reset", scenario, "--strategy", strategy]);
        is_at_home(&place, scenario);
        place.holds(scenario, &[]);
    }
    // A size of ten digits is shown: it is no telephone number.
    let hits = place.json(&["find", "--edge", "M01.overflow"])["hits"].to_string();
    assert!(hits.contains("2147483648"), "{hits}");
    place.succeed(&["undo"]);
    place.holds("smoke", &[]);
    place.succeed(&["verify"]);
    let change = "UPDATE profile_shares SET status = 'closed' WHERE id = (SELECT min(id) FROM profile_shares WHERE status <> 'closed')";
    finds_changes(&place, change, "ProfileShare", "status");
    place.succeed(&["reset", "smoke"]);
    let change = "UPDATE customers SET created_at = created_at + interval '1 ms' WHERE id = (SELECT min(id) FROM customers)";
    finds_changes(&place, change, "Customer", "createdAt");
    place.database.execute("INSERT INTO users (email, password_hash, role, updated_at) VALUES ('app@connsura.example', '', 'customer', now())");
}

/// A value that is nowhere is neither shown nor said to have changed.
fn says_what_is_left_out(place: &Place) {
    for (edge, column) in [
        ("phone:null", "Customer.phone"),
        ("phone", "Customer.phone"),
        ("form-status", "Form."),
    ] {
        let told = place.succeed(&["find", "--edge", edge, "--limit", "3"]);
        assert!(
            told.contains(" is left out of this database"),
            "{edge}: {told}"
        );
        let shown = Regex::new(&format!(r"{column}\S* is [^l]")).unwrap();
        assert!(!shown.is_match(&told), "{edge}: {told}");
        assert!(
            !told.contains("changed since") && !told.contains("is gone"),
            "{edge}: {told}"
        );
    }
    let found = place.json(&["find", "--edge", "phone", "--limit", "1"]);
    let look = &found["hits"][0]["look_at"][0];
    assert_eq!(look["columns"]["phone"]["left_out"], true, "{look:#}");
    assert_eq!(
        [&look["changed"], &look["gone"]],
        [false, false],
        "{look:#}"
    );
    let customer = found["hits"][0]["customer"].as_str().unwrap();
    let explained = place.json(&["explain", customer]);
    assert_eq!(explained["database"]["state"], "same", "{explained:#}");
    assert_eq!(
        explained["left_out"],
        serde_json::json!(["phone", "region"])
    );
    let told = place.succeed(&["explain", customer]);
    assert!(told.contains("(left out of this database)"), "{told}");
}

#[test]
fn another_schema_with_what_is_not_there_and_what_is_not_ours() {
    let place = Place::new(include_str!("elsewhere.sql"), "schema=app");
    let doctor = place.doctor("smoke");
    let lines = proposals(&doctor);
    let expected = [
        "columns.Customer.phone = false",
        "columns.Customer.region = false",
        "tables.Form = false",
    ];
    assert_eq!(lines, expected);
    place.fit(&lines);
    assert_eq!(misfits(&place.doctor("smoke")), Vec::<String>::new());
    place.mark();
    let absent = [("Customer", "phone"), ("Customer", "region")];
    for (strategy, scenario) in [("online", "smoke"), ("exclusive", "every-case")] {
        place.succeed(&["reset", scenario, "--strategy", strategy]);
        place.holds(scenario, &absent);
        place.succeed(&["verify"]);
        place.succeed(&["status"]);
        place.succeed(&["cast"]);
        place.succeed(&["find", "--having", "messages > 0"]);
        place.succeed(&["explain", "admin-1@connsura.example"]);
        place.succeed(&["coverage"]);
    }
    says_what_is_left_out(&place);
    place.succeed(&["undo"]);
    place.holds("smoke", &absent);
    let change = "UPDATE app.\"User\" SET email = upper(email::text) WHERE id = (SELECT id FROM app.\"User\" ORDER BY id LIMIT 1)";
    finds_changes(&place, change, "User", "email");
    place.succeed(&["reset", "smoke"]);
    place.database.execute("INSERT INTO app.\"User\" (\"email\", \"passwordHash\", \"role\", \"updatedAt\") VALUES ('app@connsura.example', '', 'ROBOT', now())");
    place.database.execute("INSERT INTO app.\"AuditLog\" (\"id\", \"action\", \"entityType\") VALUES (gen_random_uuid(), '', '')");
}

#[test]
fn columns_that_take_less_take_what_fits() {
    let place = Place::new(include_str!("narrow.sql"), "");
    let doctor = place.doctor("smoke");
    let stands = "User: there is no table `User`; to name the one that holds its rows: tables.User = \"...\" (nothing claims people, ";
    assert!(misfits(&doctor)[0].starts_with(stands), "{doctor}");
    assert_eq!(misfits(&doctor).len(), 1, "{doctor}");
    assert_eq!(proposals(&doctor), Vec::<String>::new());
    // What no guess finds somebody writes by hand. That nobody could log in is never proposed: the
    // one text that nobody else fills is the hash.
    let mut lines = vec!["tables.User = \"people\"".to_owned()];
    place.fit(&lines);
    let doctor = place.doctor("smoke");
    let stands = [
        "User: there is no column `passwordHash`, which rows need",
        "User: the CHECK of column `role` has no value `CUSTOMER`",
        "User: the CHECK of column `role` has no value `ADMIN`",
        "User: column `password_digest` is unknown to the generator, NOT NULL and without a default",
    ];
    assert_eq!(misfits(&doctor), stands);
    let expected = [
        "columns.User.passwordHash = \"password_digest\"",
        "labels.Role.CUSTOMER = \"Customer\"",
        "labels.Role.ADMIN = \"Admin\"",
    ];
    assert_eq!(proposals(&doctor), expected);
    lines.extend(proposals(&doctor));
    place.fit(&lines);
    assert_eq!(misfits(&place.doctor("smoke")), Vec::<String>::new());
    place.mark();
    let names = "rows of Customer hold in fullName more than 60 characters";
    let nulls = "rows of User hold in locale NULL";
    let words = ["guard `schema`", names, nulls, "except"];
    place.refuses(&["reset", "every-case"], &words);
    place.succeed(&["reset", "ordinary", "--strategy", "online"]);
    is_at_home(&place, "ordinary");
    place.holds("ordinary", &[]);
    let roles = "SELECT DISTINCT role FROM people ORDER BY 1";
    assert_eq!(place.database.texts(roles), ["Admin", "Customer"]);
    // Rows went into the parts, each where it belongs.
    let parts = "SELECT DISTINCT tableoid::regclass::text FROM \"Message\" ORDER BY 1";
    let filled = place.database.texts(parts);
    assert_eq!(filled, ["\"Message_new\"", "\"Message_old\""]);
    let arguments = ["reset", "smoke", "--strategy", "exclusive"];
    let words = [
        "guard `schema`: Message is partitioned, and only the strategy online fills such a table",
        "leave --strategy out",
    ];
    place.refuses(&arguments, &words);
    place.succeed(&["verify"]);
    let change = "UPDATE \"AuditLog\" SET \"ipAddress\" = '2001:db8::/32' WHERE id = (SELECT id FROM \"AuditLog\" ORDER BY id LIMIT 1)";
    finds_changes(&place, change, "AuditLog", "ipAddress");
}
