//! For people: a table of what is wrong, and of each the first row with what repeats it.

use super::Exercised;
use super::again::Again;
use crate::exercise::{Finding, Group};
use crate::report::text::{count, counted, table};

/// Groups that are shown one by one.
const SHOWN: usize = 20;
/// Edge cases that are named.
const CASES: usize = 5;

/// The whole report.
pub fn text(exercised: &Exercised<'_>) -> String {
    let findings = exercised.findings;
    let done = done(exercised);
    if exercised.requests + exercised.visits == 0 {
        return format!("nothing was asked for: {done}");
    }
    if findings.is_empty() {
        return match exercised.cut {
            None => format!("no findings: {done}"),
            Some(cut) => format!("no findings so far: {done}; {cut}"),
        };
    }
    let groups = findings.groups();
    let rows = groups.iter().map(|group| {
        vec![
            group.kind.to_string(),
            place_apart(group, groups),
            who(group).to_owned(),
            count(group.count),
            cases(group),
        ]
    });
    let header = ["finding", "where", "as", "times", "carrying"];
    let mut parts = vec![table(&header, rows, &[3])];
    let shown = findings.groups().iter().take(SHOWN);
    parts.extend(shown.map(|group| example(exercised, group)));
    let rest = findings.groups().len().saturating_sub(SHOWN);
    if rest > 0 {
        parts.push(format!(
            "and {} more, which --format json shows",
            count(rest as u64)
        ));
    }
    let cut = exercised.cut.map(|cut| format!("; {cut}"));
    let found = counted(findings.count(), "finding");
    parts.push(format!("{done}, {found}{}", cut.unwrap_or_default()));
    parts.join("\n\n")
}

/// `rows 1 to 6,391 of 6,391, 13,102 requests, 2,040 visits`
fn done(exercised: &Exercised<'_>) -> String {
    let mut parts = vec![rows(exercised)];
    if exercised.api.is_some() {
        parts.push(counted(exercised.requests, "request"));
    }
    if exercised.ui.is_some() {
        parts.push(counted(exercised.visits, "visit"));
    }
    parts.join(", ")
}

/// `rows 1 to 6,391 of 6,391`
pub(super) fn rows(exercised: &Exercised<'_>) -> String {
    let all = count(exercised.rows);
    if exercised.done.is_empty() {
        return format!("no row of {all} is done");
    }
    let (first, last) = (*exercised.done.start(), *exercised.done.end());
    format!("rows {} to {} of {all}", count(first), count(last))
}

/// `Customer /fullName`
fn place(group: &Group) -> String {
    format!("{} {}", group.table, group.at)
        .trim_end()
        .to_owned()
}

/// The same, with the route where another group would look alike.
fn place_apart(group: &Group, groups: &[Group]) -> String {
    let looks = |group: &Group| (group.kind, place(group), group.is_admin);
    let alike = groups.iter().filter(|other| looks(other) == looks(group));
    if alike.count() > 1 {
        format!("{} by {}", place(group), group.route)
    } else {
        place(group)
    }
}

fn who(group: &Group) -> &'static str {
    if group.is_admin { "admin" } else { "customer" }
}

/// The cases that most of the rows carry.
fn cases(group: &Group) -> String {
    if group.cases.is_empty() {
        return "no edge case".to_owned();
    }
    let mut cases: Vec<(&String, &u64)> = group.cases.iter().collect();
    cases.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
    let named = cases.iter().take(CASES);
    let mut text: Vec<String> = named
        .map(|(case, times)| format!("{case} {}", count(**times)))
        .collect();
    if cases.len() > CASES {
        text.push(format!("{} more", cases.len() - CASES));
    }
    text.join(", ")
}

/// The first finding of a group.
fn example(exercised: &Exercised<'_>, group: &Group) -> String {
    let mut lines = vec![format!("{}  {}  {}", group.kind, place(group), group.route)];
    let Some(finding) = group.findings.first() else {
        return lines.remove(0);
    };
    lines.push(format!("  due    {}", finding.fault.due));
    lines.push(format!("  found  {}", finding.fault.found));
    if let Some(row) = row(finding) {
        lines.push(format!("  row    {row}"));
    }
    let by = &finding.asked.by;
    let again = Again::of(exercised, &finding.asked);
    lines.extend(again.token.map(|token| format!("  token  {token}")));
    lines.push(format!("  again  {}", again.request));
    lines.push(format!(
        "  as     {} ({})",
        crate::find::visible(&by.email),
        by.label
    ));
    if let Some(picture) = &finding.picture {
        let path = crate::find::visible(&picture.to_string_lossy());
        lines.push(format!("  seen   {path}"));
    }
    lines.join("\n")
}

fn row(finding: &Finding) -> Option<String> {
    let row = finding.row.as_ref()?;
    let whose = finding
        .account
        .as_ref()
        .map(|(label, kind)| format!(" of {} {label}", kind.name()));
    Some(format!("{row}{}", whose.unwrap_or_default()))
}
