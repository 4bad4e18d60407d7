//! The tables that the generator fills: columns, keys, load order, and what a row is.
//!
//! This is the generator's own idea of the schema. The database's is read from its catalogue
//! and compared with this one before anything is written.

mod id;
mod json;
mod row;
mod tables;
mod text;

pub use id::{IdError, client_message_id, decode, encode};
pub use json::Json;
pub use row::{List, Network, Row, Value};
pub use tables::{
    Column, ColumnType, Entity, EnumType, FORM_STATUS, ForeignKey, OnDelete, ROLE, SHARE_STATUS,
    Table,
};
pub use text::{write_copy_fields, write_copy_line, write_plain};
