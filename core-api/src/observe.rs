//! What is known of every request: its id, its line in the log, and the body of its error.
//!
//! The log has the route and never the path's own words, no header, no body and no address.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

use crate::app::PATIENCE;
use crate::pages;
use crate::problem::Problem;

/// The header that a request's id comes and goes by.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The column `AuditLog.requestId` takes no more.
const LONGEST: usize = 64;

/// A request's id: the caller's own, or one that is made here.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

impl RequestId {
    fn of(request: &Request) -> Self {
        let given = request.headers().get(&HEADER);
        let given = given.and_then(|given| given.to_str().ok());
        match given.filter(|given| is_an_id(given)) {
            Some(given) => Self(given.to_owned()),
            None => Self(Uuid::new_v4().to_string()),
        }
    }
}

/// What may stand in a log and in a header as it is.
fn is_an_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:+/=".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(fits)
}

/// Gives the request its id, answers within [`PATIENCE`], writes the body of an error, and tells
/// the log.
pub(crate) async fn observe(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::of(&request);
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let is_page =
        !request.uri().path().starts_with("/api/") && !request.uri().path().starts_with("/health");

    let answer = tokio::time::timeout(PATIENCE, next.run(request)).await;
    let mut response =
        answer.unwrap_or_else(|_| axum::response::IntoResponse::into_response(Problem::Timeout));
    let problem = response.extensions_mut().remove::<Problem>();
    let cause = match &problem {
        Some(Problem::Internal(cause)) => Some(cause.clone()),
        _ => None,
    };
    if let Some(problem) = problem {
        response = if is_page {
            pages::problem(&problem, &id.0)
        } else {
            problem.into_json(&id.0)
        };
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(HEADER, value);
    }
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let latency = started.elapsed().as_secs_f64() * 1000.0;
    let status = response.status().as_u16();
    if response.status().is_server_error() {
        let cause = cause.as_deref();
        tracing::error!(request_id = id.0, route, %method, status, latency_ms = latency, cause, "request");
    } else {
        tracing::info!(request_id = id.0, route, %method, status, latency_ms = latency, "request");
    }
    response
}
