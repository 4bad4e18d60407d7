//! The JSON Schema of scenario files, held to the reader in both directions.

use std::collections::BTreeSet;
use std::path::PathBuf;

use connsura_seed::scenario::{self, SHIPPED};
use connsura_seed::{Diagnostic, SourceFile};
use jsonschema::Validator;
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use crate::corpus::files;
use crate::support::{Machine, readme, repository};

fn validator() -> Validator {
    jsonschema::draft202012::new(&scenario::json_schema()).unwrap()
}

/// A TOML text as the JSON that a schema is of; a number beyond JSON's is the nearest one.
pub(super) fn to_json(text: &str) -> Result<Value, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    Ok(object(table.get_ref()))
}

fn object(table: &DeTable<'_>) -> Value {
    let fields = table.iter();
    let field = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let key: &std::borrow::Cow<'_, str> = key.get_ref();
        (key.to_string(), value_of(value.get_ref()))
    };
    Value::Object(fields.map(field).collect())
}

fn value_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(integer) => {
            let digits = integer.as_str();
            let number = i128::from_str_radix(digits, integer.radix()).unwrap_or(i128::MAX);
            i64::try_from(number).map_or_else(|_| json!(number as f64), |number| json!(number))
        }
        DeValue::Float(float) => json!(float.as_str().parse::<f64>().unwrap()),
        DeValue::Boolean(truth) => json!(truth),
        // No type of JSON's.
        DeValue::Datetime(_) => Value::Null,
        DeValue::Array(items) => items.iter().map(|item| value_of(item.get_ref())).collect(),
        DeValue::Table(table) => object(table),
    }
}

/// What the reader finds wrong in a text.
fn mistakes(text: &str) -> Vec<Diagnostic> {
    let file = SourceFile {
        path: "test.toml".to_owned(),
        text: text.to_owned(),
    };
    scenario::parse("test", file).map_or_else(|error| error.diagnostics().to_vec(), |_| Vec::new())
}

/// The names behind "allowed:" of a mistake.
pub(super) fn allowed(found: &Diagnostic) -> BTreeSet<String> {
    let help = found.help.as_deref().unwrap_or_default();
    let (_, list) = help.split_once("allowed: ").unwrap_or_default();
    let names = list
        .split(", ")
        .map(|name| name.trim_matches('`').to_owned());
    names.collect()
}

/// One key of the schema: the tables that it is in, and what is said of it. `persona[]` is a
/// table of a list.
pub(super) struct Key {
    pub(super) within: Vec<String>,
    pub(super) name: String,
    pub(super) schema: Value,
}

/// All keys of the schema, tables before what is in them.
pub(super) fn keys(within: &[String], schema: &Value) -> Vec<Key> {
    let mut found = Vec::new();
    let Some(properties) = schema["properties"].as_object() else {
        return found;
    };
    for (name, schema) in properties {
        let mut below = within.to_vec();
        found.push(Key {
            within: below.clone(),
            name: name.clone(),
            schema: schema.clone(),
        });
        if schema["type"] == "array" {
            below.push(format!("{name}[]"));
            found.extend(keys(&below, &schema["items"]));
        } else {
            below.push(name.clone());
            found.extend(keys(&below, schema));
        }
    }
    found
}

fn all_keys() -> Vec<Key> {
    keys(&[], &scenario::json_schema())
}

/// A file that holds nothing but `inner` in these tables.
pub(super) fn document(within: &[String], inner: &str) -> String {
    let Some((last, rest)) = within.split_last() else {
        return inner.to_owned();
    };
    let table = match last.strip_suffix("[]") {
        Some(name) => format!("{name} = [{{ {inner} }}]"),
        None => format!("{last} = {{ {inner} }}"),
    };
    document(rest, &table)
}

/// The least value of the kind that a schema asks for.
pub(super) fn least(schema: &Value) -> String {
    if let Some(word) = schema["enum"][0].as_str() {
        return format!("\"{word}\"");
    }
    match schema["type"].as_str() {
        Some("string") => "\"x\"".to_owned(),
        Some("integer") => schema["minimum"].to_string(),
        Some("number") => "0".to_owned(),
        Some("boolean") => "true".to_owned(),
        Some("array") => "[]".to_owned(),
        _ => "{}".to_owned(),
    }
}

/// What the reader says of a key that it does not know, or not there.
pub(super) fn is_unknown(found: &Diagnostic) -> bool {
    let message = &found.message;
    message.starts_with("unknown key") || message.contains("does not know")
}

