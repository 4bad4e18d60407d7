//! From a model to its rows: which construction is used when.

use super::binary;
use super::completion::complete;
use super::constraints::Value;
use super::expansion::Expansion;
use super::growth::Growth;
use super::model::Model;
use super::orthogonal::Orthogonal;
use super::reduction::Search;
use super::starter;

/// Most cells of an array that counts as small.
const SMALL: usize = 5_000;
/// How many tuples a search looks at: in a small array, and in any other.
const BUDGET: [u64; 2] = [1_500_000, 400_000];
/// Most tuples in an array's rows, counted each time, that a search is begun with.
const SEARCHED: usize = 1_000_000;

/// An array is near enough to what it cannot go below if only the so many-th part is too much.
const NEAR: usize = 500;

/// Complete, valid rows that cover the model: as few as are found.
///
/// Growth comes first, and where it needs hardly more rows than there must be, nothing else is
/// tried. So an edit leaves large models to growth alone, which keeps most of their rows.
pub(super) fn build(model: &Model) -> Vec<Vec<Value>> {
    let plain = model.constraints.is_empty() && model.strength == 2;
    let mut best = grown(model);
    if near(model, best.len()) {
        complete(model, &mut best);
        return best;
    }
    if plain && model.largest() == 2 {
        return binary::array(&model.sizes);
    }
    if plain {
        for array in starter::arrays(model) {
            if array.len() < best.len() {
                best = array;
            }
        }
    }
    complete(model, &mut best);
    best = reduced(model, best);
    if plain {
        for expansion in Expansion::fitting(model, best.len()) {
            if let Some(rows) = expanded(model, &expansion)
                && rows.len() < best.len()
            {
                best = rows;
            }
        }
    }
    best
}

/// Rows by growth alone; or led by an orthogonal array, if that makes fewer.
fn grown(model: &Model) -> Vec<Vec<Value>> {
    let alone = Growth::from_product(model).run(None);
    let first = model.sizes[..model.strength].iter();
    let values = first.copied().min().unwrap_or_default();
    let next = model.sizes.get(model.strength);
    // Only a further column of nearly as many values has too little room without an array.
    let close = model.strength > 1 && next.is_some_and(|next| 2 * next > values);
    if !close || near(model, alone.len()) {
        return alone;
    }
    let array = Orthogonal::new(values, model.strength);
    let led = Growth::from_product(model).run(Some(&array));
    if led.len() < alone.len() { led } else { alone }
}

/// Whether so many rows are hardly more than there must be.
fn near(model: &Model, rows: usize) -> bool {
    rows.saturating_sub(model.tuples.bound) <= model.tuples.bound / NEAR
}

fn budget(rows: &[Vec<Value>], columns: usize) -> u64 {
    BUDGET[usize::from(rows.len() * columns > SMALL)]
}

/// The rows without those that a search can spare.
fn reduced(model: &Model, rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    if rows.len() * model.tuples.sets.len() > SEARCHED {
        return rows;
    }
    let budget = budget(&rows, model.sizes.len());
    Search::new(model, rows, budget).reduce()
}

/// The rows of an expanded array, if they can be made to cover the whole model.
fn expanded(model: &Model, expansion: &Expansion) -> Option<Vec<Vec<Value>>> {
    let mut rows = expansion.rows(model);
    complete(model, &mut rows);
    let budget = budget(&rows, model.sizes.len());
    let rows = Search::new(model, rows, budget).reduce();
    (!rows.is_empty()).then_some(rows)
}
