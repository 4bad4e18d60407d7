//! Forms that customers fill in.

use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::{Cursor, Page, Wanted};
use crate::problem::Result;
use crate::values::{Instant, Json};

/// How far a form has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
#[sqlx(type_name = "text", rename_all = "UPPERCASE")]
pub enum FormStatus {
    /// The customer is at it.
    Draft,
    /// It was handed in.
    Submitted,
    /// Nobody needs it any more.
    Archived,
}

/// A form.
#[derive(Debug, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Form {
    /// The row.
    pub id: Uuid,
    /// Whose it is.
    pub customer_id: Uuid,
    /// Which form.
    pub kind: String,
    /// How far it has come.
    pub status: FormStatus,
    /// What was filled in.
    #[schema(value_type = Object)]
    pub data: Json,
    /// When it was handed in.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub submitted_at: Option<Instant>,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

macro_rules! forms_where {
    ($rest:literal) => {
        concat!(
            r#"SELECT f.id, "customerId" AS customer_id, kind, status::text AS status, data::text AS data,
                      "submittedAt" AS submitted_at, f."createdAt" AS created_at, f."updatedAt" AS updated_at
               FROM "Form" AS f JOIN "Customer" AS c ON c.id = f."customerId" WHERE "#,
            $rest
        )
    };
}

/// The form with this id; of others than `only`, nothing.
pub async fn form(pool: &PgPool, id: Uuid, only: Option<Uuid>) -> Result<Option<Form>> {
    let sql = forms_where!(r#"f.id = $1 AND ($2::uuid IS NULL OR c."userId" = $2)"#);
    let row = sqlx::query_as(sql).bind(id).bind(only);
    Ok(row.fetch_optional(pool).await?)
}

/// Forms of one account's customer or of all, the youngest first.
pub async fn forms(pool: &PgPool, user: Option<Uuid>, wanted: Wanted) -> Result<Page<Form>> {
    let sql = forms_where!(
        r#"($1::uuid IS NULL OR c."userId" = $1)
           AND ($2::timestamptz IS NULL OR (f."createdAt", f.id) < ($2, $3))
           ORDER BY f."createdAt" DESC, f.id DESC LIMIT $4"#
    );
    let (at, id, limit) = wanted.binds();
    let rows = sqlx::query_as(sql).bind(user).bind(at).bind(id).bind(limit);
    let rows: Vec<Form> = rows.fetch_all(pool).await?;
    Ok(wanted.page(rows, |row| Cursor {
        at: row.created_at,
        id: row.id,
    }))
}
