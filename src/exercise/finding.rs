//! What an exercise found, and the same findings put together.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use super::dataset::Dataset;
use crate::find::{AccountKind, Look};
use crate::rng::Root;

/// Findings of one group that are kept; the others are counted.
const KEPT: usize = 1_000;

/// Requests that may be answered still while an API goes: those that were under way.
const UNDER_WAY: u64 = 64;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// A 5xx.
    ServerError,
    /// There was no answer.
    NoAnswer,
    /// A status that is no success, where one is due.
    Refused,
    /// A success where a refusal is due.
    Admitted,
    /// The body is no JSON, or has no list where one is due.
    Unreadable,
    /// Something that is never to be shown.
    Secret,
    /// A place of the answer is not there.
    Missing,
    /// A null where there is a value, or where there is never to be a null.
    Null,
    /// Another value.
    Value,
    /// A row is not in its list.
    RowMissing,
    /// A row is in its list more than once.
    RowTwice,
    /// A row is in a list that it is not of.
    RowElsewhere,
    /// Rows are not in their order.
    Order,
    /// A page is longer than was asked for, or pages do not end.
    Paging,
    /// A page wrote an error to the console.
    Console,
    /// Something that a page asked for did not come.
    FailedRequest,
    /// A script threw what nobody caught.
    Exception,
    /// A dialog opened, such as an alert.
    Dialog,
    /// A page shows a word that only programs say, such as `undefined`.
    Word,
    /// A page scrolls sideways.
    Overflow,
    /// A text runs in the direction of another script.
    Direction,
    /// A text cannot be read to its end.
    Clipped,
    /// A page shows another text.
    Text,
}

impl FindingKind {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ServerError => "server-error",
            Self::NoAnswer => "no-answer",
            Self::Refused => "refused",
            Self::Admitted => "admitted",
            Self::Unreadable => "unreadable",
            Self::Secret => "secret",
            Self::Missing => "missing",
            Self::Null => "null",
            Self::Value => "value",
            Self::RowMissing => "row-missing",
            Self::RowTwice => "row-twice",
            Self::RowElsewhere => "row-elsewhere",
            Self::Order => "order",
            Self::Paging => "paging",
            Self::Console => "console",
            Self::FailedRequest => "failed-request",
            Self::Exception => "exception",
            Self::Dialog => "dialog",
            Self::Word => "word",
            Self::Overflow => "overflow",
            Self::Direction => "direction",
            Self::Clipped => "clipped",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: FindingKind,
    /// Where in the answer, as a JSON pointer, or on the page, as a CSS selector; empty for the
    /// whole.
    pub at: String,
    /// What is due, as it is shown.
    pub due: String,
    /// What there is, as it is shown.
    pub found: String,
}

impl Fault {
    /// Whether it says that nobody could answer.
    fn is_in_vain(&self) -> bool {
        let is_away = || {
            ["502", "503", "504"]
                .iter()
                .any(|status| self.found.starts_with(status))
        };
        match self.kind {
            FindingKind::NoAnswer => true,
            FindingKind::ServerError => is_away(),
            _ => false,
        }
    }
}

/// A request that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `GET` or `POST`; `VISIT` of a page.
    pub method: &'static str,
    /// Its path, with the query.
    pub path: String,
    /// Who asked.
    pub by: Viewer,
}

/// Who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// What the account is called: a persona's key, a specimen's label.
    pub label: String,
    /// Whether it is an admin.
    pub is_admin: bool,
    /// The address to log in with.
    pub email: String,
}

/// A fault, where it shows, and how to see it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// What was asked for, as the description has it.
    pub route: String,
    /// Whose rows that shows.
    pub table: &'static str,
    /// The row, by what tells it apart; nothing where it is about a whole list.
    pub row: Option<String>,
    /// The account that the row is of, as the scenario calls it, and what it is to the scenario.
    pub account: Option<(String, AccountKind)>,
    /// The edge cases that show in the row, or else those of its account, as in `S02@phone`.
    pub cases: Vec<String>,
    /// The request.
    pub asked: Asked,
    /// A picture of the page.
    pub picture: Option<PathBuf>,
}

