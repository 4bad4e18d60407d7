//! `connsura-seed exercise` against the core API on loopback: nothing is found where nothing is
//! wrong, and what is wrong is found.

pub(crate) mod browser;
mod described;
mod elsewhere;
mod ends;
mod faults;
mod interrupted;
mod pages;
mod whole;

use axum::Router;
use serde_json::Value;
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::api::{PASSWORD, over_pool, pool};
use crate::support::{Database, Machine, Run};

/// The core API over a scenario's rows, on loopback.
pub(crate) struct Staged {
    runtime: Runtime,
    pool: PgPool,
    pub(crate) machine: Machine,
    pub(crate) database: Database,
    /// The hash that the reset gave all users.
    pub(crate) hash: String,
}

impl Staged {
    /// The rows of a scenario. Their password's hash is one that is compared in no time: how long
    /// that takes is nothing that is tested here.
    pub(crate) fn over(scenario: &str) -> Self {
        let machine = Machine::with_server();
        machine.succeed(&["reset", scenario]);
        Self::of(machine, PASSWORD)
    }

    /// The rows that a machine's database holds, with this password.
    pub(crate) fn of(machine: Machine, password: &str) -> Self {
        let database = machine.database();
        let hash = database.text(r#"SELECT "passwordHash" FROM "User" LIMIT 1"#);
        let quick = bcrypt::hash(password, 4).unwrap();
        database.execute(&format!(r#"UPDATE "User" SET "passwordHash" = '{quick}'"#));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let pool = runtime.block_on(async { pool(&database.url) });
        Self {
            runtime,
            pool,
            machine,
            database,
            hash,
        }
    }

    /// A scenario's rows, of which no customer's city is what was generated.
    pub(crate) fn moved(scenario: &str) -> Self {
        let staged = Self::over(scenario);
        staged
            .database
            .execute(r#"UPDATE "Customer" SET city = 'Elsewhere'"#);
        staged
    }

    /// Serves the API, changed by `layer`; where it is to be found.
    pub(crate) fn serve(&self, layer: impl FnOnce(Router) -> Router) -> String {
        self.runtime.block_on(async {
            let app = layer(over_pool(self.pool.clone()));
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(async move { axum::serve(listener, app).await });
            format!("http://{address}")
        })
    }

    pub(crate) fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    pub(crate) fn exercise(&self, api: &str, more: &[&str]) -> Run {
        let arguments = [&["exercise", "--api", api], more].concat();
        self.machine.run(&arguments)
    }

    /// What an exercise found, as JSON, and its exit code.
    pub(crate) fn found(&self, api: &str, more: &[&str]) -> (i32, Value) {
        let run = self.exercise(api, &[&["--format", "json"], more].concat());
        let found = serde_json::from_str(&run.stdout);
        (
            run.code,
            found.unwrap_or_else(|error| panic!("{error}: {run:?}")),
        )
    }
}
