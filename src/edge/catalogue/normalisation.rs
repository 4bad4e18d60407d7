//! Z01 to Z06: what the normal forms of Unicode make equal, longer or dangerous.

use super::entry::{plausible, whole, within};
use super::source::UAX_15;
use crate::edge::Facet::{FileName, Name, Notes, ShareNote};
use crate::edge::case::EdgeCase;

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "Z01",
        &[Name],
        whole("Zo\u{eb} L\u{e9}geron"),
        "a name in NFC whose twin is in NFD",
        "accounts: PostgreSQL tells the two apart, and nobody who looks at them can",
        UAX_15,
    ),
    plausible(
        "Z01.nfd",
        &[Name],
        whole("Zoe\u{308} Le\u{301}geron"),
        "the same name in NFD, as some phones send it",
        "search for the name as typed, and `initcap`, which sees words within it",
        UAX_15,
    ),
    plausible(
        "Z02",
        &[Notes],
        within("\u{212b}"),
        "the sign of the angstrom, which NFC turns into a letter",
        "comparison before and after normalising",
        UAX_15,
    ),
    plausible(
        "Z02.ohm",
        &[Notes],
        within("\u{2126}"),
        "the sign of the ohm, which NFC turns into a letter",
        "comparison before and after normalising",
        UAX_15,
    ),
    plausible(
        "Z02.kelvin",
        &[ShareNote],
        within("\u{212a}"),
        "the sign of the kelvin, which NFC turns into the letter K",
        "filters that look at the text before it is normalised",
        UAX_15,
    ),
    plausible(
        "Z03",
        &[Notes],
        within("\u{fb01}"),
        "a ligature, which NFKC alone takes apart",
        "search for the word as typed",
        UAX_15,
    ),
    plausible(
        "Z03.full-width",
        &[Notes],
        within("\u{ff21}"),
        "a full-width letter, which NFKC alone makes an ordinary one",
        "search, and columns of fixed width",
        UAX_15,
    ),
    plausible(
        "Z03.salutation",
        &[Notes],
        within("\u{fdfa}"),
        "one character that NFKC makes 18",
        "buffers and limits taken before normalising",
        UAX_15,
    ),
    plausible(
        "Z04",
        &[Notes],
        within("\u{3b2}\u{344}"),
        "a mark that NFC makes two",
        "limits checked before normalising: NFC makes this text longer",
        UAX_15,
    ),
    plausible(
        "Z04.music",
        &[Notes],
        within("\u{1d160}"),
        "a note that NFC makes three code points",
        "limits checked before normalising: NFC makes this text longer",
        UAX_15,
    ),
    plausible(
        "Z05",
        &[Notes],
        within("a\u{323}\u{302}"),
        "two marks in canonical order",
        "comparison with the other order, which looks the same",
        UAX_15,
    ),
    plausible(
        "Z05.reversed",
        &[Notes],
        within("a\u{302}\u{323}"),
        "two marks in the other order",
        "comparison with the canonical order, which looks the same",
        UAX_15,
    ),
    plausible(
        "Z06",
        &[FileName],
        whole("\u{ff0e}\u{ff0e}\u{ff0f}policy.pdf"),
        "full-width signs that NFKC makes `../`",
        "checks of paths made before normalising",
        UAX_15,
    ),
];
