//! Every case of the catalogue has a specimen in `staging` that is what its title says.

use std::collections::BTreeSet;

use connsura_seed::edge::{self, EdgeCase, NameRule};
use connsura_seed::plan::Plan;
use connsura_seed::rng::{Origin, Recipe, Root, Source};
use connsura_seed::schema::{Entity, encode};
use connsura_seed::words::LOCALES;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::dataset::{Dataset, Record, STAGING, plan, shipped};
use super::identity::{Identity, SPECIMENS};

/// What a case that leaves something out leaves out, as its title says.
const ABSENT: [(&str, &str, &str); 24] = [
    ("locale:null", "User", "locale"),
    ("time-zone:null", "User", "timeZone"),
    ("email-verified:null", "User", "emailVerifiedAt"),
    ("preferred-name:null", "Customer", "preferredName"),
    ("phone:null", "Customer", "phone"),
    ("date-of-birth:null", "Customer", "dateOfBirth"),
    ("address-line-1:null", "Customer", "addressLine1"),
    ("address-line-2:null", "Customer", "addressLine2"),
    ("city:null", "Customer", "city"),
    ("region:null", "Customer", "region"),
    ("postal-code:null", "Customer", "postalCode"),
    ("country:null", "Customer", "country"),
    ("preferences:null", "Customer", "preferences"),
    ("notes:null", "Customer", "notes"),
    ("client-message-id:null", "Message", "clientMessageId"),
    ("delivered:null", "Message", "deliveredAt"),
    ("share-note:null", "ProfileShare", "note"),
    ("share-expiry:null", "ProfileShare", "expiresAt"),
    ("request-id:null", "AuditLog", "requestId"),
    ("ip-address:null", "AuditLog", "ipAddress"),
    ("user-agent:null", "AuditLog", "userAgent"),
    ("metadata:null", "AuditLog", "metadata"),
    ("mime-type:null", "Upload", "mimeType"),
    ("sha256:null", "Upload", "sha256"),
];

/// What the column of full names takes: `varchar(200)`.
const LIMIT: usize = 200;

/// The rows of a table that hang on a case's specimen.
fn rows<'d>(plan: &Plan, data: &'d Dataset, case: &EdgeCase, table: &str) -> Vec<&'d Record> {
    let specimen = plan
        .specimens()
        .iter()
        .find(|specimen| specimen.cases.iter().any(|carried| carried.id == case.id));
    let specimen = specimen.unwrap_or_else(|| panic!("{} has no specimen", case.id));
    let user = Identity::read(&encode(Entity::User, specimen.root.key()).to_string());
    assert_eq!(user.origin, SPECIMENS);
    let rows = data.table(table).iter();
    let found: Vec<&Record> = rows
        .filter(|row| Identity::read(row.given("id")).root() == user.root())
        .collect();
    assert!(!found.is_empty(), "{} has no rows in {table}", case.id);
    found
}

#[test]
fn every_case_has_a_specimen_that_is_as_its_title_says() {
    let plan = plan(shipped("staging"));
    let data: &Dataset = &STAGING;
    for case in edge::catalogue() {
        let customer = rows(&plan, data, case, "Customer")[0];
        match case.id.split_once(':') {
            Some(("name", which)) => check_name(which, customer.given("fullName")),
            Some(("languages", which)) => check_languages(which, &plan, data, case),
            Some(("party", "gone")) => check_gone(&rows(&plan, data, case, "Message"), data),
            _ => {
                let absent = ABSENT.iter().find(|(id, _, _)| *id == case.id);
                let (_, table, column) =
                    absent.unwrap_or_else(|| panic!("say in this test what {} claims", case.id));
                for row in rows(&plan, data, case, table) {
                    assert!(row.cell(column).is_null(), "{}: {}", case.id, row.line);
                }
            }
        }
    }
}

/// A name is measured in graphemes, code points and bytes.
fn check_name(which: &str, name: &str) {
    let measures = (
        name.graphemes(true).count(),
        name.chars().count(),
        name.len(),
    );
    match (which, measures) {
        ("limit-graphemes", (graphemes, points, bytes)) => {
            assert_eq!((graphemes, points), (LIMIT, LIMIT), "{name}");
            assert!(bytes > points, "{name}");
        }
        ("limit-code-points", (graphemes, points, _)) => {
            assert_eq!(points, LIMIT, "{name}");
            assert!(graphemes < points, "{name}");
        }
        ("limit-bytes", (_, points, bytes)) => {
            assert_eq!(bytes, LIMIT, "{name}");
            assert!(points < bytes, "{name}");
        }
        (other, _) => panic!("say in this test what name:{other} claims"),
    }
}

