//! What is in the lists of edge cases everywhere and cannot be in a row of this schema.

/// A case that no row can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CannotLive {
    /// Its id; no case of the catalogue has it.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What keeps it out.
    pub reason: &'static str,
}

const fn out(id: &'static str, title: &'static str, reason: &'static str) -> CannotLive {
    CannotLive { id, title, reason }
}

/// All cases that no row can hold, by id.
pub static CANNOT_LIVE: &[CannotLive] = &[
    out(
        "A05",
        "arrays of two dimensions with rows of different length",
        "PostgreSQL refuses them",
    ),
    out(
        "D01.common-year",
        "29 February of 1900 or 2023",
        "PostgreSQL refuses dates that do not exist",
    ),
    out(
        "D02",
        "the second 23:59:60",
        "PostgreSQL takes it and stores the next second, so no row holds it",
    ),
    out(
        "D03",
        "the time 24:00:00",
        "a timestamp holds the next day's midnight in its place, and no column is of type time",
    ),
    out(
        "D07.plus-sixteen",
        "an instant 16 hours ahead of UTC",
        "PostgreSQL refuses the offset, and a timestamptz keeps none",
    ),
    out(
        "D10",
        "half a millisecond before the year ends",
        "timestamptz(3) holds milliseconds; PostgreSQL rounds it into the next year",
    ),
    out(
        "D12.microseconds",
        "instants that differ in microseconds only",
        "timestamptz(3) holds milliseconds; D12 is what is left of them",
    ),
    out(
        "E05.over",
        "an address of 255 octets",
        "\"User\".\"email\" is varchar(254), and the address is ASCII",
    ),
    out(
        "K01",
        "an object with one key twice",
        "jsonb keeps the last of them",
    ),
    out(
        "K02.exponent",
        "a number written with an exponent, and minus zero",
        "jsonb writes 1e5 as 100000 and -0 as 0",
    ),
    out("K04", "U+0000 in a JSON string", "jsonb refuses \\u0000"),
    out(
        "K05",
        "half a surrogate pair in a JSON string",
        "jsonb refuses a lone \\ud83d",
    ),
    out(
        "L02.code-points-over",
        "a code point more than the limit",
        "varchar(n) counts code points and refuses it",
    ),
    out(
        "L04.graphemes-over",
        "a grapheme more than the limit",
        "a grapheme is at least one code point, and varchar(n) takes no more than n of them",
    ),
    out(
        "M02",
        "minus zero, NaN and infinity as numbers",
        "no column is of type numeric or float8, and JSON has no such numbers; M02.words holds their names",
    ),
    out(
        "N23",
        "2,705 bytes that cannot be compressed in an indexed column",
        "of the indexed texts the longest is \"Upload\".\"storageKey\", varchar(512): 2,048 bytes at most, and a btree takes 2,704",
    ),
    out(
        "P01.fifteen-digits",
        "a phone number of 15 digits",
        "no country has set aside a range of numbers so long; the longest are P01's 13 digits",
    ),
    out(
        "W07.nine-digits",
        "a postcode of nine digits, as in the United States",
        "the census takes nine digits for a phone number that is not reserved",
    ),
    out("X01", "U+0000", "PostgreSQL's text cannot hold it"),
    out(
        "X03",
        "lone surrogates and overlong UTF-8",
        "PostgreSQL refuses what is not UTF-8",
    ),
    out(
        "X05",
        "a raw tab or U+0001 within a JSON string",
        "PostgreSQL's JSON refuses it; K15 has the escapes",
    ),
];
