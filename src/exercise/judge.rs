//! Whether an answer is what the generation says: of a row, and of a list.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::answer::Answer;
use super::dataset::{Dataset, Item, RowId, Subject};
use super::description::{List, Rows as Whose, Shown, ShownTable, Table};
use super::finding::{Fault, FindingKind};
use super::truth::Truth;
use crate::find;
use crate::schema::decode;

/// Faults of what an answer shows of a row.
pub(super) fn row(
    dataset: &Dataset<'_>,
    shown: &[Shown],
    item: &Item,
    answer: &Answer<'_>,
) -> Vec<Fault> {
    let faults = shown
        .iter()
        .filter_map(|shown| value(&dataset.truth(item, &shown.column), shown, answer));
    let mut faults: Vec<Fault> = faults.collect();
    faults.extend(secrets(item, answer));
    faults
}

fn value(truth: &Truth, shown: &Shown, answer: &Answer<'_>) -> Option<Fault> {
    let fault = |kind, found: &str| Fault {
        kind,
        at: shown.at.clone(),
        due: truth.to_string(),
        found: find::shown(Some(found)),
    };
    let Some(found) = answer.at(&shown.at) else {
        // What is below a null is not there.
        let is_below_null = *truth == Truth::Null && is_below_null(answer, &shown.at);
        return (!is_below_null || shown.is_never_null).then(|| Fault {
            found: "nothing".to_owned(),
            ..fault(FindingKind::Missing, "")
        });
    };
    // JSON has a null of its own, which a column can hold.
    let is_due = *truth == Truth::Null || truth.is_shown_by(found);
    if found.get() == "null" && (shown.is_never_null || !is_due) {
        return Some(Fault {
            found: "null".to_owned(),
            ..fault(FindingKind::Null, "")
        });
    }
    let is_right = if shown.is_beginning {
        truth.begins_with(found)
    } else if shown.is_later {
        truth.is_not_after(found)
    } else {
        truth.is_shown_by(found)
    };
    (!is_right).then(|| Fault {
        found: raw(found),
        ..fault(FindingKind::Value, "")
    })
}

/// A value of an answer as messages show it.
fn raw(found: &RawValue) -> String {
    match serde_json::from_str::<String>(found.get()) {
        Ok(text) => find::shown(Some(&text)),
        Err(_) => find::shown(Some(found.get())).trim_matches('"').to_owned(),
    }
}

/// Whether a place is missing because what it would be in is null.
fn is_below_null(answer: &Answer<'_>, at: &str) -> bool {
    let mut above = at;
    while let Some((outer, _)) = above.rsplit_once('/') {
        if let Some(found) = answer.at(outer) {
            return found.get() == "null";
        }
        above = outer;
    }
    false
}

/// What is never to be shown, such as a password's hash, wherever it stands in the answer.
fn secrets(item: &Item, answer: &Answer<'_>) -> Option<Fault> {
    let Item::Row(row) = item else { return None };
    let whole = answer.at("")?.get();
    let columns = row.entity().table().columns.iter().zip(row.values());
    let mut secrets = columns.filter(|(column, _)| column.secret);
    secrets.find_map(|(column, value)| {
        let truth = Truth::of(value);
        let text = truth.text()?;
        (!text.is_empty() && whole.contains(text.as_ref())).then(|| Fault {
            kind: FindingKind::Secret,
            at: String::new(),
            due: format!("{} is never shown", column.name),
            found: "it is".to_owned(),
        })
    })
}

/// Pages in a row that bring nothing new, before a list is taken to have no end. How many pages
/// there are says nothing: rows that the API has made itself are as many as they are.
const BARREN: usize = 50;

/// A list while its pages come in.
pub(super) struct Rows<'a> {
    /// What tells rows apart, by where the answer shows it.
    key: Vec<&'a Shown>,
    /// The rows that are to be in it, in their order.
    due: &'a [(RowId, Subject)],
    places: BTreeMap<RowId, usize>,
    /// Whether rows of the table that are not due may be in it all the same.
    may_have_others: bool,
    /// Whether its order is known.
    is_ordered: bool,
    /// The places of those that came, in the order in which they came.
    seen: Vec<usize>,
    came: BTreeSet<usize>,
    twice: BTreeSet<usize>,
    elsewhere: Vec<RowId>,
    /// Whose rows these are: which of those that are not due were generated.
    dataset: &'a Dataset<'a>,
    table: Table,
    /// Those that are not due.
    others: BTreeSet<RowId>,
    /// Rows that had come when the last page ended, and pages since something new came.
    known: usize,
    barren: usize,
}

