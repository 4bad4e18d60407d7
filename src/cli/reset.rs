//! `connsura-seed reset`

use std::cell::Cell;

use serde_json::{Value, json};

use super::args::{OutputFormat, ResetArguments, TargetArguments};
use super::console::{self, Console};
use super::interrupt::unless_interrupted;
use super::target;
use crate::error::{Error, Result, printable};
use crate::postgres::Target;
use crate::report::{
    bytes, count, guards_json, guards_text, outcome_json, plan_text, rows_per_second, seconds,
    table,
};
use crate::reset::{
    DEFAULT_PASSWORD, Event, Outcome, PASSWORD_VARIABLE, Request, Sight, Step, Strategy, apply,
    guard, is_default_password, survey,
};
use crate::scenario;
use crate::sink::Tally;
use crate::verify;

pub(super) fn run(arguments: &ResetArguments, console: &mut Console) -> Result<()> {
    let (target, request) = prepare(arguments)?;
    if arguments.dry_run {
        return preview(&target, &request, arguments.target.output.format);
    }
    replace(&target, &request, &arguments.target, console)
}

/// The target, and what is to be done with it.
fn prepare(arguments: &ResetArguments) -> Result<(Target, Request)> {
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan(
        &scenario,
        &arguments.overrides,
        arguments.target.named.config(),
    )?;
    let target = target::started(&arguments.target.named)?;
    target::check_password(&target)?;
    let request = Request {
        scenario,
        plan,
        strategy: arguments
            .rebuild
            .then_some(Strategy::Rebuild)
            .or(arguments.strategy),
        expects: None,
        backup: arguments.backup.clone(),
        guards: &guard::ALL,
        threads: arguments.threads.count(),
        wait: arguments.wait.duration(),
    };
    Ok((target, request))
}

/// Replaces the rows of the target, and says what was done.
pub(super) fn replace(
    target: &Target,
    request: &Request,
    arguments: &TargetArguments,
    console: &mut Console,
) -> Result<()> {
    let is_committing = Cell::new(false);
    let mut tell = |event: Event<'_>| {
        is_committing.set(matches!(event, Event::Step(Step::Commit)));
        console.narrator.tell(event);
    };
    let work = apply(target, request, &mut tell);
    let outcome = target::block_on(unless_interrupted(work, &is_committing))?;
    let printed = match arguments.output.format {
        OutputFormat::Text => {
            let has_cast = !request.plan.cast().is_empty();
            let cast = has_cast.then(|| format!("cast{}", arguments.named.again()));
            console::print(&text(&outcome, target, cast))
        }
        OutputFormat::Json => console::print_json(&outcome_json(&outcome, &target.shown_url())),
    };
    printed.map_err(|error| {
        error.and(&format!(
            "the database holds generation {} all the same",
            outcome.generation.id
        ))
    })
}

/// Says what a reset would do: the same look at the database, the same choice, the same guards.
pub(super) fn preview(target: &Target, request: &Request, format: OutputFormat) -> Result<()> {
    let looked = survey(target, Some(&request.plan), request.strategy);
    let (facts, layout) = match target::block_on(looked)? {
        Sight::Clear(facts, layout) => (facts, layout),
        Sight::Blocked { pooled, reason } => {
            let others = format!("the other guards could not look: {reason}");
            return Err(Error::from(pooled).and(&others));
        }
    };
    let planned: Vec<(&str, Tally)> = layout
        .entities()
        .map(|entity| {
            let tally = verify::planned(&request.plan, entity, layout.clone(), request.threads);
            (entity.name(), tally)
        })
        .collect();
    match format {
        OutputFormat::Text => {
            let rows = planned
                .iter()
                .map(|(name, tally)| vec![(*name).to_owned(), count(tally.rows)]);
            console::print(&format!(
                "scenario    {} (seed {})\n{}\n{}\n{}",
                printable(&request.plan.scenario),
                request.plan.seed,
                plan_text(&facts),
                guards_text(request.guards, &facts),
                table(&["table", "rows to load"], rows, &[1]),
            ))?;
        }
        OutputFormat::Json => {
            let choice = facts.choice.as_ref().ok();
            let rows: serde_json::Map<String, Value> = planned
                .iter()
                .map(|(name, tally)| ((*name).to_owned(), json!(tally.rows)))
                .collect();
            console::print_json(&json!({
                "dry_run": true,
                "target": facts.named.name,
                "scenario": request.plan.scenario,
                "seed": request.plan.seed,
                "strategy": choice.map(|choice| choice.strategy.to_string()),
                "reason": choice.map(|choice| choice.reason.clone()),
                "pending_migrations": facts.migrations.pending,
                "guards": guards_json(request.guards, &facts),
                "rows": rows,
            }))?;
        }
    }
    guard::judge(request.guards, &facts)
}

/// `cast` is the command that lists the personas, where there are any.
fn text(outcome: &Outcome, target: &Target, cast: Option<String>) -> String {
    let psql = target.for_psql();
    let rows = outcome.tables.iter().map(|loaded| {
        let digest = loaded.tally.digest.to_string();
        vec![
            loaded.entity.name().to_owned(),
            count(loaded.tally.rows),
            bytes(loaded.tally.bytes),
            seconds(loaded.time),
            digest[..16].to_owned(),
        ]
    });
    let table = table(
        &["table", "rows", "bytes", "time", "digest"],
        rows,
        &[1, 2, 3],
    );
    let generation = &outcome.generation;
    // `undo` brings the password of an older reset back.
    let password = if is_default_password(&generation.password_hash) {
        DEFAULT_PASSWORD.to_owned()
    } else {
        format!("the one that {PASSWORD_VARIABLE} held at the reset")
    };
    format!(
        "{table}\n\
         {rows} rows at {rate} rows/s, verified in {verified}, {total} in all\n\
         scenario    {scenario} (seed {seed}, recipe {recipe}, now {now})\n\
         strategy    {strategy}: {reason}\n\
         generation  {id}\n\
         digest      {digest}\n\
         {backup}\
         connect     psql {psql}\n\
         log in as   admin-1@connsura.example, password {password}{cast}",
        strategy = outcome.choice.strategy,
        reason = outcome.choice.reason,
        backup = outcome.backup.as_ref().map_or_else(String::new, |path| {
            format!("backup      {}\n", printable(&path.to_string_lossy()))
        }),
        cast = cast.map_or_else(String::new, |cast| {
            format!("\npersonas    connsura-seed {cast}")
        }),
        rows = count(generation.rows),
        rate = count(rows_per_second(outcome)),
        verified = seconds(outcome.verified_in),
        total = seconds(outcome.time),
        scenario = printable(&generation.scenario),
        seed = generation.seed,
        recipe = generation.recipe,
        now = generation.now,
        id = generation.id,
        digest = generation.digest,
    )
}
