//! The commands of README.md, run as they stand there.

use std::fs;

use connsura_seed::{SourceFile, configuration, exercise};
use regex::Regex;

use crate::support::{Machine, readme, repository};

/// The code blocks of a language.
pub(crate) fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

/// The first thing that a reader sees. `BLESS=1` writes it anew, from a run of its own.
#[test]
fn golden_output_is_what_a_reset_prints() {
    let path = repository().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let printed = Machine::new().succeed(&["reset"]);
    let shown = &blocks(&readme, "text")[0];
    if timeless(&printed) == timeless(shown) {
        return;
    }
    if std::env::var("BLESS").is_ok_and(|value| value == "1") {
        fs::write(&path, readme.replace(shown.as_str(), &printed)).unwrap();
        return;
    }
    assert_eq!(timeless(&printed), timeless(shown));
}

/// Its Rust is that of the documentation, which is compiled; there a test's body would not be.
#[test]
fn its_rust_is_documentation() {
    let source = fs::read_to_string(repository().join("src/fixtures/mod.rs")).unwrap();
    let lines = source.lines().filter_map(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let shown = blocks(&readme(), "rust").concat();
    assert!(shown.contains("#[tokio::test]\n"));
    let shown = shown.replace("#[tokio::test]\n", "");
    assert_eq!(blocks(&(lines.join("\n") + "\n"), "no_run"), [shown]);
}

/// What the lines of a Cargo.toml begin with.
const DEPENDENCIES: &str = "[dev-dependencies]";

#[test]
fn its_dependencies_are_what_there_is() {
    let blocks = blocks(&readme(), "toml");
    let mut blocks = blocks
        .iter()
        .filter(|block| block.starts_with(DEPENDENCIES));
    let shown: toml::Table = blocks.next().unwrap().parse().unwrap();
    assert!(blocks.next().is_none());
    let ours = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let ours: toml::Table = ours.parse().unwrap();
    let shown = &shown["dev-dependencies"];
    for feature in shown["connsura-seed"]["features"].as_array().unwrap() {
        assert!(
            ours["features"].get(feature.as_str().unwrap()).is_some(),
            "{feature}"
        );
    }
    // Another version of the driver would have pools of another type.
    assert_eq!(shown["sqlx"], ours["workspace"]["dependencies"]["sqlx"]);
}

#[test]
fn its_commands_run() {
    let readme = readme();
    let machine = Machine::new();
    let commands = blocks(&readme, "console").concat();
    let commands: Vec<&str> = commands
        .lines()
        .filter_map(|line| line.strip_prefix("$ connsura-seed "))
        .collect();
    assert!(
        commands.len() >= 10,
        "README.md shows {} commands",
        commands.len()
    );
    for command in commands {
        machine.succeed(&arguments(command));
    }
    let (descriptions, others): (Vec<String>, Vec<String>) = blocks(&readme, "toml")
        .into_iter()
        .filter(|block| !block.starts_with(DEPENDENCIES))
        .partition(|block| block.contains("[[routes]]"));
    assert_eq!(descriptions.len(), 1);
    for text in descriptions {
        let log_in = "[log_in]\npost = \"/\"\nbody = { a = \"{email}\", b = \"{password}\" }\ntoken = \"/t\"\n";
        exercise::read("README.md", [log_in, &text].concat().into_bytes()).unwrap();
    }
    let (targets, scenarios): (Vec<String>, Vec<String>) = others
        .into_iter()
        .partition(|block| block.contains("[targets.") || block.contains("[retention.rules"));
    for text in targets {
        let path = "connsura-seed.toml".to_owned();
        configuration::parse(SourceFile { path, text }).unwrap();
    }
    for scenario in scenarios {
        fs::write(machine.path().join("readme.toml"), scenario).unwrap();
        machine.succeed(&["scenario", "check", "readme.toml"]);
    }
}

#[test]
fn its_query_runs() {
    let readme = readme();
    let machine = Machine::new();
    machine.succeed(&["reset"]);
    let labels = machine.database().texts(&blocks(&readme, "sql")[0]);
    assert!(
        labels.contains(&"A02.mixed-scripts@languages".to_owned()),
        "{labels:?}"
    );
}

/// The words of a command; one in quotation marks may have spaces.
fn arguments(command: &str) -> Vec<&str> {
    let word = Regex::new(r#""([^"]*)"|(\S+)"#).unwrap();
    word.captures_iter(command)
        .map(|found| found.get(1).or(found.get(2)).unwrap().as_str())
        .collect()
}

/// What differs from run to run, put aside: times, rates, the generation's id, the port.
fn timeless(text: &str) -> String {
    let mut text = text.trim().to_owned();
    for (pattern, instead) in [
        (r" +\d+\.\d\d s", " T s"),
        (r"at [\d,]+ rows/s", "at N rows/s"),
        (r"generation  [0-9a-f-]{36}", "generation  ID"),
        (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
    ] {
        text = Regex::new(pattern)
            .unwrap()
            .replace_all(&text, instead)
            .into_owned();
    }
    text
}
