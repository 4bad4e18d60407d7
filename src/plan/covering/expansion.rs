//! More columns than an orthogonal array has, at strength 2.
//!
//! Over the field with q elements, q^2 rows (x, y) carry q + 1 columns: y + ix for every i,
//! and x. Copies of one column cover only equal pairs. A further block of the q^2 - q rows
//! with x not 0 tells q copies of each apart by y + jx; and one new column holds x in that
//! block and 0 before it. Every block multiplies the columns by q and adds one: q^2 + q + 1
//! in 2q^2 - q rows, and so on (Colbourn, Martirosyan, Mullen, Shasha, Sherwood and Yucas,
//! "Products of mixed covering arrays of strength two", 2006; Sherwood, "Optimal and
//! near-optimal mixed covering arrays by column expansion", 2008).

use std::cmp::Reverse;

use super::constraints::{FREE, Value};
use super::field::Field;
use super::model::Model;

/// An expanded array.
pub(super) struct Expansion {
    field: Field,
    /// How many blocks follow the first.
    blocks: usize,
}

/// What a column holds in each block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// y + ix.
    Line(usize),
    /// x.
    Slope,
    /// 0, where that is needed.
    Zero,
}

impl Expansion {
    /// The expansions with fewer rows than `most` that could serve the model: for every field,
    /// the shortest one with room for all columns of the largest size that it reaches.
    pub(super) fn fitting(model: &Model, most: usize) -> Vec<Self> {
        let fields = (2..most).take_while(|order| order * order < most);
        let fields = fields.filter_map(Field::new);
        let fitting = fields.filter_map(|field| {
            let larger = model.sizes.len() - fitting_sizes(model, field.order).count();
            let size = fitting_sizes(model, field.order).max()?;
            let alike = model.sizes.iter().filter(|other| **other == size).count();
            let serves = larger <= alike && field.order < 2 * size;
            let expansion = Self::with_room(field, alike)?;
            let length = expansion.length();
            (serves && length < most && length >= model.tuples.bound).then_some(expansion)
        });
        fitting.collect()
    }

    /// The shortest expansion with that many columns.
    fn with_room(field: Field, columns: usize) -> Option<Self> {
        let mut room = field.order + 1;
        let mut blocks = 0;
        while room < columns {
            room = room.checked_mul(field.order)? + 1;
            blocks += 1;
        }
        Some(Self { field, blocks })
    }

    /// How many rows it has.
    pub(super) fn length(&self) -> usize {
        let order = self.field.order;
        order * order + self.blocks * (order * order - order)
    }

    /// The rows, with the columns that are too large, or beyond what the array carries, free.
    pub(super) fn rows(&self, model: &Model) -> Vec<Vec<Value>> {
        let mut rows = vec![vec![FREE; model.sizes.len()]; self.length()];
        let order = self.field.order;
        // The largest that fit come first.
        let mut columns: Vec<usize> = (0..model.sizes.len()).collect();
        columns.retain(|column| model.sizes[*column] <= order);
        columns.sort_by_key(|column| Reverse(model.sizes[*column]));
        for (place, column) in columns.into_iter().enumerate() {
            let Some(parts) = self.parts(place) else {
                break;
            };
            let mut row = 0;
            for (block, part) in parts.iter().enumerate() {
                for x in usize::from(block > 0)..order {
                    for y in 0..order {
                        let value = self.value(*part, block, x, y);
                        let fits = value.filter(|value| *value < model.sizes[column]);
                        rows[row][column] = fits.map_or(FREE, |value| value as Value);
                        row += 1;
                    }
                }
            }
        }
        rows
    }

    /// What the column at a place holds; nothing if there are not as many.
    fn parts(&self, mut place: usize) -> Option<Vec<Part>> {
        let order = self.field.order;
        let power = |exponent: usize| order.pow(exponent as u32);
        let first = (order + 1) * power(self.blocks);
        if place < first {
            let mut parts = vec![match place % (order + 1) {
                slope if slope == order => Part::Slope,
                line => Part::Line(line),
            }];
            self.lines(place / (order + 1), &mut parts);
            return Some(parts);
        }
        place -= first;
        for block in 1..=self.blocks {
            let columns = power(self.blocks - block);
            if place < columns {
                let mut parts = vec![Part::Zero; block];
                parts.push(Part::Slope);
                self.lines(place, &mut parts);
                return Some(parts);
            }
            place -= columns;
        }
        None
    }

    /// Fills the blocks that are left with the lines of a number's digits.
    fn lines(&self, mut number: usize, parts: &mut Vec<Part>) {
        while parts.len() <= self.blocks {
            parts.push(Part::Line(number % self.field.order));
            number /= self.field.order;
        }
    }

    fn value(&self, part: Part, block: usize, x: usize, y: usize) -> Option<usize> {
        match part {
            Part::Line(line) => Some(self.field.add(y, self.field.mul(line, x))),
            Part::Slope => Some(x),
            // The rows with x = 0 or y = 0 show every value of every column.
            Part::Zero => (y == 0 || block == 0 && x == 0).then_some(0),
        }
    }
}

/// The sizes of the columns with at most that many values.
fn fitting_sizes(model: &Model, values: usize) -> impl Iterator<Item = usize> {
    model
        .sizes
        .iter()
        .copied()
        .filter(move |size| *size <= values)
}
