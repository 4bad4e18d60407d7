//! How many rows of a plan stay and go, and by what.

use std::collections::BTreeMap;

use super::{Fate, Oracle, Why};
use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::find::Reader;
use crate::policy::Verdict;
use crate::rng::Root;
use crate::schema::{Entity, Row, Value};

/// By what rows of a table stay or go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A rule, by its place in the policy.
    Rule(usize),
    /// They go along with rows of another table.
    With(Entity),
    /// No rule is of them, or nothing has happened from which a period counts.
    Free,
}

/// How many rows stay and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// They stay.
    pub keep: u64,
    /// They may go.
    pub may: u64,
    /// They go.
    pub purge: u64,
    /// Of those that stay, rows that do not say since when they are in their state.
    pub undated: u64,
}

/// How many rows of a plan stay and go, by table and ground.
pub type Summary = BTreeMap<(Entity, Ground), Counts>;

impl Ground {
    /// That of a fate.
    pub fn of(fate: &Fate) -> Self {
        match fate.why {
            Why::Free => Self::Free,
            Why::Rule { rule, .. } | Why::Undated { rule } => Self::Rule(rule),
            Why::With { entity, .. } => Self::With(entity),
        }
    }
}

impl Counts {
    /// Counts a row.
    pub fn add(&mut self, fate: &Fate) {
        match fate.verdict {
            Verdict::Keep => self.keep += 1,
            Verdict::May => self.may += 1,
            Verdict::Purge => self.purge += 1,
        }
        self.undated += u64::from(matches!(fate.why, Why::Undated { .. }));
    }
}

/// Says what is to become of every row of the plan, which `each` is handed, in the order of the tables.
pub fn summary(oracle: &Oracle<'_>, mut each: impl FnMut(Root, &Row, &Fate)) -> Summary {
    let mut summary = Summary::new();
    for entity in Entity::ALL {
        oracle.reader().all(entity, &mut |root, row| {
            let fate = oracle.fate(row);
            let counts = summary.entry((entity, Ground::of(&fate))).or_default();
            counts.add(&fate);
            each(root, row, &fate);
        });
    }
    summary
}

/// Refuses an instant before the first row: nothing was there that a prune could meet.
///
/// # Errors
/// [`Kind::Usage`].
pub fn check_as_of(reader: &Reader<'_>, as_of: Timestamp) -> Result<()> {
    let mut first: Option<Timestamp> = None;
    reader.all(Entity::User, &mut |_, row| {
        if let Some(Value::Timestamp(at)) = row.named("createdAt")
            && at > Timestamp::MINUS_INFINITY
        {
            first = Some(first.map_or(at, |first| first.min(at)));
        }
    });
    match first {
        Some(first) if as_of < first => {
            let message = format!("{as_of} lies before the generation's first row, of {first}");
            let now = reader.plan().now;
            Err(Error::new(Kind::Usage, message).hint(format!(
                "ask of {first} or later; the generation's own clock says {now}"
            )))
        }
        _ => Ok(()),
    }
}