#[test]
fn golden_schema_is_the_committed_one() {
    let path: PathBuf = repository().join("scenarios/scenario.schema.json");
    let schema = format!("{:#}\n", scenario::json_schema());
    if std::env::var("BLESS").is_ok_and(|value| value == "1") {
        std::fs::write(&path, schema).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    let lines = committed.lines().zip(schema.lines()).enumerate();
    for (number, (is, should)) in lines {
        assert_eq!(is, should, "{}:{}", path.display(), number + 1);
    }
    assert_eq!(committed.len(), schema.len());
    assert_eq!(Machine::new().succeed(&["scenario", "schema"]), committed);
}

#[test]
fn the_reader_knows_every_key_of_the_schema() {
    let keys = all_keys();
    assert!(keys.len() > 100, "{} keys", keys.len());
    for key in keys {
        let inner = format!("{} = {}", key.name, least(&key.schema));
        let text = document(&key.within, &inner);
        let unknown: Vec<Diagnostic> = mistakes(&text).into_iter().filter(is_unknown).collect();
        assert!(unknown.is_empty(), "{text}\n{unknown:#?}");
    }
}

#[test]
fn the_schema_has_every_key_that_the_reader_allows() {
    let mut tables: Vec<(Vec<String>, Value)> = vec![(Vec::new(), scenario::json_schema())];
    for key in all_keys() {
        let mut within = key.within;
        let (name, schema) = match key.schema["type"].as_str() {
            Some("array") => (format!("{}[]", key.name), key.schema["items"].clone()),
            _ => (key.name, key.schema),
        };
        within.push(name);
        tables.push((within, schema));
    }
    tables.retain(|(_, schema)| schema["properties"].is_object());
    assert!(tables.len() > 20, "{} tables", tables.len());
    for (within, schema) in tables {
        assert_eq!(schema["additionalProperties"], json!(false), "{within:?}");
        let text = document(&within, "zzzzzzzz = 1");
        let found = mistakes(&text);
        let unknown = found.iter().find(|found| is_unknown(found));
        let unknown = unknown.unwrap_or_else(|| panic!("{text}\n{found:#?}"));
        let properties = schema["properties"].as_object().unwrap();
        let properties: BTreeSet<String> = properties.keys().cloned().collect();
        assert_eq!(allowed(unknown), properties, "{within:?}");
    }
    // An admin has fewer.
    let found = mistakes("[[persona]]\nkey = \"li\"\nrole = \"admin\"\nzzzzzzzz = 1");
    let persona = &scenario::json_schema()["properties"]["persona"]["items"];
    let refused = persona["then"]["properties"].as_object().unwrap();
    let properties = persona["properties"].as_object().unwrap().keys();
    let left: BTreeSet<String> = properties
        .filter(|key| !refused.contains_key(*key))
        .cloned()
        .collect();
    assert_eq!(allowed(&found[0]), left);
}

#[test]
fn words_of_the_schema_are_those_of_the_reader() {
    for key in all_keys() {
        let list = key.schema["type"] == "array";
        let schema = if list {
            &key.schema["items"]
        } else {
            &key.schema
        };
        let Some(words) = schema["enum"].as_array() else {
            continue;
        };
        let say = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            let value = if list {
                format!("[{}]", words.join(","))
            } else {
                words[0].clone()
            };
            mistakes(&document(&key.within, &format!("{} = {value}", key.name)))
        };
        for word in words {
            let found = say(&[word.as_str().unwrap()]);
            assert!(!found.iter().any(is_unknown), "{word}: {found:#?}");
        }
        let found = say(&["zzzzzzzz"]);
        let unknown = found.iter().find(|found| is_unknown(found)).unwrap();
        let words: BTreeSet<String> = words
            .iter()
            .map(|word| word.as_str().unwrap().to_owned())
            .collect();
        assert_eq!(allowed(unknown), words, "{}", key.name);
    }
}

#[test]
fn words_that_choose_from_the_catalogue_are_those_of_the_reader() {
    let definitions = scenario::json_schema()["$defs"].clone();
    let words = |schema: &Value| -> Vec<String> {
        let words = schema["enum"].as_array().unwrap().iter();
        words
            .map(|word| word.as_str().unwrap().to_owned())
            .collect()
    };
    let selectors = words(&definitions["selector"]);
    let list = json!(selectors).to_string();
    let only = format!("[customers.edge_cases]\ntier = \"hostile\"\nonly = {list}");
    let found = mistakes(&only);
    assert!(found.is_empty(), "{found:#?}");
    // All that there is, taken out again, leaves nothing, and is known all the same.
    let found = mistakes(&format!("[customers.edge_cases]\nexcept = {list}"));
    let nothing = "`only` and `except` leave no edge case";
    assert!(
        matches!(&found[..], [one] if one.message == nothing),
        "{found:#?}"
    );
    let cases = words(&definitions["carried"]["anyOf"][0]);
    for case in &cases {
        let text = format!("[[persona]]\nkey = \"ngozi\"\ncarries = [\"{case}\", \"{case}@body\"]");
        let found = mistakes(&text);
        assert!(!found.iter().any(is_unknown), "{case}: {found:#?}");
    }
    // Whatever the catalogue has is there.
    let known: BTreeSet<&str> = connsura_seed::edge::catalogue::cases()
        .map(|case| case.id)
        .collect();
    assert_eq!(
        cases.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        known
    );
    assert!(
        known
            .iter()
            .all(|id| selectors.iter().any(|word| word == id))
    );
}

