//! What an operator, or a machine that shuts down, asks for while something is under way.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::error::{Error, Kind, Result};

/// The signals that ask a process to end, by their names.
const ENDING: [(&str, SignalKind); 3] = [
    ("SIGINT", SignalKind::interrupt()),
    ("SIGTERM", SignalKind::terminate()),
    ("SIGHUP", SignalKind::hangup()),
];

/// Does the work of a transaction until it ends, or until somebody asks to end it; the server then
/// undoes what was done of it. Once the transaction is committed, or may be, it is too late, and the
/// work says how it went.
pub(super) async fn unless_interrupted<T>(
    work: impl Future<Output = Result<T>>,
    is_too_late: &Cell<bool>,
) -> Result<T> {
    let mut signals = signals()?;
    let mut work = pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            name = any(&mut signals) => if !is_too_late.get() {
                let message = format!("interrupted by {name}; the database is as it was before");
                return Err(Error::new(Kind::Database, message).hint("run it again"));
            },
        }
    }
}

/// The name of the signal that asks to end, once one does. It is heard from now on.
pub(super) fn next() -> Result<impl Future<Output = &'static str>> {
    let mut signals = signals()?;
    Ok(async move { any(&mut signals).await })
}

/// Does work until it ends, or until somebody asks to end it: then the name of the signal.
pub(super) async fn or_signal(work: impl Future<Output = ()>) -> Result<Option<&'static str>> {
    let mut signals = signals()?;
    tokio::select! {
        () = work => Ok(None),
        name = any(&mut signals) => Ok(Some(name)),
    }
}

fn signals() -> Result<Vec<(&'static str, Signal)>> {
    let mut signals = Vec::new();
    for (name, kind) in ENDING {
        let signal = signal(kind).map_err(|error| {
            Error::new(Kind::Unexpected, "signals cannot be waited for").because(error)
        })?;
        signals.push((name, signal));
    }
    Ok(signals)
}

/// The name of the signal that comes next.
async fn any(signals: &mut [(&'static str, Signal)]) -> &'static str {
    poll_fn(|context| {
        for (name, signal) in &mut *signals {
            if signal.poll_recv(context).is_ready() {
                return Poll::Ready(*name);
            }
        }
        Poll::Pending
    })
    .await
}
