//! TOML files as people write them: read to the end, and all that is wrong with one said at once,
//! each mistake with its place.
//!
//! What scenarios and the configuration have in common. What a file's keys mean is theirs.

mod disk;
mod findings;
mod json_schema;
mod nearest;
mod section;
mod syntax;
mod text;
mod values;

pub use findings::{Place, Placed};
pub use nearest::nearest;

pub(crate) use disk::{is_file, read};
pub(crate) use findings::{Findings, allowed, did_you_mean};
pub(crate) use json_schema::{
    flag, list_of, one_of, pattern, requiring, strings, table, text, whole, with_default, words,
};
pub(crate) use section::{Entry, Layer, Section};
pub(crate) use syntax::note;
pub(crate) use text::decode;

/// A kind of file, as messages speak of one.
pub(crate) struct Dialect {
    /// What one is called.
    pub(crate) noun: &'static str,
    /// A line of one.
    pub(crate) line: &'static str,
    /// The header of a section of one.
    pub(crate) header: &'static str,
}
