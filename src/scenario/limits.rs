//! How much of something a scenario may ask for, and the words for what is chosen from a few:
//! what the reader allows, and what the JSON Schema says is allowed.

use std::ops::RangeInclusive;

use super::model::{Strength, Tail};
use super::people::Role;
use crate::edge::Tier;

/// The seeds: what fits into PostgreSQL's `bigint`.
pub(super) const SEEDS: RangeInclusive<u64> = 0..=i64::MAX as u64;
/// Most accounts of one kind.
pub(super) const MOST_ACCOUNTS: u64 = 1_000_000_000;
/// Most messages in a conversation: their number must fit into an `int4` of unread ones.
pub(super) const MOST_MESSAGES: u64 = 1_000_000_000;
/// Most conversations of a customer: the branch of a row key has 16 bits.
pub(super) const MOST_CONVERSATIONS: u64 = u16::MAX as u64;
/// Most rows of another kind below one account.
pub(super) const MOST_CHILDREN: u64 = 1_000_000;
/// Largest weight.
pub(super) const MOST_WEIGHT: u64 = 1_000_000;
/// Largest upload: a petabyte is beyond any, and within JavaScript's whole numbers.
pub(super) const LARGEST_UPLOAD: u64 = 1 << 50;
/// Longest key of a persona: with the domain it makes a short address.
pub(super) const LONGEST_KEY: usize = 32;

/// How many facets at a time can be covered.
pub(super) const STRENGTHS: [Strength; 3] = [Strength::One, Strength::Two, Strength::Three];
/// The tiers of edge cases.
pub(super) const TIERS: [(&str, Tier); 2] =
    [("plausible", Tier::Plausible), ("hostile", Tier::Hostile)];
/// How numbers of a range are distributed.
pub(super) const TAILS: [(&str, Tail); 2] = [("even", Tail::Even), ("long", Tail::Long)];
/// What a persona can be.
pub(super) const ROLES: [(&str, Role); 2] = [("customer", Role::Customer), ("admin", Role::Admin)];
