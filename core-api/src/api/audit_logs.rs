//! The audit log, for admins.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::requests::{Asked, Named};
use crate::app::App;
use crate::problem::{ErrorBody, Problem, Result};
use crate::session::Session;
use crate::store::audit_logs::{self, AuditLog};
use crate::store::page::{Page, Wanted};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// What this account did.
    actor: Option<Uuid>,
    /// What was done to this thing.
    entity: Option<Uuid>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// So many rows, from 1 to 100; 50 where it is left out.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
}

/// Audit rows, the youngest first.
#[utoipa::path(
    get, path = "/api/v1/audit-logs", tag = "audit log", params(Which),
    responses((status = 200, body = Page<AuditLog>), (status = 403, body = ErrorBody))
)]
pub(crate) async fn audit_logs(
    State(app): State<App>,
    session: Session,
    Asked(which): Asked<Which>,
) -> Result<Json<Page<AuditLog>>> {
    session.admins_only()?;
    let wanted = Wanted::new(which.cursor.as_deref(), which.limit.as_deref())?;
    Ok(Json(
        audit_logs::audit_logs(&app.pool, which.actor, which.entity, wanted).await?,
    ))
}

/// One audit row.
#[utoipa::path(
    get, path = "/api/v1/audit-logs/{id}", tag = "audit log", params(("id" = Uuid, Path)),
    responses((status = 200, body = AuditLog), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody))
)]
pub(crate) async fn audit_log(
    State(app): State<App>,
    session: Session,
    Named(id): Named<Uuid>,
) -> Result<Json<AuditLog>> {
    session.admins_only()?;
    let row = audit_logs::audit_log(&app.pool, id).await?;
    row.map(Json).ok_or(Problem::NotFound("audit row"))
}
