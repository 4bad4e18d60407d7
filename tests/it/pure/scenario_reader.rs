//! The reader of scenario files: what good files mean, and that no file at all stops it.

use connsura_seed::clock::Timestamp;
use connsura_seed::edge::Tier;
use connsura_seed::plan::Overrides;
use connsura_seed::plan::Plan;
use connsura_seed::scenario::{self, Count, SHIPPED, ShareStatus, Strength, Tail};
use connsura_seed::{Kind, SourceFile};
use proptest::prelude::*;

use super::dataset::{scenario, shipped};

#[test]
fn shipped_scenarios_are_valid_and_say_what_they_are() {
    let names: Vec<&str> = SHIPPED.iter().map(|shipped| shipped.name).collect();
    assert!(names.is_sorted(), "{names:?}");
    for shipped in SHIPPED {
        let scenario = scenario(shipped.text);
        assert!(!scenario.title.is_empty(), "{} has no title", shipped.name);
        assert!(
            !scenario.description.is_empty(),
            "{} has no description",
            shipped.name
        );
    }
}

#[test]
fn smoke_means_what_its_file_says() {
    let smoke = scenario(shipped("smoke"));
    let count = |min, max| Count {
        min,
        max,
        tail: Tail::Even,
    };
    // 2026-03-01T00:00:00Z
    assert_eq!(
        smoke.now.on(Timestamp::default()).as_millis(),
        1_772_323_200_000
    );
    let population = smoke.population;
    assert_eq!(population.customers.count, 4);
    let locales = population.customers.locales.iter();
    let weights: Vec<(&str, u32)> = locales
        .map(|entry| (entry.locale.tag, entry.weight))
        .collect();
    assert_eq!(
        weights,
        [("ar", 1), ("en", 2), ("es", 1), ("hi", 1), ("ja", 1)]
    );
    assert!((population.customers.deleted - 0.2).abs() < 1e-12);
    assert_eq!(population.customers.edge_cases, None);
    // Where none is named, the desk is the first admin.
    assert_eq!((population.admins.count, population.admins.desk), (2, 1));
    assert_eq!(population.conversations.per_customer, count(0, 2));
    assert_eq!(population.conversations.messages, count(1, 4));
    assert!((population.conversations.unread - 0.4).abs() < 1e-12);
    assert_eq!(population.shares.per_customer, count(1, 2));
    assert_eq!(
        population.shares.status,
        ShareStatus::ALL.map(|status| (status, 1))
    );
    assert_eq!(population.audit_logs.extra_per_user, count(0, 1));
    assert_eq!(population.uploads.per_user, count(0, 1));
    assert_eq!(population.forms.per_customer, count(1, 2));
}

#[test]
fn an_empty_file_is_one_admin_and_nothing_else() {
    let nothing = scenario("");
    assert_eq!(
        (
            nothing.seed,
            nothing.now.on(Timestamp::default()).as_millis()
        ),
        (1, 1_772_323_200_000)
    );
    let population = nothing.population;
    assert_eq!(population.customers.count, 0);
    assert_eq!(population.customers.locales.len(), 1);
    assert_eq!(population.customers.locales[0].locale.tag, "en");
    assert_eq!((population.admins.count, population.admins.desk), (1, 1));
    for count in [
        population.conversations.per_customer,
        population.conversations.messages,
        population.shares.per_customer,
        population.audit_logs.extra_per_user,
        population.uploads.per_user,
        population.forms.per_customer,
    ] {
        assert_eq!(count, Count::NONE);
    }
}

#[test]
fn values_may_be_spelled_as_toml_allows() {
    let text = "
        seed = 0x10
        now = \"2026-03-01T01:00:00+01:00\"
        customers.count = 1_000
        customers.edge_cases.tier = \"plausible\"
        customers.deleted = 1
        admins = { count = 0b11, desk = 0o3 }
        shares.status = { revoked = 7 }
    ";
    let scenario = scenario(text);
    assert_eq!(
        (
            scenario.seed,
            scenario.now.on(Timestamp::default()).as_millis()
        ),
        (16, 1_772_323_200_000)
    );
    let population = scenario.population;
    assert_eq!(population.customers.count, 1_000);
    let edge_cases = population.customers.edge_cases.unwrap();
    assert_eq!(
        (edge_cases.tier, edge_cases.strength),
        (Tier::Plausible, Strength::One)
    );
    assert!((population.customers.deleted - 1.0).abs() < 1e-12);
    assert_eq!((population.admins.count, population.admins.desk), (3, 3));
    let weights = population.shares.status.map(|(_, weight)| weight);
    assert_eq!(weights, [0, 0, 0, 7]);
}

