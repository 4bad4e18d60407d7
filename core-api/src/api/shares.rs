//! Shares of profiles.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use super::requests::{Asked, Body, Named, Whose};
use crate::actions::shares::{Wish, create as offer, take};
use crate::app::App;
use crate::problem::{ErrorBody, Problem, Result};
use crate::session::Session;
use crate::store::audit_logs::Trace;
use crate::store::page::Page;
use crate::store::shares::{self, ProfileShare, Step};

/// Shares that one gave or got, or for an admin all, the youngest first.
#[utoipa::path(
    get, path = "/api/v1/shares", tag = "shares", params(Whose),
    responses((status = 200, body = Page<ProfileShare>))
)]
pub(crate) async fn shares(
    State(app): State<App>,
    session: Session,
    Asked(whose): Asked<Whose>,
) -> Result<Json<Page<ProfileShare>>> {
    let user = whose.visible_to(&session)?;
    Ok(Json(
        shares::shares(&app.pool, user, whose.wanted()?).await?,
    ))
}

/// One share.
#[utoipa::path(
    get, path = "/api/v1/shares/{id}", tag = "shares", params(("id" = Uuid, Path)),
    responses((status = 200, body = ProfileShare), (status = 404, body = ErrorBody))
)]
pub(crate) async fn share(
    State(app): State<App>,
    session: Session,
    Named(id): Named<Uuid>,
) -> Result<Json<ProfileShare>> {
    let share = shares::share(&app.pool, id, session.only()).await?;
    share.map(Json).ok_or(Problem::NotFound("share"))
}

/// Offers a profile to somebody.
#[utoipa::path(
    post, path = "/api/v1/shares", tag = "shares", request_body = Wish,
    responses((status = 201, body = ProfileShare), (status = 400, body = ErrorBody), (status = 403, body = ErrorBody))
)]
pub(crate) async fn create(
    State(app): State<App>,
    trace: Trace,
    session: Session,
    Body(wish): Body<Wish>,
) -> Result<(StatusCode, Json<ProfileShare>)> {
    let share = offer(&app, &trace, &session, wish).await?;
    Ok((StatusCode::CREATED, Json(share)))
}

macro_rules! step {
    ($(#[doc = $doc:literal])* $name:ident, $path:literal, $step:ident) => {
        $(#[doc = $doc])*
        #[utoipa::path(
            post, path = $path, tag = "shares", params(("id" = Uuid, Path)),
            responses(
                (status = 200, body = ProfileShare), (status = 403, body = ErrorBody),
                (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)
            )
        )]
        pub(crate) async fn $name(
            State(app): State<App>,
            trace: Trace,
            session: Session,
            Named(id): Named<Uuid>,
        ) -> Result<Json<ProfileShare>> {
            Ok(Json(take(&app, &trace, &session, id, Step::$step).await?))
        }
    };
}

step!(
    /// Accepts an offer; for its recipient.
    accept, "/api/v1/shares/{id}/accept", Accept
);
step!(
    /// Closes a share; for either side.
    close, "/api/v1/shares/{id}/close", Close
);
step!(
    /// Takes a share back; for its customer.
    revoke, "/api/v1/shares/{id}/revoke", Revoke
);
step!(
    /// Has a closed share go on; for its customer.
    reopen, "/api/v1/shares/{id}/reopen", Reopen
);
