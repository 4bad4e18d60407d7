//! `connsura-seed exercise`

mod begin;
mod told;
mod visits;

use std::cell::RefCell;

use serde_json::Value;

use super::args::{ExerciseArguments, OutputFormat};
use super::console::{self, Console};
use super::source::{self, Source};
use super::{interrupt, target};
use crate::error::{Error, Kind, Result, printable};
use crate::exercise::{
    Check, Checked, Client, Cut, Dataset, Description, Findings, Options, Part, Progress, Walk,
};
use crate::find::Account;
use crate::report::exercise as report;
use crate::report::{Level, counted};
use told::Told;

/// Requests, or visits, between two lines of narration.
const REQUESTS_TOLD: u64 = 20_000;
const VISITS_TOLD: u64 = 500;

pub(super) fn run(arguments: &ExerciseArguments, console: &mut Console) -> Result<()> {
    begin::has_address(arguments)?;
    let description = begin::description(arguments.description.as_deref())?;
    let mut part = Part {
        rows: None,
        only: begin::tables(&arguments.only)?,
        has_each: arguments.each_row,
    };
    begin::is_shown(arguments, &part, &description)?;
    let (plan, password, known_password, generation) =
        source::with(&arguments.source, async |source: &mut Source| {
            Ok((
                source.plan.clone(),
                source.password()?,
                source.known_password(),
                source.generation(),
            ))
        })?;
    if let Some(ignored) = begin::ignored_password(known_password) {
        console.narrator.say(Level::Info, &ignored, Value::Null);
    }
    let dataset = Dataset::new(&plan);
    let rows = dataset.len(&dataset.accounts());
    part.rows = begin::rows(arguments, rows)?;
    let exercise = Exercise {
        arguments,
        description: &description,
        dataset: &dataset,
        rows,
        part,
        password,
        known_password,
        findings: RefCell::new(Findings::default()),
        console,
    };
    let (api, ui, cut) = target::block_on(exercise.halves())?;
    let replaced = begin::replaced(&arguments.source, generation);
    exercise.end(api.as_ref(), ui.as_ref(), replaced.or(cut))
}

/// What an exercise works with.
struct Exercise<'e> {
    arguments: &'e ExerciseArguments,
    description: &'e Description,
    dataset: &'e Dataset<'e>,
    /// How many rows the generation has.
    rows: u64,
    part: Part,
    password: String,
    /// The same, where it is the documented one.
    known_password: Option<&'static str>,
    findings: RefCell<Findings>,
    console: &'e Console,
}

/// What one half of an exercise, of the API or of its pages, has come to.
struct Half {
    /// The address.
    base: String,
    checks: Vec<(Check, Checked)>,
    progress: Progress,
}

