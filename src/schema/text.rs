//! The canonical text of a value: what PostgreSQL prints for it with `TimeZone` UTC and
//! `DateStyle` ISO.
//!
//! The digest of a table is taken over lines of `COPY ... TO STDOUT` in text format, on both
//! sides: here from generated rows, there by PostgreSQL from stored ones. So a mistake in
//! the binary encoding, or anything that the database changed on the way in, shows.

use std::fmt::Write as _;
use std::net::IpAddr;

use super::{List, Network, Row, Value};
use crate::clock::{Civil, Date, Timestamp};

/// Appends the row as a line of COPY's text format, without the line feed: values parted by
/// tabs, `\N` for NULL, backslash escapes.
pub fn write_copy_line(row: &Row, scratch: &mut String, out: &mut Vec<u8>) {
    write_fields(row.values(), scratch, out);
}

/// The same of the columns at these positions only.
pub fn write_copy_fields(row: &Row, positions: &[usize], scratch: &mut String, out: &mut Vec<u8>) {
    let values = positions.iter().filter_map(|position| row.get(*position));
    write_fields(values, scratch, out);
}

fn write_fields<'r>(
    values: impl Iterator<Item = Value<'r>>,
    scratch: &mut String,
    out: &mut Vec<u8>,
) {
    for (at, value) in values.enumerate() {
        if at > 0 {
            out.push(b'\t');
        }
        if value == Value::Null {
            out.extend_from_slice(b"\\N");
            continue;
        }
        scratch.clear();
        write_plain(value, scratch);
        escape_copy(scratch, out);
    }
}

/// Appends the value's text, unescaped; nothing for NULL.
pub fn write_plain(value: Value<'_>, out: &mut String) {
    match value {
        Value::Null => {}
        Value::Uuid(id) => {
            out.push_str(
                id.hyphenated()
                    .encode_lower(&mut uuid::Uuid::encode_buffer()),
            );
        }
        Value::Text(text) | Value::Json(text) => out.push_str(text),
        Value::Timestamp(at) => write_timestamp(at, out),
        Value::Date(date) => write_date(date, out),
        Value::Int4(number) => push(out, format_args!("{number}")),
        Value::Int8(number) => push(out, format_args!("{number}")),
        Value::Inet(network) => write_network(network, out),
        Value::List(list) => write_array(list, out),
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
}

/// `2026-03-01 09:30:00.25+00`: a fraction without trailing zeros, none when it is zero.
fn write_timestamp(at: Timestamp, out: &mut String) {
    if matches!(at, Timestamp::INFINITY | Timestamp::MINUS_INFINITY) {
        return push(out, format_args!("{at}"));
    }
    let civil = at.date().civil();
    write_day(civil, out);
    let [hour, minute, second, millis] = at.time_of_day();
    push(out, format_args!(" {hour:02}:{minute:02}:{second:02}"));
    if millis > 0 {
        push(out, format_args!(".{millis:03}"));
        let kept = out.trim_end_matches('0').len();
        out.truncate(kept);
    }
    out.push_str("+00");
    write_era(civil, out);
}

fn write_date(date: Date, out: &mut String) {
    if matches!(date, Date::INFINITY | Date::MINUS_INFINITY) {
        return push(out, format_args!("{date}"));
    }
    write_day(date.civil(), out);
    write_era(date.civil(), out);
}

/// The year before 1 is 1 BC, which [`write_era`] adds at the end.
fn write_day(civil: Civil, out: &mut String) {
    let Civil { year, month, day } = civil;
    let year = if year > 0 { year } else { 1 - year };
    push(out, format_args!("{year:04}-{month:02}-{day:02}"));
}

fn write_era(civil: Civil, out: &mut String) {
    if civil.year <= 0 {
        out.push_str(" BC");
    }
}

/// A network with its prefix length, which PostgreSQL leaves off when it is the whole address.
fn write_network(network: Network, out: &mut String) {
    push(out, format_args!("{}", network.address));
    let whole = match network.address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    };
    if network.prefix != whole {
        push(out, format_args!("/{}", network.prefix));
    }
}

/// An array literal: elements are quoted where they could be taken for something else, and
/// subscripts are shown where they do not begin at 1 (PostgreSQL's `array_out`).
fn write_array(list: List<'_>, out: &mut String) {
    let items = list.iter();
    if list.first_subscript() != 1 && items.len() > 0 {
        let first = list.first_subscript();
        let end = i64::from(first) + items.len() as i64;
        push(out, format_args!("[{first}:{}]=", end - 1));
    }
    out.push('{');
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(',');
        }
        match item {
            None => out.push_str("NULL"),
            Some(text) if needs_quotes(text) => {
                out.push('"');
                for character in text.chars() {
                    if matches!(character, '"' | '\\') {
                        out.push('\\');
                    }
                    out.push(character);
                }
                out.push('"');
            }
            Some(text) => out.push_str(text),
        }
    }
    out.push('}');
}

/// White space here is what PostgreSQL's `array_isspace` knows: ASCII only.
fn needs_quotes(text: &str) -> bool {
    text.is_empty()
        || text.eq_ignore_ascii_case("NULL")
        || text.bytes().any(|byte| {
            matches!(
                byte,
                b'"' | b'\\' | b'{' | b'}' | b',' | b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c
            )
        })
}

fn escape_copy(text: &str, out: &mut Vec<u8>) {
    for byte in text.bytes() {
        let letter = match byte {
            b'\\' => b'\\',
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x0b => b'v',
            plain => {
                out.push(plain);
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', letter]);
    }
}
