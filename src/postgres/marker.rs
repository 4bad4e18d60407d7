//! What says, inside a database, that it is a staging database, and which one.

use sqlx::Row as _;

use super::metadata::{ensure_tables, exists};
use super::{Session, failed};
use super::{query, query_scalar};
use crate::configuration::Identity;
use crate::error::Result;
use crate::layout::quote_identifier;

/// The name of the database-level setting that says what a database is for.
pub const MARKER_SETTING: &str = "connsura_seed.environment";

/// What a database says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// What the row in `connsura_seed.marker` says it is for. It travels with a dump.
    pub row: Option<String>,
    /// What the database-level setting says. It does not.
    pub setting: Option<String>,
    /// Which database the row was written in.
    pub identity: Option<Identity>,
}

impl Marks {
    /// What the row says, then what the setting says.
    pub fn said(&self) -> [Option<&str>; 2] {
        [self.row.as_deref(), self.setting.as_deref()]
    }
}

/// Which database the session is connected to.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn identity(session: &mut Session, schema: &str) -> Result<Identity> {
    let row =
        query("SELECT system_identifier::text, current_database()::text FROM pg_control_system()")
            .fetch_one(&mut session.connection)
            .await
            .map_err(|error| failed("asking the server who it is failed", &error))?;
    Ok(Identity {
        system_identifier: row.get(0),
        database: row.get(1),
        schema: schema.to_owned(),
    })
}

/// Declares the connected database to be a staging database: by a row, which says which one it
/// is, and by a setting. `identity` is the database's, under the name that it is to have.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn mark(session: &mut Session, identity: &Identity) -> Result<()> {
    ensure_tables(session).await?;
    session
        .run(
            "marking the database failed",
            "DELETE FROM connsura_seed.marker",
        )
        .await?;
    query(
        "INSERT INTO connsura_seed.marker (environment, system_identifier, database_name, schema_name)
         VALUES ('staging', $1, $2, $3)",
    )
    .bind(&identity.system_identifier)
    .bind(&identity.database)
    .bind(&identity.schema)
    .execute(&mut session.connection)
    .await
    .map_err(|error| failed("marking the database failed", &error))?;
    let database: String = query_scalar("SELECT current_database()::text")
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("marking the database failed", &error))?;
    let sql = format!(
        "ALTER DATABASE {} SET {MARKER_SETTING} = 'staging'",
        quote_identifier(&database)
    );
    session.run("marking the database failed", sql).await
}

/// Whether the role may give a database that setting. The server does not know it, and such a one
/// takes a right of its own (PostgreSQL 15, GRANT, "parameter").
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn may_set_marker(session: &mut Session) -> Result<bool> {
    query_scalar("SELECT has_parameter_privilege($1, 'SET')")
        .bind(MARKER_SETTING)
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("asking what the role may do failed", &error))
}

/// What the database says of itself.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn marks(session: &mut Session) -> Result<Marks> {
    let what = "reading the markers failed";
    let mut marks = Marks::default();
    if exists(session, "connsura_seed.marker").await? {
        // A marker that an older version wrote has no identity.
        let row = query(
            "SELECT string_agg(DISTINCT marker ->> 'environment', ', '), count(*),
                    min(marker ->> 'system_identifier'), min(marker ->> 'database_name'), min(marker ->> 'schema_name')
             FROM (SELECT to_jsonb(marker) AS marker FROM connsura_seed.marker) AS markers",
        )
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed(what, &error))?;
        marks.row = row.get(0);
        let one = row.get::<i64, _>(1) == 1;
        let parts: [Option<String>; 3] = [row.get(2), row.get(3), row.get(4)];
        if let ([Some(system_identifier), Some(database), Some(schema)], true) = (parts, one) {
            marks.identity = Some(Identity {
                system_identifier,
                database,
                schema,
            });
        }
    }
    marks.setting = query_scalar(
        "SELECT split_part(entry, '=', 2)
         FROM pg_db_role_setting AS setting
         JOIN pg_database AS database ON database.oid = setting.setdatabase
         CROSS JOIN unnest(setting.setconfig) AS entry
         WHERE database.datname = current_database() AND setting.setrole = 0
           AND split_part(entry, '=', 1) = $1",
    )
    .bind(MARKER_SETTING)
    .fetch_optional(&mut session.connection)
    .await
    .map_err(|error| failed(what, &error))?;
    Ok(marks)
}
