//! The plan: a scenario fully resolved. Pure data, from which every row follows.

mod boundaries;
mod cast;
mod covering;
mod resolve;
mod roots;
mod specimens;

pub use boundaries::Boundary;
pub(crate) use boundaries::{PutValue, SAID_AUDIT_LOGS};
pub use cast::Member;
pub use covering::{Array, CoveringError, Forbidden, Strength, covering};
pub use resolve::{Overrides, Plan};
pub use roots::{Group, Part, Roots};
pub(crate) use specimens::leaving_admin;
pub use specimens::{Carried, Specimen, chosen};
