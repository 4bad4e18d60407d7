//! `connsura-seed load`

use super::args::LoadArguments;
use super::console::Console;
use super::{reset, target};
use crate::error::Result;
use crate::postgres::Target;
use crate::reset::{Request, Strategy, guard};
use crate::scenario;

pub(super) fn run(arguments: &LoadArguments, console: &mut Console) -> Result<()> {
    let (target, request) = prepare(arguments)?;
    reset::replace(&target, &request, &arguments.target, console)
}

/// The target, and what is to be loaded.
fn prepare(arguments: &LoadArguments) -> Result<(Target, Request)> {
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan(
        &scenario,
        &arguments.overrides,
        arguments.target.named.config(),
    )?;
    let target = target::reachable(&arguments.target.named)?;
    target::check_password(&target)?;
    let request = Request {
        scenario,
        plan,
        strategy: Some(Strategy::Fill),
        expects: None,
        backup: None,
        guards: &guard::OF_LOAD,
        threads: arguments.threads.count(),
        wait: arguments.wait.duration(),
    };
    Ok((target, request))
}
