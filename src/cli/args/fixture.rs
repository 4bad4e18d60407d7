//! The arguments of `fixture-db` and `fixtures`.

use clap::{Args, Subcommand};

use super::target::variable;
use super::{FileArguments, OutputArguments, OverrideArguments};

#[derive(Debug, Args)]
pub(crate) struct FixtureDbArguments {
    #[command(subcommand)]
    pub(crate) command: FixtureDbCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FixtureDbCommand {
    /// Make a database with a scenario's rows, and print its URL
    Create(FixtureDbCreateArguments),
    /// Drop databases that `create` or a test made
    Drop(FixtureDbDropArguments),
    /// List the databases that `create` and tests made, and the templates that they are copies of
    List(FixtureDbListArguments),
    /// Drop the databases that nobody will come back for
    Gc(FixtureDbGcArguments),
    /// Print what names a scenario's template, such as for a cache: another key is another template
    Key(FixtureDbKeyArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ServerArguments {
    /// The environment variable with the URL of a server, whose role may create databases [default: the local one]
    #[arg(long, value_name = "NAME", value_parser = variable)]
    pub(crate) server_url_env: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct FixtureDbCreateArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO", default_value = "smoke")]
    pub(crate) scenario: String,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,

    #[command(flatten)]
    pub(crate) server: ServerArguments,

    /// Print the URL with the password that the server's URL has
    #[arg(long, requires = "server_url_env")]
    pub(crate) with_password: bool,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct FixtureDbKeyArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO", default_value = "smoke")]
    pub(crate) scenario: String,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,
}

#[derive(Debug, Args)]
pub(crate) struct FixtureDbDropArguments {
    /// Their names, or their URLs
    #[arg(value_name = "NAME", required = true)]
    pub(crate) names: Vec<String>,

    #[command(flatten)]
    pub(crate) server: ServerArguments,
}

#[derive(Debug, Args)]
pub(crate) struct FixtureDbListArguments {
    #[command(flatten)]
    pub(crate) server: ServerArguments,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct FixtureDbGcArguments {
    /// Of those that stay until somebody drops them: drop what is older than so many hours
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    pub(crate) older_than: u32,

    /// Drop templates of that age as well; they are made again where they are needed
    #[arg(long)]
    pub(crate) templates: bool,

    #[command(flatten)]
    pub(crate) server: ServerArguments,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct FixturesArguments {
    #[command(subcommand)]
    pub(crate) command: FixturesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FixturesCommand {
    /// Write some rows of a scenario as files, with all that they need to stand by themselves
    Pick(PickArguments),
}

#[derive(Debug, Args)]
pub(crate) struct PickArguments {
    /// A scenario's name, or the path of its file
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenario: String,

    #[command(flatten)]
    pub(crate) wanted: WantedRows,

    #[command(flatten)]
    pub(crate) files: FileArguments,

    #[command(flatten)]
    pub(crate) overrides: OverrideArguments,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct WantedRows {
    /// Everything of the specimen with this label; repeated: of these
    #[arg(long, value_name = "LABEL")]
    pub(crate) specimen: Vec<String>,

    /// Everything of the persona with this key; repeated: of these
    #[arg(long, value_name = "KEY")]
    pub(crate) persona: Vec<String>,

    /// The row with this id; repeated: these
    #[arg(long, value_name = "UUID")]
    pub(crate) id: Vec<String>,
}
