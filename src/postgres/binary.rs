//! Rows out of PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, "Binary
//! Format"): the way back of [`crate::sink::CopyBinary`].

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use uuid::Uuid;

use crate::clock::{Date, SECOND, Timestamp};
use crate::schema::{ColumnType, Entity, Network, Row};

/// The header begins with it.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Signature, flags, length of the extension.
const HEADER: usize = SIGNATURE.len() + 8;
/// From 1970, where our milliseconds begin, to 2000, where PostgreSQL's microseconds do.
const EPOCH_MILLIS: i64 = 946_684_800 * SECOND;
/// The same in days.
const EPOCH_DAYS: i32 = 10_957;

/// Bytes that are taken in as they come, and rows that are taken out as they are complete.
#[derive(Debug)]
pub struct BinaryRows {
    entity: Entity,
    buffer: Vec<u8>,
    /// How much of the buffer is done with.
    at: usize,
    begun: bool,
    fields: Vec<Option<Range<usize>>>,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A row, which is in the buffer that was handed in.
    Row,
    /// A row that holds something that a [`Row`] cannot.
    Unreadable,
    /// More bytes are needed.
    Incomplete,
    /// The data has ended.
    End,
}

/// The bytes are not rows of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not rows of {} in COPY's binary format", .0.name())]
pub struct Malformed(pub Entity);

impl BinaryRows {
    /// Nothing yet, of the entity's table.
    pub fn new(entity: Entity) -> Self {
        Self {
            entity,
            buffer: Vec::new(),
            at: 0,
            begun: false,
            fields: Vec::new(),
        }
    }

    /// Takes in some bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.at);
        self.at = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// Takes out the next row, if it is complete.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are not framed as rows of the table are.
    pub fn next(&mut self, row: &mut Row) -> Result<Next, Malformed> {
        let next = self.frame()?;
        if next != Next::Row {
            return Ok(next);
        }
        row.clear();
        let columns = self.entity.table().columns;
        for (column, field) in columns.iter().zip(&self.fields) {
            let Some(range) = field else {
                row.null();
                continue;
            };
            if value(column.kind, &self.buffer[range.clone()], row).is_none() {
                return Ok(Next::Unreadable);
            }
        }
        Ok(Next::Row)
    }

    /// Finds the fields of the next row, and goes behind it.
    fn frame(&mut self) -> Result<Next, Malformed> {
        let malformed = Malformed(self.entity);
        if !self.begun && !self.header()? {
            return Ok(Next::Incomplete);
        }
        self.fields.clear();
        let Some(count) = self.number::<2>(self.at).map(i16::from_be_bytes) else {
            return Ok(Next::Incomplete);
        };
        if count == -1 {
            return Ok(Next::End);
        }
        if usize::try_from(count) != Ok(self.entity.table().columns.len()) {
            return Err(malformed);
        }
        let mut at = self.at + 2;
        for _ in 0..count {
            let Some(length) = self.number::<4>(at).map(i32::from_be_bytes) else {
                return Ok(Next::Incomplete);
            };
            at += 4;
            if length == -1 {
                self.fields.push(None);
                continue;
            }
            let end = at + usize::try_from(length).map_err(|_| malformed)?;
            if end > self.buffer.len() {
                return Ok(Next::Incomplete);
            }
            self.fields.push(Some(at..end));
            at = end;
        }
        self.at = at;
        Ok(Next::Row)
    }

    /// Passes over the header, if it is all there.
    fn header(&mut self) -> Result<bool, Malformed> {
        let Some(extension) = self.number::<4>(HEADER - 4).map(u32::from_be_bytes) else {
            return Ok(false);
        };
        if !self.buffer.starts_with(SIGNATURE) {
            return Err(Malformed(self.entity));
        }
        self.at = HEADER + extension as usize;
        self.begun = self.at <= self.buffer.len();
        Ok(self.begun)
    }

    fn number<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.buffer.get(at..at + N)?.try_into().ok()
    }
}

