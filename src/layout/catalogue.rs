//! What a database's catalogue says of the tables of one schema.

/// What a column is made of its base type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// One value.
    #[default]
    Plain,
    /// One of an enum's labels.
    Enum,
    /// An array.
    Array,
}

/// A column as the catalogue has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CatalogueColumn {
    /// Its name.
    pub name: String,
    /// Its type as `format_type` writes it, for messages: `character varying(200)`.
    pub shown_type: String,
    /// The type's own name, behind all domains: `varchar`, `uuid`; of an array its element's.
    pub base: String,
    /// The object id of that type.
    pub base_oid: u32,
    /// What it is made of that type.
    pub shape: Shape,
    /// The object id of the collation by which its texts compare; 0 where it holds none.
    pub collation: u32,
    /// The n of `varchar(n)` and `char(n)`, or the digits of a second that an instant keeps.
    pub limit: Option<u32>,
    /// Whether it takes no NULL.
    pub not_null: bool,
    /// Whether the database fills it where nobody does: a default, an identity.
    pub has_default: bool,
    /// Whether nobody else may: `GENERATED ALWAYS`.
    pub is_generated: bool,
    /// The labels of its enum, or of the CHECK that lists what a text may be.
    pub labels: Vec<String>,
}

/// A table as the catalogue has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CatalogueTable {
    /// Its name.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<CatalogueColumn>,
}

/// The tables of a schema.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// The schema's name.
    pub schema: String,
    /// Ordinary and partitioned tables, by name.
    pub tables: Vec<CatalogueTable>,
}

impl Catalogue {
    /// The table of this name.
    pub fn table(&self, name: &str) -> Option<&CatalogueTable> {
        self.tables.iter().find(|table| table.name == name)
    }
}

impl CatalogueTable {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&CatalogueColumn> {
        self.columns.iter().find(|column| column.name == name)
    }
}
