//! Every statement that the product sends to its database: a file for each table that it is
//! mostly about. Handlers and pages ask here and nowhere else.

pub mod accounts;
pub mod audit_logs;
pub mod conversations;
pub mod customers;
pub mod forms;
pub mod messages;
pub mod page;
pub mod shares;
pub mod uploads;

use sqlx::PgPool;

/// Whether the database answers, and has the tables.
pub async fn is_ready(pool: &PgPool) -> bool {
    let sql = r#"SELECT EXISTS (SELECT FROM "User") OR true"#;
    let answer: Result<bool, sqlx::Error> = sqlx::query_scalar(sql).fetch_one(pool).await;
    answer.unwrap_or(false)
}
