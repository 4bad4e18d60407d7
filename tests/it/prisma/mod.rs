//! Prisma itself, from npm, on databases that the program reset: its client reads every row
//! and writes, and its migrations find what they would have left.
//!
//! The programs are in `tests/prisma`. Each says at its head what it does and prints.

mod client_reads;
mod client_writes;
mod migrations;
mod unrepresented;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Once;

use serde_json::Value;

use crate::support::{Database, Machine, Run, repository};

/// The folder of the programs and their packages.
fn folder() -> PathBuf {
    repository().join("tests/prisma")
}

/// Prisma's client, on four connections that read all the time.
pub(crate) struct Watch {
    client: Child,
    lines: BufReader<ChildStdout>,
}

impl Watch {
    /// It reads when this returns.
    pub(crate) fn begin(machine: &Machine, database: &Database) -> Self {
        let mut client = node(machine, database, "watch.mjs")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(client.stdout.take().unwrap());
        let mut begun = String::new();
        lines.read_line(&mut begun).unwrap();
        assert_eq!(begun, "{\"reading\":4}\n");
        Self { client, lines }
    }

    /// Ends it: what it read, and what failed.
    pub(crate) fn end(mut self) -> Value {
        drop(self.client.stdin.take());
        let mut told = String::new();
        self.lines.read_to_string(&mut told).unwrap();
        assert!(self.client.wait().unwrap().success(), "{told}");
        serde_json::from_str(&told).unwrap()
    }
}

/// Node.js with a program of the folder, for a database. Nothing of this machine's environment
/// goes along, and nothing can be downloaded: engines are no programs, and where they would
/// come from is a port that nobody listens on.
pub(crate) fn node(machine: &Machine, database: &Database, script: &str) -> Command {
    static GENERATED: Once = Once::new();
    // Once, and not by all tests at the same time. Alone, each would do it for itself.
    GENERATED.call_once(|| {
        assert_packages();
        succeed(Command::new("node").arg("client.mjs").current_dir(folder()));
    });
    let mut command = Command::new("node");
    command
        .arg(folder().join(script))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", machine.path())
        .env("DATABASE_URL", &database.url)
        .env("NO_COLOR", "1")
        .env("CHECKPOINT_DISABLE", "1")
        .env("PRISMA_HIDE_UPDATE_MESSAGE", "1")
        .env("PRISMA_ENGINES_MIRROR", "http://127.0.0.1:9")
        .current_dir(folder());
    for engine in [
        "SCHEMA_ENGINE_BINARY",
        "QUERY_ENGINE_BINARY",
        "QUERY_ENGINE_LIBRARY",
    ] {
        command.env(format!("PRISMA_{engine}"), "/bin/false");
    }
    command
}

/// Runs a program, which must succeed, and returns what it printed.
fn succeed(command: &mut Command) -> String {
    let run = run(command);
    assert_eq!(run.code, 0, "{command:?}: {}\n{}", run.stdout, run.stderr);
    run.stdout
}

fn run(command: &mut Command) -> Run {
    Run::of(command.output().unwrap_or_else(|error| {
        panic!("Node.js does not run: {error}. Install it with: scripts/test --prepare")
    }))
}

/// The packages must be those of the lock file. `need_node_modules` in scripts/lib/ensure.sh
/// leaves a copy of the lock file that it installed.
fn assert_packages() {
    let wanted = fs::read(folder().join("package-lock.json")).unwrap();
    let installed = fs::read(folder().join("node_modules/.installed-lock.json")).ok();
    assert!(
        installed.is_some_and(|installed| installed == wanted),
        "the npm packages of tests/prisma are missing or not those of its lock file. \
         Install them with: scripts/test --prepare"
    );
}

/// Versions are exact, and where they came from is not written down.
#[test]
fn the_lock_file_has_exact_versions_and_no_hosts() {
    let read = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(folder().join(name)).unwrap()).unwrap()
    };
    for (name, version) in read("package.json")["dependencies"].as_object().unwrap() {
        let version = version.as_str().unwrap().rsplit('@').next().unwrap();
        let plain = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
        let exact =
            version.starts_with(|first: char| first.is_ascii_digit()) && version.chars().all(plain);
        assert!(exact, "{name} {version}");
    }
    for (path, package) in read("package-lock.json")["packages"].as_object().unwrap() {
        assert_eq!(package["resolved"], Value::Null, "{path}");
        assert!(
            path.is_empty() || package["integrity"].is_string(),
            "{path}"
        );
    }
}
