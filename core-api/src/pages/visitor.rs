//! Whoever visits a page: the session of the cookie, which only the pages' own forms can use.

use axum::extract::FromRequestParts;
use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::app::App;
use crate::problem::Problem;
use crate::session::{Session, cookie};

/// Somebody who has logged in. Who has not is led to the log-in, and back from there.
pub(super) struct Visitor(pub Session);

impl FromRequestParts<App> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        if parts.method == Method::POST && !is_own(&parts.headers) {
            return Err(Problem::Forbidden.into_response());
        }
        let session = match cookie(parts) {
            Some(token) => Session::of_token(app, &token).await,
            None => Err(Problem::Unauthenticated),
        };
        match session {
            Ok(session) => Ok(Self(session)),
            Err(Problem::Unauthenticated) => Err(Redirect::to(&log_in(parts)).into_response()),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

/// The log-in that leads back to where the visitor wanted to go.
fn log_in(parts: &Parts) -> String {
    let wanted = parts
        .uri
        .path_and_query()
        .map_or("/", |wanted| wanted.as_str());
    let is_worth_it = parts.method == Method::GET && wanted != "/";
    if is_worth_it {
        format!("/login?next={}", encode(wanted))
    } else {
        "/login".to_owned()
    }
}

/// `%2F` for whatever is not a letter, a digit, or one of `-._~`.
pub(super) fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encoded = text.bytes().map(|byte| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    });
    encoded.collect()
}

/// Whether a form was sent from a page of this server: browsers say from where, and what is no
/// browser has no cookie that others could use.
pub(super) fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(ORIGIN), text(HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}
