//! The plan: a scenario fully resolved. Pure data, from which every row follows.

mod covering;
mod resolve;
mod roots;
mod specimens;

pub use covering::{Array, CoveringError, Forbidden, Strength, covering};
pub(crate) use resolve::number_of;
pub use resolve::{Overrides, Plan};
pub use roots::{Part, Roots};
pub use specimens::Specimen;
