//! Messages by their ids.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::requests::Named;
use crate::app::App;
use crate::problem::{ErrorBody, Problem, Result};
use crate::session::Session;
use crate::store::messages::{self, Message};

/// One message.
#[utoipa::path(
    get, path = "/api/v1/messages/{id}", tag = "conversations", params(("id" = Uuid, Path)),
    responses((status = 200, body = Message), (status = 404, body = ErrorBody))
)]
pub(crate) async fn message(
    State(app): State<App>,
    session: Session,
    Named(id): Named<Uuid>,
) -> Result<Json<Message>> {
    let message = messages::message(&app.pool, id, session.only()).await?;
    message.map(Json).ok_or(Problem::NotFound("message"))
}
