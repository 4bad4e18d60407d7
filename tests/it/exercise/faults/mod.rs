//! Faults, planted one at a time between the API and whoever asks: as often as not something that
//! a real program has been caught at.

mod item;
mod list;
mod plant;

use std::collections::BTreeMap;

use self::plant::{Fault, planted};
use super::Staged;

/// All faults.
fn faults() -> Vec<Fault> {
    item::faults().into_iter().chain(list::faults()).collect()
}

/// Faults that are found in a scenario's rows, and those that are not.
fn found_in(scenario: &str) -> BTreeMap<&'static str, bool> {
    let staged = Staged::over(scenario);
    let mut found = BTreeMap::new();
    for fault in faults() {
        let (name, only) = (fault.name, fault.only);
        let hash = staged.hash.clone();
        let api = staged.serve(|app| planted(app, fault, hash));
        let mut arguments = vec!["--fail-fast"];
        for table in only {
            arguments.extend(["--only", table]);
        }
        let (code, report) = staged.found(&api, &arguments);
        let is_found = report["findings"].as_u64().unwrap() > 0;
        assert_eq!(code, if is_found { 5 } else { 0 }, "{name}: {report}");
        found.insert(name, is_found);
    }
    found
}

fn share(found: &BTreeMap<&str, bool>) -> (usize, usize) {
    let missed: Vec<&&str> = found
        .iter()
        .filter(|(_, found)| !**found)
        .map(|(name, _)| name)
        .collect();
    println!("not found: {missed:?}");
    (found.values().filter(|found| **found).count(), found.len())
}

/// The figure stands in README.md.
#[test]
fn staging_shows_nine_faults_in_ten() {
    let found = found_in("staging");
    let (found, all) = share(&found);
    println!("staging shows {found} of {all} faults");
    assert!(all >= 30, "{all}");
    assert!(found * 10 >= all * 9, "{found} of {all}");
}

#[test]
fn hostile_shows_all_faults() {
    let found = found_in("hostile");
    let (found, all) = share(&found);
    assert_eq!(found, all);
}
