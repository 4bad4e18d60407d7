//! What two scenarios ask for differently, whatever their texts say.
//!
//! Compared is what is left after `extends` and defaults, and only what has an effect: not
//! what a scenario says of itself, nor the order of personas, nor how a moment, a weight or a
//! choice of edge cases is put. The rows that hang on a persona are told apart by their place
//! among those of their kind, as their ids are.

use std::collections::BTreeMap;

use serde_json::Value;

use super::effect::effect;
use super::model::{EdgeCases, Now, Population, Scenario};
use crate::edge::{Facet, catalogue};
use crate::error::Result;

/// One thing that two scenarios ask for differently.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The key with the tables that it is in: `customers.count`, `persona.ngozi.phone`,
    /// `share.ngozi[1].status`.
    pub path: String,
    /// What the one says; `None` where it says nothing.
    pub left: Option<Value>,
    /// What the other says.
    pub right: Option<Value>,
}

/// What `left` and `right` ask for differently, in the order of a file's sections.
///
/// # Errors
/// [`crate::Kind::Invalid`] for a scenario whose moments contradict each other.
pub fn differences(left: &Scenario, right: &Scenario) -> Result<Vec<Difference>> {
    // Where both clocks stand at one instant, moments are the instants that they come to.
    let clock = match (left.now, right.now) {
        (Now::At(one), Now::At(other)) if one == other => Some(one),
        _ => None,
    };
    let mut population = right.population.clone();
    settle(&left.population, &mut population);
    let sides = [
        effect(left, &left.population, clock)?,
        effect(right, &population, clock)?,
    ];
    let mut found = Vec::new();
    compare("", Some(&sides[0]), Some(&sides[1]), &mut found);
    Ok(found)
}

/// Puts `right` as `left` puts it wherever both come to the same.
fn settle(left: &Population, right: &mut Population) {
    let locales = |population: &Population| {
        let weights = population.customers.locales.iter();
        proportions(weights.map(|entry| (entry.locale.tag, entry.weight)))
    };
    if locales(left) == locales(right) {
        right.customers.locales.clone_from(&left.customers.locales);
    }
    let statuses = |population: &Population| {
        let weights = population.shares.status.iter();
        proportions(weights.map(|(status, weight)| (status.key(), *weight)))
    };
    if statuses(left) == statuses(right) {
        right.shares.status = left.shares.status;
    }
    if let (Some(one), Some(other)) = (&left.customers.edge_cases, &mut right.customers.edge_cases)
        && one.strength == other.strength
        && choose(one) == choose(other)
    {
        other.clone_from(one);
    }
}

/// Weights in their lowest terms, less those that are 0.
fn proportions(weights: impl Iterator<Item = (&'static str, u32)>) -> BTreeMap<&'static str, u32> {
    let mut weights: BTreeMap<&str, u32> = weights.filter(|(_, weight)| *weight > 0).collect();
    let divisor = weights.values().copied().fold(0, greatest_common_divisor);
    for weight in weights.values_mut() {
        *weight /= divisor.max(1);
    }
    weights
}

fn greatest_common_divisor(one: u32, other: u32) -> u32 {
    if other == 0 {
        return one;
    }
    greatest_common_divisor(other, one % other)
}

/// The cases that are chosen, each with its facet.
fn choose(wanted: &EdgeCases) -> Vec<(&'static str, Facet)> {
    let pairs = catalogue::cases().flat_map(|case| case.facets.iter().map(move |at| (case, *at)));
    let chosen = pairs.filter(|(case, facet)| wanted.takes(case, *facet));
    chosen.map(|(case, facet)| (case.id, facet)).collect()
}

/// Notes where the values differ, as far in as both are tables.
fn compare(path: &str, left: Option<&Value>, right: Option<&Value>, found: &mut Vec<Difference>) {
    let [left, right] = [left, right].map(|value| value.filter(|value| !value.is_null()));
    if let (Some(Value::Object(one)), Some(Value::Object(other))) = (left, right) {
        let more = other.keys().filter(|key| !one.contains_key(*key));
        for key in one.keys().chain(more) {
            let path = match path {
                "" => key.clone(),
                path => format!("{path}.{key}"),
            };
            compare(&path, one.get(key), other.get(key), found);
        }
    } else if left != right {
        found.push(Difference {
            path: path.to_owned(),
            left: left.cloned(),
            right: right.cloned(),
        });
    }
}
