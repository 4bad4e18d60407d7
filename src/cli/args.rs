//! The arguments as typed. Help, man pages and completions all come from here.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::clock::Timestamp;
use crate::find::Measure;
use crate::plan::{Overrides, Part};
use crate::report::LogFormat;
use crate::reset::Strategy;

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

/// Of `--backup`; the variable's name is none of Rust's.
const BACKUP_HELP: &str =
    "Dump the database into this directory first, encrypted for BACKUP_GPG_KEY_ID if that is set";

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
            _ => None,
        }
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
    #[arg(long, value_name = "PATH")]
    pub(crate) config: Option<PathBuf>,
}

impl NameArguments {
    /// What names the same database behind another command; nothing for the local one.
    pub(crate) fn again(&self) -> String {
        match (&self.target, &self.database_url_env) {
            (Some(name), _) => format!(" --target {name}"),
            (None, Some(variable)) => format!(" --database-url-env {variable}"),
            (None, None) => String::new(),
        }
    }
}

/// The name of an environment variable.
fn variable(text: &str) -> Result<String, String> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !text.is_empty() && text.bytes().all(is_name) {
        return Ok(text.to_owned());
    }
    Err("it takes the name of the variable that holds the URL, not the URL itself".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// How data on stdout is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: OutputFormat,
}

#[derive(Debug, Args)]
pub(crate) struct OverrideArguments {
    /// Another seed than the scenario's
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(0..=i64::MAX as u64))]
    seed: Option<u64>,

    /// Another clock than the scenario's, such as 2026-03-01T00:00:00Z
    #[arg(long, value_name = "INSTANT")]
    now: Option<Timestamp>,
}

impl OverrideArguments {
    /// Whether any is given.
    pub(crate) fn are_given(&self) -> bool {
        self.seed.is_some() || self.now.is_some()
    }

    pub(crate) fn overrides(&self) -> Overrides {
        Overrides {
            today: super::target::today(),
            seed: self.seed,
            now: self.now,
        }
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

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CastArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
}

#[derive(Debug, Args)]
#[command(after_help = measures())]
pub(crate) struct FindArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,

    /// Only accounts that carry this case, such as S02, S02@body or phone:null; repeated: all of them
    #[arg(long, value_name = "ID")]
    pub(crate) edge: Vec<String>,

    /// Only what shows in rows of this table, such as Upload
    #[arg(long, value_name = "TABLE")]
    pub(crate) entity: Option<String>,

    /// Only accounts for which this holds, such as "unread > 99 and role = customer"; repeated: all of them
    #[arg(long, value_name = "EXPR")]
    pub(crate) having: Vec<String>,

    /// Most accounts that are shown
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
}

/// What can be asked in an expression, for the help.
fn measures() -> String {
    let mut text = "An EXPR compares measures by > >= < <= = != and joins them by and, or, not \
                    and parentheses; `none` is the value of what there is not.\n\nMeasures:"
        .to_owned();
    for measure in Measure::ALL {
        text.push_str(&format!("\n  {:<21} {}", measure.name(), measure.about()));
    }
    text
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// An id of any table, an e-mail address, a specimen's label, or a persona's key
    #[arg(value_name = "ID")]
    pub(crate) id: String,

    #[command(flatten)]
    pub(crate) source: SourceArguments,
}

#[derive(Debug, Args)]
pub(crate) struct EdgeArguments {
    #[command(subcommand)]
    pub(crate) command: EdgeCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EdgeCommand {
    /// List the edge cases, and what cannot be in a row
    List(EdgeListArguments),
    /// Show an edge case: what it is, what it breaks, where it applies, and an example
    Show(EdgeShowArguments),
}

#[derive(Debug, Args)]
pub(crate) struct EdgeListArguments {
    /// Only those of this class, such as names
    #[arg(long, value_name = "CLASS")]
    pub(crate) class: Option<String>,

    /// Only those of this tier
    #[arg(long, value_enum, value_name = "TIER")]
    pub(crate) tier: Option<TierName>,

    /// Only those that apply to this facet, such as phone
    #[arg(long, value_name = "FACET")]
    pub(crate) facet: Option<String>,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// A tier of edge cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TierName {
    /// It could have come in through the product's own forms
    Plausible,
    /// It could only have been written by other means
    Hostile,
}

#[derive(Debug, Args)]
pub(crate) struct EdgeShowArguments {
    /// The case's id, such as S02 or phone:null
    #[arg(value_name = "ID")]
    pub(crate) id: String,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CoverageArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
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
