//! `connsura-seed local`

use serde_json::json;

use super::args::LocalCommand;
use super::console::{self, Console};
use super::target;
use crate::error::{Error, Kind, Result};
use crate::postgres::{Local, State};
use crate::report::Level;

pub(super) fn run(command: &LocalCommand, console: &Console) -> Result<()> {
    let local = Local::of_user()?;
    let say = |message: &str| console.narrator.say(Level::Info, message, json!({}));
    match command {
        LocalCommand::Start => {
            let (running, state) = target::block_on(local.start())?;
            let folder = local.folder().display();
            say(&match state {
                State::AlreadyRunning => format!("running in {folder}"),
                State::Started => format!("started in {folder}"),
                State::Created => format!("created and started in {folder}"),
            });
            console::print(&running.url())
        }
        LocalCommand::Stop => {
            say(if local.stop()? {
                "stopped"
            } else {
                "it was not running"
            });
            Ok(())
        }
        LocalCommand::Url => match local.running()? {
            Some(running) => console::print(&running.url()),
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
