//! Of `connsura-seed retention`.

use clap::{Args, Subcommand, ValueEnum};

use super::target::clock;
use super::{SourceArguments, TargetArguments};
use crate::policy::Verdict;
use crate::scenario::Now;

#[derive(Debug, Args)]
pub(crate) struct RetentionArguments {
    #[command(subcommand)]
    pub(crate) command: RetentionCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RetentionCommand {
    /// Say what a prune must delete, may delete and must keep
    Plan(RetentionPlanArguments),
    /// Judge what a prune left in a database, which is only read
    Check(RetentionCheckArguments),
}

#[derive(Debug, Args)]
pub(crate) struct RetentionPlanArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,

    /// When the prune runs: an instant such as 2026-03-01T00:00:00Z, or `today` [default: the
    /// generation's own clock]
    #[arg(long, value_name = "INSTANT", value_parser = clock)]
    pub(crate) as_of: Option<Now>,

    /// What is told of: how many rows of each rule, or every row
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub(crate) by: By,

    /// Only rows of this verdict
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub(crate) verdict: Option<VerdictName>,

    /// Only rows of this table, such as Message
    #[arg(long, value_name = "TABLE")]
    pub(crate) table: Option<String>,

    /// How data on stdout is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Args)]
pub(crate) struct RetentionCheckArguments {
    #[command(flatten)]
    pub(crate) target: TargetArguments,

    /// When the prune ran: an instant such as 2026-03-01T00:00:00Z, or `today` [default: the
    /// generation's own clock]
    #[arg(long, value_name = "INSTANT", value_parser = clock)]
    pub(crate) as_of: Option<Now>,
}

/// What is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum By {
    /// How many rows of each rule
    #[default]
    Rule,
    /// Every row
    Row,
}

/// A verdict, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictName {
    /// It stays
    Keep,
    /// It may be deleted, or stay
    May,
    /// It is deleted
    Purge,
}

impl From<VerdictName> for Verdict {
    fn from(name: VerdictName) -> Self {
        match name {
            VerdictName::Keep => Self::Keep,
            VerdictName::May => Self::May,
            VerdictName::Purge => Self::Purge,
        }
    }
}

/// How tables of data are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    #[default]
    Text,
    /// One JSON value
    Json,
    /// Comma-separated values with a header
    Csv,
}
