//! `connsura-seed retention`

mod check;
mod plan;
mod prune;
mod sweep;
mod timeline;

use super::args::RetentionCommand;
use super::console::Console;
use super::target;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::plan::Plan;
use crate::scenario::Now;

pub(super) fn run(command: &RetentionCommand, console: &Console) -> Result<()> {
    match command {
        RetentionCommand::Plan(arguments) => plan::run(arguments),
        RetentionCommand::Check(arguments) => match &arguments.sweep {
            Some(range) => sweep::run(arguments, *range, console),
            None => check::run(arguments),
        },
        RetentionCommand::Timeline(arguments) => timeline::run(arguments),
    }
}

/// The instant that was asked for, else the generation's own clock.
fn instant(plan: &Plan, said: Option<Now>) -> Timestamp {
    said.map_or(plan.now, |now| now.on(target::today()))
}
