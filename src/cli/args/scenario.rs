//! Of the commands that work on scenarios.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{OutputArguments, OverrideArguments, ThreadArguments};
use crate::export;
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
    /// Comma-separated values with a header, as PostgreSQL's COPY reads them
    Csv,
    /// INSERT statements, with a script that loads them
    Sql,
    /// PostgreSQL's COPY text, with a script that loads it
    Copy,
    /// Apache Parquet
    Parquet,
}

impl From<FileFormat> for export::FileFormat {
    fn from(format: FileFormat) -> Self {
        match format {
            FileFormat::Json => Self::Json,
            FileFormat::Ndjson => Self::Ndjson,
            FileFormat::Csv => Self::Csv,
            FileFormat::Sql => Self::Sql,
            FileFormat::Copy => Self::Copy,
            FileFormat::Parquet => Self::Parquet,
        }
    }
}

/// How files are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompressionName {
    /// For whatever reads files
    Gzip,
    /// Smaller and faster
    Zstd,
}

impl From<CompressionName> for export::Compression {
    fn from(name: CompressionName) -> Self {
        match name {
            CompressionName::Gzip => Self::Gzip,
            CompressionName::Zstd => Self::Zstd,
        }
    }
}

/// What files are written, and where.
#[derive(Debug, Args)]
pub(crate) struct FileArguments {
    /// The format of the files
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "ndjson")]
    pub(crate) format: FileFormat,

    /// The directory to write to; it must be new or empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// How the files are compressed [default: not at all]
    #[arg(long, value_enum, value_name = "HOW")]
    pub(crate) compress: Option<CompressionName>,

    /// Only this table, such as Message; repeated: these
    #[arg(long, value_name = "TABLE")]
    pub(crate) table: Vec<String>,

    /// Replace the directory if an export made it
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenario: String,

    #[command(flatten)]
    pub(crate) files: FileArguments,

    /// Only the K-th of N parts, such as 1/3; the parts' files in order are the whole's
    #[arg(long, value_name = "K/N", default_value_t = Part::WHOLE)]
    pub(crate) part: Part,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,

    #[command(flatten)]
    pub(crate) threads: ThreadArguments,
}
