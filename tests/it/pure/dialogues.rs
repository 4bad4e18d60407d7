//! What is said: by whom, about which policy, and in a voice that does not change.

use std::collections::{BTreeMap, BTreeSet};

use connsura_seed::words::{LOCALES, Line, Locale, Party, TURNS};
use regex::Regex;

use super::dataset::{Dataset, Record, STAGING};
use super::identity::Identity;
use super::words::letters;

#[test]
fn dialogues_have_two_sides_and_known_slots() {
    let slot = Regex::new(r"\{[^{}]*\}").unwrap();
    for locale in LOCALES {
        assert!(
            locale.dialogues.len() >= 4,
            "{} has few dialogues",
            locale.tag
        );
        for dialogue in locale.dialogues {
            for side in [Party::Customer, Party::Admin] {
                assert!(
                    dialogue.turns.iter().any(|turn| turn.by == side),
                    "{}",
                    locale.tag
                );
            }
            for text in dialogue.turns.iter().flat_map(|turn| turn.texts) {
                assert!(
                    !text.trim().is_empty() && text.trim() == *text,
                    "{}: {text:?}",
                    locale.tag
                );
                for found in slot.find_iter(text) {
                    let known = ["{policy}", "{claim}", "{amount}", "{days}"];
                    let polite = ["{polite}", "{polite_question}"];
                    let fine = known.contains(&found.as_str())
                        || (locale.tag == "th" && polite.contains(&found.as_str()));
                    assert!(fine, "{}: {text}", locale.tag);
                }
                let rest = slot.replace_all(text, "");
                assert!(
                    !rest.contains(['{', '}']),
                    "a loose brace in {}: {text}",
                    locale.tag
                );
            }
            assert!(
                dialogue.turns.iter().all(|turn| !turn.texts.is_empty()),
                "{}",
                locale.tag
            );
        }
    }
}

#[test]
fn dialogues_are_in_the_script_of_their_locale() {
    let slot = Regex::new(r"\{[^{}]*\}").unwrap();
    for locale in LOCALES {
        let letters = Regex::new(&format!("[{}]", letters(locale.script))).unwrap();
        for dialogue in locale.dialogues {
            for text in dialogue.turns.iter().flat_map(|turn| turn.texts) {
                let spoken = slot.replace_all(text, "");
                let all = spoken.chars().filter(|character| character.is_alphabetic());
                let (all, own) = (all.count(), letters.find_iter(&spoken).count());
                assert!(own * 10 >= all * 7, "{}: {text}", locale.tag);
            }
        }
    }
}

/// The dialogue that a message is of: its conversation and the number of the exchange.
fn exchange(message: &Record) -> ((u8, u64), u16, u32) {
    let id = Identity::read(message.given("id"));
    (id.root(), id.branch, id.leaf / TURNS as u32)
}

#[test]
fn an_exchange_is_about_one_policy_and_a_customer_has_one_of_each_line() {
    let number = Regex::new(r"\b([A-Z]{2})-(\d{6})\b").unwrap();
    let mut exchanges: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    let mut customers: BTreeMap<_, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for message in STAGING.table("Message") {
        for found in number.captures_iter(message.given("body")) {
            let (_, [letters, digits]) = found.extract();
            let place = exchange(message);
            exchanges.entry(place).or_default().insert(digits);
            customers
                .entry(place.0)
                .or_default()
                .insert((letters, digits));
        }
    }
    let twofold = exchanges.iter().find(|(_, policies)| policies.len() > 1);
    assert_eq!(twofold, None, "an exchange about two policies");
    // One conversation is about several matters, and comes back to the same policy.
    let mut talks: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for ((customer, talk, _), policies) in &exchanges {
        talks.entry((customer, talk)).or_default().extend(policies);
    }
    let distinct = |policies: &Vec<&str>| policies.iter().collect::<BTreeSet<_>>().len();
    assert!(talks.values().any(|policies| distinct(policies) > 1));
    assert!(
        talks
            .values()
            .any(|policies| distinct(policies) < policies.len())
    );
    for (customer, policies) in &customers {
        let lines: BTreeSet<&str> = policies.iter().map(|(letters, _)| *letters).collect();
        assert_eq!(lines.len(), policies.len(), "{customer:?}: {policies:?}");
    }
    let lines: BTreeSet<&str> = customers
        .values()
        .flatten()
        .map(|(line, _)| *line)
        .collect();
    assert_eq!(
        lines.into_iter().collect::<Vec<_>>(),
        ["HX", "KR", "LB", "MV", "TP"]
    );
}

