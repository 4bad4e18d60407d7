//! Forms that customers fill in.

use axum::extract::State;
use maud::{Markup, html};
use uuid::Uuid;

use super::audit_logs::Cursor;
use super::layout::{Page, at, facts, further, json, maybe_at, page, table, words};
use super::visitor::Visitor;
use crate::api::requests::{Asked, Named};
use crate::app::App;
use crate::problem::{Problem, Result};
use crate::store::forms::{self, Form, FormStatus};
use crate::store::page::Wanted;

pub(super) async fn list(
    State(app): State<App>,
    Visitor(session): Visitor,
    Asked(asked): Asked<Cursor>,
) -> Result<Page> {
    let wanted = Wanted::new(asked.cursor.as_deref(), None)?;
    let found = forms::forms(&app.pool, session.only(), wanted).await?;
    let content = html! {
        (entries(&found.items))
        (further("/forms?cursor=", found.next_cursor.as_deref()))
    };
    Ok(page(Some(&session), "Forms", &content))
}

/// Forms as a table.
pub(super) fn entries(forms: &[Form]) -> Markup {
    let row = |form: &Form| {
        vec![
            html! { a href={ "/forms/" (form.id) } { (words(&form.kind)) } },
            html! { (status(form.status)) },
            at(form.created_at),
            maybe_at(form.submitted_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = forms.iter().map(row).collect();
    table(
        "The youngest first",
        &["Form", "State", "Begun", "Handed in"],
        &rows,
        "There are no forms.",
    )
}

fn status(status: FormStatus) -> &'static str {
    match status {
        FormStatus::Draft => "draft",
        FormStatus::Submitted => "submitted",
        FormStatus::Archived => "archived",
    }
}

pub(super) async fn one(
    State(app): State<App>,
    Visitor(session): Visitor,
    Named(id): Named<Uuid>,
) -> Result<Page> {
    let form = forms::form(&app.pool, id, session.only()).await?;
    let form = form.ok_or(Problem::NotFound("form"))?;
    let content = facts(&[
        ("kind", "Form", words(&form.kind)),
        ("status", "State", html! { (status(form.status)) }),
        ("data", "Filled in", json(&form.data)),
        ("submittedAt", "Handed in", maybe_at(form.submitted_at)),
        ("createdAt", "Begun", at(form.created_at)),
        ("updatedAt", "Changed", at(form.updated_at)),
    ]);
    Ok(page(Some(&session), "Form", &content))
}
