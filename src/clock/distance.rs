//! Lengths of time on the calendar.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::tz::TimeZone;

use super::{DAY, HOUR, MINUTE, SECOND, Timestamp};

/// Units with their months and milliseconds.
pub const UNITS: [(&str, i32, i64); 8] = [
    ("millisecond", 0, 1),
    ("second", 0, SECOND),
    ("minute", 0, MINUTE),
    ("hour", 0, HOUR),
    ("day", 0, DAY),
    ("week", 0, 7 * DAY),
    ("month", 1, 0),
    ("year", 12, 0),
];

/// Longest distance: more than any retention period, and short enough for every date.
const FARTHEST_MONTHS: i32 = 12 * 200;

/// A length of time: calendar months, and milliseconds beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Distance {
    /// Whole calendar months.
    pub months: i32,
    /// Milliseconds beside them.
    pub millis: i64,
}

impl Timestamp {
    /// The instant so long before this one, on UTC's calendar.
    #[must_use]
    pub fn minus(self, distance: Distance) -> Self {
        self.moved(distance, -1)
    }

    /// The instant so long after this one, on UTC's calendar.
    #[must_use]
    pub fn plus(self, distance: Distance) -> Self {
        self.moved(distance, 1)
    }

    /// First the months, where the last day of a month stands for those that it has not, as
    /// PostgreSQL has it, then the milliseconds.
    fn moved(self, distance: Distance, sign: i32) -> Self {
        let months = || {
            let instant = jiff::Timestamp::from_millisecond(self.as_millis())?;
            let span = Span::new().try_months(i64::from(sign) * i64::from(distance.months))?;
            instant.to_zoned(TimeZone::UTC).checked_add(span)
        };
        // Beyond the calendar's ends there are no months to count.
        let moved = months().map_or(self, |zoned| {
            Self::from_millis(zoned.timestamp().as_millisecond())
        });
        moved.after(i64::from(sign) * distance.millis)
    }
}

/// Why a text is no length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DistanceError {
    /// It is not numbers with units.
    #[error("not a length of time such as 90 days")]
    Form,
    /// A unit that nobody knows.
    #[error("there is no unit `{0}`")]
    Unit(String),
    /// It is too long.
    #[error("more than 200 years")]
    TooFar,
}

impl FromStr for Distance {
    type Err = DistanceError;

    /// Reads `2 years and 3 days`, `1 month, 2 hours`, `90 days`.
    fn from_str(text: &str) -> Result<Self, DistanceError> {
        let mut sum = Self::default();
        let mut words = text
            .split_whitespace()
            .map(|word| word.trim_end_matches(','))
            .filter(|word| *word != "and")
            .peekable();
        if words.peek().is_none() {
            return Err(DistanceError::Form);
        }
        while let Some(number) = words.next() {
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            let number: u32 = match number.parse() {
                Ok(number) => number,
                Err(_) if digits => return Err(DistanceError::TooFar),
                Err(_) => return Err(DistanceError::Form),
            };
            let unit = words.next().ok_or(DistanceError::Form)?;
            let singular = unit.strip_suffix('s').unwrap_or(unit);
            let (_, months, millis) = UNITS
                .iter()
                .find(|(name, _, _)| *name == singular)
                .ok_or_else(|| DistanceError::Unit(unit.to_owned()))?;
            let farther = |sum: Self| {
                Some(Self {
                    months: sum
                        .months
                        .checked_add(months.checked_mul(i32::try_from(number).ok()?)?)?,
                    millis: sum
                        .millis
                        .checked_add(millis.checked_mul(i64::from(number))?)?,
                })
            };
            sum = farther(sum).ok_or(DistanceError::TooFar)?;
            let days = sum.millis / DAY;
            if sum.months > FARTHEST_MONTHS || days > i64::from(FARTHEST_MONTHS) * 31 {
                return Err(DistanceError::TooFar);
            }
        }
        Ok(sum)
    }
}

impl fmt::Display for Distance {
    /// In the largest units that hold it, as it may be read again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = self.millis;
        let mut amounts = vec![(i64::from(self.months), "month")];
        for (unit, length) in [
            ("day", DAY),
            ("hour", HOUR),
            ("minute", MINUTE),
            ("second", SECOND),
            ("millisecond", 1),
        ] {
            amounts.push((left / length, unit));
            left %= length;
        }
        amounts.retain(|(amount, _)| *amount > 0);
        if amounts.is_empty() {
            return f.write_str("0 days");
        }
        for (number, (amount, unit)) in amounts.iter().enumerate() {
            let comma = if number > 0 { ", " } else { "" };
            let plural = if *amount == 1 { "" } else { "s" };
            write!(f, "{comma}{amount} {unit}{plural}")?;
        }
        Ok(())
    }
}
