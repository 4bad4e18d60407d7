//! The tool's own tables, in the schema `connsura_seed`: plain, for QA to query.

use serde_json::json;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{Definitions, Session, SqlState, failed};
use super::{query, query_scalar};
use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::layout::quote_literal;

/// Changes with the tables below. The comment of the schema holds it, so that a database that has
/// them is not asked to have them again: DDL that changes nothing locks all the same.
const VERSION: &str = "the records of connsura-seed, version 3";

/// Times are instants of whole milliseconds; `bases` lists pairs of name and text, `tables` maps a
/// table to its rows and digest, `definitions` an object of the schema to how it is defined.
/// `database_rows` and `database_bytes` are what the whole schema held after the reset, `made` what
/// migrations made in it when a reset last ran them.
const TABLES: &str = "
CREATE SCHEMA IF NOT EXISTS connsura_seed;
CREATE TABLE IF NOT EXISTS connsura_seed.marker (
    environment text NOT NULL,
    marked_at   timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE connsura_seed.marker
    ADD COLUMN IF NOT EXISTS system_identifier text,
    ADD COLUMN IF NOT EXISTS database_name     text,
    ADD COLUMN IF NOT EXISTS schema_name       text;
CREATE TABLE IF NOT EXISTS connsura_seed.generations (
    id            uuid PRIMARY KEY,
    scenario      text NOT NULL,
    scenario_text text NOT NULL,
    seed          bigint NOT NULL,
    recipe        integer NOT NULL,
    now           timestamptz NOT NULL,
    password_hash text NOT NULL,
    digest        text NOT NULL,
    rows          bigint NOT NULL,
    tables        jsonb NOT NULL,
    definitions   jsonb NOT NULL,
    tool_version  text NOT NULL,
    started_at    timestamptz NOT NULL,
    finished_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE connsura_seed.generations
    ADD COLUMN IF NOT EXISTS bases          jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN IF NOT EXISTS database_rows  bigint,
    ADD COLUMN IF NOT EXISTS database_bytes bigint,
    ADD COLUMN IF NOT EXISTS made           jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN IF NOT EXISTS policy         text;
DROP TABLE IF EXISTS connsura_seed.specimens, connsura_seed.personas;
CREATE TABLE connsura_seed.specimens (
    label       text PRIMARY KEY,
    edge_cases  text[] NOT NULL,
    facets      text[] NOT NULL,
    user_id     uuid NOT NULL,
    customer_id uuid,
    admin_id    uuid,
    about       text,
    rule        text,
    as_of       timestamptz,
    verdict     text,
    row_table   text,
    row_id      text
);
CREATE TABLE connsura_seed.personas (
    key         text PRIMARY KEY,
    role        text NOT NULL,
    email       text NOT NULL,
    user_id     uuid NOT NULL,
    customer_id uuid,
    admin_id    uuid,
    about       text NOT NULL,
    carries     text[] NOT NULL
)";

/// The tables, for a look whether somebody dropped one.
const NAMES: [&str; 4] = ["marker", "generations", "specimens", "personas"];

/// What to do where somebody changed the tables of records. The marker is none of them: it stays.
const ANEW: &str = "mend them, or have them made anew: DROP TABLE IF EXISTS connsura_seed.generations, \
                    connsura_seed.specimens, connsura_seed.personas; then connsura-seed reset";

/// What a failure at the tables of records means: where they are not as they were made, that.
pub(super) fn failed_at_records(what: &str, error: &sqlx::Error) -> Error {
    let error = failed(what, error);
    if SqlState::is_of_a_change(&error) {
        changed(&error)
    } else {
        error
    }
}

/// Whether all rows of a record were written: a trigger or a rule may keep some from it.
pub(super) fn is_written(rows: u64, written: u64) -> Result<()> {
    if rows == written {
        return Ok(());
    }
    Err(changed(&format_args!(
        "of {rows} rows {written} were written"
    )))
}

/// The tables of records are not as they were made.
pub(super) fn changed(why: &dyn std::fmt::Display) -> Error {
    let message = format!("somebody changed the records of resets: {why}");
    Error::new(Kind::Differs, message).hint(ANEW)
}

/// What one reset left in a database.
#[derive(Debug, Clone, PartialEq)]
pub struct Generation {
    /// Its id: a new one at each reset.
    pub id: Uuid,
    /// The scenario's name.
    pub scenario: String,
    /// The scenario's text.
    pub scenario_text: String,
    /// The scenarios that it extends, the nearest first: the name and the text of each.
    pub bases: Vec<(String, String)>,
    /// The seed in effect.
    pub seed: u64,
    /// The recipe's number.
    pub recipe: u32,
    /// The clock in effect.
    pub now: Timestamp,
    /// The hash of the users' password.
    pub password_hash: String,
    /// One digest of all tables.
    pub digest: String,
    /// Rows in all tables.
    pub rows: u64,
    /// Rows and digest by table: `{"User": {"rows": 8, "digest": "..."}}`.
    pub tables: serde_json::Value,
    /// The schema as it was left.
    pub definitions: Definitions,
    /// The version of the program that made it.
    pub tool_version: String,
    /// What the whole schema held after it, where that was recorded.
    pub left: Option<Size>,
    /// What the migrations made when the schema was last made anew by a reset.
    pub made: Vec<String>,
    /// The retention policy on whose boundaries rows lie, as it is written, where any do.
    pub policy: Option<String>,
}

/// What a schema holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Rows of all its tables.
    pub rows: u64,
    /// Bytes of all its relations on disk.
    pub bytes: u64,
}

/// Creates the schema `connsura_seed` and its tables where they are not there yet, and brings
/// those of an older version up to date.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn ensure_tables(session: &mut Session) -> Result<()> {
    let what = "creating the schema connsura_seed failed";
    let version: Option<String> = query_scalar(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'connsura_seed'",
    )
    .fetch_optional(&mut session.connection)
    .await
    .map_err(|error| failed(what, &error))?
    .flatten();
    let mut is_current = version.as_deref() == Some(VERSION);
    for name in NAMES {
        is_current = is_current && exists(session, &format!("connsura_seed.{name}")).await?;
    }
    if is_current {
        return Ok(());
    }
    session.run(what, TABLES).await?;
    let comment = format!(
        "COMMENT ON SCHEMA connsura_seed IS {}",
        quote_literal(VERSION)
    );
    session.run(what, comment).await
}