impl Exercise<'_> {
    /// The API first, then its pages.
    async fn halves(&self) -> Result<(Option<Half>, Option<Half>, Option<Cut>)> {
        let (mut api, mut ui, mut cut) = (None, None, None);
        if let Some(url) = &self.arguments.api {
            let (half, ended) = self.walk(url).await?;
            (api, cut) = (Some(half), ended);
        }
        if let (Some(url), None) = (&self.arguments.ui, &cut) {
            match self.visit(url).await {
                Ok((half, ended)) => (ui, cut) = (Some(half), ended),
                // What the API has come to is told all the same.
                Err(error) if api.is_some() => cut = Some(Cut::Failed(error)),
                Err(error) => return Err(error),
            }
        }
        Ok((api, ui, cut))
    }

    /// Drives the API: what that came to, and why it ended early.
    async fn walk(&self, url: &str) -> Result<(Half, Option<Cut>)> {
        let log_in = &self.description.log_in;
        let concurrency = self.arguments.concurrency.into();
        let client = Client::new(url, log_in, self.password.clone(), concurrency)?;
        begin::first_log_in(self, &client).await?;
        let options = Options {
            part: self.part.clone(),
            is_over_at_first: self.arguments.fail_fast,
        };
        let walk = Walk::new(&client, self.description, self.dataset);
        let told = Told::new(self, "requests", REQUESTS_TOLD);
        let mut done = Ok(());
        let work = async {
            done = walk
                .run(&options, &self.findings, |now| told.tell(now))
                .await;
        };
        let signal = interrupt::or_signal(work).await?;
        let half = Half {
            base: client.base().to_owned(),
            checks: walk.checks(),
            progress: told.finish(),
        };
        Ok((half, self.cut(signal, done)))
    }

    /// Why a half that has ended did so before its end.
    fn cut(&self, signal: Option<&'static str>, done: Result<()>) -> Option<Cut> {
        let is_over = self.arguments.fail_fast && !self.findings.borrow().is_empty();
        match (done, signal) {
            (Err(error), _) => Some(Cut::Failed(error)),
            (Ok(()), Some(signal)) => Some(Cut::Signal(signal)),
            (Ok(()), None) => is_over.then_some(Cut::Found),
        }
    }

    /// Reports, and ends as what was found says.
    fn end(&self, api: Option<&Half>, ui: Option<&Half>, cut: Option<Cut>) -> Result<()> {
        self.findings.borrow_mut().settle();
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
            password: self.known_password,
            findings: &findings,
            checks: &checks,
            done: first..=last.unwrap_or_default().max(first - 1),
            rows: self.rows,
            requests: made(api),
            visits: made(ui),
            cut: cut.as_ref(),
        };
        self.write(&exercised)?;
        let next = exercised.done.end() + 1;
        let found = (!findings.is_empty()).then(|| differs(&exercised));
        match (found, cut) {
            (None, None | Some(Cut::Found)) => Ok(()),
            (None, Some(Cut::Failed(error))) => Err(error),
            (None, Some(cut @ Cut::Signal(_))) => {
                Err(Error::new(Kind::Unexpected, cut.to_string()).hint(self.go_on(next)))
            }
            (Some(found), None | Some(Cut::Found)) => Err(Error::new(Kind::Differs, found).hint(
                "connsura-seed verify says whether the database itself is still as it was made; connsura-seed explain ID says what a row is",
            )),
            (Some(found), Some(cut)) => {
                let message = format!("{found}; then: {cut}");
                Err(Error::new(Kind::Differs, message).hint(self.go_on(next)))
            }
        }
    }

    fn write(&self, exercised: &report::Exercised<'_>) -> Result<()> {
        if let Some(path) = &self.arguments.junit {
            let shown = printable(&path.to_string_lossy());
            std::fs::write(path, report::junit(exercised)?).map_err(|error| {
                let message = format!("`{shown}` cannot be written: {error}");
                Error::new(Kind::Unexpected, message)
                    .hint("--junit takes a file in a folder that is there")
            })?;
        }
        match self.arguments.output.format {
            OutputFormat::Text => console::print(&report::text(exercised)),
            OutputFormat::Json => console::print_json(&report::json(exercised)),
        }
    }

    /// How one goes on from the row `next`.
    fn go_on(&self, next: u64) -> String {
        let ends = self.part.rows.as_ref().map(|rows| *rows.end());
        let last = ends.filter(|last| *last < self.rows);
        let last = last.map_or_else(String::new, |last| last.to_string());
        let instead = match self.arguments.part {
            Some(part) => format!(" instead of --part {part}"),
            None => String::new(),
        };
        let is_of_both = self.arguments.api.is_some() && self.arguments.ui.is_some();
        let halves = if is_of_both {
            ", first without --ui, then without --api"
        } else {
            ""
        };
        format!("to go on: the same command with --rows {next}..{last}{instead}{halves}")
    }

    /// The account that anybody should be able to log in with: an ordinary admin's.
    fn ordinary(&self) -> Result<Account> {
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

/// What is wrong, in one line.
fn differs(exercised: &report::Exercised<'_>) -> String {
    let mut at: Vec<&str> = [exercised.api, exercised.ui]
        .into_iter()
        .flatten()
        .collect();
    at.dedup();
    format!(
        "{} differs from the generation: {} of {}",
        at.join(" or "),
        counted(exercised.findings.count(), "finding"),
        counted(exercised.findings.groups().len() as u64, "kind")
    )
}
