//! The foreign keys of some tables.

use serde::Deserialize;

use super::super::Session;
use super::plan::{Kept, Sort, Step};
use super::reading::{OURS, read as read_catalogue};
use crate::error::Result;

/// A foreign key as the catalogue has it.
#[derive(Debug, Deserialize)]
pub(super) struct ForeignKey {
    /// The constraint's number.
    pub(super) oid: i64,
    table: String,
    name: String,
    drop: String,
    make: Vec<String>,
    state: String,
    /// Why it stays in place; none for one that is taken off.
    pub(super) reasons: Vec<String>,
}

/// Reads them in the order in which they were made.
pub(super) async fn read(
    session: &mut Session,
    schema: &str,
    tables: &[String],
) -> Result<Vec<ForeignKey>> {
    let query = [OURS, include_str!("foreign_keys.sql")].concat();
    read_catalogue(session, &query, schema, tables).await
}

impl From<ForeignKey> for Result<Step, Kept> {
    fn from(key: ForeignKey) -> Self {
        let (sort, table, name) = (Sort::ForeignKey, key.table, key.name);
        if !key.reasons.is_empty() {
            let reasons = key.reasons;
            return Err(Kept {
                sort,
                table,
                name,
                reasons,
            });
        }
        Ok(Step {
            sort,
            table,
            name,
            drop: key.drop,
            make: key.make,
            state: key.state,
        })
    }
}
