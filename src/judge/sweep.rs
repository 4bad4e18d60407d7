//! One prune at many instants.

use super::Judgement;
use crate::clock::{Distance, Timestamp};

/// Instants at equal distances, the first and, where a step meets it, the last among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instants {
    /// The first.
    pub from: Timestamp,
    /// None is later.
    pub to: Timestamp,
    /// What lies between two of them; more than nothing.
    pub step: Distance,
}

impl Instants {
    /// The instants, each counted from the first: months that are clamped to their end do not add up.
    pub fn iter(&self) -> impl Iterator<Item = Timestamp> + use<> {
        let Self { from, to, step } = *self;
        let nth = move |number: i32| {
            let distance = Distance {
                months: step.months.checked_mul(number)?,
                millis: step.millis.checked_mul(i64::from(number))?,
            };
            Some(from.plus(distance))
        };
        (0..)
            .map_while(nth)
            .take_while(move |instant| *instant <= to)
    }
}

/// What became of a prune at one instant.
#[derive(Debug, Clone)]
pub struct Swept {
    /// The instant.
    pub as_of: Timestamp,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a prune.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It ended well, and left this.
    Judged(Box<Judgement>),
    /// It failed, or left what cannot be judged: why, in its own words.
    Failed(String),
}

impl Swept {
    /// What it left, if it can be judged.
    pub fn judgement(&self) -> Option<&Judgement> {
        match &self.outcome {
            Outcome::Judged(judgement) => Some(judgement),
            Outcome::Failed(_) => None,
        }
    }

    /// Whether it ended well and left what it should.
    pub fn is_right(&self) -> bool {
        self.judgement()
            .is_some_and(|judgement| judgement.count() == 0)
    }
}
