//! Instants and dates. Nothing here reads the machine's clock.

mod calendar;
mod distance;

use std::fmt;
use std::str::FromStr;

pub use calendar::Civil;
pub use distance::{Distance, DistanceError, UNITS};

/// Milliseconds in a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day of 24 hours.
pub const DAY: i64 = 24 * HOUR;

/// An instant, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Milliseconds because the columns are `timestamptz(3)`, and because JavaScript, which
/// reads them, knows nothing finer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The first instant that a scenario can use: 1980-01-01T00:00:00Z.
    pub const FIRST: Self = Self(315_532_800_000);
    /// The last one: 9000-12-31T23:59:59.999Z.
    pub const LAST: Self = Self(221_876_927_999_999);
    /// PostgreSQL's `infinity`, later than every instant.
    pub const INFINITY: Self = Self(i64::MAX);
    /// PostgreSQL's `-infinity`, earlier than every instant.
    pub const MINUS_INFINITY: Self = Self(i64::MIN);

    /// The instant `millis` milliseconds after (or, negative, before) 1970.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The instant `age` milliseconds before this one.
    #[must_use]
    pub const fn before(self, age: i64) -> Self {
        Self(self.0 - age)
    }

    /// The instant `span` milliseconds after this one.
    #[must_use]
    pub const fn after(self, span: i64) -> Self {
        Self(self.0 + span)
    }

    /// The day, in UTC; that of the first or last millisecond that there is for an infinity.
    pub const fn date(self) -> Date {
        Date(self.0.div_euclid(DAY) as i32)
    }

    /// Hour, minute, second and millisecond of the day, in UTC.
    pub const fn time_of_day(self) -> [i64; 4] {
        let millis = self.0.rem_euclid(DAY);
        [
            millis / HOUR,
            millis % HOUR / MINUTE,
            millis % MINUTE / SECOND,
            millis % SECOND,
        ]
    }
}

/// Why a text is not an instant that a scenario can use.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum ParseError {
    /// The text is not an RFC 3339 instant.
    #[error("not an instant such as 2026-03-01T00:00:00Z")]
    Syntax,
    /// The text is an instant without its offset.
    #[error("without an offset")]
    NoOffset,
    /// The text names a day or an hour that there is not.
    #[error("not on the calendar")]
    NoSuchDay,
    /// The text has digits behind the millisecond.
    #[error("finer than a millisecond")]
    TooFine,
    /// The instant is too far from the present for every generated date to be representable.
    #[error("outside the years 1980 to 9000")]
    OutOfRange,
}

impl ParseError {
    /// What to write instead.
    pub fn help(self) -> String {
        match self {
            Self::Syntax => "write an instant with its offset, such as \"2026-03-01T00:00:00Z\"",
            Self::NoOffset => "write Z behind it for UTC, or an offset such as +01:00",
            Self::NoSuchDay => "look at the month and the day",
            Self::TooFine => "write at most three digits behind the second",
            Self::OutOfRange => {
                return format!("allowed: {} to {}", Timestamp::FIRST, Timestamp::LAST);
            }
        }
        .to_owned()
    }
}

impl FromStr for Timestamp {
    type Err = ParseError;

    /// Reads an RFC 3339 instant with an offset, of the years 1980 to 9000.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let Ok(instant) = text.parse::<jiff::Timestamp>() else {
            return Err(why_none(text));
        };
        if !(Self::FIRST..=Self::LAST).contains(&Self(instant.as_millisecond())) {
            return Err(ParseError::OutOfRange);
        }
        if instant.subsec_nanosecond() % 1_000_000 != 0 {
            return Err(ParseError::TooFine);
        }
        Ok(Self(instant.as_millisecond()))
    }
}

/// Why jiff does not take a text for an instant.
fn why_none(text: &str) -> ParseError {
    let is_instant = |text: &str| text.parse::<jiff::Timestamp>().is_ok();
    // The first day of a January is on every calendar.
    let on_the_first = |text: &str| {
        let (year, rest) = (text.get(..4)?, text.get(10..)?);
        Some(format!("{year}-01-01{rest}"))
    };
    let looks_like_a_date = text
        .bytes()
        .take(10)
        .enumerate()
        .all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_far_instant(text) {
        ParseError::OutOfRange
    } else if looks_like_a_date && on_the_first(text).is_some_and(|text| is_instant(&text)) {
        ParseError::NoSuchDay
    } else if is_instant(&format!("{text}Z")) {
        ParseError::NoOffset
    } else {
        ParseError::Syntax
    }
}

/// Whether a text that jiff, whose years end at 9999, does not take is an instant of another
/// year. Calendars repeat every 400 years: the same instant must be one in a year from 2000 on.
fn is_far_instant(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['+', '-']);
    if text.len() > unsigned.len() + 1 {
        return false;
    }
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = unsigned.split_at(digits);
    let last_four = year.get(digits.saturating_sub(4)..).unwrap_or_default();
    // 10,000 is a multiple of 400: four digits decide.
    let Some(cycle) = last_four.parse::<i32>().ok().filter(|_| digits >= 4) else {
        return false;
    };
    let cycle = if text.starts_with('-') { -cycle } else { cycle };
    let near = format!("{:04}{rest}", 2000 + cycle.rem_euclid(400));
    near.parse::<jiff::Timestamp>().is_ok()
}

impl fmt::Display for Timestamp {
    /// ISO 8601 in UTC with milliseconds, as JavaScript's `toISOString` writes it (years beyond
    /// four digits with a sign and six of them), and PostgreSQL's words for the infinities.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::INFINITY => return f.write_str("infinity"),
            Self::MINUS_INFINITY => return f.write_str("-infinity"),
            _ => {}
        }
        let [hour, minute, second, millis] = self.time_of_day();
        write!(
            f,
            "{}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z",
            self.date()
        )
    }
}

/// A calendar date, in days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// PostgreSQL's `infinity`, later than every date.
    pub const INFINITY: Self = Self(i32::MAX);
    /// PostgreSQL's `-infinity`, earlier than every date.
    pub const MINUS_INFINITY: Self = Self(i32::MIN);

    /// The date `days` days after (or, negative, before) 1970-01-01.
    pub const fn from_days(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    pub const fn as_days(self) -> i32 {
        self.0
    }

    /// The date of a year, month and day. A day that the month lacks is one of the next month.
    pub fn new(year: i32, month: u8, day: u8) -> Self {
        Self(Civil { year, month, day }.days())
    }

    /// Year, month and day.
    pub fn civil(self) -> Civil {
        Civil::from_days(self.0)
    }
}

impl fmt::Display for Date {
    /// ISO 8601: year, month and day; years beyond four digits with a sign and six of them, and
    /// PostgreSQL's words for the infinities.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::INFINITY => return f.write_str("infinity"),
            Self::MINUS_INFINITY => return f.write_str("-infinity"),
            _ => {}
        }
        let Civil { year, month, day } = self.civil();
        match year {
            0..=9_999 => write!(f, "{year:04}")?,
            _ => write!(f, "{year:+07}")?,
        }
        write!(f, "-{month:02}-{day:02}")
    }
}
