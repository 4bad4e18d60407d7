//! Arrays from a few rows and a group.
//!
//! All values but the last form the cyclic group of their number; the last stays what it is.
//! Every starter row stands for the rows that it becomes by adding a constant. Two columns
//! cover everything if their differences run through the group, and if the last value meets
//! something else in both ways; one more row, of last values only, covers the rest. The rows
//! are the rotations of a single one, so that only the distance of two columns matters
//! (Meagher and Stevens, "Group construction of covering arrays", 2005), and one more column
//! stands beside the rotating ones.

use super::constraints::{FREE, Value};
use super::model::Model;

/// A row to be rotated, and the column that stands beside its rotations.
struct Starter {
    values: usize,
    rotated: &'static [Value],
    beside: &'static [Value],
}

/// Found by simulated annealing; the tests check the array that comes of it.
const STARTERS: &[Starter] = &[Starter {
    values: 10,
    rotated: &[9, 9, 0, 1, 6, 2, 2, 1, 7, 5, 2, 5, 4, 3, 7, 1, 3, 6, 5],
    beside: &[7, 3, 8, 4, 0, 5, 1, 6, 2, 7, 3, 9, 2, 9, 0, 5, 1, 6, 2],
}];

/// The arrays with enough columns and values; where a value is none of the factor's, the cell
/// is free.
pub(super) fn arrays(model: &Model) -> impl Iterator<Item = Vec<Vec<Value>>> {
    let fitting = STARTERS.iter().filter(|starter| {
        let columns = starter.rotated.len() + 1;
        model.sizes.len() <= columns && model.largest() <= starter.values
    });
    fitting.map(|starter| starter.rows(model))
}

impl Starter {
    fn rows(&self, model: &Model) -> Vec<Vec<Value>> {
        let order = self.values - 1;
        let shifted = |value: Value, shift: usize| match usize::from(value) {
            last if last == order => last,
            value => (value + shift) % order,
        };
        let mut rows = vec![vec![order; model.sizes.len()]];
        for (turn, beside) in self.beside.iter().enumerate() {
            for shift in 0..order {
                let rotated = self.rotated.iter().cycle().skip(turn);
                let row = rotated.take(self.rotated.len()).chain([beside]);
                let row = row.take(model.sizes.len());
                rows.push(row.map(|value| shifted(*value, shift)).collect());
            }
        }
        let cell =
            |(value, size): (usize, &usize)| if value < *size { value as Value } else { FREE };
        let fit = |row: Vec<usize>| row.into_iter().zip(&model.sizes).map(cell).collect();
        rows.into_iter().map(fit).collect()
    }
}
