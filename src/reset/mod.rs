//! Replacing the rows of a database: all of them, or nothing.

mod apply;
mod backup;
mod check;
mod empty;
mod events;
pub mod facts;
pub mod guard;
mod load;
mod mark;
mod password;
mod rights;
mod strategy;
mod transaction;

pub use apply::apply;
pub use events::{Event, Loaded, Outcome, Request, Step};
pub use facts::{Facts, Sight, survey};
pub use mark::mark_staging;
pub use password::{
    DEFAULT_PASSWORD, PASSWORD_VARIABLE, hash_password, is_default_password, is_password,
};
pub use rights::Rights;
pub use strategy::{Choice, Circumstances, Strategy, choose};
