//! What all pages have: head, navigation, and the ways in which values are shown.
//!
//! Every value is escaped by `maud`. Words that people wrote run in their own direction
//! (`dir=auto`), isolated from those around them, and break where they must.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use crate::session::Session;
use crate::values::{Instant, Json};

/// Nothing is loaded but our own style, nothing is run, and nobody frames a page. The empty icon
/// is an address of its own kind.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page, ready to be sent.
pub(super) struct Page {
    status: StatusCode,
    markup: Markup,
}

/// The page `title` for somebody, or for nobody who has logged in.
pub(super) fn page(session: Option<&Session>, title: &str, content: &Markup) -> Page {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Connsura" }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
            }
            body {
                a.skip href="#content" { "To the content" }
                header {
                    a.brand href="/" { "Connsura" }
                    @if let Some(session) = session { (navigation(session)) }
                }
                main id="content" { h1 { (title) } (content) }
            }
        }
    };
    Page {
        status: StatusCode::OK,
        markup,
    }
}

fn navigation(session: &Session) -> Markup {
    let links: &[(&str, &str)] = if session.is_admin() {
        &[
            ("/customers", "Customers"),
            ("/inbox", "Inbox"),
            ("/shares", "Shares"),
            ("/uploads", "Uploads"),
            ("/forms", "Forms"),
            ("/admins", "Admins"),
            ("/audit-logs", "Audit log"),
        ]
    } else {
        &[
            ("/inbox", "Inbox"),
            ("/shares", "Shares"),
            ("/uploads", "Uploads"),
            ("/forms", "Forms"),
        ]
    };
    let name = session.account.name.as_deref().unwrap_or("no name");
    html! {
        nav aria-label="Main" {
            ul {
                @for (path, label) in links { li { a href=(path) { (label) } } }
            }
        }
        form.who method="post" action="/logout" {
            @match session.account.customer_id {
                Some(id) => { a href={ "/customers/" (id) } { (words(name)) } }
                None => { (words(name)) }
            }
            button type="submit" { "Log out" }
        }
    }
}

impl Page {
    /// The same with another status.
    pub(super) fn with(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let headers: [(HeaderName, &str); 4] = [
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (REFERRER_POLICY, "same-origin"),
            (CACHE_CONTROL, "no-store"),
        ];
        (self.status, headers, self.markup).into_response()
    }
}

/// What somebody wrote, in one line.
pub(super) fn words(text: &str) -> Markup {
    html! { bdi.words dir="auto" { (text) } }
}

/// A name that a link can bear, even where there is nothing to see of it.
pub(super) fn name(text: &str) -> Markup {
    html! {
        (words(text))
        @if text.trim().is_empty() { "(no name)" }
    }
}

/// What somebody wrote, in several lines.
pub(super) fn lines(text: &str) -> Markup {
    html! { div.lines dir="auto" { (text) } }
}

/// What need not be there.
pub(super) fn maybe(text: Option<&str>) -> Markup {
    match text {
        Some(text) => words(text),
        None => nothing(),
    }
}

/// What is not there, said so that it is heard as well.
pub(super) fn nothing() -> Markup {
    html! { span.nothing aria-label="not given" { "–" } }
}

/// A list of texts.
pub(super) fn list(list: Option<&Json>) -> Markup {
    let Some(list) = list else { return nothing() };
    match list.texts() {
        Some(texts) if texts.is_empty() => nothing(),
        Some(texts) => html! {
            ul.list { @for text in &texts { li { (maybe(text.as_deref())) } } }
        },
        None => json(list),
    }
}

/// JSON as it is, in a box that scrolls.
pub(super) fn json(json: &Json) -> Markup {
    html! { pre.json tabindex="0" { code { (json.text()) } } }
}

/// A moment.
pub(super) fn at(instant: Instant) -> Markup {
    let text = instant.to_string();
    html! { time datetime=(text) { (text) } }
}

/// A moment that need not have come.
pub(super) fn maybe_at(instant: Option<Instant>) -> Markup {
    instant.map_or_else(nothing, at)
}

/// Names and values, each of which bears the column's name for programs that look.
pub(super) fn facts(facts: &[(&str, &str, Markup)]) -> Markup {
    html! {
        dl.facts {
            @for (column, label, value) in facts {
                div { dt { (label) } dd data-column=(column) { (value) } }
            }
        }
    }
}

/// A table with these headings; what stands there where it has no rows.
pub(super) fn table(caption: &str, headings: &[&str], rows: &[Vec<Markup>], none: &str) -> Markup {
    if rows.is_empty() {
        return html! { p.empty { (none) } };
    }
    html! {
        div.scroll tabindex="0" {
            table {
                caption { (caption) }
                thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
            }
        }
    }
}

/// The way on, where there is one. `path` ends with what stands before the cursor.
pub(super) fn further(path: &str, cursor: Option<&str>) -> Markup {
    html! {
        @if let Some(cursor) = cursor {
            nav.further aria-label="Pages" { a rel="next" href={ (path) (cursor) } { "Older" } }
        }
    }
}
