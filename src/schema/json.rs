//! JSON as `jsonb` prints it.
//!
//! The canonical text of a value is what PostgreSQL prints, so that the digest of generated
//! rows and the digest of stored rows can be compared. `jsonb` orders an object's keys by
//! length in bytes, then bytewise, and puts one space after each colon and comma
//! (`jsonb_util.c`, lengthCompareJsonbString; `jsonb.c`, `JsonbToCString`).

/// A JSON value to be written in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A string.
    Text(&'a str),
    /// An array.
    Array(Vec<Json<'a>>),
    /// An object; keys in any order, each once.
    Object(Vec<(&'a str, Json<'a>)>),
}

impl Json<'_> {
    /// Appends the canonical text to `out`.
    pub fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Int(value) => out.push_str(&value.to_string()),
            Self::Text(text) => write_string(text, out),
            Self::Array(items) => {
                write_list(out, ['[', ']'], items.iter(), Json::write);
            }
            Self::Object(fields) => {
                let mut sorted: Vec<&(&str, Json<'_>)> = fields.iter().collect();
                sorted.sort_by_key(|(key, _)| (key.len(), key.as_bytes()));
                write_list(out, ['{', '}'], sorted.into_iter(), |(key, value), out| {
                    write_string(key, out);
                    out.push_str(": ");
                    value.write(out);
                });
            }
        }
    }
}

fn write_list<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: impl Iterator<Item = T>,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write(item, out);
    }
    out.push(close);
}

/// A JSON string as PostgreSQL's `escape_json` writes it.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
}
