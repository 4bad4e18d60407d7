//! Which database or plan, and what is said about it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::OutputArguments;
use crate::clock::ParseError;
use crate::error::printable;
use crate::scenario::Now;

/// A database.
#[derive(Debug, Args)]
pub(crate) struct TargetArguments {
    #[command(flatten)]
    pub(crate) named: NameArguments,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// Which database.
#[derive(Debug, Args)]
pub(crate) struct NameArguments {
    /// The database, by its name in connsura-seed.toml [default: local]
    #[arg(long, value_name = "NAME", conflicts_with = "database_url_env")]
    pub(crate) target: Option<String>,

    /// The database whose URL this environment variable holds
    #[arg(long, value_name = "VARIABLE", value_parser = variable)]
    pub(crate) database_url_env: Option<String>,

    /// The configuration [default: connsura-seed.toml here, or in the nearest directory above]
    #[arg(long, value_name = "PATH", requires = "target")]
    pub(crate) config: Option<PathBuf>,
}

impl NameArguments {
    /// The configuration that is named.
    pub(crate) fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// What names the same database behind another command; nothing for the local one.
    pub(crate) fn again(&self) -> String {
        let mut again = match (&self.target, &self.database_url_env) {
            (Some(name), _) => format!(" --target {name}"),
            (None, Some(variable)) => format!(" --database-url-env {variable}"),
            (None, None) => String::new(),
        };
        if let Some(path) = &self.config {
            again.push_str(&format!(" --config {}", printable(&path.to_string_lossy())));
        }
        again
    }
}

/// The name of an environment variable.
pub(super) fn variable(text: &str) -> Result<String, String> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !text.is_empty() && text.bytes().all(is_name) {
        return Ok(text.to_owned());
    }
    Err("it takes the name of the variable that holds the URL, not the URL itself".to_owned())
}

/// A clock, as a scenario says it.
pub(super) fn clock(text: &str) -> Result<Now, String> {
    match text {
        "today" => Ok(Now::Today),
        instant => instant
            .parse()
            .map(Now::At)
            .map_err(|error: ParseError| format!("{error}; {}", error.help())),
    }
}

#[derive(Debug, Args)]
pub(crate) struct OverrideArguments {
    /// Another seed than the scenario's
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(0..=i64::MAX as u64))]
    pub(crate) seed: Option<u64>,

    /// Another clock than the scenario's: an instant such as 2026-03-01T00:00:00Z, or `today`
    #[arg(long, value_name = "INSTANT", value_parser = clock)]
    pub(crate) now: Option<Now>,
}

impl OverrideArguments {
    /// Whether any is given.
    pub(crate) fn are_given(&self) -> bool {
        self.seed.is_some() || self.now.is_some()
    }
}

#[derive(Debug, Args)]
pub(crate) struct ThreadArguments {
    /// Threads that make rows [default: one a processor, at most 8]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: Option<u16>,
}

impl ThreadArguments {
    /// The number asked for, else the default.
    pub(crate) fn count(&self) -> usize {
        self.threads.map_or_else(Self::default_count, usize::from)
    }

    /// One thread a processor, at most 8.
    pub(crate) fn default_count() -> usize {
        std::thread::available_parallelism().map_or(1, |cores| cores.get().min(8))
    }
}

#[derive(Debug, Args)]
pub(crate) struct WaitArguments {
    /// Seconds to wait for each lock that another session holds
    #[arg(long = "wait", value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u32).range(0..=86_400))]
    seconds: u32,
}

impl WaitArguments {
    /// How long that is.
    pub(crate) fn duration(&self) -> Duration {
        Duration::from_secs(u64::from(self.seconds))
    }
}

/// What is asked about: a plan, or the generation in a database.
#[derive(Debug, Args)]
pub(crate) struct SourceArguments {
    /// Ask the plan of this scenario, and no database: its name, or the path of its file
    #[arg(value_name = "SCENARIO", conflicts_with_all = ["target", "database_url_env"])]
    pub(crate) scenario: Option<String>,

    #[command(flatten)]
    pub(crate) named: NameArguments,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,
}
