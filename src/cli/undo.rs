//! `connsura-seed undo`

use super::args::{ThreadArguments, UndoArguments};
use super::console::Console;
use super::{generation, reset, target};
use crate::error::{Error, Kind, Result};
use crate::postgres::{Generation, Target, begin_reading, generations};
use crate::reset::{Request, guard};
use crate::verify;

pub(super) fn run(arguments: &UndoArguments, console: &mut Console) -> Result<()> {
    let (target, request) = prepare(arguments)?;
    if arguments.dry_run {
        return reset::preview(&target, &request, arguments.target.output.format);
    }
    reset::replace(&target, &request, &arguments.target, console)
}

/// The target, and the generation that is to be there again.
fn prepare(arguments: &UndoArguments) -> Result<(Target, Request)> {
    let target = target::reachable(&arguments.target.named)?;
    let (last, before) = target::block_on(last_two(&target)).map_err(generation::differs)?;
    let (scenario, plan) = verify::replay_scenario(&before)?;
    let request = Request {
        scenario,
        plan,
        strategy: None,
        expects: Some(last.id),
        backup: arguments.backup.clone(),
        guards: &guard::ALL,
        threads: ThreadArguments::default_count(),
        wait: arguments.wait.duration(),
    };
    Ok((target, request))
}

/// The generation that is there, and the one that it replaced.
async fn last_two(target: &Target) -> Result<(Generation, Generation)> {
    let mut session = target.connect_directly().await?;
    begin_reading(&mut session, "30s").await?;
    let found = generations(&mut session, 2).await;
    session.close().await;
    match <[Generation; 2]>::try_from(found?) {
        Ok([last, before]) => Ok((last, before)),
        Err(fewer) => {
            let message = if fewer.is_empty() {
                "there is nothing to undo: no reset has been recorded here"
            } else {
                "there is nothing to undo: before the only reset that is recorded here was no generation"
            };
            Err(Error::new(Kind::Refused, message).hint("connsura-seed status"))
        }
    }
}
