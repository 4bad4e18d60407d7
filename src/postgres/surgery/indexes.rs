//! The indexes of some tables, and the constraints that own some of them.

use serde::Deserialize;

use super::super::Session;
use super::plan::{Kept, Sort, Step};
use super::reading::{OURS, read as read_catalogue};
use crate::error::Result;

/// An index as the catalogue has it.
#[derive(Debug, Deserialize)]
pub(super) struct Index {
    table: String,
    name: String,
    is_primary: bool,
    drop: String,
    make: Vec<String>,
    state: String,
    reasons: Vec<String>,
    dependents: Vec<Dependent>,
}

/// What hangs on an index or on its constraint.
#[derive(Debug, Deserialize)]
struct Dependent {
    /// The constraint's number, where it is one.
    foreign_key: Option<i64>,
    shown: String,
}

/// Reads them in the order in which they were made. `free` are the foreign keys that go before
/// any index does; whatever else depends on one holds it in place.
pub(super) async fn read(
    session: &mut Session,
    schema: &str,
    tables: &[String],
    free: &[i64],
) -> Result<Vec<Index>> {
    let query = [OURS, include_str!("indexes.sql")].concat();
    let mut indexes: Vec<Index> = read_catalogue(session, &query, schema, tables).await?;
    for index in &mut indexes {
        let holds = |dependent: &&Dependent| {
            let key = dependent.foreign_key;
            !key.is_some_and(|key| free.contains(&key))
        };
        let holding = index.dependents.iter().filter(holds);
        let reasons = holding.map(|dependent| format!("{} depends on it", dependent.shown));
        index.reasons.extend(reasons);
    }
    Ok(indexes)
}

impl From<Index> for Result<Step, Kept> {
    fn from(index: Index) -> Self {
        let sort = if index.is_primary {
            Sort::PrimaryKey
        } else {
            Sort::Index
        };
        let (table, name) = (index.table, index.name);
        if !index.reasons.is_empty() {
            let reasons = index.reasons;
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
            drop: index.drop,
            make: index.make,
            state: index.state,
        })
    }
}
