//! Where guards that weigh something turn: how much is far more, and what says production.

use connsura_seed::configuration::Bounds;
use connsura_seed::postgres::{NamedBy, Size};
use connsura_seed::reset::Facts;
use connsura_seed::reset::guard::{self, Verdict};

use super::library::facts_of_staging;

fn verdict(name: &str, facts: &Facts) -> Verdict {
    let guard = guard::ALL.iter().find(|guard| guard.name == name).unwrap();
    guard.judge(facts)
}

/// What `bounds` says of this many rows where `left` were left; and of so many bytes.
fn bounds(facts: &Facts, left: Option<u64>, held: u64) -> [bool; 2] {
    let mut facts = facts.clone();
    let small = Size { rows: 1, bytes: 1 };
    let passes = |facts: &Facts| matches!(verdict("bounds", facts), Verdict::Passes(_));
    facts.generation.as_mut().unwrap().left = left.map(|rows| Size { rows, ..small });
    facts.size = Size {
        rows: held,
        ..small
    };
    let rows = passes(&facts);
    facts.generation.as_mut().unwrap().left = left.map(|bytes| Size { bytes, ..small });
    facts.size = Size {
        bytes: held,
        ..small
    };
    [rows, passes(&facts)]
}

#[test]
fn bounds_refuses_what_is_beyond_both_of_its_measures() {
    let mut facts = facts_of_staging();
    facts.named.bounds = Bounds {
        times: 20,
        rows: 100_000,
        bytes: 100_000,
    };
    for (left, held, passes) in [
        // Few were left: so many more decide.
        (Some(100), 100_100, true),
        (Some(100), 100_101, false),
        // Nothing was left, or nobody knows.
        (Some(0), 100_000, true),
        (Some(0), 100_001, false),
        (None, 100_000, true),
        (None, 100_001, false),
        // Many were left: so many times decide.
        (Some(50_000), 1_000_000, true),
        (Some(50_000), 1_000_001, false),
        // As many either way.
        (Some(5_263), 105_263, true),
        (Some(5_263), 105_264, false),
        // Less is nobody's worry, and the largest numbers do not turn around.
        (Some(1_000_000), 0, true),
        (Some(u64::MAX), u64::MAX, true),
        (Some(u64::MAX / 2), u64::MAX, true),
    ] {
        assert_eq!(bounds(&facts, left, held), [passes; 2], "{left:?} {held}");
    }
    facts.named.bounds = Bounds {
        times: 1,
        rows: 0,
        bytes: 0,
    };
    assert_eq!(bounds(&facts, Some(7), 7), [true; 2]);
    assert_eq!(bounds(&facts, Some(7), 8), [false; 2]);
    // Without any generation too.
    facts.generation = None;
    facts.size = Size { rows: 1, bytes: 0 };
    assert!(matches!(verdict("bounds", &facts), Verdict::Refuses(_)));
}

/// What the hint says to write is enough, and the text has both numbers.
#[test]
fn the_bounds_that_are_advised_are_enough() {
    let mut facts = facts_of_staging();
    facts.generation.as_mut().unwrap().left = Some(Size { rows: 90, bytes: 8 });
    facts.size = Size {
        rows: 4_000_000,
        bytes: 7_000_000_000,
    };
    let Verdict::Refuses(refusals) = verdict("bounds", &facts) else {
        panic!("four million rows pass");
    };
    let told: Vec<(&str, &str)> = refusals
        .iter()
        .map(|refusal| (refusal.reason.as_str(), refusal.hint.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "the schema holds 4000000 rows, and the last reset left 90: more than 20 times as many and 100000 more",
                "make sure which database that is; if it may hold so much: bounds.rows = 3999910 under [targets.staging] in connsura-seed.toml"
            ),
            (
                "the schema holds 7000000000 bytes, and the last reset left 8: more than 20 times as many and 1000000000 more",
                "make sure which database that is; if it may hold so much: bounds.bytes = 6999999992 under [targets.staging] in connsura-seed.toml"
            ),
        ]
    );
    facts.named.bounds.rows = 3_999_910;
    facts.named.bounds.bytes = 6_999_999_992;
    assert!(matches!(verdict("bounds", &facts), Verdict::Passes(_)));
    // What the configuration cannot have is not advised.
    facts.named.bounds = Bounds::default();
    for (by, advised) in [
        (NamedBy::Default, "connsura-seed local destroy"),
        (
            NamedBy::Variable("URL".to_owned()),
            "[targets.NAME] with url_env = \"staging\"",
        ),
    ] {
        facts.named.by = by;
        let Verdict::Refuses(refusals) = verdict("bounds", &facts) else {
            panic!("four million rows pass");
        };
        assert!(refusals[0].hint.contains(advised), "{}", refusals[0].hint);
        assert!(!refusals[0].hint.contains("[targets.staging]"));
    }
}

#[test]
fn production_is_known_in_every_spelling_and_nothing_else_is_taken_for_it() {
    let good = facts_of_staging();
    let says = |value: &str| {
        let mut facts = good.clone();
        let mut found = Vec::new();
        for name in ["NODE_ENV", "APP_ENV", "RAILS_ENV", "ENVIRONMENT"] {
            facts.environment = vec![(name.to_owned(), value.to_owned())];
            found.push(matches!(
                verdict("environment", &facts),
                Verdict::Refuses(_)
            ));
        }
        facts.environment.clear();
        facts.named.environment = Some(value.to_owned());
        found.push(matches!(
            verdict("environment", &facts),
            Verdict::Refuses(_)
        ));
        facts.named.environment = None;
        facts.named.name = value.to_owned();
        found.push(matches!(
            verdict("environment", &facts),
            Verdict::Refuses(_)
        ));
        found
    };
    for value in [
        "production",
        "prod",
        "Production",
        "PROD",
        " production\n",
        "\"production\"",
        "prod-eu",
        "eu_prod",
        "prod2",
        "production01",
        "PRODUCTION_DATABASE_URL",
        "prod (no backup)",
        "not staging but prod",
        "pre-release, production",
        "production\u{200b}",
    ] {
        assert_eq!(says(value), [true; 6], "{value:?}");
    }
    for value in [
        "staging",
        "test",
        "development",
        "non-production",
        "non_prod",
        "not prod",
        "pre-prod",
        "preprod",
        "nonprod",
        "product-demo",
        "reproduction",
        "productions",
        "",
    ] {
        assert_eq!(says(value), [false; 6], "{value:?}");
    }
}
