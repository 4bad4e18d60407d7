//! No customer is called like a well-known person.

use std::collections::BTreeSet;

use connsura_seed::rng::{Cell, Origin, Recipe, Root, Source};
use connsura_seed::words::{LOCALES, Locale, NOTABLE, NameOrder, PersonalName, mended};

/// Names that anybody would know, one a table at least: the tables cannot just be empty.
const KNOWN: [(&str, &str); 12] = [
    ("de", "Michael Schumacher"),
    ("el", "Γεώργιος Παπαδόπουλος"),
    ("en", "Taylor Swift"),
    ("es", "Raúl Castro"),
    ("he", "משה פרץ"),
    ("hi", "मनीष मल्होत्रा"),
    ("hu", "Lukács György"),
    ("ko", "박정희"),
    ("pl", "Piotr Zieliński"),
    ("ru", "Мария Захарова"),
    ("sv", "Håkan Hellström"),
    ("vi", "Tôn Đức Thắng"),
];

/// The full name of two parts, as the locale writes it.
fn full(locale: &Locale, given: &'static str, family: &'static str) -> String {
    let (given, family) = (mended(given), mended(family));
    match locale.order {
        NameOrder::GivenFirst => format!("{given} {family}"),
        NameOrder::FamilyFirst => format!("{family} {given}"),
        NameOrder::FamilyFirstJoined => format!("{family}{given}"),
    }
}

#[test]
fn of_all_names_that_the_lists_make_those_of_the_table_are_left_out_and_no_others() {
    for locale in LOCALES {
        let table = NOTABLE.iter().find(|(tag, _)| *tag == locale.tag);
        let (_, table) = table.unwrap_or_else(|| panic!("{} has no table", locale.tag));
        let table: BTreeSet<&str> = table.iter().copied().collect();
        let mut met = BTreeSet::new();
        for (at, pool) in locale.names.iter().enumerate() {
            for given in pool.given {
                for family in pool.family {
                    let name = full(locale, given, family);
                    let made = PersonalName::new(locale, at, given, family);
                    assert_eq!(made.is_none(), table.contains(name.as_str()), "{name}");
                    if let Some(known) = table.get(name.as_str()) {
                        met.insert(*known);
                    }
                }
            }
        }
        let unreachable: Vec<_> = table.difference(&met).collect();
        assert!(unreachable.is_empty(), "{}: {unreachable:?}", locale.tag);
    }
}

#[test]
fn the_table_is_in_order_and_knows_who_is_known() {
    assert!(NOTABLE.is_sorted_by_key(|(tag, _)| tag));
    for (tag, names) in NOTABLE {
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{tag}");
        assert!(Locale::find(tag).is_some() && !names.is_empty(), "{tag}");
    }
    for (tag, name) in KNOWN {
        let (_, names) = NOTABLE.iter().find(|(known, _)| *known == tag).unwrap();
        assert!(names.contains(&name), "{name}");
    }
}

#[test]
fn a_well_known_person_s_name_is_drawn_again() {
    let turkish = Locale::find("tr").unwrap();
    let [pool] = turkish.names else {
        panic!("Turkish has one pool");
    };
    let cell = |index| -> Cell {
        let key = Root::new(Origin::Customers, index).unwrap().key();
        Source::new(1, Recipe::V1).field("Test", "name").at(key)
    };
    let draw = |cell: &mut Cell| {
        cell.below(1);
        (cell.pick(pool.given), cell.pick(pool.family))
    };
    let mut again = 0;
    for index in 0..2_000 {
        let mut draws = cell(index);
        let mut parts = draw(&mut draws);
        while PersonalName::new(turkish, 0, parts.0, parts.1).is_none() {
            parts = draw(&mut draws);
            again += 1;
        }
        let name = PersonalName::of(turkish, &mut cell(index));
        assert_eq!(
            (name.given, name.family),
            (mended(parts.0), mended(parts.1))
        );
    }
    assert!(again > 20, "{again} names of two thousand");
}
