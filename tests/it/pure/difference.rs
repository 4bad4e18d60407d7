//! What differs between two datasets: rows that came, rows that went, cells that changed.

use std::collections::BTreeMap;

use serde_json::Value;

use super::dataset::{Dataset, Record};
use super::identity::CODES;

/// A cell that is not what it was.
#[derive(Debug)]
pub(crate) struct Change<'d> {
    pub(crate) row: &'d Record,
    pub(crate) column: String,
    pub(crate) before: &'d Value,
    pub(crate) after: &'d Value,
}

/// All that differs.
#[derive(Debug, Default)]
pub(crate) struct Difference<'d> {
    pub(crate) added: Vec<&'d Record>,
    pub(crate) removed: Vec<&'d Record>,
    pub(crate) changed: Vec<Change<'d>>,
}

impl<'d> Difference<'d> {
    /// Compares the rows of two datasets by their keys.
    ///
    /// # Panics
    /// When the rows that both have stand in another order, or differ in their bytes though
    /// no cell does.
    pub(crate) fn between(before: &'d Dataset, after: &'d Dataset) -> Self {
        let mut found = Self::default();
        for (table, _) in CODES {
            found.compare(before.table(table), after.table(table));
        }
        found
    }

    fn compare(&mut self, before: &'d [Record], after: &'d [Record]) {
        let old: BTreeMap<String, &Record> = before.iter().map(|row| (row.key(), row)).collect();
        let new: BTreeMap<String, &Record> = after.iter().map(|row| (row.key(), row)).collect();
        assert_eq!(old.len(), before.len(), "keys that occur twice");
        assert_eq!(new.len(), after.len(), "keys that occur twice");
        let kept = |rows: &'d [Record], other: &BTreeMap<String, &Record>| -> Vec<String> {
            let keys = rows.iter().map(Record::key);
            keys.filter(|key| other.contains_key(key)).collect()
        };
        assert_eq!(kept(before, &new), kept(after, &old), "the order changed");
        self.removed
            .extend(before.iter().filter(|row| !new.contains_key(&row.key())));
        for row in after {
            match old.get(&row.key()) {
                None => self.added.push(row),
                Some(was) => self.compare_rows(was, row),
            }
        }
    }

    fn compare_rows(&mut self, was: &'d Record, is: &'d Record) {
        let known = self.changed.len();
        for (column, after) in &is.cells {
            let before = was.cell(column);
            if before != after {
                self.changed.push(Change {
                    row: is,
                    column: column.clone(),
                    before,
                    after,
                });
            }
        }
        assert!(
            was.line == is.line || self.changed.len() > known,
            "other bytes for equal cells: {} and {}",
            was.line,
            is.line
        );
    }

    /// Asserts that no cell changed but those of the columns given as `Table.column`.
    pub(crate) fn assert_changed_only(&self, columns: &[&str]) {
        for change in &self.changed {
            let column = format!("{}.{}", change.row.table, change.column);
            assert!(
                columns.contains(&column.as_str()),
                "{column} of {} was {} and is {}",
                change.row.key(),
                change.before,
                change.after
            );
        }
    }

    /// Asserts that no row went.
    pub(crate) fn assert_nothing_removed(&self) {
        assert!(self.removed.is_empty(), "gone: {:#?}", self.removed);
    }

    /// Asserts that all rows that came are as they may be.
    pub(crate) fn assert_added_only(&self, may: impl Fn(&Record) -> bool) {
        for row in &self.added {
            assert!(may(row), "came: {} {}", row.table, row.line);
        }
    }
}
