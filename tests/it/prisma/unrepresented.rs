//! What PostgreSQL holds and the Prisma client cannot give back, by edge case.
//!
//! JavaScript's `Date` has no infinity, ends in the year 275760 and is read from texts of four
//! digits of a year; its numbers are doubles; and a list of Prisma's has no NULL, as it is not
//! NULL itself (Prisma's documentation, "Working with scalar lists").

use serde_json::{Value, json};

/// A value that reads as something else, or not at all.
pub(super) struct Unrepresented {
    /// The cases whose rows hold such a value.
    pub(super) cases: &'static [&'static str],
    /// The type of the column.
    column_type: &'static str,
    /// Whether a stored value is one.
    holds: fn(&Value) -> bool,
    /// What the client makes of it, in a column of this name.
    pub(super) client: fn(column: &str, stored: &Value) -> Result<Value, String>,
}

impl Unrepresented {
    pub(super) const ALL: [Self; 7] = [
        Self {
            cases: &["D09", "D09.greatest", "D09.javascript"],
            column_type: "timestamptz",
            holds: |stored| text(stored) == "infinity" || year(stored) > 9999,
            client: |_, _| Ok(json!("Invalid Date")),
        },
        Self {
            cases: &["D09.negative"],
            column_type: "date",
            holds: |stored| text(stored) == "-infinity",
            client: |_, _| Ok(json!("Invalid Date")),
        },
        Self {
            cases: &["D09.before-christ"],
            column_type: "date",
            holds: |stored| text(stored).ends_with(" BC"),
            client: |_, _| Ok(json!("Invalid Date")),
        },
        Self {
            cases: &["A01.null-element", "A06"],
            column_type: "_text",
            holds: |stored| first_null(stored).is_some(),
            client: |column, stored| {
                let at = first_null(stored).unwrap();
                let what =
                    format!("Expected a string in column '{column}[{at}]', got object: null");
                Err(format!("P2023: {what}"))
            },
        },
        Self {
            cases: &[
                "languages:null",
                "interests:null",
                "permissions:null",
                "sections:null",
            ],
            column_type: "_text",
            holds: Value::is_null,
            client: |_, _| Ok(json!([])),
        },
        // A plausible case. No form of a product whose server is JavaScript lets it in.
        Self {
            cases: &["M01.json"],
            column_type: "jsonb",
            holds: |stored| text(stored) == r#"{"amount": 123456789012345678}"#,
            client: |_, _| Ok(json!(r#"{"amount":123456789012345680}"#)),
        },
        // The number is infinite, and JSON has no word for that.
        Self {
            cases: &["K03"],
            column_type: "jsonb",
            holds: |stored| {
                text(stored).len() > 131_072 && text(stored).starts_with(r#"{"amount": 1"#)
            },
            client: |_, _| Ok(json!(r#"{"amount":null}"#)),
        },
    ];

    /// The entry for a stored value of a column of this type, if it has one.
    pub(super) fn of(column_type: &str, stored: &Value) -> Option<&'static Self> {
        const ALL: &[Unrepresented] = &Unrepresented::ALL;
        ALL.iter()
            .find(|entry| entry.column_type == column_type && (entry.holds)(stored))
    }
}

fn text(stored: &Value) -> &str {
    stored.as_str().unwrap_or_default()
}

fn year(stored: &Value) -> u32 {
    let digits = text(stored).split('-').next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

fn first_null(stored: &Value) -> Option<usize> {
    stored.as_array()?.iter().position(Value::is_null)
}
