//! What there is to read.

use std::collections::BTreeSet;

use sqlx::Row as _;
use sqlx::postgres::PgRow;

use super::super::query;
use crate::error::Result;
use crate::postgres::{Session, failed, quote_identifier};

/// A table, partition, materialized view or foreign table.
pub(super) struct Relation {
    schema: String,
    name: String,
    /// Whether it lies in the schema that was asked for.
    at_home: bool,
    /// It and what it is a partition of, where these lie in that schema.
    known_as: Vec<String>,
    pub(super) access: Access,
    pub(super) materialized_view: bool,
    /// On disk, with indexes.
    pub(super) bytes: u64,
    /// Names and the types' numbers.
    pub(super) columns: Vec<(String, i64)>,
}

/// Whether the role can see the relation's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// There are none of its own.
    Nothing,
    /// All of them.
    Rows,
    /// They are not this database's, or not this session's.
    Elsewhere(&'static str),
    /// None of them: it lacks the privilege.
    Denied,
    /// Some of them, or all but some: row security decides.
    Filtered,
}

impl Relation {
    /// Its name as reports have it.
    pub(super) fn label(&self) -> String {
        if self.at_home {
            return self.name.clone();
        }
        format!("{}.{}", self.schema, self.name)
    }

    /// Its name as SQL has it.
    pub(super) fn quoted(&self) -> String {
        let parts = [&self.schema, &self.name].map(|name| quote_identifier(name));
        parts.join(".")
    }

    /// Whether `table` means it, and it has the column.
    pub(super) fn has(&self, table: &str, column: &str) -> bool {
        let named = self.label() == table || self.known_as.iter().any(|name| name == table);
        named && self.columns.iter().any(|(name, _)| name == column)
    }

    /// Whether its column is exempt, by its own name or that of what it is a partition of.
    pub(super) fn is_exempt(&self, column: &str, exempt: &BTreeSet<(String, String)>) -> bool {
        exempt
            .iter()
            .any(|(table, name)| name == column && self.has(table, column))
    }
}

/// All relations of the schema that have rows, and what inherits from them anywhere.
///
/// Columns come as two lists, so that a relation is one row whatever its columns are called.
const RELATIONS: &str = "
WITH RECURSIVE reached AS (
    SELECT class.oid
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE namespace.nspname = $1 AND class.relkind IN ('r', 'p', 'm', 'f')
  UNION
    SELECT inherits.inhrelid
    FROM reached JOIN pg_catalog.pg_inherits AS inherits ON inherits.inhparent = reached.oid
)
SELECT namespace.nspname::text, class.relname::text, namespace.nspname = $1,
       ARRAY(SELECT root.relname::text
             FROM pg_catalog.pg_partition_ancestors(class.oid) AS ancestor
             JOIN pg_catalog.pg_class AS root ON root.oid = ancestor.relid
             JOIN pg_catalog.pg_namespace AS home ON home.oid = root.relnamespace
             WHERE home.nspname = $1),
       class.relkind::text, class.relispopulated, pg_catalog.pg_is_other_temp_schema(namespace.oid),
       pg_catalog.has_schema_privilege(namespace.oid, 'USAGE')
           AND pg_catalog.has_table_privilege(class.oid, 'SELECT'),
       pg_catalog.row_security_active(class.oid),
       coalesce(pg_catalog.pg_total_relation_size(class.oid), 0),
       ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
             WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum),
       ARRAY(SELECT atttypid::int8 FROM pg_catalog.pg_attribute
             WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum)
FROM reached
JOIN pg_catalog.pg_class AS class ON class.oid = reached.oid
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE class.relkind IN ('r', 'p', 'm', 'f')
ORDER BY namespace.nspname <> $1, namespace.nspname, class.relname";

/// The relations of `schema`, by name; none where there is no such schema.
pub(super) async fn relations(session: &mut Session, schema: &str) -> Result<Vec<Relation>> {
    let rows = query(RELATIONS)
        .bind(schema)
        .fetch_all(&mut session.connection)
        .await;
    let read = rows.and_then(|rows| rows.iter().map(relation).collect());
    read.map_err(|error| failed("reading the catalogue for the census failed", &error))
}

fn relation(row: &PgRow) -> sqlx::Result<Relation> {
    let names: Vec<String> = row.try_get(10)?;
    let types: Vec<i64> = row.try_get(11)?;
    Ok(Relation {
        schema: row.try_get(0)?,
        name: row.try_get(1)?,
        at_home: row.try_get(2)?,
        known_as: row.try_get(3)?,
        access: access(row)?,
        materialized_view: row.try_get::<String, _>(4)? == "m",
        bytes: row.try_get::<i64, _>(9)?.unsigned_abs(),
        columns: names.into_iter().zip(types).collect(),
    })
}

fn access(row: &PgRow) -> sqlx::Result<Access> {
    let kind: String = row.try_get(4)?;
    let is = |column: usize| row.try_get::<bool, _>(column);
    let (populated, of_another, readable, filtered) = (is(5)?, is(6)?, is(7)?, is(8)?);
    Ok(match (kind.as_str(), populated) {
        // Its partitions are read each by itself.
        ("p", _) | ("m", false) => Access::Nothing,
        ("f", _) => Access::Elsewhere("a foreign table: its rows are another server's"),
        _ if of_another => Access::Elsewhere("a temporary table of another session"),
        _ if !readable => Access::Denied,
        _ if filtered => Access::Filtered,
        _ => Access::Rows,
    })
}
