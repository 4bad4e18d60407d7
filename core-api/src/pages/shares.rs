//! Shares of profiles.

use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use uuid::Uuid;

use super::audit_logs::Cursor;
use super::layout::{
    Page, at, facts, further, lines, list as texts, maybe, maybe_at, nothing, page, table,
};
use super::visitor::Visitor;
use crate::actions;
use crate::api::requests::{Asked, Named};
use crate::app::App;
use crate::problem::{Problem, Result};
use crate::store::audit_logs::Trace;
use crate::store::page::Wanted;
use crate::store::shares::{self, ProfileShare, ShareStatus, Step};
use crate::values::Instant;

pub(super) async fn list(
    State(app): State<App>,
    Visitor(session): Visitor,
    Asked(asked): Asked<Cursor>,
) -> Result<Page> {
    let wanted = Wanted::new(asked.cursor.as_deref(), None)?;
    let found = shares::shares(&app.pool, session.only(), wanted).await?;
    let content = html! {
        (entries(&found.items))
        (further("/shares?cursor=", found.next_cursor.as_deref()))
    };
    Ok(page(Some(&session), "Shares", &content))
}

/// Shares as a table.
pub(super) fn entries(shares: &[ProfileShare]) -> Markup {
    let row = |share: &ProfileShare| {
        vec![
            html! { a href={ "/shares/" (share.id) } { (at(share.created_at)) } },
            html! { (status(share)) },
            recipient(share),
            texts(share.sections.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = shares.iter().map(row).collect();
    table(
        "The youngest first",
        &["Offered", "State", "With", "Parts"],
        &rows,
        "Nothing is shared.",
    )
}

fn status(share: &ProfileShare) -> &'static str {
    match share.status {
        ShareStatus::Pending if has_expired(share) => "offered, and expired",
        ShareStatus::Pending => "offered",
        ShareStatus::Active => "active",
        ShareStatus::Closed => "closed",
        ShareStatus::Revoked => "revoked",
    }
}

fn has_expired(share: &ProfileShare) -> bool {
    share
        .expires_at
        .is_some_and(|until| until <= Instant::now())
}

fn recipient(share: &ProfileShare) -> Markup {
    match (share.recipient_user_id, &share.recipient_email) {
        (Some(user), _) => html! { code { (user) } },
        (None, email) => maybe(email.as_deref()),
    }
}

pub(super) async fn one(
    State(app): State<App>,
    Visitor(session): Visitor,
    Named(id): Named<Uuid>,
) -> Result<Page> {
    let share = shares::share(&app.pool, id, session.only()).await?;
    let share = share.ok_or(Problem::NotFound("share"))?;
    let own = session.account.id;
    let is_giver = share.customer_user_id == own;
    // Customers see nothing but what they gave or may take.
    let is_offered = share.recipient_user_id.is_none() && !session.is_admin() && !is_giver;
    let is_taker = share.recipient_user_id == Some(own) || is_offered;
    let steps = [
        (
            Step::Accept,
            "accept",
            "Accept",
            is_taker && !has_expired(&share),
        ),
        (Step::Close, "close", "Close", is_giver || is_taker),
        (Step::Revoke, "revoke", "Take back", is_giver),
        (Step::Reopen, "reopen", "Open again", is_giver),
    ];
    let content = html! {
        (profile(&share))
        @for (step, word, label, may) in steps {
            @if may && step.from().contains(&share.status) {
                form.plain method="post" action={ "/shares/" (share.id) "/" (word) } {
                    button type="submit" { (label) }
                }
            }
        }
    };
    Ok(page(Some(&session), "Share", &content))
}

fn profile(share: &ProfileShare) -> Markup {
    facts(&[
        ("status", "State", html! { (status(share)) }),
        (
            "customerId",
            "Of",
            html! { a href={ "/customers/" (share.customer_id) } { code { (share.customer_id) } } },
        ),
        (
            "recipientUserId",
            "With",
            share
                .recipient_user_id
                .map_or_else(nothing, |id| html! { code { (id) } }),
        ),
        (
            "recipientEmail",
            "With the address",
            maybe(share.recipient_email.as_deref()),
        ),
        ("sections", "Parts", texts(share.sections.as_ref())),
        (
            "note",
            "Note",
            share.note.as_deref().map_or_else(nothing, lines),
        ),
        (
            "expiresAt",
            "To be accepted until",
            maybe_at(share.expires_at),
        ),
        ("acceptedAt", "Accepted", maybe_at(share.accepted_at)),
        ("closedAt", "Closed", maybe_at(share.closed_at)),
        ("revokedAt", "Taken back", maybe_at(share.revoked_at)),
        ("createdAt", "Offered", at(share.created_at)),
        ("updatedAt", "Changed", at(share.updated_at)),
    ])
}

pub(super) async fn take(
    State(app): State<App>,
    trace: Trace,
    Visitor(session): Visitor,
    Named((id, step)): Named<(Uuid, String)>,
) -> Result<Redirect> {
    let step = match step.as_str() {
        "accept" => Step::Accept,
        "close" => Step::Close,
        "revoke" => Step::Revoke,
        "reopen" => Step::Reopen,
        _ => return Err(Problem::NotFound("path")),
    };
    actions::shares::take(&app, &trace, &session, id, step).await?;
    Ok(Redirect::to(&format!("/shares/{id}")))
}
