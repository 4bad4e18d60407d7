//! Rows in COPY's binary format (PostgreSQL documentation, COPY, "Binary Format"), judged.
//!
//! Values are laid out as the server's send functions write them: `array_send`, `record_send`,
//! `range_send` and `multirange_send`.

use std::collections::BTreeMap;

use super::types::Form;
use crate::error::{Error, Kind, Result};
use crate::reserved::{ContactKind, Seen, Strangers};

/// The header begins with it; flags and the length of an extension follow.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// A range without bounds, or without the one or the other (`utils/rangetypes.h`).
const EMPTY: u8 = 0x01;
const NO_LOWER: u8 = 0x08 | 0x20;
const NO_UPPER: u8 = 0x10 | 0x40;

/// What was found of one kind in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) seen: Seen,
    /// Block and offset of the first one's row.
    pub(super) place: (u32, u16),
    /// The number of the batch that the first one is in.
    batch: u64,
}

/// What rows came to.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) rows: u64,
    /// Of text.
    pub(super) bytes: u64,
    /// By the column's place among those that are looked at.
    pub(super) found: BTreeMap<(usize, ContactKind), Found>,
}

impl Judged {
    /// Adds what other rows of the same columns came to.
    pub(super) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.bytes += other.bytes;
        for (key, found) in other.found {
            self.add_found(key, found);
        }
    }

    fn add_found(&mut self, key: (usize, ContactKind), mut found: Found) {
        let Some(known) = self.found.get_mut(&key) else {
            self.found.insert(key, found);
            return;
        };
        // Batches come in the order in which they were done.
        if found.batch < known.batch {
            std::mem::swap(known, &mut found);
        }
        known.seen.count += found.seen.count;
    }
}

/// The bytes are not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Malformed;

impl From<Malformed> for Error {
    fn from(_: Malformed) -> Self {
        let message = "the server sent what is not the rows that the census asked for";
        Self::new(Kind::Unexpected, message)
    }
}

/// The length of the header, which the first message begins with.
pub(super) fn header_length(message: &[u8]) -> Result<usize> {
    let mut bytes = Bytes(message);
    if bytes.take(SIGNATURE.len())? != SIGNATURE {
        return Err(Malformed.into());
    }
    bytes.take(4)?;
    bytes.value()?;
    Ok(message.len() - bytes.0.len())
}

/// Judges whole rows: of each its `ctid` and a value for each form. `number` is the batch's.
pub(super) fn judge(rows: &[u8], forms: &[Form], number: u64) -> Result<Judged> {
    let mut judge = Judge {
        judged: Judged::default(),
        number,
        place: (0, 0),
        column: 0,
    };
    let mut bytes = Bytes(rows);
    while !bytes.0.is_empty() {
        judge.row(&mut bytes, forms)?;
    }
    Ok(judge.judged)
}

/// Bytes that are taken from the front.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], Malformed> {
        let (front, rest) = self.0.split_at_checked(count).ok_or(Malformed)?;
        self.0 = rest;
        Ok(front)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.take(N)?.try_into().map_err(|_| Malformed)
    }

    /// A number of things.
    fn count(&mut self) -> Result<usize, Malformed> {
        let count = i32::from_be_bytes(self.array()?);
        count.try_into().map_err(|_| Malformed)
    }

    /// A value behind its length, or NULL.
    fn value(&mut self) -> Result<Option<&'b [u8]>, Malformed> {
        match i32::from_be_bytes(self.array()?) {
            -1 => Ok(None),
            length => self
                .take(length.try_into().map_err(|_| Malformed)?)
                .map(Some),
        }
    }
}

/// Goes through rows and adds up.
struct Judge {
    judged: Judged,
    number: u64,
    /// Where the row is.
    place: (u32, u16),
    column: usize,
}

impl Judge {
    fn row(&mut self, bytes: &mut Bytes<'_>, forms: &[Form]) -> Result<(), Malformed> {
        let fields = i16::from_be_bytes(bytes.array()?);
        if fields == -1 {
            // The end of the data, behind which there is nothing.
            return bytes.0.is_empty().then_some(()).ok_or(Malformed);
        }
        if usize::try_from(fields) != Ok(forms.len() + 1) {
            return Err(Malformed);
        }
        let mut place = Bytes(bytes.value()?.ok_or(Malformed)?);
        let block = u32::from_be_bytes(place.array()?);
        self.place = (block, u16::from_be_bytes(place.array()?));
        self.judged.rows += 1;
        for (column, form) in forms.iter().enumerate() {
            self.column = column;
            self.value(bytes.value()?, form)?;
        }
        Ok(())
    }

    fn value(&mut self, value: Option<&[u8]>, form: &Form) -> Result<(), Malformed> {
        let Some(value) = value else {
            return Ok(());
        };
        match form {
            Form::Text => self.text(value, Strangers::of),
            Form::Json => self.text(value, Strangers::of_json),
            Form::Jsonb => {
                let json = value.strip_prefix(&[1]).ok_or(Malformed)?;
                self.text(json, Strangers::of_json);
            }
            Form::Array(of) => self.array(&mut Bytes(value), of)?,
            Form::Composite(fields) => self.composite(&mut Bytes(value), fields)?,
            Form::Range(of) => self.range(&mut Bytes(value), of)?,
            Form::Multirange(of) => {
                let mut ranges = Bytes(value);
                for _ in 0..ranges.count()? {
                    self.value(ranges.value()?, of)?;
                }
            }
        }
        Ok(())
    }

    /// The number of dimensions, whether there are NULLs, the type; size and first subscript of
    /// each dimension; the elements.
    fn array(&mut self, bytes: &mut Bytes<'_>, of: &Form) -> Result<(), Malformed> {
        let dimensions = bytes.count()?;
        bytes.take(8 + 8 * dimensions)?;
        while !bytes.0.is_empty() {
            self.value(bytes.value()?, of)?;
        }
        Ok(())
    }

    /// The number of fields; type and value of each.
    fn composite(
        &mut self,
        bytes: &mut Bytes<'_>,
        fields: &[Option<Form>],
    ) -> Result<(), Malformed> {
        if bytes.count()? != fields.len() {
            return Err(Malformed);
        }
        for field in fields {
            bytes.take(4)?;
            let value = bytes.value()?;
            if let Some(form) = field {
                self.value(value, form)?;
            }
        }
        Ok(())
    }

    fn range(&mut self, bytes: &mut Bytes<'_>, of: &Form) -> Result<(), Malformed> {
        let [flags] = bytes.array()?;
        for absent in [EMPTY | NO_LOWER, EMPTY | NO_UPPER] {
            if flags & absent == 0 {
                self.value(bytes.value()?, of)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, value: &[u8], judge: fn(&str) -> Strangers) {
        self.judged.bytes += value.len() as u64;
        // Only a database without an encoding sends what is no UTF-8. Asked first, because the
        // answer is quicker than the remedy.
        let strangers = match std::str::from_utf8(value) {
            Ok(text) => judge(text),
            Err(_) => judge(&String::from_utf8_lossy(value)),
        };
        if strangers.is_empty() {
            return;
        }
        for (kind, seen) in strangers.seen() {
            let (place, batch) = (self.place, self.number);
            let found = Found { seen, place, batch };
            self.judged.add_found((self.column, kind), found);
        }
    }
}
