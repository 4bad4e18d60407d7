//! `connsura-seed retention check --sweep`

use std::pin::Pin;

use serde_json::json;

use super::note_other_policy;
use super::prune::Prune;
use crate::cli::args::{OutputFormat, Range, RetentionCheckArguments};
use crate::cli::console::{self, Console};
use crate::cli::target::{self, Found};
use crate::cli::{generation, interrupt};
use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result, printable};
use crate::find::Reader;
use crate::judge::{Instants, Outcome, Swept, judge};
use crate::plan::Plan;
use crate::policy::Policy;
use crate::postgres::{Copies, Generation, Running, Session, Target, begin_reading};
use crate::report::{count, counted, retention as report};
use crate::retention::check_as_of;
use crate::verify;

/// Instants of one sweep, at most: some days' work.
const MOST: usize = 100_000;

/// Instants between two lines of narration, where there is no bar.
const TOLD: usize = 50;

/// Findings that are kept of each instant.
const KEPT: usize = 25;

/// The name of the signal that asks to end, once one does.
type Stop<'s> = Pin<&'s mut (dyn Future<Output = &'static str> + 's)>;

pub(super) fn run(
    arguments: &RetentionCheckArguments,
    range: Range,
    console: &Console,
) -> Result<()> {
    let named = &arguments.target.named;
    let policy = target::configuration(named.config())?.retention;
    let prune = Prune::new(&arguments.command)?;
    let instants = instants(arguments, range)?;
    let running = local(target::find(named)?)?;
    let sweep = Sweep {
        target: Target::local(running.clone()),
        prune: &prune,
        policy: &policy,
        instants,
        fail_fast: arguments.fail_fast,
        console,
    };
    let swept = target::block_on(async {
        let mut copies = Copies::begin(&running).await?;
        let done = sweep.with(&mut copies).await;
        match (done, copies.end().await) {
            (Ok(swept), Ok(())) => Ok(swept),
            (Ok(_), Err(error)) => Err(error.hint("the next sweep drops what stays of this one")),
            (Err(error), _) => Err(error),
        }
    })?;
    let all = report::Sweep {
        generation: &swept.generation,
        policy: &policy,
        instants,
        swept: &swept.each,
        cut: swept.cut,
    };
    match arguments.target.output.format {
        OutputFormat::Text => console::print(&report::sweep_text(&all))?,
        OutputFormat::Json => console::print_json(&report::sweep_json(&all))?,
    }
    verdict(&swept, &prune)
}

/// The instants that are asked for.
fn instants(arguments: &RetentionCheckArguments, range: Range) -> Result<Instants> {
    let today = target::today();
    let instants = Instants {
        from: range.from.on(today),
        to: range.to.on(today),
        step: arguments.step,
    };
    if instants.from > instants.to {
        let message = format!("{} lies behind {}", instants.from, instants.to);
        return Err(
            Error::new(Kind::Usage, message).hint("--sweep FROM..TO, the earlier one first")
        );
    }
    if instants.iter().nth(MOST).is_some() {
        let message = format!(
            "from {} to {} there are more than {} instants",
            instants.from,
            instants.to,
            count(MOST as u64)
        );
        return Err(Error::new(Kind::Usage, message).hint("a longer --step, or a shorter --sweep"));
    }
    Ok(instants)
}

/// The private local server, which alone is given databases, and loses them.
fn local(found: Found) -> Result<Running> {
    match found {
        Found::Local(local) => local.running()?.ok_or_else(|| {
            Error::new(Kind::Database, "the local database does not run")
                .hint("connsura-seed local start")
        }),
        Found::Target(target) => {
            let message = format!(
                "guard `local`: a sweep makes databases and drops them, on the private local server alone, and {} is another",
                printable(&target.named.name)
            );
            Err(Error::new(Kind::Refused, message).hint(
                "leave the target out, and it is the local database that is copied; of this one: run the prune, then retention check --as-of",
            ))
        }
    }
}

/// What a sweep found.
struct Done {
    generation: Generation,
    each: Vec<Swept>,
    /// The signal that cut it short.
    cut: Option<&'static str>,
}

/// A prune at many instants.
struct Sweep<'s> {
    target: Target,
    prune: &'s Prune<'s>,
    policy: &'s Policy,
    instants: Instants,
    fail_fast: bool,
    console: &'s Console,
}

