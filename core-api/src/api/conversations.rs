//! Conversations. A path names the customer's account first and the other one's next, and `gone`
//! where an account has gone.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::requests::{Asked, Body, Named, PageAsked, Whose};
use crate::actions;
use crate::app::App;
use crate::problem::{ErrorBody, Problem, Result};
use crate::session::Session;
use crate::store::accounts;
use crate::store::audit_logs::Trace;
use crate::store::conversations::{self, Conversation, Parties, Side};
use crate::store::messages::{self, Message, ReadState};
use crate::store::page::Page;

/// A user's conversations, that with the youngest message first.
#[utoipa::path(
    get, path = "/api/v1/conversations", tag = "conversations", params(Whose),
    responses((status = 200, body = Page<Conversation>), (status = 404, body = ErrorBody))
)]
pub(crate) async fn conversations(
    State(app): State<App>,
    session: Session,
    Asked(whose): Asked<Whose>,
) -> Result<Json<Page<Conversation>>> {
    let wanted = whose.wanted()?;
    let account = match whose.user {
        Some(user) if user != session.account.id => {
            session.admins_only()?;
            let account = accounts::by_id(&app.pool, user).await?;
            account.ok_or(Problem::NotFound("user"))?
        }
        _ => session.account,
    };
    let page = conversations::conversations(&app.pool, account.id, account.role, wanted).await?;
    Ok(Json(page))
}

/// Whose conversation a path names, if whoever asks may see it.
pub(crate) fn parties(session: &Session, (customer, other): (Side, Side)) -> Result<Parties> {
    let parties = Parties {
        customer: customer.0,
        other: other.0,
    };
    let is_somebody = parties.customer.is_some() || parties.other.is_some();
    let may = session.is_admin() || parties.have(session.account.id);
    if is_somebody && may {
        Ok(parties)
    } else {
        Err(Problem::NotFound("conversation"))
    }
}

/// A conversation as whoever asks sees it: as its party, or as its customer does.
pub(crate) async fn seen(app: &App, session: &Session, parties: &Parties) -> Result<Conversation> {
    let own = session.account.id;
    let viewer = if parties.have(own) {
        Some(own)
    } else {
        parties.customer.or(parties.other)
    };
    let viewer = viewer.ok_or(Problem::NotFound("conversation"))?;
    let account = accounts::by_id(&app.pool, viewer).await?;
    let role = account.ok_or(Problem::NotFound("conversation"))?.role;
    let other = parties.opposite(viewer);
    let found = conversations::conversation(&app.pool, viewer, role, other).await?;
    let found = found.ok_or(Problem::NotFound("conversation"))?;
    if found.parties() == *parties {
        Ok(found)
    } else {
        Err(Problem::NotFound("conversation"))
    }
}

/// One conversation.
#[utoipa::path(
    get, path = "/api/v1/conversations/{customer}/{other}", tag = "conversations",
    params(("customer" = String, Path), ("other" = String, Path)),
    responses((status = 200, body = Conversation), (status = 404, body = ErrorBody))
)]
pub(crate) async fn conversation(
    State(app): State<App>,
    session: Session,
    Named(sides): Named<(Side, Side)>,
) -> Result<Json<Conversation>> {
    let parties = parties(&session, sides)?;
    Ok(Json(seen(&app, &session, &parties).await?))
}

/// The messages of a conversation, the youngest first.
#[utoipa::path(
    get, path = "/api/v1/conversations/{customer}/{other}/messages", tag = "conversations",
    params(("customer" = String, Path), ("other" = String, Path), PageAsked),
    responses((status = 200, body = Page<Message>), (status = 404, body = ErrorBody))
)]
pub(crate) async fn messages(
    State(app): State<App>,
    session: Session,
    Named(sides): Named<(Side, Side)>,
    Asked(page): Asked<PageAsked>,
) -> Result<Json<Page<Message>>> {
    let parties = parties(&session, sides)?;
    Ok(Json(
        messages::messages(&app.pool, &parties, page.wanted()?).await?,
    ))
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewMessage {
    /// What it says: 1 to 20,000 characters.
    body: String,
    /// The sending program's own id, by which a message that is sent twice is stored once.
    client_message_id: Option<Uuid>,
}

/// Sends a message to the other side. One that was sent before by the same `clientMessageId` is
/// answered with what is stored, and 200.
#[utoipa::path(
    post, path = "/api/v1/conversations/{customer}/{other}/messages", tag = "conversations",
    params(("customer" = String, Path), ("other" = String, Path)), request_body = NewMessage,
    responses(
        (status = 201, body = Message), (status = 200, body = Message), (status = 400, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)
    )
)]
pub(crate) async fn send(
    State(app): State<App>,
    trace: Trace,
    session: Session,
    Named(sides): Named<(Side, Side)>,
    Body(new): Body<NewMessage>,
) -> Result<(StatusCode, Json<Message>)> {
    let parties = parties(&session, sides)?;
    let id = new.client_message_id;
    let sent = actions::messages::send(&app, &trace, &session, &parties, &new.body, id).await?;
    let status = if sent.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(sent.message)))
}

/// Says that one has read everything that the other side wrote.
#[utoipa::path(
    post, path = "/api/v1/conversations/{customer}/{other}/open", tag = "conversations",
    params(("customer" = String, Path), ("other" = String, Path)),
    responses(
        (status = 200, body = Option<ReadState>), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)
    )
)]
pub(crate) async fn open(
    State(app): State<App>,
    trace: Trace,
    session: Session,
    Named(sides): Named<(Side, Side)>,
) -> Result<Json<Option<ReadState>>> {
    let parties = parties(&session, sides)?;
    Ok(Json(
        actions::messages::open(&app, &trace, &session, &parties).await?,
    ))
}

/// How far each side has read what the other wrote.
#[utoipa::path(
    get, path = "/api/v1/conversations/{customer}/{other}/read-states", tag = "conversations",
    params(("customer" = String, Path), ("other" = String, Path)),
    responses((status = 200, body = Vec<ReadState>), (status = 404, body = ErrorBody))
)]
pub(crate) async fn read_states(
    State(app): State<App>,
    session: Session,
    Named(sides): Named<(Side, Side)>,
) -> Result<Json<Vec<ReadState>>> {
    let parties = parties(&session, sides)?;
    Ok(Json(messages::read_states(&app.pool, &parties).await?))
}
