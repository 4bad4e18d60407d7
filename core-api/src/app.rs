//! What all handlers share, and the router apart from the server.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::Request;
use axum::routing::get;
use sqlx::PgPool;
use tower::ServiceBuilder;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::problem::Problem;
use crate::session::Keys;
use crate::{api, observe, pages};

/// The largest body that is read, in bytes: the longest message, escaped, and some more.
const BODY: usize = 256 * 1024;

/// How long a request may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How long a body may rest while it comes.
const REST: Duration = Duration::from_secs(10);

/// What all handlers share.
#[derive(Clone)]
pub struct App {
    pub(crate) pool: PgPool,
    pub(crate) keys: Keys,
    pub(crate) environment: Arc<str>,
    pub(crate) started: Instant,
}

impl App {
    /// An API over a database, whose sessions these keys sign, in an environment of that name.
    pub fn new(pool: PgPool, keys: Keys, environment: &str) -> Self {
        Self {
            pool,
            keys,
            environment: environment.into(),
            started: Instant::now(),
        }
    }
}

/// All routes: the API, the pages, and the health of both. No server is needed to call them.
pub fn router(app: App) -> Router {
    let (api, document) = api::router().split_for_parts();
    let document = Arc::new(document);
    Router::new()
        .merge(api)
        .merge(pages::router())
        .route(
            "/api/v1/openapi.json",
            get(move || async move { axum::Json((*document).clone()) }),
        )
        .fallback(|| async { Problem::NotFound("path") })
        .method_not_allowed_fallback(|| async { Problem::Method })
        .layer(DefaultBodyLimit::max(BODY))
        .layer(
            ServiceBuilder::new()
                .layer(RequestBodyTimeoutLayer::new(REST))
                .map_request(|request: Request<_>| request.map(Body::new)),
        )
        .layer(axum::middleware::from_fn(observe::observe))
        .with_state(app)
}

/// The OpenAPI document.
pub fn document() -> utoipa::openapi::OpenApi {
    api::router().split_for_parts().1
}
