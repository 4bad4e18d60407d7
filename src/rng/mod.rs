//! Randomness with an address: every cell of every row has a stream of its own.
//!
//! The address of a cell is `(seed, recipe, entity, row key, field)`. Nothing else reaches
//! the stream, so no row depends on another having been made first.

mod key;
mod recipe;
mod sample;
mod stream;

pub use key::{KeyError, MAX_ROOT_INDEX, Origin, Root, RowKey};
pub use recipe::Recipe;
pub use stream::{Cell, Field, Source};
