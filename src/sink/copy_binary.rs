//! PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, "Binary Format").

use std::net::IpAddr;

use super::Format;
use crate::clock::{Date, SECOND, Timestamp};
use crate::schema::{Entity, List, Network, Row, Value};

/// Rows for `COPY ... FROM STDIN (FORMAT binary)`.
#[derive(Debug, Clone, Copy, Default)]
pub struct CopyBinary;

/// Signature, flags, length of the header's extension.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// A field count of -1 ends the data.
const TRAILER: &[u8] = &[0xff, 0xff];
/// From 1970, where our milliseconds begin, to 2000, where PostgreSQL's microseconds do.
const EPOCH_MILLIS: i64 = 946_684_800 * SECOND;
/// The same in days.
const EPOCH_DAYS: i32 = 10_957;
/// The object id of type `text` (`pg_type.dat`).
const TEXT_OID: i32 = 25;
/// `PGSQL_AF_INET` of `utils/inet.h`; IPv6 is one more.
const AF_INET: u8 = 2;

impl Format for CopyBinary {
    fn begin(&self, _: Entity) -> &'static [u8] {
        HEADER
    }

    fn row(&self, row: &Row, out: &mut Vec<u8>) {
        let values = row.values();
        out.extend_from_slice(&(values.len() as i16).to_be_bytes());
        for value in values {
            if value == Value::Null {
                out.extend_from_slice(&(-1_i32).to_be_bytes());
            } else {
                with_length(out, |out| field(value, out));
            }
        }
    }

    fn end(&self, _: bool) -> &'static [u8] {
        TRAILER
    }
}

/// Appends what `write` appends, with its length in front.
fn with_length(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    write(out);
    let length = (out.len() - start - 4) as i32;
    out[start..start + 4].copy_from_slice(&length.to_be_bytes());
}

fn field(value: Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null => {}
        Value::Uuid(id) => out.extend_from_slice(id.as_bytes()),
        Value::Text(text) => out.extend_from_slice(text.as_bytes()),
        Value::Timestamp(at) => out.extend_from_slice(&micros(at).to_be_bytes()),
        Value::Date(date) => out.extend_from_slice(&days(date).to_be_bytes()),
        Value::Int4(number) => out.extend_from_slice(&number.to_be_bytes()),
        Value::Int8(number) => out.extend_from_slice(&number.to_be_bytes()),
        Value::Inet(network) => inet(network, out),
        Value::List(list) => text_array(list, out),
        Value::Json(text) => {
            // The version of jsonb's wire format.
            out.push(1);
            out.extend_from_slice(text.as_bytes());
        }
    }
}

/// Microseconds since 2000; the greatest and the least number are the infinities
/// (`datatype/timestamp.h`).
fn micros(at: Timestamp) -> i64 {
    match at {
        Timestamp::INFINITY | Timestamp::MINUS_INFINITY => at.as_millis(),
        _ => (at.as_millis() - EPOCH_MILLIS) * 1_000,
    }
}

/// Days since 2000; the greatest and the least number are the infinities (`utils/date.h`).
fn days(date: Date) -> i32 {
    match date {
        Date::INFINITY | Date::MINUS_INFINITY => date.as_days(),
        _ => date.as_days() - EPOCH_DAYS,
    }
}

/// Family, prefix length, "is a cidr", address length, address (`network_send`).
fn inet(network: Network, out: &mut Vec<u8>) {
    match network.address {
        IpAddr::V4(address) => {
            out.extend_from_slice(&[AF_INET, network.prefix, 0, 4]);
            out.extend_from_slice(&address.octets());
        }
        IpAddr::V6(address) => {
            out.extend_from_slice(&[AF_INET + 1, network.prefix, 0, 16]);
            out.extend_from_slice(&address.octets());
        }
    }
}

/// Dimensions, "has NULLs", element type, then length and lower bound of the one dimension
/// (`array_send`). An empty array has no dimension.
fn text_array(list: List<'_>, out: &mut Vec<u8>) {
    let items = list.iter();
    let count = items.len() as i32;
    let has_nulls = i32::from(list.iter().any(|item| item.is_none()));
    for number in [i32::from(count > 0), has_nulls, TEXT_OID] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    if count > 0 {
        for number in [count, list.first_subscript()] {
            out.extend_from_slice(&number.to_be_bytes());
        }
    }
    for item in items {
        match item {
            Some(text) => with_length(out, |out| out.extend_from_slice(text.as_bytes())),
            None => out.extend_from_slice(&(-1_i32).to_be_bytes()),
        }
    }
}
