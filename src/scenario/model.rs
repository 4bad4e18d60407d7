//! A scenario as it was read: plain data with every default filled in.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::explicit::Explicit;
use super::people::Persona;
use crate::clock::Timestamp;
use crate::edge::catalogue::{self, Selector};
use crate::edge::{EdgeCase, Facet, Tier};
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
    /// The scenarios that it extends, the nearest first, each by the name that it is given.
    pub bases: Vec<(String, Arc<SourceFile>)>,
    /// One line that says what it is.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// The number that picks the data.
    pub seed: u64,
    /// The clock that every timestamp is relative to.
    pub now: Now,
    /// The ordinary rows.
    pub population: Population,
    /// The users that QA logs in as.
    pub personas: Vec<Persona>,
    /// The rows that are asked for one by one.
    pub explicit: Explicit,
}

/// A scenario's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now {
    /// Midnight, in UTC, of the day of the run.
    Today,
    /// An instant.
    At(Timestamp),
}

impl Now {
    /// The instant, on a day that begins at `today`.
    pub fn on(self, today: Timestamp) -> Timestamp {
        match self {
            Self::Today => today,
            Self::At(at) => at,
        }
    }
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
    /// `[retention]`
    pub retention: Retention,
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
    /// What specimens carry; `None` for no specimens.
    pub edge_cases: Option<EdgeCases>,
}

/// `edge_cases` of `[customers]`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EdgeCases {
    /// How many facets of an entity at a time show all combinations of their values: 1 to 3.
    #[serde(serialize_with = "as_number")]
    pub strength: Strength,
    /// The tiers up to this one.
    pub tier: Tier,
    /// Classes, cases and facets to choose from; empty for all.
    pub only: Vec<String>,
    /// Classes, cases and facets to leave out.
    pub except: Vec<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over references"
)]
fn as_number<S: Serializer>(strength: &Strength, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u8(*strength as u8)
}

impl EdgeCases {
    /// The cases that are chosen, each with the facet that is to carry it.
    pub fn chosen(&self) -> impl Iterator<Item = (Facet, &'static EdgeCase)> {
        catalogue::cases()
            .flat_map(|case| case.facets.iter().map(move |facet| (*facet, case)))
            .filter(|(facet, case)| self.takes(case, *facet))
    }

    /// Whether the facet is to carry the case.
    pub fn takes(&self, case: &EdgeCase, facet: Facet) -> bool {
        let named = |words: &[String]| {
            words
                .iter()
                .filter_map(|word| Selector::parse(word))
                .any(|selector| selector.takes(case, facet))
        };
        case.tier <= self.tier
            && (self.only.is_empty() || named(&self.only))
            && !named(&self.except)
    }
}

/// How many facets at a time are covered in all combinations of their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Every value of every facet.
    One = 1,
    /// Every pair of values of two facets.
    Two = 2,
    /// Every triple of values of three facets.
    Three = 3,
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

/// Where a form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormStatus {
    /// Begun.
    Draft,
    /// Handed in.
    Submitted,
    /// Dealt with.
    Archived,
}

impl FormStatus {
    /// All states, in the order of their life.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Submitted, Self::Archived];

    /// The enum's label in the database.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Submitted => "SUBMITTED",
            Self::Archived => "ARCHIVED",
        }
    }

    /// The word in a scenario.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Archived => "archived",
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

/// `[retention]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Retention {
    /// Whether there are specimens on each side of every boundary of the policy.
    pub boundaries: bool,
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
