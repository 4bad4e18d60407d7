//! The API's routes, below `/api/v1`, and the document that describes them.

mod accounts;
mod audit_logs;
pub(crate) mod conversations;
mod customers;
mod forms;
mod health;
mod log_in;
mod messages;
pub(crate) mod requests;
mod shares;
mod uploads;

use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Connsura core API",
        description = "Customers share insurance profiles and exchange messages with admins. A customer sees \
                       what is its own, an admin sees everything. Every list comes in pages: `nextCursor` of one is \
                       `cursor` of the next.",
        license(name = "MIT")
    ),
    modifiers(&Bearer),
    security(("bearer" = []))
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let components = openapi.components.get_or_insert_with(Default::default);
        components.add_security_scheme("bearer", scheme);
    }
}

/// All routes of the API, with their document.
pub(crate) fn router() -> OpenApiRouter<App> {
    let mut router = routes();
    let paths = router.get_openapi_mut().paths.paths.values_mut();
    for operation in paths.flat_map(|item| [&mut item.get, &mut item.post]) {
        operation.iter_mut().for_each(add_problems);
    }
    router
}

/// Adds what any operation may be answered with that takes what this one takes.
fn add_problems(operation: &mut Operation) {
    let takes_body = operation.request_body.is_some();
    let takes_something = takes_body
        || operation
            .parameters
            .as_ref()
            .is_some_and(|all| !all.is_empty());
    let needs_session = operation.security.is_none();
    let problems = [
        ("400", "What was sent is not allowed", takes_something),
        (
            "401",
            "Nobody has logged in, or the session has ended",
            needs_session,
        ),
        ("408", "The body did not come in time", takes_body),
        ("413", "The body is too large", takes_body),
        ("500", "Something went wrong here", true),
        ("503", "The database cannot be reached", true),
        ("504", "It took too long", true),
    ];
    for (status, description, _) in problems.into_iter().filter(|(_, _, applies)| *applies) {
        let responses = &mut operation.responses.responses;
        responses
            .entry(status.to_owned())
            .or_insert_with(|| problem(description));
    }
}

fn problem(description: &str) -> RefOr<Response> {
    let body = Content::new(Some(Ref::from_schema_name("ErrorBody")));
    let response = ResponseBuilder::new().description(description);
    RefOr::T(response.content("application/json", body).build())
}

fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(health::health))
        .routes(routes!(health::ready))
        .routes(routes!(log_in::log_in))
        .routes(routes!(log_in::log_out))
        .routes(routes!(accounts::me))
        .routes(routes!(accounts::user))
        .routes(routes!(accounts::admins))
        .routes(routes!(accounts::admin))
        .routes(routes!(customers::customers))
        .routes(routes!(customers::customer))
        .routes(routes!(conversations::conversations))
        .routes(routes!(conversations::conversation))
        .routes(routes!(conversations::messages, conversations::send))
        .routes(routes!(conversations::open))
        .routes(routes!(conversations::read_states))
        .routes(routes!(messages::message))
        .routes(routes!(shares::shares, shares::create))
        .routes(routes!(shares::share))
        .routes(routes!(shares::accept))
        .routes(routes!(shares::close))
        .routes(routes!(shares::revoke))
        .routes(routes!(shares::reopen))
        .routes(routes!(audit_logs::audit_logs))
        .routes(routes!(audit_logs::audit_log))
        .routes(routes!(uploads::uploads))
        .routes(routes!(uploads::upload))
        .routes(routes!(forms::forms))
        .routes(routes!(forms::form))
}
