//! The word lists: complete, clean, in their own script, and free of anything like a number
//! or an address.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use connsura_seed::rng::{Cell, Origin, Recipe, Root, Source};
use connsura_seed::words::{
    ADMIN_TITLES, AGENTS, DOCUMENTS, FORMS, INTERESTS, LOCALES, Locale, NOTES, NameOrder,
    PERMISSIONS, PersonalName, SECTIONS, SHARE_NOTES, mended, slug, write_postcode, write_template,
};
use proptest::prelude::*;
use regex::Regex;

/// Locales for which `fake` has no list, and which would silently be English without ours.
const OWN_LISTS: [&str; 11] = [
    "el", "es", "he", "hi", "hu", "ko", "pl", "ru", "sv", "th", "vi",
];

/// The letters of a script, as a character class without its brackets.
pub(crate) fn letters(script: &str) -> &'static str {
    match script {
        "Latn" => r"\p{Latin}",
        "Arab" => r"\p{Arabic}",
        "Hebr" => r"\p{Hebrew}",
        "Grek" => r"\p{Greek}",
        "Cyrl" => r"\p{Cyrillic}",
        "Deva" => r"\p{Devanagari}",
        "Thai" => r"\p{Thai}",
        "Kore" => r"\p{Hangul}",
        "Jpan" => r"\p{Han}\p{Hiragana}\p{Katakana}\x{30fc}",
        "Hans" | "Hant" => r"\p{Han}",
        other => panic!("say in this test what {other} is written in"),
    }
}

/// How names of each script are spelled: its letters, marks and joiners, and what stands
/// between the parts of a name.
static SPELLINGS: LazyLock<BTreeMap<&str, Regex>> = LazyLock::new(|| {
    let scripts: BTreeSet<&str> = LOCALES.iter().map(|locale| locale.script).collect();
    let spelling = |script| format!(r"^[{}\p{{M}}\x{{200c}}'’ʼ. -]+$", letters(script));
    let pattern = |script| Regex::new(&spelling(script)).unwrap();
    scripts
        .into_iter()
        .map(|script| (script, pattern(script)))
        .collect()
});

fn spelling(script: &str) -> &'static Regex {
    &SPELLINGS[script]
}

fn cell(seed: u64, name: &str) -> Cell {
    let key = Root::new(Origin::Customers, 0).unwrap().key();
    Source::new(seed, Recipe::V1).field("Test", name).at(key)
}

/// Every given and every family name of a locale, as a name is made of them.
fn names(locale: &Locale) -> impl Iterator<Item = &'static str> {
    let pools = locale.names.iter();
    pools
        .flat_map(|pool| pool.given.iter().chain(pool.family))
        .map(|name| mended(name))
}

#[test]
fn tags_are_unique_and_in_order() {
    let tags: Vec<&str> = LOCALES.iter().map(|locale| locale.tag).collect();
    assert!(tags.windows(2).all(|pair| pair[0] < pair[1]), "{tags:?}");
    let endonyms: BTreeSet<&str> = LOCALES.iter().map(|locale| locale.endonym).collect();
    assert_eq!(
        endonyms.len(),
        LOCALES.len(),
        "two languages are called the same"
    );
    assert_eq!(
        Locale::find("ja").map(|locale| locale.endonym),
        Some("日本語")
    );
    assert!(Locale::find("tlh").is_none());
    for tag in OWN_LISTS {
        assert!(tags.contains(&tag), "{tag} has gone");
    }
}

#[test]
fn names_are_clean_and_in_the_script_of_their_locale() {
    let mut odd = Vec::new();
    for locale in LOCALES {
        let spelling = spelling(locale.script);
        let strange = names(locale).filter(|name| !spelling.is_match(name));
        odd.extend(strange.map(|name| (locale.tag, name)));
        let count = names(locale).count();
        assert!(count >= 40, "{} has {count} names only", locale.tag);
    }
    assert!(odd.is_empty(), "not names of their locale: {odd:?}");
}

#[test]
fn our_own_lists_are_not_those_of_another_locale() {
    for tag in OWN_LISTS {
        let own: BTreeSet<&str> = names(Locale::find(tag).unwrap()).collect();
        for other in LOCALES.iter().filter(|locale| locale.tag != tag) {
            let shared = names(other)
                .collect::<BTreeSet<_>>()
                .intersection(&own)
                .count();
            assert!(
                shared * 2 < own.len(),
                "{tag} has {shared}/{} names of {}",
                own.len(),
                other.tag
            );
        }
        // They were written with care: nothing to trim, nothing twice in a list.
        for pool in Locale::find(tag).unwrap().names {
            for list in [pool.given, pool.family] {
                let distinct: BTreeSet<&&str> = list.iter().collect();
                assert_eq!(distinct.len(), list.len(), "a name twice in {tag}");
                assert!(list.iter().all(|name| name.trim() == *name), "{tag}");
            }
        }
    }
}

