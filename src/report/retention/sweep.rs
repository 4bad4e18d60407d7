//! What a prune did at many instants, for people and for programs.

use serde_json::{Value, json};

use super::{counts_json, finding_json, finding_text};
use crate::clock::Timestamp;
use crate::error::printable;
use crate::judge::{Instants, Judgement, Outcome, Swept};
use crate::policy::Policy;
use crate::postgres::Generation;
use crate::report::json::generation as generation_json;
use crate::report::text::{count, counted, table};

/// Wrong instants that a text has a line for, and findings that it names.
const NAMED: usize = 25;

/// A sweep that has ended.
#[derive(Debug)]
pub struct Sweep<'s> {
    /// What was copied.
    pub generation: &'s Generation,
    /// By what it was judged.
    pub policy: &'s Policy,
    /// What was asked for.
    pub instants: Instants,
    /// What became of each, as far as it came.
    pub swept: &'s [Swept],
    /// The signal that cut it short.
    pub cut: Option<&'static str>,
}

/// Over all instants.
#[derive(Default)]
struct Sums {
    right: u64,
    wrong: u64,
    failed: u64,
    due: u64,
    may_gone: u64,
}

impl Sweep<'_> {
    fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for swept in self.swept {
            match &swept.outcome {
                Outcome::Failed(_) => sums.failed += 1,
                Outcome::Judged(_) if swept.is_right() => sums.right += 1,
                Outcome::Judged(_) => sums.wrong += 1,
            }
            if let Some(judgement) = swept.judgement() {
                sums.due += judgement.total().purge;
                sums.may_gone += judgement.total().may_gone;
            }
        }
        sums
    }

    /// Where the sweep ended: at its end, or where it was cut short.
    fn last(&self) -> Timestamp {
        let last = self.swept.last();
        last.map_or(self.instants.to, |swept| swept.as_of)
    }
}

/// A sweep as a table and lines.
pub fn text(sweep: &Sweep<'_>) -> String {
    let sums = sweep.sums();
    let mut text = String::new();
    let wrong = || sweep.swept.iter().filter(|swept| !swept.is_right());
    let judged = wrong().filter_map(|swept| Some((swept.as_of, swept.judgement()?)));
    let lines: Vec<Vec<String>> = judged.map(line).take(NAMED).collect();
    if !lines.is_empty() {
        let header = [
            "as of",
            "to go",
            "wrongly kept",
            "wrongly deleted",
            "changed or the like",
        ];
        text.push_str(&table(&header, lines, &[1, 2, 3, 4]));
        text.push('\n');
    }
    if let Some((as_of, judgement)) = wrong().find_map(|one| Some((one.as_of, one.judgement()?))) {
        text.push_str(&format!("at {as_of}:\n"));
        for finding in &judgement.findings {
            text.push_str(&finding_text(sweep.policy, as_of, finding));
            text.push('\n');
        }
    }
    let failures = wrong().filter_map(|swept| match &swept.outcome {
        Outcome::Failed(why) => Some((swept.as_of, why)),
        Outcome::Judged(_) => None,
    });
    for (as_of, why) in failures.take(NAMED) {
        text.push_str(&format!("failed           {as_of}: {why}\n"));
    }
    let told = NAMED as u64;
    let more = sums.wrong.saturating_sub(told) + sums.failed.saturating_sub(told);
    if more > 0 {
        let more = count(more);
        text.push_str(&format!("and {more} more instants: --format json\n"));
    }
    text.push_str(&format!(
        "{} from {} to {}, {} apart: {} right, {} wrong, {} failed\n",
        counted(sweep.swept.len() as u64, "instant"),
        sweep.instants.from,
        sweep.last(),
        sweep.instants.step,
        count(sums.right),
        count(sums.wrong),
        count(sums.failed)
    ));
    text.push_str(&match (sums.due, sums.right + sums.wrong) {
        (0, 0) => String::new(),
        (0, _) => {
            let idle = "a prune that does nothing is right there";
            format!("nothing was to go at any of them: {idle}\n")
        }
        (due, _) => format!("{} were to go, over all of them\n", counted(due, "row")),
    });
    text.push_str(&format!(
        "for generation {} of {}",
        sweep.generation.id,
        printable(&sweep.generation.scenario)
    ));
    text
}

fn line((as_of, judgement): (Timestamp, &Judgement)) -> Vec<String> {
    let total = judgement.total();
    let other = judgement.count() - total.kept - total.deleted;
    let mut line = vec![as_of.to_string()];
    line.extend([total.purge, total.kept, total.deleted, other].map(count));
    line
}

/// A sweep for programs.
pub fn json(sweep: &Sweep<'_>) -> Value {
    let sums = sweep.sums();
    let each: Vec<Value> = sweep.swept.iter().map(|swept| one(sweep, swept)).collect();
    let Instants { from, to, step } = sweep.instants;
    json!({
        "generation": generation_json(sweep.generation),
        "from": from.to_string(),
        "to": to.to_string(),
        "step": step.to_string(),
        "instants": each.len(),
        "right": sums.right,
        "wrong": sums.wrong,
        "failed": sums.failed,
        "purge": sums.due,
        "may_gone": sums.may_gone,
        "interrupted": sweep.cut,
        "each": each,
    })
}

fn one(sweep: &Sweep<'_>, swept: &Swept) -> Value {
    let as_of = swept.as_of;
    match &swept.outcome {
        Outcome::Failed(why) => json!({
            "as_of": as_of.to_string(),
            "right": false,
            "failed": why,
        }),
        Outcome::Judged(judgement) => {
            let total = judgement.total();
            let findings = judgement.findings.iter();
            let findings: Vec<Value> = findings
                .map(|finding| finding_json(sweep.policy, as_of, finding))
                .collect();
            json!({
                "as_of": as_of.to_string(),
                "right": swept.is_right(),
                "purge": total.purge,
                "may_gone": total.may_gone,
                "counts": counts_json(judgement),
                "findings": findings,
            })
        }
    }
}
