//! The catalogue: every edge case that can live in a row of this schema.
//!
//! An id is a letter for the class, two digits, and for the variants of one case a word or
//! several behind a full stop: `S01` is an accented letter, composed, and `S01.nfd` the same
//! one, decomposed. `S01` as a group stands for both. The absence of a facet is its name with
//! `:null`. Ids are never given to another case.
//!
//! A file holds the cases of one class. What cannot live in a row is listed, with the reason,
//! in [`CANNOT_LIVE`].

mod absence;
mod arrays;
mod bidi;
mod cannot_live;
mod class;
mod confusables;
mod controls;
mod dates;
mod email;
mod entry;
mod files;
mod injection;
mod invisible;
mod json;
mod lengths;
mod letter_case;
mod names;
mod normalisation;
mod numbers;
mod phones;
mod places;
mod relations;
mod scripts;
mod selector;
mod source;
mod strings;

pub use cannot_live::{CANNOT_LIVE, CannotLive};
pub use class::Class;
pub use selector::Selector;

use super::case::EdgeCase;

/// All cases, class by class.
pub fn cases() -> impl Iterator<Item = &'static EdgeCase> {
    Class::ALL.iter().flat_map(|class| class.cases())
}

/// The case with this id.
pub fn find(id: &str) -> Option<&'static EdgeCase> {
    cases().find(|case| case.id == id)
}
