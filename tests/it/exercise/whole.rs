//! Every row of the shipped scenarios, as everybody who may see it: nothing is found.

use std::fs;

use super::Staged;

/// Rows of the generation, as the program that made them counts them.
fn rows(staged: &Staged) -> u64 {
    let sql = r#"SELECT (SELECT count(*) FROM "User") + (SELECT count(*) FROM "Customer") + (SELECT count(*) FROM "Admin")
        + (SELECT count(*) FROM "Message") + (SELECT count(*) FROM "MessageReadState") + (SELECT count(*) FROM "ProfileShare")
        + (SELECT count(*) FROM "AuditLog") + (SELECT count(*) FROM "Upload") + (SELECT count(*) FROM "Form")"#;
    let text = staged.database.text(&format!("SELECT ({sql})::text"));
    text.parse().unwrap()
}

fn nothing_is_found(scenario: &str) {
    let staged = Staged::over(scenario);
    let rows = rows(&staged);
    let api = staged.serve(|app| app);
    let report = staged.machine.path().join("found.xml");
    let (code, found) = staged.found(&api, &["--junit", report.to_str().unwrap()]);
    assert_eq!(found["groups"], serde_json::json!([]), "{found:#}");
    assert_eq!(code, 0);
    assert_eq!(found["rows"]["last"], rows, "every row is walked");
    // Each row is asked for at least once by itself, read states apart, which are shown in pairs.
    assert!(found["requests"].as_u64().unwrap() > rows, "{found:#}");
    for check in found["checks"].as_array().unwrap() {
        assert!(check["requests"].as_u64().unwrap() > 0, "{check}");
    }
    let tables = [
        "User",
        "Customer",
        "Admin",
        "Message",
        "MessageReadState",
        "ProfileShare",
        "AuditLog",
        "Upload",
        "Form",
        "Conversation",
    ];
    for table in tables {
        let checks = found["checks"].as_array().unwrap().iter();
        let of_table: Vec<_> = checks.filter(|check| check["table"] == table).collect();
        assert!(!of_table.is_empty(), "{table}");
    }
    let report = fs::read_to_string(report).unwrap();
    assert!(report.contains(r#"failures="0""#), "{report}");
}

#[test]
fn nothing_is_found_in_staging() {
    nothing_is_found("staging");
}

#[test]
fn nothing_is_found_in_edge_cases() {
    nothing_is_found("edge-cases");
}

#[test]
fn nothing_is_found_in_hostile() {
    nothing_is_found("hostile");
}

#[test]
fn nothing_is_found_in_the_other_shipped_scenarios() {
    let machine = crate::support::Machine::new();
    let listed = machine.json(&["scenario", "list", "--format", "json"]);
    let names = listed.as_array().unwrap().iter();
    let names = names.map(|scenario| scenario["name"].as_str().unwrap());
    // `load` is for measuring; its rows are made as those of the others.
    let apart = ["staging", "edge-cases", "hostile", "load"];
    let mut tried = 0;
    for name in names.filter(|name| !apart.contains(name)) {
        nothing_is_found(name);
        tried += 1;
    }
    assert!(tried >= 1, "{listed}");
}
