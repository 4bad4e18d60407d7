//! Whether tables can be emptied by TRUNCATE, and loaded by COPY with FREEZE.

use serde::Deserialize;

use super::super::Session;
use super::reading::{OURS, read};
use crate::error::Result;

/// What stands in the way of TRUNCATE and of COPY with FREEZE; nothing is good.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Truncatable {
    /// Why TRUNCATE of exactly these tables, without CASCADE, would fail or reach beyond them.
    pub not_truncatable: Vec<String>,
    /// Why COPY with FREEZE would fail. A table is also to be truncated in the same
    /// (sub)transaction, and no cursor may be open (PostgreSQL documentation, COPY, "FREEZE").
    pub not_freezable: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Obstacle {
    freezing_only: bool,
    reason: String,
}

/// TRUNCATE goes down to the tables that inherit, and each of those may be referred to.
const OBSTACLES: &str = "
, reached AS (
    WITH RECURSIVE below (oid) AS (
        SELECT oid FROM ours
        UNION
        SELECT inhrelid FROM pg_inherits JOIN below ON inhparent = below.oid
    )
    SELECT oid FROM below
)
SELECT false AS freezing_only,
       format('%s refers to %s (%I)', conrelid::regclass, confrelid::regclass, conname) AS reason
FROM pg_constraint
WHERE contype = 'f'
  AND confrelid IN (SELECT oid FROM reached) AND conrelid NOT IN (SELECT oid FROM reached)
UNION ALL
SELECT false, format('%s inherits from one of the tables, and would be emptied too', oid::regclass)
FROM reached WHERE oid NOT IN (SELECT oid FROM ours)
UNION ALL
SELECT false, format('%s is a %s', shown, CASE relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END)
FROM ours WHERE relkind IN ('v', 'm')
UNION ALL
SELECT false, format('the role may not truncate %s', shown)
FROM ours WHERE relkind IN ('r', 'p', 'f') AND NOT has_table_privilege(oid, 'TRUNCATE')
UNION ALL
SELECT true, format('%s is a %s', shown, CASE relkind WHEN 'p' THEN 'partitioned table' ELSE 'foreign table' END)
FROM ours WHERE relkind IN ('p', 'f')
ORDER BY 1, 2";

/// Gathers what stands in the way. Foreign keys among the tables do not.
///
/// # Errors
/// [`crate::Kind::Database`] when the catalogue cannot be read.
pub async fn truncatable(
    session: &mut Session,
    schema: &str,
    tables: &[String],
) -> Result<Truncatable> {
    let query = [OURS, OBSTACLES].concat();
    let mut found = Truncatable::default();
    for obstacle in read::<Obstacle>(session, &query, schema, tables).await? {
        if !obstacle.freezing_only {
            found.not_truncatable.push(obstacle.reason.clone());
        }
        // What is not truncated is not frozen either.
        found.not_freezable.push(obstacle.reason);
    }
    Ok(found)
}