/// Writes down what this transaction leaves behind.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn save_generation(session: &mut Session, generation: &Generation) -> Result<()> {
    query(
        "INSERT INTO connsura_seed.generations
             (id, scenario, scenario_text, bases, seed, recipe, now, password_hash, digest, rows, tables,
              definitions, tool_version, database_rows, database_bytes, made, policy, started_at)
         VALUES ($1::uuid, $2, $3, $4::jsonb, $5, $6, timestamptz 'epoch' + $7 * interval '1 millisecond', $8, $9, $10,
                 $11::jsonb, $12::jsonb, $13, $14, $15, $16::jsonb, $17, now())",
    )
    .bind(generation.id.to_string())
    .bind(&generation.scenario)
    .bind(&generation.scenario_text)
    .bind(json!(generation.bases).to_string())
    .bind(generation.seed as i64)
    .bind(generation.recipe as i32)
    .bind(generation.now.as_millis())
    .bind(&generation.password_hash)
    .bind(&generation.digest)
    .bind(generation.rows as i64)
    .bind(generation.tables.to_string())
    .bind(json!(generation.definitions).to_string())
    .bind(&generation.tool_version)
    .bind(generation.left.map(|size| size.rows as i64))
    .bind(generation.left.map(|size| size.bytes as i64))
    .bind(json!(generation.made).to_string())
    .bind(&generation.policy)
    .execute(&mut session.connection)
    .await
    .map_err(|error| failed_at_records("recording the generation failed", &error))
    .and_then(|done| is_written(1, done.rows_affected()))
}

