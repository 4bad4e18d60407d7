//! Sending messages, and reading them.

use uuid::Uuid;

use crate::app::App;
use crate::problem::{Problem, Result};
use crate::session::Session;
use crate::store::accounts;
use crate::store::audit_logs::{self, Trace};
use crate::store::conversations::{self, Parties};
use crate::store::messages::{self, Message, ReadState};

/// Characters of a message at most.
pub const LONGEST: usize = 20_000;

/// A message, and whether it is new.
#[derive(Debug)]
pub struct Sent {
    /// The message.
    pub message: Message,
    /// Not so where it had been sent before, by the same client's id.
    pub is_new: bool,
}

/// Sends a message to the other side of a conversation.
///
/// # Errors
/// [`Problem::Invalid`], [`Problem::Forbidden`] for who has no part in it, [`Problem::Conflict`]
/// where the other side has gone, or the client's id is another message's.
pub async fn send(
    app: &App,
    trace: &Trace,
    session: &Session,
    parties: &Parties,
    body: &str,
    client_message_id: Option<Uuid>,
) -> Result<Sent> {
    check(body)?;
    check_order(session, parties)?;
    let sender = session.account.id;
    let recipient = recipient(app, session, parties).await?;
    let mut transaction = app.pool.begin().await?;
    let new =
        messages::insert(&mut transaction, sender, recipient, body, client_message_id).await?;
    let Some(message) = new else {
        transaction.rollback().await?;
        return sent_before(app, session, recipient, body, client_message_id).await;
    };
    if sender != recipient {
        messages::count_unread(&mut transaction, sender, recipient).await?;
    }
    let about = ("Message", Some(message.id));
    audit_logs::write(
        &mut *transaction,
        trace,
        Some(&session.account),
        "message.sent",
        about,
        None,
    )
    .await?;
    transaction.commit().await?;
    let is_new = true;
    Ok(Sent { message, is_new })
}

/// The message that had been sent by the same client's id, which is the same message.
async fn sent_before(
    app: &App,
    session: &Session,
    recipient: Uuid,
    body: &str,
    id: Option<Uuid>,
) -> Result<Sent> {
    let mut connection = app.pool.acquire().await?;
    let before = match id {
        Some(id) => messages::by_client_message_id(&mut connection, id).await?,
        None => None,
    };
    match before {
        Some(message)
            if message.sender_id == Some(session.account.id)
                && message.recipient_id == Some(recipient)
                && message.body == body =>
        {
            let is_new = false;
            Ok(Sent { message, is_new })
        }
        _ => Err(Problem::Conflict(
            "clientMessageId is that of another message",
        )),
    }
}

/// An admin sees that there is such a conversation.
fn no_part(session: &Session) -> Problem {
    if session.is_admin() {
        Problem::Forbidden
    } else {
        Problem::NotFound("conversation")
    }
}

/// A conversation has one path: its customer comes first.
fn check_order(session: &Session, parties: &Parties) -> Result<()> {
    let own = &session.account;
    let is_part = parties.have(own.id);
    if is_part && Parties::of(own.id, own.role, parties.opposite(own.id)) != *parties {
        return Err(Problem::NotFound("conversation"));
    }
    Ok(())
}

/// Who gets what the session writes in this conversation.
async fn recipient(app: &App, session: &Session, parties: &Parties) -> Result<Uuid> {
    if !parties.have(session.account.id) {
        return Err(no_part(session));
    }
    let gone = Problem::Conflict("the other side has gone");
    let recipient = parties.opposite(session.account.id).ok_or(gone)?;
    let account = accounts::by_id(&app.pool, recipient).await?;
    let account = account.ok_or(Problem::NotFound("user"))?;
    // Customers write to admins, and to themselves.
    let may = session.is_admin()
        || account.role == accounts::Role::Admin
        || recipient == session.account.id;
    if may {
        Ok(recipient)
    } else {
        Err(Problem::NotFound("user"))
    }
}

fn check(body: &str) -> Result<()> {
    let allowed = format!("1 to {LONGEST} characters, not only blanks, and no NUL");
    let length = body.chars().count();
    let is_allowed = length <= LONGEST && !body.trim().is_empty() && !body.contains('\0');
    if is_allowed {
        Ok(())
    } else {
        Err(Problem::field("body", allowed))
    }
}

/// Says that the session has read all that the other side wrote.
///
/// # Errors
/// [`Problem::Forbidden`] for who has no part in it, [`Problem::NotFound`] where neither wrote.
pub async fn open(
    app: &App,
    trace: &Trace,
    session: &Session,
    parties: &Parties,
) -> Result<Option<ReadState>> {
    let reader = session.account.id;
    if !parties.have(reader) {
        return Err(no_part(session));
    }
    check_order(session, parties)?;
    // Of those who have gone, and of oneself, nobody counts what is unread.
    let Some(sender) = parties.opposite(reader).filter(|sender| *sender != reader) else {
        return Ok(None);
    };
    let role = session.account.role;
    let talk = conversations::conversation(&app.pool, reader, role, Some(sender)).await?;
    talk.ok_or(Problem::NotFound("conversation"))?;
    let mut transaction = app.pool.begin().await?;
    let state = messages::mark_read(&mut transaction, sender, reader).await?;
    let about = ("User", Some(sender));
    audit_logs::write(
        &mut *transaction,
        trace,
        Some(&session.account),
        "conversation.opened",
        about,
        None,
    )
    .await?;
    transaction.commit().await?;
    Ok(Some(state))
}
