//! Where commands write: data to stdout, narration to stderr.

use std::io::{IsTerminal as _, Write};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::builder::StyledStr;
use serde_json::Value;

use crate::error::{Error, Kind, Result};
use crate::report::{LogFormat, Narrator};

/// The two ends of the command line.
#[derive(Debug)]
pub(super) struct Console {
    pub(super) narrator: Narrator,
    pub(super) log_format: LogFormat,
}

impl Console {
    pub(super) fn new(log_format: LogFormat) -> Self {
        Self {
            narrator: Narrator::new(log_format),
            log_format,
        }
    }

    /// Whether stderr takes colours.
    pub(super) fn styled() -> bool {
        std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
    }
}

/// Whether anything was written to this process's stdout.
static HAS_ANSWERED: AtomicBool = AtomicBool::new(false);

/// Whether stdout has got something already: it takes one JSON value, and no second.
pub(super) fn has_answered() -> bool {
    HAS_ANSWERED.load(Ordering::Relaxed)
}

/// Writes text and a line feed to stdout.
pub(super) fn print(text: &str) -> Result<()> {
    write(format!("{text}\n").as_bytes())
}

/// Writes one JSON value and a line feed to stdout: in many lines on a terminal, and in one for a
/// program.
pub(super) fn print_json(value: &Value) -> Result<()> {
    if std::io::stdout().is_terminal() {
        print(&format!("{value:#}"))
    } else {
        print(&value.to_string())
    }
}

/// Writes bytes to stdout. A reader that has gone, as `head` does, ends the program in
/// peace.
pub(super) fn write(bytes: &[u8]) -> Result<()> {
    write_to(&mut std::io::stdout().lock(), bytes)
}

/// Writes a text with colours where stdout takes them.
pub(super) fn write_styled(text: &StyledStr) -> Result<()> {
    write_to(
        &mut anstream::stdout().lock(),
        text.ansi().to_string().as_bytes(),
    )
}

fn write_to(stdout: &mut impl Write, bytes: &[u8]) -> Result<()> {
    HAS_ANSWERED.store(true, Ordering::Relaxed);
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => process::exit(0),
        Err(error) => Err(Error::new(
            Kind::Unexpected,
            format!("writing to stdout failed: {error}"),
        )),
    }
}
