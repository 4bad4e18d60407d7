//! The verdict on each row of a plan, from the plan alone.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Fate, Why};
use crate::clock::Timestamp;
use crate::find::Reader;
use crate::plan::{Boundary, Plan};
use crate::policy::{Anchor, Policy, Rule, Verdict};
use crate::rng::RowKey;
use crate::schema::{Entity, OnDelete, Row, Value, decode};

/// What is to become, by the plan's own policy, of the row that a specimen is about, at the instant
/// for which it is made.
pub fn verdict_on(reader: &Reader<'_>, boundary: &Boundary) -> Verdict {
    let plan = reader.plan();
    let (entity, key) = boundary.row;
    let oracle = Oracle::new(plan, &plan.policy, boundary.as_of);
    oracle.fate(&reader.fill(entity, key)).verdict
}

/// Says what is to become of rows of a plan at an instant.
pub struct Oracle<'p> {
    policy: &'p Policy,
    as_of: Timestamp,
    reader: Reader<'p>,
    /// Of rows that others refer to: many refer to one.
    known: RefCell<BTreeMap<(Entity, RowKey), Fate>>,
}

impl<'p> Oracle<'p> {
    /// An oracle for the rows of `plan`, by `policy`, at `as_of`.
    pub fn new(plan: &'p Plan, policy: &'p Policy, as_of: Timestamp) -> Self {
        Self {
            policy,
            as_of,
            reader: Reader::new(plan),
            known: RefCell::default(),
        }
    }

    /// The rows.
    pub fn reader(&self) -> &Reader<'p> {
        &self.reader
    }

    /// The policy.
    pub fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The instant.
    pub fn as_of(&self) -> Timestamp {
        self.as_of
    }

    /// What is to become of a row of the plan.
    pub fn fate(&self, row: &Row) -> Fate {
        let rules = self.policy.rules.iter().enumerate();
        let rules = rules.filter(|(_, rule)| rule.rows == row.entity());
        let own = rules.map(|(at, rule)| self.by_rule(at, rule, row));
        let own = own.fold(Fate::FREE, Fate::or);
        let keys = row.entity().table().foreign_keys.iter();
        let keys = keys.filter(|key| key.on_delete == OnDelete::Cascade);
        keys.map(|key| self.along_with(key.column, row))
            .fold(own, Fate::or)
    }

    /// What is to become of the row that a column refers to; nothing where it refers to none.
    pub fn fate_of_referred(&self, row: &Row, column: &str) -> Option<Fate> {
        let Some(Value::Uuid(id)) = row.named(column) else {
            return None;
        };
        let (entity, key) = decode(id).ok()?;
        if let Some(fate) = self.known.borrow().get(&(entity, key)) {
            return Some(*fate);
        }
        let fate = self.fate(&self.reader.fill(entity, key));
        self.known.borrow_mut().insert((entity, key), fate);
        Some(fate)
    }

    fn by_rule(&self, at: usize, rule: &Rule, row: &Row) -> Fate {
        let is_in_state =
            |only: &crate::policy::Condition| row.get(only.column) == Some(Value::Text(only.label));
        if !rule.only.as_ref().is_none_or(is_in_state) {
            return Fate::FREE;
        }
        let anchor = self.anchor(&rule.anchor, row);
        let boundary = anchor.and_then(|anchor| rule.boundary(anchor));
        let (Some(anchor), Some(boundary)) = (anchor, boundary) else {
            // Of a state one says since when; what has not happened has no instant.
            let is_undated = rule.only.is_some() || anchor.is_some();
            let why = if is_undated {
                Why::Undated { rule: at }
            } else {
                Why::Free
            };
            return Fate {
                verdict: Verdict::Keep,
                why,
            };
        };
        let verdict = if rule.is_over(boundary, self.as_of) {
            Verdict::from(rule.then)
        } else {
            Verdict::Keep
        };
        let why = Why::Rule {
            rule: at,
            anchor,
            boundary,
        };
        Fate { verdict, why }
    }

    /// The instant that the path of an anchor leads to.
    fn anchor(&self, anchor: &Anchor, row: &Row) -> Option<Timestamp> {
        let mut other: Option<Row> = None;
        for (column, _) in &anchor.through {
            let Some(Value::Uuid(id)) = other.as_ref().unwrap_or(row).get(*column) else {
                return None;
            };
            let (entity, key) = decode(id).ok()?;
            other = Some(self.reader.fill(entity, key));
        }
        match other.as_ref().unwrap_or(row).get(anchor.column) {
            Some(Value::Timestamp(at)) => Some(at),
            _ => None,
        }
    }

    /// What becomes of a row with the one that a column refers to.
    fn along_with(&self, column: &str, row: &Row) -> Fate {
        let Some(Value::Uuid(id)) = row.named(column) else {
            return Fate::FREE;
        };
        let (Some(fate), Ok((entity, _))) = (self.fate_of_referred(row, column), decode(id)) else {
            return Fate::FREE;
        };
        match fate.verdict {
            Verdict::Keep => Fate::FREE,
            verdict => Fate {
                verdict,
                why: Why::With { entity, id },
            },
        }
    }
}
