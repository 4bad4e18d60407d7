//! Of `connsura-seed retention`.

use clap::{Args, Subcommand, ValueEnum};

use super::target::clock;
use super::{SourceArguments, TargetArguments};
use crate::clock::{Distance, DistanceError};
use crate::error::printable;
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
    /// Judge what a prune left in a database, which is only read; or run one at many instants
    Check(RetentionCheckArguments),
    /// Draw the rows of each rule on a time line, with the boundary in its middle
    Timeline(RetentionTimelineArguments),
}

#[derive(Debug, Args)]
pub(crate) struct RetentionPlanArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,

    /// When the prune runs: an instant such as 2026-03-01T00:00:00Z, a day (its midnight in UTC)
    /// or `today` [default: the generation's own clock]
    #[arg(long, value_name = "INSTANT", value_parser = as_of)]
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
pub(crate) struct RetentionTimelineArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,

    /// When the prune runs: an instant such as 2026-03-01T00:00:00Z, a day (its midnight in UTC)
    /// or `today` [default: the generation's own clock]
    #[arg(long, value_name = "INSTANT", value_parser = as_of)]
    pub(crate) as_of: Option<Now>,

    /// Only this rule, such as closed-share; repeated: these
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Vec<String>,

    /// How pictures are drawn on stdout
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: PictureFormat,
}

/// How pictures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum PictureFormat {
    /// For a terminal
    #[default]
    Text,
    /// An HTML page with an SVG for each rule, which needs nothing but itself
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct RetentionCheckArguments {
    #[command(flatten)]
    pub(crate) target: TargetArguments,

    /// When the prune ran: an instant such as 2026-03-01T00:00:00Z, a day (its midnight in UTC)
    /// or `today` [default: the generation's own clock]
    #[arg(long, value_name = "INSTANT", value_parser = as_of, conflicts_with = "sweep")]
    pub(crate) as_of: Option<Now>,

    /// Run COMMAND at each of these instants, on a copy of the local database, and judge each: both
    /// ends are in it, and are instants, days (their midnight in UTC) or `today`
    #[arg(long, value_name = "FROM..TO", value_parser = range, requires = "command")]
    pub(crate) sweep: Option<Range>,

    /// What lies between two instants: 1d, 12h, 15min, 500ms, 2w, 1mo, 1y, or `1 day and 1 hour`
    #[arg(long, value_name = "LENGTH", default_value = "1d", value_parser = step, requires = "sweep")]
    pub(crate) step: Distance,

    /// Stop at the first instant at which the prune is wrong
    #[arg(long, requires = "sweep")]
    pub(crate) fail_fast: bool,

    /// The prune, a program and its arguments, in which `{as_of}` and `{url}` stand for the instant
    /// and for the copy; `AS_OF` and `DATABASE_URL` in its environment are the same
    #[arg(last = true, value_name = "COMMAND", requires = "sweep")]
    pub(crate) command: Vec<String>,
}

/// The instants of a sweep: from, to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) from: Now,
    pub(crate) to: Now,
}

/// `2026-01-01..2027-12-31`.
fn range(text: &str) -> Result<Range, String> {
    let (from, to) = text
        .split_once("..")
        .ok_or("it is FROM..TO, such as 2026-01-01..2027-12-31")?;
    let end = |text: &str| as_of(text).map_err(|wrong| format!("`{}`: {wrong}", printable(text)));
    let (from, to) = (end(from)?, end(to)?);
    Ok(Range { from, to })
}

/// An instant, or a day: its midnight in UTC.
fn as_of(text: &str) -> Result<Now, String> {
    let is_day = text.len() == "2026-01-01".len() && !text.contains('T');
    let midnight = is_day.then(|| format!("{text}T00:00:00Z"));
    clock(midnight.as_deref().unwrap_or(text))
}

/// Units in short, with their words.
const SHORT: [(&str, &str); 8] = [
    ("ms", "milliseconds"),
    ("s", "seconds"),
    ("min", "minutes"),
    ("h", "hours"),
    ("d", "days"),
    ("w", "weeks"),
    ("mo", "months"),
    ("y", "years"),
];

/// `1d`, or a length of time in words.
fn step(text: &str) -> Result<Distance, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let long = SHORT.iter().find(|(short, _)| *short == unit);
    let long = long.map(|(_, long)| format!("{number} {long}"));
    let step: Distance = long
        .as_deref()
        .unwrap_or(text)
        .parse()
        .map_err(|error: DistanceError| format!("{error}; write such as 1d, 12h or 1mo"))?;
    if step == Distance::default() {
        return Err("a step of nothing leads nowhere".to_owned());
    }
    Ok(step)
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
