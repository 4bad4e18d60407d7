//! What the program does, by the library that it is made of: facts to judge, and resets with
//! fewer guards than the program has.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use connsura_seed::configuration::{Bounds, Triggers};
use connsura_seed::layout::Mapping;
use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::postgres::{Address, Named, NamedBy, Reach, Target, embedded};
use connsura_seed::reset::guard::{self, Guard};
use connsura_seed::reset::{
    Event, Facts, Outcome, Request, Sight, Step, apply, hash_password, survey,
};
use connsura_seed::scenario::{self, Scenario};

use super::staging::{Staging, USERS};
use crate::support::block_on;

/// The target at this URL, as the program makes it of `[targets.staging]`.
pub(super) fn target(url: &str, by: NamedBy) -> Target {
    let address = Address::parse(url, "the URL of the test").unwrap();
    Target {
        named: Named {
            name: "staging".to_owned(),
            by,
            environment: None,
            recorded: None,
            bounds: Bounds::default(),
        },
        schema: address.schema().to_owned(),
        reach: Reach::Address {
            any: Box::new(address),
            direct: None,
        },
        mapping: Mapping::default(),
        migrations: embedded(),
        triggers: Triggers::default(),
        exempt: std::collections::BTreeSet::new(),
    }
}

/// `smoke`, with the hash that is slow to make.
fn planned() -> (Scenario, Plan) {
    static PLANNED: OnceLock<(Scenario, Plan)> = OnceLock::new();
    let make = || {
        let scenario = scenario::load("smoke", Path::new("/")).unwrap();
        let plan = Plan::resolve(&scenario, Overrides::default(), |seed| {
            hash_password(USERS, seed)
        })
        .unwrap();
        (scenario, plan)
    };
    PLANNED.get_or_init(make).clone()
}

/// What is known of a database before a reset of `smoke`.
pub(super) fn facts(target: &Target) -> Facts {
    let (_, plan) = planned();
    match block_on(survey(target, Some(&plan), None)).unwrap() {
        Sight::Clear(facts, _) => *facts,
        Sight::Blocked { reason, .. } => panic!("{reason}"),
    }
}

/// The facts of a staging database that was marked and reset, with all that the configuration
/// has of it. They are read once, and changed by whoever takes them.
pub(super) fn facts_of_staging() -> Facts {
    static FACTS: OnceLock<Facts> = OnceLock::new();
    let read = || {
        let staging = Staging::filled();
        let mut target = target(staging.url(), NamedBy::Name);
        target.named.recorded = Some(staging.identity());
        facts(&target)
    };
    FACTS.get_or_init(read).clone()
}

/// All guards but these.
pub(super) fn all_but(names: &[&str]) -> &'static [Guard] {
    let rest: Vec<Guard> = guard::ALL
        .into_iter()
        .filter(|guard| !names.contains(&guard.name))
        .collect();
    assert_eq!(rest.len() + names.len(), guard::ALL.len(), "{names:?}");
    Box::leak(rest.into_boxed_slice())
}

/// A reset to `smoke` with these guards alone, and the steps that it came to.
pub(super) fn reset_with(
    target: &Target,
    guards: &'static [Guard],
) -> (connsura_seed::Result<Outcome>, Vec<Step>) {
    let (scenario, plan) = planned();
    let request = Request {
        scenario,
        plan,
        strategy: None,
        expects: None,
        backup: None,
        guards,
        threads: 1,
        wait: Duration::from_secs(10),
    };
    let mut steps = Vec::new();
    let mut tell = |event: Event<'_>| {
        if let Event::Step(step) = event {
            steps.push(step);
        }
    };
    let done = block_on(apply(target, &request, &mut tell));
    (done, steps)
}
