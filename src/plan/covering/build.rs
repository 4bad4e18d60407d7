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
const BUDGET: [u64; 2] = [3_000_000, 400_000];
/// Most tuples in an array's rows, counted each time, that a search is begun with.
const SEARCHED: usize = 4_000_000;

/// Complete, valid rows that cover the model: as few as are found.
///
/// Growth comes first, and where it needs no more rows than there must be, nothing else is
/// tried. So an edit leaves large models to growth alone, which keeps most of their rows.
pub(super) fn build(model: &Model) -> Vec<Vec<Value>> {
    let plain = model.constraints.is_empty() && model.strength == 2;
    let mut best = grown(model);
    if best.len() <= model.tuples.bound {
        complete(model, &mut best);
        return best;
    }
    if plain && model.sizes[0] == 2 {
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
    let plain = Growth::from_product(model).run(None);
    let strength = model.strength;
    // Only a further column of nearly as many values has too little room without being led.
    let close = model
        .sizes
        .get(strength)
        .is_some_and(|next| 2 * next > model.sizes[strength - 1]);
    if strength == 1 || !close || plain.len() <= model.tuples.bound {
        return plain;
    }
    let orthogonal = Orthogonal::new(model.sizes[strength - 1], strength);
    let led = Growth::from_product(model).run(Some(&orthogonal));
    if led.len() < plain.len() { led } else { plain }
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
