//! For CI systems: a suite for each table and one for all pages, a test case for what one kind of account asks for by
//! one route.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::Exercised;
use super::again::Again;
use super::text;
use crate::error::{Error, Kind, Result};
use crate::exercise::{Check, Checked, Cut, Group};

/// Findings that a test case's text names one by one.
const NAMED: usize = 20;

/// The suite of all pages.
const PAGES: &str = "pages";

/// The suite that says that not all was done.
const WALK: &str = "walk";

/// The report as XML.
///
/// # Errors
/// [`Kind::Unexpected`] for what XML cannot say, which the library leaves out.
pub fn junit(exercised: &Exercised<'_>) -> Result<String> {
    let mut report = Report::new("connsura-seed exercise");
    let mut suites: BTreeMap<&str, TestSuite> = BTreeMap::new();
    for (check, checked) in exercised.checks {
        let name = if check.is_page { PAGES } else { check.table };
        let suite = suites.entry(name).or_insert_with(|| TestSuite::new(name));
        suite.add_test_case(case(exercised, check, *checked));
    }
    if let Some(cut) = exercised.cut {
        let mut suite = TestSuite::new(WALK);
        suite.add_test_case(end(exercised, cut));
        report.add_test_suite(suite);
    }
    report.add_test_suites(suites.into_values());
    report.to_string().map_err(|error| {
        Error::new(Kind::Unexpected, "the JUnit report cannot be written").because(error)
    })
}

/// The test case of a walk that ended early.
fn end(exercised: &Exercised<'_>, cut: &Cut) -> TestCase {
    let mut status = match cut {
        Cut::Found => TestCaseStatus::skipped(),
        Cut::Signal(_) | Cut::Failed(_) => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    status.set_message(format!("{cut}: {}", text::rows(exercised)));
    status.set_type(cut.name());
    let mut case = TestCase::new("goes to its end", status);
    case.set_classname(WALK);
    case
}

fn case(exercised: &Exercised<'_>, check: &Check, checked: Checked) -> TestCase {
    let who = if check.is_admin {
        "an admin"
    } else {
        "a customer"
    };
    let is_here = |group: &&Group| {
        group.route == check.route && group.is_admin == check.is_admin && group.table == check.table
    };
    let groups: Vec<&Group> = exercised.findings.groups().iter().filter(is_here).collect();
    let status = if groups.is_empty() {
        TestCaseStatus::success()
    } else {
        let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
        let kinds: Vec<String> = groups
            .iter()
            .map(|group| format!("{} {} × {}", group.kind, group.at, group.count))
            .collect();
        failure.set_message(kinds.join("; "));
        failure.set_type(groups[0].kind.name());
        failure.set_description(description(exercised, &groups));
        failure
    };
    let mut case = TestCase::new(format!("{} as {who}", check.route), status);
    case.set_classname(check.table);
    case.add_property(("requests", checked.requests.to_string().as_str()));
    case.add_property(("rows", checked.rows.to_string().as_str()));
    case
}

fn description(exercised: &Exercised<'_>, groups: &[&Group]) -> String {
    let findings = groups.iter().flat_map(|group| &group.findings).take(NAMED);
    let texts = findings.map(|finding| {
        let again = Again::of(exercised, &finding.asked);
        let token = again.token.map(|token| format!("  token  {token}\n"));
        format!(
            "{} {}\n  row    {}\n  cases  {}\n  due    {}\n  found  {}\n{}  again  {}\n",
            finding.fault.kind,
            finding.fault.at,
            finding.row.as_deref().unwrap_or("none"),
            finding.cases.join(" "),
            finding.fault.due,
            finding.fault.found,
            token.unwrap_or_default(),
            again.request,
        )
    });
    texts.collect()
}
