//! How pressing it is that a row covers a tuple now.

use super::constraints::Value;
use super::tuples::Set;

/// What any missing tuple weighs.
const COVERED: u32 = 1 << 16;
/// What it weighs on top, if there is a row left for each such tuple; less if there are more.
const PRESSING: u32 = 2;

/// For every choice of values before a column, its stem: in how many rows it is still to come,
/// and how many of its tuples are missing.
///
/// Where two values of a row cover equally many tuples, the one should be taken whose tuples
/// have fewer rows left to go into, a simple form of density (Bryce and Colbourn, "The density
/// algorithm for pairwise interaction testing", 2007). Constraints make the difference large:
/// they leave some values few rows.
#[derive(Debug)]
pub(super) struct Urgency {
    /// The number of the first tuple of the column. Stems count from it.
    start: usize,
    rows: Vec<u32>,
    missing: Vec<u32>,
}

impl Urgency {
    /// Counts for the column that ends these sets.
    pub(super) fn new(sets: &[Set], missing: &[u8], rows: &[Vec<Value>]) -> Self {
        let start = sets.first().map_or(0, |set| set.numbers().start);
        let end = sets.last().map_or(0, |set| set.numbers().end);
        let mut urgency = Self {
            start,
            rows: vec![0; end - start],
            missing: vec![0; end - start],
        };
        for set in sets {
            for stem in set.stems() {
                let missing = missing[stem.clone()].iter().map(|one| u32::from(*one));
                urgency.missing[stem.start - start] = missing.sum();
            }
            for stem in rows.iter().filter_map(|row| set.stem(row)) {
                urgency.rows[stem - start] += 1;
            }
        }
        urgency
    }

    /// The weight of a missing tuple with this stem.
    pub(super) fn weight(&self, stem: usize) -> u32 {
        let place = stem - self.start;
        COVERED + PRESSING * self.missing[place] / self.rows[place].max(1)
    }

    /// A row with this stem has been dealt with; it covered so many tuples anew.
    pub(super) fn pass(&mut self, stem: usize, covered: u8) {
        let place = stem - self.start;
        self.rows[place] -= 1;
        self.missing[place] -= u32::from(covered);
    }
}
