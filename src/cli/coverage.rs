//! `connsura-seed coverage`

use serde_json::json;

use super::args::{CoverageArguments, OutputFormat, SourceArguments};
use super::{console, generation, target};
use crate::coverage::{self, Coverage, Promise};
use crate::error::{Error, Kind, Result, printable};
use crate::plan::Plan;
use crate::postgres::{Generation, Target, name_lock_holders};
use crate::report::{count, coverage_json, coverage_text, generation_json, shown_name};
use crate::scenario;

/// Broken promises that the error names.
const NAMED: usize = 3;

/// What was measured, and what it was held against.
struct Findings {
    plan: Plan,
    /// What the database holds; `None` where the plan's own rows were measured.
    generation: Option<Generation>,
    promise: Promise,
    coverage: Coverage,
}

pub(super) fn run(arguments: &CoverageArguments) -> Result<()> {
    let source = &arguments.source;
    let findings = match &source.scenario {
        Some(name) => planned(name, source)?,
        None => found(source)?,
    };
    let Findings {
        promise, coverage, ..
    } = &findings;
    let kept = promise.kept(coverage);
    let missing = findings.missing(&kept);
    match arguments.output.format {
        OutputFormat::Text => {
            let text = coverage_text(coverage, promise, &kept, &missing);
            console::print(&format!("{text}\n{}", findings.source()))?;
        }
        OutputFormat::Json => {
            let mut json = coverage_json(coverage, promise, &kept, &missing);
            json["scenario"] = json!(findings.plan.scenario);
            json["seed"] = json!(findings.plan.seed);
            json["now"] = json!(findings.plan.now.to_string());
            json["generation"] = json!(findings.generation.as_ref().map(generation_json));
            console::print_json(&json)?;
        }
    }
    findings.verdict(&missing)
}

/// Measures the rows that the scenario makes.
fn planned(name: &str, arguments: &SourceArguments) -> Result<Findings> {
    let scenario = scenario::load(name, &target::directory()?)?;
    let plan = target::plan_without_password(&scenario, Some(&arguments.overrides), None)?;
    let promise = Promise::of(&plan);
    let coverage = coverage::planned(&plan, &promise);
    Ok(Findings {
        plan,
        generation: None,
        promise,
        coverage,
    })
}

/// Measures the rows of the database, and holds them against the scenario of its generation.
fn found(arguments: &SourceArguments) -> Result<Findings> {
    if arguments.overrides.are_given() {
        let message = "--seed and --now are for the rows of a scenario, and none is named";
        return Err(Error::new(Kind::Usage, message).hint("connsura-seed coverage SCENARIO"));
    }
    let running = target::reachable(&arguments.named)?;
    target::block_on(async {
        match measure(&running).await {
            Ok(findings) => Ok(findings),
            Err(error) => Err(name_lock_holders(&running, generation::differs(error)).await),
        }
    })
}

async fn measure(target: &Target) -> Result<Findings> {
    // It reads all tables side by side, each in a session: through a pooler they would be the app's.
    let session = target.connect_directly().await?;
    let (mut session, generation, plan) = generation::open(target, session, "30s").await?;
    let promise = Promise::of(&plan).held_by(&session.layout);
    let coverage = coverage::found(target, &mut session, generation.now, &promise).await?;
    session.close().await;
    Ok(Findings {
        plan,
        generation: Some(generation),
        promise,
        coverage,
    })
}

impl Findings {
    /// What is promised and was not seen, by name: cases before pairs, pairs before triples.
    fn missing(&self, kept: &[coverage::Kept]) -> Vec<String> {
        let sizes: [fn(&coverage::Kept) -> &coverage::Combinations; 3] =
            [|kept| &kept.cases, |kept| &kept.pairs, |kept| &kept.triples];
        let combinations = sizes
            .iter()
            .flat_map(|of| kept.iter().flat_map(|kept| &of(kept).missing));
        let mut missing: Vec<String> = combinations.map(|found| shown_name(found)).collect();
        let personas = self.promise.missing_of_personas(&self.coverage);
        missing.extend(
            personas
                .into_iter()
                .map(|(key, shown)| format!("{} of persona {key}", shown_name(&[shown]))),
        );
        missing
    }

    /// What was measured, on one line.
    fn source(&self) -> String {
        let scenario = printable(&self.plan.scenario);
        match &self.generation {
            Some(generation) => format!("generation  {} of {scenario}", generation.id),
            None => format!(
                "plan        {scenario} (seed {}, recipe {}, now {})",
                self.plan.seed,
                self.plan.recipe.number(),
                self.plan.now
            ),
        }
    }

    fn verdict(&self, missing: &[String]) -> Result<()> {
        if missing.is_empty() {
            return Ok(());
        }
        let mut named = missing[..missing.len().min(NAMED)].join(", ");
        if missing.len() > NAMED {
            let more = count((missing.len() - NAMED) as u64);
            named.push_str(&format!(" and {more} more"));
        }
        let (whose, hint) = match &self.generation {
            Some(_) => (
                "the database does not hold",
                "which rows changed: connsura-seed verify; to put it right: connsura-seed reset",
            ),
            None => (
                "the rows do not hold",
                "leave them out with `except`, or report it: the program owes what it promises",
            ),
        };
        let message = format!(
            "{whose} what scenario `{}` promises: {named}",
            printable(&self.plan.scenario)
        );
        Err(Error::new(Kind::Differs, message).hint(hint))
    }
}
