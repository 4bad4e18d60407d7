//! `connsura-seed local`

use serde_json::json;

use super::args::{LocalCommand, OutputArguments, OutputFormat};
use super::console::{self, Console};
use super::target;
use crate::error::{Error, Kind, Result};
use crate::postgres::{Local, Running, State};
use crate::report::Level;

pub(super) fn run(command: &LocalCommand, console: &Console) -> Result<()> {
    let local = Local::of_user()?;
    let say = |message: &str| console.narrator.say(Level::Info, message, json!({}));
    match command {
        LocalCommand::Start(output) => {
            let (running, state) = target::block_on(local.start())?;
            let folder = local.folder().display();
            say(&match state {
                State::AlreadyRunning => format!("running in {folder}"),
                State::Started => format!("started in {folder}"),
                State::Created => format!("created and started in {folder}"),
            });
            print(&running, output)
        }
        LocalCommand::Stop => {
            say(if local.stop()? {
                "stopped"
            } else {
                "it was not running"
            });
            Ok(())
        }
        LocalCommand::Url(output) => match local.running()? {
            Some(running) => print(&running, output),
            None => Err(
                Error::new(Kind::Database, "the local database does not run")
                    .hint("connsura-seed local start"),
            ),
        },
        LocalCommand::Destroy => {
            say(if local.destroy()? {
                "destroyed"
            } else {
                "there was none"
            });
            Ok(())
        }
    }
}

fn print(running: &Running, output: &OutputArguments) -> Result<()> {
    match output.format {
        OutputFormat::Text => console::print(&running.url()),
        OutputFormat::Json => console::print_json(&json!({
            "url": running.url(),
            "port": running.port,
            "socket_directory": running.socket_folder,
        })),
    }
}
