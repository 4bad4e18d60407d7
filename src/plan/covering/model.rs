//! A model as the constructions see it: its columns in the order in which they grow.

use std::cmp::Reverse;

use crate::rng::{Cell, Origin, Recipe, Root, Source};

use super::constraints::{Constraints, FREE, Value};
use super::tuples::{self, Tuples};
use super::{CoveringError, Forbidden, Strength};

/// Most tuples of a model. They take two bytes each.
const MOST_TUPLES: usize = 1 << 24;

/// Factors as columns, the largest first, and everything that is asked about them.
#[derive(Debug)]
pub(super) struct Model {
    /// For each column, its factor.
    pub(super) factors: Vec<usize>,
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
        let mut factors: Vec<usize> = (0..sizes.len()).collect();
        factors.sort_by_key(|factor| Reverse(sizes[*factor]));
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

    /// What a column is called in scrambled choices: its factor, wherever the column stands.
    pub(super) fn name(&self, column: usize) -> u64 {
        self.factors[column] as u64
    }

    /// The random words of this model and no other.
    pub(super) fn random(&self) -> Cell {
        let name = format!(
            "{:?} {} {:?}",
            self.sizes, self.strength, self.constraints.forbidden
        );
        let field = Source::new(0, Recipe::V1).field("covering", &name);
        field.at(Root::truncated(Origin::Specimens, 0).key())
    }

    /// The tuples that cannot occur, as (factor, value).
    pub(super) fn impossible(&self) -> Vec<Vec<(usize, usize)>> {
        let mut impossible = Vec::new();
        let mut row = vec![FREE; self.sizes.len()];
        for set in &self.tuples.sets {
            for number in set
                .numbers()
                .filter(|number| !self.tuples.possible[*number])
            {
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
