//! S, L, Z, C, B, I, X and H: what the strings are, in code points and in lengths.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::claims::Claim;
use super::sample::{Sample, graphemes, measures, nfc, nfd, nfkc, points, u, utf16};

/// Whether the text ends in these code points, behind an ordinary one, and they measure so:
/// bytes, code points, UTF-16 units, extended and legacy graphemes.
fn ends(s: &Sample, expected: &str, lengths: [usize; 5]) -> bool {
    s.tail() == u(expected) && measures(s.tail()) == lengths
}

/// Whether the text ends in these code points, behind an ordinary one.
fn tail(s: &Sample, expected: &str) -> bool {
    s.tail() == u(expected)
}

/// Whether the text is of these code points.
fn whole(s: &Sample, expected: &str) -> bool {
    s.text() == u(expected)
}

/// The grapheme within which a cut after so many UTF-16 units falls, and whether the cut falls
/// within a character; `None` where it falls between two graphemes.
fn cut(text: &str, units: usize) -> Option<(&str, bool)> {
    let mut before = 0;
    for grapheme in text.graphemes(true) {
        let after = before + utf16(grapheme);
        if before < units && units < after {
            let ends = grapheme.chars().scan(before, |at, character| {
                *at += character.len_utf16();
                Some(*at)
            });
            let ends: BTreeSet<usize> = ends.collect();
            return Some((grapheme, !ends.contains(&units)));
        }
        before = after;
    }
    None
}

fn marks(text: &str) -> usize {
    text.chars()
        .filter(|character| ('\u{300}'..='\u{36f}').contains(character))
        .count()
}

/// Whether the column takes the text, and a program that counts UTF-16 units cuts it.
fn too_long_for_utf16(s: &Sample) -> bool {
    utf16(s.text()) > s.limit() && points(s.text()) <= s.limit()
}

/// Whether the text is blank to anybody who looks at it, and no white space takes it away.
fn seems_empty(s: &Sample, expected: &str) -> bool {
    whole(s, expected) && points(s.text()) == 1 && !s.text().trim().is_empty()
}

/// Whether these characters are at both ends, and something is between.
fn around(s: &Sample, expected: &str) -> bool {
    let inner = s.text().strip_prefix(&u(expected));
    inner
        .and_then(|text| text.strip_suffix(&u(expected)))
        .is_some_and(|text| !text.is_empty())
}

fn upper(s: &Sample) -> String {
    s.tail().to_uppercase()
}

