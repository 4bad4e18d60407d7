//! Which texts are instants that a scenario can use, and why others are not.

use connsura_seed::clock::{ParseError, Timestamp};

fn read(text: &str) -> Result<String, ParseError> {
    text.parse::<Timestamp>().map(|at| at.to_string())
}

#[test]
fn the_range_begins_and_ends_where_it_says() {
    let first = "1980-01-01T00:00:00.000Z";
    let last = "9000-12-31T23:59:59.999Z";
    assert_eq!(read(first), Ok(first.to_owned()));
    assert_eq!(read(last), Ok(last.to_owned()));
    assert_eq!(Timestamp::FIRST.to_string(), first);
    assert_eq!(Timestamp::LAST.to_string(), last);
    // The offset counts: this is a minute before the first, and after the last.
    assert_eq!(
        read("1980-01-01T00:00:00+00:01"),
        Err(ParseError::OutOfRange)
    );
    assert_eq!(
        read("9000-12-31T23:59:59-00:01"),
        Err(ParseError::OutOfRange)
    );
}

#[test]
fn an_instant_of_any_other_year_is_out_of_range() {
    for text in [
        "1979-12-31T23:59:59.999Z",
        "9001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "+010000-01-01T00:00:00Z",
        "123456789012345678901234567890-06-15T12:00:00+02:00",
        "0000-01-01T00:00:00Z",
        "0000-02-29T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "-9999-12-31T00:00:00Z",
        "-123456-01-01T00:00:00Z",
        // Leap years, as the Gregorian calendar goes on.
        "12000-02-29T00:00:00Z",
        "12004-02-29T00:00:00.0001Z",
    ] {
        assert_eq!(read(text), Err(ParseError::OutOfRange), "{text}");
    }
}

#[test]
fn what_is_no_instant_in_any_year_is_none() {
    for text in [
        "",
        "10000",
        "10000-01-01",
        "10000-01-01T00:00:00",
        "10000-13-01T00:00:00Z",
        "12100-02-29T00:00:00Z",
        "12001-02-29T00:00:00Z",
        "--10000-01-01T00:00:00Z",
        "999-01-01T00:00:00Z",
        "yesterday",
        "10000-01-01T00:00:00Z and more",
    ] {
        assert_eq!(read(text), Err(ParseError::Syntax), "{text}");
    }
    assert_eq!(read("2026-03-01T00:00:00.0005Z"), Err(ParseError::TooFine));
}
