//! For programs.

use serde_json::{Value, json};

use super::{Exercised, again};
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
        "rows": { "first": exercised.rows.start(), "last": exercised.rows.end() },
        "requests": exercised.requests,
        "visits": exercised.visits,
        "findings": exercised.findings.count(),
        "groups": groups,
        "checks": checks,
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
        "again": again::again(exercised, &finding.asked),
    })
}
