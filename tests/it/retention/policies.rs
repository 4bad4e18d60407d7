//! Policies of other periods and anchors: their rows can be made, and are what they say.

use std::fs;

use connsura_seed::find::Reader;
use connsura_seed::policy::{Anchor, Policy, Rule, Then};
use connsura_seed::retention::verdict_on;
use connsura_seed::schema::{ColumnType, Entity};

use super::specimens::{BARE, bare};
use crate::support::Machine;

/// From nothing to more than most accounts are old.
const PERIODS: [&str; 7] = [
    "0 days",
    "1 second",
    "7 days",
    "29 days",
    "6 months",
    "1 year, 2 months and 3 days",
    "30 years",
];

/// Every column that a period can count from, with its table.
fn columns() -> Vec<(Entity, &'static str)> {
    let of = |entity: Entity| {
        let columns = entity.table().columns.iter();
        let instants = columns.filter(|column| column.kind == ColumnType::Timestamp);
        instants.map(move |column| (entity, column.name))
    };
    Entity::ALL.into_iter().flat_map(of).collect()
}

/// A rule for every such column, and for one that is reached through two tables.
fn own_rules(period: &str) -> Vec<Rule> {
    let paths = columns()
        .into_iter()
        .chain([(Entity::ProfileShare, "customerId.userId.createdAt")]);
    let rule = |(rows, path): (Entity, &str)| Rule {
        name: format!("{}-{}", rows.name(), path.replace('.', "-")).to_lowercase(),
        rows,
        only: None,
        anchor: Anchor::parse(rows, path).unwrap(),
        period: period.parse().unwrap(),
        bound: connsura_seed::policy::Bound::Inclusive,
        then: Then::Purge,
    };
    paths.map(rule).collect()
}

/// Whatever a policy says, the rows that lie on its boundaries are rows that a database takes and
/// that hold what the data model says.
#[test]
fn rows_of_any_policy_can_be_made() {
    let machine = Machine::with_server();
    fs::write(machine.path().join("bare.toml"), BARE).unwrap();
    assert!(columns().len() > 20, "{:?}", columns());
    for period in PERIODS {
        let mut policy = Policy::default();
        for rule in &mut policy.rules {
            rule.period = period.parse().unwrap();
        }
        policy.rules.extend(own_rules(period));
        let pending = format!(
            "[retention.rules.offer]\nrows = \"ProfileShare\"\nwhere = {{ status = \"PENDING\" }}\n\
             anchor = \"expiresAt\"\nperiod = {period:?}\n"
        );
        let text = format!("{policy}\n{pending}");
        fs::write(machine.path().join("connsura-seed.toml"), text).unwrap();
        machine.succeed(&["reset", "bare.toml"]);
        machine.succeed(&["verify"]);
        let count = "SELECT count(DISTINCT rule) FROM connsura_seed.specimens";
        let rules = machine.database().text(count);
        assert_eq!(rules, (policy.rules.len() + 1).to_string(), "{period}");
    }
}

/// A rule by itself: a row beside its boundary has the verdict of its side, by the oracle's word.
#[test]
fn rows_beside_the_boundary_of_any_rule_are_what_they_say() {
    let now = "2026-03-01T00:00:00Z".parse().unwrap();
    for period in PERIODS {
        for rule in own_rules(period) {
            let name = rule.name.clone();
            let plan = bare(1, now, Policy { rules: vec![rule] });
            let reader = Reader::new(&plan);
            let own = plan.boundaries().iter();
            let own = own.filter(|boundary| boundary.rule.is_some());
            let mut labels = Vec::new();
            for boundary in own {
                assert_eq!(
                    verdict_on(&reader, boundary),
                    boundary.verdict,
                    "{} of {name} after {period}",
                    boundary.label()
                );
                labels.push(boundary.label());
            }
            for side in ["1d-over", "1ms-over", "at"] {
                let label = format!("retention/{name}/now/{side}");
                assert!(labels.contains(&label.as_str()), "{label}: {labels:?}");
            }
        }
    }
}

/// A state's verdict is that of the policy that is in force, in the database and to whom asks.
#[test]
fn states_have_the_verdict_of_the_policy() {
    let machine = Machine::with_server();
    let policy = "[retention.rules]\nclosed-share = false\n\n\
                  [retention.rules.message]\nanchor = \"editedAt\"\n";
    fs::write(machine.path().join("connsura-seed.toml"), policy).unwrap();
    machine.succeed(&["reset", "retention"]);
    let verdict = |label: &str| {
        let sql = format!("SELECT verdict FROM connsura_seed.specimens WHERE label = '{label}'");
        let listed = machine.database().text(&sql);
        let explained = machine.json(&["explain", label, "--format", "json"]);
        let about = explained["account"]["has"][0]["about"].as_str().unwrap();
        assert!(about.starts_with(&listed), "{label}: {listed}, {about}");
        listed
    };
    assert_eq!(verdict("retention/edited-lately"), "keep");
    assert_eq!(verdict("retention/edited-after-closing"), "keep");
    assert_eq!(verdict("retention/account-with-everything"), "purge");
}
