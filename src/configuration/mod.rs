//! The configuration: which databases there are, how each is reached, and what it calls its
//! tables. One file, `connsura-seed.toml`, which is committed and holds no secret.
//!
//! [`find`] and [`load`] read it, [`record_identity`] writes into its text what a mark found.

mod disk;
mod fit;
mod identity;
mod json_schema;
mod limits;
mod model;
mod parse;
#[cfg(feature = "program")]
mod save;
mod secrets;
mod target;
mod url;

pub use disk::{FILE_NAME, find, load};
pub use identity::record_identity;
pub use json_schema::json_schema;
pub use model::{
    Bounds, Configuration, ConfigurationFile, Identity, TargetConfiguration, Triggers, UrlSource,
};
pub use parse::{parse, read};
#[cfg(feature = "program")]
pub use save::save;

use crate::document::Dialect;

/// What messages say of the file.
const CONFIGURATION: Dialect = Dialect {
    noun: "configuration",
    line: "targets.staging.url_env = \"STAGING_DATABASE_URL\"",
    header: "[targets.staging]",
};
