//! The one way in for statements with parameters.

use sqlx::SqlSafeStr;
use sqlx::postgres::{PgArguments, Postgres};
use sqlx::query::{Query, QueryScalar};

/// A statement that returns rows, or none.
///
/// It is never prepared under a name. A named statement belongs to the server's session, which a
/// pooler in transaction mode hands to the next client: that client would find a name that is
/// taken, and this one a name that is gone. (The driver's `statement_cache_capacity(0)` does not
/// help, it names its statements all the same.) Even so, the driver prepares and runs in two
/// steps: through a pooler both must be in one transaction, see [`super::begin_reading`].
pub fn query<'q>(sql: impl SqlSafeStr) -> Query<'q, Postgres, PgArguments> {
    sqlx::query(sql).persistent(false)
}

/// The same, for the first column.
pub fn query_scalar<'q, O>(sql: impl SqlSafeStr) -> QueryScalar<'q, Postgres, O, PgArguments>
where
    (O,): for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>,
{
    sqlx::query_scalar(sql).persistent(false)
}
