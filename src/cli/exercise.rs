//! `connsura-seed exercise`

use std::cell::{Cell, RefCell};
use std::path::Path;

use serde_json::json;

use super::args::{ExerciseArguments, OutputFormat};
use super::console::{self, Console};
use super::source::{self, Source};
use super::{interrupt, target};
use crate::document;
use crate::error::{Error, Kind, Result, printable};
use crate::exercise::{
    self, Client, Dataset, Description, Findings, NoSession, Options, Part, Progress, Table, Walk,
};
use crate::report::count;
use crate::report::exercise as report;
use crate::reset::PASSWORD_VARIABLE;

/// Rows between two lines of narration.
const TOLD: u64 = 5_000;

pub(super) fn run(arguments: &ExerciseArguments, console: &mut Console) -> Result<()> {
    let description = description(arguments.description.as_deref())?;
    let options = Options {
        part: Part {
            rows: arguments.rows.clone(),
            only: tables(&arguments.only)?,
        },
        concurrency: arguments.concurrency.into(),
        is_over_at_first: arguments.fail_fast,
    };
    let (plan, password) = source::with(&arguments.source, async |source: &mut Source| {
        Ok((source.plan.clone(), source.password()?))
    })?;
    let client = Client::new(&arguments.api, &description.log_in, password)?;
    let dataset = Dataset::new(&plan);
    target::block_on(walk(&Exercise {
        arguments,
        description: &description,
        client: &client,
        dataset: &dataset,
        options: &options,
        console,
    }))
}

/// What an exercise works with.
struct Exercise<'e> {
    arguments: &'e ExerciseArguments,
    description: &'e Description,
    client: &'e Client<'e>,
    dataset: &'e Dataset<'e>,
    options: &'e Options,
    console: &'e Console,
}

async fn walk(exercise: &Exercise<'_>) -> Result<()> {
    first_log_in(exercise).await?;
    let Exercise {
        client,
        description,
        dataset,
        options,
        ..
    } = exercise;
    let accounts = dataset.accounts();
    let rows = dataset.len(&accounts);
    let findings = RefCell::new(Findings::default());
    let progress = Cell::new(Progress::default());
    let bar = exercise.console.narrator.bar(rows);
    let walk = Walk::new(client, description, dataset);
    let work = walk.run(options, &findings, |now| {
        let before = progress.replace(now);
        bar.set(now.row, &format!("{} requests, {} findings", count(now.requests), count(now.findings)));
        if now.row / TOLD > before.row / TOLD {
            let line = format!(
                "rows up to {} of {}: {} requests, {} findings",
                count(now.row),
                count(rows),
                count(now.requests),
                count(now.findings)
            );
            let fields = json!({ "row": now.row, "of": rows, "requests": now.requests, "findings": now.findings });
            bar.tell(&exercise.console.narrator, &line, fields);
        }
    });
    let interrupted = interrupt::or_signal(work).await?;
    bar.finish();
    let (findings, progress) = (findings.into_inner(), progress.get());
    let first = options.part.rows.as_ref().map_or(1, |rows| *rows.start());
    let exercised = report::Exercised {
        api: client.base(),
        log_in: &description.log_in,
        findings: &findings,
        checks: &walk.checks(),
        rows: first..=progress.row,
        requests: progress.requests,
    };
    write(exercise.arguments, &exercised)?;
    verdict(&exercised, interrupted)
}

/// The description that the arguments name, or the core API's.
fn description(path: Option<&Path>) -> Result<Description> {
    path.map_or_else(exercise::core_api, exercise::load)
}

/// Tables by their names.
fn tables(names: &[String]) -> Result<Vec<Table>> {
    let table = |name: &String| {
        Table::from_name(name).ok_or_else(|| {
            let known: Vec<&str> = Table::all().map(Table::name).collect();
            let near = document::nearest(known.iter().copied(), name, 1);
            let near = near.first().map(|name| format!("--only {name}; "));
            let message = format!("there is no table `{}`", printable(name));
            let hint = format!("{}there are {}", near.unwrap_or_default(), known.join(", "));
            Error::new(Kind::Usage, message).hint(hint)
        })
    };
    names.iter().map(table).collect()
}

/// Whether anybody can log in at all: without that, there would be nothing but findings.
async fn first_log_in(exercise: &Exercise<'_>) -> Result<()> {
    let Exercise {
        client, dataset, ..
    } = exercise;
    let accounts = dataset.accounts();
    let ordinary = accounts.iter().rev().find(|root| root.is_admin());
    let Some(account) = ordinary
        .or(accounts.first())
        .and_then(|root| dataset.account(*root))
    else {
        let message = "the generation has no account to log in as";
        return Err(Error::new(Kind::Usage, message).hint("connsura-seed reset"));
    };
    let why = match client.log_in(account.root, &account.email).await {
        Ok(_) => return Ok(()),
        Err(NoSession::NoAnswer(why)) => {
            let message = format!("{} does not answer: {why}", client.base());
            return Err(Error::new(Kind::Unexpected, message)
                .hint("start the API, and give its address to --api"));
        }
        Err(NoSession::Refused(response)) => response.status,
    };
    let message = format!(
        "{} cannot log in at {}{}: {why}",
        account.email,
        client.base(),
        exercise.description.log_in.post
    );
    let hint = format!(
        "the API must work on the database that is asked about, and {PASSWORD_VARIABLE} hold the password of its last reset"
    );
    Err(Error::new(Kind::Differs, message).hint(hint))
}

fn write(arguments: &ExerciseArguments, exercised: &report::Exercised<'_>) -> Result<()> {
    if let Some(path) = &arguments.junit {
        let shown = printable(&path.to_string_lossy());
        std::fs::write(path, report::junit(exercised)?).map_err(|error| {
            let message = format!("`{shown}` cannot be written: {error}");
            Error::new(Kind::Unexpected, message)
                .hint("--junit takes a file in a folder that is there")
        })?;
    }
    match arguments.source.output.format {
        OutputFormat::Text => console::print(&report::text(exercised)),
        OutputFormat::Json => console::print_json(&report::json(exercised)),
    }
}

/// How the exercise ends.
fn verdict(exercised: &report::Exercised<'_>, interrupted: Option<&str>) -> Result<()> {
    let next = exercised.rows.end() + 1;
    if let Some(signal) = interrupted {
        let message = format!("interrupted by {signal}");
        let hint = format!("to go on: the same command with --rows {next}..");
        return Err(Error::new(Kind::Unexpected, message).hint(hint));
    }
    if exercised.findings.is_empty() {
        return Ok(());
    }
    let message = format!(
        "{} differs from the generation: {} findings of {} kinds",
        exercised.api,
        count(exercised.findings.count()),
        count(exercised.findings.groups().len() as u64)
    );
    let hint = "connsura-seed verify says whether the database itself is still as it was made; connsura-seed explain ID says what a row is";
    Err(Error::new(Kind::Differs, message).hint(hint))
}
