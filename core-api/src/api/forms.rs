//! Forms: what is known of them.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::requests::{Asked, Named, Whose};
use crate::app::App;
use crate::problem::{ErrorBody, Problem, Result};
use crate::session::Session;
use crate::store::forms::{self, Form};
use crate::store::page::Page;

/// Forms of oneself, or for an admin of all, the youngest first.
#[utoipa::path(
    get, path = "/api/v1/forms", tag = "forms", params(Whose),
    responses((status = 200, body = Page<Form>))
)]
pub(crate) async fn forms(
    State(app): State<App>,
    session: Session,
    Asked(whose): Asked<Whose>,
) -> Result<Json<Page<Form>>> {
    let user = whose.visible_to(&session)?;
    Ok(Json(forms::forms(&app.pool, user, whose.wanted()?).await?))
}

/// One form.
#[utoipa::path(
    get, path = "/api/v1/forms/{id}", tag = "forms", params(("id" = Uuid, Path)),
    responses((status = 200, body = Form), (status = 404, body = ErrorBody))
)]
pub(crate) async fn form(
    State(app): State<App>,
    session: Session,
    Named(id): Named<Uuid>,
) -> Result<Json<Form>> {
    let form = forms::form(&app.pool, id, session.only()).await?;
    form.map(Json).ok_or(Problem::NotFound("form"))
}
