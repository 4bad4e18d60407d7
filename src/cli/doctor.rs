//! `connsura-seed doctor`

use std::sync::Arc;

use serde_json::json;

use super::args::{DoctorArguments, OutputFormat};
use super::{console, target};
use crate::error::Result;
use crate::layout::Layout;
use crate::postgres::Target;
use crate::report::{fit_text, guards_json, guards_text, plan_text};
use crate::reset::guard::{self, judge};
use crate::reset::{Facts, look};
use crate::scenario;

pub(super) fn run(arguments: &DoctorArguments) -> Result<()> {
    let (target, facts, layout) = examine(arguments)?;
    match arguments.target.output.format {
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
fn examine(arguments: &DoctorArguments) -> Result<(Target, Facts, Arc<Layout>)> {
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan_without_password(&scenario, arguments.overrides.overrides())?;
    let target = target::reachable(&arguments.target.named)?;
    let (facts, layout) = target::block_on(async {
        let mut session = target.connect_directly().await?;
        let facts = look(&target, &mut session, Some(&plan), None).await;
        let layout = session.layout.clone();
        session.close().await;
        Ok((facts?, layout))
    })?;
    Ok((target, facts, layout))
}

/// What each parameter of the URL does, a line each.
fn parameters_text(parameters: &[(String, String)]) -> String {
    let line =
        |(parameter, effect): &(String, String)| format!("            {parameter}: {effect}\n");
    parameters.iter().map(line).collect()
}

fn json(facts: &Facts, target: &Target) -> serde_json::Value {
    let parameters = target
        .parameters()
        .into_iter()
        .map(|(parameter, effect)| json!({ "parameter": parameter, "effect": effect }));
    let misfits: Vec<String> = facts.misfits.iter().map(ToString::to_string).collect();
    let choice = facts.choice.as_ref().ok();
    json!({
        "target": facts.named.name,
        "url": target.shown_url(),
        "parameters": parameters.collect::<Vec<_>>(),
        "guards": guards_json(&guard::ALL, facts),
        "strategy": choice.map(|choice| choice.strategy.to_string()),
        "reason": choice.map(|choice| choice.reason.clone()),
        "rows": facts.size.rows,
        "bytes": facts.size.bytes,
        "misfits": misfits,
        "proposals": facts.proposals,
    })
}
