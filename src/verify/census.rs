//! The census: does any text of the database hold contact data outside the reserved ranges?

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::layout::Layout;
use crate::reserved::{Strangers, is_documentation_address};
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
            | ColumnType::TextArray => {
                self.count_all(entity, column, Strangers::of(&unescape(field)));
            }
            ColumnType::Jsonb => {
                self.count_all(entity, column, Strangers::of_json(&unescape(field)));
            }
            ColumnType::Inet => {
                let text = String::from_utf8_lossy(field);
                let address = text.split_once('/').map_or(&*text, |(address, _)| address);
                let reserved = address
                    .parse::<IpAddr>()
                    .is_ok_and(is_documentation_address);
                if !reserved {
                    self.count(entity, column, "network address", 1);
                }
            }
            _ => {}
        }
    }

    fn count_all(&mut self, entity: Entity, column: &Column, strangers: Strangers) {
        for (kind, seen) in strangers.seen() {
            self.count(entity, column, kind.name(), seen.count);
        }
    }

    fn count(&mut self, entity: Entity, column: &Column, kind: &'static str, count: u64) {
        *self.found.entry((entity, column.name, kind)).or_default() += count;
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
fn unescape(field: &[u8]) -> Cow<'_, str> {
    if !field.contains(&b'\\') {
        return String::from_utf8_lossy(field);
    }
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
    Cow::Owned(String::from_utf8_lossy(&text).into_owned())
}
