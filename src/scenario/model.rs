//! A scenario as it was read: plain data with every default filled in.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::clock::Timestamp;
use crate::edge::Tier;
use crate::error::SourceFile;
use crate::words::Locale;

/// The seed of a scenario that names none.
pub(super) const DEFAULT_SEED: u64 = 1;
/// The clock of a scenario that names none: 2026-03-01T00:00:00Z.
pub(super) const DEFAULT_NOW: Timestamp = Timestamp::from_millis(1_772_323_200_000);

/// A scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The file's name without its ending.
    pub name: String,
    /// The file and its text.
    pub file: Arc<SourceFile>,
    /// One line that says what it is.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// The number that picks the data.
    pub seed: u64,
    /// The clock that every timestamp is relative to.
    pub now: Timestamp,
    /// The ordinary rows.
    pub population: Population,
}

/// How many ordinary rows there are, and what they are like.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Population {
    /// `[customers]`
    pub customers: Customers,
    /// `[admins]`
    pub admins: Admins,
    /// `[conversations]`
    pub conversations: Conversations,
    /// `[shares]`
    pub shares: Shares,
    /// `[audit_logs]`
    pub audit_logs: AuditLogs,
    /// `[uploads]`
    pub uploads: Uploads,
    /// `[forms]`
    pub forms: Forms,
}

/// `[customers]`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Customers {
    /// How many.
    pub count: u64,
    /// Where they come from, by weight, in the order of the tags.
    #[serde(serialize_with = "by_tag")]
    pub locales: Vec<LocaleWeight>,
    /// The share of accounts with a deletion request.
    pub deleted: f64,
    /// The share of customers who were invited and never came: they have an account, a profile
    /// and nothing else.
    pub dormant: f64,
    /// The tier of the edge cases that specimens carry; `None` for no specimens.
    pub edge_cases: Option<Tier>,
}

/// A locale and its weight.
#[derive(Debug, Clone, Copy)]
pub struct LocaleWeight {
    /// The locale.
    pub locale: &'static Locale,
    /// Its weight.
    pub weight: u32,
}

fn by_tag<S: Serializer>(locales: &[LocaleWeight], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(locales.iter().map(|entry| (entry.locale.tag, entry.weight)))
}

fn by_status<S: Serializer>(
    weights: &[(ShareStatus, u32)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(weights.iter().copied())
}

impl PartialEq for LocaleWeight {
    fn eq(&self, other: &Self) -> bool {
        self.locale.tag == other.locale.tag && self.weight == other.weight
    }
}

/// `[admins]`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Admins {
    /// How many.
    pub count: u64,
    /// How many of them, the first ones, a customer may meet first and share with.
    ///
    /// A number of its own, so that adding admins or conversations moves none.
    pub desk: u64,
}

/// `[conversations]`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conversations {
    /// Conversations of a customer, each with another admin.
    pub per_customer: Count,
    /// Messages of a conversation.
    pub messages: Count,
    /// The share of read states that have something unread.
    pub unread: f64,
}

/// `[shares]`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shares {
    /// Shares of a customer.
    pub per_customer: Count,
    /// Their states, by weight.
    #[serde(serialize_with = "by_status")]
    pub status: [(ShareStatus, u32); 4],
}

/// Where a share stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareStatus {
    /// Offered, not accepted.
    Pending,
    /// Accepted.
    Active,
    /// Ended in the ordinary way.
    Closed,
    /// Taken back by the customer.
    Revoked,
}

impl ShareStatus {
    /// All states, in the order of their life.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Active, Self::Closed, Self::Revoked];

    /// The enum's label in the database.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Active => "ACTIVE",
            Self::Closed => "CLOSED",
            Self::Revoked => "REVOKED",
        }
    }

    /// The key in a scenario.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Closed => "closed",
            Self::Revoked => "revoked",
        }
    }
}

/// `[audit_logs]`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditLogs {
    /// Audit rows of a user beside those that its other rows call for.
    pub extra_per_user: Count,
}

/// `[uploads]`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uploads {
    /// Uploads of a user.
    pub per_user: Count,
}

/// `[forms]`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forms {
    /// Forms of a customer.
    pub per_customer: Count,
}

/// How many of something there are: from `min` to `max`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Fewest.
    pub min: u64,
    /// Most.
    pub max: u64,
    /// How the numbers between are distributed.
    pub tail: Tail,
}

impl Count {
    /// None at all.
    pub const NONE: Self = Self {
        min: 0,
        max: 0,
        tail: Tail::Even,
    };
}

/// How numbers of a range are distributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tail {
    /// Each as likely as the others.
    Even,
    /// Mostly small, a few large.
    Long,
}
