//! Every row of the shipped scenarios, as everybody who may see it: nothing is found.

use std::collections::BTreeMap;
use std::fs;

use super::Staged;
use crate::support::TABLES;

/// Rows of the tables, as the database counts them.
fn counts(staged: &Staged) -> BTreeMap<&'static str, u64> {
    let count = |table| {
        let sql = format!(r#"SELECT count(*)::text FROM "{table}""#);
        (table, staged.database.text(&sql).parse().unwrap())
    };
    TABLES.into_iter().map(count).collect()
}

fn nothing_is_found(scenario: &str) {
    let staged = Staged::over(scenario);
    let counts = counts(&staged);
    let rows: u64 = counts.values().sum();
    let api = staged.serve(|app| app);
    let report = staged.machine.path().join("found.xml");
    let (code, found) = staged.found(&api, &["--junit", report.to_str().unwrap()]);
    assert_eq!(found["groups"], serde_json::json!([]), "{found:#}");
    assert_eq!(code, 0);
    assert_eq!(found["rows"]["last"], rows, "every row is walked");
    for check in found["checks"].as_array().unwrap() {
        assert!(check["requests"].as_u64().unwrap() > 0, "{check}");
    }
    // One route at least shows every row, but for messages of nobody, which are in no list.
    let alone =
        r#"SELECT count(*)::text FROM "Message" WHERE coalesce("senderId", "recipientId") IS NULL"#;
    let alone: u64 = staged.database.text(alone).parse().unwrap();
    assert!(alone <= 2, "{alone} of {scenario}");
    for table in TABLES {
        let mut compared: BTreeMap<&str, u64> = BTreeMap::new();
        let checks = found["checks"].as_array().unwrap().iter();
        for check in checks.filter(|check| check["table"] == table) {
            let rows = check["rows"].as_u64().unwrap();
            *compared
                .entry(check["route"].as_str().unwrap())
                .or_default() += rows;
        }
        let most = compared.values().max().copied().unwrap_or_default();
        let listed = counts[table] - if table == "Message" { alone } else { 0 };
        assert!(most >= listed, "{table} of {scenario}: {compared:?}");
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
