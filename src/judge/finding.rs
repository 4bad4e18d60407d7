//! What a prune did wrong to a row.

use crate::clock::Timestamp;
use crate::find::{AccountKind, RowName};
use crate::retention::{Fate, Why};

/// What is wrong with a row that a prune left, or did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// It is to stay, and is gone.
    Deleted,
    /// It is to go, and is there.
    Kept,
    /// It is there, and holds something else.
    Changed,
    /// A read state that counts other messages than are unread.
    Miscounted,
    /// It refers to a row that is gone.
    Dangling,
    /// The plan does not have it.
    Unexpected,
}

impl FindingKind {
    /// All of them, in their order.
    pub const ALL: [Self; 6] = [
        Self::Deleted,
        Self::Kept,
        Self::Changed,
        Self::Miscounted,
        Self::Dangling,
        Self::Unexpected,
    ];

    /// The words for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deleted => "wrongly deleted",
            Self::Kept => "wrongly kept",
            Self::Changed => "changed",
            Self::Miscounted => "miscounted",
            Self::Dangling => "dangling",
            Self::Unexpected => "unexpected",
        }
    }
}

/// A row that a prune treated wrongly.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// The row.
    pub row: RowName,
    /// Whose it is: what the account is called, and what it is to the scenario. Nobody's, where the
    /// plan does not have it.
    pub account: Option<(String, AccountKind)>,
    /// Whether a specimen of retention is about this very row.
    pub is_specimen: bool,
    /// What was to become of it.
    pub fate: Option<Fate>,
    /// What is not as it should be in it.
    pub columns: Vec<String>,
    /// Whether it only went, or stayed, along with a row that it refers to.
    pub is_along: bool,
}

impl Finding {
    /// Which finding says more than others, as of an instant; the least says most. What a specimen was made
    /// for, what did not only go along with another row, and what is near to its boundary.
    pub fn rank(&self, as_of: Timestamp) -> (bool, bool, i64) {
        let far = match self.fate.map(|fate| fate.why) {
            Some(Why::Rule { boundary, .. }) => (as_of.as_millis() - boundary.as_millis()).abs(),
            _ => i64::MAX,
        };
        (!self.is_specimen, self.is_along, far)
    }
}
