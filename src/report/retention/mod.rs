//! What is to become of rows, and what a prune did, for people and for programs.

mod sweep;
mod timeline;

use serde_json::{Map, Value, json};

pub use sweep::{Sweep, json as sweep_json, text as sweep_text};
pub use timeline::{Pictured, html as timelines_html, text as timelines_text};

use super::text::{count, counted, table};
use crate::clock::{DAY, Distance, HOUR, Timestamp};
use crate::judge::{Finding, FindingKind, Judged, Judgement};
use crate::policy::Policy;
use crate::retention::{Counts, Fate, Ground, Summary, Why};
use crate::schema::Entity;

/// Findings that a text names; programs are told more of them.
const NAMED: usize = 25;

/// How far an instant lies behind a boundary, or before it: of days the hours, and of less all.
pub fn distance(as_of: Timestamp, boundary: Timestamp) -> String {
    let millis = as_of.as_millis() - boundary.as_millis();
    let exact = millis.abs();
    let length = Distance {
        months: 0,
        millis: match exact {
            0..=DAY => exact,
            _ => exact - exact % HOUR,
        },
    };
    match millis {
        0 => "at the boundary".to_owned(),
        1.. => format!("{length} over"),
        _ => format!("{length} short"),
    }
}

/// Why a row stays or goes, on one line.
pub fn why(policy: &Policy, as_of: Timestamp, fate: &Fate) -> String {
    match fate.why {
        Why::Free => "no rule is of it".to_owned(),
        Why::With { entity, id } => format!("along with {} {id}", entity.name()),
        Why::Undated { rule } => {
            let rule = &policy.rules[rule];
            let (rule, anchor) = (&rule.name, &rule.anchor);
            format!("{rule}: {anchor} is missing or infinite, so that nothing says when")
        }
        Why::Rule {
            rule,
            anchor,
            boundary,
        } => {
            let rule = &policy.rules[rule];
            let far = distance(as_of, boundary);
            format!(
                "{}: {} {anchor} + {} = {boundary}, {far}",
                rule.name, rule.anchor, rule.period
            )
        }
    }
}

/// The same as fields, which `row` already has some of.
pub fn add_why(policy: &Policy, as_of: Timestamp, fate: &Fate, row: &mut Value) {
    row["verdict"] = json!(fate.verdict.name());
    match fate.why {
        Why::Free => {}
        Why::With { entity, id } => {
            row["with"] = json!({ "table": entity.name(), "id": id.to_string() });
        }
        Why::Undated { rule } => {
            row["rule"] = json!(policy.rules[rule].name);
            row["undated"] = json!(true);
        }
        Why::Rule {
            rule,
            anchor,
            boundary,
        } => {
            row["rule"] = json!(policy.rules[rule].name);
            row["anchor"] = json!(anchor.to_string());
            row["boundary"] = json!(boundary.to_string());
            row["over_ms"] = json!(as_of.as_millis() - boundary.as_millis());
        }
    }
}

/// What a ground is called.
pub fn ground(policy: &Policy, ground: Ground) -> String {
    match ground {
        Ground::Rule(rule) => policy.rules[rule].name.clone(),
        Ground::With(entity) => format!("with {}", entity.name()),
        Ground::Free => "no rule".to_owned(),
    }
}

/// The names of a summary's columns, for programs.
pub const SUMMARY: [&str; 6] = ["table", "by", "keep", "may", "purge", "undated"];

/// The lines of a summary, under those names.
pub fn summary_lines<'s>(
    policy: &'s Policy,
    summary: &'s Summary,
) -> impl Iterator<Item = (Entity, String, Counts)> + 's {
    let lines = summary.iter();
    lines.map(|((entity, by), counts)| (*entity, ground(policy, *by), *counts))
}

/// A summary as a table.
pub fn summary_text(policy: &Policy, summary: &Summary) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut total = Counts::default();
    for (entity, by, counts) in summary_lines(policy, summary) {
        lines.push(numbers(vec![entity.name().to_owned(), by], counts));
        total.keep += counts.keep;
        total.may += counts.may;
        total.purge += counts.purge;
        total.undated += counts.undated;
    }
    lines.push(numbers(vec!["all".to_owned(), String::new()], total));
    table(&SUMMARY, lines, &[2, 3, 4, 5])
}

fn numbers(mut line: Vec<String>, counts: Counts) -> Vec<String> {
    line.extend([counts.keep, counts.may, counts.purge, counts.undated].map(count));
    line
}

