//! Everything that speaks to PostgreSQL: connections, the catalogue, migrations, COPY, the
//! tool's own tables, and the private local server.

mod binary;
mod catalog;
mod cells;
mod cluster;
mod connect;
mod copy;
mod definitions;
mod facts;
mod lists;
mod local;
mod locks;
mod metadata;
mod migrations;
mod postmaster;
mod running;
mod server;
pub mod surgery;

pub use binary::{BinaryRows, Malformed, Next};
pub use catalog::{Misfit, check_fit};
pub use cells::{cells, conversation_length, holders_of_id, user_of_email};
pub use connect::{Session, SqlState, failed, quote_identifier};
pub use copy::{CopyIn, CopyOut, read_lines};
pub use definitions::{Definitions, definitions};
pub use facts::live_facts;
pub use lists::{
    Ids, ListedPersona, ListedSpecimen, listed_personas, listed_specimens, planned_personas,
    planned_specimens, save_lists,
};
pub use local::{DATABASE, Local, State};
pub use locks::{RESET_LOCK, keep_resets_away, name_lock_holders};
pub use metadata::{
    Generation, ensure_tables, environment_marks, has_generation, latest_generation, mark,
    save_generation,
};
pub use migrations::{Applied, Migration, MigrationState, applied, apply, embedded};
pub use running::Running;
