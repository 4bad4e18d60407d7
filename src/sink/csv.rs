//! Rows as comma-separated values (RFC 4180), as PostgreSQL's COPY reads them.

use super::Format;
use super::line::{fields, write_doubling};
use crate::schema::{Entity, Row};

/// A line of column names, then a line for each row, each ended by CR LF.
///
/// NULL is nothing at all, and an empty text is `""`: PostgreSQL's COPY tells them apart so, while
/// RFC 4180 knows no NULL. Values are as PostgreSQL prints them with `TimeZone` UTC.
#[derive(Debug, Clone, Copy, Default)]
pub struct Csv;

impl Format for Csv {
    fn begin(&self, entity: Entity) -> Vec<u8> {
        let columns = entity.table().columns.iter();
        let names: Vec<&str> = columns.map(|column| column.name).collect();
        format!("{}\r\n", names.join(",")).into_bytes()
    }

    fn row(&self, _: &Row, line: &[u8], out: &mut Vec<u8>) {
        for (at, field) in fields(line).enumerate() {
            if at > 0 {
                out.push(b',');
            }
            match field {
                None => {}
                Some(field) if needs_quotes(field) => {
                    out.push(b'"');
                    write_doubling(field, b'"', out);
                    out.push(b'"');
                }
                Some(field) => out.extend_from_slice(field),
            }
        }
        out.extend_from_slice(b"\r\n");
    }

    fn end(&self, _: bool) -> &'static [u8] {
        b""
    }
}

/// Whether a field could be taken for something else. A backslash is in every one that holds a line
/// break, and a lone `\.` ends the data where PostgreSQL is older than 18.
fn needs_quotes(field: &[u8]) -> bool {
    let is_odd = |byte: &u8| matches!(byte, b'"' | b',' | b'\\');
    let ends = [field.first(), field.last()];
    field.is_empty() || ends.contains(&Some(&b' ')) || field.iter().any(is_odd)
}
