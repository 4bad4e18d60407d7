//! What the current transaction wrote, wherever that was: a trigger or a cascade may reach
//! tables that nobody spoke of.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::Session;
use super::reading::read;
use crate::error::{Error, Kind, Result};

/// A table that the transaction wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// The table, with the schema, as SQL has it.
    pub table: String,
    /// Rows inserted, updated and deleted, those of a subtransaction that was undone included.
    /// `None` where they cannot be counted: it was truncated or altered, or is a sequence or a
    /// foreign table; its lock tells.
    pub rows: Option<i64>,
}

/// What the session had written before the transaction's own work began.
///
/// PostgreSQL counts rows in the session and passes the numbers on between transactions, at most
/// once a second: those of an earlier transaction may still be among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writes(BTreeMap<String, Found>);

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Found {
    table: String,
    rows: i64,
    is_locked: bool,
    /// The table that a sequence belongs to, or that a partition is a part of.
    owner: Option<String>,
}

/// Counters do not know of TRUNCATE, nor of sequences and foreign tables, but the locks of the
/// transaction do: it keeps them to its end. Of PostgreSQL's own tables, only those of large
/// objects hold data.
const FOUND: &str = "
WITH held AS (
    SELECT relation,
           bool_or(mode = 'AccessExclusiveLock') AS is_exclusive
    FROM pg_locks
    WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    GROUP BY relation
)
SELECT format('%I.%I', nspname, relname) AS table,
       pg_stat_get_xact_tuples_inserted(class.oid) + pg_stat_get_xact_tuples_updated(class.oid)
           + pg_stat_get_xact_tuples_deleted(class.oid) AS rows,
       relation IS NOT NULL AND (is_exclusive OR relkind IN ('S', 'f')) AS is_locked,
       CASE WHEN relispartition THEN (
           SELECT format('%I.%I', root.relnamespace::regnamespace, root.relname)
           FROM pg_class AS root WHERE root.oid = pg_partition_root(class.oid))
       ELSE (SELECT refobjid::regclass::text FROM pg_depend
             WHERE relkind = 'S' AND (classid, objid) = ('pg_class'::regclass, class.oid)
               AND deptype IN ('a', 'i') AND refclassid = 'pg_class'::regclass) END AS owner
FROM pg_class AS class
JOIN pg_namespace AS space ON space.oid = relnamespace
LEFT JOIN held ON relation = class.oid
WHERE relkind IN ('r', 'p', 'm', 'v', 'S', 'f')
  AND (nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
       OR class.oid IN ('pg_largeobject'::regclass, 'pg_largeobject_metadata'::regclass))
  AND nspname !~ '^pg_(toast_)?temp_'";

/// Whether PostgreSQL counts at all; only a superuser can have switched it off.
#[derive(Deserialize)]
struct Counting {
    on: bool,
}

impl Writes {
    /// What the session has written so far.
    ///
    /// # Errors
    /// [`Kind::Refused`] when the database does not count, and so could not tell;
    /// [`Kind::Database`].
    pub async fn so_far(session: &mut Session) -> Result<Self> {
        let counting = "SELECT current_setting('track_counts')::boolean AS on";
        let counting: Vec<Counting> = read(session, counting, "", &[]).await?;
        if counting.iter().any(|counting| !counting.on) {
            let message = "the database does not count rows (track_counts is off), so that what a trigger writes elsewhere would go unseen";
            return Err(
                Error::new(Kind::Refused, message).hint("have a superuser switch track_counts on")
            );
        }
        let found: Vec<Found> = read(session, FOUND, "", &[]).await?;
        let active = found
            .into_iter()
            .filter(|found| found.rows != 0 || found.is_locked);
        let by_table = active.map(|found| (found.table.clone(), found));
        Ok(Self(by_table.collect()))
    }

    /// What was written since in tables other than `ours`, which are named as SQL has them,
    /// with their schema.
    ///
    /// # Errors
    /// As for [`Writes::so_far`].
    pub async fn elsewhere(&self, session: &mut Session, ours: &[String]) -> Result<Vec<Written>> {
        let now = Self::so_far(session).await?;
        let written = now.0.into_values().filter_map(|found| {
            let before = self.0.get(&found.table);
            let rows = found.rows - before.map_or(0, |before| before.rows);
            let is_locked = found.is_locked && !before.is_some_and(|before| before.is_locked);
            let is_ours = ours.contains(found.owner.as_ref().unwrap_or(&found.table));
            (!is_ours && (rows != 0 || is_locked)).then_some(Written {
                table: found.table,
                rows: (rows > 0).then_some(rows),
            })
        });
        Ok(written.collect())
    }
}
