//! How long what is kept: rules as data. The operations document's are the default, and a
//! configuration's `[retention]` says what is otherwise.
//!
//! A rule is of the rows of one table, or of those in one state; its period counts from a column
//! of the row, or of one that it refers to. What else goes with a row follows from the foreign
//! keys, and is no rule.

mod anchor;
mod json_schema;
mod model;
mod read;

pub use anchor::{Anchor, NoAnchor};
pub(crate) use json_schema::json_schema;
pub use model::{Bound, Condition, Policy, Rule, Then, Verdict};
pub(crate) use read::read;
pub use read::recorded;
