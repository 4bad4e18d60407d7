//! All statements with parameters have one way in, which never prepares one under a name.

use std::path::Path;

use regex::Regex;

use crate::support::repository;

/// The one file that may call the driver's functions, which name their statements.
const WAY_IN: &str = "src/postgres/query.rs";

/// The one file that locks for as long as a session lasts, for sessions with the server itself.
const LOCKS: &str = "src/postgres/session_locks.rs";

/// What the program writes for psql, and never runs itself: settings as in any dump.
const DUMPS: [&str; 2] = ["src/export/script.rs", "src/sink/sql.rs"];

fn without_documentation(text: &str) -> String {
    let lines = text.lines();
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(repository()).unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((name.to_str().unwrap().to_owned(), text));
        }
    }
}

#[test]
fn statements_have_one_way_in() {
    let mut all = Vec::new();
    sources(&repository().join("src"), &mut all);
    // The driver's functions and macros, by their path or by an import, and what they are
    // methods of.
    let naming = Regex::new(r"sqlx::query\w*\s*[(!:<]|use sqlx::\{?[^;]*\bquery\w*\b[^;]*;|QueryBuilder|\.prepare(_with)?\(").unwrap();
    let uses: Vec<&str> = all
        .iter()
        .filter(|(_, text)| naming.is_match(&without_documentation(text)))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(uses, [WAY_IN]);
    // Whatever is set or locked for a session stays with the next client of a pooler.
    let session = Regex::new(r"pg_(try_)?advisory_lock|\bSET (SESSION )?[a-z_.]+ (=|TO)").unwrap();
    let lasting: Vec<&str> = all
        .iter()
        .filter(|(_, text)| {
            let text = text.replace("ALTER DATABASE {} SET", "");
            text.lines()
                .any(|line| session.is_match(line) && !line.contains("//"))
        })
        .map(|(name, _)| name.as_str())
        .filter(|name| !DUMPS.contains(name))
        .collect();
    assert_eq!(lasting, [LOCKS]);
}
