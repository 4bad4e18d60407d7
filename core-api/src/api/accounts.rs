//! Accounts, and admins' profiles.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::log_in::Who;
use super::requests::{Asked, Named, PageAsked};
use crate::app::App;
use crate::problem::{ErrorBody, Problem, Result};
use crate::session::Session;
use crate::store::accounts::{self, Admin, User};
use crate::store::page::Page;

/// Who asks.
#[utoipa::path(get, path = "/api/v1/me", tag = "session", responses((status = 200, body = Who), (status = 401, body = ErrorBody)))]
pub(crate) async fn me(session: Session) -> Json<Who> {
    Json(session.account.into())
}

/// One account: one's own, or for an admin anybody's.
#[utoipa::path(
    get, path = "/api/v1/users/{id}", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 200, body = User), (status = 404, body = ErrorBody))
)]
pub(crate) async fn user(
    State(app): State<App>,
    session: Session,
    Named(id): Named<Uuid>,
) -> Result<Json<User>> {
    let may = session.is_admin() || session.account.id == id;
    let user = if may {
        accounts::user(&app.pool, id).await?
    } else {
        None
    };
    user.map(Json).ok_or(Problem::NotFound("user"))
}

/// Admins, the youngest first; for admins.
#[utoipa::path(
    get, path = "/api/v1/admins", tag = "accounts", params(PageAsked),
    responses((status = 200, body = Page<Admin>), (status = 403, body = ErrorBody))
)]
pub(crate) async fn admins(
    State(app): State<App>,
    session: Session,
    Asked(page): Asked<PageAsked>,
) -> Result<Json<Page<Admin>>> {
    session.admins_only()?;
    Ok(Json(accounts::admins(&app.pool, page.wanted()?).await?))
}

/// One admin; for admins.
#[utoipa::path(
    get, path = "/api/v1/admins/{id}", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 200, body = Admin), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody))
)]
pub(crate) async fn admin(
    State(app): State<App>,
    session: Session,
    Named(id): Named<Uuid>,
) -> Result<Json<Admin>> {
    session.admins_only()?;
    let admin = accounts::admin(&app.pool, id).await?;
    admin.map(Json).ok_or(Problem::NotFound("admin"))
}
