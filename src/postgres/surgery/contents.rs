//! What the tables hold that are not the generator's.

use std::collections::BTreeMap;

use serde::Deserialize;
use sqlx::{AssertSqlSafe, Row as _};

use super::super::query;
use super::super::{Session, failed};
use super::objects::objects;
use super::reading::read;
use crate::error::Result;

/// What a table holds, whatever the order of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// How many rows.
    pub rows: i64,
    /// A sum of hashes of their texts.
    pub sum: String,
}

#[derive(Deserialize)]
struct Named {
    shown: String,
}

const OTHERS: &str = "
SELECT format('%I.%I', nspname, relname) AS shown
FROM pg_class AS class JOIN pg_namespace AS space ON space.oid = relnamespace
WHERE nspname = $1 AND relkind IN ('r', 'p') AND NOT relispartition
  AND relname <> ALL ($2) AND relname <> '_prisma_migrations'
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = class.oid AND deptype = 'e')
ORDER BY 1";

/// What the tables of the schema hold, but for those of these names, Prisma's own, and those of
/// extensions; by name with the schema.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn contents(
    session: &mut Session,
    schema: &str,
    but_for: &[String],
) -> Result<BTreeMap<String, Contents>> {
    let mut contents = BTreeMap::new();
    for Named { shown } in read::<Named>(session, OTHERS, schema, but_for).await? {
        let sql = format!(
            "SELECT count(*), coalesce(sum(hashtextextended(held::text, 0)::numeric), 0)::text FROM {shown} AS held"
        );
        let row = query(AssertSqlSafe(sql))
            .fetch_one(&mut session.connection)
            .await
            .map_err(|error| failed(&format!("reading {shown} failed"), &error))?;
        let held = Contents {
            rows: row.get(0),
            sum: row.get(1),
        };
        contents.insert(shown, held);
    }
    Ok(contents)
}

/// All that is in the schema and is no extension's, by kind and name.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn object_names(session: &mut Session, schema: &str) -> Result<Vec<String>> {
    let found = objects(session, schema).await?;
    Ok(found
        .into_iter()
        .map(|object| format!("{} {}", object.kind, object.identity))
        .collect())
}
