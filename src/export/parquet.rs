//! Rows as Apache Parquet.
//!
//! Workers make flat rows, whose fields stand behind their lengths; they are sorted into columns here,
//! and written in groups of bounded size.

use std::io::{Error as IoError, Result as IoResult};
use std::path::Path;
use std::sync::Arc;

use bytes::{Buf as _, Bytes};
use parquet::basic::{Compression as Codec, GzipLevel, ZstdLevel};
use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::Compression;
use super::file::{GZIP_LEVEL, Hashing, Sealed, ZSTD_LEVEL};
use crate::schema::{Column, ColumnType, Entity, Row, Table, Value, write_plain};
use crate::sink::Format;

/// A group of rows is closed when its fields have this many bytes: readers take a group at a time,
/// and so does the writer.
const GROUP_BYTES: usize = 8 * 1024 * 1024;

/// The length of a field that is NULL.
const NULL: i32 = -1;

/// Rows on their way to a [`ParquetFile`]: each field's length in bytes, then the field, in the
/// order of the table's columns. Numbers are little-endian.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FlatRows;

impl Format for FlatRows {
    fn begin(&self, _: Entity) -> Vec<u8> {
        Vec::new()
    }

    fn row(&self, row: &Row, _: &[u8], out: &mut Vec<u8>) {
        for value in row.values() {
            if value == Value::Null {
                out.extend_from_slice(&NULL.to_le_bytes());
                continue;
            }
            let start = out.len();
            out.extend_from_slice(&NULL.to_le_bytes());
            flat(value, out);
            let length = (out.len() - start - NULL.to_le_bytes().len()) as i32;
            out[start..start + 4].copy_from_slice(&length.to_le_bytes());
        }
    }

    fn end(&self, _: bool) -> &'static [u8] {
        b""
    }
}

fn flat(value: Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null => {}
        Value::Uuid(id) => out.extend_from_slice(id.as_bytes()),
        Value::Text(text) | Value::Json(text) => out.extend_from_slice(text.as_bytes()),
        Value::Timestamp(at) => out.extend_from_slice(&at.as_millis().to_le_bytes()),
        Value::Date(date) => out.extend_from_slice(&date.as_days().to_le_bytes()),
        Value::Int4(number) => out.extend_from_slice(&number.to_le_bytes()),
        Value::Int8(number) => out.extend_from_slice(&number.to_le_bytes()),
        Value::Inet(_) => {
            let mut text = String::new();
            write_plain(value, &mut text);
            out.extend_from_slice(text.as_bytes());
        }
        Value::List(list) => {
            for item in list.iter() {
                let length = item.map_or(NULL, |text| text.len() as i32);
                out.extend_from_slice(&length.to_le_bytes());
                out.extend_from_slice(item.unwrap_or_default().as_bytes());
            }
        }
    }
}

/// Takes a field from the front of flat bytes; `None` for NULL.
fn take(flat: &mut Bytes) -> Option<Bytes> {
    match flat.get_i32_le() {
        NULL => None,
        length => Some(flat.split_to(length as usize)),
    }
}

/// A Parquet file that is written from its beginning to its end.
pub(super) struct ParquetFile {
    writer: SerializedFileWriter<Hashing>,
    leaves: Vec<Leaf>,
    /// Of the rows that wait in the leaves.
    waiting: usize,
}

impl ParquetFile {
    pub(super) fn create(
        path: &Path,
        entity: Entity,
        compression: Option<Compression>,
    ) -> IoResult<Self> {
        let table = entity.table();
        let file = Hashing::create(path)?;
        let writer = || {
            let schema = Arc::new(parse_message_type(&schema(table))?);
            let codec = match compression {
                None => Codec::UNCOMPRESSED,
                Some(Compression::Gzip) => Codec::GZIP(GzipLevel::try_new(GZIP_LEVEL)?),
                Some(Compression::Zstd) => Codec::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?),
            };
            let properties = WriterProperties::builder().set_compression(codec).build();
            SerializedFileWriter::new(file, schema, Arc::new(properties))
        };
        Ok(Self {
            writer: writer().map_err(failed)?,
            leaves: table.columns.iter().map(Leaf::new).collect(),
            waiting: 0,
        })
    }

    /// Takes rows, as [`FlatRows`] makes them.
    pub(super) fn write(&mut self, rows: Vec<u8>) -> IoResult<()> {
        let mut rows = Bytes::from(rows);
        while rows.has_remaining() {
            let before = rows.remaining();
            for leaf in &mut self.leaves {
                let field = take(&mut rows);
                leaf.push(field);
            }
            self.waiting += before - rows.remaining();
            if self.waiting >= GROUP_BYTES {
                self.write_group().map_err(failed)?;
            }
        }
        Ok(())
    }

    fn write_group(&mut self) -> ParquetResult<()> {
        let mut group = self.writer.next_row_group()?;
        for leaf in &mut self.leaves {
            let Some(mut column) = group.next_column()? else {
                return Err(ParquetError::General("a column too few".to_owned()));
            };
            leaf.write(&mut column)?;
            column.close()?;
        }
        group.close()?;
        self.waiting = 0;
        Ok(())
    }

    /// Writes what is left, to the disk itself.
    pub(super) fn finish(mut self) -> IoResult<Sealed> {
        if self.waiting > 0 {
            self.write_group().map_err(failed)?;
        }
        self.writer.into_inner().map_err(failed)?.finish()
    }
}

