//! The command line: arguments, one file a command, exit codes.

mod args;
mod card;
mod cast;
mod console;
mod coverage;
mod doctor;
mod edge;
mod exercise;
mod exit;
mod explain;
mod export;
mod find;
mod fixture_db;
mod fixtures;
mod generation;
mod interrupt;
mod load;
mod local;
mod manual;
mod mark;
mod reset;
mod retention;
mod scenario;
mod source;
mod status;
mod target;
mod undo;
mod usage;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};
use console::Console;
use exit::Asked;

use crate::error::Result;

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    if let Some(error) = usage::with_password(&typed) {
        return usage::refuse(error, &typed);
    }
    let arguments = match Arguments::try_parse_from(&typed) {
        Ok(arguments) => arguments,
        Err(stopped) => return usage::finish(&stopped, &typed),
    };
    let mut console = Console::new(arguments.log_format);
    let asked = Asked::by(&arguments.command);
    let done = dispatch(arguments.command, &mut console);
    exit::finish(&console, &asked, done)
}

fn dispatch(command: Command, console: &mut Console) -> Result<()> {
    match command {
        Command::Reset(arguments) => reset::run(&arguments, console),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Undo(arguments) => undo::run(&arguments, console),
        Command::Load(arguments) => load::run(&arguments, console),
        Command::Mark(arguments) => mark::run(&arguments.command),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Local(arguments) => local::run(&arguments.command, console),
        Command::Scenario(arguments) => scenario::run(&arguments.command, console),
        Command::Export(arguments) => export::run(&arguments, console),
        Command::Fixtures(arguments) => fixtures::run(&arguments.command, console),
        Command::FixtureDb(arguments) => fixture_db::run(&arguments.command, console),
        Command::Cast(arguments) => cast::run(&arguments),
        Command::Find(arguments) => find::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Edge(arguments) => edge::run(&arguments.command),
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Exercise(arguments) => exercise::run(&arguments, console),
        Command::Retention(arguments) => retention::run(&arguments.command, console),
        Command::Completions(arguments) => manual::completions(&arguments),
        Command::Man(arguments) => manual::man(&arguments),
    }
}
