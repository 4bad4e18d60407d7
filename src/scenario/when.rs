//! Moments as people write them: `now`, `90 days ago`, `2 hours after created`, an instant.

use std::fmt;

use crate::clock::{Distance, DistanceError, ParseError, Timestamp};

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

impl From<DistanceError> for WhenError {
    fn from(error: DistanceError) -> Self {
        match error {
            DistanceError::Form => Self::Form,
            DistanceError::Unit(unit) => Self::Unit(unit),
            DistanceError::TooFar => Self::TooFar,
        }
    }
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
            Self::Ago(distance) => write!(f, "{distance} ago"),
            Self::FromNow(distance) => write!(f, "{distance} from now"),
            Self::After(distance, event) => {
                write!(f, "{} after {}", distance, event.word())
            }
        }
    }
}

fn read_distance(words: &[&str]) -> Result<Distance, DistanceError> {
    words.join(" ").parse()
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
