//! Arguments that clap did not take, and the help that it prints instead.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;

use super::args::OutputFormat;
use super::console::{self, Console};
use super::exit::{self, Asked};
use crate::error::{Error, Kind};
use crate::report::LogFormat;

/// Ends a run that clap ended: with help or the version, which are no failures, or because
/// `arguments` are wrong.
pub(super) fn finish(stopped: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let console = Console::new(log_format(arguments));
    if !stopped.use_stderr() {
        let written = console::write_styled(&stopped.render());
        return exit::finish(&console, &Asked::default(), written);
    }
    let asked = asked(arguments);
    if console.log_format == LogFormat::Json || asked.format == OutputFormat::Json {
        return exit::finish(&console, &asked, Err(error(stopped)));
    }
    // Where nobody can be told, the exit code still tells.
    let _ = stopped.print();
    ExitCode::from(Kind::Usage as u8)
}

/// Refuses arguments that hold a password: whoever may look at the machine's processes sees it, and
/// so does whoever reads what this program says of its arguments. It is not repeated.
pub(super) fn with_password(arguments: &[OsString]) -> Option<Error> {
    let mut arguments = arguments.iter().skip(1);
    let found = arguments.find(|argument| holds_password(&argument.to_string_lossy()))?;
    let message = "one of the arguments is a URL with a password, which others see there";
    let hint = if found.to_string_lossy().contains("http") {
        "the address of an API or of its pages has no user in it: --api http://127.0.0.1:3000"
    } else {
        "put it into a variable of the environment, and name that: --database-url-env VARIABLE"
    };
    Some(Error::new(Kind::Usage, message).hint(hint))
}

/// Whether a text is `scheme://user:password@host`, or says `password=` as libpq's own form does.
fn holds_password(text: &str) -> bool {
    let of_url = text.split_once("://").is_some_and(|(_, rest)| {
        // A password that is not encoded may hold any sign, the slash among them.
        let user = rest.rsplit_once('@').map_or("", |(user, _)| user);
        user.contains(':')
    });
    of_url || text.to_ascii_lowercase().contains("password=")
}

/// Ends the run before anything else.
pub(super) fn refuse(error: Error, arguments: &[OsString]) -> ExitCode {
    let console = Console::new(log_format(arguments));
    exit::finish(&console, &asked(arguments), Err(error))
}

/// How narration was to be written, as far as the arguments that were not understood say.
fn log_format(arguments: &[OsString]) -> LogFormat {
    if is_json(arguments, "--log-format") {
        LogFormat::Json
    } else {
        LogFormat::Text
    }
}

/// How the answer was to be written, as far as they say. That of `export` is files.
fn asked(arguments: &[OsString]) -> Asked {
    let writes_files = arguments.iter().any(|argument| argument == "export");
    let format = if !writes_files && is_json(arguments, "--format") {
        OutputFormat::Json
    } else {
        OutputFormat::Text
    };
    Asked {
        format,
        ..Asked::default()
    }
}

/// Whether the option is there with the value `json`.
fn is_json(arguments: &[OsString], option: &str) -> bool {
    let mut typed = arguments
        .iter()
        .take_while(|argument| *argument != "--")
        .skip(1)
        .map(|argument| argument.to_string_lossy())
        .peekable();
    while let Some(argument) = typed.next() {
        let value = match argument.strip_prefix(option) {
            Some("") => typed.peek().map(|next| &**next),
            Some(value) => value.strip_prefix('='),
            None => None,
        };
        if value == Some("json") {
            return true;
        }
    }
    false
}

/// What clap says in paragraphs, as message and hint.
fn error(stopped: &clap::Error) -> Error {
    if stopped.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Error::new(Kind::Usage, "a command is missing").hint("connsura-seed --help");
    }
    let text = stopped.render().to_string();
    let mut paragraphs = text
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    let message = paragraphs.next().unwrap_or_default();
    // "For more information, try" what the line before it says already.
    let hint: Vec<String> = paragraphs
        .filter(|hint| hint.starts_with("tip: ") || hint.starts_with("Usage: "))
        .collect();
    let hint = if hint.is_empty() {
        "connsura-seed --help".to_owned()
    } else {
        hint.join("; ")
    };
    Error::new(Kind::Usage, message.trim_start_matches("error: ")).hint(hint)
}
