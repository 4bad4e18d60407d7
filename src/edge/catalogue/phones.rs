//! P01 to P08: phone numbers, all in ranges that are set aside for fiction.

use super::entry::{plausible, whole};
use super::source::{E_164, PG_NULL, PG_TEXT, UAX_9, UNICODE};
use crate::edge::Facet::Phone;
use crate::edge::case::EdgeCase;

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "P01",
        &[Phone],
        whole("+4917604069042"),
        "thirteen digits, the longest of the reserved numbers",
        "patterns that end at ten or twelve digits; E.164 allows 15",
        E_164,
    ),
    plausible(
        "P02",
        &[Phone],
        whole("+44 20 7946 0101"),
        "groups with spaces",
        "comparison with the number without them",
        E_164,
    ),
    plausible(
        "P02.no-break",
        &[Phone],
        whole("+44\u{a0}20\u{a0}7946\u{a0}0102"),
        "groups with no-break spaces",
        "patterns for white space, and trimming",
        UNICODE,
    ),
    plausible(
        "P02.trunk",
        &[Phone],
        whole("+44 / (0)20 / 7946 0103"),
        "the trunk prefix in brackets",
        "removal of all but digits: the 0 must not be dialled",
        E_164,
    ),
    plausible(
        "P02.extension",
        &[Phone],
        whole("+44 20 7946 0104 x123"),
        "an extension",
        "removal of all but digits: it is not part of the number",
        E_164,
    ),
    plausible(
        "P03",
        &[Phone],
        whole("0044 20 7946 0105"),
        "two leading zeros in the place of the plus sign",
        "spreadsheets and number types, which drop them",
        E_164,
    ),
    plausible(
        "P04",
        &[Phone],
        whole(""),
        "an empty text, which is not NULL",
        "code that tells absence by NULL alone",
        PG_NULL,
    ),
    plausible(
        "P05",
        &[Phone],
        whole("+٤٤ ٢٠ ٧٩٤٦ ٠١٠٧"),
        "Arabic-Indic digits",
        "patterns for ASCII digits, and dialling",
        UNICODE,
    ),
    plausible(
        "P06",
        &[Phone],
        whole("\u{202a}\u{200e}+442079460108\u{202c}"),
        "directional marks pasted with the number",
        "tests for a plus sign in front, which look the mark in the face",
        UAX_9,
    ),
    plausible(
        "P07",
        &[Phone],
        whole("+447700900109"),
        "a British number for drama",
        "validators that refuse reserved numbers, as python-phonenumbers does this one",
        "faker-e164",
    ),
    plausible(
        "P08",
        &[Phone],
        whole("+44 20 7946 0110 extension 12345"),
        "as many characters as the column takes",
        "narrow columns and layouts",
        PG_TEXT,
    ),
    plausible(
        "P08.under",
        &[Phone],
        whole("+44 20 7946 0111 extension 1234"),
        "a character less than the column takes",
        "limits checked with < where <= is meant, beside P08",
        PG_TEXT,
    ),
    plausible(
        "P08.bytes-over",
        &[Phone],
        whole("+٤٤\u{a0}٢٠\u{a0}٧٩٤٦\u{a0}٠١١٢ x١"),
        "more bytes than the column takes characters",
        "limits checked in bytes",
        PG_TEXT,
    ),
];
