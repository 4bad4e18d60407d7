//! Surgery on a schema that others use too, judged by `pg_dump`: what was taken off is put back
//! byte for byte, and what is not the generator's is untouched.

mod clearing;
mod random;
mod surroundings;
mod taking;
mod triggers;
mod written;

use std::path::PathBuf;
use std::process::Command;

use connsura_seed::postgres::Session;
use sqlx::postgres::PgConnectOptions;
use tokio::runtime::Runtime;

use crate::support::{Database, Machine};

/// A private server with a database, and sessions on it.
pub(crate) struct Patient {
    pub(crate) database: Database,
    binaries: PathBuf,
    pub(crate) runtime: Runtime,
    // Last: the server goes when all else has gone.
    _machine: Machine,
}

impl Patient {
    pub(crate) fn new() -> Self {
        let machine = Machine::with_server();
        machine.succeed(&["local", "start"]);
        let database = machine.database();
        let binaries = database.text("SELECT setting FROM pg_config() WHERE name = 'BINDIR'");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        Self {
            database,
            binaries: binaries.into(),
            runtime,
            _machine: machine,
        }
    }

    /// With the schema `app` of the role `owner`, as odd as they come.
    pub(crate) fn nasty() -> Self {
        let patient = Self::new();
        patient.script("tests/it/surgery/nasty.sql");
        patient
    }

    /// Runs a file as psql does, each statement by itself.
    pub(crate) fn script(&self, path: &str) {
        let url = &self.database.url;
        self.tool("psql", &["-q", "-v", "ON_ERROR_STOP=1", "-f"], &[path, url]);
    }

    fn tool(&self, name: &str, options: &[&str], arguments: &[&str]) -> String {
        let output = Command::new(self.binaries.join(name))
            .args(options)
            .args(arguments)
            .current_dir(crate::support::repository())
            .env_clear()
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name} failed: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What `pg_dump` says of the whole database, less the random key of its newer versions.
    pub(crate) fn dump(&self) -> String {
        let dump = self.tool("pg_dump", &["--schema-only"], &[&self.database.url]);
        let kept = dump
            .lines()
            .filter(|line| !line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict "));
        kept.collect::<Vec<_>>().join("\n")
    }

    /// A session of the role within a transaction.
    pub(crate) fn begin(&self, role: &str) -> Session {
        let options: PgConnectOptions = self.database.url.parse().unwrap();
        let options = options.username(role);
        self.runtime.block_on(async {
            let mut session = Session::connect(options, "the patient").await.unwrap();
            session.run("beginning failed", "BEGIN").await.unwrap();
            session
        })
    }

    pub(crate) fn run(&self, session: &mut Session, sql: &str) {
        let done = session.run("the test's own statement failed", sql);
        self.runtime.block_on(done).unwrap();
    }
}

/// The first line in which two dumps differ, beside their lines before it.
#[track_caller]
pub(crate) fn assert_same(before: &str, after: &str) {
    if before == after {
        return;
    }
    let differs = before
        .lines()
        .zip(after.lines())
        .position(|(left, right)| left != right);
    let at = differs.unwrap_or_default();
    let around = |text: &str| {
        let lines = text.lines().skip(at.saturating_sub(5)).take(15);
        lines.collect::<Vec<_>>().join("\n")
    };
    panic!(
        "line {at} differs\nbefore:\n{}\n\nafter:\n{}",
        around(before),
        around(after)
    );
}

pub(crate) fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
