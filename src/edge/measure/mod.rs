//! What rows show: which cases of the catalogue are really there.
//!
//! Decided from the rows alone, by predicates written from what the cases claim. Nothing
//! here knows of a plan, of what a specimen is to carry, or of what was drawn: the same
//! answer is given for rows on their way to a database and for rows read back from one.
//!
//! A [`Sighting`] is the cases that meet in one place. What meets where hangs on the subject:
//! the facets of a message, a share, an audit row, an upload or a form meet in one row (and in
//! the conversation, or the two accounts, that it belongs to); those of a customer meet in
//! the account and one of its conversations.

mod account;
mod conversation;
mod json;
mod states;
mod text;
mod value;

use super::{EdgeCase, Facet, Subject};

pub use account::Account;

/// A facet with a case that it shows.
pub type Shown = (Facet, &'static EdgeCase);

/// The cases that meet in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    /// Whose facets they are of.
    pub subject: Subject,
    /// What is shown; a facet may show several cases, or none.
    pub cases: Vec<Shown>,
}
