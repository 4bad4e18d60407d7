//! The core API over databases that the program reset: who may see what, what is counted, what is
//! written down, and what is refused.

mod audit;
mod health;
mod lists;
mod messages;
pub(crate) mod prune;
mod requests;
mod session;
mod shares;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use core_api::{App, Keys, router};
use serde_json::{Value, json};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use crate::support::{Database, Machine};

/// What signs the tests' tokens.
pub(crate) const SECRET: &[u8] = b"a secret of the tests, of 32 bytes";

/// The password of all users of the local database.
pub(crate) const PASSWORD: &str = "connsura-local-only";

/// The API, without a server of HTTP.
pub(crate) struct Api {
    runtime: Runtime,
    router: axum::Router,
    pub(crate) database: Database,
    pub(crate) machine: Machine,
}

/// What it answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body of an answer that must have this status.
    pub(crate) fn of(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        if self.text.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }
}

impl Api {
    /// Over a scenario's rows.
    pub(crate) fn over(scenario: &str) -> Self {
        let machine = Machine::with_server();
        machine.succeed(&["reset", scenario]);
        let database = machine.database();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let router = runtime.block_on(async { over(&database.url) });
        Self {
            runtime,
            router,
            database,
            machine,
        }
    }

    pub(crate) fn call(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(answer(self.router.clone(), request))
    }

    /// All at the same time.
    pub(crate) fn calls(&self, requests: Vec<Request<Body>>) -> Vec<Answer> {
        self.runtime.block_on(async {
            let calls: Vec<_> = requests
                .into_iter()
                .map(|request| tokio::spawn(answer(self.router.clone(), request)))
                .collect();
            let mut answers = Vec::new();
            for call in calls {
                answers.push(call.await.unwrap());
            }
            answers
        })
    }

    pub(crate) fn get(&self, token: &str, path: &str) -> Answer {
        self.call(request("GET", token, path, &Value::Null))
    }

    pub(crate) fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        self.call(request("POST", token, path, body))
    }

    /// Logs in, and returns the token.
    pub(crate) fn log_in(&self, email: &str) -> String {
        let credentials = json!({ "email": email, "password": PASSWORD });
        let answer = self.post("", "/api/v1/log-in", &credentials).of(200);
        answer["token"].as_str().unwrap().to_owned()
    }

    pub(crate) fn admin(&self) -> String {
        self.log_in("admin-1@connsura.example")
    }

    /// Every item of a list, asked for a page at a time.
    pub(crate) fn list(&self, token: &str, path: &str, limit: usize) -> Vec<Value> {
        let sign = if path.contains('?') { '&' } else { '?' };
        let mut items = Vec::new();
        let mut next = format!("{path}{sign}limit={limit}");
        loop {
            let page = self.get(token, &next).of(200);
            let shown = page["items"].as_array().unwrap();
            assert!(shown.len() <= limit, "{next}: {}", shown.len());
            items.extend(shown.iter().cloned());
            match page["nextCursor"].as_str() {
                Some(cursor) => {
                    assert_eq!(shown.len(), limit, "{next}: a page that is not full");
                    next = format!("{path}{sign}limit={limit}&cursor={cursor}");
                }
                None => return items,
            }
        }
    }

    /// Two customers: their accounts, profiles and addresses.
    pub(crate) fn two_customers(&self) -> [Customer; 2] {
        let rows = self.database.texts(
            r#"SELECT concat_ws(' ', "User".id, "Customer".id, email) FROM "User" JOIN "Customer" ON "userId" = "User".id
               WHERE email ~ '^[a-z0-9.+-]+@[a-z0-9.-]+[.]example$' ORDER BY email LIMIT 2"#,
        );
        let customer = |row: &String| {
            let parts: Vec<&str> = row.split(' ').collect();
            Customer {
                user: parts[0].to_owned(),
                id: parts[1].to_owned(),
                email: parts[2].to_owned(),
                token: self.log_in(parts[2]),
            }
        };
        [customer(&rows[0]), customer(&rows[1])]
    }

    pub(crate) fn id_of(&self, email: &str) -> String {
        self.database.text(&format!(
            r#"SELECT id::text FROM "User" WHERE email = '{email}'"#
        ))
    }
}

/// A customer who has logged in.
pub(crate) struct Customer {
    pub(crate) user: String,
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) token: String,
}

/// The router over a database.
pub(crate) fn over(url: &str) -> axum::Router {
    over_pool(pool(url))
}

/// Connections to a database.
pub(crate) fn pool(url: &str) -> PgPool {
    PgPoolOptions::new()
        .max_connections(4)
        .test_before_acquire(false)
        .acquire_timeout(std::time::Duration::from_secs(5))
        .connect_lazy(url)
        .unwrap()
}

/// The router over these connections.
pub(crate) fn over_pool(pool: PgPool) -> axum::Router {
    router(App::new(pool, Keys::new(SECRET), "test"))
}

pub(crate) fn request(method: &str, token: &str, path: &str, body: &Value) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if body.is_null() {
        return request.body(Body::empty()).unwrap();
    }
    let request = request.header("content-type", "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}

async fn answer(router: axum::Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}
