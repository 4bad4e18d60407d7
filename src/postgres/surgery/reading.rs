//! Reading the catalogue with nothing but PostgreSQL's own objects in sight.

use serde::de::DeserializeOwned;
use sqlx::AssertSqlSafe;

use super::super::query_scalar;
use super::super::{Session, failed};
use crate::error::{Error, Kind, Result};

/// The tables of a request, as a query's first words. `$1` is the schema, `$2` their names; a
/// text of the catalogue names every other object in full, for `pg_get_indexdef` and its like
/// leave out the schema of what the search path shows.
pub(super) const OURS: &str = "
WITH ours AS (
    SELECT class.*, format('%I.%I', $1, relname) AS shown
    FROM pg_class AS class
    WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relname = ANY ($2)
      AND relkind IN ('r', 'p', 'f', 'v', 'm')
)";

/// What a query finds, each row as a `T`: its columns are the fields.
///
/// The statement is unnamed, and the search path is the caller's again when it is done.
///
/// # Errors
/// [`Kind::Database`] when the catalogue cannot be read.
pub(super) async fn read<T: DeserializeOwned>(
    session: &mut Session,
    query: &str,
    schema: &str,
    tables: &[String],
) -> Result<Vec<T>> {
    let what = "reading the catalogue failed";
    let path = text(session, "SELECT current_setting('search_path')", None).await?;
    set_path(session, "pg_catalog, pg_temp").await?;
    // Both are mentioned, so that each has a type even where a query needs one only.
    let sql = format!(
        "SELECT to_jsonb(found)::text FROM ({query}) AS found WHERE $1::text IS NOT NULL AND $2::text[] IS NOT NULL"
    );
    let rows: Vec<String> = query_scalar(AssertSqlSafe(sql))
        .bind(schema)
        .bind(tables)
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed(what, &error))?;
    set_path(session, &path).await?;
    rows.iter()
        .map(|row| serde_json::from_str(row))
        .collect::<Result<_, _>>()
        .map_err(|error| {
            Error::new(Kind::Unexpected, "the catalogue is not as expected").because(error)
        })
}

/// The first column of the first row; `value` is `$1`, if there is one.
pub(super) async fn text(session: &mut Session, sql: &str, value: Option<&str>) -> Result<String> {
    let query = query_scalar(AssertSqlSafe(sql.to_owned()));
    let query = match value {
        Some(value) => query.bind(value.to_owned()),
        None => query,
    };
    query
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("reading the catalogue failed", &error))
}

/// For the rest of the transaction.
async fn set_path(session: &mut Session, path: &str) -> Result<()> {
    let sql = "SELECT set_config('search_path', $1, true)";
    text(session, sql, Some(path)).await.map(|_| ())
}
