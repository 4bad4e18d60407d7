//! Who did what, and when.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use serde::Serialize;
use serde_json::json;
use sqlx::{FromRow, PgExecutor, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::accounts::{Account, Role};
use super::page::{Cursor, Page, Wanted};
use crate::problem::Result;
use crate::values::{Instant, Json};

/// What somebody did.
#[derive(Debug, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditLog {
    /// The row.
    pub id: Uuid,
    /// Who did it; whether or not the account is still there.
    pub actor_id: Option<Uuid>,
    /// What the actor was then.
    pub actor_role: Option<Role>,
    /// What was done, such as `share.created`.
    pub action: String,
    /// To what kind of thing.
    pub entity_type: String,
    /// To which one.
    pub entity_id: Option<Uuid>,
    /// By which request.
    pub request_id: Option<String>,
    /// From which network.
    pub ip_address: Option<String>,
    /// By which program.
    pub user_agent: Option<String>,
    /// Whatever else is known, and nothing about people.
    #[schema(value_type = Option<Object>)]
    pub metadata: Option<Json>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
}

macro_rules! audit_logs_where {
    ($rest:literal) => {
        concat!(
            r#"SELECT id, "actorId" AS actor_id, "actorRole"::text AS actor_role, action, "entityType" AS entity_type,
                      "entityId" AS entity_id, "requestId" AS request_id, "ipAddress"::text AS ip_address,
                      "userAgent" AS user_agent, metadata::text AS metadata, "createdAt" AS created_at
               FROM "AuditLog" WHERE "#,
            $rest
        )
    };
}

/// The audit row with this id.
pub async fn audit_log(pool: &PgPool, id: Uuid) -> Result<Option<AuditLog>> {
    let sql = audit_logs_where!("id = $1");
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(pool).await?)
}

/// Audit rows, the youngest first: all, or those of one actor, or about one thing.
pub async fn audit_logs(
    pool: &PgPool,
    actor: Option<Uuid>,
    entity: Option<Uuid>,
    wanted: Wanted,
) -> Result<Page<AuditLog>> {
    let sql = audit_logs_where!(
        r#"($1::uuid IS NULL OR "actorId" = $1) AND ($2::uuid IS NULL OR "entityId" = $2)
           AND ($3::timestamptz IS NULL OR ("createdAt", id) < ($3, $4))
           ORDER BY "createdAt" DESC, id DESC LIMIT $5"#
    );
    let (at, id, limit) = wanted.binds();
    let rows = sqlx::query_as(sql).bind(actor).bind(entity);
    let rows = rows.bind(at).bind(id).bind(limit);
    let rows: Vec<AuditLog> = rows.fetch_all(pool).await?;
    Ok(wanted.page(rows, |row| Cursor {
        at: row.created_at,
        id: row.id,
    }))
}

/// What is written down of every change beside the change itself.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The request's id.
    pub request_id: String,
    /// The program that asked, as it calls itself.
    pub user_agent: Option<String>,
}

/// No program's name for itself is longer in the column of a row that anybody may cause.
const LONGEST_AGENT: usize = 512;

impl Trace {
    /// Of a request with this id and these headers.
    pub fn new(request_id: &str, headers: &HeaderMap) -> Self {
        let agent = headers
            .get(USER_AGENT)
            .and_then(|agent| agent.to_str().ok());
        let agent = agent.map(|agent| agent.chars().take(LONGEST_AGENT).collect());
        Self {
            request_id: request_id.to_owned(),
            user_agent: agent,
        }
    }
}

/// Writes down what `actor` did, in the transaction in which it is done. `detail` holds nothing
/// about people.
pub async fn write(
    executor: impl PgExecutor<'_>,
    trace: &Trace,
    actor: Option<&Account>,
    action: &str,
    (entity, id): (&str, Option<Uuid>),
    detail: Option<serde_json::Value>,
) -> Result<()> {
    let sql = r#"
        INSERT INTO "AuditLog" (id, "actorId", "actorRole", action, "entityType", "entityId", "requestId", "userAgent", metadata)
        VALUES ($1, $2, $3::text::"Role", $4, $5, $6, $7, $8, $9::jsonb)"#;
    sqlx::query(sql)
        .bind(Uuid::new_v4())
        .bind(actor.map(|actor| actor.id))
        .bind(actor.map(|actor| actor.role))
        .bind(action)
        .bind(entity)
        .bind(id)
        .bind(&trace.request_id)
        .bind(&trace.user_agent)
        .bind(detail.unwrap_or_else(|| json!({})).to_string())
        .execute(executor)
        .await?;
    Ok(())
}
