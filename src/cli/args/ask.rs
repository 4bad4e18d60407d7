//! Of the commands that ask what a dataset holds.

use clap::{Args, Subcommand, ValueEnum};

use super::{OutputArguments, SourceArguments};
use crate::find::Measure;

#[derive(Debug, Args)]
pub(crate) struct CastArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,

    #[command(flatten)]
    pub(crate) output: OutputArguments,
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

    #[command(flatten)]
    pub(crate) output: OutputArguments,
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

    #[command(flatten)]
    pub(crate) output: OutputArguments,
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

    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
