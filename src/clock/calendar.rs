//! The proleptic Gregorian calendar, in all years that PostgreSQL knows.
//!
//! jiff, which reads instants and counts months, ends with the year 9999; edge cases do not.

/// Days of 400 years, after which the calendar repeats.
const CYCLE: i32 = 146_097;
/// From 0000-03-01 to 1970-01-01.
const EPOCH: i32 = 719_468;

/// A day of the calendar. The year before 1 is 0, as in ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Civil {
    /// The day so many days after 1970-01-01.
    pub(super) fn from_days(days: i32) -> Self {
        // Years from March, so that a leap day is a year's last.
        let days = i64::from(days) + i64::from(EPOCH);
        let cycle = days.div_euclid(CYCLE.into()) as i32;
        let of_cycle = days.rem_euclid(CYCLE.into()) as i32;
        let year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
        let of_year = of_cycle - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self {
            year: cycle * 400 + year + i32::from(month < 3),
            month: month as u8,
            day: day as u8,
        }
    }

    /// Days since 1970-01-01.
    pub(super) fn days(self) -> i32 {
        let (month, day) = (i32::from(self.month), i32::from(self.day));
        let year = if month < 3 { self.year - 1 } else { self.year };
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let of_cycle = year.rem_euclid(400);
        let days = of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year;
        year.div_euclid(400) * CYCLE + days - EPOCH
    }
}
