//! Where rows go: bytes of a format, and digests.
//!
//! Sinks write to what they are handed and know no files and no database.

mod copy_binary;
mod copy_text;
mod csv;
mod digest;
mod first;
mod json;
mod line;
mod pipeline;
mod sql;
mod unfit;

pub use copy_binary::CopyBinary;
pub use copy_text::CopyText;
pub use csv::Csv;
pub use digest::{Digest, Tally, hex};
pub use first::{any, first};
pub use json::{Json, Ndjson};
pub use pipeline::{Batch, Progress, run, run_some};
pub use sql::Sql;
pub use unfit::{Unfit, unfit};

use crate::schema::{Entity, Row};

/// A format of rows.
///
/// What it writes for a table is `begin`, its rows with `between` between two of them, and
/// `end`. It keeps no state from row to row, so that parts can be made apart.
pub trait Format: Sync {
    /// Bytes before the first row.
    fn begin(&self, entity: Entity) -> Vec<u8>;

    /// Appends a row, whose canonical line in the columns at [`Format::positions`] is at hand: what
    /// digests are made of is made once.
    fn row(&self, row: &Row, line: &[u8], out: &mut Vec<u8>);

    /// The columns that it writes, by their positions: all of them, where nothing else is said.
    /// A digest speaks of these columns and no others.
    fn positions(&self, entity: Entity) -> Vec<usize> {
        (0..entity.table().columns.len()).collect()
    }

    /// Bytes between two rows.
    fn between(&self) -> &'static [u8] {
        b""
    }

    /// Bytes after the last row.
    fn end(&self, any: bool) -> &'static [u8];
}
