//! Rows as JSON objects: one array a table, or one object a line.

use std::io::Write as _;

use super::Format;
use crate::schema::{Entity, Row, Value, write_plain};

/// A JSON array of a table's rows, one row a line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json;

/// A JSON object a line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ndjson;

impl Format for Json {
    fn begin(&self, _: Entity) -> Vec<u8> {
        b"[".to_vec()
    }

    fn row(&self, row: &Row, _: &[u8], out: &mut Vec<u8>) {
        out.push(b'\n');
        object(row, out);
    }

    fn between(&self) -> &'static [u8] {
        b","
    }

    fn end(&self, any: bool) -> &'static [u8] {
        if any { b"\n]\n" } else { b"]\n" }
    }
}

impl Format for Ndjson {
    fn begin(&self, _: Entity) -> Vec<u8> {
        Vec::new()
    }

    fn row(&self, row: &Row, _: &[u8], out: &mut Vec<u8>) {
        object(row, out);
        out.push(b'\n');
    }

    fn end(&self, _: bool) -> &'static [u8] {
        b""
    }
}

/// Columns by name, in the table's order. Instants are ISO 8601 with milliseconds and `Z`, as
/// JavaScript and Prisma write them; `bigint` is a number, below 2^53 in generated rows.
fn object(row: &Row, out: &mut Vec<u8>) {
    let columns = row.entity().table().columns;
    out.push(b'{');
    for (at, (column, value)) in columns.iter().zip(row.values()).enumerate() {
        if at > 0 {
            out.push(b',');
        }
        string(column.name, out);
        out.push(b':');
        json_value(value, out);
    }
    out.push(b'}');
}

fn json_value(value: Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Json(text) => out.extend_from_slice(text.as_bytes()),
        Value::Int4(number) => write(out, format_args!("{number}")),
        Value::Int8(number) => write(out, format_args!("{number}")),
        Value::Timestamp(at) => write(out, format_args!("\"{at}\"")),
        Value::Date(date) => write(out, format_args!("\"{date}\"")),
        Value::Text(text) => string(text, out),
        Value::List(list) => {
            out.push(b'[');
            for (at, item) in list.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                match item {
                    Some(text) => string(text, out),
                    None => out.extend_from_slice(b"null"),
                }
            }
            out.push(b']');
        }
        Value::Uuid(_) | Value::Inet(_) => {
            let mut text = String::new();
            write_plain(value, &mut text);
            string(&text, out);
        }
    }
}

fn write(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to a Vec cannot fail.
    let _ = out.write_fmt(text);
}

/// A JSON string, escaped as `serde_json` escapes it.
fn string(text: &str, out: &mut Vec<u8>) {
    // Neither a string nor a Vec can fail to be written.
    let _ = serde_json::to_writer(out, text);
}
