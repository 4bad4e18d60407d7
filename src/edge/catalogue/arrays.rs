//! A01 to A07: lists of texts, as PostgreSQL's arrays.

use super::entry::{hostile, plausible};
use super::source::{PG_ARRAYS, PG_NULL, PRODUCT};
use crate::edge::Facet::{self, Interests, Languages, Permissions, Sections};
use crate::edge::case::{EdgeCase, LanguageRule, Value};

const LISTS: &[Facet] = &[Languages, Interests, Sections, Permissions];

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "A01",
        LISTS,
        Value::List(1, &[]),
        "an empty list, which is not NULL",
        "joins and first elements; `array_length` is NULL, not 0",
        PG_ARRAYS,
    ),
    hostile(
        "A01.null-element",
        LISTS,
        Value::List(1, &[None]),
        "a list of one NULL",
        "loops over elements that are there; its length is 1",
        PG_ARRAYS,
    ),
    plausible(
        "A01.null-word",
        &[Languages],
        Value::List(1, &[Some("NULL")]),
        "a list of the word NULL",
        "array literals without quotes, in which it is no word",
        PG_ARRAYS,
    ),
    plausible(
        "A02",
        &[Languages],
        Value::Languages(LanguageRule::Single),
        "a list of one language",
        "separators and plurals",
        PRODUCT,
    ),
    plausible(
        "A02.many",
        &[Languages],
        Value::Languages(LanguageRule::Many),
        "a list of all languages there are",
        "layouts, and filters that look at the first few",
        PRODUCT,
    ),
    plausible(
        "A02.mixed-scripts",
        &[Languages],
        Value::Languages(LanguageRule::MixedScripts),
        "a list with one language of each script",
        "the order on the page when directions mix, fonts, sorting",
        PRODUCT,
    ),
    plausible(
        "A02.duplicates",
        &[Languages],
        Value::List(1, &[Some("English"), Some("Deutsch"), Some("English")]),
        "a list that names a language twice",
        "counts: `@>` does not mind how often an element is there",
        PG_ARRAYS,
    ),
    plausible(
        "A03",
        &[Languages, Interests],
        Value::List(
            1,
            &[
                Some("a,b"),
                Some("c\"d"),
                Some("e\\f"),
                Some("{x}"),
                Some(""),
                Some(" "),
                Some("null"),
            ],
        ),
        "elements that an array literal must quote",
        "array literals written by joining with commas",
        PG_ARRAYS,
    ),
    plausible(
        "A03.blank",
        &[Languages],
        Value::List(1, &[Some(""), Some(" ")]),
        "elements that are empty or a space",
        "lists shown with separators: two of them with nothing between",
        PG_ARRAYS,
    ),
    hostile(
        "A04",
        &[Languages, Interests],
        Value::List(0, &[Some("English"), Some("Deutsch")]),
        "a list whose first subscript is 0",
        "`list[1]`, which is its second element",
        PG_ARRAYS,
    ),
    hostile(
        "A06",
        &[Languages, Sections],
        Value::List(1, &[Some("English"), None, Some("Deutsch")]),
        "a NULL among elements",
        "`<> ALL` and `NOT IN`: the answer is NULL, and rows are dropped",
        PG_NULL,
    ),
    hostile(
        "A07",
        &[Interests, Sections, Permissions],
        Value::List(1, &[Some("no.such.word")]),
        "a word that the product does not know",
        "look-ups in tables of known words, and checks that let pass what they do not know",
        PRODUCT,
    ),
    hostile(
        "A08",
        &[Permissions],
        Value::List(1, &[Some("*")]),
        "a star in a list of permissions",
        "checks that take it for all permissions",
        PRODUCT,
    ),
];
