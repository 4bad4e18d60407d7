//! What `connsura-seed.toml` says of targets.

/// Which database a target is, as it was when it was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The number that `initdb` gave the cluster.
    pub system_identifier: String,
    /// The database's name.
    pub database: String,
    /// The schema that holds the generator's tables.
    pub schema: String,
}

/// How much more than the last generation left a database may hold: a reset is refused only
/// where it holds `times` as many and so many more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// How many times as many rows, and bytes.
    pub times: u64,
    /// How many more rows.
    pub rows: u64,
    /// How many more bytes.
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

/// Whether the database's own triggers run while rows are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Triggers {
    /// As they would for the app.
    #[default]
    Fire,
    /// They are switched off, and on again as they were.
    Off,
}
