//! Whether the program runs, and whether it can work.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::store;
use crate::values::Instant;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// How the program is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`, or `unavailable` where a service is.
    status: &'static str,
    /// Seconds since the program began.
    uptime: f64,
    /// Now.
    #[schema(value_type = String)]
    timestamp: Instant,
    /// Such as `staging`.
    environment: String,
    /// The program's.
    version: &'static str,
    /// What it needs.
    services: Services,
}

#[derive(Debug, Serialize, ToSchema)]
struct Services {
    /// `up`, `down`, or `unchecked` where nobody asked.
    database: &'static str,
}

impl Health {
    fn of(app: &App, database: &'static str) -> Self {
        Self {
            status: if database == "down" {
                "unavailable"
            } else {
                "ok"
            },
            uptime: app.started.elapsed().as_secs_f64(),
            timestamp: Instant::now(),
            environment: app.environment.to_string(),
            version: env!("CARGO_PKG_VERSION"),
            services: Services { database },
        }
    }
}

/// Whether the program runs; it asks nobody.
#[utoipa::path(get, path = "/health", tag = "health", security(()), responses((status = 200, body = Health)))]
pub(crate) async fn health(State(app): State<App>) -> Json<Health> {
    Json(Health::of(&app, "unchecked"))
}

/// Whether the program can work: its database answers, and has its tables.
#[utoipa::path(
    get, path = "/health/ready", tag = "health", security(()),
    responses((status = 200, body = Health), (status = 503, body = Health))
)]
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, Json<Health>) {
    // Whoever probes waits for a second or two, and not until a connection is given up.
    let asked = tokio::time::timeout(PATIENCE, store::is_ready(&app.pool));
    if asked.await.unwrap_or(false) {
        (StatusCode::OK, Json(Health::of(&app, "up")))
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            Json(Health::of(&app, "down")),
        )
    }
}
