//! What stands around the generator's tables, as facts. What of it is a reason to refuse is for
//! the guards to say.

use serde::Deserialize;

use super::{Rule, Trigger, Truncatable};

/// Everything that a reset of some tables may run into, and what the role may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// The role, and what it may do beside the tables.
    pub role: Role,
    /// The tables, by name; those that are not there are missing here.
    pub tables: Vec<Table>,
    /// Their triggers.
    pub triggers: Vec<Trigger>,
    /// Their rules.
    pub rules: Vec<Rule>,
    /// Whether TRUNCATE and COPY with FREEZE are possible.
    pub truncatable: Truncatable,
    /// Foreign keys of other tables that refer to them.
    pub references: Vec<Reference>,
    /// Publications that send their changes.
    pub publications: Vec<Publication>,
    /// What outside the schema depends on something in it.
    pub dependents: Vec<Dependent>,
    /// What else is in the schema.
    pub strangers: Vec<Stranger>,
    /// Extensions that are installed in the schema.
    pub extensions: Vec<String>,
    /// Event triggers of the database.
    pub event_triggers: Vec<EventTrigger>,
}

/// The role of the session.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "facts, each by itself")]
pub struct Role {
    /// Its name; after SET ROLE, that role's.
    pub name: String,
    /// Whether it may do anything.
    pub is_superuser: bool,
    /// Whether row level security does not concern it.
    pub bypasses_row_security: bool,
    /// Whether the schema is there. Where it is not, nothing may be done in it.
    pub schema_exists: bool,
    /// Whether it owns the schema, or is a member of the role that does.
    pub owns_schema: bool,
    /// Whether it may make tables and indexes in the schema.
    pub may_create_in_schema: bool,
    /// Whether it may make schemas in the database.
    pub may_create_in_database: bool,
    /// Whether it owns the database, which ALTER DATABASE takes.
    pub owns_database: bool,
    /// Whether the server is a replica.
    pub is_in_recovery: bool,
    /// Whether transactions are read-only unless they say otherwise.
    pub is_read_only: bool,
    /// Whether rows are counted as they are written (`track_counts`).
    pub counts_writes: bool,
    /// How the database stores texts (`pg_encoding_to_char`), such as `UTF8`.
    pub encoding: String,
}

/// What a relation is (`pg_class.relkind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Relation {
    /// An ordinary table.
    #[serde(rename = "r")]
    Table,
    /// A partitioned table.
    #[serde(rename = "p")]
    Partitioned,
    /// A foreign table.
    #[serde(rename = "f")]
    Foreign,
    /// A view, which bears a table's name.
    #[serde(rename = "v")]
    View,
    /// A materialized view.
    #[serde(rename = "m")]
    MaterializedView,
}

/// One of the generator's tables, as it is there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "facts, each by itself")]
pub struct Table {
    /// Its name, as it is.
    pub name: String,
    /// What it is.
    pub relation: Relation,
    /// The role that owns it.
    pub owner: String,
    /// Whether the session's role is that one, or a member of it.
    pub is_owned: bool,
    /// The role may read it.
    pub may_select: bool,
    /// The role may insert into it.
    pub may_insert: bool,
    /// The role may delete from it.
    pub may_delete: bool,
    /// The role may truncate it.
    pub may_truncate: bool,
    /// Row level security is on.
    pub row_security: bool,
    /// It holds for the table's owner too.
    pub row_security_forced: bool,
    /// It holds for this role: rows may be hidden from it, and kept from it.
    pub row_security_active: bool,
    /// The tables that it inherits from or is a partition of, as SQL has them.
    pub parents: Vec<String>,
    /// The tables that inherit from it, or are its partitions, as SQL has them.
    pub children: Vec<String>,
    /// The extension that it belongs to.
    pub extension: Option<String>,
}

/// A foreign key of another table that refers to one of ours.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Reference {
    /// The other table, with its schema, as SQL has it.
    pub from: String,
    /// Our table, the same way.
    pub to: String,
    /// The constraint's name.
    pub name: String,
    /// How it is defined.
    pub definition: String,
    /// What becomes of the other's rows when ours are deleted.
    pub on_delete: Action,
    /// How many of the other's rows refer to one of ours. `None` where the role may not see them all.
    pub rows: Option<i64>,
}

/// What a foreign key does when the row that it refers to goes (`pg_constraint.confdeltype`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Action {
    /// The deletion fails, at the end of the statement or of the transaction.
    #[serde(rename = "a")]
    NoAction,
    /// The deletion fails.
    #[serde(rename = "r")]
    Restrict,
    /// The rows that refer to it go too.
    #[serde(rename = "c")]
    Cascade,
    /// They refer to nothing then.
    #[serde(rename = "n")]
    SetNull,
    /// Their columns take their defaults.
    #[serde(rename = "d")]
    SetDefault,
}

/// A publication that sends changes of our tables to subscribers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Publication {
    /// Its name.
    pub name: String,
    /// Our tables in it, as SQL has them.
    pub tables: Vec<String>,
    /// Whether the tables are named in it; otherwise it has all of the schema or of the database.
    pub by_name: bool,
    /// What it sends, of `insert`, `update`, `delete` and `truncate`.
    pub sends: Vec<String>,
}

/// Something that depends on something else, in PostgreSQL's words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Dependent {
    /// Such as `rule _RETURN on view other.names`.
    pub dependent: String,
    /// Such as `column name of table "User"`.
    pub on: String,
    /// Whether that is one of the tables, or belongs to one.
    pub is_ours: bool,
}

/// An object of the schema that is none of the tables and belongs to none of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stranger {
    /// Such as `table`, `view`, `function`, `type`, `sequence`.
    pub kind: String,
    /// With its schema, as SQL has it.
    pub identity: String,
    /// The role that owns it.
    pub owner: Option<String>,
    /// The rows of a table or materialized view; `None` for what has none, or where the role may
    /// not see them all.
    pub rows: Option<i64>,
    /// Whether one of the tables uses it, such as the type of a column.
    pub is_used: bool,
}

/// An event trigger, which may act on what a reset does to tables and indexes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct EventTrigger {
    /// Its name.
    pub name: String,
    /// The event, such as `sql_drop`.
    pub event: String,
    /// Whether it would fire in this session.
    pub would_fire: bool,
    /// The function that it runs.
    pub function: String,
}
