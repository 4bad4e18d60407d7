//! Growth in two directions, the general way to an array.
//!
//! The strategy IPOG of Lei, Kacker, Kuhn, Okun and Lawrence ("IPOG: A general strategy for
//! t-way software testing", ECBS 2007). The first factors get their full product; then one
//! factor after the other gets a column: each row the value that covers most (horizontally),
//! and what is then still uncovered goes into cells that are free or into new rows
//! (vertically). The first factors are the largest, so that their product is what there must be
//! in any case, and the rows after it are few.

use super::constraints::{FREE, Value};
use super::model::Model;
use super::orthogonal::Orthogonal;
use super::tuples::Tuples;
use super::urgency::Urgency;

/// Rows in the making.
#[derive(Debug)]
pub(super) struct Growth<'a> {
    model: &'a Model,
    tuples: &'a Tuples,
    /// For each tuple, 1 if it has yet to be covered.
    missing: Vec<u8>,
    rows: Vec<Vec<Value>>,
}

impl<'a> Growth<'a> {
    /// Starts from rows whose cells may be free, and each of which can be completed.
    fn new(model: &'a Model, rows: Vec<Vec<Value>>) -> Self {
        let tuples = &model.tuples;
        let mut missing: Vec<u8> = tuples.possible.iter().map(|one| u8::from(*one)).collect();
        for set in &tuples.sets {
            for row in &rows {
                if let Some(tuple) = set.tuple(row) {
                    missing[tuple] = 0;
                }
            }
        }
        Self {
            model,
            tuples,
            missing,
            rows,
        }
    }

    /// Starts from the product of the first factors.
    pub(super) fn from_product(model: &'a Model) -> Self {
        let mut rows = Vec::new();
        // The first set that ends in the last of the first factors is of just these.
        let set = &model.tuples.sets[model.tuples.last[model.strength - 1].start];
        let possible = |number: &usize| model.tuples.possible[*number];
        for number in set.numbers().filter(possible) {
            let mut row = vec![FREE; model.sizes.len()];
            set.write(number, &mut row);
            rows.push(row);
        }
        Self::new(model, rows)
    }

    /// Grows all columns. Of values that cover equally much the more urgent one is taken; or
    /// the one in the orthogonal array, if there is one.
    pub(super) fn run(mut self, array: Option<&Orthogonal>) -> Vec<Vec<Value>> {
        for column in 0..self.model.sizes.len() {
            self.widen(column, array);
            self.lengthen(column);
        }
        self.rows
    }

    /// Gives the free cells of a column the values that cover most.
    fn widen(&mut self, column: usize, array: Option<&Orthogonal>) {
        let sets = &self.tuples.sets[self.tuples.last[column].clone()];
        let mut urgency = match array {
            None => Some(Urgency::new(sets, &self.missing, &self.rows)),
            Some(_) => None,
        };
        let mut left = self.left(column);
        let mut gains = vec![0; self.model.sizes[column]];
        let mut stems = Vec::with_capacity(sets.len());
        for row in 0..self.rows.len() {
            if left == 0 {
                return;
            }
            stems.clear();
            stems.extend(sets.iter().filter_map(|set| set.stem(&self.rows[row])));
            if self.rows[row][column] == FREE {
                self.weigh(&stems, urgency.as_ref(), &mut gains);
                let first = &self.rows[row][..self.model.strength];
                let array = array.filter(|_| !first.contains(&FREE));
                let suggested = array.and_then(|array| array.value(first, column));
                self.choose(row, column, &mut gains, suggested);
            }
            let value = Some(self.rows[row][column]).filter(|value| *value != FREE);
            for stem in &stems {
                let covered = value.map(|value| &mut self.missing[stem + usize::from(value)]);
                let new = covered.map_or(0, std::mem::take);
                left -= usize::from(new);
                if let Some(urgency) = &mut urgency {
                    urgency.pass(*stem, new);
                }
            }
        }
    }

    /// What each value would gain: the missing tuples that it covers, or their weight.
    fn weigh(&self, stems: &[usize], urgency: Option<&Urgency>, gains: &mut [u32]) {
        gains.fill(0);
        for stem in stems {
            let weight = urgency.map_or(1, |urgency| urgency.weight(*stem));
            let missing = &self.missing[*stem..stem + gains.len()];
            for (gain, missing) in gains.iter_mut().zip(missing) {
                *gain += u32::from(*missing) * weight;
            }
        }
    }

    /// Sets a cell to the value that gains most and is allowed; leaves it free if none gains.
    fn choose(&mut self, row: usize, column: usize, gains: &mut [u32], suggested: Option<usize>) {
        let row = &mut self.rows[row];
        while let Some(value) = best(gains, suggested) {
            if self.model.constraints.allows(row, column, value as Value) {
                row[column] = value as Value;
                return;
            }
            gains[value] = 0;
        }
    }

    /// How many tuples that end in a column are missing.
    fn left(&self, column: usize) -> usize {
        let sets = &self.tuples.sets[self.tuples.last[column].clone()];
        let count = |numbers| -> usize {
            let missing: &[u8] = &self.missing[numbers];
            missing.iter().map(|one| usize::from(*one)).sum()
        };
        sets.iter().map(|set| count(set.numbers())).sum()
    }

    /// Puts what a column still misses into free cells, or into new rows.
    fn lengthen(&mut self, column: usize) {
        for index in self.tuples.last[column].clone() {
            let set = &self.tuples.sets[index];
            for number in set.numbers() {
                if self.missing[number] == 0 {
                    continue;
                }
                let mut wanted = vec![FREE; self.model.sizes.len()];
                set.write(number, &mut wanted);
                let place = (0..self.rows.len()).find(|row| self.fits(*row, &set.factors, &wanted));
                let row = place.unwrap_or_else(|| {
                    self.rows.push(vec![FREE; self.model.sizes.len()]);
                    self.rows.len() - 1
                });
                for one in &set.factors {
                    self.rows[row][*one] = wanted[*one];
                }
                for set in &self.tuples.sets[..self.tuples.last[column].end] {
                    if let Some(tuple) = set.tuple(&self.rows[row]) {
                        self.missing[tuple] = 0;
                    }
                }
            }
        }
    }

    /// Whether a row has the wanted values or room for them.
    fn fits(&mut self, row: usize, factors: &[usize], wanted: &[Value]) -> bool {
        let row = &mut self.rows[row];
        let open = |factor: &usize| row[*factor] == FREE || row[*factor] == wanted[*factor];
        if !factors.iter().all(open) {
            return false;
        }
        let before = row.clone();
        for factor in factors {
            row[*factor] = wanted[*factor];
        }
        let fits = self.model.constraints.possible(row);
        row.clone_from(&before);
        fits
    }
}

/// The value with the largest gain, if any gains; of several, the suggested one or the first.
fn best(gains: &[u32], suggested: Option<usize>) -> Option<usize> {
    let most = gains.iter().copied().max().filter(|most| *most > 0)?;
    suggested
        .filter(|value| gains.get(*value) == Some(&most))
        .or_else(|| gains.iter().position(|gain| *gain == most))
}
