//! N25 to N36: names and words in scripts that few programs were tried with, and further
//! shapes of names.

use super::entry::{plausible, whole, within};
use super::source::{FALSEHOODS, UAX_29, UNICODE, UNICODE_DATA, W3C};
use crate::edge::Facet::{AdminName, Body, City, Name, Notes};
use crate::edge::case::EdgeCase;

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "N25",
        &[Name],
        whole("ለምለም ተስፋነሽ"),
        "a name in Ethiopic",
        "fonts, and patterns that list scripts",
        UNICODE,
    ),
    plausible(
        "N26",
        &[AdminName],
        whole("ߝߊ߲ߕߊ ߞߋߕߊ"),
        "a name in N'Ko, from right to left",
        "programs that take Hebrew and Arabic for the only scripts from right to left",
        UNICODE,
    ),
    plausible(
        "N27",
        &[Name],
        whole("\u{1e900}\u{1e92d}\u{1e927}\u{1e922}\u{1e93c}\u{1e935}"),
        "a name in Adlam: from right to left, beyond the basic plane, with capital letters",
        "upper and lower case, direction and cuts told from 16-bit units",
        UNICODE_DATA,
    ),
    plausible(
        "N28",
        &[Body],
        within("ᠰᠠᠷᠠᠩᠡᠷᠡᠯ"),
        "a word in Mongolian, which is written downwards",
        "layouts without vertical text, and fonts that do not join the letters",
        UNICODE,
    ),
    plausible(
        "N29",
        &[Body],
        within("བསྒྲུབས"),
        "Tibetan letters stacked below each other",
        "line heights, and letters counted by code points",
        UNICODE,
    ),
    plausible(
        "N30",
        &[Body],
        within("ស្រ្តី"),
        "a Khmer cluster with subscript letters",
        "cuts and deletions within a cluster, which leave a dotted circle",
        UNICODE,
    ),
    plausible(
        "N31",
        &[Body],
        within("ကျွန်ုပ်"),
        "a Myanmar cluster",
        "fonts, search, and letters counted by code points",
        UNICODE,
    ),
    plausible(
        "N31.zawgyi",
        &[Body],
        within("\u{1031}က\u{103a}\u{102c}\u{1039}"),
        "Myanmar as old phones write it: the vowel before its letter (Zawgyi)",
        "search and display: the same characters stand for other signs, so the text is garbled",
        UNICODE,
    ),
    plausible(
        "N32",
        &[Name],
        whole("迪娜·阿勒坦"),
        "a name with a middle dot, U+00B7",
        "patterns for Chinese names that allow ideographs only",
        W3C,
    ),
    plausible(
        "N33",
        &[Name],
        whole("Mara \"Mia\" Lindgrenius (née Sund) <mia>"),
        "quotation marks and brackets in a name, as mail programs have them",
        "patterns, CSV files, display names of e-mail headers, and pages that print texts without escaping",
        FALSEHOODS,
    ),
    plausible(
        "N34",
        &[Name],
        whole("."),
        "a full stop, as people type it to get past a required field",
        "initials, sorting, and addresses or file names made from names",
        W3C,
    ),
    plausible(
        "N35",
        &[Notes],
        within("Γιαννακοπούλου-Ζ."),
        "a name abbreviated after its hyphen",
        "sentences split at a full stop",
        UAX_29,
    ),
    plausible(
        "N36",
        &[Name],
        whole("Ng Ng"),
        "names of two letters, none of them a vowel",
        "minimum lengths, and tests for words that can be spoken",
        FALSEHOODS,
    ),
    plausible(
        "N37",
        &[City],
        whole("ʻEwa Beach"),
        "a word that begins with an ʻokina, U+02BB",
        "index letters and initials: the first character is neither a Latin letter nor a quotation mark",
        UNICODE,
    ),
];
