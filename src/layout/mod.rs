//! How one database calls and stores the generator's tables.
//!
//! The generator thinks in the reference schema: its tables, columns and types. A live database
//! may have other names, other types that hold the same values, and may lack a column. A
//! [`Layout`] says what is where; rows are written by it, and read back as if the database were
//! the reference schema.

mod catalogue;
mod column;
mod fit;
mod mapping;
mod nearest;
mod propose;
mod sql;

use crate::schema::{Column, ColumnType, Entity};

pub use catalogue::{Catalogue, CatalogueColumn, CatalogueTable, Shape};
pub use fit::{Misfit, fit, foreseen};
pub use mapping::{Mapping, Naming, snake_case};
pub use propose::propose;
pub use sql::{quote_identifier, quote_literal};

/// How a database stores a column, as far as the wire format goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// `uuid`
    Uuid,
    /// `text`, `varchar`, `char` or `citext`.
    Text,
    /// An enum, which is sent as its label.
    Enum,
    /// An array of texts whose elements have the type with this object id.
    TextArray(u32),
    /// `json`
    Json,
    /// `jsonb`
    Jsonb,
    /// `timestamptz`
    Timestamptz,
    /// `timestamp`, which holds UTC.
    Timestamp,
    /// `date`
    Date,
    /// `int4`
    Int4,
    /// `int8`
    Int8,
    /// `inet`
    Inet,
    /// `cidr`
    Cidr,
}

/// The object id of type `text` (PostgreSQL's `pg_type.dat`).
const TEXT_OID: u32 = 25;

/// A column as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveColumn {
    /// The column of the reference schema, by its position there.
    pub position: usize,
    /// What the database calls it.
    pub name: String,
    /// How it is stored.
    pub storage: Storage,
    /// Labels that the database writes otherwise: the reference schema's, then its own.
    pub labels: Vec<(&'static str, String)>,
    /// Code points that it takes, where that is fewer than the reference schema's column takes.
    pub narrow: Option<u32>,
    /// Whether it takes no NULL, where the reference schema's column does.
    pub never_null: bool,
}

impl LiveColumn {
    /// The label as the database writes it; any other text as it is.
    pub fn written<'t>(&'t self, text: &'t str) -> &'t str {
        self.labels
            .iter()
            .find(|(ours, _)| *ours == text)
            .map_or(text, |(_, theirs)| theirs.as_str())
    }
}

/// A table as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveTable {
    /// Whose rows it holds.
    pub entity: Entity,
    /// What the database calls it.
    pub name: String,
    /// Its columns that the generator fills, in the reference schema's order.
    pub columns: Vec<LiveColumn>,
}

impl LiveTable {
    /// The table as the reference schema has it.
    fn reference(entity: Entity) -> Self {
        let column = |(position, column): (usize, &Column)| LiveColumn {
            position,
            name: column.name.to_owned(),
            storage: storage_of(column.kind),
            labels: Vec::new(),
            narrow: None,
            never_null: false,
        };
        Self {
            entity,
            name: entity.name().to_owned(),
            columns: entity
                .table()
                .columns
                .iter()
                .enumerate()
                .map(column)
                .collect(),
        }
    }

    /// The live column behind the reference schema's, if the database has it.
    pub fn column(&self, name: &str) -> Option<&LiveColumn> {
        let position = self.entity.table().position(name)?;
        self.columns
            .iter()
            .find(|column| column.position == position)
    }

    /// Whether the column is of the primary key, or refers to another table's.
    fn is_key(&self, live: &LiveColumn) -> bool {
        let table = self.entity.table();
        let name = table.columns[live.position].name;
        table.primary_key.contains(&name) || table.foreign_keys.iter().any(|key| key.column == name)
    }

    /// The positions, in the reference schema, of the columns that are there.
    pub fn positions(&self) -> Vec<usize> {
        self.columns.iter().map(|column| column.position).collect()
    }
}

/// How the reference schema stores a column.
fn storage_of(kind: ColumnType) -> Storage {
    match kind {
        ColumnType::Uuid => Storage::Uuid,
        ColumnType::Text | ColumnType::Varchar(_) | ColumnType::Char(_) => Storage::Text,
        ColumnType::Enum(_) => Storage::Enum,
        ColumnType::TextArray => Storage::TextArray(TEXT_OID),
        ColumnType::Jsonb => Storage::Jsonb,
        ColumnType::Timestamp => Storage::Timestamptz,
        ColumnType::Date => Storage::Date,
        ColumnType::Int4 => Storage::Int4,
        ColumnType::Int8 => Storage::Int8,
        ColumnType::Inet => Storage::Inet,
    }
}

/// Where one database keeps the generator's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    schema: String,
    tables: Vec<LiveTable>,
    ids: Ids,
}

/// The type as which queries see ids. What is cast has no statistics, and no index finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ids {
    /// `uuid`: the reference schema's, and where some are stored so and others not.
    #[default]
    Uuid,
    /// `text`: where all keys are stored as texts that compare with one another.
    Text,
}

impl Layout {
    /// The reference schema's own, in the schema of this name.
    pub fn reference(schema: &str) -> Self {
        Self {
            schema: schema.to_owned(),
            tables: Entity::ALL.map(LiveTable::reference).into(),
            ids: Ids::Uuid,
        }
    }

    /// The schema that holds the tables.
    pub fn schema(&self) -> &str {
        &self.schema
    }

    /// The tables that the database has, in the order of loading.
    pub fn tables(&self) -> &[LiveTable] {
        &self.tables
    }

    /// The entities whose tables the database has, in the order of loading.
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = Entity> {
        self.tables.iter().map(|table| table.entity)
    }

    /// The table of the entity, if the database has it.
    pub fn table(&self, entity: Entity) -> Option<&LiveTable> {
        self.tables.iter().find(|table| table.entity == entity)
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self::reference("public")
    }
}
