//! Scenarios: what a dataset is to hold, as people write it down.
//!
//! [`load`] finds a scenario by name or path, [`parse`] reads a file's text into a
//! [`Scenario`] or into all that is wrong with it.

mod model;
mod nearest;
mod parse;
mod read;
mod shipped;
mod syntax;
mod text;
mod validate;

pub use model::{
    Admins, AuditLogs, Conversations, Count, Customers, Forms, LocaleWeight, Population, Scenario,
    ShareStatus, Shares, Tail, Uploads,
};
pub use parse::parse;
pub use shipped::{Listed, SHIPPED, Shipped, list, load};
