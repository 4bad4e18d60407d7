//! What two scenarios ask for differently: nothing where their rows are the same.

use connsura_seed::scenario::{Difference, differences};
use connsura_seed::schema::Entity;
use connsura_seed::sink::Ndjson;
use insta::assert_snapshot;
use proptest::prelude::*;

use super::dataset::{plan, render, scenario, shipped};

fn differ(left: &str, right: &str) -> Vec<Difference> {
    differences(&scenario(left), &scenario(right)).unwrap()
}

/// The differences, one a line.
fn told(left: &str, right: &str) -> String {
    let lines = differ(left, right).into_iter().map(|found| {
        let [left, right] = [found.left, found.right]
            .map(|value| value.map_or_else(|| "-".to_owned(), |value| value.to_string()));
        format!("{}: {left} | {right}", found.path)
    });
    lines.collect::<Vec<_>>().join("\n")
}

const NGOZI: &str = "[[persona]]\nkey = \"ngozi\"\n";

#[test]
fn the_same_put_differently_is_no_difference() {
    for (left, right) in [
        // What a scenario says of itself.
        ("title = \"A\"", "title = \"B\"\ndescription = \"C\""),
        // Defaults, spellings, order.
        (
            "",
            "seed = 0x1\nnow = \"2026-03-01T01:00:00+01:00\"\nadmins.count = 1",
        ),
        (
            "[customers]\ncount = 3\ndeleted = 0.5",
            "customers = { deleted = 5e-1, count = 3 }",
        ),
        // Weights with the same proportions.
        (
            "[customers]\nlocales = { en = 4, ar = 2 }",
            "[customers]\nlocales = { ar = 1, en = 2, ja = 0 }",
        ),
        (
            "[shares]\nstatus = { active = 2, closed = 2 }",
            "[shares]\nstatus = { active = 1, closed = 1 }",
        ),
        // Choices of the same cases.
        (
            "[customers.edge_cases]\nonly = [\"N06\", \"N06\", \"N07\"]",
            "[customers.edge_cases]\nonly = [\"N07\", \"N06\"]",
        ),
        (
            "[customers.edge_cases]\ntier = \"hostile\"\nonly = [\"N06\"]",
            "[customers.edge_cases]\ntier = \"plausible\"\nonly = [\"N06\"]",
        ),
        // Moments that are one instant.
        (
            &format!("{NGOZI}created = \"2 weeks ago\""),
            &format!("{NGOZI}created = \"2026-02-15T00:00:00Z\""),
        ),
        (
            &format!("{NGOZI}created = \"1 month ago\"\nlast_login = \"1 day after created\""),
            &format!("{NGOZI}created = \"28 days ago\"\nlast_login = \"27 days ago\""),
        ),
        (
            &format!("now = \"today\"\n{NGOZI}created = \"1 year and 14 days ago\""),
            &format!("now = \"today\"\n{NGOZI}created = \"2 weeks, 12 months ago\""),
        ),
        // The order of personas, and of the rows of different ones.
        (
            &format!(
                "{NGOZI}[[persona]]\nkey = \"li\"\n[[form]]\nof = \"li\"\n[[form]]\nof = \"ngozi\"\nstatus = \"draft\""
            ),
            &format!(
                "[[persona]]\nkey = \"li\"\n{NGOZI}[[form]]\nof = \"ngozi\"\nstatus = \"draft\"\n[[form]]\nof = \"li\""
            ),
        ),
        // What is inherited, and the same written out.
        ("extends = \"smoke\"\ntitle = \"Mine\"", shipped("smoke")),
    ] {
        assert_eq!(told(left, right), "", "{left}\n---\n{right}");
    }
}

#[test]
fn differences_are_told_by_key_with_both_values() {
    assert_snapshot!(
        told(
            "seed = 2\n[customers]\ncount = 3\nlocales = { en = 4, ar = 1 }\n[shares]\nper_customer = { max = 2 }",
            "now = \"today\"\n[customers]\ncount = 4\nlocales = { en = 3, ja = 1 }\nedge_cases = {}\n[shares]\nper_customer = { min = 1, max = 2, tail = \"long\" }",
        ),
        @r#"
    seed: 2 | 1
    now: "2026-03-01T00:00:00.000Z" | "today"
    customers.count: 3 | 4
    customers.locales.ar: 1 | -
    customers.locales.en: 4 | 3
    customers.locales.ja: - | 1
    customers.edge_cases: - | {"strength":1,"tier":"plausible","only":[],"except":[]}
    shares.per_customer.min: 0 | 1
    shares.per_customer.tail: "even" | "long"
    "#
    );
}

