//! Uploaded files: what is known of them.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::requests::{Asked, Named, Whose};
use crate::app::App;
use crate::problem::{ErrorBody, Problem, Result};
use crate::session::Session;
use crate::store::page::Page;
use crate::store::uploads::{self, Upload};

/// Uploaded files of oneself, or for an admin of all, the youngest first.
#[utoipa::path(
    get, path = "/api/v1/uploads", tag = "uploads", params(Whose),
    responses((status = 200, body = Page<Upload>))
)]
pub(crate) async fn uploads(
    State(app): State<App>,
    session: Session,
    Asked(whose): Asked<Whose>,
) -> Result<Json<Page<Upload>>> {
    let user = whose.visible_to(&session)?;
    Ok(Json(
        uploads::uploads(&app.pool, user, whose.wanted()?).await?,
    ))
}

/// One upload.
#[utoipa::path(
    get, path = "/api/v1/uploads/{id}", tag = "uploads", params(("id" = Uuid, Path)),
    responses((status = 200, body = Upload), (status = 404, body = ErrorBody))
)]
pub(crate) async fn upload(
    State(app): State<App>,
    session: Session,
    Named(id): Named<Uuid>,
) -> Result<Json<Upload>> {
    let upload = uploads::upload(&app.pool, id, session.only()).await?;
    upload.map(Json).ok_or(Problem::NotFound("upload"))
}
