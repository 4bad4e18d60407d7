//! How a fault is planted on pages: between the router and the browser.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};

/// A fault.
pub(super) struct Fault {
    pub(super) name: &'static str,
    /// The tables whose pages show it.
    pub(super) only: &'static [&'static str],
    /// Whether it shows in whole lists: otherwise these are left out.
    pub(super) in_lists: bool,
    /// What a finding of it may be called.
    pub(super) kinds: &'static [&'static str],
    pub(super) how: How,
}

/// What a fault changes.
pub(super) enum How {
    /// The HTML of pages.
    Page(fn(String) -> String),
    /// The same, of pages that may run scripts.
    Script(fn(String) -> String),
    /// The style sheet.
    Style(fn(String) -> String),
    /// What is asked for.
    Request(fn(&str) -> String),
    /// What is not there.
    Gone(&'static str),
}

/// The router with a fault before it.
pub(super) fn planted(app: Router, how: How) -> Router {
    let how = std::sync::Arc::new(how);
    app.layer(from_fn(move |request, next| {
        let how = std::sync::Arc::clone(&how);
        async move { answer(request, next, &how).await }
    }))
}

async fn answer(mut request: Request, next: Next, how: &How) -> Response {
    let path = request.uri().path().to_owned();
    if let How::Gone(gone) = how
        && path == *gone
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    if let How::Request(change) = how {
        let uri = request.uri().to_string();
        *request.uri_mut() = change(&uri).parse::<Uri>().unwrap();
    }
    let is_style = path == "/style.css";
    let (mut parts, body) = next.run(request).await.into_parts();
    let change = match how {
        How::Page(change) if is_html(&parts.headers) => change,
        How::Script(change) if is_html(&parts.headers) => {
            parts.headers.remove(header::CONTENT_SECURITY_POLICY);
            change
        }
        How::Style(change) if is_style => change,
        _ => return Response::from_parts(parts, body),
    };
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let text = change(String::from_utf8(bytes.to_vec()).unwrap());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(text))
}

fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html"))
}

/// The page with what stands between `start` and `end` changed, wherever that is.
pub(super) fn between(
    page: &str,
    start: &str,
    end: &str,
    change: impl Fn(&str) -> String,
) -> String {
    let mut changed = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(start) {
        let (inner, behind) = after.split_once(end).unwrap();
        changed += before;
        changed += start;
        changed += &change(inner);
        changed += end;
        rest = behind;
    }
    changed + rest
}

/// Text as HTML that nobody has escaped.
pub(super) fn raw(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}