proptest! {
    /// The rules keep to any limit, not to that of today's column alone.
    #[test]
    fn names_are_of_the_length_that_is_asked_for(seed in any::<u64>(), limit in 12_usize..300) {
        let key = Root::new(Origin::Specimens, 0).unwrap().key();
        let field = Source::new(seed, Recipe::V1).field("Test", "name");
        let name = |rule| edge::full_name(rule, limit, &mut field.at(key));
        let wide = name(NameRule::LimitInGraphemes);
        prop_assert_eq!(wide.graphemes(true).count(), limit);
        let marked = name(NameRule::LimitInCodePoints);
        prop_assert_eq!(marked.chars().count(), limit);
        prop_assert!(marked.graphemes(true).count() < limit);
        let heavy = name(NameRule::LimitInBytes);
        prop_assert_eq!(heavy.len(), limit);
        prop_assert!(heavy.chars().count() < limit);
    }
}

fn check_languages(which: &str, plan: &Plan, data: &Dataset, case: &EdgeCase) {
    let customer = rows(plan, data, case, "Customer")[0];
    let spoken = customer.list("spokenLanguages").unwrap();
    let distinct: BTreeSet<&str> = spoken.iter().copied().collect();
    assert_eq!(distinct.len(), spoken.len(), "a language twice: {spoken:?}");
    match which {
        "empty" => assert!(spoken.is_empty()),
        "single" => assert_eq!(spoken.len(), 1),
        "many" => assert_eq!(spoken.len(), LOCALES.len()),
        "mixed-scripts" => {
            for script in [
                r"\p{Latin}",
                r"\p{Arabic}",
                r"\p{Hebrew}",
                r"\p{Greek}",
                r"\p{Cyrillic}",
                r"\p{Devanagari}",
                r"\p{Thai}",
                r"\p{Hangul}",
                r"\p{Han}",
            ] {
                let script = regex::Regex::new(script).unwrap();
                assert!(
                    spoken.iter().any(|name| script.is_match(name)),
                    "{script}: {spoken:?}"
                );
            }
            assert!(spoken.len() < LOCALES.len());
        }
        other => panic!("say in this test what languages:{other} claims"),
    }
}

/// One side of each message is NULL, and nobody keeps a read state of it.
fn check_gone(messages: &[&Record], data: &Dataset) {
    for message in messages {
        let sides = ["senderId", "recipientId"].map(|column| message.text(column));
        let known: Vec<&str> = sides.into_iter().flatten().collect();
        assert_eq!(known.len(), 1, "{}", message.line);
        for state in data.table("MessageReadState") {
            assert_ne!(state.given("senderId"), known[0]);
            assert_ne!(state.given("recipientId"), known[0]);
        }
    }
}

#[test]
fn nobody_but_that_specimen_speaks_to_somebody_who_is_gone() {
    let plan = plan(shipped("staging"));
    let gone = edge::catalogue()
        .find(|case| case.id == "party:gone")
        .unwrap();
    let odd = rows(&plan, &STAGING, gone, "Message").len();
    let halves = STAGING.table("Message").iter().filter(|message| {
        message.text("senderId").is_none() || message.text("recipientId").is_none()
    });
    assert_eq!(halves.count(), odd);
}

#[test]
fn ids_of_cases_are_unique_and_name_a_facet_and_a_value() {
    let shape = regex::Regex::new("^[a-z0-9]+(-[a-z0-9]+)*:[a-z0-9]+(-[a-z0-9]+)*$").unwrap();
    let mut seen = BTreeSet::new();
    for case in edge::catalogue() {
        assert!(shape.is_match(case.id), "{}", case.id);
        assert!(seen.insert(case.id), "{} twice", case.id);
        assert!(
            !case.title.is_empty() && !case.breaks.is_empty(),
            "{}",
            case.id
        );
    }
}

#[test]
fn every_claim_of_this_test_is_a_case_of_the_catalogue() {
    let ids: BTreeSet<&str> = edge::catalogue().map(|case| case.id).collect();
    for (id, _, _) in ABSENT {
        assert!(ids.contains(id), "{id} is no case any more");
    }
}
