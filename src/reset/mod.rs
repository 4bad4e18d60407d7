//! Rebuilding a database: all of it, or nothing.

mod apply;
mod events;
mod password;

pub use apply::apply;
pub use events::{Event, Loaded, Outcome, Request, Step};
pub use password::{DEFAULT_PASSWORD, PASSWORD_VARIABLE, hash_password, is_default_password};