#[test]
fn the_largest_of_everything_is_allowed() {
    let text = "
        seed = 9223372036854775807
        now = \"9000-12-31T23:59:59.999Z\"
        [customers]
        count = 1000000000
        deleted = 1.0
        [admins]
        count = 1000000000
        desk = 65535
        [conversations]
        per_customer = { max = 65535 }
        messages = { max = 1000000000 }
        [forms]
        per_customer = { min = 1000000, max = 1000000 }
    ";
    let scenario = scenario(text);
    let plan = Plan::resolve(&scenario, Overrides::default(), |seed| Ok(seed.to_string())).unwrap();
    assert_eq!(plan.roots().len(), 2_000_000_000);
    assert_eq!(plan.password_hash, "9223372036854775807");
}

/// Reads a text and checks what must hold of any outcome.
fn read(text: &str) {
    let file = SourceFile {
        path: "any.toml".to_owned(),
        text: text.to_owned(),
    };
    match scenario::parse("any", file) {
        Ok(scenario) => {
            Plan::resolve(&scenario, Overrides::default(), |_| Ok(String::new())).unwrap();
        }
        Err(error) => {
            assert_eq!(error.kind(), Kind::Invalid);
            assert!(!error.diagnostics().is_empty());
            let lines = text.matches('\n').count() + 1;
            let places: Vec<(usize, usize)> = error
                .diagnostics()
                .iter()
                .map(connsura_seed::Diagnostic::position)
                .collect();
            assert!(places.is_sorted(), "{places:?}");
            assert!(places.iter().all(|(line, _)| *line <= lines), "{places:?}");
            for found in error.diagnostics() {
                assert!(found.span.end <= text.len(), "{found:?}");
                assert!(
                    text.get(found.span.clone()).is_some(),
                    "a cut character: {found:?}"
                );
            }
        }
    }
}

/// What a slip of the hand puts into a file.
const SLIPS: &[&str] = &[
    "",
    "-",
    "\"",
    "\"\"\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r",
    "\t",
    "\\",
    "\u{0}",
    "0x",
    "1e400",
    "nan",
    "-1",
    "99999999999999999999",
    "true",
    "é",
    "👩\u{200d}👧",
    "\u{feff}",
    "count",
    "max = 1",
    "2026-03-01",
];

/// A shipped scenario with a few slips: a piece of the text replaced by something else.
fn mutated() -> impl Strategy<Value = String> {
    let slip = (
        any::<prop::sample::Index>(),
        0_usize..12,
        prop::sample::select(SLIPS),
    );
    let slips = prop::collection::vec(slip, 1..5);
    (prop::sample::select(SHIPPED), slips).prop_map(|(shipped, slips)| {
        let mut text: Vec<char> = shipped.text.chars().collect();
        for (place, length, slip) in slips {
            let start = place.index(text.len().max(1)).min(text.len());
            let end = (start + length).min(text.len());
            text.splice(start..end, slip.chars());
        }
        text.into_iter().collect()
    })
}

/// Keys of every kind of value.
const KEYS: &[&str] = &[
    "title",
    "seed",
    "now",
    "customers",
    "customers.count",
    "customers.locales",
    "customers.locales.en",
    "customers.deleted",
    "customers.edge_cases",
    "customers.edge_cases.tier",
    "admins.count",
    "admins.desk",
    "conversations.per_customer",
    "conversations.per_customer.min",
    "conversations.messages.max",
    "conversations.unread",
    "shares.status",
    "shares.status.active",
    "forms.per_customer.tail",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_stops_the_reader(text in "\\PC{0,80}|[a-z\\[\\]{}=\"'0-9.\\n #-]{0,80}") {
        read(&text);
    }

    #[test]
    fn no_slip_in_a_good_file_stops_the_reader(text in mutated()) {
        read(&text);
    }

    #[test]
    fn no_value_of_any_kind_stops_the_reader(
        key in prop::sample::select(KEYS),
        value in prop_oneof![
            "-?[0-9]{1,40}",
            "-?[0-9]{1,3}\\.[0-9]{1,3}",
            "0x[0-9a-f]{1,40}",
            "[+-]?(inf|nan)|true|\\[\\]|\\{\\}",
            "\"[a-z0-9:T-]{0,30}\"",
            "[0-9]{4}-0[1-9]-1[0-9]",
        ],
    ) {
        read(&format!("{key} = {value}\n"));
    }
}
