//! Every wrong prune is told from the right one, by specimens that are named.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use connsura_seed::clock::Timestamp;
use connsura_seed::judge::Judgement;
use connsura_seed::plan::Boundary;
use proptest::test_runner::{Config, TestRunner};
use proptest::{prop_assert, prop_assert_eq};

use super::Ground;
use super::prunes::{Prune, wrong};
use super::specimens::BARE;
use crate::support::{Machine, assert_readme_says};

/// The specimens among what was found that are made for this moment.
fn specimens(ground: &Ground, judgement: &Judgement, as_of: Timestamp) -> BTreeSet<String> {
    let own = ground.plan.boundaries().iter();
    let own = own.filter(|boundary| boundary.as_of == as_of);
    let found: BTreeSet<&str> = judgement
        .findings
        .iter()
        .filter_map(|finding| Some(finding.account.as_ref()?.0.as_str()))
        .collect();
    own.map(Boundary::label)
        .filter(|label| found.contains(label))
        .map(short)
        .collect()
}

fn short(label: &str) -> String {
    label.trim_start_matches("retention/").to_owned()
}

/// Right prunes leave nothing to find; each wrong one is told by specimens at one of the moments that
/// the generation is made for. The table says which caught which, and the report below it which
/// specimens no wrong prune needs.
#[test]
fn wrong_prunes_are_told_and_specimens_earn_their_place() {
    let mut ground = Ground::of(Machine::with_server(), &["retention"]);
    let moments = ground.moments();
    assert_eq!(moments.len(), 3);
    let mut caught: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for as_of in moments {
        let right = ground.judged(&Prune::right().sql(&as_of.to_string()), as_of);
        assert_eq!(right.findings, [], "as of {as_of}");
        assert!(right.total().purge > 0, "as of {as_of}");
        for (name, prune) in wrong() {
            let judgement = ground.judged(&prune.sql(&as_of.to_string()), as_of);
            let specimens = specimens(&ground, &judgement, as_of);
            caught.entry(name).or_default().extend(specimens);
        }
    }
    let missed: Vec<&&str> = caught
        .iter()
        .filter(|(_, by)| by.is_empty())
        .map(|(name, _)| name)
        .collect();
    assert!(missed.is_empty(), "told by no specimen: {missed:#?}");
    assert_readme_says(&format!(
        "{} wrong prunes, each with one plausible mistake",
        caught.len()
    ));
    let mut table = String::new();
    for (name, by) in &caught {
        let named: Vec<&str> = by.iter().take(4).map(String::as_str).collect();
        let more = by.len().saturating_sub(named.len());
        table.push_str(&format!("{name}\n    {}", named.join(", ")));
        if more > 0 {
            table.push_str(&format!(" and {more} more"));
        }
        table.push('\n');
    }
    let labels = ground.plan.boundaries().iter();
    let labels: BTreeSet<String> = labels.map(|boundary| short(boundary.label())).collect();
    // Whoever destroys a third of all that there is needs no specimen to be told.
    let told = caught.values().filter(|by| by.len() < labels.len() / 3);
    let needed: BTreeSet<String> = told.clone().flatten().cloned().collect();
    let alone: BTreeSet<&str> = told
        .filter(|by| by.len() == 1)
        .flatten()
        .map(String::as_str)
        .collect();
    let alone: Vec<&str> = alone.into_iter().collect();
    let idle: Vec<&str> = labels.difference(&needed).map(String::as_str).collect();
    insta::assert_snapshot!(format!(
        "{table}\nThe only one to tell some wrong prune:\n    {}\n\nNo wrong prune needs:\n    {}\n",
        alone.join("\n    "),
        idle.join("\n    ")
    ));
}

/// Wrong prunes are judged at one clock and seed in so many parts: all of them would take ten minutes.
const PARTS: usize = 5;

/// Whatever the clock and the seed: the right prune leaves nothing to find, and wrong ones are told at
/// one of the moments.
#[test]
fn wrong_prunes_are_told_at_any_now_and_seed() {
    let machine = Machine::with_server();
    std::fs::write(machine.path().join("bare.toml"), BARE).unwrap();
    let ground = RefCell::new(Ground::of(machine, &["bare.toml"]));
    let mut runner = TestRunner::new(Config::with_cases(50));
    // From 2015 to 2040, at any millisecond.
    let any = (
        0..u64::from(u32::MAX),
        1_420_070_400_000_i64..2_208_988_800_000,
        0..PARTS,
    );
    let done = runner.run(&any, |(seed, now, part)| {
        let mut ground = ground.borrow_mut();
        let now = Timestamp::from_millis(now).to_string();
        ground.reset(&["bare.toml", "--seed", &seed.to_string(), "--now", &now]);
        let mut left: Vec<_> = wrong().into_iter().skip(part).step_by(PARTS).collect();
        for as_of in ground.moments() {
            let at = as_of.to_string();
            let right = ground.judged(&Prune::right().sql(&at), as_of);
            prop_assert_eq!(right.findings, [], "as of {}", at);
            left.retain(|(_, prune)| ground.judged(&prune.sql(&at), as_of).count() == 0);
        }
        let left: Vec<&str> = left.iter().map(|(name, _)| *name).collect();
        prop_assert!(left.is_empty(), "not told: {:?}", left);
        Ok(())
    });
    if let Err(error) = done {
        panic!("{error}");
    }
}
