//! How far a walk has come, and why it went no further.

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{self, Either};
use futures_util::stream::{Stream, StreamExt as _};

use crate::error::Error;

/// How often whoever watches is told while one step takes long.
const TICK: Duration = Duration::from_millis(500);

/// How far a walk has come, through an API or its pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are done, from the first one of all.
    pub row: u64,
    /// Requests, or visits, that were made.
    pub requests: u64,
    /// Findings so far.
    pub findings: u64,
}

/// Why a walk ended before its end.
#[derive(Debug)]
pub enum Cut {
    /// It was to end with the first finding.
    Found,
    /// A signal came: its name.
    Signal(&'static str),
    /// It could not go on.
    Failed(Error),
}

impl Cut {
    /// Its name for programs.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Found => "finding",
            Self::Signal(_) => "signal",
            Self::Failed(_) => "failure",
        }
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found => f.write_str("ended by the first finding"),
            Self::Signal(name) => write!(f, "interrupted by {name}"),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

/// What comes next; `tick` is called now and then until it is there.
pub(super) async fn next<S: Stream + Unpin>(
    stream: &mut S,
    mut tick: impl FnMut(),
) -> Option<S::Item> {
    loop {
        let pause = pin!(tokio::time::sleep(TICK));
        match future::select(stream.next(), pause).await {
            Either::Left((item, _)) => return item,
            Either::Right(_) => tick(),
        }
    }
}
