//! Growth in two directions, the general way to an array.
//!
//! The strategy IPOG of Lei, Kacker, Kuhn, Okun and Lawrence ("IPOG: A general strategy for
//! t-way software testing", ECBS 2007). The first factors get their full product; then one
//! factor after the other gets a column: each row the value that covers most (horizontally),
//! and what is then still uncovered goes into cells that are free or into new rows
//! (vertically).

use super::constraints::{FREE, Value};
use super::model::Model;
use super::orthogonal::Orthogonal;
use super::tuples::Tuples;

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
    pub(super) fn new(model: &'a Model, rows: Vec<Vec<Value>>) -> Self {
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
        for number in set
            .numbers()
            .filter(|number| model.tuples.possible[*number])
        {
            let mut row = vec![FREE; model.sizes.len()];
            set.write(number, &mut row);
            rows.push(row);
        }
        Self::new(model, rows)
    }

    /// Grows all columns. Where values cover equally much, the suggested one is taken, or
    /// else the first.
    pub(super) fn run(mut self, suggestions: Option<&Orthogonal>) -> Vec<Vec<Value>> {
        for column in 0..self.model.sizes.len() {
            self.widen(column, suggestions);
            self.lengthen(column);
        }
        self.rows
    }

    /// Gives the free cells of a column the values that cover most.
    fn widen(&mut self, column: usize, suggestions: Option<&Orthogonal>) {
        let mut left = self.left(column);
        let mut gains = vec![0; self.model.sizes[column]];
        for row in 0..self.rows.len() {
            if left == 0 {
                return;
            }
            if self.rows[row][column] != FREE {
                continue;
            }
            self.weigh(row, column, &mut gains);
            let first = &self.rows[row][..self.model.strength];
            let suggested = suggestions
                .filter(|_| !first.contains(&FREE))
                .and_then(|suggestions| suggestions.value(first, column));
            while let Some((value, gain)) = best(&gains, suggested) {
                if self
                    .model
                    .constraints
                    .allows(&mut self.rows[row], column, value)
                {
                    self.rows[row][column] = value;
                    left -= gain as usize;
                    self.cover(row, column);
                    break;
                }
                gains[usize::from(value)] = 0;
            }
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

    /// How many missing tuples each value would cover.
    fn weigh(&self, row: usize, column: usize, gains: &mut [u32]) {
        gains.fill(0);
        for set in &self.tuples.sets[self.tuples.last[column].clone()] {
            if let Some(stem) = set.stem(&self.rows[row]) {
                let missing = &self.missing[stem..stem + gains.len()];
                for (gain, missing) in gains.iter_mut().zip(missing) {
                    *gain += u32::from(*missing);
                }
            }
        }
    }

    /// Notes what a row now covers by tuples that end in a column.
    fn cover(&mut self, row: usize, column: usize) {
        for set in &self.tuples.sets[self.tuples.last[column].clone()] {
            if let Some(tuple) = set.tuple(&self.rows[row]) {
                self.missing[tuple] = 0;
            }
        }
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
                for one in 0..=column {
                    self.cover(row, one);
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
fn best(gains: &[u32], suggested: Option<usize>) -> Option<(Value, u32)> {
    let most = gains.iter().copied().max().filter(|most| *most > 0)?;
    let value = suggested
        .filter(|value| gains.get(*value) == Some(&most))
        .or_else(|| gains.iter().position(|gain| *gain == most))?;
    Some((value as Value, most))
}
