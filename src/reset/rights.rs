//! What the role of a session may do with what is recorded beside the rows.

use sqlx::Row as _;

use crate::error::Result;
use crate::postgres::{Session, failed, query};

/// What of the records it may read and write. What is not there yet may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// It may read what marks and resets recorded, in the schema `connsura_seed`. Where it may
    /// not, the facts have neither a marker's row nor a generation.
    pub reads_records: bool,
    /// It may make that schema, or write to what is in it.
    pub keeps_records: bool,
    /// It may read what Prisma recorded, in the generator's schema. Where it may not, the facts have
    /// no migrations.
    pub reads_migrations: bool,
}

const RIGHTS: &str = "
SELECT coalesce(has_schema_privilege(space.oid, 'USAGE'), true)
       AND coalesce(bool_and(has_table_privilege(class.oid, 'SELECT'))
                        FILTER (WHERE relname IN ('marker', 'generations')), true),
       CASE WHEN space.oid IS NULL
            THEN has_database_privilege(current_database(), 'CREATE')
            ELSE has_schema_privilege(space.oid, 'USAGE')
             AND (has_schema_privilege(space.oid, 'CREATE') OR count(class.oid) > 0)
             AND coalesce(bool_and(has_table_privilege(class.oid, 'SELECT')
                                   AND has_table_privilege(class.oid, 'INSERT')
                                   AND has_table_privilege(class.oid, 'DELETE')), true) END,
       coalesce((SELECT has_schema_privilege(ours.oid, 'USAGE')
                        AND coalesce(has_table_privilege(migrations.oid, 'SELECT'), true)
                 FROM pg_namespace AS ours
                 LEFT JOIN pg_class AS migrations
                        ON migrations.relnamespace = ours.oid AND migrations.relname = '_prisma_migrations'
                 WHERE ours.nspname = $1), true)
FROM (SELECT) AS one
LEFT JOIN pg_namespace AS space ON nspname = 'connsura_seed'
LEFT JOIN pg_class AS class ON relnamespace = space.oid AND relkind = 'r'
GROUP BY space.oid";

impl Rights {
    /// Asks what the session's role may do; `schema` is the generator's.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub(super) async fn read(session: &mut Session, schema: &str) -> Result<Self> {
        let row = query(RIGHTS)
            .bind(schema)
            .fetch_one(&mut session.connection)
            .await
            .map_err(|error| failed("asking what the role may do failed", &error))?;
        Ok(Self {
            reads_records: row.get(0),
            keeps_records: row.get(1),
            reads_migrations: row.get(2),
        })
    }
}
