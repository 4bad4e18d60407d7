//! What a period counts from.

use std::fmt;

use crate::schema::{ColumnType, Entity};

/// A column that holds an instant: of a row, or of one that it refers to, as in
/// `customerId.userId.deletionRequestedAt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    text: String,
    /// The columns that lead to the row, by their positions, and the table of each.
    pub through: Vec<(usize, Entity)>,
    /// The position of the column there.
    pub column: usize,
}

/// Why a text names nothing that a period can count from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnchor {
    /// The table has no such column.
    #[error("{} has no column `{name}`", table.name())]
    Unknown {
        /// The table.
        table: Entity,
        /// What was asked for.
        name: String,
    },
    /// It does not lead to another row.
    #[error("`{name}` of {} refers to no other row", table.name())]
    LeadsNowhere {
        /// The table.
        table: Entity,
        /// What was asked for.
        name: String,
    },
    /// It holds no instant.
    #[error("`{name}` of {} holds no instant", table.name())]
    NoInstant {
        /// The table.
        table: Entity,
        /// What was asked for.
        name: String,
    },
}

impl Anchor {
    /// Reads a path that begins at a row of `table`.
    ///
    /// # Errors
    /// [`NoAnchor`].
    pub fn parse(table: Entity, text: &str) -> Result<Self, NoAnchor> {
        let mut through = Vec::new();
        let mut at = table;
        let mut rest = text;
        while let Some((name, after)) = rest.split_once('.') {
            let column = position(at, name)?;
            let mut keys = at.table().foreign_keys.iter();
            let key = keys.find(|key| key.column == name);
            let key = key.ok_or_else(|| NoAnchor::LeadsNowhere {
                table: at,
                name: name.to_owned(),
            })?;
            through.push((column, key.references));
            (at, rest) = (key.references, after);
        }
        let column = position(at, rest)?;
        if at.table().columns[column].kind != ColumnType::Timestamp {
            return Err(NoAnchor::NoInstant {
                table: at,
                name: rest.to_owned(),
            });
        }
        Ok(Self {
            text: text.to_owned(),
            through,
            column,
        })
    }

    /// The table whose row holds the column, where the path begins at a row of `table`.
    pub fn home(&self, table: Entity) -> Entity {
        self.through.last().map_or(table, |(_, home)| *home)
    }
}

/// As it was written.
impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn position(table: Entity, name: &str) -> Result<usize, NoAnchor> {
    table
        .table()
        .position(name)
        .ok_or_else(|| NoAnchor::Unknown {
            table,
            name: name.to_owned(),
        })
}
