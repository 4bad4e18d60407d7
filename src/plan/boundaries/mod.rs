//! Specimens of a retention policy: rows on each side of every boundary, at three instants, and the
//! states that a prune gets wrong.
//!
//! Each is an account of its own with the rows that it takes; its label, and so its id, hangs on the
//! rule and the side, never on its place in a list.

mod draft;
mod moments;
mod sides;
mod states;

pub(crate) use draft::SAID_AUDIT_LOGS;

use super::Member;
use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::policy::{Policy, Verdict};
use crate::rng::{Root, RowKey};
use crate::schema::Entity;

/// An account that is made for retention, and the row that it is about.
#[derive(Debug, Clone)]
pub struct Boundary {
    /// The account with its rows; the key of its persona is the specimen's label, such as
    /// `retention/message/leap-day/1ms-over`.
    pub member: Member,
    /// The rule on whose boundary the row lies; none for a state.
    pub rule: Option<String>,
    /// When it is looked at.
    pub as_of: Timestamp,
    /// The row.
    pub row: (Entity, RowKey),
    /// What is to become of the row then, by the rule that it is made for; of a state, by the rules of
    /// the default policy. The oracle's word is what counts.
    pub verdict: Verdict,
    /// Whether its rows break an invariant of the data model.
    pub(crate) is_nonsense: bool,
    /// Cells that hold something else than would be made.
    pub(crate) puts: Vec<Put>,
}

/// A cell that holds something else than would be made.
#[derive(Debug, Clone)]
pub(crate) struct Put {
    pub(crate) entity: Entity,
    pub(crate) key: RowKey,
    pub(crate) column: &'static str,
    pub(crate) value: PutValue,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PutValue {
    /// Nothing.
    Null,
    /// An instant.
    Instant(Timestamp),
    /// A text.
    Text(&'static str),
}

/// The specimens of a policy, seen from `now`, in the order of their ids.
pub(super) fn resolve(policy: &Policy, now: Timestamp) -> Result<Vec<Boundary>> {
    let moments = moments::moments(policy, now);
    let mut boundaries = states::states(policy, now);
    for rule in &policy.rules {
        for moment in moments {
            boundaries.extend(sides::sides(rule, moment, now));
        }
    }
    boundaries.push(draft::at_desk(now, &boundaries));
    boundaries.sort_by_key(Boundary::root);
    let mut pairs = boundaries.windows(2);
    if let Some(pair) = pairs.find(|pair| pair[0].root() == pair[1].root()) {
        let message = format!("two specimens have the key of {}", pair[0].label());
        return Err(Error::new(Kind::Unexpected, message));
    }
    Ok(boundaries)
}

impl Boundary {
    /// Its account.
    pub fn root(&self) -> Root {
        self.member.root
    }

    /// What it is called.
    pub fn label(&self) -> &str {
        &self.member.persona.key
    }

    /// What it is, for people.
    pub fn about(&self) -> &str {
        &self.member.persona.about
    }
}
