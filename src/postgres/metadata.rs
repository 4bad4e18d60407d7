//! The tool's own tables, in the schema `connsura_seed`: plain, for QA to query.

use serde_json::json;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{Definitions, Session, failed, query, query_scalar, quote_identifier};
use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result};

/// Times are kept as milliseconds' instants; `bases` lists pairs of name and text, `tables` maps a table to its rows and digest,
/// `definitions` an object of the schema to how it is defined.
const TABLES: &str = "
CREATE SCHEMA IF NOT EXISTS connsura_seed;
CREATE TABLE IF NOT EXISTS connsura_seed.marker (
    environment text NOT NULL,
    marked_at   timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS connsura_seed.generations (
    id            uuid PRIMARY KEY,
    scenario      text NOT NULL,
    scenario_text text NOT NULL,
    bases         jsonb NOT NULL,
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
ALTER TABLE connsura_seed.generations ADD COLUMN IF NOT EXISTS bases jsonb NOT NULL DEFAULT '[]';
DROP TABLE IF EXISTS connsura_seed.specimens, connsura_seed.personas;
CREATE TABLE connsura_seed.specimens (
    label       text PRIMARY KEY,
    edge_cases  text[] NOT NULL,
    facets      text[] NOT NULL,
    user_id     uuid NOT NULL,
    customer_id uuid,
    admin_id    uuid
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

/// The name of the database-level setting that says what a database is for.
const SETTING: &str = "connsura_seed.environment";

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
}

/// Creates the schema `connsura_seed` and its tables where they are not there yet.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn ensure_tables(session: &mut Session) -> Result<()> {
    session
        .run("creating the schema connsura_seed failed", TABLES)
        .await
}

/// Declares the connected database, whose name is `database`, to be a staging database: by a
/// row, which travels with a dump, and by a setting, which does not.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn mark(session: &mut Session, database: &str) -> Result<()> {
    ensure_tables(session).await?;
    let sql = format!(
        "INSERT INTO connsura_seed.marker (environment)
             SELECT 'staging' WHERE NOT EXISTS (SELECT FROM connsura_seed.marker);
         ALTER DATABASE {} SET {SETTING} = 'staging'",
        quote_identifier(database)
    );
    session.run("marking the database failed", sql).await
}

/// What the two markers say: the row's, then the setting's.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn environment_marks(session: &mut Session) -> Result<[Option<String>; 2]> {
    let what = "reading the markers failed";
    let row = if exists(session, "connsura_seed.marker").await? {
        query_scalar("SELECT string_agg(DISTINCT environment, ', ') FROM connsura_seed.marker")
            .fetch_one(&mut session.connection)
            .await
            .map_err(|error| failed(what, &error))?
    } else {
        None
    };
    let setting = query_scalar(
        "SELECT split_part(entry, '=', 2)
         FROM pg_db_role_setting AS setting
         JOIN pg_database AS database ON database.oid = setting.setdatabase
         CROSS JOIN unnest(setting.setconfig) AS entry
         WHERE database.datname = current_database() AND setting.setrole = 0
           AND split_part(entry, '=', 1) = $1",
    )
    .bind(SETTING)
    .fetch_optional(&mut session.connection)
    .await
    .map_err(|error| failed(what, &error))?;
    Ok([row, setting])
}

/// Writes down what this transaction leaves behind.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn save_generation(session: &mut Session, generation: &Generation) -> Result<()> {
    query(
        "INSERT INTO connsura_seed.generations
             (id, scenario, scenario_text, bases, seed, recipe, now, password_hash, digest, rows, tables,
              definitions, tool_version, started_at)
         VALUES ($1::uuid, $2, $3, $4::jsonb, $5, $6, timestamptz 'epoch' + $7 * interval '1 millisecond', $8, $9, $10,
                 $11::jsonb, $12::jsonb, $13, now())",
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
    .execute(&mut session.connection)
    .await
    .map(|_| ())
    .map_err(|error| failed("recording the generation failed", &error))
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
    let what = "reading the generation failed";
    if !exists(session, "connsura_seed.generations").await? {
        return Ok(None);
    }
    let row = query(
        "SELECT id::text, scenario, scenario_text, bases::text, seed, recipe,
                (extract(epoch FROM now) * 1000)::bigint, password_hash, digest, rows, tables::text,
                definitions::text, tool_version
         FROM connsura_seed.generations ORDER BY finished_at DESC LIMIT 1",
    )
    .fetch_optional(&mut session.connection)
    .await
    .map_err(|error| failed(what, &error))?;
    row.map(|row| read_generation(&row))
        .transpose()
        .map_err(|error| {
            let message = format!("the generation's record is not as it was written: {error}");
            Error::new(Kind::Differs, message).hint("to write a new one: connsura-seed reset")
        })
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
