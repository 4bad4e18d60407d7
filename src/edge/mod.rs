//! The edge-case catalogue: what can be odd about a row, and why that breaks software.
//!
//! An edge case is a value of a facet; a facet is one dimension of an entity. The cases are
//! data ([`catalogue`]), and what makes their values is apart from them ([`make`]), as is what
//! finds them in rows ([`measure`]).

pub mod case;
pub mod catalogue;
mod facet;
pub mod make;
pub mod measure;
mod rules;

pub use case::{EdgeCase, State, Tier, Value};
pub use facet::{Facet, Subject};
pub use rules::{accounts_to_show, can_be, can_meet};