/// The account and the cases that a row's finding names: those that show in the row of this
/// table come first, and the others only where there are none.
pub(super) fn carried(
    dataset: &Dataset<'_>,
    table: &str,
    root: Root,
) -> (Option<(String, AccountKind)>, Vec<String>) {
    let reader = dataset.reader();
    let account = dataset
        .account(root)
        .map(|account| (account.label, account.kind));
    let looks: Vec<Look> = dataset
        .plan()
        .carried(root)
        .iter()
        .map(|carried| Look::at(reader, root, carried))
        .collect();
    let word = |look: &Look| format!("{}@{}", look.case.id, look.facet.name());
    let is_here = |look: &&Look| look.entity.name() == table;
    let mut cases: Vec<String> = looks.iter().filter(is_here).map(word).collect();
    if cases.is_empty() {
        cases = looks.iter().map(word).collect();
    }
    (account, cases)
}

/// Findings that are the same but for their rows.
#[derive(Debug, Clone)]
pub struct Group {
    /// What is wrong.
    pub kind: FindingKind,
    /// The route.
    pub route: String,
    /// Whose rows.
    pub table: &'static str,
    /// Where in the answer.
    pub at: String,
    /// Whether admins asked.
    pub is_admin: bool,
    /// How many findings there are.
    pub count: u64,
    /// How many of them are of accounts that carry an edge case.
    pub odd: u64,
    /// The edge cases that they carry, with how many findings carry each.
    pub cases: BTreeMap<String, u64>,
    /// The first of them.
    pub findings: Vec<Finding>,
}

impl Group {
    /// The group of a finding, still without it.
    fn of(finding: &Finding) -> Self {
        Self {
            kind: finding.fault.kind,
            route: finding.route.clone(),
            table: finding.table,
            at: finding.fault.at.clone(),
            is_admin: finding.asked.by.is_admin,
            count: 0,
            odd: 0,
            cases: BTreeMap::new(),
            findings: Vec::new(),
        }
    }
}

/// All findings of an exercise, the same ones together.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    groups: Vec<Group>,
    /// What may be an outage's and no row's, each with how many requests had been answered by then.
    held: Vec<(u64, Finding)>,
}

impl Findings {
    /// Adds one; one that says that nobody answered waits for what becomes of the API.
    /// `answered` requests were answered by now.
    pub fn note(&mut self, finding: Finding, answered: u64) {
        if finding.fault.is_in_vain() {
            self.held.push((answered, finding));
        } else {
            self.add(finding);
        }
    }

    /// Adds what waited: the API is there.
    pub fn settle(&mut self) {
        for (_, finding) in std::mem::take(&mut self.held) {
            self.add(finding);
        }
    }

    /// The API has gone: what waited since then is no row's. `answered` requests were answered.
    pub fn settle_without(&mut self, answered: u64) {
        self.held
            .retain(|(before, _)| before + UNDER_WAY < answered);
        self.settle();
    }

    /// Adds one.
    pub fn add(&mut self, finding: Finding) {
        let is_same = |group: &Group| {
            group.kind == finding.fault.kind
                && group.route == finding.route
                && group.at == finding.fault.at
                && group.is_admin == finding.asked.by.is_admin
        };
        let at = self.groups.iter().position(is_same).unwrap_or_else(|| {
            self.groups.push(Group::of(&finding));
            self.groups.len() - 1
        });
        let group = &mut self.groups[at];
        group.count += 1;
        group.odd += u64::from(!finding.cases.is_empty());
        for case in &finding.cases {
            *group.cases.entry(case.clone()).or_default() += 1;
        }
        if group.findings.len() < KEPT {
            group.findings.push(finding);
        }
    }

    /// The groups, in the order in which they were found.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.groups.iter().map(|group| group.count).sum()
    }
}
