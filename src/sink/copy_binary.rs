//! PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, "Binary Format").

use std::net::IpAddr;
use std::sync::Arc;

use super::Format;
use crate::clock::{DAY, Date, SECOND, Timestamp};
use crate::layout::{Layout, LiveColumn, Storage};
use crate::schema::{Entity, List, Network, Row, Value, write_plain};

/// Rows for `COPY ... FROM STDIN (FORMAT binary)` into the tables of a database.
#[derive(Debug, Clone, Default)]
pub struct CopyBinary {
    layout: Arc<Layout>,
}

impl CopyBinary {
    /// For the tables that are laid out so.
    pub fn new(layout: Arc<Layout>) -> Self {
        Self { layout }
    }

    fn columns(&self, entity: Entity) -> &[LiveColumn] {
        self.layout
            .table(entity)
            .map_or(&[], |table| table.columns.as_slice())
    }
}

/// Signature, flags, length of the header's extension.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// A field count of -1 ends the data.
const TRAILER: &[u8] = &[0xff, 0xff];
/// From 1970, where our milliseconds begin, to 2000, where PostgreSQL's microseconds do.
const EPOCH_MILLIS: i64 = 946_684_800 * SECOND;
/// The same in days.
const EPOCH_DAYS: i32 = 10_957;
/// `PGSQL_AF_INET` of `utils/inet.h`; IPv6 is one more.
const AF_INET: u8 = 2;

impl Format for CopyBinary {
    fn begin(&self, _: Entity) -> Vec<u8> {
        HEADER.to_vec()
    }

    fn row(&self, row: &Row, _: &[u8], out: &mut Vec<u8>) {
        let columns = self.columns(row.entity());
        out.extend_from_slice(&(columns.len() as i16).to_be_bytes());
        for column in columns {
            match row.get(column.position) {
                None | Some(Value::Null) => out.extend_from_slice(&(-1_i32).to_be_bytes()),
                Some(value) => with_length(out, |out| field(value, column, out)),
            }
        }
    }

    fn positions(&self, entity: Entity) -> Vec<usize> {
        self.columns(entity)
            .iter()
            .map(|column| column.position)
            .collect()
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

/// Appends a value as the column stores it. A pair of value and storage that
/// [`crate::layout::fit`] lets pass is one of those here.
fn field(value: Value<'_>, column: &LiveColumn, out: &mut Vec<u8>) {
    match (value, column.storage) {
        (Value::Uuid(id), Storage::Uuid) => out.extend_from_slice(id.as_bytes()),
        (Value::Text(text), _) => out.extend_from_slice(column.written(text).as_bytes()),
        (Value::Timestamp(at), _) => out.extend_from_slice(&micros(at).to_be_bytes()),
        (Value::Date(date), Storage::Date) => out.extend_from_slice(&days(date).to_be_bytes()),
        (Value::Date(date), _) => out.extend_from_slice(&micros(midnight(date)).to_be_bytes()),
        (Value::Int4(number), Storage::Int8) => {
            out.extend_from_slice(&i64::from(number).to_be_bytes());
        }
        (Value::Int4(number), _) => out.extend_from_slice(&number.to_be_bytes()),
        // What does not fit is refused before anything is sent.
        (Value::Int8(number), Storage::Int4) => {
            out.extend_from_slice(&(number as i32).to_be_bytes());
        }
        (Value::Int8(number), _) => out.extend_from_slice(&number.to_be_bytes()),
        (Value::Inet(network), Storage::Inet) => inet(network, false, out),
        (Value::Inet(network), Storage::Cidr) => inet(network, true, out),
        (Value::List(list), Storage::TextArray(element)) => text_array(list, element, out),
        (Value::Json(text), storage) => {
            if storage == Storage::Jsonb {
                // The version of jsonb's wire format.
                out.push(1);
            }
            out.extend_from_slice(text.as_bytes());
        }
        (other, _) => {
            let mut text = String::new();
            write_plain(other, &mut text);
            out.extend_from_slice(text.as_bytes());
        }
    }
}

/// The instant, in UTC, with which a date begins.
fn midnight(date: Date) -> Timestamp {
    match date {
        Date::INFINITY => Timestamp::INFINITY,
        Date::MINUS_INFINITY => Timestamp::MINUS_INFINITY,
        _ => Timestamp::from_millis(i64::from(date.as_days()) * DAY),
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
fn inet(network: Network, is_cidr: bool, out: &mut Vec<u8>) {
    let is_cidr = u8::from(is_cidr);
    match network.address {
        IpAddr::V4(address) => {
            out.extend_from_slice(&[AF_INET, network.prefix, is_cidr, 4]);
            out.extend_from_slice(&address.octets());
        }
        IpAddr::V6(address) => {
            out.extend_from_slice(&[AF_INET + 1, network.prefix, is_cidr, 16]);
            out.extend_from_slice(&address.octets());
        }
    }
}

/// Dimensions, "has NULLs", element type, then length and lower bound of the one dimension
/// (`array_send`). An empty array has no dimension.
fn text_array(list: List<'_>, element: u32, out: &mut Vec<u8>) {
    let items = list.iter();
    let count = items.len() as i32;
    let has_nulls = i32::from(list.iter().any(|item| item.is_none()));
    for number in [i32::from(count > 0), has_nulls] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    out.extend_from_slice(&element.to_be_bytes());
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
