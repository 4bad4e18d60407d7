//! Columns as a description names them: of a row, of rows that it refers to, and some that no
//! table has and that follow from others.

use std::fmt;

use crate::schema::{ColumnType, Entity};

/// What a description speaks of: a table, or the conversations that messages make up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// A table of the database.
    Stored(Entity),
    /// All messages between two accounts, in either direction, as one of them sees them.
    Conversation,
}

impl Table {
    /// The accounts.
    pub const USER: Self = Self::Stored(Entity::User);

    /// All of them, tables first.
    pub fn all() -> impl Iterator<Item = Self> {
        let stored = Entity::ALL.into_iter().map(Self::Stored);
        stored.chain([Self::Conversation])
    }

    /// What descriptions call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stored(entity) => entity.name(),
            Self::Conversation => "Conversation",
        }
    }

    /// The one that is called so.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|table| table.name() == name)
    }

    /// The columns that tell its rows apart.
    pub fn key(self) -> &'static [&'static str] {
        match self {
            Self::Stored(entity) => entity.table().primary_key,
            Self::Conversation => &["customerUserId", "otherUserId"],
        }
    }

    /// The names of its columns.
    fn columns(self) -> Vec<&'static str> {
        let stored = match self {
            Self::Stored(entity) => entity.table().columns,
            Self::Conversation => &[],
        };
        let derived = Derived::ALL
            .into_iter()
            .filter(|derived| derived.table() == self);
        let stored = stored.iter().map(|column| column.name);
        stored.chain(derived.map(Derived::name)).collect()
    }

    fn column(self, name: &str) -> Option<Column> {
        let derived = Derived::ALL
            .into_iter()
            .find(|derived| derived.table() == self && derived.name() == name);
        if let Some(derived) = derived {
            return Some(Column::Derived(derived));
        }
        let Self::Stored(entity) = self else {
            return None;
        };
        let position = entity.table().position(name)?;
        Some(Column::Stored(entity, position))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A column that no table has: what it holds follows from other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived {
    /// Of an account: what it is called, as its customer's profile prefers it.
    Name,
    /// Of an account: its profile as a customer.
    CustomerId,
    /// Of an account: its profile as an admin.
    AdminId,
    /// Of a conversation: the customer's account.
    CustomerUserId,
    /// Of a conversation: the other one's.
    OtherUserId,
    /// Of a conversation: the account that whoever asks writes with; for who has no part in it,
    /// that which the customer writes with.
    WithUserId,
    /// Of a conversation: how many messages there are.
    Messages,
    /// Of a conversation: how many of them whoever asks, or else the customer, has not read.
    UnreadCount,
    /// Of a conversation: the youngest message; of several of one instant, that of the last id.
    LastMessageId,
}

impl Derived {
    const ALL: [Self; 9] = [
        Self::Name,
        Self::CustomerId,
        Self::AdminId,
        Self::CustomerUserId,
        Self::OtherUserId,
        Self::WithUserId,
        Self::Messages,
        Self::UnreadCount,
        Self::LastMessageId,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::CustomerId => "customerId",
            Self::AdminId => "adminId",
            Self::CustomerUserId => "customerUserId",
            Self::OtherUserId => "otherUserId",
            Self::WithUserId => "withUserId",
            Self::Messages => "messages",
            Self::UnreadCount => "unreadCount",
            Self::LastMessageId => "lastMessageId",
        }
    }

    const fn table(self) -> Table {
        match self {
            Self::Name | Self::CustomerId | Self::AdminId => Table::USER,
            _ => Table::Conversation,
        }
    }

    /// What it refers to, where it is an id.
    const fn refers_to(self) -> Option<Entity> {
        match self {
            Self::CustomerId => Some(Entity::Customer),
            Self::AdminId => Some(Entity::Admin),
            Self::CustomerUserId | Self::OtherUserId | Self::WithUserId => Some(Entity::User),
            Self::LastMessageId => Some(Entity::Message),
            Self::Name | Self::Messages | Self::UnreadCount => None,
        }
    }
}

/// A column of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// One that the database has, by its position in the table.
    Stored(Entity, usize),
    /// One that it has not.
    Derived(Derived),
}

impl Column {
    /// The table whose rows it names.
    fn refers_to(self) -> Option<Entity> {
        match self {
            Self::Derived(derived) => derived.refers_to(),
            Self::Stored(entity, position) => {
                let table = entity.table();
                let name = table.columns[position].name;
                let mut keys = table.foreign_keys.iter();
                keys.find(|key| key.column == name)
                    .map(|key| key.references)
            }
        }
    }

    /// Whether its values have an order that all programs agree upon: instants, numbers and ids.
    fn is_sortable(self) -> bool {
        match self {
            Self::Derived(derived) => derived != Derived::Name,
            Self::Stored(entity, position) => matches!(
                entity.table().columns[position].kind,
                ColumnType::Timestamp
                    | ColumnType::Uuid
                    | ColumnType::Int4
                    | ColumnType::Int8
                    | ColumnType::Date
            ),
        }
    }
}

/// A column of a row, or of one that it refers to: `customerId.userId`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnPath {
    /// As it is written.
    pub text: String,
    /// The columns that lead to the row, each an id.
    pub through: Vec<Column>,
    /// The column there.
    pub last: Column,
}

/// Why a text names no column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoColumn {
    /// The table has no such column.
    #[error("{table} has no column `{name}`")]
    Unknown {
        /// The table.
        table: &'static str,
        /// What was asked for.
        name: String,
        /// What there is.
        allowed: Vec<&'static str>,
    },
    /// It does not lead to another row.
    #[error("`{name}` of {table} refers to no other row")]
    LeadsNowhere {
        /// The table.
        table: &'static str,
        /// What was asked for.
        name: String,
    },
}

impl ColumnPath {
    /// Reads a path that begins at a row of `table`.
    ///
    /// # Errors
    /// [`NoColumn`].
    pub fn parse(table: Table, text: &str) -> Result<Self, NoColumn> {
        let mut through = Vec::new();
        let mut at = table;
        let mut rest = text;
        while let Some((name, after)) = rest.split_once('.') {
            let column = find(at, name)?;
            let entity = column.refers_to().ok_or_else(|| NoColumn::LeadsNowhere {
                table: at.name(),
                name: name.to_owned(),
            })?;
            through.push(column);
            (at, rest) = (Table::Stored(entity), after);
        }
        Ok(Self {
            text: text.to_owned(),
            through,
            last: find(at, rest)?,
        })
    }

    /// Whether it holds an id.
    pub fn is_id(&self) -> bool {
        match self.last {
            Column::Derived(derived) => derived.refers_to().is_some(),
            Column::Stored(entity, position) => {
                entity.table().columns[position].kind == ColumnType::Uuid
            }
        }
    }

    /// Whether nobody is ever shown it.
    pub fn is_secret(&self) -> bool {
        match self.last {
            Column::Derived(_) => false,
            Column::Stored(entity, position) => entity.table().columns[position].secret,
        }
    }

    /// Whether lists can be sorted by it.
    pub fn is_sortable(&self) -> bool {
        self.last.is_sortable()
    }
}

fn find(table: Table, name: &str) -> Result<Column, NoColumn> {
    table.column(name).ok_or_else(|| NoColumn::Unknown {
        table: table.name(),
        name: name.to_owned(),
        allowed: table.columns(),
    })
}
