//! Values for the cells that coverage left free.

use super::constraints::{FREE, Value};
use super::model::Model;

/// By how much a value falls short of an equal share of the free cells that are left to it.
///
/// With 1, all values would get the same share, and a third one that is appended a third of
/// all free cells. Fewer rows change if the first value gets most of them.
const DAMPING: u64 = 4;

/// Fills the free cells of all rows.
///
/// Any value would do. Which one it is hangs on the row's other cells alone, so that an edit
/// of the model changes few rows: see [`choice`].
pub(super) fn complete(model: &Model, rows: &mut [Vec<Value>]) {
    for row in rows {
        let mut known = 0_u64;
        for (column, value) in row.iter().enumerate() {
            if *value != FREE {
                known = known.wrapping_add(mix(model.name(column), u64::from(*value)));
            }
        }
        for column in 0..row.len() {
            if row[column] == FREE {
                row[column] = choice(model, row, column, known);
            }
        }
    }
}

/// The value for a free cell, from the highest down: each is taken once in a while, and the
/// lowest that is allowed if none was. So a value that is appended takes its own share of the
/// cells, and the others stay as they are.
fn choice(model: &Model, row: &mut [Value], column: usize, known: u64) -> Value {
    let values = 0..model.sizes[column] as Value;
    let key = known ^ model.name(column).wrapping_mul(3);
    let drawn = |value: &Value| {
        let ticket = mix(key, u64::from(*value)) >> 32;
        ticket * DAMPING * (u64::from(*value) + 1) < 1 << 32
    };
    let drawn: Vec<Value> = values.clone().rev().filter(drawn).collect();
    let mut wanted = drawn.into_iter().chain(values);
    let found = wanted.find(|value| model.constraints.allows(row, column, *value));
    found.unwrap_or_default()
}

/// Scrambles two words into one (the finalizer of `SplitMix64`, Steele, Lea and Flood 2014).
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mut word = a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b.wrapping_add(0x632b_e59b_d9b4_e019);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
