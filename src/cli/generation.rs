//! The generation that a target holds, read in a transaction of its own.

use crate::error::{Error, Kind, Result};
use crate::plan::Plan;
use crate::postgres::{
    Generation, Local, Running, Session, SqlState, begin_reading, latest_generation,
};
use crate::verify;

/// The server of a target that runs.
pub(super) fn running(local: &Local) -> Result<Running> {
    local.running()?.ok_or_else(|| {
        Error::new(Kind::Database, "the local database does not run")
            .hint("connsura-seed local start")
    })
}

/// Begins to read, in one read-only transaction: the generation that is there, and its plan.
pub(super) async fn open(running: &Running, wait: &str) -> Result<(Session, Generation, Plan)> {
    let mut session = running.connect().await?;
    begin_reading(&mut session, wait).await?;
    let generation = latest_generation(&mut session).await?.ok_or_else(|| {
        Error::new(Kind::Differs, "the database holds no generation").hint("connsura-seed reset")
    })?;
    let plan = verify::replay(&generation)?;
    Ok((session, generation, plan))
}

/// A table of the tool's own, or of Prisma's, that lacks what is asked for (SQLSTATE class 42)
/// or holds what cannot be read (classes 22 and 0A) was changed: a difference, not a failure.
pub(super) fn differs(error: Error) -> Error {
    let is_change = |code: &str| {
        ["42", "22", "0A"]
            .iter()
            .any(|class| code.starts_with(class))
    };
    if !SqlState::of(&error).is_some_and(is_change) {
        return error;
    }
    Error::new(
        Kind::Differs,
        format!("the database's records were changed: {error}"),
    )
    .hint("to make all of it anew: connsura-seed local destroy, then connsura-seed reset")
    .because(error)
}
