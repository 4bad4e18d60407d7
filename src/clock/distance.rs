//! Lengths of time on the calendar.

use jiff::Span;
use jiff::tz::TimeZone;

use super::Timestamp;

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
