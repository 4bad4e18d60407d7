//! Of the commands that work on scenarios.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{OutputArguments, OverrideArguments, ThreadArguments};
use crate::plan::Part;

#[derive(Debug, Args)]
pub(crate) struct ScenarioArguments {
    #[command(subcommand)]
    pub(crate) command: ScenarioCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ScenarioCommand {
    /// List the scenarios that can be named
    List(OutputArguments),
    /// Show a scenario
    Show(ShowArguments),
    /// Check scenarios, and say all that is wrong with them
    Check(CheckArguments),
    /// Show sample rows of a scenario
    Preview(PreviewArguments),
    /// Write a new scenario to begin with, commented throughout
    New(NewArguments),
    /// Say what two scenarios ask for differently
    Diff(DiffArguments),
    /// Print the JSON Schema of scenario files, for editors
    Schema,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenario: String,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Names of scenarios, or paths of their files [default: all that can be named]
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PreviewArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO", default_value = "staging")]
    pub(crate) scenario: String,

    /// Only this table, such as Customer
    #[arg(long, value_name = "TABLE")]
    pub(crate) table: Option<String>,

    /// Rows of each table
    #[arg(long, value_name = "NUMBER", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) rows: u16,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The new scenario's name; its file is scenarios/NAME.toml
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "A")]
    pub(crate) left: String,

    /// Another
    #[arg(value_name = "B")]
    pub(crate) right: String,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FileFormat {
    /// One JSON array a table
    Json,
    /// One JSON object a line
    Ndjson,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenario: String,

    /// The format of the files
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "ndjson")]
    pub(crate) format: FileFormat,

    /// The directory to write to; it must be new or empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// Only the K-th of N parts, such as 1/3; the parts' files in order are the whole's
    #[arg(long, value_name = "K/N", default_value_t = Part::WHOLE)]
    pub(crate) part: Part,

    /// Replace the directory if an export made it
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,

    #[command(flatten)]
    pub(crate) threads: ThreadArguments,
}
