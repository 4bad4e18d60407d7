//! The census: does any text of the database hold contact data outside the reserved ranges?

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::layout::Layout;
use crate::reserved::{ContactKind, is_documentation_address, offences};
use crate::schema::{Column, ColumnType, Entity};

/// Contact data outside the reserved ranges, by column. The values themselves are not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    found: BTreeMap<(Entity, &'static str, &'static str), u64>,
}

/// What one column holds that it should not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offence {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// `e-mail address`, `phone number` or `network address`.
    pub kind: &'static str,
    /// How many.
    pub count: u64,
}

impl Census {
    /// Looks at one row, as a line of COPY's text format with the columns of this layout.
    pub fn look(&mut self, entity: Entity, layout: &Layout, line: &[u8]) {
        let columns = layout.table(entity).map_or(&[][..], |table| &table.columns);
        let fields = line.split(|byte| *byte == b'\t');
        for (live, field) in columns.iter().zip(fields) {
            let column = &entity.table().columns[live.position];
            if field != b"\\N" {
                self.look_at_field(entity, column, field);
            }
        }
    }

    fn look_at_field(&mut self, entity: Entity, column: &Column, field: &[u8]) {
        match column.kind {
            ColumnType::Text
            | ColumnType::Varchar(_)
            | ColumnType::Char(_)
            | ColumnType::TextArray
            | ColumnType::Jsonb => {
                for offence in offences(&unescape(field)) {
                    self.count(
                        entity,
                        column,
                        match offence.kind {
                            ContactKind::Email => "e-mail address",
                            ContactKind::Phone => "phone number",
                        },
                    );
                }
            }
            ColumnType::Inet => {
                let text = String::from_utf8_lossy(field);
                let address = text.split_once('/').map_or(&*text, |(address, _)| address);
                let reserved = address
                    .parse::<IpAddr>()
                    .is_ok_and(is_documentation_address);
                if !reserved {
                    self.count(entity, column, "network address");
                }
            }
            _ => {}
        }
    }

    fn count(&mut self, entity: Entity, column: &Column, kind: &'static str) {
        *self.found.entry((entity, column.name, kind)).or_default() += 1;
    }

    /// What was found, in the order of the tables; nothing is good.
    pub fn offences(&self) -> impl Iterator<Item = Offence> {
        self.found
            .iter()
            .map(|((entity, column, kind), count)| Offence {
                table: entity.name(),
                column,
                kind,
                count: *count,
            })
    }
}

/// The text behind COPY's backslash escapes.
fn unescape(field: &[u8]) -> String {
    let mut text = Vec::with_capacity(field.len());
    let mut bytes = field.iter().copied();
    while let Some(byte) = bytes.next() {
        text.push(match byte {
            b'\\' => match bytes.next() {
                Some(b'b') => 0x08,
                Some(b'f') => 0x0c,
                Some(b'n') => b'\n',
                Some(b'r') => b'\r',
                Some(b't') => b'\t',
                Some(b'v') => 0x0b,
                Some(other) => other,
                None => break,
            },
            plain => plain,
        });
    }
    String::from_utf8_lossy(&text).into_owned()
}