/// What a prune did, as tables and lines.
pub fn judgement_text(policy: &Policy, as_of: Timestamp, judgement: &Judgement) -> String {
    let lines = judgement.tables.iter().map(|((entity, by), judged)| {
        let mut line = vec![entity.name().to_owned(), ground(policy, *by)];
        line.extend(columns(judged));
        line
    });
    let mut lines: Vec<Vec<String>> = lines.collect();
    let mut all = vec!["all".to_owned(), String::new()];
    all.extend(columns(&judgement.total()));
    lines.push(all);
    let header = [
        "table",
        "by",
        "to go",
        "gone",
        "wrongly kept",
        "to stay",
        "wrongly deleted",
        "may go",
        "of them gone",
    ];
    let mut text = table(&header, lines, &[2, 3, 4, 5, 6, 7, 8]);
    for finding in judgement.foremost(as_of, NAMED) {
        text.push_str(&format!("\n{}", finding_text(policy, as_of, finding)));
    }
    let more = judgement.count().saturating_sub(NAMED as u64);
    if more > 0 {
        let which = match judgement.left_out() {
            0 => "all of them".to_owned(),
            _ => format!("{} of them all", count(judgement.findings.len() as u64)),
        };
        text.push_str(&format!(
            "\nand {} more; {which}: --format json",
            count(more)
        ));
    }
    for (row, rule) in judgement.undated.iter().take(NAMED) {
        let rule = &policy.rules[*rule];
        text.push_str(&format!(
            "\nundated          {} {row}: kept, since {} of rule {} is missing or infinite",
            row.entity.name(),
            rule.anchor,
            rule.name
        ));
    }
    if judgement.written > 0 {
        let written = counted(judgement.written, "audit row");
        text.push_str(&format!("\nwritten since    {written}"));
    }
    text
}

fn columns(judged: &Judged) -> [String; 7] {
    [
        judged.purge,
        judged.purge - judged.kept,
        judged.kept,
        judged.keep,
        judged.deleted,
        judged.may,
        judged.may_gone,
    ]
    .map(count)
}

/// A finding on one line.
fn finding_text(policy: &Policy, as_of: Timestamp, finding: &Finding) -> String {
    let mut text = format!(
        "{:<16} {} {}",
        finding.kind.name(),
        finding.row.entity.name(),
        finding.row
    );
    if let Some((label, kind)) = &finding.account {
        text.push_str(&format!(" of {} {label}", kind.name()));
    }
    if finding.is_along {
        let whither = match finding.kind {
            FindingKind::Deleted => "; it went along with the row that it belongs to",
            _ => "; the row that it goes along with is there",
        };
        text.push_str(whither);
    }
    if !finding.columns.is_empty() {
        text.push_str(&format!(": {}", finding.columns.join(", ")));
    }
    if let Some(fate) = &finding.fate
        && matches!(finding.kind, FindingKind::Deleted | FindingKind::Kept)
        && !finding.is_along
    {
        text.push_str(&format!("\n{:17}{}", "", why(policy, as_of, fate)));
    }
    text
}

/// What a prune did, for programs.
pub fn judgement_json(policy: &Policy, as_of: Timestamp, judgement: &Judgement) -> Value {
    let tables: Vec<Value> = judgement
        .tables
        .iter()
        .map(|((entity, by), judged)| {
            json!({
                "table": entity.name(),
                "by": ground(policy, *by),
                "purge": judged.purge,
                "wrongly_kept": judged.kept,
                "keep": judged.keep,
                "wrongly_deleted": judged.deleted,
                "may": judged.may,
                "may_gone": judged.may_gone,
            })
        })
        .collect();
    let findings: Vec<Value> = judgement
        .findings
        .iter()
        .map(|finding| finding_json(policy, as_of, finding))
        .collect();
    let undated: Vec<Value> = judgement
        .undated
        .iter()
        .map(|(row, rule)| {
            json!({
                "table": row.entity.name(),
                "id": row.to_string(),
                "rule": policy.rules[*rule].name,
            })
        })
        .collect();
    json!({
        "as_of": as_of.to_string(),
        "tables": tables,
        "counts": counts_json(judgement),
        "findings_left_out": judgement.left_out(),
        "findings": findings,
        "undated": undated,
        "undated_left_out": judgement.undated_count - judgement.undated.len() as u64,
        "audit_rows_written_since": judgement.written,
    })
}

/// How many findings of each kind there are.
fn counts_json(judgement: &Judgement) -> Map<String, Value> {
    let counts = FindingKind::ALL.iter().map(|kind| {
        let count = judgement.counts.get(kind).copied().unwrap_or_default();
        (kind.name().replace(' ', "_"), json!(count))
    });
    counts.collect()
}

fn finding_json(policy: &Policy, as_of: Timestamp, finding: &Finding) -> Value {
    let account = finding.account.as_ref();
    let mut object = json!({
        "kind": finding.kind.name().replace(' ', "_"),
        "table": finding.row.entity.name(),
        "id": finding.row.to_string(),
        "account": account.map(|(label, kind)| json!({ "label": label, "kind": kind.name() })),
        "is_specimen": finding.is_specimen,
        "columns": finding.columns,
        "is_along": finding.is_along,
    });
    if let Some(fate) = &finding.fate {
        add_why(policy, as_of, fate, &mut object);
    }
    object
}
