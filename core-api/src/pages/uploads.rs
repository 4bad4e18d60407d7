//! Uploaded files: what is known of them.

use axum::extract::State;
use maud::{Markup, html};
use uuid::Uuid;

use super::audit_logs::Cursor;
use super::layout::{Page, at, facts, further, maybe, maybe_at, name, page, table, words};
use super::visitor::Visitor;
use crate::api::requests::{Asked, Named};
use crate::app::App;
use crate::problem::{Problem, Result};
use crate::store::page::Wanted;
use crate::store::uploads::{self, Upload};

pub(super) async fn list(
    State(app): State<App>,
    Visitor(session): Visitor,
    Asked(asked): Asked<Cursor>,
) -> Result<Page> {
    let wanted = Wanted::new(asked.cursor.as_deref(), None)?;
    let found = uploads::uploads(&app.pool, session.only(), wanted).await?;
    let content = html! {
        (entries(&found.items))
        (further("/uploads?cursor=", found.next_cursor.as_deref()))
    };
    Ok(page(Some(&session), "Uploads", &content))
}

/// Uploads as a table.
pub(super) fn entries(uploads: &[Upload]) -> Markup {
    let row = |upload: &Upload| {
        vec![
            html! { a href={ "/uploads/" (upload.id) } { (name(&upload.file_name)) } },
            maybe(upload.mime_type.as_deref()),
            html! { (upload.size_bytes) },
            at(upload.created_at),
            maybe_at(upload.deleted_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = uploads.iter().map(row).collect();
    table(
        "The youngest first",
        &["File", "Kind", "Bytes", "Since", "Deleted"],
        &rows,
        "There are no files.",
    )
}

pub(super) async fn one(
    State(app): State<App>,
    Visitor(session): Visitor,
    Named(id): Named<Uuid>,
) -> Result<Page> {
    let upload = uploads::upload(&app.pool, id, session.only()).await?;
    let upload = upload.ok_or(Problem::NotFound("upload"))?;
    let content = facts(&[
        ("fileName", "File", words(&upload.file_name)),
        ("mimeType", "Kind", maybe(upload.mime_type.as_deref())),
        ("sizeBytes", "Bytes", html! { (upload.size_bytes) }),
        ("sha256", "SHA-256", maybe(upload.sha256.as_deref())),
        ("storageKey", "Kept as", words(&upload.storage_key)),
        ("createdAt", "Since", at(upload.created_at)),
        ("deletedAt", "Deleted", maybe_at(upload.deleted_at)),
    ]);
    Ok(page(Some(&session), "Upload", &content))
}
