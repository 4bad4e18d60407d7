//! Logging in and out.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::requests::Body;
use crate::actions;
use crate::app::App;
use crate::problem::{ErrorBody, Result};
use crate::session::{LIFETIME, Session};
use crate::store::accounts::{Account, Role};
use crate::store::audit_logs::Trace;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    /// As it is stored.
    email: String,
    /// The password.
    password: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LoggedIn {
    /// For `Authorization: Bearer`.
    token: String,
    /// For so many seconds.
    expires_in: u64,
    /// Who it is.
    user: Who,
}

/// Who asks.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Who {
    /// The account.
    id: Uuid,
    /// What it may do.
    role: Role,
    /// What it is called; nothing where it has no profile.
    name: Option<String>,
    /// Its profile as a customer.
    customer_id: Option<Uuid>,
    /// Its profile as an admin.
    admin_id: Option<Uuid>,
}

impl From<Account> for Who {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            role: account.role,
            name: account.name,
            customer_id: account.customer_id,
            admin_id: account.admin_id,
        }
    }
}

/// Logs in by e-mail address and password.
#[utoipa::path(
    post, path = "/api/v1/log-in", tag = "session", security(()), request_body = Credentials,
    responses((status = 200, body = LoggedIn), (status = 401, body = ErrorBody))
)]
pub(crate) async fn log_in(
    State(app): State<App>,
    trace: Trace,
    Body(credentials): Body<Credentials>,
) -> Result<Json<LoggedIn>> {
    let (session, token) =
        actions::log_in::log_in(&app, &trace, &credentials.email, &credentials.password).await?;
    Ok(Json(LoggedIn {
        token,
        expires_in: LIFETIME.as_secs(),
        user: session.account.into(),
    }))
}

/// Logs out: the token is to be forgotten.
#[utoipa::path(post, path = "/api/v1/log-out", tag = "session", responses((status = 204), (status = 401, body = ErrorBody)))]
pub(crate) async fn log_out(
    State(app): State<App>,
    trace: Trace,
    session: Session,
) -> Result<StatusCode> {
    actions::log_in::log_out(&app, &trace, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}
