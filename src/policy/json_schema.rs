//! The JSON Schema of `[retention]`, from which editors complete and check one.

use serde_json::{Value, json};

use super::read::{BOUNDS, THENS};
use crate::clock::UNITS;
use crate::document::{one_of, pattern, table, text, with_default, words};
use crate::schema::Entity;

/// The JSON Schema of the section.
pub(crate) fn json_schema() -> Value {
    let mut states = text("The state that rows are in: a column with one of its labels.");
    states["type"] = json!("object");
    states["additionalProperties"] = json!({ "type": "string" });
    states["maxProperties"] = json!(1);
    let rows = Entity::ALL.map(Entity::name);
    let units: Vec<&str> = UNITS.iter().map(|(unit, ..)| *unit).collect();
    let period = format!(
        r"^\s*\d+\s+({0})s?(,?\s+(and\s+)?\d+\s+({0})s?)*\s*$",
        units.join("|")
    );
    let bound = || {
        one_of(
            &words(&BOUNDS),
            "Whether a row goes at its boundary, or only after it.",
        )
    };
    let rule = table(
        "How long some rows of one table are kept. What a rule of the default policy leaves out stays as it is there.",
        json!({
            "rows": one_of(&rows, "The table."),
            "where": states,
            "anchor": text("What the period counts from: a column of the row, or of one that it refers to, such as ownerId.deletionRequestedAt."),
            "period": pattern(&period, "How long: 90 days, 24 months."),
            "bound": bound(),
            "then": with_default(one_of(&words(&THENS), "What becomes of a row then: it is deleted, or may be."), json!("purge")),
        }),
    );
    let rules = json!({
        "description": "The rules by name; false for one of the default policy that is none here.",
        "type": "object",
        "additionalProperties": { "anyOf": [rule, { "const": false }] },
    });
    table(
        "How long what is kept. What is not said here is as in the operations document.",
        json!({ "bound": bound(), "rules": rules }),
    )
}
