//! The JSON Schema of the configuration, held to the reader in both directions.

use std::collections::BTreeSet;
use std::path::PathBuf;

use connsura_seed::{Diagnostic, configuration};
use serde_json::{Value, json};

use super::configuration::{TARGET, WHOLE, good, mistakes, staging};
use super::json_schema::{Key, allowed, document, is_unknown, keys, least, to_json};
use crate::corpus::files;
use crate::support::repository;

pub(super) fn all_keys() -> Vec<Key> {
    let schema = configuration::json_schema();
    let target = &schema["properties"]["targets"]["additionalProperties"];
    let within = ["targets".to_owned(), "staging".to_owned()];
    let mut all = keys(&[], &schema);
    all.extend(keys(&within, target));
    all
}

/// The target's own table with a key of it, or a table below it, beside what must be there.
fn with(within: &[String], inner: &str) -> String {
    match within {
        [] => inner.to_owned(),
        [_] => document(within, inner),
        [_, _] if inner.contains("url") && !inner.contains("direct") => document(within, inner),
        [_, _] => document(within, &format!("url_env = \"A\", {inner}")),
        [targets, target, rest @ ..] => {
            let below = document(rest, inner);
            document(
                &[targets.clone(), target.clone()],
                &format!("url_env = \"A\", {below}"),
            )
        }
    }
}

pub(super) fn assert_valid(text: &str) {
    let validator = jsonschema::draft202012::new(&configuration::json_schema()).unwrap();
    let json = to_json(text).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&json)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{text}\n{errors:#?}");
}

#[test]
fn golden_schema_is_the_committed_one() {
    let path = repository().join("connsura-seed.schema.json");
    let schema = format!("{:#}\n", configuration::json_schema());
    if std::env::var("BLESS").is_ok_and(|value| value == "1") {
        std::fs::write(&path, schema).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    for (number, (is, should)) in committed.lines().zip(schema.lines()).enumerate() {
        assert_eq!(is, should, "{}:{}", path.display(), number + 1);
    }
    assert_eq!(committed.len(), schema.len());
}

#[test]
fn the_reader_knows_every_key_of_the_schema() {
    let keys = all_keys();
    assert!(keys.len() > 100, "{} keys", keys.len());
    for key in keys {
        let text = with(
            &key.within,
            &format!("{} = {}", key.name, least(&key.schema)),
        );
        let unknown: Vec<Diagnostic> = mistakes(&text).into_iter().filter(is_unknown).collect();
        assert!(unknown.is_empty(), "{text}\n{unknown:#?}");
    }
}

#[test]
fn the_schema_has_every_key_that_the_reader_allows() {
    let schema = configuration::json_schema();
    let target = schema["properties"]["targets"]["additionalProperties"].clone();
    let mut tables = vec![
        (Vec::new(), schema),
        (vec!["targets".to_owned(), "staging".to_owned()], target),
    ];
    for key in all_keys() {
        let mut within = key.within;
        within.push(key.name);
        tables.push((within, key.schema));
    }
    tables.retain(|(_, schema)| schema["properties"].is_object());
    assert!(tables.len() > 20, "{} tables", tables.len());
    for (within, schema) in tables {
        assert_eq!(schema["additionalProperties"], json!(false), "{within:?}");
        let text = with(&within, "zzzzzzzz = 1");
        let found = mistakes(&text);
        let unknown = found.iter().find(|found| is_unknown(found));
        let unknown = unknown.unwrap_or_else(|| panic!("{text}\n{found:#?}"));
        let properties = schema["properties"].as_object().unwrap();
        let properties: BTreeSet<String> = properties.keys().cloned().collect();
        assert_eq!(allowed(unknown), properties, "{within:?}");
    }
}

#[test]
fn words_and_ranges_of_the_schema_are_those_of_the_reader() {
    let (mut words, mut ranges) = (0, 0);
    for key in all_keys() {
        let say = |value: &str| mistakes(&with(&key.within, &format!("{} = {value}", key.name)));
        if let Some(list) = key.schema["enum"].as_array() {
            let list: BTreeSet<String> = list
                .iter()
                .map(|word| word.as_str().unwrap().to_owned())
                .collect();
            for word in &list {
                assert!(say(&format!("\"{word}\"")).is_empty(), "{word}");
            }
            assert_eq!(allowed(&say("\"zzzzzzzz\"")[0]), list, "{}", key.name);
            words += 1;
        }
        if key.schema["type"] == "integer" {
            let bound = |name: &str| i128::from(key.schema[name].as_u64().unwrap());
            let (first, last) = (bound("minimum"), bound("maximum"));
            let is_in = [first - 1, first, last, last + 1]
                .map(|number| say(&number.to_string()).is_empty());
            assert_eq!(is_in, [false, true, true, false], "{}", key.name);
            ranges += 1;
        }
    }
    assert_eq!((words, ranges), (3, 3));
}

#[test]
fn defaults_of_the_schema_are_those_of_the_reader() {
    let mut checked = 0;
    for key in all_keys() {
        let default = &key.schema["default"];
        if *default == Value::Null {
            continue;
        }
        let said = staging(&with(&key.within, &format!("{} = {default}", key.name)));
        let left_out = staging("targets.staging.url_env = \"A\"");
        assert_eq!(said, left_out, "{}", key.name);
        checked += 1;
    }
    assert_eq!(checked, 5);
}

#[test]
fn wrong_structures_are_refused_and_wrong_meanings_are_not() {
    let validator = jsonschema::draft202012::new(&configuration::json_schema()).unwrap();
    let judged = |folder: &str| {
        let judge = |path: PathBuf| {
            let text = std::fs::read_to_string(&path).unwrap();
            let json = to_json(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, validator.is_valid(&json))
        };
        files(&format!("configuration/{folder}"))
            .into_iter()
            .map(judge)
            .collect::<Vec<_>>()
    };
    let wrong = |found: Vec<(PathBuf, bool)>, valid: bool| {
        let paths = found.into_iter().filter(|(_, is_valid)| *is_valid == valid);
        paths.map(|(path, _)| path).collect::<Vec<_>>()
    };
    let (refused, taken) = (
        wrong(judged("meaning"), false),
        wrong(judged("structure"), true),
    );
    assert!(
        refused.is_empty(),
        "refused, and have no wrong structure: {refused:#?}"
    );
    assert!(
        taken.is_empty(),
        "taken in spite of their structure: {taken:#?}"
    );
    for text in [WHOLE, TARGET, ""] {
        good(text);
        assert_valid(text);
    }
}
