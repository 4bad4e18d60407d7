//! Logging in and out by a form.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use serde::Deserialize;

use super::layout::{Page, page};
use super::visitor::{Visitor, is_own};
use crate::actions;
use crate::api::requests::{Asked, Filled};
use crate::app::App;
use crate::problem::{Problem, Result};
use crate::session::{COOKIE_NAME, LIFETIME};
use crate::store::audit_logs::Trace;

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(super) struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn form(Asked(Next { next }): Asked<Next>) -> Page {
    blank("", &next, None)
}

fn blank(email: &str, next: &str, wrong: Option<&str>) -> Page {
    let content = html! {
        @if let Some(wrong) = wrong { p.error role="alert" { (wrong) } }
        form.plain method="post" action="/login" {
            label for="email" { "E-mail address" }
            input id="email" name="email" type="text" inputmode="email" autocomplete="username" dir="auto" required value=(email);
            label for="password" { "Password" }
            input id="password" name="password" type="password" autocomplete="current-password" required;
            input type="hidden" name="next" value=(next);
            button type="submit" { "Log in" }
        }
    };
    page(None, "Log in", &content)
}

pub(super) async fn log_in(
    State(app): State<App>,
    trace: Trace,
    headers: HeaderMap,
    Filled(given): Filled<Credentials>,
) -> Result<Response> {
    if !is_own(&headers) {
        return Err(Problem::Forbidden);
    }
    match actions::log_in::log_in(&app, &trace, &given.email, &given.password).await {
        Ok((session, token)) => {
            let cookie = format!(
                "{COOKIE_NAME}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}",
                LIFETIME.as_secs()
            );
            let to = if is_path(&given.next) {
                given.next.as_str()
            } else {
                super::start(session.is_admin())
            };
            Ok(([(SET_COOKIE, cookie)], Redirect::to(to)).into_response())
        }
        Err(wrong @ Problem::WrongPassword) => {
            let said = wrong.to_string();
            let page = blank(&given.email, &given.next, Some(&said));
            Ok(page.with(StatusCode::UNAUTHORIZED).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// A path of this server, and not `//another.example`.
fn is_path(next: &str) -> bool {
    let mut bytes = next.bytes();
    bytes.next() == Some(b'/')
        && !matches!(bytes.next(), Some(b'/' | b'\\'))
        && next.bytes().all(|byte| byte.is_ascii_graphic())
}

pub(super) async fn log_out(
    State(app): State<App>,
    trace: Trace,
    Visitor(session): Visitor,
) -> Result<Response> {
    actions::log_in::log_out(&app, &trace, &session).await?;
    let cookie = format!("{COOKIE_NAME}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/login")).into_response())
}
