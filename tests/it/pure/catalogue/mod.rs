//! The catalogue: its ids, its facets, and for every case that its value is what it claims.

mod claims;
mod code_claims;
mod makers;
mod measured;
mod people_claims;
mod row_claims;
pub(crate) mod sample;
mod string_claims;

use std::collections::{BTreeMap, BTreeSet};

use connsura_seed::edge::case::{EdgeCase, Tier, Value};
use connsura_seed::edge::catalogue::{self, CANNOT_LIVE, Class, Selector};
use connsura_seed::edge::{Facet, Subject};
use connsura_seed::reserved::{is_documentation_address, offences, ranges_of};
use connsura_seed::schema::ColumnType;
use regex::Regex;
use sha2::{Digest as _, Sha256};

use super::own_ranges::is_reserved_host;
use sample::{Made, Sample, points};

const SEEDS: [u64; 3] = [0, 7, u64::MAX];

/// The ids of the design's page, in its order.
const PAGE: &str = "N01 N02 N03 N04 N05 N06 N07 N08 N09 N10 N11 N12 N13 N14 N15 N16 N17 N18 N19 N20 \
    N21 N22 N23 S01 S02 S03 S04 S05 S06 S07 S08 S09 S10 S11 S12 S13 S14 Z01 Z02 Z03 Z04 Z05 Z06 C01 \
    C02 C03 C04 C05 C06 B01 B02 B03 B04 B05 I01 I02 I03 I04 X01 X02 X03 X04 X05 H01 H02 H03 A01 A02 \
    A03 A04 A05 A06 M01 M02 M03 K01 K02 K03 K04 K05 K06 K07 K08 D01 D02 D03 D04 D05 D06 D07 D08 D09 \
    D10 D11 D12 E01 E02 E03 E04 E05 E06 E07 E08 E09 P01 P02 P03 P04 P05 P06 P07 F01 F02 F03 F04 F05 \
    F06 F07 F08 F09 F10 R01 R02 R03 R04 R05 R06 R07 R08 R09 R10";

/// How many cases a facet may have: specimens are as many as the product of a subject's two
/// largest facets.
const MOST: [(&str, usize); 16] = [
    ("name", 60),
    ("preferred-name", 25),
    ("phone", 14),
    ("birth-date", 16),
    ("languages", 12),
    ("preferences", 20),
    ("notes", 40),
    ("email", 14),
    ("locale", 11),
    ("time-zone", 12),
    ("unread", 10),
    ("body", 45),
    ("share-expiry", 14),
    ("metadata", 20),
    ("file-name", 40),
    ("form-data", 22),
];

pub(super) fn sha256_of_nothing() -> String {
    let digest = Sha256::digest([]);
    let words = digest.as_chunks().0.iter();
    words.fold(String::new(), |text, word| {
        format!("{text}{:08x}", u32::from_be_bytes(*word))
    })
}

fn every_value() -> impl Iterator<Item = (&'static EdgeCase, Facet, Sample)> {
    catalogue::cases().flat_map(|case| {
        let facets = case.facets.iter();
        facets
            .flat_map(move |facet| SEEDS.map(|seed| (case, *facet, Sample::of(case, *facet, seed))))
    })
}

#[test]
fn ids_are_unique_and_well_formed() {
    let shape = Regex::new(r"^[A-Z][0-9]{2}(\.[a-z0-9]+(-[a-z0-9]+)*)?$").unwrap();
    let mut seen = BTreeSet::new();
    for class in Class::ALL {
        for case in class.cases() {
            assert!(seen.insert(case.id), "{} is there twice", case.id);
            assert_eq!(catalogue::find(case.id), Some(case));
            assert_eq!(Class::of(case), Some(*class));
            match class.letter() {
                Some(letter) => {
                    assert!(shape.is_match(case.id), "{}", case.id);
                    assert!(case.id.starts_with(letter), "{} is of {class:?}", case.id);
                }
                None => assert_eq!(case.id, format!("{}:null", case.facets[0].name())),
            }
        }
    }
    for out in CANNOT_LIVE {
        assert!(shape.is_match(out.id), "{}", out.id);
        assert!(seen.insert(out.id), "{} is there twice", out.id);
        assert!(!out.title.is_empty() && !out.reason.is_empty());
    }
    let names: BTreeSet<&str> = Class::ALL.iter().map(|class| class.name()).collect();
    assert_eq!(names.len(), Class::ALL.len());
    let letters: BTreeSet<_> = Class::ALL.iter().map(|class| class.letter()).collect();
    assert_eq!(letters.len(), Class::ALL.len());
}

