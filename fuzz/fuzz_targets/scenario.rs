//! Any bytes as a scenario file: they are read, refused with places within the text, or planned.

#![no_main]

use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::scenario::{self, Scenario, Strength};
use connsura_seed::{Kind, entities};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match scenario::read("fuzzed", bytes.to_vec()) {
        Ok(scenario) => plan(&scenario),
        Err(error) => {
            assert_eq!(error.kind(), Kind::Invalid);
            for found in error.diagnostics() {
                assert!(
                    found.file.text.get(found.span.clone()).is_some(),
                    "{found:?}"
                );
            }
        }
    }
});

/// Plans a scenario, if that is done in a moment: all pairs of a thousand values are not.
fn plan(scenario: &Scenario) {
    let differences = scenario::differences(scenario, scenario);
    assert!(differences.is_ok_and(|found| found.is_empty()));
    let edge_cases = scenario.population.customers.edge_cases.as_ref();
    if edge_cases.is_some_and(|wanted| wanted.strength > Strength::One) {
        return;
    }
    match Plan::resolve(scenario, Overrides::default(), |_| Ok(String::new())) {
        Ok(plan) => {
            if let Err(error) = entities::check(&plan) {
                assert_eq!(error.kind(), Kind::Invalid);
            }
        }
        Err(error) => assert_eq!(error.kind(), Kind::Invalid),
    }
}
