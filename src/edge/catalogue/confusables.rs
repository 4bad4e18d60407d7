//! H01 to H03: characters that look like others.

use super::entry::{plausible, whole};
use super::source::{TROJAN, UTS_39};
use crate::edge::Facet::{AdminTitle, Body, City, Name, PostalCode, PreferredName};
use crate::edge::case::EdgeCase;

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "H01",
        &[PreferredName],
        whole("\u{430}\u{440}\u{440}\u{4cf}\u{435}"),
        "Cyrillic letters that spell a Latin word",
        "impersonation: nobody sees the difference",
        TROJAN,
    ),
    plausible(
        "H02",
        &[Name],
        whole("L\u{3bf}la M\u{3bf}renz"),
        "a name whose o is Greek",
        "handles that look taken and are not",
        UTS_39,
    ),
    plausible(
        "H02.cyrillic",
        &[City],
        whole("M\u{43e}renz"),
        "a name whose o is Cyrillic",
        "search, and handles that look taken and are not",
        UTS_39,
    ),
    plausible(
        "H02.latin",
        &[City],
        whole("M\u{6f}renz"),
        "the same name with a Latin o",
        "the twin that the others are taken for",
        UTS_39,
    ),
    plausible(
        "H02.bars",
        &[AdminTitle],
        whole("I\u{6c}1 II\u{6c} llI"),
        "upright strokes: capital i, small l, digit one",
        "what is read aloud and typed again from a screen",
        UTS_39,
    ),
    plausible(
        "H02.script-g",
        &[Body],
        whole("\u{261}reenwick"),
        "a phonetic g that looks like the letter",
        "search, and handles that look taken and are not",
        UTS_39,
    ),
    plausible(
        "H03",
        &[PostalCode],
        whole("\u{661}\u{ff11}1"),
        "digits of three scripts in one number",
        "patterns with `\\d` that let it pass to a `parseInt` that fails",
        UTS_39,
    ),
];