/// Whether the database has this table.
pub(super) async fn exists(session: &mut Session, table: &str) -> Result<bool> {
    query_scalar("SELECT to_regclass($1) IS NOT NULL")
        .bind(table)
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed(&format!("looking for {table} failed"), &error))
}

/// The youngest generation, if the database has one.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn latest_generation(session: &mut Session) -> Result<Option<Generation>> {
    Ok(generations(session, 1).await?.into_iter().next())
}

/// The youngest generations, at most so many, the youngest first.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn generations(session: &mut Session, most: u32) -> Result<Vec<Generation>> {
    let what = "reading the generation failed";
    if !exists(session, "connsura_seed.generations").await? {
        return Ok(Vec::new());
    }
    // An older version's table has no sizes.
    let rows = query(
        "SELECT id::text, scenario, scenario_text, bases::text, seed, recipe,
                (extract(epoch FROM now) * 1000)::bigint, password_hash, digest, rows, tables::text,
                definitions::text, tool_version,
                (to_jsonb(generation) ->> 'database_rows')::bigint, (to_jsonb(generation) ->> 'database_bytes')::bigint,
                coalesce(to_jsonb(generation) ->> 'made', '[]'), to_jsonb(generation) ->> 'policy'
         FROM connsura_seed.generations AS generation ORDER BY finished_at DESC LIMIT $1",
    )
    .bind(i64::from(most))
    .fetch_all(&mut session.connection)
    .await
    .map_err(|error| failed_at_records(what, &error))?;
    rows.iter()
        .map(read_generation)
        .collect::<Result<_, _>>()
        .map_err(|error| changed(&error))
}

fn read_generation(row: &PgRow) -> Result<Generation, sqlx::Error> {
    let json = |index| -> Result<String, sqlx::Error> { row.try_get(index) };
    let wrong = |error: serde_json::Error| sqlx::Error::Decode(error.into());
    Ok(Generation {
        id: row.try_get::<String, _>(0)?.parse().unwrap_or_default(),
        scenario: row.try_get(1)?,
        scenario_text: row.try_get(2)?,
        bases: serde_json::from_str(&json(3)?).map_err(wrong)?,
        seed: row.try_get::<i64, _>(4)? as u64,
        recipe: row.try_get::<i32, _>(5)? as u32,
        now: Timestamp::from_millis(row.try_get(6)?),
        password_hash: row.try_get(7)?,
        digest: row.try_get(8)?,
        rows: row.try_get::<i64, _>(9)? as u64,
        tables: serde_json::from_str(&json(10)?).map_err(wrong)?,
        definitions: serde_json::from_str(&json(11)?).map_err(wrong)?,
        tool_version: row.try_get(12)?,
        left: match (
            row.try_get::<Option<i64>, _>(13)?,
            row.try_get::<Option<i64>, _>(14)?,
        ) {
            (Some(rows), Some(bytes)) => Some(Size {
                rows: rows as u64,
                bytes: bytes as u64,
            }),
            _ => None,
        },
        made: serde_json::from_str(&json(15)?).map_err(wrong)?,
        policy: row.try_get(16)?,
    })
}

/// Whether the database has this generation.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn has_generation(session: &mut Session, id: Uuid) -> Result<bool> {
    query_scalar("SELECT EXISTS (SELECT FROM connsura_seed.generations WHERE id = $1::uuid)")
        .bind(id.to_string())
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("reading the generation failed", &error))
}

/// Bytes that all tables of the schema take on disk, with their indexes.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn bytes_of_schema(session: &mut Session, schema: &str) -> Result<u64> {
    let bytes: i64 = query_scalar(
        "SELECT coalesce(sum(pg_total_relation_size(class.oid)), 0)::int8
         FROM pg_class AS class JOIN pg_namespace AS space ON space.oid = relnamespace
         WHERE nspname = $1 AND relkind IN ('r', 'm')",
    )
    .bind(schema)
    .fetch_one(&mut session.connection)
    .await
    .map_err(|error| failed("measuring the tables failed", &error))?;
    Ok(bytes.unsigned_abs())
}
