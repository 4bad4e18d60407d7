//! What must be so before anything is written.
//!
//! A guard decides by facts that were read beforehand and does nothing else, so that each can be
//! tried by itself and all of them report together. None can be turned off: what is wrong is put
//! right in the database, in the environment or in the configuration.

mod bounds;
mod bystanders;
mod census;
mod direct;
mod environment;
mod identity;
mod marker;
mod named_target;
mod replica;
mod schema;

use super::facts::Facts;
use crate::error::{Error, Kind, Result};
use crate::layout::quote_identifier;
use crate::postgres::{Named, NamedBy};

pub(in crate::reset) use marker::otherwise;
pub use named_target::not_configured;

/// Places that people are told.
const NAMED: usize = 8;

/// Something that must be so.
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    /// What refusals call it.
    pub name: &'static str,
    judge: fn(&Facts) -> Verdict,
}

/// What a guard makes of the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing stands in the way, as far as it sees: what it saw.
    Passes(String),
    /// Something does.
    Refuses(Vec<Refusal>),
}

/// Why a guard refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What it saw.
    pub reason: String,
    /// Where it saw it, each place, if it names any.
    pub places: Vec<String>,
    /// What to do.
    pub hint: String,
}

impl Verdict {
    /// Refuses where there is a reason to, and passes by what was seen otherwise.
    fn of(refusals: Vec<Refusal>, seen: impl FnOnce() -> String) -> Self {
        if refusals.is_empty() {
            Self::Passes(seen())
        } else {
            Self::Refuses(refusals)
        }
    }
}

impl Refusal {
    pub(super) fn new(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            places: Vec::new(),
            hint: hint.into(),
        }
    }

    /// The reason, and the first of the places, for people: a line each.
    pub fn lines(&self) -> Vec<String> {
        if self.places.is_empty() {
            return vec![self.reason.clone()];
        }
        let mut lines = vec![format!("{}:", self.reason)];
        let named = self.places.iter().take(NAMED);
        lines.extend(named.map(|place| format!("  {place}")));
        match self.places.len().saturating_sub(NAMED) {
            0 => {}
            more => lines.push(format!(
                "  and {more} more; --format json of doctor has all"
            )),
        }
        lines
    }
}

/// All guards of a reset, in the order in which they report.
pub const ALL: [Guard; 10] = [
    named_target::GUARD,
    direct::GUARD,
    environment::GUARD,
    identity::GUARD,
    marker::GUARD,
    census::GUARD,
    bounds::GUARD,
    replica::GUARD,
    schema::GUARD,
    bystanders::GUARD,
];

/// The guards of a database that the program itself has just made, and has not told anybody of: whose
/// it is and what it is for needs no saying.
pub const OF_FRESH: [Guard; 6] = [
    direct::GUARD,
    census::GUARD,
    bounds::GUARD,
    replica::GUARD,
    schema::GUARD,
    bystanders::GUARD,
];

/// The guards of `mark`: it is the one that makes identity and marks.
pub const OF_MARK: [Guard; 8] = [
    named_target::GUARD,
    direct::GUARD,
    environment::GUARD,
    census::GUARD,
    bounds::GUARD,
    replica::GUARD,
    schema::GUARD,
    bystanders::GUARD,
];

/// The guards of `load`, which only ever fills tables that are empty.
pub const OF_LOAD: [Guard; 6] = [
    named_target::GUARD,
    direct::GUARD,
    environment::GUARD,
    census::GUARD,
    replica::GUARD,
    schema::GUARD,
];

impl Guard {
    /// What it makes of the facts.
    pub fn judge(&self, facts: &Facts) -> Verdict {
        (self.judge)(facts)
    }
}

/// Passes where every guard does.
///
/// # Errors
/// [`Kind::Refused`] with all refusals of all guards.
pub fn judge(guards: &[Guard], facts: &Facts) -> Result<()> {
    refuse(&refusals(guards, facts))
}

/// All refusals of all guards, each with the name of its guard.
pub(super) fn refusals(guards: &[Guard], facts: &Facts) -> Vec<(&'static str, Refusal)> {
    let of = |guard: &Guard| match guard.judge(facts) {
        Verdict::Passes(_) => Vec::new(),
        Verdict::Refuses(refusals) => refusals,
    };
    guards
        .iter()
        .flat_map(|guard| of(guard).into_iter().map(|refusal| (guard.name, refusal)))
        .collect()
}

/// Passes where nothing refused.
pub(super) fn refuse(refusals: &[(&str, Refusal)]) -> Result<()> {
    if refusals.is_empty() {
        return Ok(());
    }
    Err(refused(refusals))
}

/// What the role of a reset must be granted to keep the records of resets.
fn record_grants(facts: &Facts) -> String {
    let role = quote_identifier(&facts.surroundings.role.name);
    format!(
        "have the owner of the schema connsura_seed run: GRANT USAGE ON SCHEMA connsura_seed TO {role}; \
         GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA connsura_seed TO {role}"
    )
}

/// Where in the configuration something is said of a target; for one that is not in it, what to
/// do instead.
pub(in crate::reset) fn in_configuration(named: &Named) -> Result<String, String> {
    match named.by {
        NamedBy::Default => Err(
            "for the local database: connsura-seed local destroy, then connsura-seed reset"
                .to_owned(),
        ),
        NamedBy::Name => Ok(format!(
            "under [targets.{}] in connsura-seed.toml",
            named.name
        )),
        NamedBy::Variable(_) | NamedBy::Nobody => Err(format!(
            "more can be said of a target that connsura-seed.toml has: [targets.NAME] with url_env = \"{}\"",
            named.name
        )),
    }
}

/// One line a refusal, and what to do about each.
pub(super) fn refused(refusals: &[(&str, Refusal)]) -> Error {
    let lines: Vec<String> = refusals
        .iter()
        .map(|(guard, refusal)| format!("guard `{guard}`: {}", refusal.lines().join("\n       ")))
        .collect();
    let mut hints: Vec<&str> = Vec::new();
    for (_, refusal) in refusals {
        if !hints.contains(&refusal.hint.as_str()) {
            hints.push(&refusal.hint);
        }
    }
    Error::new(Kind::Refused, lines.join("\n       ")).hint(hints.join("\n      "))
}
