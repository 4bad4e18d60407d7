//! `connsura-seed retention`

mod check;
mod plan;
mod prune;
mod sweep;
mod timeline;

use serde_json::json;

use super::args::RetentionCommand;
use super::console::Console;
use super::target;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::plan::Plan;
use crate::policy::Policy;
use crate::report::Level;
use crate::scenario::Now;

pub(super) fn run(command: &RetentionCommand, console: &Console) -> Result<()> {
    match command {
        RetentionCommand::Plan(arguments) => plan::run(arguments, console),
        RetentionCommand::Check(arguments) => match &arguments.sweep {
            Some(range) => sweep::run(arguments, *range, console),
            None => check::run(arguments, console),
        },
        RetentionCommand::Timeline(arguments) => timeline::run(arguments, console),
    }
}

/// Says so where rows were made for the boundaries of another policy than they are judged by.
fn note_other_policy(plan: &Plan, policy: &Policy, console: &Console) {
    if !plan.boundaries().is_empty() && plan.policy != *policy {
        let note = "note: the generation's specimens lie on the boundaries of another retention policy \
                    than this one, and few of them on its own; a reset makes them anew";
        console.narrator.say(Level::Info, note, json!({}));
    }
}

/// The instant that was asked for, else the generation's own clock.
fn instant(plan: &Plan, said: Option<Now>) -> Timestamp {
    said.map_or(plan.now, |now| now.on(target::today()))
}
