//! The instants at which a prune is looked at.

use crate::clock::{DAY, Date, Distance, HOUR, Timestamp};
use crate::policy::Policy;

/// An instant at which a prune is looked at, with the word for it.
pub(super) type Moment = (&'static str, Timestamp);

/// An ordinary one, one that a leap day touches, and one shortly after clocks were changed; the
/// latter two are the last such before `now`.
pub(super) fn moments(policy: &Policy, now: Timestamp) -> [Moment; 3] {
    [
        ("now", now),
        ("leap-day", leap_day(policy, now)),
        ("clock-change", clock_change(now)),
    ]
}

/// Noon of the day on which a period of whole years from a 29 February ends: of 24 months, a
/// 28 February.
fn leap_day(policy: &Policy, now: Timestamp) -> Timestamp {
    let months = policy.rules.iter().map(|rule| rule.period.months);
    let months = months.filter(|months| *months > 0 && months % 12 == 0);
    let period = Distance {
        months: months.max().unwrap_or(24),
        millis: 0,
    };
    let is_leap = |year: &i32| Date::new(*year, 2, 29).civil().month == 2;
    let mut ends = years_before(now)
        .filter(is_leap)
        .map(|year| noon(year, 2, 29).plus(period));
    ends.find(|end| *end < now).unwrap_or(now)
}

/// Noon of the day after Europe put its clocks back, in a year in which it did so earlier than two
/// years before: 30 days, 90 days and 24 months before it, the clocks were an hour ahead.
fn clock_change(now: Timestamp) -> Timestamp {
    let is_earlier = |year: &i32| last_sunday_of_october(*year) < last_sunday_of_october(year - 2);
    let mut noons = years_before(now)
        .filter(is_earlier)
        .map(|year| noon(year, 10, last_sunday_of_october(year) + 1));
    noons.find(|noon| *noon < now).unwrap_or(now)
}

/// The years before an instant, the latest first, its own among them.
fn years_before(now: Timestamp) -> impl Iterator<Item = i32> {
    let year = now.date().civil().year;
    (0..100).map(move |back| year - back)
}

fn last_sunday_of_october(year: i32) -> u8 {
    // 1970-01-01 was a Thursday.
    let is_sunday = |day: &u8| (Date::new(year, 10, *day).as_days() + 4).rem_euclid(7) == 0;
    (25..=31).find(is_sunday).unwrap_or(31)
}

fn noon(year: i32, month: u8, day: u8) -> Timestamp {
    let days = i64::from(Date::new(year, month, day).as_days());
    Timestamp::from_millis(days * DAY + 12 * HOUR)
}
