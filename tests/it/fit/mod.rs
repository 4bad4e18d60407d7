//! Databases that are not as the reference schema is: other names, other types, columns that are
//! not there, and tables of other people's beside ours.

mod app;
mod differing;
mod ids;
mod storages;
mod strangers;
mod triggers;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::{Database, Machine, Run, TABLES};

/// Every plausible case, each by itself: whatever a column may have to hold, in few rows.
const EVERY_CASE: &str = include_str!("every-case.toml");
/// The same without any.
const ORDINARY: &str = include_str!("ordinary.toml");

/// A database of its own on the test's own server, and a configuration that names it `here`.
struct Place {
    machine: Machine,
    database: Database,
    url: String,
}

impl Place {
    /// With these tables, and `parameters` behind the URL's question mark.
    fn new(sql: &str, parameters: &str) -> Self {
        let machine = Machine::with_server();
        let scenarios = machine.path().join("scenarios");
        fs::create_dir(&scenarios).unwrap();
        fs::write(scenarios.join("every-case.toml"), EVERY_CASE).unwrap();
        fs::write(scenarios.join("ordinary.toml"), ORDINARY).unwrap();
        machine.succeed(&["local", "start"]);
        let server = machine.database();
        server.execute("CREATE DATABASE place");
        let (base, _) = server.url.rsplit_once('/').unwrap();
        let url = format!("{base}/place");
        let place = Self {
            machine,
            url: format!("{url}?{parameters}"),
            database: Database { url },
        };
        place.database.execute(sql);
        place.configure("");
        place
    }

    /// The database under its name, with these lines below the target's table.
    fn configure(&self, lines: &str) {
        let text = format!("[targets.here]\nurl_env = \"HERE\"\n{lines}\n");
        fs::write(self.machine.path().join("connsura-seed.toml"), text).unwrap();
    }

    fn fit(&self, lines: &[String]) {
        self.configure(&format!("[targets.here.fit]\n{}", lines.join("\n")));
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.machine.command(arguments);
        command
            .env("HERE", &self.url)
            .env("CONNSURA_SEED_PASSWORD", "a test's own");
        command
    }

    /// Runs a command on the target.
    fn run(&self, arguments: &[&str]) -> Run {
        let arguments = [arguments, &["--target", "here"]].concat();
        Run::of(self.command(&arguments).output().unwrap())
    }

    fn succeed(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?} failed:\n{}", run.told());
        run.stdout
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(run.code, 0, "{arguments:?} failed:\n{}", run.told());
        serde_json::from_str(&run.stdout).unwrap()
    }

    /// What doctor prints, whatever its exit code.
    fn doctor(&self, scenario: &str) -> Value {
        let run = self.run(&["doctor", scenario, "--format", "json"]);
        assert!([0, 3].contains(&run.code), "{}", run.told());
        serde_json::from_str(&run.stdout).unwrap()
    }

    fn mark(&self) {
        self.succeed(&["mark", "staging", "--database-name", "place"]);
    }

    /// Refused by a guard, with all of these words, and nothing is changed.
    fn refuses(&self, arguments: &[&str], words: &[&str]) -> Run {
        let before = self.dump(&[]);
        let run = self.fails(arguments, 3, words);
        assert_eq!(before, self.dump(&[]), "{arguments:?} changed something");
        run
    }

    /// Fails with all of these words, and a hint.
    fn fails(&self, arguments: &[&str], code: i32, words: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.told());
        for word in words.iter().chain(&["hint: "]) {
            assert!(run.stderr.contains(word), "no {word} in {}", run.told());
        }
        run
    }

    /// What `pg_dump` writes of the database.
    fn dump(&self, options: &[&str]) -> String {
        let output = Command::new(pg_dump())
            .args(["--dbname", &self.database.url])
            .args(options)
            .output()
            .unwrap();
        let run = Run::of(output);
        assert_eq!(run.code, 0, "{}", run.told());
        // Newer ones write a key that is drawn anew each time.
        let lines = run.stdout.lines();
        let lines = lines.filter(|line| !line.contains("restrict "));
        lines.fold(String::new(), |text, line| text + line + "\n")
    }

    /// The database holds what `export` writes, by the views of the schema `oracle`.
    fn holds(&self, scenario: &str, left_out: &[(&str, &str)]) {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("export");
        let arguments = ["export", scenario, "--out", folder.to_str().unwrap()];
        let run = Run::of(self.command(&arguments).output().unwrap());
        assert_eq!(run.code, 0, "{}", run.told());
        let there = self
            .database
            .texts("SELECT viewname::text FROM pg_views WHERE schemaname = 'oracle'");
        for table in TABLES
            .into_iter()
            .filter(|table| there.iter().any(|view| view == table))
        {
            let text = fs::read_to_string(folder.join(format!("{table}.ndjson"))).unwrap();
            let missing = |row: &mut Value| {
                for (of, column) in left_out {
                    if *of == table {
                        row[column] = Value::Null;
                    }
                }
            };
            let planned = by_key(text.lines(), missing);
            let sql = format!(
                "SET TimeZone = 'UTC'; SELECT to_jsonb(row)::text FROM oracle.\"{table}\" AS row"
            );
            let found = self.database.texts(&sql);
            let found = by_key(found.iter().map(String::as_str), |_| ());
            assert!(!found.is_empty() || planned.is_empty(), "no {table}");
            for (key, row) in &planned {
                assert_eq!(found.get(key), Some(row), "{table} {key}");
            }
            assert_eq!(planned.len(), found.len(), "{table}");
        }
    }
}

/// Rows by their keys, instants without their zone and their last zeros.
fn by_key<'t>(
    lines: impl Iterator<Item = &'t str>,
    change: impl Fn(&mut Value),
) -> BTreeMap<String, Value> {
    lines
        .map(|line| {
            let mut row: Value = serde_json::from_str(line).unwrap();
            change(&mut row);
            for (name, value) in row.as_object_mut().unwrap() {
                if let (true, Some(text)) = (name.ends_with("At"), value.as_str()) {
                    let text = text.trim_end_matches('Z').trim_end_matches("+00:00");
                    let text = if text.contains('.') {
                        text.trim_end_matches('0').trim_end_matches('.')
                    } else {
                        text
                    };
                    *value = text.into();
                }
            }
            let key = match row.get("id") {
                Some(id) => id.to_string(),
                None => format!("{} {}", row["senderId"], row["recipientId"]),
            };
            (key, row)
        })
        .collect()
}

/// The `pg_dump` of the newest PostgreSQL on this machine.
fn pg_dump() -> std::path::PathBuf {
    let mut found: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .map(|folder| folder.unwrap().path().join("bin/pg_dump"))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found.pop().unwrap_or_else(|| "pg_dump".into())
}

/// What doctor says stands in the way.
fn misfits(doctor: &Value) -> Vec<String> {
    serde_json::from_value(doctor["misfits"].clone()).unwrap()
}

/// The lines that doctor proposes.
fn proposals(doctor: &Value) -> Vec<String> {
    serde_json::from_value(doctor["proposals"].clone()).unwrap()
}