#[test]
fn personas_and_their_rows_are_told_of() {
    let left = format!(
        "[admins]\ncount = 2\n{NGOZI}phone = \"none\"\ncarries = [\"N06\"]\nabout = \"One\"\n\
         [[persona]]\nkey = \"li\"\nrole = \"admin\"\n\
         [[conversation]]\nbetween = [\"ngozi\", \"admin-1\"]\nmessages = 9\nunread_by = {{ ngozi = 1 }}\n\
         [[share]]\nof = \"ngozi\"\ncreated = \"9 days ago\"\n\
         [[share]]\nof = \"ngozi\"\nstatus = \"pending\"\n\
         [[upload]]\nof = \"li\"\n"
    );
    let right = format!(
        "[admins]\ncount = 2\n[[persona]]\nkey = \"mo\"\n{NGOZI}name = \"Ngozi\"\nabout = \"Two\"\n\
         [[conversation]]\nbetween = [\"ngozi\", \"admin-2\"]\nmessages = 9\nunread_by = {{ admin-2 = 1 }}\n\
         [[share]]\nof = \"ngozi\"\ncreated = \"8 days ago\"\nnote = \"none\"\n\
         [[audit_log]]\nby = \"mo\"\naction = \"profile.viewed\"\ncreated = \"now\"\n"
    );
    assert_snapshot!(told(&left, &right), @r#"
    persona.ngozi.about: "One" | "Two"
    persona.ngozi.carries: ["N06@name"] | []
    persona.ngozi.phone: "none" | -
    persona.ngozi.name: - | "Ngozi"
    persona.li: {"role":"admin","about":"","carries":[]} | -
    persona.mo: - | {"role":"customer","about":"","carries":[]}
    conversation.ngozi[1].with: "admin-1" | "admin-2"
    conversation.ngozi[1].unread_by.ngozi: 1 | -
    conversation.ngozi[1].unread_by.admin-2: - | 1
    share.ngozi[1].created: "2026-02-20T00:00:00.000Z" | "2026-02-21T00:00:00.000Z"
    share.ngozi[1].note: - | "none"
    share.ngozi[2]: {"status":"pending"} | -
    upload.li[1]: {} | -
    audit_log.mo[1]: - | {"action":"profile.viewed","created":"2026-03-01T00:00:00.000Z"}
    "#);
}

/// Lines that each say one thing in two ways that come to the same, and a third that does not.
const SPELLINGS: [[&str; 3]; 8] = [
    ["seed = 7", "seed = 0x7", "seed = 8"],
    [
        "customers.count = 3",
        "customers.count = +3",
        "customers.count = 4",
    ],
    [
        "customers.locales = { en = 2, ar = 2 }",
        "customers.locales = { ar = 1, en = 1, hi = 0 }",
        "customers.locales = { en = 1, hi = 1 }",
    ],
    [
        "customers.deleted = 0.5",
        "customers.deleted = 0.50",
        "customers.deleted = 0.75",
    ],
    [
        "customers.edge_cases = { only = [\"N06\", \"N07\"] }",
        "customers.edge_cases = { only = [\"N07\", \"N06\"], tier = \"plausible\" }",
        "customers.edge_cases = { only = [\"N07\"] }",
    ],
    [
        "shares = { per_customer = { max = 2 }, status = { closed = 2, active = 4 } }",
        "shares = { status = { active = 2, closed = 1 }, per_customer = { min = 0, max = 2, tail = \"even\" } }",
        "shares = { per_customer = { max = 1 } }",
    ],
    [
        "persona = [{ key = \"a\", created = \"2 weeks ago\" }, { key = \"b\" }]",
        "persona = [{ key = \"b\" }, { key = \"a\", created = \"14 days ago\" }]",
        "persona = [{ key = \"a\", created = \"13 days ago\" }, { key = \"b\" }]",
    ],
    [
        "form = [{ of = \"a\", created = \"2 days ago\" }, { of = \"b\", status = \"draft\" }]",
        "form = [{ of = \"b\", status = \"draft\" }, { of = \"a\", created = \"48 hours ago\" }]",
        "form = [{ of = \"a\", created = \"2 days ago\" }, { of = \"b\", status = \"archived\" }]",
    ],
];

fn text(choice: [usize; 8]) -> String {
    let lines = SPELLINGS.iter().zip(choice).map(|(ways, at)| ways[at]);
    lines.collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_difference_means_the_same_rows(left in any::<[u8; 8]>(), right in any::<[u8; 8]>(), near in any::<bool>()) {
        // Half of the time two ways to say the same.
        let ways = if near { 2 } else { 3 };
        let [left, right] = [left, right].map(|choice| choice.map(|at| usize::from(at) % ways));
        let same = left.iter().zip(&right).all(|(one, other)| (*one == 2) == (*other == 2));
        let [left, right] = [left, right].map(text);
        let found = differ(&left, &right);
        prop_assert_eq!(found.is_empty(), same, "{:#?}", found);
        let mirrored: Vec<Difference> = differ(&right, &left)
            .into_iter()
            .map(|found| Difference { left: found.right, right: found.left, ..found })
            .collect();
        let paths = |list: &[Difference]| {
            let mut paths: Vec<String> = list.iter().map(|found| found.path.clone()).collect();
            paths.sort();
            paths
        };
        prop_assert_eq!(paths(&mirrored), paths(&found));
        if same {
            let [left, right] = [left, right].map(|text| plan(&text));
            for entity in Entity::ALL {
                let [one, other] = [&left, &right].map(|plan| render(plan, entity, &Ndjson, 1, 1).bytes);
                prop_assert!(one == other, "{}", entity.name());
            }
        }
    }
}
