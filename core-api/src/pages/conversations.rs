//! The inbox, and conversations.

use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::audit_logs::Cursor;
use super::layout::{Page, at, further, lines, name, nothing, page, table, words};
use super::visitor::Visitor;
use crate::actions;
use crate::api::conversations::{parties, seen};
use crate::api::requests::{Asked, Filled, Named};
use crate::app::App;
use crate::problem::{Problem, Result};
use crate::session::Session;
use crate::store::audit_logs::Trace;
use crate::store::conversations::{self, Conversation, Parties, Party, Side};
use crate::store::messages::{self, Message};
use crate::store::page::Wanted;

pub(super) async fn list(
    State(app): State<App>,
    Visitor(session): Visitor,
    Asked(asked): Asked<Cursor>,
) -> Result<Page> {
    let wanted = Wanted::new(asked.cursor.as_deref(), None)?;
    let account = &session.account;
    let found = conversations::conversations(&app.pool, account.id, account.role, wanted).await?;
    let content = html! {
        (entries(&found.items))
        (further("/inbox?cursor=", found.next_cursor.as_deref()))
    };
    Ok(page(Some(&session), "Inbox", &content))
}

/// Conversations as a table.
pub(super) fn entries(found: &[Conversation]) -> Markup {
    let row = |talk: &Conversation| {
        let unread = talk.unread_count.max(0);
        vec![
            html! { a href={ "/conversations/" (talk.parties().path()) } { (called(talk.with.as_ref())) } },
            html! { @if unread > 0 { span.unread { (unread) " unread" } } @else { (nothing()) } },
            html! { (talk.messages) },
            words(&talk.last_message.excerpt),
            at(talk.last_message.created_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = found.iter().map(row).collect();
    table(
        "That with the youngest message first",
        &["With", "New", "Messages", "The last one", "When"],
        &rows,
        "There are no messages.",
    )
}

/// What somebody is called: also whoever has gone, or has no name.
fn called(party: Option<&Party>) -> Markup {
    let Some(party) = party else {
        return html! { span.quiet { "somebody who has gone" } };
    };
    name(party.name.as_deref().unwrap_or_default())
}

#[derive(Deserialize)]
pub(super) struct Shown {
    cursor: Option<String>,
    /// A message that the page is to show.
    message: Option<Uuid>,
}

pub(super) async fn one(
    State(app): State<App>,
    Visitor(session): Visitor,
    Named(sides): Named<(Side, Side)>,
    Asked(shown): Asked<Shown>,
) -> Result<Page> {
    let parties = parties(&session, sides)?;
    let talk = seen(&app, &session, &parties).await?;
    let wanted = wanted(&app, &session, &parties, &shown).await?;
    let found = messages::messages(&app.pool, &parties, wanted).await?;
    let users: Vec<Uuid> = parties.customer.into_iter().chain(parties.other).collect();
    let people = conversations::parties(&app.pool, &users).await?;
    let path = format!("/conversations/{}", parties.path());
    let is_part = parties.have(session.account.id);
    let content = html! {
        p { "With " (called(talk.with.as_ref())) ", " (talk.messages) " messages, " (talk.unread_count.max(0)) " unread." }
        @if is_part && talk.unread_count > 0 {
            form.plain method="post" action={ (path) "/open" } { button type="submit" { "I have read them" } }
        }
        (further(&format!("{path}?cursor="), found.next_cursor.as_deref()))
        ol.messages {
            @for message in &found.items { (entry(message, &session, &people, shown.message)) }
        }
        @if is_part && parties.opposite(session.account.id).is_some() { (reply(&path)) }
    };
    Ok(page(Some(&session), "Conversation", &content))
}

/// The page that was asked for: behind a cursor, or the one that shows a message.
async fn wanted(app: &App, session: &Session, parties: &Parties, shown: &Shown) -> Result<Wanted> {
    let mut wanted = Wanted::new(shown.cursor.as_deref(), None)?;
    if let (Some(id), None) = (shown.message, &shown.cursor) {
        let message = messages::message(&app.pool, id, session.only()).await?;
        let message = message.ok_or(Problem::NotFound("message"))?;
        wanted.after = messages::place_before(&app.pool, &message, parties).await?;
    }
    Ok(wanted)
}

fn entry(message: &Message, session: &Session, people: &[Party], wanted: Option<Uuid>) -> Markup {
    let is_own = message.sender_id == Some(session.account.id);
    let is_wanted = wanted == Some(message.id);
    let sender = message
        .sender_id
        .and_then(|id| people.iter().find(|party| party.user_id == id));
    html! {
        li.message.own[is_own].wanted[is_wanted] id={ "m-" (message.id) } data-message=(message.id) {
            div.quiet {
                @if is_own { "You" } @else { (called(sender)) }
                " · " (at(message.created_at))
                @if let Some(edited) = message.edited_at { " · changed " (at(edited)) }
            }
            (lines(&message.body))
        }
    }
}

fn reply(path: &str) -> Markup {
    html! {
        form.plain method="post" action={ (path) "/send" } {
            // A form that is sent twice is stored once.
            input type="hidden" name="client_message_id" value=(Uuid::new_v4());
            label for="body" { "Answer" }
            textarea id="body" name="body" dir="auto" required maxlength=(actions::messages::LONGEST) {}
            button type="submit" { "Send" }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Reply {
    body: String,
    client_message_id: Option<Uuid>,
}

pub(super) async fn send(
    State(app): State<App>,
    trace: Trace,
    Visitor(session): Visitor,
    Named(sides): Named<(Side, Side)>,
    Filled(reply): Filled<Reply>,
) -> Result<Redirect> {
    let parties = parties(&session, sides)?;
    let id = reply.client_message_id;
    // Forms send a line's end as two characters.
    let body = reply.body.replace("\r\n", "\n");
    actions::messages::send(&app, &trace, &session, &parties, &body, id).await?;
    Ok(Redirect::to(&format!("/conversations/{}", parties.path())))
}

pub(super) async fn open(
    State(app): State<App>,
    trace: Trace,
    Visitor(session): Visitor,
    Named(sides): Named<(Side, Side)>,
) -> Result<Redirect> {
    let parties = parties(&session, sides)?;
    actions::messages::open(&app, &trace, &session, &parties).await?;
    Ok(Redirect::to(&format!("/conversations/{}", parties.path())))
}