#[test]
fn ranges_of_the_schema_are_those_of_the_reader() {
    let mut checked = 0;
    for key in all_keys() {
        if key.schema["type"] != "integer" {
            continue;
        }
        let out_of_range = |number: i128| {
            let text = document(&key.within, &format!("{} = {number}", key.name));
            let found = mistakes(&text);
            found.iter().any(|found| found.label == "out of range")
        };
        let bound = |name: &str| i128::from(key.schema[name].as_u64().unwrap());
        let (first, last) = (bound("minimum"), bound("maximum"));
        let outside = [first - 1, last + 1].map(out_of_range);
        let inside = [first, last].map(out_of_range);
        assert_eq!((outside, inside), ([true; 2], [false; 2]), "{}", key.name);
        checked += 1;
    }
    assert!(checked > 40, "{checked} ranges");
}

#[test]
fn good_scenarios_validate() {
    let validator = validator();
    let mut texts: Vec<String> = SHIPPED
        .iter()
        .map(|shipped| shipped.text.to_owned())
        .collect();
    let readme = readme();
    let blocks = readme.split("```toml\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap().to_owned());
    // The others are of connsura-seed.toml, of a description of an API, and of a Cargo.toml.
    let is_scenario = |block: &String| {
        let others = [
            "[targets.",
            "[[routes]]",
            "[retention.rules",
            "[dev-dependencies]",
        ];
        !others.iter().any(|other| block.contains(other))
    };
    texts.extend(blocks.filter(is_scenario));
    texts.push(scenario::starter("quarterly").unwrap());
    texts.extend(GOOD.iter().map(|text| (*text).to_owned()));
    for text in texts {
        let found = mistakes(&text);
        assert!(found.is_empty(), "{text}\n{found:#?}");
        let json = to_json(&text).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&json)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{text}\n{errors:#?}");
    }
}

/// Good texts, with moments in all the ways in which they can be said.
const GOOD: &[&str] = &[
    "",
    "extends = \"smoke\"",
    "seed = 0x10\nnow = \"2026-03-01T01:00:00+01:00\"\ncustomers.deleted = 1\nadmins = { count = 0b11, desk = 0o3 }",
    "now = \"today\"",
    "now = \"9000-12-31T23:59:59.999Z\"",
    "[customers.edge_cases]",
    "[customers.edge_cases]\nstrength = 3\ntier = \"hostile\"\nonly = [\"names\", \"S02\", \"S01\", \"phone\"]\nexcept = [\"phone:null\", \"A01.null-word\"]",
    "[[persona]]\nkey = \"li\"\nrole = \"admin\"\ncarries = [\"N06@admin-name\"]\ncreated = \"2 years and 3 days ago\"\nlast_login = \"now\"\nverified = false",
    "[[persona]]\nkey = \"a\"\nname = \"A\"\npreferred_name = \"none\"\nphone = \"none\"\nlocale = \"pt-BR\"\nlanguages = []\nnotes = \"\"\ncreated = \"1 year, 2 months and 3 weeks ago\"\nlast_login = \"none\"\ndeletion_requested = \"none\"",
    "[admins]\ncount = 2\n[[persona]]\nkey = \"a\"\n[[conversation]]\nbetween = [\"admin-2\", \"a\"]\nmessages = 30\nunread_by = { a = 3, admin-2 = 1 }\nstarted = \"2026-02-01T00:00:00.250Z\"",
    "[[persona]]\nkey = \"a\"\n[[share]]\nof = \"a\"\nwith = \"somebody@example.test\"\nstatus = \"closed\"\ncreated = \"200 days ago\"\naccepted = \"2 hours after created\"\nclosed = \"1 day, 30 seconds after accepted\"\nexpires = \"3 months from now\"\nnote = \"none\"\nsections = [\"claims\"]",
    "[[persona]]\nkey = \"a\"\n[[upload]]\nof = \"a\"\nfile_name = \"\"\nmime_type = \"none\"\nsize = 0\ncreated = \"90   days ago\"\ndeleted = \"none\"\n[[form]]\nof = \"a\"\nkind = \"home_quote\"\nstatus = \"draft\"\nsubmitted = \"none\"\n[[audit_log]]\nby = \"a\"\naction = \"profile.viewed\"\ncreated = \"500 milliseconds ago\"",
];

#[test]
fn wrong_structures_are_refused_and_wrong_meanings_are_not() {
    let validator = validator();
    let judge = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let json = to_json(text.trim_start_matches('\u{feff}'));
        let json = json.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        validator.is_valid(&json)
    };
    let refused: Vec<PathBuf> = files("meaning")
        .into_iter()
        .filter(|path| !judge(path))
        .collect();
    assert!(
        refused.is_empty(),
        "refused, and have no wrong structure: {refused:#?}"
    );
    let taken: Vec<PathBuf> = files("structure").into_iter().filter(judge).collect();
    assert!(
        taken.is_empty(),
        "taken in spite of their structure: {taken:#?}"
    );
    for path in files("syntax") {
        let text = std::fs::read(&path).unwrap();
        let toml = String::from_utf8(text).map(|text| to_json(&text));
        assert!(!matches!(toml, Ok(Ok(_))), "{} is TOML", path.display());
    }
}
