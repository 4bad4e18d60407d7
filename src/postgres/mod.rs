//! Everything that speaks to PostgreSQL: connections, the catalogue, migrations, COPY, the
//! tool's own tables, and the private local server.

mod address;
mod binary;
mod catalog;
mod cells;
pub mod census;
mod cluster;
mod connect;
mod copies;
mod copy;
mod definitions;
mod dump;
mod facts;
mod lists;
mod local;
mod locks;
mod marker;
mod metadata;
mod migrations;
mod postmaster;
mod query;
mod reading;
mod running;
mod server;
mod session_locks;
mod settings;
pub mod surgery;
mod target;

pub use crate::layout::quote_identifier;
pub use address::{Address, Pooled};
pub use binary::{BinaryRows, Malformed, Next};
pub use catalog::catalogue;
pub use cells::{cells, conversation_length, holders_of_id, user_of_email};
pub use connect::{Session, SqlState, failed};
pub use copies::Copies;
pub use copy::{CopyIn, CopyOut, read_lines};
pub use definitions::{Definitions, definitions};
pub use dump::{Dump, GPG_VARIABLE};
pub use facts::live_facts;
pub use lists::{listed_personas, listed_specimens, save_lists};
pub use local::{DATABASE, Local, State};
pub use locks::{
    RESET_LOCK, gate, is_withheld, name_holders_of_any_lock, name_lock_holders, pass_gate,
    queue_for_migrations, queue_for_reset,
};
pub use marker::{MARKER_SETTING, Marks, identity, mark, marker_setting, marks, may_set_marker};
pub use metadata::{
    Generation, Size, bytes_of_schema, ensure_tables, generations, has_generation,
    latest_generation, save_generation,
};
pub use migrations::{
    Applied, Migration, MigrationState, applied, apply, embedded, migrated_since, read_migrations,
};
pub use query::{query, query_scalar};
pub use reading::{Snapshot, begin_reading};
pub use running::Running;
pub use session_locks::{lock, lock_a_number, locked_numbers, try_lock, unlock};
pub use settings::settings;
pub use target::{Named, NamedBy, Reach, Target};
