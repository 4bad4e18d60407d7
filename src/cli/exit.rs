//! How a run ends: its last words and its exit code.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::args::{Command, NameArguments, OutputFormat};
use super::console::{self, Console};
use crate::error::{Diagnostic, Error, Result};
use crate::report::{Level, LogFormat, render_diagnostics};

/// What was asked, as far as its failure is told by it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// How the answer was to be written.
    pub(super) format: OutputFormat,
    /// What names the same database behind another command.
    pub(super) again: String,
}

impl Asked {
    pub(super) fn by(command: &Command) -> Self {
        Self {
            format: command.format(),
            again: command
                .named()
                .map(NameArguments::again)
                .unwrap_or_default(),
        }
    }
}

/// Ends the run: says what failed, if anything did. Whoever reads JSON from stdout finds it there
/// too, unless the answer is there already.
pub(super) fn finish(console: &Console, asked: &Asked, done: Result<()>) -> ExitCode {
    let Err(error) = done.map_err(|error| addressed(error, &asked.again)) else {
        return ExitCode::SUCCESS;
    };
    if asked.format == OutputFormat::Json && !console::has_answered() {
        // Where stdout takes nothing, stderr and the exit code still tell.
        let _ = console::print_json(&json(&error));
    }
    tell(console, &error);
    ExitCode::from(error.exit_code())
}

/// The commands that hints name and that work on a database.
const COMMANDS: [&str; 5] = ["reset", "status", "verify", "doctor", "cast"];

/// The error with its hint for the database that the run was about: typed as it is printed, a command
/// must not work on the local one. `again` is what names that database.
fn addressed(error: Error, again: &str) -> Error {
    match error.hint_text().map(|hint| address(hint, again)) {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

/// The text with `again` behind every command in it that works on a database.
fn address(text: &str, again: &str) -> String {
    let mut addressed = String::new();
    for (number, part) in text.split("connsura-seed ").enumerate() {
        if number > 0 {
            addressed.push_str("connsura-seed ");
        }
        let end = part
            .find(|next: char| !next.is_ascii_alphabetic())
            .unwrap_or(part.len());
        let (command, rest) = part.split_at(end);
        addressed.push_str(command);
        if number > 0 && COMMANDS.contains(&command) && !rest.starts_with(" --target") {
            addressed.push_str(again);
        }
        addressed.push_str(rest);
    }
    addressed
}

/// Says what failed.
pub(super) fn tell(console: &Console, error: &Error) {
    match console.log_format {
        LogFormat::Text => console
            .narrator
            .say(Level::Error, &text(error), Value::Null),
        LogFormat::Json => console
            .narrator
            .say(Level::Error, &error.to_string(), fields(error)),
    }
}

fn text(error: &Error) -> String {
    let mut text = String::new();
    if !error.diagnostics().is_empty() {
        text.push_str(&render_diagnostics(error.diagnostics(), Console::styled()));
        text.push_str("\n\n");
    }
    text.push_str(&format!("error: {error}"));
    for cause in error
        .causes()
        .into_iter()
        .filter(|cause| !says(error, cause))
    {
        text.push_str(&format!("\n  because: {cause}"));
    }
    if let Some(hint) = error.hint_text() {
        text.push_str(&format!("\nhint: {hint}"));
    }
    text
}

/// Whether the error's own message holds the cause's already, apart from how a driver
/// introduces it.
fn says(error: &Error, cause: &str) -> bool {
    let message = error.to_string();
    message.contains(cause)
        || cause
            .rsplit_once(": ")
            .is_some_and(|(_, end)| message.contains(end))
}

/// A failure as one JSON value, for whoever reads stdout alone.
fn json(error: &Error) -> Value {
    let mut object = fields(error);
    object["error"] = json!(error.to_string());
    object
}

fn fields(error: &Error) -> Value {
    let diagnostics: Vec<Value> = error
        .diagnostics()
        .iter()
        .zip(Diagnostic::positions(error.diagnostics()))
        .map(|(diagnostic, (line, column))| {
            json!({
                "file": diagnostic.file.path,
                "line": line,
                "column": column,
                "message": diagnostic.message,
                "hint": diagnostic.help,
            })
        })
        .collect();
    json!({
        "exit_code": error.exit_code(),
        "hint": error.hint_text(),
        "causes": error.causes(),
        "diagnostics": diagnostics,
    })
}
