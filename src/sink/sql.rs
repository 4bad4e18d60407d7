//! Rows as INSERT statements, as psql loads them.

use super::Format;
use super::line::{fields, write_doubling};
use crate::layout::quote_identifier;
use crate::schema::{Column, ColumnType, Entity, Row};

/// A statement for each row, on a line of its own where its values have no line breaks.
///
/// Columns are named, so that a table may have others and another order. Values are literals that
/// PostgreSQL reads as the column's own type; what they hang on is set at the beginning.
#[derive(Debug, Clone)]
pub struct Sql {
    /// What a statement begins with, by the order of the tables.
    heads: Vec<String>,
}

impl Default for Sql {
    fn default() -> Self {
        let head = |entity: Entity| {
            let table = entity.table();
            let columns = table.columns.iter();
            let columns: Vec<String> = columns
                .map(|column| quote_identifier(column.name))
                .collect();
            let (table, columns) = (quote_identifier(table.name), columns.join(", "));
            format!("INSERT INTO {table} ({columns}) VALUES (")
        };
        Self {
            heads: Entity::ALL.map(head).to_vec(),
        }
    }
}

/// A backslash in a literal is a backslash, and instants have their offsets.
const SETTINGS: &str = "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n\
                        SET DateStyle = 'ISO, YMD';\n";

impl Format for Sql {
    fn begin(&self, _: Entity) -> Vec<u8> {
        SETTINGS.as_bytes().to_vec()
    }

    fn row(&self, row: &Row, line: &[u8], out: &mut Vec<u8>) {
        let entity = row.entity();
        out.extend_from_slice(self.heads[entity as usize - 1].as_bytes());
        let columns = entity.table().columns.iter();
        for (at, (column, field)) in columns.zip(fields(line)).enumerate() {
            if at > 0 {
                out.extend_from_slice(b", ");
            }
            match field {
                None => out.extend_from_slice(b"NULL"),
                Some(number) if is_number(column) => out.extend_from_slice(number),
                Some(field) => {
                    out.push(b'\'');
                    write_doubling(field, b'\'', out);
                    out.push(b'\'');
                }
            }
        }
        out.extend_from_slice(b");\n");
    }

    fn end(&self, _: bool) -> &'static [u8] {
        b""
    }
}

/// Whether a column's values need no quotes.
fn is_number(column: &Column) -> bool {
    matches!(column.kind, ColumnType::Int4 | ColumnType::Int8)
}
