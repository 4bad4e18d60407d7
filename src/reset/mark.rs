//! Declaring a database to be a staging database.

use std::time::Duration;

use super::facts::{self, Facts};
use super::guard::{self, judge};
use super::transaction;
use crate::configuration::Identity;
use crate::error::{Error, Kind, Result};
use crate::postgres::{Session, Target, mark};

/// Marks the database, if it is called `database` and every guard but those of the marks passes.
/// Returns which database it is, to be recorded.
///
/// # Errors
/// [`Kind::Refused`], [`Kind::Database`].
pub async fn mark_staging(target: &Target, database: &str, wait: Duration) -> Result<Identity> {
    let mut session = target.connect_directly().await?;
    let marked = mark_it(target, &mut session, database, wait).await;
    session.close().await;
    marked
}

async fn mark_it(
    target: &Target,
    session: &mut Session,
    database: &str,
    wait: Duration,
) -> Result<Identity> {
    let facts = facts::look_within(target, session, None, None, wait).await?;
    is_called(&facts, database)?;
    judge(&guard::OF_MARK, &facts)?;
    let role = &facts.surroundings.role;
    if !role.owns_database && !role.is_superuser {
        let message = format!(
            "role {} may not mark the database: it does not own it, and ALTER DATABASE takes that",
            role.name
        );
        return Err(Error::new(Kind::Refused, message)
            .hint("mark it as its owner; a reset needs no such role"));
    }
    transaction::begin(session, &target.schema, wait).await?;
    mark(session, &facts.identity).await?;
    session.run("COMMIT failed", "COMMIT").await?;
    Ok(facts.identity)
}

/// The name was typed by somebody who knows which database this ought to be.
fn is_called(facts: &Facts, database: &str) -> Result<()> {
    let live = &facts.identity.database;
    if live == database {
        return Ok(());
    }
    let message = format!("guard `identity`: the database is called `{live}`, not `{database}`");
    Err(Error::new(Kind::Refused, message)
        .hint("make sure that the target's URL is that of the database you mean"))
}
