//! A schema emptied for its migrations to run again.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::super::Session;
use super::Dependent;
use super::objects::{Object, around, objects};
use super::reading::read;
use super::settings::{Setting, settings};
use super::taken_off::settle;
use crate::error::{Error, Kind, Result};

/// How many names a refusal lists.
const NAMED: usize = 10;

/// What a schema held before it was emptied.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "owners, grants, comments and settings must be given back"]
pub struct Cleared {
    /// The schema.
    pub schema: String,
    /// Everything that went, by kind and name.
    pub objects: Vec<Object>,
    /// What was set on it.
    pub settings: Vec<Setting>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// Empties the schema: what is in it goes, but for what an extension owns. The schema itself,
/// with its owner, grants, comment and default privileges, and the extensions in it stay.
///
/// # Errors
/// [`Kind::Refused`], before anything is changed, when something outside the schema depends on
/// what would go, a publication names a table, or the role does not own all of it, naming each;
/// [`Kind::Database`]; [`Kind::Unexpected`] when something outside went, which only a ROLLBACK
/// puts right.
pub async fn clear(session: &mut Session, schema: &str) -> Result<Cleared> {
    settle(session).await?;
    let seen = objects(session, schema).await?;
    refuse_others(schema, &seen)?;
    lock(session, &seen).await?;
    // Again, now that nobody can add to the tables.
    let objects = objects(session, schema).await?;
    refuse_others(schema, &objects)?;
    refuse_dependents(session, schema).await?;
    let settings = settings(session, schema).await?;
    let outside = outside(session, schema).await?;
    for object in &objects {
        if let Some(drop) = &object.drop {
            let what = format!("dropping {} {} failed", object.kind, object.identity);
            session.run(&what, drop.as_str()).await?;
        }
    }
    check(session, schema, &outside).await?;
    Ok(Cleared {
        schema: schema.to_owned(),
        objects,
        settings,
    })
}

/// Keeps others from making anything that depends on the tables.
async fn lock(session: &mut Session, objects: &[Object]) -> Result<()> {
    let tables = objects.iter().filter(|object| object.kind == "table");
    let tables: Vec<String> = tables
        .map(|table| format!("ONLY {}", table.identity))
        .collect();
    if tables.is_empty() {
        return Ok(());
    }
    let sql = format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", tables.join(", "));
    session.run("locking the tables failed", sql).await
}

/// What is somebody else's could be dropped by the schema's owner, and not given back.
fn refuse_others(schema: &str, objects: &[Object]) -> Result<()> {
    let others = objects.iter().filter(|object| !object.is_owned);
    let others: Vec<String> = others
        .map(
            |Object {
                 kind,
                 identity,
                 owner,
                 ..
             }| {
                let owner = owner.as_deref().unwrap_or("somebody else");
                format!("{kind} {identity} (of {owner})")
            },
        )
        .collect();
    if others.is_empty() {
        return Ok(());
    }
    let message = format!(
        "the schema {schema} cannot be emptied: the role does not own {}",
        listed(&others)
    );
    Err(Error::new(Kind::Refused, message).hint("connect as a member of the roles that own them"))
}

async fn refuse_dependents(session: &mut Session, schema: &str) -> Result<()> {
    let query = around(include_str!("dependents.sql"));
    let found: Vec<Dependent> = read(session, &query, schema, &[]).await?;
    // Once each, on the first thing that it depends on.
    let mut seen = BTreeSet::new();
    let first = found.iter().filter(|found| seen.insert(&found.dependent));
    let named: Vec<String> = first
        .map(|Dependent { dependent, on, .. }| format!("{dependent} depends on {on}"))
        .collect();
    if named.is_empty() {
        return Ok(());
    }
    let message = format!("the schema {schema} cannot be emptied: {}", listed(&named));
    Err(Error::new(Kind::Refused, message)
        .hint("drop them, or take them out of the publication; the strategies `online` and `exclusive` leave them alone"))
}

fn listed(names: &[String]) -> String {
    let shown = names
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// All that CASCADE must not reach.
async fn outside(session: &mut Session, schema: &str) -> Result<BTreeSet<String>> {
    let query = around(include_str!("outside.sql"));
    let found: Vec<Named> = read(session, &query, schema, &[]).await?;
    Ok(found.into_iter().map(|found| found.name).collect())
}

/// The schema is empty, and nothing else has gone. Locks cannot keep others from using a type or
/// a function, so this looks again.
async fn check(session: &mut Session, schema: &str, before: &BTreeSet<String>) -> Result<()> {
    let left = objects(session, schema).await?;
    let now = outside(session, schema).await?;
    let gone: Vec<String> = before.difference(&now).cloned().collect();
    let problem = if !gone.is_empty() {
        format!("it took with it {}", listed(&gone))
    } else if let Some(Object { kind, identity, .. }) = left.first() {
        format!("{kind} {identity} is still there")
    } else {
        return Ok(());
    };
    let message = format!("emptying the schema {schema} went wrong: {problem}");
    Err(Error::new(Kind::Unexpected, message)
        .hint("run it again; if it says so again, this is a bug of connsura-seed"))
}
