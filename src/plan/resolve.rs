//! From a scenario to a plan.

use std::ops::Range;

use super::{Roots, Specimen, specimens};
use crate::clock::Timestamp;
use crate::edge::Effect;
use crate::error::Result;
use crate::rng::{Cell, Field, Origin, Recipe, Root, RowKey, Source};
use crate::scenario::{Count, Population, Scenario, Tail};
use crate::schema::Entity;

/// Everything that decides a dataset.
///
/// Two plans with equal fields make equal bytes.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The scenario's name.
    pub scenario: String,
    /// The scenario's title.
    pub title: String,
    /// The number that picks the data.
    pub seed: u64,
    /// The algorithm that makes it.
    pub recipe: Recipe,
    /// The clock that every timestamp is relative to.
    pub now: Timestamp,
    /// The one password hash of all users.
    pub password_hash: String,
    /// The ordinary rows.
    pub population: Population,
    specimens: Vec<Specimen>,
    source: Source,
}

/// What a run changes about a scenario without editing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overrides {
    /// Another seed.
    pub seed: Option<u64>,
    /// Another clock.
    pub now: Option<Timestamp>,
}

impl Plan {
    /// Resolves a scenario; `password_hash` maps the seed to the hash that all users get.
    ///
    /// # Errors
    /// What `password_hash` returns, and [`crate::Kind::Unexpected`] should two specimens
    /// fall on one key.
    pub fn resolve(
        scenario: &Scenario,
        overrides: Overrides,
        password_hash: impl FnOnce(u64) -> Result<String>,
    ) -> Result<Self> {
        let seed = overrides.seed.unwrap_or(scenario.seed);
        let recipe = Recipe::default();
        Ok(Self {
            scenario: scenario.name.clone(),
            title: scenario.title.clone(),
            seed,
            recipe,
            now: overrides.now.unwrap_or(scenario.now),
            password_hash: password_hash(seed)?,
            population: scenario.population.clone(),
            specimens: specimens::resolve(&scenario.population)?,
            source: Source::new(seed, recipe),
        })
    }

    /// The accounts of the plan, in the order of their ids.
    pub fn roots(&self) -> Roots<'_> {
        Roots::new(&self.population, &self.specimens)
    }

    /// The specimens, in the order of their ids.
    pub fn specimens(&self) -> &[Specimen] {
        &self.specimens
    }

    /// The specimen that `root` is, if it is one.
    pub fn specimen(&self, root: Root) -> Option<&Specimen> {
        if root.origin() != Origin::Specimens {
            return None;
        }
        let at = self
            .specimens
            .binary_search_by_key(&root, |specimen| specimen.root)
            .ok()?;
        Some(&self.specimens[at])
    }

    /// What is odd about `root`, if anything.
    pub fn effects(&self, root: Root) -> impl Iterator<Item = Effect> {
        self.specimen(root)
            .into_iter()
            .flat_map(|specimen| &specimen.cases)
            .map(|case| case.effect)
    }

    /// The positions of the accounts that may have rows of the entity; no other has any.
    pub fn holders(&self, entity: Entity) -> Range<u64> {
        let population = &self.population;
        let (admins, customers) = (population.admins.count, population.customers.count);
        // Of what the population has none, specimens have one all the same.
        let from = |first: u64, most: u64| if most > 0 { first } else { admins + customers };
        let (talks, messages) = (
            population.conversations.per_customer.max,
            population.conversations.messages.max,
        );
        let first = match entity {
            Entity::Admin => return 0..admins,
            Entity::User | Entity::AuditLog => 0,
            Entity::Customer => admins,
            Entity::Message | Entity::MessageReadState => from(admins, talks.min(messages)),
            Entity::ProfileShare => from(admins, population.shares.per_customer.max),
            Entity::Upload => from(0, population.uploads.per_user.max),
            Entity::Form => from(admins, population.forms.per_customer.max),
        };
        first..self.roots().len()
    }

    /// The randomness of a field, by the names of the entity and the field.
    pub(crate) fn field(&self, entity: &str, field: &str) -> Field {
        self.source.field(entity, field)
    }
}

/// How many of something the account of `key` has.
///
/// A dormant account has none; a specimen has at least one of everything, so that what is odd
/// about its rows can be seen.
pub(crate) fn number_of(count: Count, field: &Field, key: RowKey, dormant: bool) -> u64 {
    if dormant {
        return 0;
    }
    let drawn = draw(count, &mut field.at(key));
    if key.root.origin() == Origin::Specimens {
        drawn.max(1)
    } else {
        drawn
    }
}

fn draw(count: Count, cell: &mut Cell) -> u64 {
    match count.tail {
        // The share of the range stays the same when the range grows, so a number only grows.
        Tail::Even => {
            let width = (count.max - count.min + 1) as f64;
            (count.min + (cell.unit() * width) as u64).min(count.max)
        }
        Tail::Long => cell.long_tail(count.min, count.max),
    }
}
