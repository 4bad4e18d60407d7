//! The pages, made here and sent as they are: no build step, no script.

mod accounts;
mod audit_logs;
mod conversations;
mod customers;
mod forms;
mod layout;
mod log_in;
mod shares;
mod uploads;
mod visitor;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use maud::html;

use self::visitor::Visitor;
use crate::app::App;
use crate::problem::Problem;

/// All pages.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/style.css", get(style))
        .route("/login", get(log_in::form).post(log_in::log_in))
        .route("/logout", post(log_in::log_out))
        .route("/customers", get(customers::list))
        .route("/customers/{id}", get(customers::one))
        .route("/admins", get(accounts::list))
        .route("/admins/{id}", get(accounts::one))
        .route("/inbox", get(conversations::list))
        .route("/conversations/{customer}/{other}", get(conversations::one))
        .route(
            "/conversations/{customer}/{other}/send",
            post(conversations::send),
        )
        .route(
            "/conversations/{customer}/{other}/open",
            post(conversations::open),
        )
        .route("/shares", get(shares::list))
        .route("/shares/{id}", get(shares::one))
        .route("/shares/{id}/{step}", post(shares::take))
        .route("/audit-logs", get(audit_logs::list))
        .route("/audit-logs/{id}", get(audit_logs::one))
        .route("/uploads", get(uploads::list))
        .route("/uploads/{id}", get(uploads::one))
        .route("/forms", get(forms::list))
        .route("/forms/{id}", get(forms::one))
}

async fn home(Visitor(session): Visitor) -> Redirect {
    Redirect::to(start(session.is_admin()))
}

/// Where somebody begins.
fn start(is_admin: bool) -> &'static str {
    if is_admin { "/customers" } else { "/inbox" }
}

async fn style() -> Response {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("style.css"),
    )
        .into_response()
}

/// The page of an error. Whoever has not logged in is led to where one does.
pub(crate) fn problem(problem: &Problem, request_id: &str) -> Response {
    let (status, _) = problem.status();
    let content = html! {
        p.error role="alert" { (problem) }
        @if let Problem::Invalid(violations) = problem {
            ul { @for violation in violations { li { (violation.field) ": " (violation.message) } } }
        }
        p.quiet { "Request " code { (request_id) } }
        p { a href="/" { "Go on" } }
    };
    let title = status.canonical_reason().unwrap_or("Something went wrong");
    layout::page(None, title, &content)
        .with(status)
        .into_response()
}
