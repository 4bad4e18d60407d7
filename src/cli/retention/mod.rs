//! `connsura-seed retention`

mod check;
mod plan;

use super::args::RetentionCommand;
use super::target;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::plan::Plan;
use crate::scenario::Now;

pub(super) fn run(command: &RetentionCommand) -> Result<()> {
    match command {
        RetentionCommand::Plan(arguments) => plan::run(arguments),
        RetentionCommand::Check(arguments) => check::run(arguments),
    }
}

/// The instant that was asked for, else the generation's own clock.
fn instant(plan: &Plan, said: Option<Now>) -> Timestamp {
    said.map_or(plan.now, |now| now.on(target::today()))
}
