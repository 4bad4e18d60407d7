//! For programs.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::Exercised;
use super::again::Again;
use crate::exercise::{Finding, Group};

/// The whole report.
pub fn json(exercised: &Exercised<'_>) -> Value {
    let groups: Vec<Value> = exercised
        .findings
        .groups()
        .iter()
        .map(|group| of_group(exercised, group))
        .collect();
    let checks: Vec<Value> = exercised
        .checks
        .iter()
        .map(|(check, checked)| {
            json!({
                "table": check.table,
                "route": check.route,
                "as": role(check.is_admin),
                "requests": checked.requests,
                "rows": checked.rows,
            })
        })
        .collect();
    json!({
        "api": exercised.api,
        "ui": exercised.ui,
        "rows": rows(exercised),
        "cut": exercised.cut.map(|cut| json!({ "by": cut.name(), "message": cut.to_string() })),
        "requests": exercised.requests,
        "visits": exercised.visits,
        "findings": exercised.findings.count(),
        "groups": groups,
        "checks": checks,
    })
}

/// The rows that are done, of how many; null for both ends where none is.
fn rows(exercised: &Exercised<'_>) -> Value {
    let done = Some(&exercised.done).filter(|done| !done.is_empty());
    json!({
        "first": done.map(RangeInclusive::start),
        "last": done.map(RangeInclusive::end),
        "of": exercised.rows,
    })
}

fn role(is_admin: bool) -> &'static str {
    if is_admin { "admin" } else { "customer" }
}

fn of_group(exercised: &Exercised<'_>, group: &Group) -> Value {
    let findings: Vec<Value> = group
        .findings
        .iter()
        .map(|finding| of_finding(exercised, finding))
        .collect();
    json!({
        "kind": group.kind.name(),
        "table": group.table,
        "route": group.route,
        "at": group.at,
        "as": role(group.is_admin),
        "count": group.count,
        "of_accounts_with_edge_cases": group.odd,
        "cases": group.cases,
        "findings": findings,
    })
}

fn of_finding(exercised: &Exercised<'_>, finding: &Finding) -> Value {
    let account = finding
        .account
        .as_ref()
        .map(|(label, kind)| json!({ "label": label, "kind": kind.name() }));
    let again = Again::of(exercised, &finding.asked);
    json!({
        "row": finding.row,
        "account": account,
        "cases": finding.cases,
        "due": finding.fault.due,
        "found": finding.fault.found,
        "method": finding.asked.method,
        "path": finding.asked.path,
        "screenshot": finding.picture,
        "by": { "label": finding.asked.by.label, "email": finding.asked.by.email },
        "token": again.token,
        "again": again.request,
    })
}
