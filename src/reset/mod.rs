//! Rebuilding a database: all of it, or nothing.

mod apply;
mod password;

pub use apply::{Event, Loaded, Outcome, Request, Step, apply};
pub use password::{DEFAULT_PASSWORD, PASSWORD_VARIABLE, hash_password};
