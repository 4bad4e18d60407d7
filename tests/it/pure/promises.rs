//! What scenarios promise of their rows, held against what the rows hold, whatever the seed.

use std::collections::BTreeMap;

use connsura_seed::coverage::{Promise, planned};
use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::schema::{Entity, encode};

use super::dataset::{Dataset, plan, plan_with, shipped};

/// How many cases, pairs and triples the plan promises; all must be there.
fn promised(plan: &Plan) -> [u64; 3] {
    let promise = Promise::of(plan);
    let coverage = planned(plan, &promise);
    assert_eq!(promise.missing_of_personas(&coverage), []);
    let mut counts = [0; 3];
    for kept in promise.kept(&coverage) {
        for (at, found) in [&kept.cases, &kept.pairs, &kept.triples]
            .into_iter()
            .enumerate()
        {
            let missing: Vec<String> = found
                .missing
                .iter()
                .map(|missing| format!("{missing:?}"))
                .collect();
            assert!(
                missing.is_empty(),
                "{} of seed {}: {missing:#?}",
                plan.scenario,
                plan.seed
            );
            counts[at] += found.promised;
        }
    }
    counts
}

fn of_seed(text: &str, seed: u64) -> Plan {
    let seed = Some(seed);
    plan_with(
        text,
        Overrides {
            seed,
            ..Overrides::default()
        },
    )
}

#[test]
fn shipped_scenarios_keep_what_they_promise_under_every_seed() {
    for name in [
        "edge-cases",
        "hostile",
        "staging",
        "conversations",
        "shares",
    ] {
        let promised = [1, 4_711].map(|seed| promised(&of_seed(shipped(name), seed)));
        assert_eq!(promised[0], promised[1], "{name}");
        assert!(promised[0][1] > 30, "{name}: {promised:?}");
    }
}

#[test]
fn states_are_kept_under_every_seed() {
    let text = r#"
        [customers]
        edge_cases = { strength = 2, tier = "hostile", only = ["account", "admin-account", "messages",
            "unread", "moment", "parties", "delivery", "share-status", "share-recipient",
            "share-customer", "upload-state", "mime-type", "form-status"], except = ["R01.ten-thousand"] }
    "#;
    for seed in 0..12 {
        promised(&of_seed(text, seed));
    }
}

#[test]
fn triples_are_there_at_strength_3() {
    let text = r#"
        [customers]
        edge_cases = { strength = 3, only = ["phone:null", "P04", "W09", "N02", "A01", "R12", "R05",
            "share-status", "share-customer", "share-recipient"], except = ["R12.hundred", "R12.ninety-nine"] }
    "#;
    let [cases, pairs, triples] = promised(&of_seed(text, 1));
    assert!(
        cases < pairs && pairs < triples,
        "{cases} {pairs} {triples}"
    );
    // Five statuses, two states of the customer, three recipients.
    assert!(triples > 5 * 2 * 3, "{triples}");
}

/// In how many rows of a table a column holds this, by the account or the owner that they are of.
fn bearers(data: &Dataset, table: &str, [column, of]: [&str; 2], text: &str) -> Vec<usize> {
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for row in data.table(table) {
        if row.text(column) == Some(text) {
            *bearers.entry(row.given(of)).or_default() += 1;
        }
    }
    bearers.into_values().collect()
}

#[test]
fn a_name_that_several_share_is_borne_by_several() {
    let alone = plan(
        r#"
        [customers]
        count = 0
        edge_cases = { strength = 1, only = ["N13.shared", "F10"] }
        "#,
    );
    let data = Dataset::of(&alone);
    let names = ["fullName", "userId"];
    assert_eq!(
        bearers(&data, "Customer", names, "Maria Schusterin"),
        [1, 1]
    );
    // Of one owner.
    let files = ["fileName", "ownerId"];
    assert_eq!(bearers(&data, "Upload", files, "scan.pdf"), [2]);
    let labels: Vec<&str> = alone
        .specimens()
        .iter()
        .map(|specimen| specimen.label.as_str())
        .collect();
    for label in ["N13.shared@name", "N13.shared@name-2", "F10@file-name"] {
        assert!(labels.contains(&label), "{labels:?}");
    }
    assert_eq!(promised(&alone), [2, 0, 0]);
}

#[test]
fn a_persona_shares_its_name_with_somebody_and_its_files_with_each_other() {
    for uploads in ["", "[[upload]]\nof = \"ngozi\""] {
        let alone = plan(&format!(
            r#"
            [customers]
            count = 0
            [[persona]]
            key = "ngozi"
            role = "customer"
            carries = ["N13.shared", "F10"]
            {uploads}
            "#
        ));
        let data = Dataset::of(&alone);
        let names = ["fullName", "userId"];
        assert!(bearers(&data, "Customer", names, "Maria Schusterin").len() > 1);
        let files = ["fileName", "ownerId"];
        assert_eq!(bearers(&data, "Upload", files, "scan.pdf"), [2]);
        assert_eq!(promised(&alone), [0, 0, 0]);
    }
}

#[test]
fn what_is_odd_in_an_address_has_an_address_around_it() {
    let alone = plan(
        r#"
        [customers]
        count = 0
        edge_cases = { strength = 1, tier = "hostile", only = ["address", "address-2", "city", "region",
            "postal-code", "country"] }
        "#,
    );
    let data = Dataset::of(&alone);
    assert!(alone.specimens().len() > 40);
    for specimen in alone.specimens() {
        let id = encode(Entity::Customer, specimen.root.key()).to_string();
        let mut rows = data.table("Customer").iter();
        let row = rows.find(|row| row.given("id") == id).unwrap();
        let own = specimen.cases[0].0.column().unwrap().1;
        for column in ["addressLine1", "city", "postalCode", "country"] {
            let is_there = column == own || row.text(column).is_some();
            assert!(is_there, "{} has no {column}", specimen.label);
        }
    }
}

#[test]
fn a_name_that_one_bears_is_not_shared() {
    let asked = plan(
        r#"
        [customers]
        edge_cases = { strength = 2, only = ["N13.shared", "P04"] }
        "#,
    );
    let alone = |personas: usize| {
        let named = |number: usize| {
            format!(
                "[[persona]]\nkey = \"ngozi-{number}\"\nrole = \"customer\"\n\
                 name = \"Maria Schusterin\"\ncarries = [\"P04\"]\n"
            )
        };
        let personas: String = (0..personas).map(named).collect();
        plan(&format!("[customers]\ncount = 0\n{personas}"))
    };
    for (personas, seen) in [(1, [1, 0]), (2, [2, 1])] {
        let promise = Promise::of(&asked);
        let kept = promise.kept(&planned(&alone(personas), &promise));
        assert_eq!([kept[0].cases.seen(), kept[0].pairs.seen()], seen);
    }
}
