//! `connsura-seed fixture-db`

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::args::{
    FixtureDbCommand, FixtureDbCreateArguments, FixtureDbDropArguments, FixtureDbGcArguments,
    OutputFormat, OverrideArguments, ServerArguments,
};
use super::console::{self, Console};
use super::target;
use crate::error::Result;
use crate::fixtures::{Fixture, Leftover, Workshop};
use crate::postgres::Address;
use crate::report::{Level, bytes, count, table};
use crate::scenario;

pub(super) fn run(command: &FixtureDbCommand, console: &Console) -> Result<()> {
    match command {
        FixtureDbCommand::Create(arguments) => create(arguments, console),
        FixtureDbCommand::Drop(arguments) => drop_named(arguments, console),
        FixtureDbCommand::List(arguments) => {
            let found = at_work(&arguments.server, async |workshop| workshop.list().await)?;
            print(&found, arguments.output.format)
        }
        FixtureDbCommand::Gc(arguments) => collect(arguments, console),
        FixtureDbCommand::Key(arguments) => {
            let fixture = fixture(&arguments.scenario, &arguments.overrides)?;
            console::print(&fixture.key())
        }
    }
}

/// Does something on the server that the arguments name.
fn at_work<T>(
    arguments: &ServerArguments,
    work: impl AsyncFnOnce(&mut Workshop) -> Result<T>,
) -> Result<T> {
    target::block_on(async {
        let server = target::server(arguments.server_url_env.as_deref()).await?;
        let mut workshop = Workshop::open(server).await?;
        let done = work(&mut workshop).await;
        workshop.close().await.and(done)
    })
}

fn fixture(scenario: &str, said: &OverrideArguments) -> Result<Fixture> {
    let scenario = scenario::load(scenario, &target::directory()?)?;
    let overrides = target::overrides(&scenario, Some(said), None)?;
    Fixture::new(scenario, overrides, target::password()?)
}

fn create(arguments: &FixtureDbCreateArguments, console: &Console) -> Result<()> {
    let fixture = fixture(&arguments.scenario, &arguments.overrides)?;
    let made = at_work(&arguments.server, async |workshop| {
        workshop.make_to_stay(&fixture).await
    })?;
    let url = if arguments.with_password {
        &made.url
    } else {
        if made.url != made.shown_url {
            let without = "the URL is without the password: --with-password prints it";
            console.narrator.say(Level::Info, without, json!({}));
        }
        &made.shown_url
    };
    match arguments.output.format {
        OutputFormat::Text => console::print(url),
        OutputFormat::Json => console::print_json(&json!({
            "name": made.name,
            "url": url,
            "scenario": fixture.source().name,
        })),
    }
}

fn drop_named(arguments: &FixtureDbDropArguments, console: &Console) -> Result<()> {
    let mut names = Vec::new();
    for typed in &arguments.names {
        names.push(if typed.contains("://") {
            let address = Address::parse(typed, "the URL")?;
            address.database().to_owned()
        } else {
            typed.clone()
        });
    }
    at_work(&arguments.server, async |workshop| {
        for name in &names {
            let said = if workshop.drop(name).await? {
                format!("dropped {name}")
            } else {
                format!("there is no {name}")
            };
            console.narrator.say(Level::Info, &said, json!({}));
        }
        Ok(())
    })
}

fn collect(arguments: &FixtureDbGcArguments, console: &Console) -> Result<()> {
    let age = SignedDuration::from_hours(i64::from(arguments.older_than));
    let dropped = at_work(&arguments.server, async |workshop| {
        workshop.collect(age, arguments.templates).await
    })?;
    let said = format!("dropped {}", dropped.len());
    console.narrator.say(Level::Info, &said, json!({}));
    print(&dropped, arguments.output.format)
}

fn print(found: &[Leftover], format: OutputFormat) -> Result<()> {
    match format {
        OutputFormat::Text => {
            let rows = found.iter().map(|one| {
                vec![
                    one.name.clone(),
                    one.scenario.clone().unwrap_or_default(),
                    one.made.clone().unwrap_or_default(),
                    one.stays.word().to_owned(),
                    count(one.sessions as u64),
                    bytes(one.bytes as u64),
                ]
            });
            let heads = ["database", "scenario", "made", "stays", "sessions", "size"];
            console::print(&table(&heads, rows, &[4, 5]))
        }
        OutputFormat::Json => {
            let listed = found.iter().map(|one| {
                json!({
                    "name": one.name,
                    "url": one.url,
                    "scenario": one.scenario,
                    "made": one.made,
                    "stays": one.stays.word(),
                    "sessions": one.sessions,
                    "bytes": one.bytes,
                })
            });
            console::print_json(&Value::Array(listed.collect()))
        }
    }
}
