//! What JSON Schemas of files are made of, from which editors complete and check one.

use serde_json::{Value, json};

/// A table with these keys and no others.
pub(crate) fn table(about: &str, properties: impl Into<Value>) -> Value {
    json!({
        "description": about,
        "type": "object",
        "properties": properties.into(),
        "additionalProperties": false,
    })
}

pub(crate) fn requiring(keys: &[&str], mut table: Value) -> Value {
    table["required"] = json!(keys);
    table
}

pub(crate) fn list_of(items: &Value) -> Value {
    json!({ "description": items["description"], "type": "array", "items": items })
}

pub(crate) fn text(about: &str) -> Value {
    json!({ "description": about, "type": "string" })
}

pub(crate) fn flag(about: &str) -> Value {
    json!({ "description": about, "type": "boolean" })
}

pub(crate) fn pattern(pattern: &str, about: &str) -> Value {
    json!({ "description": about, "type": "string", "pattern": pattern })
}

pub(crate) fn strings(about: &str) -> Value {
    json!({ "description": about, "type": "array", "items": { "type": "string" } })
}

pub(crate) fn whole((least, most): (u64, u64), about: &str) -> Value {
    json!({ "description": about, "type": "integer", "minimum": least, "maximum": most })
}

pub(crate) fn one_of(words: &[&str], about: &str) -> Value {
    json!({ "description": about, "type": "string", "enum": words })
}

pub(crate) fn words<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(word, _)| *word).collect()
}

pub(crate) fn with_default(mut schema: Value, default: Value) -> Value {
    schema["default"] = default;
    schema
}
