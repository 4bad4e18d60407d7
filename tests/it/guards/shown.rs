//! What `doctor` prints of guards that refuse: lines that a terminal holds, each thing said once.

use serde_json::Value;

use super::staging::{PLANTED, Staging, VARIABLE};

const DOCTOR: [&str; 4] = ["doctor", "smoke", "--target", "staging"];

/// So many columns hold somebody's address.
fn plant(staging: &Staging, columns: usize) {
    let declared: Vec<String> = (0..columns)
        .map(|number| {
            format!(
                "the_address_of_a_lead_{number} text DEFAULT '{}'",
                PLANTED[0]
            )
        })
        .collect();
    let sql = format!(
        "CREATE TABLE leads ({}); INSERT INTO leads DEFAULT VALUES",
        declared.join(", ")
    );
    staging.database.execute(&sql);
}

#[test]
fn the_census_names_one_place_a_line_and_json_names_all() {
    let staging = Staging::marked();
    plant(&staging, 11);
    staging
        .database
        .execute("GRANT SELECT ON leads TO deployer");
    let doctor = staging.refused(&[], &DOCTOR);
    let places = |text: &str| -> usize {
        text.lines()
            .filter(|line| line.contains("leads.the_address_of_a_lead_"))
            .count()
    };
    assert_eq!(places(&doctor.stdout), 8, "{}", doctor.stdout);
    assert!(doctor.stdout.contains("and 3 more"), "{}", doctor.stdout);
    let table = doctor
        .stdout
        .lines()
        .filter(|line| line.starts_with(['│', '┌', '├', '└']));
    for line in table {
        assert!(line.chars().count() <= 100, "{line}");
    }
    assert_eq!(places(&doctor.stderr), 8, "{}", doctor.stderr);
    let json = staging.refused(&[], &[&DOCTOR[..], &["--format", "json"]].concat());
    let said: Value = serde_json::from_str(&json.stdout).unwrap();
    let guards = said["guards"].as_array().unwrap();
    let census = guards
        .iter()
        .find(|guard| guard["guard"] == "census")
        .unwrap();
    let all = census["refusals"][0]["places"].as_array().unwrap();
    assert_eq!(all.len(), 11, "{census:#}");
    for text in [&doctor.stdout, &doctor.stderr, &json.stdout] {
        assert!(
            PLANTED.iter().all(|planted| !text.contains(planted)),
            "{text}"
        );
    }
}

#[test]
fn a_hint_that_two_refusals_of_a_guard_have_is_printed_once() {
    let staging = Staging::marked();
    let server = staging.another("postgres");
    // A copy has the marker's row of the database that it was copied from.
    server.execute("CREATE DATABASE copied TEMPLATE connsura_staging OWNER deployer");
    let url = staging.url().replace("/connsura_staging", "/copied");
    let run = staging.run_with(&[(VARIABLE, &url)], &DOCTOR);
    assert_eq!(run.code, 3, "{}", run.told());
    let count = |what: &str| run.stdout.matches(what).count();
    assert_eq!(
        count("this is database copied, not connsura_staging as"),
        2,
        "{}",
        run.stdout
    );
    assert_eq!(count("hint (identity): "), 1, "{}", run.stdout);
}

/// Nothing that stands in connsura-seed.toml is read of a database that a variable names.
#[test]
fn a_database_that_a_variable_names_is_told_of_a_target_and_not_of_its_own_fit() {
    let staging = Staging::marked();
    staging.database.execute(include_str!("../fit/snake.sql"));
    let named = ["--database-url-env", VARIABLE];
    let doctor = staging.refused(&[], &[&["doctor", "smoke"], &named[..]].concat());
    let wrong = format!("[targets.{VARIABLE}");
    assert!(!doctor.told().contains(&wrong), "{}", doctor.told());
    // What it proposes is a target that reads what is proposed.
    let lines = doctor.stdout.split_once("[targets.NAME]").unwrap().1;
    staging.configure(&format!("[targets.NAME]{lines}"));
    let read = staging.run(&["doctor", "smoke", "--target", "NAME", "--format", "json"]);
    let said: Value = serde_json::from_str(&read.stdout).unwrap();
    assert_eq!(said["misfits"], Value::Array(Vec::new()), "{}", read.told());
    assert_eq!(said["proposals_below"], "targets.NAME.fit");
}
