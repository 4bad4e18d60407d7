//! Covering arrays.

mod binary;
mod build;
mod completion;
mod constraints;
mod expansion;
mod field;
mod growth;
mod model;
mod orthogonal;
mod reduction;
mod starter;
mod tuples;

use model::Model;

/// How many factors at a time are covered in all their combinations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Every value of every factor.
    One = 1,
    /// Every pair of values of two factors.
    Two = 2,
    /// Every triple of values of three factors.
    Three = 3,
}

/// A combination that must not occur: values of factors, as (factor, value) indices.
///
/// One pair alone is a value that may not be used at all; no pair forbids everything. A
/// combination that gives one factor two values can never occur, and forbids nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Forbidden(pub Vec<(usize, usize)>);

/// Why there is no array.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CoveringError {
    /// A forbidden combination names what is not there.
    #[error("factor {factor} has no value {value}")]
    NoSuchValue {
        /// Index of the factor.
        factor: usize,
        /// Index of the value.
        value: usize,
    },
    /// The model is beyond what is reasonable to cover.
    #[error("{tuples} combinations are too many to cover")]
    TooLarge {
        /// How many combinations would have to be covered.
        tuples: usize,
    },
    /// The constraints are so entangled that it was not found out whether some combination
    /// can occur.
    #[error("the constraints are too entangled to be decided")]
    Undecided,
}

/// Rows that cover a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Array {
    /// For each row, the index of the value of each factor; sorted, and each row once.
    pub rows: Vec<Vec<usize>>,
    /// The tuples that occur in no valid row, as (factor, value) by ascending factor; sorted.
    pub impossible: Vec<Vec<(usize, usize)>>,
    /// What no array for the model can go below: the possible tuples of the factors that have
    /// the most of them.
    pub lower_bound: usize,
}

/// Rows that hold every possible combination of values of any `strength` factors.
///
/// `factors` says how many values each factor has. With fewer factors than the strength, the
/// rows are all combinations of all of them; without a factor there is nothing to cover, and
/// no row. If the constraints leave no valid row, or a factor has no value, there is no row
/// either, and all tuples are impossible.
///
/// The order of `forbidden` is of no matter.
///
/// ```
/// # use connsura_seed::plan::{Forbidden, Strength, covering};
/// let never = Forbidden(vec![(0, 2), (1, 0)]);
/// let array = covering(&[3, 2, 2], Strength::Two, &[never]).unwrap();
/// assert_eq!(array.rows.len(), 6);
/// assert_eq!(array.impossible, [[(0, 2), (1, 0)]]);
/// ```
pub fn covering(
    factors: &[usize],
    strength: Strength,
    forbidden: &[Forbidden],
) -> Result<Array, CoveringError> {
    if factors.is_empty() {
        return Ok(Array {
            rows: Vec::new(),
            impossible: Vec::new(),
            lower_bound: 0,
        });
    }
    let model = Model::new(factors, strength, forbidden)?;
    let rows = build::build(&model);
    if model.constraints.gave_up() {
        return Err(CoveringError::Undecided);
    }
    Ok(Array {
        rows: model.outward(&rows),
        impossible: model.impossible(),
        lower_bound: model.tuples.bound,
    })
}
