//! Prisma's migrations, applied without Prisma, with its records kept as it keeps them.
//!
//! The whole text of a migration goes to the server as one simple query, and the table
//! `_prisma_migrations` gets one row for it, so that `prisma migrate status` and
//! `prisma migrate deploy` find nothing to do.

use std::path::Path;

use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use super::locks::PRISMA_LOCK;
use super::metadata::exists;
use super::{Session, SqlState, failed, quote_identifier};
use super::{query, query_scalar};
use crate::error::{Error, Kind, Result, printable};
use crate::sink::hex;

/// The reference schema's migrations, inside the program.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/core-api/prisma/migrations");

/// The columns of Prisma's own table, as Prisma creates it.
const RECORDS: &str = r#"(
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)"#;

/// One migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// The folder's name.
    pub name: String,
    /// The text of its `migration.sql`.
    pub sql: String,
}

impl Migration {
    /// Lower-case hexadecimal SHA-256 of the text, as Prisma stores it.
    pub fn checksum(&self) -> String {
        hex(&Sha256::digest(self.sql.as_bytes()))
    }
}

/// A migration that a database has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The folder's name.
    pub name: String,
    /// The checksum of the text that was applied.
    pub checksum: String,
    /// Whether it ran to its end.
    pub finished: bool,
}

/// The migrations of the reference schema, in the order of their names.
pub fn embedded() -> Vec<Migration> {
    let mut migrations: Vec<Migration> = EMBEDDED
        .dirs()
        .filter_map(|folder| {
            let sql = folder
                .get_file(folder.path().join("migration.sql"))?
                .contents_utf8()?
                .to_owned();
            Some(Migration {
                name: folder.path().to_str()?.to_owned(),
                sql,
            })
        })
        .collect();
    migrations.sort_by(|left, right| left.name.cmp(&right.name));
    migrations
}

/// The migrations of a folder as Prisma keeps them, in the order of their names: folders, each with
/// a `migration.sql`.
///
/// # Errors
/// [`Kind::Invalid`] where the folder or a file of it cannot be read.
pub fn read_migrations(folder: &Path) -> Result<Vec<Migration>> {
    let shown = printable(&folder.to_string_lossy());
    let fail = |error: std::io::Error| {
        let message = format!("the migrations in `{shown}` cannot be read: {error}");
        Error::new(Kind::Invalid, message)
            .hint("migrations in connsura-seed.toml names the folder, from where that file is")
    };
    let mut migrations = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        // Prisma keeps a lock file beside them.
        if !entry.path().is_dir() {
            continue;
        }
        let path = entry.path().join("migration.sql");
        let sql = std::fs::read_to_string(path).map_err(fail)?;
        migrations.push(Migration {
            name: entry.file_name().to_string_lossy().into_owned(),
            sql,
        });
    }
    migrations.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(migrations)
}

/// Applies all migrations to an empty schema, within the session's transaction. As Prisma does,
/// it has each find nothing but the schema on its search path; afterwards that is the caller's.
///
/// # Errors
/// [`crate::Kind::Database`], naming the migration.
pub async fn apply(session: &mut Session, schema: &str, migrations: &[Migration]) -> Result<()> {
    let lock = format!("SELECT pg_advisory_xact_lock({PRISMA_LOCK})");
    session
        .run("waiting for Prisma's lock failed", lock)
        .await?;
    let records = records(schema);
    let create = format!("CREATE TABLE {records} {RECORDS}");
    session
        .run("creating _prisma_migrations failed", create)
        .await?;
    let path: String = query_scalar("SELECT current_setting('search_path')")
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("reading the search path failed", &error))?;
    for migration in migrations {
        set_path(session, &quote_identifier(schema)).await?;
        let what = format!("migration `{}` failed", migration.name);
        let done = session.run(&what, within_a_block(&migration.sql)).await;
        done.map_err(|error| match SqlState::of(&error) {
            Some(SqlState::NOT_SUPPORTED) => error.hint(
                "where it begins or ends a transaction by itself, it cannot be a part of the reset's: \
                 prisma migrate deploy, then run this again",
            ),
            _ => error,
        })?;
        record(session, &records, migration).await?;
    }
    set_path(session, &path).await
}

/// The same statements, run by a block of PL/pgSQL: there PostgreSQL refuses whatever begins or ends
/// a transaction (SQLSTATE 0A000). Sent as they are, a COMMIT among them would end the reset's own
/// transaction, with the old rows gone and the new ones not there.
fn within_a_block(sql: &str) -> String {
    let (inner, outer) = (delimiter(sql, "sql"), delimiter(sql, "block"));
    format!("DO {outer} BEGIN EXECUTE {inner}{sql}{inner}; END {outer}")
}

