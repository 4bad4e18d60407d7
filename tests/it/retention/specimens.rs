//! Specimens are what they say they are, whatever the clock and the seed.

use connsura_seed::clock::{DAY, Timestamp};
use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::policy::Policy;
use connsura_seed::retention::{Oracle, Why};
use proptest::{prop_assert, prop_assert_eq, proptest};

use crate::pure::dataset::plan_with;

/// Nothing but specimens of retention.
pub(crate) const BARE: &str = "
    title = \"Boundaries\"
    [retention]
    boundaries = true
";

pub(super) fn bare(seed: u64, now: Timestamp, policy: Policy) -> Plan {
    let overrides = Overrides {
        seed: Some(seed),
        now: Some(now),
        policy,
        ..Overrides::default()
    };
    plan_with(BARE, overrides)
}

/// How long the period of a row on a side is over, in milliseconds.
fn over(side: &str) -> i64 {
    match side {
        "1d-over" => DAY,
        "1ms-over" => 1,
        "at" => 0,
        "1ms-short" => -1,
        "1d-short" => -DAY,
        other => panic!("no side {other}"),
    }
}

proptest! {
    /// Each row is as far from its boundary as its label says, and is judged as it says.
    #[test]
    fn specimens_are_what_they_say(
        seed in 0..u64::from(u32::MAX),
        now in 1_420_070_400_000_i64..2_208_988_800_000,
    ) {
        let policy = Policy::default();
        let plan = bare(seed, Timestamp::from_millis(now), policy.clone());
        let mut sides = 0;
        for boundary in plan.boundaries() {
            let oracle = Oracle::new(&plan, &policy, boundary.as_of);
            let (entity, key) = boundary.row;
            let row = oracle.reader().row(entity, key);
            prop_assert!(row.is_some(), "{} has no row", boundary.label());
            let fate = oracle.fate(&row.unwrap());
            prop_assert_eq!(fate.verdict, boundary.verdict, "{}: {:?}", boundary.label(), fate);
            let parts: Vec<&str> = boundary.label().split('/').collect();
            let ["retention", rule, _, side, ..] = parts[..] else {
                continue;
            };
            prop_assert_eq!(boundary.rule.as_deref(), Some(rule));
            let Why::Rule { rule: at, boundary: end, .. } = fate.why else {
                panic!("{}: {fate:?}", boundary.label());
            };
            prop_assert_eq!(&policy.rules[at].name, rule, "{}", boundary.label());
            let far = boundary.as_of.as_millis() - end.as_millis();
            prop_assert_eq!(far, over(side), "{}", boundary.label());
            sides += 1;
        }
        // Some sides are no day of the calendar, and what is ahead of the clock is in no row.
        prop_assert!(sides >= 90, "{sides} rows beside boundaries");
    }
}
