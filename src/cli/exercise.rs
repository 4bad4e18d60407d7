//! `connsura-seed exercise`

mod visits;

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
    self, Check, Checked, Client, Dataset, Description, Findings, NoSession, Options, Part,
    Progress, Table, Walk,
};
use crate::find::Account;
use crate::report::exercise as report;
use crate::report::{Bar, count};
use crate::reset::PASSWORD_VARIABLE;

/// Rows between two lines of narration, and requests or visits: lists are long, and end no row.
const TOLD: u64 = 5_000;
const REQUESTS_TOLD: u64 = 20_000;
pub(super) const VISITS_TOLD: u64 = 500;

pub(super) fn run(arguments: &ExerciseArguments, console: &mut Console) -> Result<()> {
    if arguments.api.is_none() && arguments.ui.is_none() {
        let message = "nothing to exercise: neither --api nor --ui is given";
        return Err(Error::new(Kind::Usage, message)
            .hint("--api http://127.0.0.1:3000 for the API, --ui http://127.0.0.1:3000 for its pages, or both"));
    }
    let description = description(arguments.description.as_deref())?;
    let part = Part {
        rows: arguments.rows.clone(),
        only: tables(&arguments.only)?,
        has_each: arguments.each_row,
    };
    let (plan, password) = source::with(&arguments.source, async |source: &mut Source| {
        Ok((source.plan.clone(), source.password()?))
    })?;
    let dataset = Dataset::new(&plan);
    is_there(&part, &dataset)?;
    let exercise = Exercise {
        arguments,
        description: &description,
        dataset: &dataset,
        part,
        password,
        findings: RefCell::new(Findings::default()),
        console,
    };
    target::block_on(exercise.halves())
}

/// What an exercise works with.
pub(super) struct Exercise<'e> {
    pub(super) arguments: &'e ExerciseArguments,
    pub(super) description: &'e Description,
    pub(super) dataset: &'e Dataset<'e>,
    pub(super) part: Part,
    pub(super) password: String,
    pub(super) findings: RefCell<Findings>,
    pub(super) console: &'e Console,
}

/// What one half of an exercise, of the API or of its pages, has come to.
pub(super) struct Half {
    /// The address.
    pub(super) base: String,
    pub(super) checks: Vec<(Check, Checked)>,
    pub(super) progress: Progress,
    /// The signal that ended it.
    pub(super) interrupted: Option<&'static str>,
}

impl Exercise<'_> {
    /// The API first, then its pages.
    async fn halves(&self) -> Result<()> {
        let api = match &self.arguments.api {
            Some(url) => Some(self.walk(url).await?),
            None => None,
        };
        let is_over = api.as_ref().is_some_and(|half| half.interrupted.is_some())
            || self.arguments.fail_fast && !self.findings.borrow().is_empty();
        let ui = match &self.arguments.ui {
            Some(url) if !is_over => Some(self.visit(url).await?),
            _ => None,
        };
        self.end(api.as_ref(), ui.as_ref())
    }

    async fn walk(&self, url: &str) -> Result<Half> {
        let log_in = &self.description.log_in;
        let concurrency = self.arguments.concurrency.into();
        let client = Client::new(url, log_in, self.password.clone(), concurrency)?;
        first_log_in(self, &client).await?;
        let options = Options {
            part: self.part.clone(),
            is_over_at_first: self.arguments.fail_fast,
        };
        let walk = Walk::new(&client, self.description, self.dataset);
        let told = Told::new(self, "requests", REQUESTS_TOLD);
        let work = walk.run(&options, &self.findings, |now| told.tell(now));
        let interrupted = interrupt::or_signal(work).await?;
        Ok(Half {
            base: client.base().to_owned(),
            checks: walk.checks(),
            progress: told.finish(),
            interrupted,
        })
    }

    /// Reports, and ends as what was found says.
    fn end(&self, api: Option<&Half>, ui: Option<&Half>) -> Result<()> {
        let halves = || api.iter().chain(&ui);
        let first = self.part.rows.as_ref().map_or(1, |rows| *rows.start());
        let last = halves().map(|half| half.progress.row).min();
        let checks: Vec<_> = halves().flat_map(|half| half.checks.clone()).collect();
        let made = |half: Option<&Half>| half.map_or(0, |half| half.progress.requests);
        let findings = self.findings.borrow();
        let exercised = report::Exercised {
            api: api.map(|half| half.base.as_str()),
            ui: ui.map(|half| half.base.as_str()),
            log_in: &self.description.log_in,
            findings: &findings,
            checks: &checks,
            rows: first..=last.unwrap_or_default(),
            requests: made(api),
            visits: made(ui),
        };
        write(self.arguments, &exercised)?;
        let interrupted = halves().find_map(|half| half.interrupted);
        let is_in_pages = api.is_some() && ui.is_some();
        verdict(&exercised, interrupted, is_in_pages)
    }

    /// The account that anybody should be able to log in with: an ordinary admin's.
    pub(super) fn ordinary(&self) -> Result<Account> {
        let accounts = self.dataset.accounts();
        let ordinary = accounts.iter().rev().find(|root| root.is_admin());
        let account = ordinary.or(accounts.first());
        let account = account.and_then(|root| self.dataset.account(*root));
        account.ok_or_else(|| {
            let message = "the generation has no account to log in as";
            Error::new(Kind::Usage, message).hint("connsura-seed reset")
        })
    }
}

