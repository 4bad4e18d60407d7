//! What is known of uploaded files; the files are kept elsewhere.

use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::{Cursor, Page, Wanted};
use crate::problem::Result;
use crate::values::Instant;

/// An uploaded file.
#[derive(Debug, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    /// The row.
    pub id: Uuid,
    /// Whose it is.
    pub owner_id: Uuid,
    /// What its owner called it.
    pub file_name: String,
    /// What it is said to be.
    pub mime_type: Option<String>,
    /// Its size in bytes, as text: it may be more than a double holds.
    pub size_bytes: String,
    /// Its digest, in hexadecimal.
    pub sha256: Option<String>,
    /// Where it is kept.
    pub storage_key: String,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was deleted; the row stays until the file is gone.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub deleted_at: Option<Instant>,
}

macro_rules! uploads_where {
    ($rest:literal) => {
        concat!(
            r#"SELECT id, "ownerId" AS owner_id, "fileName" AS file_name, "mimeType" AS mime_type,
                      "sizeBytes"::text AS size_bytes, sha256, "storageKey" AS storage_key,
                      "createdAt" AS created_at, "deletedAt" AS deleted_at
               FROM "Upload" WHERE "#,
            $rest
        )
    };
}

/// The upload with this id; of others than `only`, nothing.
pub async fn upload(pool: &PgPool, id: Uuid, only: Option<Uuid>) -> Result<Option<Upload>> {
    let sql = uploads_where!(r#"id = $1 AND ($2::uuid IS NULL OR "ownerId" = $2)"#);
    let row = sqlx::query_as(sql).bind(id).bind(only);
    Ok(row.fetch_optional(pool).await?)
}

/// Uploads of one owner or of all, the youngest first.
pub async fn uploads(pool: &PgPool, owner: Option<Uuid>, wanted: Wanted) -> Result<Page<Upload>> {
    let sql = uploads_where!(
        r#"($1::uuid IS NULL OR "ownerId" = $1)
           AND ($2::timestamptz IS NULL OR ("createdAt", id) < ($2, $3))
           ORDER BY "createdAt" DESC, id DESC LIMIT $4"#
    );
    let (at, id, limit) = wanted.binds();
    let rows = sqlx::query_as(sql)
        .bind(owner)
        .bind(at)
        .bind(id)
        .bind(limit);
    let rows: Vec<Upload> = rows.fetch_all(pool).await?;
    Ok(wanted.page(rows, |row| Cursor {
        at: row.created_at,
        id: row.id,
    }))
}