#[test]
fn every_case_of_the_page_is_there_or_cannot_be() {
    let stem = |id: &'static str| id.split('.').next().unwrap();
    let known = catalogue::cases().map(|case| stem(case.id));
    let known: BTreeSet<&str> = known
        .chain(CANNOT_LIVE.iter().map(|out| stem(out.id)))
        .collect();
    let missing = PAGE.split_whitespace().filter(|id| !known.contains(id));
    let missing: Vec<&str> = missing.collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_case_says_what_it_is_and_why() {
    for case in catalogue::cases() {
        for text in [case.title, case.breaks, case.source] {
            assert!(text.len() > 3, "{}: {text:?}", case.id);
            assert!(!text.ends_with('.'), "{}: {text:?}", case.id);
        }
        let facets: BTreeSet<_> = case.facets.iter().collect();
        assert!(
            !case.facets.is_empty() && facets.len() == case.facets.len(),
            "{}",
            case.id
        );
    }
    let mut titles = BTreeMap::new();
    for case in catalogue::cases() {
        let other = titles.insert(case.title, case.id);
        assert_eq!(other, None, "{} bears the same title", case.id);
    }
}

#[test]
fn facets_have_cases_and_not_too_many() {
    let mut counts: BTreeMap<Facet, usize> = BTreeMap::new();
    for case in catalogue::cases() {
        for facet in case.facets {
            *counts.entry(*facet).or_default() += 1;
        }
    }
    let mut wrong = Vec::new();
    for facet in Facet::ALL {
        let most = MOST.iter().find(|(name, _)| *name == facet.name());
        let most = most.map_or(8, |(_, most)| *most);
        let count = counts.get(facet).copied().unwrap_or_default();
        if !(1..=most).contains(&count) {
            wrong.push(format!("{} has {count} cases", facet.name()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every case has a claim, and at every facet, whatever is drawn, the claim is true.
#[test]
fn every_value_is_what_its_case_claims() {
    let mut wrong = BTreeSet::new();
    for (case, facet, sample) in every_value() {
        let holds = match case.id.strip_suffix(":null") {
            Some(name) => {
                let (entity, column) = facet.column().unwrap();
                let column = entity.table().column(column).unwrap();
                name == facet.name() && sample.made == Made::Null && column.nullable
            }
            None => claims::claim(case.id)
                .unwrap_or_else(|| panic!("say in this test what {} claims", case.id))(
                &sample
            ),
        };
        if !holds {
            let text = format!("{:?}", sample.made);
            let text: String = text.chars().take(200).collect();
            wrong.insert(format!("{} at {}: {text}", case.id, facet.name()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_claim_is_of_one_case() {
    let mut seen = BTreeSet::new();
    for id in claims::ids() {
        assert!(seen.insert(id), "{id} is claimed twice");
        assert!(catalogue::find(id).is_some(), "there is no {id}");
    }
}

/// A value is of its column's type, and the column takes it.
#[test]
fn every_value_fits_its_column() {
    for (case, facet, sample) in every_value() {
        let place = format!("{} at {}", case.id, facet.name());
        let Some((entity, name)) = facet.column() else {
            assert!(matches!(case.value, Value::State(_)), "{place}");
            continue;
        };
        let column = entity.table().column(name).unwrap();
        let fits = match (&sample.made, column.kind) {
            (Made::Null, _) => column.nullable,
            (Made::Text(_), ColumnType::Text)
            | (Made::List(..), ColumnType::TextArray)
            | (Made::Json(_), ColumnType::Jsonb)
            | (Made::Number(_), ColumnType::Int8)
            | (Made::Network(_), ColumnType::Inet)
            | (Made::Instant(_) | Made::AfterCreation(_), ColumnType::Timestamp)
            | (Made::Infinity(_), ColumnType::Timestamp | ColumnType::Date)
            | (Made::Date(_), ColumnType::Date) => true,
            (Made::Text(text), ColumnType::Varchar(limit)) => points(text) <= limit as usize,
            // PostgreSQL pads what is shorter.
            (Made::Text(text), ColumnType::Char(limit)) => points(text) == limit as usize,
            _ => false,
        };
        assert!(fits, "{place}: {:?} in {:?}", sample.made, column.kind);
        if let Made::Text(text) = &sample.made {
            assert!(!text.contains('\0'), "{place}");
        }
    }
}

/// Two cases with one value would be one case.
#[test]
fn no_value_is_there_twice_in_a_facet() {
    let mut seen = BTreeMap::new();
    for case in catalogue::cases() {
        for facet in case.facets {
            let made = Sample::of(case, *facet, 0).made;
            let value = format!("{}: {made:?}", facet.name());
            if let Some(other) = seen.insert(value, case.id) {
                panic!("{} and {other} are the same at {}", case.id, facet.name());
            }
        }
    }
}

#[test]
fn no_value_holds_contact_data_that_is_not_reserved() {
    let host = Regex::new(r"(?:^|[^/])//([^/?\s)]+)").unwrap();
    let quad = Regex::new(r"[0-9]+(?:\.[0-9]+){3}").unwrap();
    for (case, facet, sample) in every_value() {
        let texts: Vec<&str> = match &sample.made {
            Made::Text(text) | Made::Json(text) => vec![text],
            Made::List(_, items) => items.iter().flatten().map(String::as_str).collect(),
            Made::Network(network) => {
                assert!(is_documentation_address(network.address), "{}", case.id);
                Vec::new()
            }
            _ => Vec::new(),
        };
        for text in texts {
            for found in host.captures_iter(text) {
                assert!(is_reserved_host(&found[1]), "{}: {}", case.id, &found[1]);
            }
            for found in quad.find_iter(text) {
                let address = found.as_str().parse().unwrap();
                assert!(is_documentation_address(address), "{}: {address}", case.id);
            }
            assert_eq!(
                offences(text).count(),
                0,
                "{} at {}: {text}",
                case.id,
                facet.name()
            );
        }
    }
}

/// What people cannot have typed, and what breaks the rules of the data, is not plausible.
#[test]
fn tiers_are_told_by_what_the_values_are() {
    for (case, _, sample) in every_value() {
        let null_list = matches!(sample.made, Made::Null)
            && case.facets.iter().any(|facet| {
                let (entity, column) = facet.column().unwrap();
                entity.table().column(column).unwrap().kind == ColumnType::TextArray
            });
        let only_by_other_means = null_list
            || match &sample.made {
                Made::List(lower, items) => *lower != 1 || items.contains(&None),
                Made::Infinity(_) => true,
                Made::Number(number) => *number < 0 || *number > 1 << 40,
                Made::Instant(millis) => !(0..=2_147_483_648_000).contains(millis),
                Made::AfterCreation(millis) => *millis < 0,
                Made::Text(text) => text
                    .chars()
                    .any(|sign| sign < ' ' && !matches!(sign, '\t' | '\n' | '\r')),
                _ => false,
            };
        if only_by_other_means {
            assert_eq!(case.tier, Tier::Hostile, "{}", case.id);
        }
    }
}

#[test]
fn words_choose_classes_cases_groups_and_facets() {
    let chosen = |word: &str| {
        let selector = Selector::parse(word)?;
        let cases = catalogue::cases();
        let pairs = cases.flat_map(|case| case.facets.iter().map(move |facet| (case, *facet)));
        let pairs = pairs.filter(|(case, facet)| selector.takes(case, *facet));
        let pairs = pairs.map(|(case, facet)| format!("{}@{}", case.id, facet.name()));
        Some(pairs.collect::<Vec<_>>())
    };
    assert_eq!(chosen("S02").unwrap(), ["S02@preferred-name", "S02@body"]);
    assert_eq!(chosen("S01").unwrap(), ["S01@body", "S01.nfd@body"]);
    assert_eq!(chosen("S01.nfd").unwrap(), ["S01.nfd@body"]);
    assert_eq!(chosen("L01").unwrap().len(), 9);
    assert_eq!(chosen("phone:null").unwrap(), ["phone:null@phone"]);
    let phones = chosen("phone").unwrap();
    assert!(phones.len() > 10 && phones.iter().all(|pair| pair.ends_with("@phone")));
    let names = chosen("names").unwrap();
    assert!(names.len() > 50 && names.iter().all(|pair| pair.starts_with('N')));
    for word in [
        "", "S", "S0", "S99", "X01", "nobody", "S01.", "S01.nfc", "L01.",
    ] {
        assert_eq!(chosen(word), None, "{word}");
    }
}

/// A word of a scenario must not mean two things.
#[test]
fn classes_facets_and_ids_have_different_names() {
    let facets = Facet::ALL.iter().map(|facet| facet.name());
    let classes = Class::ALL.iter().map(|class| class.name());
    let ids = catalogue::cases().map(|case| case.id);
    let mut seen = BTreeSet::new();
    for word in facets.chain(classes).chain(ids) {
        assert!(seen.insert(word), "{word} means two things");
    }
    let subjects: BTreeSet<Subject> = Facet::ALL.iter().map(|facet| facet.subject()).collect();
    assert_eq!(subjects.len(), Subject::ALL.len());
}

/// What is crossed with everything else must be cheap.
#[test]
fn what_is_large_is_known_to_be_heavy() {
    for (case, facet, sample) in every_value() {
        let size = match &sample.made {
            Made::Text(text) | Made::Json(text) => text.len(),
            _ => 0,
        };
        assert!(
            size < 70_000 || case.is_heavy(),
            "{} at {}",
            case.id,
            facet.name()
        );
    }
    let heavy = catalogue::cases().filter(|case| case.is_heavy());
    let heavy: Vec<&str> = heavy.map(|case| case.id).collect();
    assert_eq!(heavy, ["K03", "K06.deep", "K08", "R01.ten-thousand"]);
}

/// Two of the reasons why a case cannot be in a row are our own ranges and our own judge.
#[test]
fn our_own_rules_keep_out_what_is_said_to_be_kept_out() {
    let digits = |country| {
        ranges_of(country).map(|range| {
            let mut number = String::new();
            range.number(&mut sample::cell(1), true, &mut number);
            number.trim_start_matches('+').len()
        })
    };
    let countries = ["US", "CA", "GB", "AU", "FR", "DE", "SE"];
    let longest = countries.into_iter().flat_map(digits).max();
    assert_eq!(longest, Some(13));
    assert_eq!(offences("12345-6789").count(), 1);
}
