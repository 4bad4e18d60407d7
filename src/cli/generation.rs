//! The generation that a target holds, read in a transaction of its own.

use crate::error::{Error, Kind, Result};
use crate::plan::Plan;
use crate::postgres::{Generation, Session, SqlState, Target, begin_reading, latest_generation};
use crate::verify;

/// What to do where the schema is not what the reset left.
pub(super) const ANEW: &str =
    "to make the schema anew, with its rows: connsura-seed reset --rebuild";

/// Begins to read, in one read-only transaction: the generation that is there, and its plan.
pub(super) async fn open(target: &Target, wait: &str) -> Result<(Session, Generation, Plan)> {
    let mut session = target.connect().await?;
    begin_reading(&mut session, wait).await?;
    let generation = latest_generation(&mut session).await?.ok_or_else(|| {
        Error::new(Kind::Differs, "the database holds no generation").hint("connsura-seed reset")
    })?;
    let plan = verify::replay(&generation)?;
    let (_, misfits) = target.fit(&mut session).await?;
    if !misfits.is_empty() {
        let list: Vec<String> = misfits.iter().map(ToString::to_string).collect();
        let message = format!(
            "the schema differs from generation {}: {}",
            generation.id,
            list.join("; ")
        );
        return Err(Error::new(Kind::Differs, message).hint(ANEW));
    }
    Ok((session, generation, plan))
}

/// A table of the tool's own, or of Prisma's, that lacks what is asked for (SQLSTATE class 42)
/// or holds what cannot be read (classes 22 and 0A) was changed: a difference, not a failure.
pub(super) fn differs(error: Error) -> Error {
    // What the role may not read (42501) was not changed.
    let is_change = |code: &str| {
        code != "42501"
            && ["42", "22", "0A"]
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
    .hint(ANEW)
    .because(error)
}
