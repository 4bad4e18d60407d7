//! Everything that speaks to PostgreSQL: connections, the catalogue, migrations, COPY, the
//! tool's own tables, and the private local server.

mod catalog;
mod connect;
mod copy;
mod local;
mod metadata;
mod migrations;
mod running;
mod server;

pub use catalog::{Misfit, check_fit};
pub use connect::{Session, failed, quote_identifier};
pub use copy::{CopyIn, read_lines};
pub use local::{DATABASE, Local, State};
pub use metadata::{
    Generation, ensure_tables, environment_marks, latest_generation, mark, save_generation,
    save_specimens,
};
pub use migrations::{Applied, Migration, applied, apply, embedded};
pub use running::Running;
