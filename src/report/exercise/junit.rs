//! For CI systems: a suite for each table and one for all pages, a test case for what one kind of account asks for by
//! one route.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Exercised, again};
use crate::error::{Error, Kind, Result};
use crate::exercise::{Check, Checked, Group};

/// Findings that a test case's text names one by one.
const NAMED: usize = 20;

/// The suite of all pages.
const PAGES: &str = "pages";

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
    report.add_test_suites(suites.into_values());
    report.to_string().map_err(|error| {
        Error::new(Kind::Unexpected, "the JUnit report cannot be written").because(error)
    })
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
        format!(
            "{} {}\n  row    {}\n  cases  {}\n  due    {}\n  found  {}\n  again  {}\n",
            finding.fault.kind,
            finding.fault.at,
            finding.row.as_deref().unwrap_or("none"),
            finding.cases.join(" "),
            finding.fault.due,
            finding.fault.found,
            again::again(exercised, &finding.asked),
        )
    });
    texts.collect()
}
