//! A policy as it was read: plain data, every default filled in.

use std::fmt;

use super::anchor::Anchor;
use crate::clock::{Distance, Timestamp};
use crate::schema::Entity;

/// How long what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The rules, in the order of the tables, and of one table by their names.
    pub rules: Vec<Rule>,
}

/// How long some rows of one table are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What messages call it.
    pub name: String,
    /// The table.
    pub rows: Entity,
    /// Which of its rows; all where nothing is said.
    pub only: Option<Condition>,
    /// What the period counts from. A row that has no such instant is kept.
    pub anchor: Anchor,
    /// How long they are kept from there.
    pub period: Distance,
    /// Whether the boundary itself is over.
    pub bound: Bound,
    /// What becomes of a row then.
    pub then: Then,
}

/// The state that rows are in: a column with one of its labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// The column's position.
    pub column: usize,
    /// The label.
    pub label: &'static str,
}

/// Whether a row goes at its boundary, or only after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// It goes when `anchor + period <= as of`.
    #[default]
    Inclusive,
    /// It goes when `anchor + period < as of`.
    Exclusive,
}

/// What becomes of a row whose period is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Then {
    /// It is deleted.
    #[default]
    Purge,
    /// It may be deleted, or stay: the period is a floor.
    May,
}

/// What is to become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It stays.
    Keep,
    /// It may be deleted, or stay.
    May,
    /// It is deleted.
    Purge,
}

impl Verdict {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Keep, Self::May, Self::Purge];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::May => "may",
            Self::Purge => "purge",
        }
    }
}

impl From<Then> for Verdict {
    fn from(then: Then) -> Self {
        match then {
            Then::Purge => Self::Purge,
            Then::May => Self::May,
        }
    }
}

/// As a configuration says it, with nothing left out.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rules.iter().try_for_each(|rule| {
            let columns = rule.rows.table().columns;
            writeln!(f, "[retention.rules.{:?}]", rule.name)?;
            writeln!(f, "rows = {:?}", rule.rows.name())?;
            if let Some(only) = rule.only {
                let column = columns[only.column].name;
                writeln!(f, "where = {{ {column} = {:?} }}", only.label)?;
            }
            writeln!(f, "anchor = {:?}", rule.anchor.to_string())?;
            writeln!(f, "period = {:?}", rule.period.to_string())?;
            writeln!(f, "bound = {:?}", rule.bound.name())?;
            writeln!(f, "then = {:?}", rule.then.name())
        })
    }
}

impl Bound {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inclusive => "inclusive",
            Self::Exclusive => "exclusive",
        }
    }
}

impl Then {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Purge => "purge",
            Self::May => "may",
        }
    }
}

impl Rule {
    /// The end of the period of a row with this anchor, on UTC's calendar; nothing where the
    /// anchor is an infinity.
    pub fn boundary(&self, anchor: Timestamp) -> Option<Timestamp> {
        let is_finite = anchor > Timestamp::MINUS_INFINITY && anchor < Timestamp::INFINITY;
        is_finite.then(|| anchor.plus(self.period))
    }

    /// Whether the period of a row with this boundary is over.
    pub fn is_over(&self, boundary: Timestamp, as_of: Timestamp) -> bool {
        match self.bound {
            Bound::Inclusive => boundary <= as_of,
            Bound::Exclusive => boundary < as_of,
        }
    }
}
