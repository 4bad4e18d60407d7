//! A rule's rows by how far they are from their boundary.

use std::collections::BTreeMap;

use super::{Oracle, Why, summary};
use crate::find::{Account, RowName};
use crate::plan::Boundary;
use crate::policy::Verdict;
use crate::rng::Root;
use crate::schema::{Row, Value, encode};

/// Of the logarithm of a distance, in milliseconds, what one place on the scale takes in: a place is
/// a factor of some 2.1.
const PLACE: f64 = 0.75;

/// Rows nearest to the boundary that are named on either side, where no specimen is about the rule.
const NEAREST: usize = 5;

/// Rows, by verdict.
pub type ByVerdict = BTreeMap<Verdict, u64>;

/// The rows that stay or go by one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The rule, by its place in the policy.
    pub rule: usize,
    /// How many rows there are, by verdict.
    pub rows: ByVerdict,
    /// Rows that do not say since when they are in their state, and so are on no time line.
    pub undated: u64,
    /// How many rows there are at each [`place`] of the scale.
    pub places: BTreeMap<i32, ByVerdict>,
    /// Rows that are named: those of specimens, else those nearest to the boundary; the youngest first.
    pub marks: Vec<Mark>,
}

/// Rows of one account at one place of the scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// How many milliseconds the boundary is over, of the row that is nearest to it; less than nothing
    /// before it.
    pub over: i64,
    /// What is to become of them.
    pub verdict: Verdict,
    /// What their account is called.
    pub account: String,
    /// That row.
    pub row: RowName,
    /// How many there are.
    pub rows: u64,
}

/// Where a distance is on a scale that is logarithmic on either side of the boundary, which is 0; a
/// millisecond is 1, and a day some 25.
pub fn position(over: i64) -> f64 {
    if over == 0 {
        return 0.0;
    }
    let far = 1.0 + (over.unsigned_abs() as f64).ln() / PLACE;
    if over < 0 { -far } else { far }
}

/// The whole place that a distance is counted at: 0 is the boundary alone.
pub fn place(over: i64) -> i32 {
    position(over).trunc() as i32
}

/// The time line of each rule of the oracle's policy.
pub fn timelines(oracle: &Oracle<'_>) -> Vec<Timeline> {
    let rules = 0..oracle.policy().rules.len();
    let mut drafts: Vec<Draft> = rules.map(|_| Draft::default()).collect();
    summary(oracle, |root, row, fate| match fate.why {
        Why::Undated { rule } => drafts[rule].undated += 1,
        Why::Rule { rule, boundary, .. } => {
            let over = oracle.as_of().as_millis() - boundary.as_millis();
            drafts[rule].add(oracle, root, row, over, fate.verdict);
        }
        Why::Free | Why::With { .. } => {}
    });
    let drafts = drafts.into_iter().enumerate();
    drafts
        .map(|(rule, draft)| draft.finish(rule, oracle))
        .collect()
}

/// Rows that are marked together.
type Key = (i32, Root, Verdict);

/// Of those, the distance of the nearest to the boundary, which it is, and how many they are.
type Rows = (i64, RowName, u64);

/// Whether a specimen is about a row: the one on the boundary, and of a state all of the table.
fn is_about(specimen: &Boundary, row: &Row) -> bool {
    let (entity, key) = specimen.row;
    let is_it = || row.named("id") == Some(Value::Uuid(encode(entity, key)));
    entity == row.entity() && (specimen.rule.is_none() || is_it())
}

/// A time line while rows come.
#[derive(Default)]
struct Draft {
    rows: ByVerdict,
    undated: u64,
    places: BTreeMap<i32, ByVerdict>,
    specimens: BTreeMap<Key, Rows>,
    short: BTreeMap<Key, Rows>,
    over: BTreeMap<Key, Rows>,
}

impl Draft {
    fn add(&mut self, oracle: &Oracle<'_>, root: Root, row: &Row, over: i64, verdict: Verdict) {
        *self.rows.entry(verdict).or_default() += 1;
        let rows = self.places.entry(place(over)).or_default();
        *rows.entry(verdict).or_default() += 1;
        let key = (place(over), root, verdict);
        let specimen = oracle.reader().plan().boundary(root);
        let marks = if specimen.is_some_and(|specimen| is_about(specimen, row)) {
            &mut self.specimens
        } else if over < 0 {
            &mut self.short
        } else {
            &mut self.over
        };
        let (nearest, name, rows) = marks
            .entry(key)
            .or_insert_with(|| (over, RowName::of(row), 0));
        *rows += 1;
        if over.abs() < nearest.abs() {
            (*nearest, *name) = (over, RowName::of(row));
        }
        if self.short.len() > NEAREST {
            self.short.pop_first();
        }
        if self.over.len() > NEAREST {
            self.over.pop_last();
        }
    }

    fn finish(self, rule: usize, oracle: &Oracle<'_>) -> Timeline {
        let marks: BTreeMap<Key, Rows> = if self.specimens.is_empty() {
            self.short.into_iter().chain(self.over).collect()
        } else {
            self.specimens
        };
        let marks = marks.into_iter();
        let marks = marks.map(|((_, root, verdict), (over, row, rows))| {
            let account = Account::of(oracle.reader(), root);
            Mark {
                over,
                verdict,
                account: account.map(|account| account.label).unwrap_or_default(),
                row,
                rows,
            }
        });
        let mut marks: Vec<Mark> = marks.collect();
        marks.sort_by_key(|mark| mark.over);
        Timeline {
            rule,
            rows: self.rows,
            undated: self.undated,
            places: self.places,
            marks,
        }
    }
}

impl Timeline {
    /// The farthest place at which there is a row, on either side.
    pub fn farthest(&self) -> i32 {
        let places = self.places.keys().map(|place| place.abs());
        places.max().unwrap_or_default()
    }

    /// How many rows there are where most are of one verdict.
    pub fn most(&self) -> u64 {
        let counts = self.places.values().flat_map(BTreeMap::values);
        counts.copied().max().unwrap_or_default()
    }
}
