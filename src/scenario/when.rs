//! Moments as people write them: `now`, `90 days ago`, `2 hours after created`, an instant.

use std::fmt;

use crate::clock::{DAY, Distance, HOUR, MINUTE, ParseError, SECOND, Timestamp};

/// A moment, as a scenario says it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// An instant.
    At(Timestamp),
    /// So long before now; months are calendar months in UTC.
    Ago(Distance),
    /// So long after now.
    FromNow(Distance),
    /// So long after an event of the same row.
    After(Distance, Event),
}

/// What happens at a moment of a persona or of a row that a scenario asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// Its creation.
    Created,
    /// A conversation's first message.
    Started,
    /// A share's acceptance.
    Accepted,
    /// A share's end by its recipient.
    Closed,
    /// A share's end by its customer.
    Revoked,
    /// A share's end by itself.
    Expires,
    /// A form's submission.
    Submitted,
    /// An upload's deletion by its owner.
    Deleted,
    /// A persona's last log-in.
    LastLogin,
    /// A persona's request to delete its account.
    DeletionRequested,
}

impl Event {
    /// All events, with the key and the word for each.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Created, "created"),
        (Self::Started, "started"),
        (Self::Accepted, "accepted"),
        (Self::Closed, "closed"),
        (Self::Revoked, "revoked"),
        (Self::Expires, "expires"),
        (Self::Submitted, "submitted"),
        (Self::Deleted, "deleted"),
        (Self::LastLogin, "last_login"),
        (Self::DeletionRequested, "deletion_requested"),
    ];

    /// The event's key.
    pub fn word(self) -> &'static str {
        let named = Self::ALL.iter().find(|(event, _)| *event == self);
        named.map_or("", |(_, word)| word)
    }
}

/// Units with their months and milliseconds.
pub(super) const UNITS: [(&str, i32, i64); 8] = [
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

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// It is none of the forms.
    #[error("not a moment")]
    Form,
    /// A unit that nobody knows.
    #[error("not a moment: there is no unit `{0}`")]
    Unit(String),
    /// An event that nobody knows.
    #[error("not a moment: there is no event `{0}`")]
    Event(String),
    /// It is too far from now.
    #[error("more than 200 years away")]
    TooFar,
    /// It looks like an instant and is none.
    #[error("{0}")]
    Instant(#[from] ParseError),
}

impl std::str::FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<Self, WhenError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["now"] => Ok(Self::Ago(Distance::default())),
            [distance @ .., "ago"] => Ok(Self::Ago(read_distance(distance)?)),
            [distance @ .., "from" | "after", "now"] => Ok(Self::FromNow(read_distance(distance)?)),
            [distance @ .., "after", event] => {
                let named = Event::ALL.iter().find(|(_, word)| word == event);
                let (event, _) = named.ok_or_else(|| WhenError::Event((*event).to_owned()))?;
                Ok(Self::After(read_distance(distance)?, *event))
            }
            [instant] if instant.starts_with(|first: char| first.is_ascii_digit()) => {
                Ok(Self::At(instant.parse()?))
            }
            _ => Err(WhenError::Form),
        }
    }
}

impl fmt::Display for When {
    /// The same moment as a scenario may say it, whatever units it was said in.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(at) => at.fmt(f),
            Self::Ago(distance) | Self::FromNow(distance) if *distance == Distance::default() => {
                f.write_str("now")
            }
            Self::Ago(distance) => write!(f, "{} ago", words(*distance)),
            Self::FromNow(distance) => write!(f, "{} from now", words(*distance)),
            Self::After(distance, event) => {
                write!(f, "{} after {}", words(*distance), event.word())
            }
        }
    }
}

/// A distance in the largest units that hold it.
fn words(distance: Distance) -> String {
    let mut left = distance.millis;
    let mut amounts = vec![(i64::from(distance.months), "month")];
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
        return "0 days".to_owned();
    }
    let words = amounts.iter().map(|(amount, unit)| {
        let plural = if *amount == 1 { "" } else { "s" };
        format!("{amount} {unit}{plural}")
    });
    words.collect::<Vec<_>>().join(", ")
}

/// `2 years and 3 days`, `1 month, 2 hours`, `90 days`.
fn read_distance(words: &[&str]) -> Result<Distance, WhenError> {
    let mut sum = Distance::default();
    let mut words = words
        .iter()
        .map(|word| word.trim_end_matches(','))
        .filter(|word| *word != "and")
        .peekable();
    if words.peek().is_none() {
        return Err(WhenError::Form);
    }
    while let Some(number) = words.next() {
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = match number.parse() {
            Ok(number) => number,
            Err(_) if digits => return Err(WhenError::TooFar),
            Err(_) => return Err(WhenError::Form),
        };
        let unit = words.next().ok_or(WhenError::Form)?;
        let singular = unit.strip_suffix('s').unwrap_or(unit);
        let (_, months, millis) = UNITS
            .iter()
            .find(|(name, _, _)| *name == singular)
            .ok_or_else(|| WhenError::Unit(unit.to_owned()))?;
        let farther = |sum: Distance| {
            Some(Distance {
                months: sum
                    .months
                    .checked_add(months.checked_mul(i32::try_from(number).ok()?)?)?,
                millis: sum
                    .millis
                    .checked_add(millis.checked_mul(i64::from(number))?)?,
            })
        };
        sum = farther(sum).ok_or(WhenError::TooFar)?;
        let days = sum.millis / DAY;
        if sum.months > FARTHEST_MONTHS || days > i64::from(FARTHEST_MONTHS) * 31 {
            return Err(WhenError::TooFar);
        }
    }
    Ok(sum)
}

impl When {
    /// The instant that is meant; `event` gives the instants of the row's other events. `None`
    /// when the event that it counts from has none.
    pub fn resolve(
        self,
        now: Timestamp,
        event: impl FnOnce(Event) -> Option<Timestamp>,
    ) -> Option<Timestamp> {
        match self {
            Self::At(at) => Some(at),
            Self::Ago(distance) => Some(now.minus(distance)),
            Self::FromNow(distance) => Some(now.plus(distance)),
            Self::After(distance, of) => event(of).map(|at| at.plus(distance)),
        }
    }
}
