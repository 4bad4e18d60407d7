//! `connsura-seed retention check`

use serde_json::json;

use super::{instant, note_other_policy};
use crate::cli::args::{OutputFormat, RetentionCheckArguments};
use crate::cli::console::{self, Console};
use crate::cli::{generation, target};
use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result, printable};
use crate::judge::{FindingKind, Judgement, judge};
use crate::policy::Policy;
use crate::postgres::{Generation, Target, name_lock_holders};
use crate::report::{count, counted, generation_json, retention as report};

/// What a prune of a database did.
struct Checked {
    generation: Generation,
    policy: Policy,
    as_of: Timestamp,
    judgement: Judgement,
}

pub(super) fn run(arguments: &RetentionCheckArguments, console: &Console) -> Result<()> {
    let named = &arguments.target.named;
    let policy = target::configuration(named.config())?.retention;
    let target = target::reachable(named)?;
    let checked = target::block_on(async {
        match examine(&target, policy, arguments, console).await {
            Ok(checked) => Ok(checked),
            Err(error) => Err(name_lock_holders(&target, generation::differs(error)).await),
        }
    })?;
    match arguments.target.output.format {
        OutputFormat::Text => console::print(&checked.text())?,
        OutputFormat::Json => {
            let mut json =
                report::judgement_json(&checked.policy, checked.as_of, &checked.judgement);
            json["generation"] = generation_json(&checked.generation);
            json["right"] = json!(checked.judgement.count() == 0);
            console::print_json(&json)?;
        }
    }
    checked.verdict()
}

/// Judges the database, in one read-only transaction.
async fn examine(
    target: &Target,
    policy: Policy,
    arguments: &RetentionCheckArguments,
    console: &Console,
) -> Result<Checked> {
    let (mut session, generation, plan) =
        generation::open(target, target.connect().await?, "30s").await?;
    note_other_policy(&plan, &policy, console);
    let as_of = instant(&plan, arguments.as_of);
    let judgement = judge(&mut session, &plan, &policy, as_of).await?;
    session.close().await;
    Ok(Checked {
        generation,
        policy,
        as_of,
        judgement,
    })
}

impl Checked {
    fn text(&self) -> String {
        let text = report::judgement_text(&self.policy, self.as_of, &self.judgement);
        format!(
            "{text}\nas of {}, for generation {} of {}",
            self.as_of,
            self.generation.id,
            printable(&self.generation.scenario)
        )
    }

    fn verdict(&self) -> Result<()> {
        let judgement = &self.judgement;
        if judgement.count() == 0 {
            return Ok(());
        }
        let total = judgement.total();
        let gone = total.purge - total.kept;
        let is_only_kept = judgement
            .counts
            .keys()
            .all(|kind| *kind == FindingKind::Kept);
        let error = if is_only_kept && gone == 0 && total.may_gone == 0 {
            let due = counted(total.purge, "row");
            let message = format!("none of {due} that are to go has gone: no prune has run");
            Error::new(Kind::Differs, message)
                .hint("run it as of the same instant, then check again")
        } else if is_only_kept {
            let message = format!(
                "the prune stopped half-way, or forgets something: {} of {} that are to go have gone",
                count(gone),
                counted(total.purge, "row")
            );
            Error::new(Kind::Differs, message)
                .hint("run it again as of the same instant: what is wrongly kept then, it forgets")
        } else {
            let counts = judgement.counts.iter();
            let named: Vec<String> = counts
                .map(|(kind, times)| format!("{} {}", count(*times), kind.name()))
                .collect();
            let message = format!("the prune was wrong: {}", named.join(", "));
            Error::new(Kind::Differs, message).hint("to begin anew: connsura-seed reset")
        };
        Err(error)
    }
}
