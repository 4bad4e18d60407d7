//! Pages on which nothing is wrong, and visits that cannot begin.

use std::fs;

use serde_json::json;

use super::super::Staged;
use super::visited;
use crate::support::Machine;

/// Nothing is found, and each of these tables was visited.
fn nothing_is_found(scenario: &str, more: &[&str], tables: &[&str]) {
    let staged = Staged::over(scenario);
    let url = staged.serve(|app| app);
    let report = staged.machine.path().join("pages.xml");
    let report_path = report.to_str().unwrap();
    let (code, found) = visited(&staged, &url, &[&["--junit", report_path], more].concat());
    assert_eq!(found["groups"], json!([]), "{found:#}");
    assert_eq!(code, 0);
    assert!(found["visits"].as_u64().unwrap() > 20, "{found:#}");
    for table in tables {
        let checks = found["checks"].as_array().unwrap().iter();
        let visits = checks.filter(|check| check["table"] == *table);
        let visits: u64 = visits
            .map(|check| check["requests"].as_u64().unwrap())
            .sum();
        assert!(visits > 0, "{table}: {found:#}");
    }
    let report = fs::read_to_string(report).unwrap();
    assert!(report.contains(r#"testsuite name="pages""#), "{report}");
    assert!(report.contains(r#"failures="0""#), "{report}");
}

#[test]
fn nothing_is_found_on_the_pages_of_smoke() {
    let tables = [
        "Customer",
        "Admin",
        "ProfileShare",
        "AuditLog",
        "Upload",
        "Form",
    ];
    nothing_is_found("smoke", &["--pages", "12"], &tables);
}

/// What may be hostile on pages, of the first of those who are.
#[test]
fn nothing_is_found_on_pages_of_hostile() {
    let part = [
        "--pages",
        "0",
        "--rows",
        // Behind the conversation of ten thousand messages.
        "12000..14000",
        "--only",
        "Customer",
        "--only",
        "Upload",
        "--only",
        "ProfileShare",
        "--only",
        "Message",
    ];
    nothing_is_found("hostile", &part, &[]);
}

#[test]
fn what_cannot_be_visited_says_why() {
    let staged = Staged::over("smoke");
    let url = staged.serve(|app| app);
    let cases: [(&[&str], i32, &str, &str); 5] = [
        (&[], 2, "neither --api nor --ui", "--ui http://"),
        (
            &["--ui", "127.0.0.1"],
            2,
            "not one of a server",
            "--ui http://",
        ),
        (
            &["--ui", "http://127.0.0.1:1"],
            1,
            "does not answer",
            "give its address to --ui",
        ),
        (
            &["--ui", &url, "--browser", "/nowhere"],
            2,
            "no browser at",
            "--browser PATH",
        ),
        (&["--api", &url, "--pages", "5"], 2, "--ui", ""),
    ];
    for (arguments, code, error, hint) in cases {
        let run = staged.machine.run(&[&["exercise"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?}: {run:?}");
        assert!(run.stderr.contains(error), "{arguments:?}: {run:?}");
        assert!(run.stderr.contains(hint), "{arguments:?}: {run:?}");
    }
}

/// A place of a list's items, though the page with the log-in has no item.
#[test]
fn what_is_no_selector_is_told_before_any_visit() {
    let staged = Staged::over("smoke");
    let url = staged.serve(|app| app);
    let text = include_str!("../../../../core-api/exercise.toml");
    let place = r#""td:nth-child(3) > .words" = "entityType""#;
    let broken = text.replacen(place, r#""td:nth-child(3 .words" = "entityType""#, 1);
    assert_ne!(broken, text);
    fs::write(staged.machine.path().join("broken.toml"), broken).unwrap();
    let run = staged
        .machine
        .run(&["exercise", "--ui", &url, "--description", "broken.toml"]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(
        run.stderr
            .contains("'td:nth-child(3 .words' is not a valid selector"),
        "{run:?}"
    );
    assert!(
        run.stderr
            .contains("of the page /audit-logs in the description"),
        "{run:?}"
    );
    assert!(!run.stderr.contains("<anonymous>"), "{run:?}");
}

#[test]
fn mistakes_of_a_description_are_told_with_their_places() {
    let machine = Machine::new();
    let text = r##"[log_in]
post = "/log-in"
body = { mail = "{email}" }
token = "/token"

[ui.log_in]
page = "login"
email = "#email"
submit = "button"

[tables.Customer.values]
"/id" = "id"

[[pages]]
visit = "customers/{id}"
shows = "Customer"
to = ["admin"]
[pages.values]
"" = "fullName"
".name" = "name"

[[pages]]
visit = "/customers"
lists = "Customer"
rows = "found"
to = ["boss"]
colour = "red"
"##;
    fs::write(machine.path().join("pages.toml"), text).unwrap();
    let run = machine.run(&[
        "exercise",
        "smoke",
        "--ui",
        "http://127.0.0.1:1",
        "--description",
        "pages.toml",
    ]);
    assert_eq!(run.code, 4, "{run:?}");
    let told = [
        "`login` is no path",
        "`password`",
        "`customers/{id}` is no path",
        "a place of a page is not said",
        "Customer has no column `name`",
        "searches are for the API alone",
        "`items`",
        "`row_at`",
        "`row`",
        "boss",
        "unknown key `colour`",
    ];
    for mistake in told {
        assert!(run.stderr.contains(mistake), "{mistake}: {}", run.stderr);
    }
}
