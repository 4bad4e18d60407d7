//! The arguments as typed. Help, man pages and completions all come from here.

mod ask;
mod exercise;
mod fixture;
mod reset;
mod retention;
mod scenario;
mod target;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use ask::*;
pub(crate) use exercise::*;
pub(crate) use fixture::*;
pub(crate) use reset::*;
pub(crate) use retention::*;
pub(crate) use scenario::*;
pub(crate) use target::*;

use crate::report::LogFormat;

/// Fills Connsura's staging PostgreSQL with synthetic data that is made to find bugs.
///
/// The same scenario, seed and recipe give the same bytes everywhere. Data goes to stdout,
/// narration to stderr, and nothing ever prompts.
#[derive(Debug, Parser)]
#[command(
    name = "connsura-seed",
    version,
    propagate_version = false,
    max_term_width = 100
)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// How narration on stderr is written
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "FORMAT"
    )]
    pub(crate) log_format: LogFormat,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  unexpected failure
  2  wrong usage
  3  refused by a guard; nothing was changed
  4  the scenario or the configuration is invalid; nothing was changed
  5  the database or the files differ from what they should be
  6  the database could not be reached, or failed; it is as it was before
  7  the outcome is unknown";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Rebuild the database, all or nothing
    Reset(ResetArguments),
    /// Compare the database with its generation, row by row
    Verify(TargetArguments),
    /// Put back what the last reset replaced
    Undo(UndoArguments),
    /// Fill tables that are empty, such as after `prisma migrate reset`
    Load(LoadArguments),
    /// Declare a database to be a staging database, once
    Mark(MarkArguments),
    /// Show every guard and what it sees, how the schema fits, and what a reset would do
    Doctor(DoctorArguments),
    /// Show server, generation, markers, migrations and drift at a glance
    Status(TargetArguments),
    /// Manage the local database: a private PostgreSQL of its own
    Local(LocalArguments),
    /// List, show, check, preview, write and compare scenarios
    Scenario(ScenarioArguments),
    /// Write a scenario's rows as files
    Export(ExportArguments),
    /// Cut a small fixture out of a scenario
    Fixtures(FixturesArguments),
    /// Make and drop databases for tests, each with a scenario's rows
    FixtureDb(FixtureDbArguments),
    /// List the personas: e-mail, role, and what each shows
    Cast(CastArguments),
    /// Find accounts by what they carry and by what their rows say
    Find(FindArguments),
    /// Say what a row is, whose, and why it is odd
    Explain(ExplainArguments),
    /// List and show the edge cases of the catalogue
    Edge(EdgeArguments),
    /// Say which edge cases, values and pairs a dataset holds, and what it lacks
    Coverage(CoverageArguments),
    /// Drive an API over every row, and report what is not as it was made
    Exercise(ExerciseArguments),
    /// Say what a prune must delete, and judge what one left
    Retention(RetentionArguments),
    /// Print the completions of a shell
    Completions(CompletionsArguments),
    /// Print the manual page, or write all of them
    Man(ManArguments),
}

impl Command {
    /// Which database the command works on, if it works on one.
    pub(crate) fn named(&self) -> Option<&NameArguments> {
        match self {
            Self::Reset(arguments) => Some(&arguments.target.named),
            Self::Verify(arguments) | Self::Status(arguments) => Some(&arguments.named),
            Self::Undo(arguments) => Some(&arguments.target.named),
            Self::Load(arguments) => Some(&arguments.target.named),
            Self::Doctor(arguments) => Some(&arguments.target.named),
            Self::Cast(arguments) => Some(&arguments.source.named),
            Self::Find(arguments) => Some(&arguments.source.named),
            Self::Explain(arguments) => Some(&arguments.source.named),
            Self::Coverage(arguments) => Some(&arguments.source.named),
            Self::Exercise(arguments) => Some(&arguments.source.named),
            Self::Retention(arguments) => Some(match &arguments.command {
                RetentionCommand::Plan(arguments) => &arguments.source.named,
                RetentionCommand::Timeline(arguments) => &arguments.source.named,
                RetentionCommand::Check(arguments) => &arguments.target.named,
            }),
            _ => None,
        }
    }

    /// How the command writes its answer; as text where it has no choice.
    pub(crate) fn format(&self) -> OutputFormat {
        let output = match self {
            Self::Reset(arguments) => &arguments.target.output,
            Self::Verify(arguments) | Self::Status(arguments) => &arguments.output,
            Self::Undo(arguments) => &arguments.target.output,
            Self::Load(arguments) => &arguments.target.output,
            Self::Mark(arguments) => match &arguments.command {
                MarkCommand::Staging(arguments) => &arguments.target.output,
            },
            Self::Doctor(arguments) => &arguments.target.output,
            Self::Local(arguments) => match &arguments.command {
                LocalCommand::Start(output) | LocalCommand::Url(output) => output,
                LocalCommand::Stop | LocalCommand::Destroy => return OutputFormat::Text,
            },
            Self::Scenario(arguments) => match &arguments.command {
                ScenarioCommand::List(output) => output,
                ScenarioCommand::Show(arguments) => &arguments.output,
                ScenarioCommand::Preview(arguments) => &arguments.output,
                ScenarioCommand::Diff(arguments) => &arguments.output,
                _ => return OutputFormat::Text,
            },
            Self::FixtureDb(arguments) => match &arguments.command {
                FixtureDbCommand::Create(arguments) => &arguments.output,
                FixtureDbCommand::Drop(_) | FixtureDbCommand::Key(_) => return OutputFormat::Text,
                FixtureDbCommand::List(arguments) => &arguments.output,
                FixtureDbCommand::Gc(arguments) => &arguments.output,
            },
            Self::Cast(arguments) => &arguments.output,
            Self::Find(arguments) => &arguments.output,
            Self::Explain(arguments) => &arguments.output,
            Self::Edge(arguments) => match &arguments.command {
                EdgeCommand::List(arguments) => &arguments.output,
                EdgeCommand::Show(arguments) => &arguments.output,
            },
            Self::Coverage(arguments) => &arguments.output,
            Self::Exercise(arguments) => &arguments.output,
            Self::Retention(arguments) => match &arguments.command {
                RetentionCommand::Plan(arguments) if arguments.format == ReportFormat::Json => {
                    return OutputFormat::Json;
                }
                RetentionCommand::Plan(_) | RetentionCommand::Timeline(_) => {
                    return OutputFormat::Text;
                }
                RetentionCommand::Check(arguments) => &arguments.target.output,
            },
            Self::Export(_) | Self::Fixtures(_) | Self::Completions(_) | Self::Man(_) => {
                return OutputFormat::Text;
            }
        };
        output.format
    }
}

/// How data on stdout is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people
    #[default]
    Text,
    /// One JSON value
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// How data on stdout is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: OutputFormat,
}

#[derive(Debug, Args)]
pub(crate) struct LocalArguments {
    #[command(subcommand)]
    pub(crate) command: LocalCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LocalCommand {
    /// Start the server, making it first if there is none, and print its URL
    Start(OutputArguments),
    /// Stop the server and keep its data
    Stop,
    /// Print the URL of the running server
    Url(OutputArguments),
    /// Stop the server and remove its data
    Destroy,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// Write a page for each command to this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}
