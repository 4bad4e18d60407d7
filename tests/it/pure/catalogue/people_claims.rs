//! N: what the names are.

use std::ops::RangeInclusive;

use connsura_seed::edge::case::State;

use super::claims::Claim;
use super::sample::{graphemes, measures, nfc, points, u, utf16};

fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

fn last(text: &str) -> &str {
    words(text).last().copied().unwrap_or_default()
}

/// Whether all characters are of this block, spaces aside.
fn within(text: &str, block: RangeInclusive<u32>) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|character| character == ' ' || block.contains(&u32::from(character)))
}

/// The same name with one character in another's place.
fn twin(text: &str, character: &str) -> String {
    text.replace(&u(character), "\u{27}")
}

pub(super) static CLAIMS: &[(&str, Claim)] = &[
    ("N01", |s| {
        words(s.text()).len() == 1 && points(s.text()) > 1
    }),
    ("N02", |s| last(s.text()) == u("4F")),
    ("N03", |s| s.text() == u("6797 82B3")),
    ("N04", |s| words(s.text())[1..] == ["Pérez", "de", "Ríos"]),
    ("N05", |s| {
        s.text().ends_with("dóttir") && words(s.text()).len() == 2
    }),
    ("N06", |s| {
        words(s.text()).len() > 6 && points(s.text()) > 120 && points(s.text()) <= s.limit()
    }),
    ("N07", |s| {
        s.text().matches(&u("27")).count() == 1 && s.text().is_ascii()
    }),
    ("N07.typographic", |s| {
        twin(s.text(), "2019") == "Siobhan O'Rowney"
    }),
    ("N07.modifier", |s| {
        twin(s.text(), "2BC") == "Siobhan O'Rowney"
    }),
    ("N08", |s| {
        s.text().matches(&u("2D")).count() == 1 && s.text().is_ascii()
    }),
    ("N08.hyphen", |s| {
        twin(s.text(), "2010") == "Anne'Lise Brandvoll"
    }),
    ("N08.non-breaking", |s| {
        twin(s.text(), "2011") == "Anne'Lise Brandvoll"
    }),
    ("N09", |s| {
        s.text().starts_with("van der ") && last(s.text()).starts_with(char::is_uppercase)
    }),
    ("N10", |s| {
        last(s.text())
            .chars()
            .filter(|letter| letter.is_uppercase())
            .count()
            == 2
    }),
    ("N11", |s| s.text() == u("4E 75 6C 6C")),
    ("N11.upper", |s| s.text() == u("4E 55 4C 4C")),
    ("N11.none", |s| s.text() == u("4E 6F 6E 65")),
    ("N11.undefined", |s| {
        s.text() == u("75 6E 64 65 66 69 6E 65 64")
    }),
    ("N11.true", |s| s.text() == u("74 72 75 65")),
    ("N12", |s| last(s.text()) == u("49 49 49")),
    ("N12.junior", |s| last(s.text()) == "Jr."),
    ("N12.digit", |s| {
        s.text().chars().filter(char::is_ascii_digit).count() == 1
    }),
    ("N13", |s| words(s.text())[0] == words(s.text())[1]),
    // Whoever carries it: the text does not hang on the row.
    ("N13.shared", |s| {
        !s.text().contains(s.ordinary) && words(s.text()).len() == 2
    }),
    ("N14", |s| s.is(State::Renamed)),
    ("N15", |s| {
        s.text().ends_with(&u("438 439")) && within(s.text(), 0x400..=0x4ff)
    }),
    ("N15.feminine", |s| {
        s.text().ends_with(&u("430 44F")) && within(s.text(), 0x400..=0x4ff)
    }),
    ("N16", |s| {
        s.text().starts_with(&u("20BB7")) && utf16(s.text()) > points(s.text())
    }),
    ("N16.compatibility", |s| {
        s.text().starts_with(&u("FA19")) && nfc(s.text()).starts_with(&u("795E"))
    }),
    ("N17", |s| {
        s.text().starts_with(&u("845B E0100")) && graphemes(s.text()) + 1 == points(s.text())
    }),
    ("N18", |s| {
        ["1EC5", "169", "151"]
            .iter()
            .all(|letter| s.text().contains(&u(letter)))
    }),
    ("N19", |s| s.text().contains(&u("645 6CC 200C 62E"))),
    ("N20", |s| s.text() == u("A0") && s.text().trim().is_empty()),
    ("N20.outer-spaces", |s| {
        s.text().starts_with(' ') && s.text().ends_with(' ')
    }),
    ("N21", |s| s.text() == "admin"),
    ("N21.me", |s| s.text() == "me"),
    ("N21.new", |s| s.text() == "new"),
    ("N21.api", |s| s.text() == "api"),
    ("N22", |s| {
        ["ass", "cock"].iter().all(|rude| s.text().contains(rude))
    }),
    ("N22.place", |s| s.text().contains("cunt")),
    ("N24", |s| {
        points(s.text()) == 121 && s.text().chars().all(char::is_alphabetic)
    }),
    ("N25", |s| within(s.text(), 0x1200..=0x137f)),
    ("N26", |s| within(s.text(), 0x7c0..=0x7ff)),
    ("N27", |s| {
        within(s.text(), 0x1e900..=0x1e95f) && s.text().to_lowercase() != s.text()
    }),
    ("N28", |s| within(s.tail(), 0x1800..=0x18af)),
    // Five code points and more are one stack with what is before and behind it.
    ("N29", |s| {
        within(s.tail(), 0xf00..=0xfff) && graphemes(s.tail()) < points(s.tail())
    }),
    ("N30", |s| {
        within(s.tail(), 0x1780..=0x17ff)
            && s.tail().contains(&u("17D2"))
            && measures(s.tail())[4] > graphemes(s.tail())
    }),
    ("N31", |s| {
        within(s.tail(), 0x1000..=0x109f) && graphemes(s.tail()) < points(s.tail())
    }),
    ("N31.zawgyi", |s| {
        within(s.tail(), 0x1000..=0x109f) && s.tail().starts_with(&u("1031"))
    }),
    ("N32", |s| {
        s.text().matches(&u("B7")).count() == 1 && points(s.text()) == 6
    }),
    ("N33", |s| {
        ["\"", "(", ")", "<", ">"]
            .iter()
            .all(|sign| s.text().contains(sign))
    }),
    ("N34", |s| s.text() == u("2E")),
    ("N35", |s| {
        s.tail().ends_with("-Ζ.") && within(&s.tail().replace(['-', '.'], ""), 0x370..=0x3ff)
    }),
    ("N36", |s| {
        words(s.text()) == ["Ng", "Ng"] && !s.text().contains(['a', 'e', 'i', 'o', 'u', 'y'])
    }),
    ("N37", |s| s.text().starts_with(&u("2BB"))),
];
