//! What the program does, by the library that it is made of: facts to judge, and resets with
//! fewer guards than the program has.

use std::path::Path;
use std::time::Duration;

use connsura_seed::clock::Timestamp;
use connsura_seed::configuration::{Bounds, Triggers};
use connsura_seed::layout::Mapping;
use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::postgres::{Address, Named, NamedBy, Reach, Target, embedded};
use connsura_seed::reset::guard::{self, Guard};
use connsura_seed::reset::{Facts, Outcome, Request, Strategy, apply, hash_password, look};
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

pub(super) fn planned(name: &str) -> (Scenario, Plan) {
    let scenario = scenario::load(name, Path::new("/")).unwrap();
    let overrides = Overrides {
        today: Timestamp::from_millis(0),
        seed: None,
        now: None,
    };
    let plan = Plan::resolve(&scenario, overrides, |seed| hash_password(USERS, seed)).unwrap();
    (scenario, plan)
}

/// What is known of a database before a reset of `smoke`.
pub(super) fn facts(target: &Target) -> Facts {
    let (_, plan) = planned("smoke");
    block_on(async {
        let mut session = target.connect_directly().await.unwrap();
        let facts = look(target, &mut session, Some(&plan), None).await;
        session.close().await;
        facts.unwrap()
    })
}

/// The facts of a staging database that was marked and reset, with all that the configuration
/// has of it.
pub(super) fn facts_of_staging() -> Facts {
    let staging = Staging::filled();
    let mut target = target(staging.url(), NamedBy::Name);
    target.named.recorded = Some(facts(&target).identity);
    facts(&target)
}

/// All guards but the one of this name.
pub(super) fn all_but(name: &str) -> &'static [Guard] {
    let rest: Vec<Guard> = guard::ALL
        .into_iter()
        .filter(|guard| guard.name != name)
        .collect();
    assert_eq!(
        rest.len(),
        guard::ALL.len() - 1,
        "there is no guard `{name}`"
    );
    Box::leak(rest.into_boxed_slice())
}

/// A reset to `smoke` with these guards alone.
pub(super) fn reset_with(
    target: &Target,
    guards: &'static [Guard],
    strategy: Option<Strategy>,
) -> connsura_seed::Result<Outcome> {
    let (scenario, plan) = planned("smoke");
    let request = Request {
        scenario,
        plan,
        strategy,
        expects: None,
        backup: None,
        guards,
        threads: 1,
        wait: Duration::from_secs(10),
    };
    block_on(apply(target, &request, &mut |_| {}))
}
