//! `connsura-seed doctor`

use serde_json::json;

use super::args::{DoctorArguments, OutputFormat};
use super::{console, target};
use crate::error::Result;
use crate::postgres::{Pooled, Target};
use crate::report::{
    blocked_json, blocked_text, fit_table, fit_text, guards_json, guards_text, plan_text,
};
use crate::reset::guard::{self, judge};
use crate::reset::{Facts, Sight, survey};
use crate::scenario;

pub(super) fn run(arguments: &DoctorArguments) -> Result<()> {
    let format = arguments.target.output.format;
    let (target, sight) = examine(arguments)?;
    let (facts, layout) = match sight {
        Sight::Clear(facts, layout) => (facts, layout),
        Sight::Blocked { pooled, reason } => return blocked(&target, &pooled, &reason, format),
    };
    match format {
        OutputFormat::Text => console::print(&format!(
            "target      {} ({})\n{}{}\n{}\n{}",
            facts.named.name,
            target.shown_url(),
            parameters_text(&target.parameters()),
            plan_text(&facts),
            guards_text(&guard::ALL, &facts),
            fit_text(&layout, &facts),
        ))?,
        OutputFormat::Json => console::print_json(&json(&facts, &target))?,
    }
    judge(&guard::ALL, &facts)
}

/// Looks at the target, and at what a reset would do.
fn examine(arguments: &DoctorArguments) -> Result<(Target, Sight)> {
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan_without_password(
        &scenario,
        Some(&arguments.overrides),
        arguments.target.named.config(),
    )?;
    let target = target::reachable(&arguments.target.named)?;
    let sight = target::block_on(survey(&target, Some(&plan), None))?;
    Ok((target, sight))
}

/// Says that a pooler stands between, through which the other guards cannot look.
fn blocked(target: &Target, pooled: &Pooled, reason: &str, format: OutputFormat) -> Result<()> {
    match format {
        OutputFormat::Text => console::print(&format!(
            "target      {} ({})\n{}{}",
            target.named.name,
            target.shown_url(),
            parameters_text(&target.parameters()),
            blocked_text(&guard::ALL, pooled, reason),
        ))?,
        OutputFormat::Json => console::print_json(&json!({
            "target": target.named.name,
            "url": target.shown_url(),
            "parameters": parameters_json(target),
            "guards": blocked_json(&guard::ALL, pooled, reason),
        }))?,
    }
    Err(pooled.clone().into())
}

fn parameters_json(target: &Target) -> Vec<serde_json::Value> {
    let parameters = target.parameters().into_iter();
    parameters
        .map(|(parameter, effect)| json!({ "parameter": parameter, "effect": effect }))
        .collect()
}

/// What each parameter of the URL does, a line each.
fn parameters_text(parameters: &[(String, String)]) -> String {
    let line =
        |(parameter, effect): &(String, String)| format!("            {parameter}: {effect}\n");
    parameters.iter().map(line).collect()
}

fn json(facts: &Facts, target: &Target) -> serde_json::Value {
    let misfits: Vec<String> = facts.misfits.iter().map(ToString::to_string).collect();
    let choice = facts.choice.as_ref().ok();
    json!({
        "target": facts.named.name,
        "url": target.shown_url(),
        "parameters": parameters_json(target),
        "guards": guards_json(&guard::ALL, facts),
        "strategy": choice.map(|choice| choice.strategy.to_string()),
        "reason": choice.map(|choice| choice.reason.clone()),
        "rows": facts.size.rows,
        "bytes": facts.size.bytes,
        "misfits": misfits,
        "proposals": facts.proposals,
        "proposals_below": fit_table(&facts.named),
    })
}
