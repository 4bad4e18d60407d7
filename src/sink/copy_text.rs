//! PostgreSQL's COPY text format (PostgreSQL documentation, COPY, "Text Format").

use super::Format;
use crate::schema::{Entity, Row};

/// A line for each row, of all columns in the table's order, for `COPY ... FROM STDIN`.
#[derive(Debug, Clone, Copy, Default)]
pub struct CopyText;

impl Format for CopyText {
    fn begin(&self, _: Entity) -> Vec<u8> {
        Vec::new()
    }

    fn row(&self, _: &Row, line: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(line);
        out.push(b'\n');
    }

    fn end(&self, _: bool) -> &'static [u8] {
        b""
    }
}
