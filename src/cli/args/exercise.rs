//! Of `connsura-seed exercise`.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::Args;

use super::{OutputArguments, SourceArguments};
use crate::plan::Part;

#[derive(Debug, Args)]
pub(crate) struct ExerciseArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,

    #[command(flatten)]
    pub(crate) output: OutputArguments,

    /// Where the API is, such as `http://127.0.0.1:3000`
    #[arg(long, value_name = "URL")]
    pub(crate) api: Option<String>,

    /// Where the pages are, which a headless Chromium visits: all lists, all rows that are odd, and
    /// some of the others
    #[arg(long, value_name = "URL")]
    pub(crate) ui: Option<String>,

    /// How the API is driven [default: the core API's own description]
    #[arg(long, value_name = "FILE")]
    pub(crate) description: Option<PathBuf>,

    /// Only these rows, in the order of the walk, such as 1..5000 or 5001..
    #[arg(long, value_name = "FIRST..LAST", value_parser = rows)]
    pub(crate) rows: Option<RangeInclusive<u64>>,

    /// Only the K-th of N parts of the rows, such as 1/3: one for each job of many
    #[arg(long, value_name = "K/N", conflicts_with = "rows")]
    pub(crate) part: Option<Part>,

    /// Only what shows rows of this table, such as Customer; repeated: of these
    #[arg(long, value_name = "TABLE")]
    pub(crate) only: Vec<String>,

    /// Ask for each row by itself, and not only for those that carry an edge case, those of
    /// personas, those that no list shows, and one in eight of the others
    #[arg(long)]
    pub(crate) each_row: bool,

    /// Requests at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) concurrency: u16,

    /// Ordinary rows whose pages are visited, at most: an even sample of those that no persona has
    /// and that carry no edge case
    #[arg(long, value_name = "NUMBER", default_value_t = 200, value_parser = clap::value_parser!(u32).range(0..=1_000_000), requires = "ui")]
    pub(crate) pages: u32,

    /// Tabs of the browser at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=32), requires = "ui")]
    pub(crate) tabs: u16,

    /// Put a screenshot of each finding on a page into this folder, 100 at most
    #[arg(long, value_name = "DIR", requires = "ui")]
    pub(crate) screenshots: Option<PathBuf>,

    /// The browser [default: the Chromium or Chrome on PATH]
    #[arg(long, value_name = "PATH", requires = "ui")]
    pub(crate) browser: Option<PathBuf>,

    /// Stop at the first finding
    #[arg(long)]
    pub(crate) fail_fast: bool,

    /// Write the findings as JUnit XML to this file as well
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
}

/// `5..9`, `5..` or `..9`; both ends are in it.
fn rows(text: &str) -> Result<RangeInclusive<u64>, String> {
    let wrong = || "it is FIRST..LAST, both counted from 1, such as 1..5000 or 5001..".to_owned();
    let (first, last) = text.split_once("..").ok_or_else(wrong)?;
    let number = |text: &str, default| match text {
        "" => Ok(default),
        text => text.parse().map_err(|_| wrong()),
    };
    let (first, last) = (number(first, 1)?, number(last, u64::MAX)?);
    if first == 0 || first > last {
        return Err(wrong());
    }
    Ok(first..=last)
}
