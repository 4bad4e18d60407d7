//! What tables, columns and indexes are set to beside what they are: row level security, storage,
//! what the planner and autovacuum are told.

use serde::Deserialize;

use super::super::Session;
use super::objects::Object;
use super::reading::{OURS, read};
use crate::error::Result;

/// Something that is set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Setting {
    /// Of what kind of object: `table`, `table column`, `index`.
    pub kind: String,
    /// Of which one, with its schema, as SQL has it.
    pub identity: String,
    /// The statement that sets it.
    pub statement: String,
}

/// All that is set in the schema and is not so by default.
pub(super) async fn settings(session: &mut Session, schema: &str) -> Result<Vec<Setting>> {
    let query = [OURS, include_str!("settings.sql")].concat();
    read(session, &query, schema, &[]).await
}

/// Sets what was set before on what is there again, and is not set now; returns what could not be.
///
/// Row level security that was on stays on: that a table was made anew opens it to nobody.
pub(super) async fn set_again(
    session: &mut Session,
    schema: &str,
    before: &[Setting],
    objects: &[Object],
) -> Result<Vec<Setting>> {
    let now = settings(session, schema).await?;
    let is_there = |setting: &&Setting| {
        objects
            .iter()
            .any(|object| object.kind == setting.kind && object.identity == setting.identity)
    };
    for setting in before.iter().filter(|setting| !now.contains(setting)) {
        if is_there(&setting) {
            let what = format!("setting what was set of {} failed", setting.identity);
            session.run(&what, setting.statement.as_str()).await?;
        }
    }
    let now = settings(session, schema).await?;
    let lost = before.iter().filter(is_there);
    let lost = lost.filter(|setting| !now.contains(setting));
    Ok(lost.cloned().collect())
}
