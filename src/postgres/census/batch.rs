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

/// The length of the header, which the first message begins with.
pub(super) fn header_length(message: &[u8]) -> Result<usize> {
    let mut bytes = Bytes(message);
    let length = bytes
        .take(SIGNATURE.len())
        .filter(|front| *front == SIGNATURE)
        .and_then(|_| {
            bytes.take(4)?;
            let extension = bytes.length()??;
            bytes.take(extension)?;
            Some(message.len() - bytes.0.len())
        });
    length.ok_or_else(malformed)
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
        judge.row(&mut bytes, forms).ok_or_else(malformed)?;
    }
    Ok(judge.judged)
}

fn malformed() -> Error {
    let message = "the server sent what is not the rows that the census asked for";
    Error::new(Kind::Unexpected, message)
}

/// Bytes that are taken from the front; nothing where there are too few.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (front, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(front)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn int(&mut self) -> Option<i32> {
        self.array().map(i32::from_be_bytes)
    }

    /// A length, or that there is NULL instead.
    fn length(&mut self) -> Option<Option<usize>> {
        match self.int()? {
            -1 => Some(None),
            length => usize::try_from(length).ok().map(Some),
        }
    }

    /// A value behind its length, or NULL.
    fn value(&mut self) -> Option<Option<&'b [u8]>> {
        match self.length()? {
            None => Some(None),
            Some(length) => self.take(length).map(Some),
        }
    }
}

/// Goes through rows and adds up. Its steps end with `None` where bytes are not what the form
/// says.
struct Judge {
    judged: Judged,
    number: u64,
    /// Where the row is.
    place: (u32, u16),
    column: usize,
}

impl Judge {
    fn row(&mut self, bytes: &mut Bytes<'_>, forms: &[Form]) -> Option<()> {
        let fields = bytes.array().map(i16::from_be_bytes)?;
        if fields == -1 {
            // The end of the data, behind which there is nothing.
            return bytes.0.is_empty().then_some(());
        }
        if usize::try_from(fields) != Ok(forms.len() + 1) || bytes.length()? != Some(6) {
            return None;
        }
        let block = bytes.array().map(u32::from_be_bytes)?;
        self.place = (block, bytes.array().map(u16::from_be_bytes)?);
        self.judged.rows += 1;
        for (column, form) in forms.iter().enumerate() {
            self.column = column;
            self.value(bytes.value()?, form)?;
        }
        Some(())
    }

    fn value(&mut self, value: Option<&[u8]>, form: &Form) -> Option<()> {
        let Some(value) = value else {
            return Some(());
        };
        match form {
            Form::Text => self.text(value, Strangers::of),
            Form::Json => self.text(value, Strangers::of_json),
            Form::Jsonb => self.text(value.strip_prefix(&[1])?, Strangers::of_json),
            Form::Array(of) => return self.array(&mut Bytes(value), of),
            Form::Composite(fields) => return self.composite(&mut Bytes(value), fields),
            Form::Range(of) => return self.range(&mut Bytes(value), of),
            Form::Multirange(of) => {
                let mut ranges = Bytes(value);
                for _ in 0..ranges.int()? {
                    self.value(ranges.value()?, of)?;
                }
            }
        }
        Some(())
    }

    /// The number of dimensions, whether there are NULLs, the type; size and first subscript of
    /// each dimension; the elements.
    fn array(&mut self, bytes: &mut Bytes<'_>, of: &Form) -> Option<()> {
        let dimensions = usize::try_from(bytes.int()?).ok()?;
        bytes.take(8 + 8 * dimensions)?;
        while !bytes.0.is_empty() {
            self.value(bytes.value()?, of)?;
        }
        Some(())
    }

    /// The number of fields; type and value of each.
    fn composite(&mut self, bytes: &mut Bytes<'_>, fields: &[Option<Form>]) -> Option<()> {
        if usize::try_from(bytes.int()?) != Ok(fields.len()) {
            return None;
        }
        for field in fields {
            bytes.take(4)?;
            let value = bytes.value()?;
            if let Some(form) = field {
                self.value(value, form)?;
            }
        }
        Some(())
    }

    fn range(&mut self, bytes: &mut Bytes<'_>, of: &Form) -> Option<()> {
        let [flags] = bytes.array()?;
        for absent in [EMPTY | NO_LOWER, EMPTY | NO_UPPER] {
            if flags & absent == 0 {
                self.value(bytes.value()?, of)?;
            }
        }
        Some(())
    }

    fn text(&mut self, value: &[u8], judge: fn(&str) -> Strangers) {
        self.judged.bytes += value.len() as u64;
        // Only a database without an encoding sends what is no UTF-8.
        let strangers = judge(&String::from_utf8_lossy(value));
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