impl<'a> Rows<'a> {
    /// A list in which these rows are due.
    pub(super) fn new(
        dataset: &'a Dataset<'a>,
        table: Table,
        list: &List,
        shown: &'a ShownTable,
        due: &'a [(RowId, Subject)],
    ) -> Self {
        let key = |name: &&str| {
            shown
                .values
                .iter()
                .find(|shown| shown.column.text == **name)
        };
        Self {
            key: table.key().iter().filter_map(key).collect(),
            due,
            places: due
                .iter()
                .enumerate()
                .map(|(at, (id, _))| (*id, at))
                .collect(),
            // Who searches may find more than what was looked for.
            may_have_others: list.rows == Whose::Found,
            is_ordered: !list.order.is_empty(),
            seen: Vec::new(),
            came: BTreeSet::new(),
            twice: BTreeSet::new(),
            elsewhere: Vec::new(),
            dataset,
            table,
            others: BTreeSet::new(),
            known: 0,
            barren: 0,
        }
    }

    /// Whether an item of a page says which row it is: what the API has made itself does, too.
    pub(super) fn is_row(&self, answer: &Answer<'_>) -> bool {
        let is_due = self.places.contains_key(&[None; 2]);
        let mut keys = self.key.iter();
        is_due || self.key.is_empty() || keys.any(|shown| answer.text(&shown.at).is_some())
    }

    /// Notes an item of a page: the row that it is, where it is due.
    pub(super) fn note(&mut self, answer: &Answer<'_>) -> Option<Subject> {
        let mut id: RowId = [None; 2];
        for (place, shown) in id.iter_mut().zip(&self.key) {
            *place = answer.text(&shown.at).and_then(|text| text.parse().ok());
        }
        self.note_id(id)
    }

    /// Notes a row that a page has: which of those that are due it is.
    pub(super) fn note_id(&mut self, id: RowId) -> Option<Subject> {
        let Some(at) = self.places.get(&id).copied() else {
            let is_new = self.others.insert(id);
            if is_new && !self.may_have_others && self.is_generated(&id) {
                self.elsewhere.push(id);
            }
            return None;
        };
        if self.came.insert(at) {
            self.seen.push(at);
        } else {
            self.twice.insert(at);
        }
        Some(self.due[at].1)
    }

    /// Whether the ids are those of a generated row: what the API itself has made since is its own.
    fn is_generated(&self, id: &RowId) -> bool {
        let mut ids = id.iter().flatten();
        let Some(first) = ids.next() else {
            return false;
        };
        // Those of a conversation are its two accounts, which may have begun to write since.
        if self.table == Table::Conversation {
            let talks = self.dataset.talks_of(*first).iter();
            let mut talks = talks.map(|at| self.dataset.talk(*at));
            return talks.any(|talk| [talk.customer, talk.other] == *id);
        }
        std::iter::once(first)
            .chain(ids)
            .all(|id| decode(*id).is_ok())
    }

    /// Ends a page: whether the list seems to have no end.
    pub(super) fn is_endless(&mut self) -> bool {
        let known = self.came.len() + self.others.len();
        self.barren = if known > self.known {
            0
        } else {
            self.barren + 1
        };
        self.known = known;
        self.barren > BARREN
    }

    /// Whether this row was there.
    pub(super) fn has(&self, id: &RowId) -> bool {
        self.places.get(id).is_some_and(|at| self.came.contains(at))
    }

    /// The faults of the list as a whole, each with the row that it is about.
    pub(super) fn faults(&self) -> Vec<(Option<Subject>, Fault)> {
        let fault = |kind, due: &str, found: &str| Fault {
            kind,
            at: String::new(),
            due: due.to_owned(),
            found: found.to_owned(),
        };
        let mut faults = Vec::new();
        let missing = (0..self.due.len()).filter(|at| !self.came.contains(at));
        faults.extend(missing.map(|at| {
            let found = format!(
                "{} of {} rows, not this one",
                self.came.len(),
                self.due.len()
            );
            let fault = fault(FindingKind::RowMissing, "the row is in the list", &found);
            (Some(self.due[at].1), fault)
        }));
        faults.extend(self.twice.iter().map(|at| {
            let fault = fault(FindingKind::RowTwice, "each row once", "this one again");
            (Some(self.due[*at].1), fault)
        }));
        faults.extend(self.elsewhere.iter().map(|id| {
            let found = id.iter().flatten().map(ToString::to_string);
            let found = found.collect::<Vec<_>>().join(" to ");
            let fault = fault(
                FindingKind::RowElsewhere,
                "only rows that are of the list",
                &found,
            );
            (None, fault)
        }));
        if self.is_ordered {
            faults.extend(self.first_out_of_order());
        }
        faults
    }

    /// The first row that stands before one that is to come before it.
    fn first_out_of_order(&self) -> Option<(Option<Subject>, Fault)> {
        let (at, pair) = self
            .seen
            .windows(2)
            .enumerate()
            .find(|(_, pair)| pair[0] > pair[1])?;
        let name = |place: usize| {
            let ids = self.due[place].0.iter().flatten();
            ids.map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" to ")
        };
        let fault = Fault {
            kind: FindingKind::Order,
            at: String::new(),
            due: format!("{} before {}", name(pair[1]), name(pair[0])),
            found: format!("the other way round, as rows {} and {}", at + 1, at + 2),
        };
        Some((Some(self.due[pair[1]].1), fault))
    }
}