/// A dollar quote that the text does not hold.
fn delimiter(text: &str, name: &str) -> String {
    (0..=u32::MAX)
        .map(|number| format!("${name}{number}$"))
        .find(|delimiter| !text.contains(delimiter.as_str()))
        .unwrap_or_default()
}

/// Prisma's own table, as SQL has it.
fn records(schema: &str) -> String {
    format!(
        "{}.{}",
        quote_identifier(schema),
        quote_identifier("_prisma_migrations")
    )
}

/// For the rest of the transaction.
async fn set_path(session: &mut Session, path: &str) -> Result<()> {
    query("SELECT set_config('search_path', $1, true)")
        .bind(path)
        .execute(&mut session.connection)
        .await
        .map(|_| ())
        .map_err(|error| failed("setting the search path failed", &error))
}

async fn record(session: &mut Session, records: &str, migration: &Migration) -> Result<()> {
    let sql = format!(
        "INSERT INTO {records}
             (id, checksum, finished_at, migration_name, logs, started_at, applied_steps_count)
         VALUES ($1, $2, clock_timestamp(), $3, NULL, now(), 1)"
    );
    query(AssertSqlSafe(sql))
        .bind(Uuid::new_v4().to_string())
        .bind(migration.checksum())
        .bind(&migration.name)
        .execute(&mut session.connection)
        .await
        .map(|_| ())
        .map_err(|error| {
            failed(
                &format!("recording migration `{}` failed", migration.name),
                &error,
            )
        })
}

/// The migrations that the schema has, in the order of their names; none where it has no
/// `_prisma_migrations`.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn applied(session: &mut Session, schema: &str) -> Result<Vec<Applied>> {
    let what = "reading _prisma_migrations failed";
    let records = records(schema);
    if !exists(session, &records).await? {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT migration_name, checksum, finished_at IS NOT NULL FROM {records}
         WHERE rolled_back_at IS NULL ORDER BY migration_name"
    );
    let rows = query(AssertSqlSafe(sql))
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| {
            let error = failed(what, &error);
            if SqlState::is_of_a_change(&error) {
                changed(&error)
            } else {
                error
            }
        })?;
    let read = |row: &PgRow| -> Result<Applied, sqlx::Error> {
        Ok(Applied {
            name: row.try_get(0)?,
            checksum: row.try_get(1)?,
            finished: row.try_get(2)?,
        })
    };
    rows.iter()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(|error| changed(&error))
}

/// The table is not as Prisma makes it.
fn changed(why: &dyn std::fmt::Display) -> Error {
    let message = format!("somebody changed _prisma_migrations: {why}");
    Error::new(Kind::Differs, message).hint(
        "mend it, or drop it and have Prisma write it anew: prisma migrate resolve --applied NAME, for each \
         migration; the local database is made anew by: connsura-seed local destroy",
    )
}

/// Whether a migration was applied since the youngest generation was recorded.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn migrated_since(session: &mut Session, schema: &str) -> Result<bool> {
    let records = records(schema);
    if !exists(session, &records).await? {
        return Ok(false);
    }
    let sql = format!(
        "SELECT EXISTS (SELECT FROM {records}
                        WHERE finished_at > (SELECT max(finished_at) FROM connsura_seed.generations))"
    );
    query_scalar(AssertSqlSafe(sql))
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("reading _prisma_migrations failed", &error))
}

/// The migrations of a database against those of the program, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MigrationState {
    /// Applied as they are here.
    pub applied: Vec<String>,
    /// Known here and not there.
    pub pending: Vec<String>,
    /// Applied with another text.
    pub edited: Vec<String>,
    /// Begun and not ended.
    pub failed: Vec<String>,
    /// Applied there and not known here.
    pub unknown: Vec<String>,
}

impl MigrationState {
    /// Compares what a database has with what the program knows.
    pub fn compare(applied: &[Applied], known: &[Migration]) -> Self {
        let mut state = Self::default();
        for migration in applied {
            let list = match known.iter().find(|known| known.name == migration.name) {
                None => &mut state.unknown,
                Some(_) if !migration.finished => &mut state.failed,
                Some(known) if known.checksum() != migration.checksum => &mut state.edited,
                Some(_) => &mut state.applied,
            };
            list.push(migration.name.clone());
        }
        state.pending = known
            .iter()
            .filter(|known| !applied.iter().any(|applied| applied.name == known.name))
            .map(|known| known.name.clone())
            .collect();
        state
    }

    /// What is not as it should be: each sort with its names.
    pub fn deviations(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        [
            ("pending", self.pending.as_slice()),
            ("edited", &self.edited),
            ("failed", &self.failed),
            ("unknown", &self.unknown),
        ]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
    }
}