pub(super) static CLAIMS: &[(&str, Claim)] = &[
    ("S01", |s| ends(s, "E9", [2, 1, 1, 1, 1])),
    ("S01.nfd", |s| ends(s, "65 301", [3, 2, 2, 1, 1])),
    ("S02", |s| {
        ends(
            s,
            "1F468 200D 1F469 200D 1F467 200D 1F466",
            [25, 7, 11, 1, 1],
        )
    }),
    ("S03", |s| {
        ends(
            s,
            "1F469 1F3FB 200D 2764 FE0F 200D 1F48B 200D 1F469 1F3FF",
            [35, 10, 15, 1, 1],
        )
    }),
    ("S04", |s| ends(s, "1F1ED 1F1FA", [8, 2, 4, 1, 1])),
    ("S05", |s| ends(s, "1F1ED 1F1FA 1F1ED", [12, 3, 6, 2, 2])),
    ("S06", |s| {
        ends(
            s,
            "1F3F4 E0067 E0062 E0077 E006C E0073 E007F",
            [28, 7, 14, 1, 1],
        )
    }),
    ("S07", |s| ends(s, "31 FE0F 20E3", [7, 3, 3, 1, 1])),
    ("S08", |s| ends(s, "AC01", [3, 1, 1, 1, 1])),
    ("S08.jamo", |s| {
        ends(s, "1100 1161 11A8", [9, 3, 3, 1, 1]) && nfc(s.tail()) == u("AC01")
    }),
    ("S09", |s| {
        ends(s, "1107 1109 1100 1172 11AB", [15, 5, 5, 1, 1]) && points(&nfc(s.tail())) == 3
    }),
    ("S10", |s| ends(s, "915 94D 937 93F", [12, 4, 4, 1, 3])),
    ("S11", |s| ends(s, "BA8 BBF", [6, 2, 2, 1, 2])),
    ("S11.thai", |s| ends(s, "E01 E33", [6, 2, 2, 1, 2])),
    ("S12", |s| {
        ends(
            s,
            &("5A".to_owned() + &" 334 353 30D".repeat(20)),
            [121, 61, 61, 1, 1],
        )
    }),
    ("S13", |s| {
        s.text().matches(&u("D A")).count() == 1 && measures(&u("D A")) == [2, 2, 2, 1, 1]
    }),
    ("S14", |s| ends(s, "61 200B 62", [5, 3, 3, 3, 3])),
    ("S15", |s| measures(s.text()) == [0; 5]),
    ("S16", |s| measures(s.text()) == [0; 5]),
    ("S17", |s| ends(s, "2764 FE0E", [6, 2, 2, 1, 1])),
    ("S17.emoji", |s| ends(s, "2764 FE0F", [6, 2, 2, 1, 1])),
    ("S18", |s| ends(s, "1F426 200D 1F525", [11, 3, 5, 1, 1])),
    ("S19", |s| tail(s, "E000 F8FF")),
    ("L01.bytes-under", |s| {
        s.text().len() == s.limit() - 1 && points(s.text()) < s.text().len()
    }),
    ("L01.bytes-exact", |s| {
        s.text().len() == s.limit() && points(s.text()) < s.text().len()
    }),
    ("L01.bytes-over", |s| {
        s.text().len() == s.limit() + 1 && points(s.text()) <= s.limit()
    }),
    ("L02.code-points-under", |s| {
        points(s.text()) == s.limit() - 1 && graphemes(s.text()) < points(s.text())
    }),
    ("L02.code-points-exact", |s| {
        points(s.text()) == s.limit() && graphemes(s.text()) < points(s.text())
    }),
    ("L03.utf-16-under", |s| {
        utf16(s.text()) == s.limit() - 1 && points(s.text()) < utf16(s.text())
    }),
    ("L03.utf-16-exact", |s| {
        utf16(s.text()) == s.limit() && points(s.text()) < utf16(s.text())
    }),
    ("L03.utf-16-over", |s| {
        utf16(s.text()) == s.limit() + 1 && points(s.text()) <= s.limit()
    }),
    ("L04.graphemes-under", |s| {
        graphemes(s.text()) == s.limit() - 1 && s.text().len() == 3 * (s.limit() - 1)
    }),
    ("L04.graphemes-exact", |s| {
        graphemes(s.text()) == s.limit() && s.text().len() == 3 * s.limit()
    }),
    ("L05.surrogate-pair", |s| {
        too_long_for_utf16(s) && cut(s.text(), s.limit()).is_some_and(|(_, within)| within)
    }),
    ("L05.zwj-sequence", |s| {
        let (sequence, within) = cut(s.text(), s.limit()).unwrap();
        too_long_for_utf16(s) && !within && sequence == u("1F468 200D 1F469 200D 1F467 200D 1F466")
    }),
    ("L05.combining-stack", |s| {
        let (stack, within) = cut(s.text(), s.limit()).unwrap();
        too_long_for_utf16(s) && !within && marks(stack) > 2 && nfc(stack) == stack
    }),
    ("L06", |s| {
        s.text().len() == 2_040 && s.text().chars().all(|letter| letter.is_ascii_lowercase())
    }),
    ("L07", |s| s.text().len() > usize::from(u16::MAX)),
    // That it does not shrink is for PostgreSQL to say.
    ("L08", |s| s.text().len() == 8_192),
    ("L09", |s| {
        points(s.text()) == 263 && s.text().chars().all(char::is_alphabetic)
    }),
    ("L10", |s| points(s.text()) == s.limit()),
    ("Z01", |s| {
        nfc(s.text()) == s.text() && points(&nfd(s.text())) == points(s.text()) + 2
    }),
    ("Z01.nfd", |s| {
        nfd(s.text()) == s.text() && nfc(s.text()) == format!("Zo{} L{}geron", u("EB"), u("E9"))
    }),
    ("Z02", |s| tail(s, "212B") && nfc(s.tail()) == u("C5")),
    ("Z02.ohm", |s| tail(s, "2126") && nfc(s.tail()) == u("3A9")),
    ("Z02.kelvin", |s| tail(s, "212A") && nfc(s.tail()) == "K"),
    ("Z03", |s| {
        tail(s, "FB01") && nfc(s.tail()) == s.tail() && nfkc(s.tail()) == "fi"
    }),
    ("Z03.full-width", |s| {
        tail(s, "FF21") && nfc(s.tail()) == s.tail() && nfkc(s.tail()) == "A"
    }),
    ("Z03.salutation", |s| {
        tail(s, "FDFA") && points(&nfkc(s.tail())) == 18
    }),
    ("Z04", |s| {
        s.tail().ends_with(&u("344")) && points(&nfc(s.tail())) == points(s.tail()) + 1
    }),
    ("Z04.music", |s| {
        tail(s, "1D160") && points(&nfc(s.tail())) == 3
    }),
    ("Z05", |s| {
        tail(s, "61 323 302") && nfd(s.tail()) == s.tail()
    }),
    ("Z05.reversed", |s| {
        tail(s, "61 302 323") && nfc(s.tail()) == nfc(&u("61 323 302"))
    }),
    ("Z06", |s| {
        s.text().starts_with(&u("FF0E FF0E FF0F")) && nfkc(s.text()).starts_with("../")
    }),
    ("C01", |s| {
        s.text().starts_with(&u("130")) && s.text().to_lowercase().starts_with(&u("69 307"))
    }),
    ("C02", |s| {
        s.text() == u("131 6C 67 131 6E") && s.text().to_uppercase() == "ilgin".to_uppercase()
    }),
    ("C02.long-s", |s| tail(s, "17F") && upper(s) == "S"),
    ("C02.kelvin", |s| {
        s.text().starts_with(&u("212A")) && s.text().to_lowercase().starts_with('k')
    }),
    ("C02.address", |s| {
        s.text().to_uppercase().starts_with("MIKE.") && !s.text().is_ascii()
    }),
    ("C03", |s| tail(s, "DF") && upper(s) == "SS"),
    ("C03.capital", |s| {
        tail(s, "1E9E") && s.tail().to_lowercase().to_uppercase() != s.tail()
    }),
    ("C04", |s| {
        s.text().starts_with(&u("39F 394 39F 3A3"))
            && s.text().to_lowercase().starts_with(&u("3BF 3B4 3BF 3C2"))
    }),
    ("C05", |s| tail(s, "390") && points(&upper(s)) == 3),
    ("C05.ligature", |s| {
        tail(s, "FB03") && points(&upper(s)) == 3
    }),
    ("C06", |s| {
        s.text().contains(&u("200B")) && s.text().replace(&u("200B"), "") == "Marta Linz"
    }),
    ("C07", |s| {
        s.text() == s.text().to_uppercase() && s.text().to_lowercase().starts_with('i')
    }),
    ("C08", |s| {
        s.tail()
            .chars()
            .all(|letter| ('\u{10d0}'..='\u{10ff}').contains(&letter))
            && upper(s) != s.tail()
    }),
    ("C09", |s| tail(s, "587") && points(&upper(s)) == 2),
    ("C10", |s| tail(s, "1C6") && upper(s) == u("1C4")),
    ("B01", |s| {
        s.text().starts_with(&u("627"))
            && s.text()
                .chars()
                .all(|letter| letter == ' ' || ('\u{600}'..='\u{6ff}').contains(&letter))
    }),
    ("B01.hebrew", |s| {
        s.text().starts_with(&u("5D1 5B0"))
            && s.text()
                .chars()
                .all(|letter| letter == ' ' || ('\u{591}'..='\u{5ea}').contains(&letter))
    }),
    ("B02", |s| s.text() == u("5D0 5D1") + " abc 12"),
    ("B03", |s| {
        s.text().contains(&u("202E")) && !s.text().contains(&u("202C"))
    }),
    ("B04", |s| {
        s.tail()
            .matches(['\u{2066}', '\u{2067}', '\u{2068}'])
            .count()
            == 3
            && s.tail().ends_with(&u("2068"))
    }),
    ("B04.marks", |s| {
        ["200E", "200F", "61C"]
            .iter()
            .all(|mark| s.text().contains(&u(mark)))
    }),
    ("B05", |s| {
        s.text()
            .contains(&format!("call {} (+44", u("5E9 5E8 5D4")))
    }),
    ("B06", |s| {
        ["\u{645}", "\u{1f468}\u{200d}", "3/4", "ok"]
            .iter()
            .all(|part| s.text().contains(part))
    }),
    ("B07", |s| {
        s.text().matches(&u("202B")).count() > 125 && !s.text().contains(&u("202C"))
    }),
    ("I01", |s| seems_empty(s, "200B")),
    ("I01.word-joiner", |s| seems_empty(s, "2060")),
    ("I01.grapheme-joiner", |s| seems_empty(s, "34F")),
    ("I01.soft-hyphen", |s| seems_empty(s, "AD")),
    ("I01.zero-width-no-break-space", |s| seems_empty(s, "FEFF")),
    ("I01.vowel-separator", |s| seems_empty(s, "180E")),
    ("I01.hangul-filler", |s| {
        seems_empty(s, "3164") && s.text().chars().all(char::is_alphabetic)
    }),
    ("I01.choseong-filler", |s| {
        seems_empty(s, "115F") && s.text().chars().all(char::is_alphabetic)
    }),
    ("I02", |s| around(s, "A0")),
    ("I02.figure", |s| around(s, "2007")),
    ("I02.narrow", |s| {
        s.text().ends_with(&u("202F")) && s.text().matches(&u("202F")).count() == 2
    }),
    ("I02.ideographic", |s| around(s, "3000")),
    ("I03", |s| tail(s, "6F 6E 65 2028 74 77 6F")),
    ("I03.paragraph", |s| tail(s, "6F 6E 65 2029 74 77 6F")),
    ("I03.next-line", |s| tail(s, "6F 6E 65 85 74 77 6F")),
    ("I04", |s| {
        s.text().strip_prefix(&u("FEFF")) == Some(s.ordinary)
    }),
    ("I05", |s| {
        !s.text().is_empty() && s.text().chars().all(|character| character == ' ')
    }),
    ("I06", |s| {
        points(s.tail()) == 4
            && s.tail()
                .chars()
                .all(|tag| ('\u{e0020}'..='\u{e007e}').contains(&tag))
    }),
    ("I07", |s| {
        s.text().matches(&u("AD")).count() == 5
            && s.text().replace(&u("AD"), "") == "Sachbearbeiterin"
    }),
    ("X02", |s| tail(s, "1 2 3 4 5 6 7 8")),
    ("X02.vertical-tab", |s| s.tail().contains(&u("B"))),
    ("X02.escape", |s| tail(s, "1B")),
    ("X02.delete", |s| tail(s, "7F")),
    ("X02.next-line", |s| {
        tail(s, "85") && s.text().trim_end() == s.ordinary
    }),
    ("X04", |s| tail(s, "FFFF")),
    ("X04.astral", |s| tail(s, "10FFFF")),
    ("X06", |s| s.text().lines().count() == 2),
    ("X07", |s| s.text().split('\t').count() == 2),
    ("H01", |s| whole(s, "430 440 440 4CF 435")),
    ("H02", |s| s.text().replace(&u("3BF"), "o") == "Lola Morenz"),
    ("H02.cyrillic", |s| {
        s.text().replace(&u("43E"), "o") == "Morenz" && !s.text().is_ascii()
    }),
    ("H02.latin", |s| s.text() == "Morenz"),
    ("H02.bars", |s| {
        s.text().chars().all(|stroke| " Il1".contains(stroke))
            && ["49", "6C", "31"]
                .iter()
                .all(|stroke| s.text().contains(&u(stroke)))
    }),
    ("H02.script-g", |s| {
        s.text().strip_prefix(&u("261")) == Some("reenwick")
    }),
    ("H03", |s| {
        whole(s, "661 FF11 31")
            && s.text().chars().all(char::is_numeric)
            && s.text().parse::<u32>().is_err()
    }),
];
