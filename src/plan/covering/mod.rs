//! Covering arrays: few rows that hold every combination of values of any so many factors.
//!
//! A model is a list of factors, each with so many values, and combinations that must not
//! occur. A tuple gives values to as many factors as the strength says. Every tuple that any
//! valid row holds is in one of the array's rows, all of which are valid; what follows from
//! the constraints together is decided exactly ([`constraints`]). All decisions are made in
//! integers, and random words come from the model's own stream, so the array is a function of
//! the model alone, whatever the order of its constraints.
//!
//! # How the rows are found
//!
//! [`build`] tries, until the rows are as few as they must be, or hardly more:
//!
//! 1. [`growth`] column by column, alone or led by an [`orthogonal`] array;
//! 2. at strength 2 and without constraints, the smallest array of two-valued factors
//!    ([`binary`]) and stored [`starter`] rows;
//! 3. a search that takes away rows ([`reduction`]), limited by what it looks at;
//! 4. at strength 2 and without constraints, an [`expansion`] of an orthogonal array, mended
//!    by the same search.
//!
//! Sizes at strength 2:
//!
//! | model | PICT | best published | here |
//! |---|---|---|---|
//! | 3^4 | 9 | 9 | 9 |
//! | 3^13 | 18 | 15 | 15 |
//! | 4^15 3^17 2^29 | 37 | 29 | 28 |
//! | 4^1 3^39 2^35 | 27 | 21 | 21 |
//! | 2^100 | 15 | 10 | 10 |
//! | 10^20 | 210 | 180 | 172 |
//!
//! # What an edit changes
//!
//! There is no memory of earlier arrays: the rows are made anew from the edited model. How
//! many of them stay hangs on how they are made.
//!
//! - Columns grow in the order of their sizes, which are compared roughly, so that a further
//!   value seldom changes that order. The first columns are a full product, to which a value
//!   more only adds. In a column that grows, the first value is taken of those that cover
//!   equally much and are about equally urgent, so a value that is appended comes last. What
//!   coverage leaves free is filled by a hash of the rest of the row.
//! - A factor that is appended and smaller than the others is the last column, and moves
//!   nothing else but free cells that its tuples need.
//! - A constraint takes away the rows that break it. What only they covered goes elsewhere,
//!   and the choices after that may follow.
//!
//! Some change is unavoidable. Where the two largest factors have a and b values, there are
//! ab rows, and a value that is appended to a smaller factor needs at least a of them for
//! itself: the smaller b, the larger the share. In an array without free cells, such as an
//! orthogonal one, an appended value moves nearly everything. And a search, or another
//! construction, leaves nothing in its place; so small and tight arrays give up their rows
//! for their size. Per cent of the rows that stay, measured:
//!
//! | factors | rows | a value appended to each factor in turn | a factor of 2, of 4 appended | a pair forbidden |
//! |---|---|---|---|---|
//! | 90 40 20 12 8 6 4 3 2 2 3 4 | 3600 | 100 100 81 86 88 89 89 88 86 87 88 89 | 100, 94 | 78 to 98 |
//! | the same, 300 pairs forbidden | 3600 | 100 91 83 86 89 88 89 88 86 87 89 89 | 100, 94 | 89 to 99 |
//! | 40 20 12 8 6 4 3 2 | 800 | 100 100 71 74 78 82 84 85 | 100, 88 | 67 to 99 |
//! | 20 20 12 12 8 6 4 3 2 | 400 | 100 41 34 32 49 61 70 77 80 | 100, 83 | 32 to 97 |
//! | 12 8 6 4 3 2 | 96 | 88 60 54 59 68 74 | 99, 67 | 40 to 99 |
//! | 8 8 8 8 4 4 3 2 | 64 | 100 69 12 12 28 28 44 52 | 98, 34 | 0 to 95 |
//! | the same, 8 pairs forbidden | 68 | none | none | none |
//! | 30 20 12 8 6 4 3 2, strength 3 | 7200 | 100 100 56 15 47 58 67 75 | 100, 72 | 45 to 98 |
//!
//! (For an appended factor, rows are compared without it. The next to last model is one for
//! the search.) Growth that took the first of all values that cover equally much, without
//! regard to urgency, would keep as much, but needs up to 4 per cent more rows where there
//! are constraints; urgency in finer steps saves no more rows and keeps fewer.

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
mod urgency;

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
