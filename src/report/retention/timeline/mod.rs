//! Pictures of rules: their rows by how far they are from the boundary, and what becomes of them.

mod html;
mod text;

pub use html::html;
pub use text::text;

use crate::clock::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use crate::error::printable;
use crate::plan::Plan;
use crate::policy::{Bound, Policy, Rule, Then, Verdict};
use crate::report::text::{count, counted};
use crate::retention::Timeline;

/// Distances that a scale names, in milliseconds, with their words.
const TICKS: [(i64, &str); 8] = [
    (1, "1ms"),
    (SECOND, "1s"),
    (MINUTE, "1min"),
    (HOUR, "1h"),
    (DAY, "1d"),
    (30 * DAY, "30d"),
    (365 * DAY, "1y"),
    (3_650 * DAY, "10y"),
];

/// What pictures are of.
#[derive(Debug)]
pub struct Pictured<'p> {
    /// Whose rows.
    pub plan: &'p Plan,
    /// By which policy.
    pub policy: &'p Policy,
    /// Seen from when.
    pub as_of: Timestamp,
    /// The rules that are shown.
    pub timelines: &'p [Timeline],
}

impl Pictured<'_> {
    fn rule(&self, timeline: &Timeline) -> &Rule {
        &self.policy.rules[timeline.rule]
    }

    /// What is seen, from when.
    fn footer(&self) -> String {
        let Self { plan, as_of, .. } = self;
        let scenario = printable(&plan.scenario);
        let (seed, now) = (plan.seed, plan.now);
        format!("as of {as_of}, for {scenario} (seed {seed}, now {now})")
    }
}

/// What a rule says.
fn sentence(rule: &Rule) -> String {
    let table = rule.rows.table();
    let state = rule.only.map_or(String::new(), |only| {
        format!(
            " whose {} is {}",
            table.columns[only.column].name, only.label
        )
    });
    let then = match rule.then {
        Then::Purge => "go",
        Then::May => "may go",
    };
    let bound = match rule.bound {
        Bound::Inclusive => "when",
        Bound::Exclusive => "when more than",
    };
    format!(
        "{} rows{state} {then} {bound} {} have passed since {}",
        rule.rows.name(),
        rule.period,
        rule.anchor
    )
}

/// How many rows there are of each verdict.
fn numbers(timeline: &Timeline) -> String {
    let rows = Verdict::ALL.iter().filter_map(|verdict| {
        let rows = timeline.rows.get(verdict)?;
        Some(format!("{} {}", verdict.name(), count(*rows)))
    });
    let mut all: Vec<String> = rows.collect();
    if all.is_empty() {
        all.push("no rows".to_owned());
    }
    if timeline.undated > 0 {
        let rows = counted(timeline.undated, "row");
        all.push(format!("{rows} kept that do not say since when"));
    }
    all.join(", ")
}
