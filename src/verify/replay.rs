//! From the record of a generation back to its plan.

use crate::error::{Error, Kind, Result, SourceFile, printable};
use crate::plan::{Overrides, Plan};
use crate::policy;
use crate::postgres::Generation;
use crate::rng::Recipe;
use crate::scenario::{self, Scenario};

/// The plan that the generation was made from: that of the scenario's text, seed, clock and
/// password hash that the reset recorded.
///
/// # Errors
/// [`Kind::Differs`] where the record makes no plan any more.
pub fn replay(generation: &Generation) -> Result<Plan> {
    replay_scenario(generation).map(|(_, plan)| plan)
}

/// The same with the scenario itself.
///
/// # Errors
/// As of [`replay`].
pub fn replay_scenario(generation: &Generation) -> Result<(Scenario, Plan)> {
    resolve(generation).map_err(|error| {
        let message = format!(
            "generation {} cannot be made again from its record: {error}",
            generation.id
        );
        Error::new(Kind::Differs, message)
            .hint("the version that made it may do; or write a new one: connsura-seed reset")
    })
}

fn resolve(generation: &Generation) -> Result<(Scenario, Plan)> {
    if Recipe::from_number(generation.recipe) != Some(Recipe::default()) {
        let message = format!(
            "the generation was made by recipe {}, which this version does not know",
            generation.recipe
        );
        return Err(Error::new(Kind::Invalid, message));
    }
    let file = |name: &str, text: &str| SourceFile {
        path: format!("{}.toml (of generation {})", printable(name), generation.id),
        text: text.to_owned(),
    };
    let own = file(&generation.scenario, &generation.scenario_text);
    // Each file is asked for by the one before it, in the order in which they were recorded.
    let mut bases = generation.bases.iter();
    let scenario = scenario::compose(&generation.scenario, own, &mut |wanted, _| {
        bases
            .next()
            .filter(|(name, _)| name == wanted)
            .map(|(name, text)| file(name, text))
            .ok_or_else(|| {
                let message = format!("the generation does not hold the scenario `{wanted}`");
                Error::new(Kind::Invalid, message).hint("connsura-seed reset")
            })
    })?;
    let policy = generation.policy.as_deref().map(policy::recorded);
    let overrides = Overrides {
        seed: Some(generation.seed),
        now: Some(generation.now),
        policy: policy.transpose()?.unwrap_or_default(),
        ..Overrides::default()
    };
    let plan = Plan::resolve(&scenario, overrides, |_| {
        Ok(generation.password_hash.clone())
    })?;
    Ok((scenario, plan))
}