/// What the library says went wrong; the disk's own words, where it was the disk.
fn failed(error: ParquetError) -> IoError {
    match error {
        ParquetError::External(inner) => match inner.downcast::<IoError>() {
            Ok(error) => *error,
            Err(inner) => IoError::other(inner),
        },
        other => IoError::other(other),
    }
}

/// The schema of a table, in the language of Parquet's own documentation.
fn schema(table: &Table) -> String {
    let column = |column: &Column| {
        let repetition = if column.nullable {
            "optional"
        } else {
            "required"
        };
        let name = column.name;
        match column.kind {
            ColumnType::Uuid => format!("{repetition} fixed_len_byte_array(16) {name} (UUID);"),
            ColumnType::Text
            | ColumnType::Varchar(_)
            | ColumnType::Char(_)
            | ColumnType::Enum(_)
            | ColumnType::Inet => format!("{repetition} binary {name} (STRING);"),
            ColumnType::Jsonb => format!("{repetition} binary {name} (JSON);"),
            ColumnType::Timestamp => {
                format!("{repetition} int64 {name} (TIMESTAMP(MILLIS,true));")
            }
            ColumnType::Date => format!("{repetition} int32 {name} (DATE);"),
            ColumnType::Int4 => format!("{repetition} int32 {name};"),
            ColumnType::Int8 => format!("{repetition} int64 {name};"),
            ColumnType::TextArray => format!(
                "{repetition} group {name} (LIST) {{ repeated group list {{ optional binary element (STRING); }} }}"
            ),
        }
    };
    let columns: Vec<String> = table.columns.iter().map(column).collect();
    format!("message {} {{ {} }}", table.name, columns.join(" "))
}

/// A column's fields that wait for their group, with their levels: how deep each is defined, and
/// whether it goes on with the list of the one before (Dremel's encoding, which Parquet documents
/// under "Nested Encoding").
struct Leaf {
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    /// The level at which the column itself is defined.
    defined: i16,
}

enum Values {
    Fixed(Vec<FixedLenByteArray>),
    Binary(Vec<ByteArray>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    List(Vec<ByteArray>),
}

impl Leaf {
    fn new(column: &Column) -> Self {
        Self {
            values: match column.kind {
                ColumnType::Uuid => Values::Fixed(Vec::new()),
                ColumnType::Date | ColumnType::Int4 => Values::Int32(Vec::new()),
                ColumnType::Timestamp | ColumnType::Int8 => Values::Int64(Vec::new()),
                ColumnType::TextArray => Values::List(Vec::new()),
                ColumnType::Text
                | ColumnType::Varchar(_)
                | ColumnType::Char(_)
                | ColumnType::Enum(_)
                | ColumnType::Inet
                | ColumnType::Jsonb => Values::Binary(Vec::new()),
            },
            definitions: Vec::new(),
            repetitions: Vec::new(),
            defined: i16::from(column.nullable),
        }
    }

    fn push(&mut self, field: Option<Bytes>) {
        let Some(mut field) = field else {
            return self.level(0, 0);
        };
        match &mut self.values {
            Values::Fixed(values) => values.push(ByteArray::from(field).into()),
            Values::Binary(values) => values.push(field.into()),
            Values::Int32(values) => values.push(field.get_i32_le()),
            Values::Int64(values) => values.push(field.get_i64_le()),
            Values::List(items) if field.has_remaining() => {
                let mut repetition = 0;
                while field.has_remaining() {
                    let item = take(&mut field);
                    // Within the list, and within the element.
                    self.definitions
                        .push(self.defined + 1 + i16::from(item.is_some()));
                    self.repetitions.push(repetition);
                    items.extend(item.map(ByteArray::from));
                    repetition = 1;
                }
                return;
            }
            Values::List(_) => {}
        }
        self.level(self.defined, 0);
    }

    fn level(&mut self, definition: i16, repetition: i16) {
        self.definitions.push(definition);
        self.repetitions.push(repetition);
    }

    /// Writes all that waits.
    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> ParquetResult<()> {
        let is_list = matches!(self.values, Values::List(_));
        let definitions = (is_list || self.defined > 0).then_some(self.definitions.as_slice());
        let repetitions = is_list.then_some(self.repetitions.as_slice());
        match &mut self.values {
            Values::Fixed(values) => {
                let column = column.typed::<FixedLenByteArrayType>();
                column.write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Binary(values) | Values::List(values) => {
                let column = column.typed::<ByteArrayType>();
                column.write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Int32(values) => {
                let column = column.typed::<Int32Type>();
                column.write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Int64(values) => {
                let column = column.typed::<Int64Type>();
                column.write_batch(values, definitions, repetitions)?;
                values.clear();
            }
        }
        self.definitions.clear();
        self.repetitions.clear();
        Ok(())
    }
}
