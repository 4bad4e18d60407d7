//! The tuples to be covered, numbered.

use super::constraints::{Constraints, FREE, Value};

/// Some factors, ascending, and where the numbers of their tuples begin. The last factor's
/// value counts singly, so that the tuples of one choice of the others lie side by side.
#[derive(Debug, Clone)]
pub(super) struct Set {
    pub(super) factors: Vec<usize>,
    pub(super) strides: Vec<usize>,
    start: usize,
    len: usize,
}

impl Set {
    /// The number of the tuple that a row holds; nothing while one of its cells is free.
    pub(super) fn tuple(&self, row: &[Value]) -> Option<usize> {
        let mut number = self.start;
        for (factor, stride) in self.factors.iter().zip(&self.strides) {
            let value = row[*factor];
            if value == FREE {
                return None;
            }
            number += usize::from(value) * stride;
        }
        Some(number)
    }

    /// The number of the first of the tuples that a row may get by its last factor.
    pub(super) fn stem(&self, row: &[Value]) -> Option<usize> {
        let mut number = self.start;
        let stem = self.factors.len() - 1;
        for (factor, stride) in self.factors[..stem].iter().zip(&self.strides) {
            let value = row[*factor];
            if value == FREE {
                return None;
            }
            number += usize::from(value) * stride;
        }
        Some(number)
    }

    /// The numbers of its tuples.
    pub(super) fn numbers(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.len
    }

    /// The numbers of its tuples, split by the values of all factors but the last.
    pub(super) fn stems(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let stride = self.strides.iter().rev().nth(1);
        let stride = stride.copied().unwrap_or(self.len);
        let starts = self.numbers().step_by(stride.max(1));
        starts.map(move |start| start..start + stride)
    }

    /// Writes the values of the tuple `number` into a row.
    pub(super) fn write(&self, number: usize, row: &mut [Value]) {
        let mut rest = number - self.start;
        for (factor, stride) in self.factors.iter().zip(&self.strides) {
            row[*factor] = (rest / stride) as Value;
            rest %= stride;
        }
    }
}

/// All sets of factors of the strength, and which of their tuples can occur.
#[derive(Debug)]
pub(super) struct Tuples {
    /// By last factor.
    pub(super) sets: Vec<Set>,
    /// For each factor, which of the sets it is the last of.
    pub(super) last: Vec<std::ops::Range<usize>>,
    /// For each tuple, whether any valid row holds it.
    pub(super) possible: Vec<bool>,
    /// How many tuples the most demanding set has: no array has fewer rows.
    pub(super) bound: usize,
}

/// How many tuples there are of `strength` factors of these sizes. A factor without values
/// counts as if it had one: it costs as much.
pub(super) fn total(sizes: &[usize], strength: usize) -> usize {
    // The elementary symmetric polynomials of the sizes, one factor after the other.
    let mut sums = vec![0_usize; strength + 1];
    sums[0] = 1;
    for size in sizes.iter().map(|size| size.max(&1)) {
        for degree in (1..=strength).rev() {
            let more = sums[degree - 1].saturating_mul(*size);
            sums[degree] = sums[degree].saturating_add(more);
        }
    }
    sums[strength]
}

impl Tuples {
    /// The tuples of `strength` factors, which must not be more than there are factors.
    pub(super) fn new(sizes: &[usize], strength: usize, constraints: &Constraints) -> Self {
        let mut sets = Vec::new();
        let mut last = Vec::new();
        let mut start = 0;
        for factor in 0..sizes.len() {
            let first = sets.len();
            for mut factors in subsets(factor, strength - 1) {
                factors.push(factor);
                let set = Set::new(sizes, factors, start);
                start += set.len;
                sets.push(set);
            }
            last.push(first..sets.len());
        }
        let any = constraints.possible(&mut vec![FREE; sizes.len()]);
        let mut tuples = Self {
            sets,
            last,
            possible: vec![any; start],
            bound: 0,
        };
        tuples.ask(sizes.len(), constraints);
        tuples
    }

    /// The (column, value) of the tuple `number`.
    pub(super) fn cells(&self, number: usize) -> Vec<(usize, Value)> {
        let after = self.sets.partition_point(|set| set.start <= number);
        let Some(set) = after.checked_sub(1).map(|place| &self.sets[place]) else {
            return Vec::new();
        };
        let mut rest = number - set.start;
        let places = set.factors.iter().zip(&set.strides);
        let cell = |(factor, stride): (&usize, &usize)| {
            let value = rest / stride;
            rest %= stride;
            (*factor, value as Value)
        };
        places.map(cell).collect()
    }

    /// Finds out which tuples are possible. Those of unconstrained factors all are.
    fn ask(&mut self, factors: usize, constraints: &Constraints) {
        let constrained = |factor: &usize| constraints.concern(*factor);
        let mut row = vec![FREE; factors];
        for set in &self.sets {
            if set.factors.iter().any(constrained) {
                for number in set.numbers() {
                    set.write(number, &mut row);
                    self.possible[number] &= constraints.possible(&mut row);
                }
                for factor in &set.factors {
                    row[*factor] = FREE;
                }
            }
            let possible = &self.possible[set.numbers()];
            let count = possible.iter().filter(|possible| **possible).count();
            self.bound = self.bound.max(count);
        }
    }
}

impl Set {
    fn new(sizes: &[usize], factors: Vec<usize>, start: usize) -> Self {
        let mut len = 1;
        let mut strides = vec![0; factors.len()];
        for (stride, factor) in strides.iter_mut().zip(&factors).rev() {
            *stride = len;
            len *= sizes[*factor];
        }
        Self {
            factors,
            strides,
            start,
            len,
        }
    }
}

/// The subsets of 0..n with `size` members (0, 1 or 2 of them), by their last.
fn subsets(n: usize, size: usize) -> Vec<Vec<usize>> {
    match size {
        0 => vec![Vec::new()],
        1 => (0..n).map(|one| vec![one]).collect(),
        _ => (0..n)
            .flat_map(|one| (0..one).map(move |other| vec![other, one]))
            .collect(),
    }
}
