//! A model as the constructions see it: its columns in the order in which they grow.

use std::cmp::Reverse;

use crate::rng::{Cell, Origin, Recipe, Root, Source};

use super::constraints::{Constraints, FREE, Value};
use super::tuples::{self, Tuples};
use super::{CoveringError, Forbidden, Strength};

/// Most tuples of a model. Each is a few bytes, and a line of the report if it is impossible.
const MOST_TUPLES: usize = 1 << 22;

/// Factors as columns, the largest first, and everything that is asked about them.
#[derive(Debug)]
pub(super) struct Model {
    /// For each column, its factor.
    factors: Vec<usize>,
    /// For each column, how many values it has.
    pub(super) sizes: Vec<usize>,
    /// How many columns a tuple has.
    pub(super) strength: usize,
    pub(super) constraints: Constraints,
    pub(super) tuples: Tuples,
}

impl Model {
    /// The model of one factor or more.
    pub(super) fn new(
        sizes: &[usize],
        strength: Strength,
        forbidden: &[Forbidden],
    ) -> Result<Self, CoveringError> {
        let strength = (strength as usize).min(sizes.len());
        let tuples = tuples::total(sizes, strength);
        let largest = sizes.iter().copied().max().unwrap_or_default();
        if tuples > MOST_TUPLES || largest >= usize::from(FREE) {
            return Err(CoveringError::TooLarge { tuples });
        }
        for (factor, value) in forbidden.iter().flat_map(|one| &one.0) {
            if sizes.get(*factor).is_none_or(|size| value >= size) {
                let (factor, value) = (*factor, *value);
                return Err(CoveringError::NoSuchValue { factor, value });
            }
        }
        let factors = order(sizes, strength);
        let sizes: Vec<usize> = factors.iter().map(|factor| sizes[*factor]).collect();
        let forbidden: Vec<Forbidden> = forbidden.iter().map(|one| moved(one, &factors)).collect();
        let constraints = Constraints::new(&sizes, &forbidden);
        let tuples = Tuples::new(&sizes, strength, &constraints);
        if constraints.gave_up() {
            return Err(CoveringError::Undecided);
        }
        Ok(Self {
            factors,
            sizes,
            strength,
            constraints,
            tuples,
        })
    }

    /// The most values that a column has.
    pub(super) fn largest(&self) -> usize {
        self.sizes.iter().copied().max().unwrap_or_default()
    }

    /// What a column is called in scrambled choices: its factor, wherever the column stands.
    pub(super) fn name(&self, column: usize) -> u64 {
        self.factors[column] as u64
    }

    /// The random words of this model and no other.
    pub(super) fn random(&self) -> Cell {
        let forbidden = &self.constraints.forbidden;
        let name = format!("{:?} {} {forbidden:?}", self.sizes, self.strength);
        let field = Source::new(0, Recipe::V1).field("covering", &name);
        field.at(Root::truncated(Origin::Specimens, 0).key())
    }

    /// The tuples that cannot occur, as (factor, value).
    pub(super) fn impossible(&self) -> Vec<Vec<(usize, usize)>> {
        let mut impossible = Vec::new();
        let mut row = vec![FREE; self.sizes.len()];
        for set in &self.tuples.sets {
            let never = |number: &usize| !self.tuples.possible[*number];
            for number in set.numbers().filter(never) {
                set.write(number, &mut row);
                let cell = |column: &usize| (self.factors[*column], usize::from(row[*column]));
                let mut tuple: Vec<(usize, usize)> = set.factors.iter().map(cell).collect();
                tuple.sort_unstable();
                impossible.push(tuple);
            }
        }
        impossible.sort_unstable();
        impossible
    }

    /// Rows with their cells in the order of the factors, sorted and each once.
    pub(super) fn outward(&self, rows: &[Vec<Value>]) -> Vec<Vec<usize>> {
        let mut outward: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
        for row in rows {
            let mut cells = vec![0; row.len()];
            for (factor, value) in self.factors.iter().zip(row) {
                cells[*factor] = usize::from(*value);
            }
            outward.push(cells);
        }
        outward.sort_unstable();
        outward.dedup();
        outward
    }
}

/// The factors in the order in which their columns grow: first as many of the largest as are
/// covered together, then the others by magnitude, those alike in it as they were given.
fn order(sizes: &[usize], strength: usize) -> Vec<usize> {
    let mut factors: Vec<usize> = (0..sizes.len()).collect();
    factors.sort_by_key(|factor| Reverse(sizes[*factor]));
    factors[..strength].sort_unstable();
    factors[strength..].sort_by_key(|factor| (Reverse(magnitude(sizes[*factor])), *factor));
    factors
}

/// In which range a size lies: 0, 1, 2, 3, 4 and 5, 6 and 7, 8 to 11, 12 to 15, 16 to 23...
fn magnitude(size: usize) -> u32 {
    match size.checked_ilog2() {
        Some(0) | None => size as u32,
        Some(log) => 2 * log + (size >> (log - 1) & 1) as u32,
    }
}

/// A forbidden combination, by columns in place of factors.
fn moved(forbidden: &Forbidden, factors: &[usize]) -> Forbidden {
    let column = |factor: usize| factors.iter().position(|one| *one == factor);
    let cells = forbidden.0.iter();
    Forbidden(
        cells
            .filter_map(|(factor, value)| Some((column(*factor)?, *value)))
            .collect(),
    )
}