impl Sweep<'_> {
    async fn with(&self, copies: &mut Copies) -> Result<Done> {
        let mut stop = std::pin::pin!(interrupt::next()?);
        let (generation, plan) = self.template(copies).await?;
        check_as_of(&Reader::new(&plan), self.instants.from)?;
        note_other_policy(&plan, self.policy, self.console);
        let instants: Vec<Timestamp> = self.instants.iter().collect();
        let mut done = Done {
            generation,
            each: Vec::with_capacity(instants.len()),
            cut: None,
        };
        let bar = self.console.narrator.bar(instants.len() as u64, "instants");
        let mut not_right = 0;
        for (at, as_of) in instants.iter().copied().enumerate() {
            let copy = copies.make("one").await?;
            let outcome = self.at(as_of, copies, &copy, &plan, stop.as_mut()).await;
            copies.drop(&copy).await?;
            let swept = match outcome? {
                Ok(outcome) => Swept { as_of, outcome },
                Err(signal) => {
                    done.cut = Some(signal);
                    break;
                }
            };
            // A command that fails from the first is most likely not the one that was meant.
            if let (0, Outcome::Failed(why)) = (at, &swept.outcome) {
                let message = format!("the prune failed at the first instant, {as_of}: {why}");
                let url = self.target.shown_url();
                let hint = format!(
                    "to see it by itself, on the local database: {}; and to begin anew: connsura-seed reset {}",
                    self.prune.again(as_of, &url),
                    printable(&done.generation.scenario)
                );
                return Err(Error::new(Kind::Differs, message).hint(hint));
            }
            let is_right = swept.is_right();
            done.each.push(swept);
            not_right += u64::from(!is_right);
            let number = at + 1;
            let line = format!("{not_right} not right, {as_of}");
            bar.set(number as u64, &line);
            if number % TOLD == 0 || number == instants.len() {
                let line = format!("{number} of {} instants: {line}", instants.len());
                let fields =
                    json!({ "instant": number, "of": instants.len(), "not_right": not_right });
                bar.tell(&self.console.narrator, &line, fields);
            }
            if self.fail_fast && !is_right {
                break;
            }
        }
        bar.finish();
        Ok(done)
    }

    /// A template that holds the generation as it was made, and nothing else.
    async fn template(&self, copies: &mut Copies) -> Result<(Generation, Plan)> {
        let template = copies.template().await?;
        let session = copies.connect(&template).await?;
        let read = generation::open(&self.target, session, "30s").await;
        let (mut session, generation, plan) = read.map_err(generation::differs)?;
        let mut differing = 0;
        for entity in session.layout.clone().entities() {
            let (_, count) = verify::differences(&mut session, &plan, entity, 0).await?;
            differing += count;
        }
        session.close().await;
        if differing > 0 {
            let rows = counted(differing, "row");
            let message = format!(
                "{rows} of the local database differ from its generation: it was pruned already, or changed"
            );
            return Err(Error::new(Kind::Differs, message).hint(format!(
                "connsura-seed reset {}, then the sweep; connsura-seed verify says which rows",
                printable(&generation.scenario)
            )));
        }
        copies.close_template().await?;
        Ok((generation, plan))
    }

    /// Runs the prune on a copy as of one instant, and judges it; the signal, where one cuts it short.
    async fn at(
        &self,
        as_of: Timestamp,
        copies: &Copies,
        copy: &str,
        plan: &Plan,
        stop: Stop<'_>,
    ) -> Result<std::result::Result<Outcome, &'static str>> {
        let running = self.prune.start(as_of, &copies.url(copy))?;
        let failure = match running.end(stop).await? {
            Ok(failure) => failure,
            Err(signal) => return Ok(Err(signal)),
        };
        if let Some(why) = failure {
            return Ok(Ok(Outcome::Failed(why)));
        }
        let mut session = copies.connect(copy).await?;
        let outcome = match self.judged(&mut session, plan, as_of).await {
            Ok(outcome) => outcome,
            Err(error) if error.kind() == Kind::Differs => Outcome::Failed(error.to_string()),
            Err(error) => return Err(error),
        };
        session.close().await;
        Ok(Ok(outcome))
    }

    async fn judged(
        &self,
        session: &mut Session,
        plan: &Plan,
        as_of: Timestamp,
    ) -> Result<Outcome> {
        begin_reading(session, "30s").await?;
        generation::fit(&self.target, session).await?;
        let judged = judge(session, plan, self.policy, as_of).await;
        let mut judgement = judged.map_err(generation::differs)?;
        judgement.shorten(as_of, KEPT);
        Ok(Outcome::Judged(Box::new(judgement)))
    }
}

/// Ends as what was found says.
fn verdict(done: &Done, prune: &Prune<'_>) -> Result<()> {
    let of = counted(done.each.len() as u64, "instant");
    let not_right = || done.each.iter().filter(|swept| !swept.is_right());
    let Some(first) = not_right().next() else {
        return match done.cut {
            Some(signal) => {
                let message = format!("interrupted by {signal} after {of}; none of them was wrong");
                Err(Error::new(Kind::Unexpected, message).hint("run it again"))
            }
            None => Ok(()),
        };
    };
    let judged = |swept: &&Swept| swept.judgement().is_some();
    let (wrong, failed): (Vec<&Swept>, Vec<&Swept>) = not_right().partition(judged);
    let [wrong, failed] = [wrong, failed].map(|all| count(all.len() as u64));
    let what = match (wrong.as_str(), failed.as_str()) {
        (_, "0") => format!("was wrong at {wrong}"),
        ("0", _) => format!("failed at {failed}"),
        _ => format!("was wrong at {wrong} and failed at {failed}"),
    };
    let cut = done.cut.map_or(String::new(), |signal| {
        format!("; then interrupted by {signal}")
    });
    let message = format!("the prune {what} of {of}{cut}");
    Err(Error::new(Kind::Differs, message).hint(format!(
        "one of them again: connsura-seed retention check --sweep {0}..{0} -- {1}",
        first.as_of,
        prune.line()
    )))
}