/// Tells how far a half has come.
pub(super) struct Told<'e> {
    console: &'e Console,
    bar: Bar,
    /// What is counted.
    noun: &'static str,
    /// How many of them there are between two lines.
    often: u64,
    rows: u64,
    progress: Cell<Progress>,
}

impl<'e> Told<'e> {
    pub(super) fn new(exercise: &Exercise<'e>, noun: &'static str, often: u64) -> Self {
        let rows = exercise.dataset.len(&exercise.dataset.accounts());
        Self {
            console: exercise.console,
            bar: exercise.console.narrator.bar(rows),
            noun,
            often,
            rows,
            progress: Cell::default(),
        }
    }

    pub(super) fn tell(&self, now: Progress) {
        let before = self.progress.replace(now);
        let Self { noun, rows, .. } = self;
        let done = format!(
            "{} {noun}, {} findings",
            count(now.requests),
            count(now.findings)
        );
        self.bar.set(now.row, &done);
        let is_further = now.row / TOLD > before.row / TOLD;
        if is_further || now.requests / self.often > before.requests / self.often {
            let line = format!("rows up to {} of {}: {done}", count(now.row), count(*rows));
            let fields = json!({ "row": now.row, "of": rows, *noun: now.requests, "findings": now.findings });
            self.bar.tell(&self.console.narrator, &line, fields);
        }
    }

    /// How far it came.
    pub(super) fn finish(&self) -> Progress {
        self.bar.finish();
        self.progress.get()
    }
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

/// Whether there is a row to begin with.
fn is_there(part: &Part, dataset: &Dataset<'_>) -> Result<()> {
    let rows = dataset.len(&dataset.accounts());
    let first = part.rows.as_ref().map_or(1, |rows| *rows.start());
    if first <= rows {
        return Ok(());
    }
    let message = format!(
        "--rows begins at {}, and there are {} rows",
        count(first),
        count(rows)
    );
    Err(Error::new(Kind::Usage, message).hint(format!("--rows 1..{rows}")))
}

/// Whether anybody can log in at all: without that, there would be nothing but findings.
async fn first_log_in(exercise: &Exercise<'_>, client: &Client<'_>) -> Result<()> {
    let account = exercise.ordinary()?;
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
fn verdict(
    exercised: &report::Exercised<'_>,
    interrupted: Option<&str>,
    is_in_pages: bool,
) -> Result<()> {
    let next = exercised.rows.end() + 1;
    if let Some(signal) = interrupted {
        let message = format!("interrupted by {signal}");
        let command = if is_in_pages {
            "the same command without --api,"
        } else {
            "the same command"
        };
        let hint = format!("to go on: {command} with --rows {next}..");
        return Err(Error::new(Kind::Unexpected, message).hint(hint));
    }
    if exercised.findings.is_empty() {
        return Ok(());
    }
    let at: Vec<&str> = [exercised.api, exercised.ui]
        .into_iter()
        .flatten()
        .collect();
    let at: Vec<&str> = if at.first() == at.get(1) {
        at[..1].to_vec()
    } else {
        at
    };
    let message = format!(
        "{} differs from the generation: {} findings of {} kinds",
        at.join(" or "),
        count(exercised.findings.count()),
        count(exercised.findings.groups().len() as u64)
    );
    let hint = "connsura-seed verify says whether the database itself is still as it was made; connsura-seed explain ID says what a row is";
    Err(Error::new(Kind::Differs, message).hint(hint))
}
