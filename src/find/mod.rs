//! From rows back to people: who carries what, what a row is, and where it is to be seen.
//!
//! All of it follows from a plan. A database is asked only for what may have changed in it:
//! [`Facts`] are made from a plan or read from a database, and judged by the same
//! [`Expression`].

mod account;
mod belongings;
mod edges;
mod example;
mod explain;
mod expression;
mod facts;
mod lexer;
mod look;
mod measure;
mod paths;
mod pick;
mod reader;
mod visible;

pub use account::{Account, AccountKind};
pub use belongings::{Belonging, belongings, specimen_row};
pub use edges::{WantedEdge, WantedEdgeError};
pub use example::example;
pub use explain::{Explanation, Sibling, Unexplained, explain};
pub use expression::Expression;
pub use facts::{Facts, facts};
pub use look::{Look, RowName, place};
pub use measure::{Answer, Measure};
pub use paths::{LISTS, Paths};
pub use pick::{Pick, Picker};
pub use reader::Reader;
pub use visible::{Lengths, shown, visible};
