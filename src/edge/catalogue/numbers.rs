//! M01 to M03: numbers that types hold differently.

use super::entry::{hostile, plausible};
use super::source::{ECMA_262, PG_JSON, PG_NUMBERS};
use crate::edge::Facet::{FileSize, FormData};
use crate::edge::case::{EdgeCase, Value};

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "M01",
        &[FileSize],
        Value::Number(2_147_483_647),
        "the greatest number of 32 bits with a sign",
        "adding one to it in 32 bits",
        PG_NUMBERS,
    ),
    plausible(
        "M01.overflow",
        &[FileSize],
        Value::Number(2_147_483_648),
        "one more than 32 bits with a sign hold",
        "sizes kept in 32 bits: the cast fails or turns negative",
        PG_NUMBERS,
    ),
    plausible(
        "M01.unsigned",
        &[FileSize],
        Value::Number(4_294_967_296),
        "one more than 32 bits hold",
        "sizes kept in 32 bits: 0 is left",
        PG_NUMBERS,
    ),
    hostile(
        "M01.double",
        &[FileSize],
        Value::Number(9_007_199_254_740_993),
        "the first whole number that a double does not hold",
        "JavaScript and float8, which make ...992 of it",
        ECMA_262,
    ),
    hostile(
        "M01.greatest",
        &[FileSize],
        Value::Number(i64::MAX),
        "the greatest number of 64 bits with a sign",
        "sums, which overflow, and JavaScript, which rounds it up",
        PG_NUMBERS,
    ),
    hostile(
        "M01.negative",
        &[FileSize],
        Value::Number(-1),
        "a size below zero",
        "unsigned types, and sums of sizes",
        PG_NUMBERS,
    ),
    plausible(
        "M01.json",
        &[FormData],
        Value::Json(r#"{"amount": 123456789012345678}"#),
        "a whole number in JSON that a double does not hold",
        "JavaScript's parser, which rounds it; `jsonb` keeps it",
        PG_JSON,
    ),
    plausible(
        "M02.words",
        &[FormData],
        Value::Json(r#"{"limit": "Infinity", "amount": "NaN"}"#),
        "NaN and Infinity as texts, because JSON has no such numbers",
        "arithmetic after a cast: PostgreSQL's numeric takes both, and NaN equals NaN",
        PG_NUMBERS,
    ),
    plausible(
        "M03",
        &[FormData],
        Value::Json(r#"{"premium": 1.005}"#),
        "an amount whose double is a little less",
        "rounding to cents: a double makes 1.00 of it, PostgreSQL's numeric 1.01",
        ECMA_262,
    ),
    plausible(
        "M03.half",
        &[FormData],
        Value::Json(r#"{"premium": 2.5}"#),
        "a half",
        "rounding: PostgreSQL's numeric makes 3 of it, its float8 makes 2",
        PG_NUMBERS,
    ),
];
