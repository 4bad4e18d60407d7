//! The architecture's one direction: what each module may refer to, and what the pure part
//! may not know of. Read from the sources themselves.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;

/// The modules in the order in which they build on each other.
const ORDER: &[&str] = &[
    "error",
    "clock",
    "rng",
    "schema",
    "layout",
    "reserved",
    "words",
    "edge",
    "document",
    "scenario",
    "policy",
    "configuration",
    "plan",
    "entities",
    "find",
    "retention",
    "manifest",
    "sink",
    "postgres",
    "verify",
    "reset",
    "fixtures",
    "export",
    "judge",
    "coverage",
    "exercise",
    "report",
    "cli",
    "main",
];

/// The last of the pure modules.
const LAST_PURE: &str = "sink";

/// What the pure modules must not speak of: the outside world, the clock, other people's
/// threads of time, and collections in an order of their own.
const IMPURE: &[&str] = &[
    r"\bstd::fs\b",
    r"\bfs::",
    r"\bFile::(open|create)\b",
    r"\bstd::env\b",
    r"\benv::(var|args)",
    r"\boption_env!",
    r"\bSystemTime\b",
    r"\bInstant::now\b",
    r"\bTimestamp::now\b",
    r"\bZoned::now\b",
    r"\bthread_rng\b",
    r"\bOsRng\b",
    r"\brand::rng\b",
    r"\bgetrandom\b",
    r"\btokio\b",
    r"\bsqlx\b",
    r"\basync fn\b",
    r"\bHashMap\b",
    r"\bHashSet\b",
    r"\bstd::(net::Tcp|process)",
];

/// The pure files that know of the disk: one reads a file, two find scenarios and the
/// configuration, one replaces that.
const ON_DISK: &[&str] = &[
    "document/disk.rs",
    "scenario/shipped.rs",
    "configuration/disk.rs",
    "configuration/save.rs",
];

/// A source file of the crate: its path below `src`, and its code without comments.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// The module below the crate's root that the file is of.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many `super` lead from the file's module to the crate's root.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") {
            parts - 1
        } else {
            parts
        }
    }

    /// Names that the file takes from the crate's root: `crate::X`, or `super::X` as many
    /// times over as it takes to get there, and every `X` of a group in braces.
    fn names_of_the_root(&self) -> BTreeSet<String> {
        let up = format!(r"(?:super::){{{}}}", self.depth());
        let path = Regex::new(&format!(r"(?:\bcrate::|(?:^|[^:\w]){up})(\{{|\w+)")).unwrap();
        let mut names = BTreeSet::new();
        for found in path.captures_iter(&self.code) {
            let first = found.get(1).unwrap();
            if first.as_str() == "{" {
                names.extend(group(&self.code[first.end()..]));
            } else {
                names.insert(first.as_str().to_owned());
            }
        }
        names
    }
}

/// The first names of a `use` group, its inner groups left out: of `a::{b, c}, d}` a and d.
fn group(text: &str) -> Vec<String> {
    let mut depth = 0;
    let mut flat = String::new();
    for character in text.chars() {
        match character {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            other if depth == 0 => flat.push(other),
            _ => {}
        }
    }
    let names = flat
        .split(',')
        .filter_map(|item| item.trim().split("::").next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<Source> {
    let mut folders = vec![root()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let below = path.strip_prefix(root()).unwrap();
                sources.push(Source {
                    path: below.to_str().unwrap().replace('\\', "/"),
                    code: without_comments(&text),
                });
            }
        }
    }
    sources
}

/// Whole lines of comments are left out: they may speak of anything, and link anywhere.
fn without_comments(text: &str) -> String {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// Where a module stands in the order. What the crate's root re-exports is of `error`.
fn rank(module: &str) -> usize {
    let module = match module {
        "Diagnostic" | "Error" | "Kind" | "Result" | "SourceFile" => "error",
        other => other,
    };
    let found = ORDER.iter().position(|known| *known == module);
    found.unwrap_or_else(|| panic!("`{module}` has no place in the order of the modules"))
}

#[test]
fn modules_refer_only_to_those_before_them() {
    let mut backwards = Vec::new();
    for source in sources().iter().filter(|source| source.path != "lib.rs") {
        for name in source.names_of_the_root() {
            if rank(&name) > rank(source.module()) {
                backwards.push(format!("{} refers to {name}", source.path));
            }
        }
    }
    assert!(backwards.is_empty(), "{backwards:#?}");
}

#[test]
fn the_pure_modules_know_nothing_of_the_outside() {
    let words = IMPURE.iter().map(|word| Regex::new(word).unwrap());
    let words: Vec<Regex> = words.collect();
    let mut found = Vec::new();
    for source in sources() {
        let pure = source.path != "lib.rs" && rank(source.module()) <= rank(LAST_PURE);
        if !pure || ON_DISK.contains(&source.path.as_str()) {
            continue;
        }
        for (number, line) in source.code.lines().enumerate() {
            if words.iter().any(|word| word.is_match(line)) {
                found.push(format!(
                    "{}, line {} of code: {}",
                    source.path,
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_pure_module_is_there() {
    let sources = sources();
    let found: BTreeSet<&str> = sources.iter().map(Source::module).collect();
    let pure = ORDER.iter().take(rank(LAST_PURE) + 1);
    for module in pure {
        assert!(
            found.contains(module),
            "{module} was not found: is the test blind?"
        );
    }
    for path in ON_DISK {
        let file = sources.iter().find(|source| source.path == *path).unwrap();
        let known = file.code.contains("std::fs");
        assert!(known, "{path} is no exception any more");
    }
}

#[test]
fn references_are_found_however_they_are_written() {
    let names = |path: &str, code: &str| {
        let source = Source {
            path: path.to_owned(),
            code: without_comments(code),
        };
        source.names_of_the_root().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(
        names(
            "plan/a.rs",
            "use crate::rng::Root;\nlet x = crate::clock::DAY;"
        ),
        ["clock", "rng"]
    );
    assert_eq!(
        names(
            "plan/a.rs",
            "use crate::{sink::{Digest, Tally}, edge, words::*};"
        ),
        ["edge", "sink", "words"]
    );
    assert_eq!(names("plan/a.rs", "use super::super::sink::run;"), ["sink"]);
    assert_eq!(names("plan/mod.rs", "use super::sink::run;"), ["sink"]);
    assert_eq!(names("clock.rs", "pub(super) use super::sink;"), ["sink"]);
    assert_eq!(
        names("plan/a.rs", "use super::Plan;\n// crate::sink\n"),
        Vec::<String>::new()
    );
    assert_eq!(
        names(
            "words/names/el.rs",
            "use super::Pool; use super::super::x; use super::super::super::sink;"
        ),
        ["sink"]
    );
}
