//! Accounts, and the profile that each has.

use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgExecutor, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::{Cursor, Page, Wanted};
use crate::problem::Result;
use crate::values::{Instant, Json};

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
#[sqlx(type_name = "text", rename_all = "UPPERCASE")]
pub enum Role {
    /// Sees what is its own.
    Customer,
    /// Sees everything.
    Admin,
}

/// Who asks.
#[derive(Debug, Clone, FromRow)]
pub struct Account {
    /// The account.
    pub id: Uuid,
    /// What it may do.
    pub role: Role,
    /// Its profile as a customer.
    pub customer_id: Option<Uuid>,
    /// Its profile as an admin.
    pub admin_id: Option<Uuid>,
    /// What it is called; nothing where it has no profile.
    pub name: Option<String>,
}

const ACCOUNT: &str = r#"
SELECT u.id, u.role::text AS role, c.id AS customer_id, a.id AS admin_id,
       coalesce(c."preferredName", c."fullName", a."fullName") AS name
FROM "User" AS u LEFT JOIN "Customer" AS c ON c."userId" = u.id LEFT JOIN "Admin" AS a ON a."userId" = u.id
WHERE u.id = $1"#;

/// The account with this id.
pub async fn by_id(executor: impl PgExecutor<'_>, id: Uuid) -> Result<Option<Account>> {
    Ok(sqlx::query_as(ACCOUNT)
        .bind(id)
        .fetch_optional(executor)
        .await?)
}

/// The id and the password's hash of whoever logs in by this address.
pub async fn credentials(pool: &PgPool, email: &str) -> Result<Option<(Uuid, String)>> {
    let sql = r#"SELECT id, "passwordHash" FROM "User" WHERE email = $1"#;
    Ok(sqlx::query_as(sql).bind(email).fetch_optional(pool).await?)
}

/// Writes down that somebody has logged in.
pub async fn logged_in(executor: impl PgExecutor<'_>, id: Uuid) -> Result<()> {
    let sql = r#"UPDATE "User" SET "lastLoginAt" = now(), "updatedAt" = now() WHERE id = $1"#;
    sqlx::query(sql).bind(id).execute(executor).await?;
    Ok(())
}

/// An account as it is shown: without its password's hash.
#[derive(Debug, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = User)]
pub struct User {
    /// The account.
    pub id: Uuid,
    /// The address to log in by.
    pub email: String,
    /// What it may do.
    pub role: Role,
    /// A language tag.
    pub locale: Option<String>,
    /// A time zone by its name.
    pub time_zone: Option<String>,
    /// When the address was verified.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub email_verified_at: Option<Instant>,
    /// When somebody last logged in.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_login_at: Option<Instant>,
    /// When its deletion was requested.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub deletion_requested_at: Option<Instant>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
    /// Its profile as a customer.
    pub customer_id: Option<Uuid>,
    /// Its profile as an admin.
    pub admin_id: Option<Uuid>,
}

/// The account with this id, as it is shown.
pub async fn user(executor: impl PgExecutor<'_>, id: Uuid) -> Result<Option<User>> {
    let sql = r#"
        SELECT u.id, email, role::text AS role, locale, "timeZone" AS time_zone, "emailVerifiedAt" AS email_verified_at,
               "lastLoginAt" AS last_login_at, "deletionRequestedAt" AS deletion_requested_at,
               u."createdAt" AS created_at, u."updatedAt" AS updated_at, c.id AS customer_id, a.id AS admin_id
        FROM "User" AS u LEFT JOIN "Customer" AS c ON c."userId" = u.id LEFT JOIN "Admin" AS a ON a."userId" = u.id
        WHERE u.id = $1"#;
    Ok(sqlx::query_as(sql)
        .bind(id)
        .fetch_optional(executor)
        .await?)
}

/// An admin's profile.
#[derive(Debug, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Admin {
    /// The profile.
    pub id: Uuid,
    /// The account.
    pub user_id: Uuid,
    /// The address that the admin logs in by.
    pub email: String,
    /// The whole name.
    pub full_name: String,
    /// What the admin is.
    pub title: Option<String>,
    /// What the admin may do; not NULL in what the product writes.
    #[schema(value_type = Option<Vec<Option<String>>>)]
    pub permissions: Option<Json>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

macro_rules! admins_where {
    ($rest:literal) => {
        concat!(
            r#"SELECT a.id, "userId" AS user_id, email, "fullName" AS full_name, title,
                      to_json(permissions)::text AS permissions,
                      a."createdAt" AS created_at, a."updatedAt" AS updated_at
               FROM "Admin" AS a JOIN "User" AS u ON u.id = a."userId" WHERE "#,
            $rest
        )
    };
}

/// The admin with this id.
pub async fn admin(pool: &PgPool, id: Uuid) -> Result<Option<Admin>> {
    let sql = admins_where!("a.id = $1");
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(pool).await?)
}

/// All admins, the youngest first.
pub async fn admins(pool: &PgPool, wanted: Wanted) -> Result<Page<Admin>> {
    let sql = admins_where!(
        r#"$1::timestamptz IS NULL OR (a."createdAt", a.id) < ($1, $2)
           ORDER BY a."createdAt" DESC, a.id DESC LIMIT $3"#
    );
    let (at, id, limit) = wanted.binds();
    let rows = sqlx::query_as(sql).bind(at).bind(id).bind(limit);
    let rows: Vec<Admin> = rows.fetch_all(pool).await?;
    Ok(wanted.page(rows, |row| Cursor {
        at: row.created_at,
        id: row.id,
    }))
}
