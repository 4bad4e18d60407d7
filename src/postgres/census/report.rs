//! What a census found. Nothing in here is a value of the database.

use std::collections::BTreeMap;
use std::fmt;

use super::batch::Found;
use crate::error::printable;
use crate::reserved::ContactKind;

/// What a census looked at, and what it found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusReport {
    /// Every table whose rows there are, by name.
    pub tables: Vec<TableSize>,
    /// Columns that were looked at.
    pub columns: u64,
    /// Bytes of text that were looked at.
    pub bytes: u64,
    /// Contact data outside the reserved ranges, by table, column and kind; none is good.
    pub findings: Vec<Finding>,
    /// Tables that were not looked at, and why: their rows are not this database's.
    pub not_read: Vec<(String, String)>,
    /// Text-like columns, by table, that were not looked at because they are exempt.
    pub exempt: Vec<(String, String)>,
    /// Exempt columns that the schema does not have.
    pub unknown_exempt: Vec<(String, String)>,
}

/// A table, partition or materialized view and what it takes up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSize {
    /// Its name, with the schema's and a full stop before it where that is another.
    pub table: String,
    /// Rows of its own, without those of what inherits from it.
    pub rows: u64,
    /// Bytes on disk, with indexes.
    pub bytes: u64,
    /// Whether its rows are made from those of others.
    pub materialized_view: bool,
}

/// Contact data of one kind in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The table, as in [`TableSize`].
    pub table: String,
    /// The column.
    pub column: String,
    /// What it looks like.
    pub kind: ContactKind,
    /// How many there are.
    pub count: u64,
    /// The first of them, masked: its letters as `a`, its digits as `9`.
    pub sample: String,
    /// The `ctid` of its row, for somebody who may look: `WHERE ctid = '(12,3)'`.
    pub place: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (table, column) = (printable(&self.table), printable(&self.column));
        let kind = self.kind.name();
        let plural = match (self.count, self.kind) {
            (1, _) => "",
            (_, ContactKind::Email) => "es",
            (_, ContactKind::Phone) => "s",
        };
        write!(
            f,
            "{table}.{column} holds {} {kind}{plural} outside the reserved ranges, the first like {} at ctid {}",
            self.count, self.sample, self.place
        )
    }
}

impl CensusReport {
    /// Adds what was found in the columns of these names.
    pub(super) fn add_findings(
        &mut self,
        table: &str,
        names: &[&str],
        found: BTreeMap<(usize, ContactKind), Found>,
    ) {
        for ((column, kind), found) in found {
            let (block, offset) = found.place;
            self.findings.push(Finding {
                table: table.to_owned(),
                column: names.get(column).copied().unwrap_or_default().to_owned(),
                kind,
                count: found.seen.count,
                sample: found.seen.sample,
                place: format!("({block},{offset})"),
            });
        }
    }
}