#[test]
fn countries_have_codes_cities_zones_and_streets() {
    for locale in LOCALES {
        assert!(
            !locale.countries.is_empty(),
            "{} has no country",
            locale.tag
        );
        for (country, weight) in locale.countries {
            let code = country.code;
            let capitals = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
            assert!(capitals && *weight > 0, "{} in {code}", locale.tag);
            assert!(
                !country.cities.is_empty() && !country.second_lines.is_empty(),
                "{code}"
            );
            for city in country.cities {
                let zone = city.time_zone;
                let zoned = zone.split_once('/').is_some_and(|(area, place)| {
                    [
                        "Africa",
                        "America",
                        "Asia",
                        "Atlantic",
                        "Australia",
                        "Europe",
                        "Pacific",
                    ]
                    .contains(&area)
                        && place.starts_with(|first: char| first.is_ascii_uppercase())
                });
                assert!(zoned, "{code}, {}: {zone}", city.name);
                assert!(
                    !city.name.trim().is_empty() && city.name.trim() == city.name,
                    "{code}"
                );
                assert!(
                    city.region.is_none_or(|region| !region.trim().is_empty()),
                    "{code}"
                );
                assert!(!city.postcode.is_empty(), "{code}, {}", city.name);
            }
            // Without its number a street would be the same in every house.
            for street in country.streets {
                assert_eq!(street.matches("{n}").count(), 1, "{code}: {street}");
            }
            assert!(country.streets.len() >= 5, "{code}");
        }
    }
}

/// All texts that end up in a column as they are.
fn texts() -> impl Iterator<Item = &'static str> {
    let spoken = LOCALES.iter().flat_map(|locale| {
        let turns = locale.dialogues.iter().flat_map(|dialogue| &dialogue.turns);
        turns
            .flat_map(|turn| turn.texts.iter().copied())
            .chain([locale.endonym])
    });
    let places = LOCALES
        .iter()
        .flat_map(|locale| locale.countries)
        .flat_map(|(country, _)| {
            let cities = country
                .cities
                .iter()
                .flat_map(|city| [Some(city.name), city.region]);
            let lines = country.streets.iter().chain(country.second_lines).copied();
            cities.flatten().chain(lines)
        });
    let product = [
        INTERESTS,
        SECTIONS,
        PERMISSIONS,
        ADMIN_TITLES,
        NOTES,
        SHARE_NOTES,
        AGENTS,
    ];
    let forms = FORMS
        .iter()
        .flat_map(|form| form.choice.1.iter().copied().chain([form.kind]));
    let files = DOCUMENTS
        .iter()
        .flat_map(|file| [file.stem, file.extension, file.mime_type]);
    let named = LOCALES.iter().flat_map(names);
    spoken
        .chain(places)
        .chain(product.into_iter().flatten().copied())
        .chain(forms)
        .chain(files)
        .chain(named)
}

#[test]
fn no_text_holds_an_at_sign_or_ten_digits() {
    let mut count = 0;
    for text in texts() {
        assert!(!text.contains(['@', '\u{ff20}']), "{text}");
        let longest = text
            .split(|character: char| !character.is_numeric())
            .map(|run| run.chars().count());
        assert!(longest.max().unwrap_or(0) < 10, "{text}");
        assert!(!text.contains("http") && !text.contains("www."), "{text}");
        assert!(!text.contains('\0') && !text.contains('\u{fffd}'), "{text}");
        count += 1;
    }
    assert!(count > 5_000, "{count} texts");
}

proptest! {
    #[test]
    fn drawn_names_are_whole_names_in_their_script(seed in any::<u64>()) {
        for locale in LOCALES {
            let name = PersonalName::of(locale, &mut cell(seed, locale.tag));
            let mut full = String::new();
            name.write(&mut full);
            if locale.script != "Latn" {
                let spelled = spelling(locale.script).is_match(&full);
                prop_assert!(spelled, "{:?} in {}", full, locale.tag);
            }
            prop_assert_eq!(full.trim(), full.as_str());
            let expected = match locale.order {
                NameOrder::GivenFirst => format!("{} {}", name.given, name.family),
                NameOrder::FamilyFirst => format!("{} {}", name.family, name.given),
                NameOrder::FamilyFirstJoined => format!("{}{}", name.family, name.given),
            };
            prop_assert_eq!(full, expected);
            // Both parts from one pool, so that they agree in gender.
            let has = |list: &[&'static str], part| list.iter().any(|entry| mended(entry) == part);
            let together = locale.names.iter().any(|pool| {
                has(pool.given, name.given) && has(pool.family, name.family)
            });
            prop_assert!(together);
        }
    }

    #[test]
    fn slugs_are_local_parts_of_plain_ascii(name in "\\PC{0,60}") {
        let mut slugged = String::new();
        slug(&name, &mut slugged);
        let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase());
        let part = |part: &str| !part.is_empty() && letters(part);
        prop_assert!(slugged.split('.').all(part), "{}", slugged);
        // A dot, a letter and a key of nine digits and letters follow: 64 octets in all.
        prop_assert!(slugged.len() + 11 <= 64, "{}", slugged);
    }

    #[test]
    fn postcodes_follow_their_pattern(seed in any::<u64>(), pattern in "[#@A-Z0-9 -]{1,10}") {
        let mut postcode = String::new();
        write_postcode(&pattern, &mut cell(seed, "postcode"), &mut postcode);
        prop_assert_eq!(postcode.len(), pattern.len());
        for (found, wanted) in postcode.chars().zip(pattern.chars()) {
            let fits = match wanted {
                '#' => found.is_ascii_digit(),
                '@' => found.is_ascii_uppercase(),
                other => found == other,
            };
            prop_assert!(fits, "{} for {}", postcode, pattern);
        }
    }
}

#[test]
fn templates_are_filled_in_and_loose_braces_stay() {
    let fill = |template: &str| {
        let mut out = String::new();
        write_template(template, &mut out, |name, out| *out += &name.to_uppercase());
        out
    };
    assert_eq!(fill("{a}{b} and {c}!"), "AB and C!");
    assert_eq!(fill("no slot"), "no slot");
    assert_eq!(fill("loose { brace"), "loose { brace");
    assert_eq!(fill("loose } {a}"), "loose } A");
}
