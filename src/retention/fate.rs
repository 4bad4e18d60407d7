//! What is to become of a row, and why.

use uuid::Uuid;

use crate::clock::Timestamp;
use crate::policy::Verdict;
use crate::schema::Entity;

/// What is to become of a row at an instant, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    /// What is to become of it.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
}

/// Why a row stays, or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No rule is of it, or nothing has happened from which a period counts.
    Free,
    /// A rule's period, counted from the anchor, ends at the boundary: the rule by its place in the
    /// policy.
    Rule {
        /// The rule.
        rule: usize,
        /// What its period counts from.
        anchor: Timestamp,
        /// When it ends.
        boundary: Timestamp,
    },
    /// It is in the state that a rule is of, and does not say since when: it is kept, and reported.
    Undated {
        /// The rule.
        rule: usize,
    },
    /// It goes along with a row that it refers to.
    With {
        /// The other row's table.
        entity: Entity,
        /// The other row.
        id: Uuid,
    },
}

impl Fate {
    /// That of a row of which no rule is.
    pub(super) const FREE: Self = Self {
        verdict: Verdict::Keep,
        why: Why::Free,
    };

    /// The stricter of the two; of two that are equally strict, the one that says more.
    pub(super) fn or(self, other: Self) -> Self {
        let weight = |fate: &Self| {
            let detail = match fate.why {
                Why::Free => 0,
                Why::With { .. } => 1,
                Why::Undated { .. } => 2,
                Why::Rule { .. } => 3,
            };
            (fate.verdict, detail)
        };
        let is_nearer = match (self.why, other.why) {
            // Of two boundaries ahead the nearer one, of two behind the one that was first.
            (Why::Rule { boundary: own, .. }, Why::Rule { boundary, .. }) => boundary < own,
            _ => false,
        };
        match weight(&self).cmp(&weight(&other)) {
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Equal if is_nearer => other,
            _ => self,
        }
    }
}
