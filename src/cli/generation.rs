//! The generation that a target holds, read in a transaction of its own.

use crate::error::{Error, Kind, Result};
use crate::plan::Plan;
use crate::postgres::{Generation, Session, SqlState, Target, begin_reading, latest_generation};
use crate::verify;

/// What to do where the schema is not what the reset left.
pub(super) const ANEW: &str =
    "to make the schema anew, with its rows: connsura-seed reset --rebuild";

/// Begins to read in the session, in one read-only transaction: the generation that is there, and its
/// plan.
pub(super) async fn open(
    target: &Target,
    mut session: Session,
    wait: &str,
) -> Result<(Session, Generation, Plan)> {
    begin_reading(&mut session, wait).await?;
    let generation = latest_generation(&mut session).await?.ok_or_else(|| {
        Error::new(Kind::Differs, "the database holds no generation").hint("connsura-seed reset")
    })?;
    let plan = verify::replay(&generation)?;
    fit(target, &mut session).await?;
    Ok((session, generation, plan))
}

/// Has the session speak to the tables of its schema, which must be able to take the rows.
pub(super) async fn fit(target: &Target, session: &mut Session) -> Result<()> {
    let (_, misfits) = target.fit(session).await?;
    if misfits.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = misfits.iter().map(ToString::to_string).collect();
    let message = format!(
        "the schema differs from the generation's: {}",
        list.join("; ")
    );
    Err(Error::new(Kind::Differs, message).hint(ANEW))
}

/// A table that lacks what is asked for, or holds what cannot be read, was changed: a difference, not
/// a failure.
pub(super) fn differs(error: Error) -> Error {
    if !SqlState::is_of_a_change(&error) {
        return error;
    }
    let message = format!("the database is not as the reset left it: {error}");
    Error::new(Kind::Differs, message).hint(ANEW).because(error)
}
