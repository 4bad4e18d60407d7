//! The audit log.

use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::layout::{Page, at, facts, further, json, maybe, nothing, page, table, words};
use super::visitor::Visitor;
use crate::api::requests::{Asked, Named};
use crate::app::App;
use crate::problem::{Problem, Result};
use crate::store::accounts::Role;
use crate::store::audit_logs::{self, AuditLog};
use crate::store::page::Wanted;

#[derive(Deserialize)]
pub(super) struct Cursor {
    pub(super) cursor: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    Visitor(session): Visitor,
    Asked(asked): Asked<Cursor>,
) -> Result<Page> {
    session.admins_only()?;
    let wanted = Wanted::new(asked.cursor.as_deref(), None)?;
    let found = audit_logs::audit_logs(&app.pool, None, None, wanted).await?;
    let row = |entry: &AuditLog| {
        vec![
            html! { a href={ "/audit-logs/" (entry.id) } { (at(entry.created_at)) } },
            words(&entry.action),
            words(&entry.entity_type),
            role(entry.actor_role),
        ]
    };
    let rows: Vec<Vec<Markup>> = found.items.iter().map(row).collect();
    let content = html! {
        (table("The youngest first", &["When", "What", "To", "By"], &rows, "Nothing has happened."))
        (further("/audit-logs?cursor=", found.next_cursor.as_deref()))
    };
    Ok(page(Some(&session), "Audit log", &content))
}

fn role(role: Option<Role>) -> Markup {
    match role {
        Some(Role::Customer) => html! { "customer" },
        Some(Role::Admin) => html! { "admin" },
        None => nothing(),
    }
}

fn id(id: Option<Uuid>) -> Markup {
    id.map_or_else(nothing, |id| html! { code { (id) } })
}

pub(super) async fn one(
    State(app): State<App>,
    Visitor(session): Visitor,
    Named(wanted): Named<Uuid>,
) -> Result<Page> {
    session.admins_only()?;
    let entry = audit_logs::audit_log(&app.pool, wanted).await?;
    let entry = entry.ok_or(Problem::NotFound("audit row"))?;
    let content = facts(&[
        ("createdAt", "When", at(entry.created_at)),
        ("action", "What", words(&entry.action)),
        ("entityType", "To", words(&entry.entity_type)),
        ("entityId", "To which", id(entry.entity_id)),
        ("actorId", "By", id(entry.actor_id)),
        ("actorRole", "Being", role(entry.actor_role)),
        ("requestId", "Request", maybe(entry.request_id.as_deref())),
        ("ipAddress", "From", maybe(entry.ip_address.as_deref())),
        ("userAgent", "With", maybe(entry.user_agent.as_deref())),
        (
            "metadata",
            "Details",
            entry.metadata.as_ref().map_or_else(nothing, json),
        ),
    ]);
    Ok(page(Some(&session), "Audit row", &content))
}