/// Adds a column's value to the row; `None` where a row cannot hold it.
fn value(kind: ColumnType, bytes: &[u8], row: &mut Row) -> Option<()> {
    match kind {
        ColumnType::Uuid => row.uuid(Uuid::from_slice(bytes).ok()?),
        ColumnType::Text | ColumnType::Varchar(_) | ColumnType::Char(_) | ColumnType::Enum(_) => {
            row.text(std::str::from_utf8(bytes).ok()?);
        }
        ColumnType::TextArray => return list(bytes, row),
        ColumnType::Jsonb => {
            // The version of jsonb's wire format.
            let text = bytes.strip_prefix(&[1])?;
            row.canonical_json(std::str::from_utf8(text).ok()?);
        }
        ColumnType::Timestamp => {
            let micros = i64::from_be_bytes(bytes.try_into().ok()?);
            row.timestamp(instant(micros)?);
        }
        ColumnType::Date => {
            let days = i32::from_be_bytes(bytes.try_into().ok()?);
            row.date_or_null(Some(date(days)?));
        }
        ColumnType::Int4 => row.int4(i32::from_be_bytes(bytes.try_into().ok()?)),
        ColumnType::Int8 => row.int8(i64::from_be_bytes(bytes.try_into().ok()?)),
        ColumnType::Inet => row.inet_or_null(Some(network(bytes)?)),
    }
    Some(())
}

/// The instant so many microseconds after 2000, which must be whole milliseconds. The greatest
/// and the least number are the infinities (`datatype/timestamp.h`).
fn instant(micros: i64) -> Option<Timestamp> {
    match micros {
        i64::MAX => Some(Timestamp::INFINITY),
        i64::MIN => Some(Timestamp::MINUS_INFINITY),
        _ if micros % 1_000 != 0 => None,
        _ => Some(Timestamp::from_millis(micros / 1_000 + EPOCH_MILLIS)),
    }
}

/// The date so many days after 2000; the infinities as for instants (`utils/date.h`).
fn date(days: i32) -> Option<Date> {
    match days {
        i32::MAX => Some(Date::INFINITY),
        i32::MIN => Some(Date::MINUS_INFINITY),
        _ => days.checked_add(EPOCH_DAYS).map(Date::from_days),
    }
}

/// Family, prefix length, "is a cidr", address length, address (`network_send`).
fn network(bytes: &[u8]) -> Option<Network> {
    let [_, prefix, _, _, address @ ..] = bytes else {
        return None;
    };
    let address = match address.len() {
        4 => IpAddr::V4(Ipv4Addr::from(<[u8; 4]>::try_from(address).ok()?)),
        _ => IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(address).ok()?)),
    };
    Some(Network {
        address,
        prefix: *prefix,
    })
}

/// Dimensions, "has NULLs", element type, then length and lower bound of the one dimension
/// (`array_send`). A row cannot hold lists of several dimensions.
fn list(bytes: &[u8], row: &mut Row) -> Option<()> {
    let (dimensions, rest) = split(bytes)?;
    let (_, rest) = split(rest)?;
    let (_, rest) = split(rest)?;
    if dimensions == 0 {
        row.list([]);
        return Some(());
    }
    let (count, rest) = split(rest)?;
    let (first_subscript, mut rest) = split(rest)?;
    if dimensions != 1 {
        return None;
    }
    let mut items = Vec::new();
    for _ in 0..count {
        let (length, after) = split(rest)?;
        rest = after;
        if length == -1 {
            items.push(None);
            continue;
        }
        let (item, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        items.push(Some(std::str::from_utf8(item).ok()?));
        rest = after;
    }
    row.list_from(first_subscript, items);
    Some(())
}

/// The number at the front of some bytes, and what comes behind it.
fn split(bytes: &[u8]) -> Option<(i32, &[u8])> {
    let (front, rest) = bytes.split_first_chunk()?;
    Some((i32::from_be_bytes(*front), rest))
}
