//! Of the commands that change a database, and of `doctor`, which says what they would do.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{OverrideArguments, TargetArguments, ThreadArguments, WaitArguments};
use crate::reset::Strategy;

/// Of `--backup`; the variable's name is none of Rust's.
const BACKUP_HELP: &str =
    "Dump the database into this directory first, encrypted for BACKUP_GPG_KEY_ID if that is set";

#[derive(Debug, Args)]
pub(crate) struct ResetArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO", default_value = "staging")]
    pub(crate) scenario: String,

    #[command(flatten)]
    pub(crate) target: TargetArguments,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,

    #[command(flatten)]
    pub(crate) threads: ThreadArguments,

    /// How the rows are replaced [default: chosen by what is there]
    #[arg(long, value_enum, value_name = "STRATEGY")]
    pub(crate) strategy: Option<Strategy>,

    /// Make the schema anew: short for --strategy rebuild
    #[arg(long, conflicts_with = "strategy")]
    pub(crate) rebuild: bool,

    /// Say what would happen, and change nothing
    #[arg(long, conflicts_with = "backup")]
    pub(crate) dry_run: bool,

    #[arg(long, value_name = "DIR", help = BACKUP_HELP)]
    pub(crate) backup: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) wait: WaitArguments,
}

#[derive(Debug, Args)]
pub(crate) struct UndoArguments {
    #[command(flatten)]
    pub(crate) target: TargetArguments,

    /// Say what would happen, and change nothing
    #[arg(long, conflicts_with = "backup")]
    pub(crate) dry_run: bool,

    #[arg(long, value_name = "DIR", help = BACKUP_HELP)]
    pub(crate) backup: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) wait: WaitArguments,
}

#[derive(Debug, Args)]
pub(crate) struct LoadArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO", default_value = "staging")]
    pub(crate) scenario: String,

    #[command(flatten)]
    pub(crate) target: TargetArguments,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,

    #[command(flatten)]
    pub(crate) threads: ThreadArguments,

    #[command(flatten)]
    pub(crate) wait: WaitArguments,
}

#[derive(Debug, Args)]
pub(crate) struct MarkArguments {
    #[command(subcommand)]
    pub(crate) command: MarkCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MarkCommand {
    /// Declare a database to be a staging database: one that may be reset
    Staging(MarkStagingArguments),
}

#[derive(Debug, Args)]
pub(crate) struct MarkStagingArguments {
    #[command(flatten)]
    pub(crate) target: TargetArguments,

    /// What the database is called: typed, so that it is the one that you mean
    #[arg(long, value_name = "DB")]
    pub(crate) database_name: String,

    #[command(flatten)]
    pub(crate) wait: WaitArguments,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArguments {
    /// The scenario that a reset would load
    #[arg(value_name = "SCENARIO", default_value = "staging")]
    pub(crate) scenario: String,

    #[command(flatten)]
    pub(crate) target: TargetArguments,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,
}