#[test]
fn a_dialogue_is_about_a_policy_of_its_line() {
    // In English, where a word of the line is never far: a matter of one line names no other.
    for (line, word) in [
        (Line::Motor, r"\b(car|driv|vehicle|roundabout)"),
        (Line::Home, r"\b(kitchen|pipe|home|address)"),
        (Line::Life, r"\blife\b"),
        (Line::Travel, r"\b(travel|trip|luggage|airline)"),
        (Line::Pet, r"\b(dog|vet)"),
    ] {
        let word = Regex::new(word).unwrap();
        let english = Locale::find("en").unwrap().dialogues;
        let about = english
            .iter()
            .filter(|dialogue| dialogue.line == Some(line));
        let mut count = 0;
        for dialogue in about {
            let texts = dialogue.turns.iter().flat_map(|turn| turn.texts);
            let spoken: String = texts.copied().collect();
            assert!(word.is_match(&spoken), "{line:?}: {spoken}");
            count += 1;
        }
        assert!(count > 0, "nobody speaks of {line:?}");
    }
    for locale in LOCALES {
        let lines = locale.dialogues.iter().filter_map(|dialogue| dialogue.line);
        assert!(lines.count() > 0, "{} speaks of no line", locale.tag);
    }
}

/// First-person forms that tell whether a woman or a man is speaking, by locale.
const GENDERED: &[(&str, &str)] = &[
    ("ar", r"أنا \S+ة\b"),
    ("es", r"(?i)\b(encantad|agradecid|contrariad|enfadad)[oa]\b"),
    (
        "fr",
        r"(?i)\bje (suis|me suis|serais|serai) \w+(ée?|is?e?|te?)\b",
    ),
    (
        "he",
        r"אני (רוצה|צריכה?|מבינה?|יודעת?|שולחת?|חוששת?|מבקשת?)",
    ),
    (
        "hi",
        r"(ता|ती|रहा|रही|गया|गई|चाहता|चाहती) हूँ|(करूँगा|करूँगी|दूँगा|दूँगी)",
    ),
    (
        "it",
        r"(?i)\b(sono|mi sono|sarei) \w+(at|ut|it|liet|cert|sicur)[oa]\b",
    ),
    ("pl", r"\w+[łl](em|am)\b|\bpowin(ienem|nam)\b"),
    ("pt-BR", r"(?i)\bobrigad[oa]\b"),
    ("pt-PT", r"(?i)\bobrigad[oa]\b"),
    (
        "ru",
        r"(?i)\bя \w+ла?(сь|ся)?\b|\b(рада?|уверена?|должна?|благодар(ен|на))\b",
    ),
    ("th", "ครับ|ค่ะ|คะ|ผม|ดิฉัน"),
];

#[test]
fn no_text_tells_whether_a_woman_or_a_man_wrote_it() {
    for (tag, forms) in GENDERED {
        let forms = Regex::new(forms).unwrap();
        for dialogue in Locale::find(tag).unwrap().dialogues {
            for text in dialogue.turns.iter().flat_map(|turn| turn.texts) {
                let found = forms.find(text).map(|found| found.as_str());
                assert_eq!(found, None, "{tag}: {text}");
            }
        }
    }
}

#[test]
fn who_writes_thai_is_polite_in_one_way() {
    let data = Dataset::from_text(
        "[customers]\ncount = 60\nlocales = { th = 1 }\n[admins]\ncount = 6\ndesk = 5\n\
         [conversations]\nper_customer = { min = 1, max = 2 }\n\
         messages = { min = 12, max = 40 }\n",
    );
    let names: BTreeMap<&str, &str> = data
        .table("Customer")
        .iter()
        .map(|row| (row.given("userId"), row.given("fullName")))
        .collect();
    let [women, men] = Locale::find("th").unwrap().names else {
        panic!("Thai names are women's and men's");
    };
    let mut voices: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for message in data.table("Message") {
        let body = message.given("body");
        assert!(!body.contains(['{', '}']), "{body}");
        let voice = voices.entry(message.given("senderId")).or_default();
        for (form, kind) in [("ครับ", "man"), ("ค่ะ", "woman"), ("คะ", "woman")] {
            if body.contains(form) {
                voice.insert(kind);
            }
        }
    }
    let mut admins = BTreeSet::new();
    for (writer, voice) in voices {
        assert_eq!(voice.len(), 1, "{writer} speaks as {voice:?}");
        let kind = voice.into_iter().next().unwrap();
        if let Some((given, _)) = names.get(writer).and_then(|name| name.split_once(' ')) {
            let pool = if kind == "woman" { women } else { men };
            assert!(pool.given.contains(&given), "{given} is no {kind}");
        } else {
            admins.insert(kind);
        }
    }
    assert_eq!(admins.len(), 2, "all admins speak alike");
}
