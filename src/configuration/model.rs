//! The configuration as it was read: plain data with every default filled in.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::layout::Mapping;
use crate::policy::Policy;

/// What the configuration says.
#[derive(Debug, Clone, Default)]
pub struct Configuration {
    /// The file that says it; `None` where there is none.
    pub file: Option<ConfigurationFile>,
    /// The databases, in the file's order.
    pub targets: Vec<TargetConfiguration>,
    /// `[retention]`: how long what is kept.
    pub retention: Policy,
}

impl Configuration {
    /// The target of this name.
    pub fn target(&self, name: &str) -> Option<&TargetConfiguration> {
        self.targets.iter().find(|target| target.name == name)
    }

    /// A path of the file as one that can be opened: it counts from the file's own folder.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        let folder = self.file.as_ref().and_then(|file| file.path.parent());
        folder.map_or_else(|| path.to_owned(), |folder| folder.join(path))
    }
}

/// A configuration's file as it was read.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigurationFile {
    /// Where it is.
    pub path: PathBuf,
    /// The same, as messages show it.
    pub shown: String,
    /// Its text, a byte order mark apart.
    pub text: String,
}

impl fmt::Debug for ConfigurationFile {
    /// Without the text: a comment may hold what nobody is to see.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ConfigurationFile");
        shown.field("path", &self.path).finish_non_exhaustive()
    }
}

/// `[targets.NAME]`: a database by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetConfiguration {
    /// What `--target` and messages call it.
    pub name: String,
    /// How it is reached.
    pub url: UrlSource,
    /// How it is reached past a connection pooler, where `url` leads to one.
    pub direct_url: Option<UrlSource>,
    /// What it is for.
    pub environment: Option<String>,
    /// The schema that holds the product's tables, where the URL does not say it.
    pub schema: Option<String>,
    /// The folder of Prisma's migrations, as it is written: see [`Configuration::resolve`].
    pub migrations: Option<PathBuf>,
    /// Whether the database's own triggers run while rows are loaded.
    pub triggers: Triggers,
    /// `[targets.NAME.identity]`: the database that was marked, once one was.
    pub identity: Option<Identity>,
    /// `[targets.NAME.bounds]`
    pub bounds: Bounds,
    /// Tables and columns, by the database's names, in which the census looks for nothing.
    pub census_exempt: BTreeSet<(String, String)>,
    /// `[targets.NAME.fit]`: what the database calls its tables, columns and labels.
    pub mapping: Mapping,
}

/// Where a database's URL is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlSource {
    /// In the environment variable of this name.
    Environment(String),
    /// Here, without a password.
    Written(String),
}

/// Whether a database's own triggers run while rows are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Triggers {
    /// As for everybody's rows.
    #[default]
    Fire,
    /// Not at all.
    Off,
}

/// Which database a target was when it was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The cluster's `system_identifier`: up to 20 digits.
    pub system_identifier: String,
    /// The database's name.
    pub database: String,
    /// The schema that holds the product's tables.
    pub schema: String,
}

/// How much more a database may hold than the last generation left: `times` as many, and at
/// least so many more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Times as many.
    pub times: u64,
    /// Rows more.
    pub rows: u64,
    /// Bytes more.
    pub bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            times: 20,
            rows: 100_000,
            bytes: 1_000_000_000,
        }
    }
}
