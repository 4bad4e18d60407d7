//! Declaring a database to be a staging database.

use std::time::Duration;

use super::apply::not_looked_at;
use super::facts::{self, Facts};
use super::guard::{self, Refusal};
use super::transaction;
use crate::configuration::Identity;
use crate::error::Result;
use crate::layout::quote_identifier;
use crate::postgres::{MARKER_SETTING, Pooled, Session, Target, mark, may_set_marker};

/// Marks the database, if it is called `database` and every guard but those of the marks passes.
/// Returns which database it is, to be recorded.
///
/// # Errors
/// [`crate::Kind::Refused`], [`crate::Kind::Database`].
pub async fn mark_staging(target: &Target, database: &str, wait: Duration) -> Result<Identity> {
    let (mut session, pooled) = target.connect_to_look().await?;
    let marked = mark_it(target, &mut session, pooled, database, wait).await;
    session.close().await;
    marked
}

async fn mark_it(
    target: &Target,
    session: &mut Session,
    pooled: Option<Pooled>,
    database: &str,
    wait: Duration,
) -> Result<Identity> {
    let facts = match facts::look_through(target, session, pooled.as_ref(), None, None, wait).await
    {
        Ok(facts) => facts,
        Err(error) => {
            return Err(match pooled {
                Some(pooled) => not_looked_at(pooled, &error),
                None => error,
            });
        }
    };
    let mut refusals = guard::refusals(&guard::OF_MARK, &facts);
    refusals.extend(is_not_called(&facts, database));
    refusals.extend(guard::otherwise(&facts).map(|refusal| ("marker", refusal)));
    if pooled.is_none() {
        refusals.extend(may_not_mark(&facts, may_set_marker(session).await?));
    }
    guard::refuse(&refusals)?;
    transaction::begin(session, &target.schema, wait).await?;
    mark(session, &facts.identity).await?;
    session.run("COMMIT failed", "COMMIT").await?;
    Ok(facts.identity)
}

/// The name was typed by somebody who knows which database this ought to be.
fn is_not_called(facts: &Facts, database: &str) -> Option<(&'static str, Refusal)> {
    let live = &facts.identity.database;
    let refusal = Refusal::new(
        format!("the database is called `{live}`, not `{database}`"),
        "make sure that the target's URL is that of the database you mean",
    );
    (live != database).then_some(("identity", refusal))
}

/// A mark takes more than a reset does.
fn may_not_mark(facts: &Facts, may_set: bool) -> Option<(&'static str, Refusal)> {
    let role = &facts.surroundings.role;
    if role.owns_database && !may_set {
        let refusal = Refusal::new(
            format!("role {} may not give the database its setting", role.name),
            format!(
                "have a superuser run once: GRANT SET ON PARAMETER {MARKER_SETTING} TO {}; a reset needs no such right",
                quote_identifier(&role.name)
            ),
        );
        return Some(("replica", refusal));
    }
    let refusal = Refusal::new(
        format!(
            "role {} does not own the database, which ALTER DATABASE takes",
            role.name
        ),
        "mark it as its owner; a reset needs no such role",
    );
    (!role.owns_database && !role.is_superuser).then_some(("replica", refusal))
}
