//! Admins.

use axum::extract::State;
use maud::{Markup, html};
use uuid::Uuid;

use super::audit_logs::Cursor;
use super::layout::{Page, at, facts, further, list as texts, maybe, name, page, table, words};
use super::visitor::Visitor;
use crate::api::requests::{Asked, Named};
use crate::app::App;
use crate::problem::{Problem, Result};
use crate::store::accounts::{self, Admin};
use crate::store::page::Wanted;

pub(super) async fn list(
    State(app): State<App>,
    Visitor(session): Visitor,
    Asked(asked): Asked<Cursor>,
) -> Result<Page> {
    session.admins_only()?;
    let found = accounts::admins(&app.pool, Wanted::new(asked.cursor.as_deref(), None)?).await?;
    let row = |admin: &Admin| {
        vec![
            html! { a href={ "/admins/" (admin.id) } { (name(&admin.full_name)) } },
            maybe(admin.title.as_deref()),
            words(&admin.email),
            texts(admin.permissions.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = found.items.iter().map(row).collect();
    let content = html! {
        (table("The youngest first", &["Name", "Title", "E-mail", "May"], &rows, "There are no admins."))
        (further("/admins?cursor=", found.next_cursor.as_deref()))
    };
    Ok(page(Some(&session), "Admins", &content))
}

pub(super) async fn one(
    State(app): State<App>,
    Visitor(session): Visitor,
    Named(id): Named<Uuid>,
) -> Result<Page> {
    session.admins_only()?;
    let admin = accounts::admin(&app.pool, id)
        .await?
        .ok_or(Problem::NotFound("admin"))?;
    let content = facts(&[
        ("fullName", "Name", words(&admin.full_name)),
        ("title", "Title", maybe(admin.title.as_deref())),
        ("email", "E-mail", words(&admin.email)),
        ("permissions", "May", texts(admin.permissions.as_ref())),
        ("createdAt", "Since", at(admin.created_at)),
        ("updatedAt", "Changed", at(admin.updated_at)),
    ]);
    Ok(page(Some(&session), "Admin", &content))
}
