//! `connsura-seed reset`

use std::time::Duration;

use super::args::{OutputFormat, ResetArguments};
use super::console::{self, Console};
use super::target;
use crate::error::{Result, printable};
use crate::postgres::{Target, embedded};
use crate::report::{bytes, count, outcome_json, rows_per_second, seconds, table};
use crate::reset::{DEFAULT_PASSWORD, Outcome, PASSWORD_VARIABLE, Request, apply};
use crate::scenario;

pub(super) fn run(arguments: &ResetArguments, console: &mut Console) -> Result<()> {
    let local = target::find(&arguments.target.target)?;
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan(&scenario, arguments.overrides.overrides())?;
    let request = Request {
        scenario,
        plan,
        migrations: embedded(),
        threads: arguments.threads.count(),
        wait: Duration::from_secs(u64::from(arguments.wait)),
    };
    let (target, outcome) = target::block_on(async {
        let (running, _) = local.start().await?;
        let target = Target::local(running);
        let outcome = apply(&target, &request, &mut |event| {
            console.narrator.tell(event);
        })
        .await?;
        Ok((target, outcome))
    })?;
    match arguments.target.output.format {
        OutputFormat::Text => {
            let personas = request.plan.cast().len();
            console::print(&text(&outcome, &target.shown_url(), personas))
        }
        OutputFormat::Json => console::print_json(&outcome_json(&outcome, &target.shown_url())),
    }
}

fn text(outcome: &Outcome, url: &str, personas: usize) -> String {
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
    let password = if target::has_default_password() {
        DEFAULT_PASSWORD.to_owned()
    } else {
        format!("the one in {PASSWORD_VARIABLE}")
    };
    format!(
        "{table}\n\
         {rows} rows at {rate} rows/s, verified in {verified}, {total} in all\n\
         scenario    {scenario} (seed {seed}, recipe {recipe}, now {now})\n\
         generation  {id}\n\
         digest      {digest}\n\
         connect     psql {url}\n\
         log in as   admin-1@connsura.example, password {password}{cast}",
        cast = if personas == 0 {
            ""
        } else {
            "\npersonas    connsura-seed cast"
        },
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
