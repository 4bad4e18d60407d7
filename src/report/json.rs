//! The same for programs.

use serde_json::{Value, json};

use crate::reset::Outcome;

/// What a reset did, as one JSON object.
pub fn outcome(outcome: &Outcome, url: &str) -> Value {
    let tables: Vec<Value> = outcome
        .tables
        .iter()
        .map(|loaded| {
            json!({
                "table": loaded.entity.name(),
                "rows": loaded.tally.rows,
                "bytes": loaded.tally.bytes,
                "seconds": loaded.time.as_secs_f64(),
                "digest": loaded.tally.digest.to_string(),
            })
        })
        .collect();
    let generation = &outcome.generation;
    json!({
        "generation": generation.id.to_string(),
        "scenario": generation.scenario,
        "seed": generation.seed,
        "recipe": generation.recipe,
        "now": generation.now.to_string(),
        "digest": generation.digest,
        "rows": generation.rows,
        "rows_per_second": rows_per_second(outcome),
        "tables": tables,
        "verify_seconds": outcome.verified_in.as_secs_f64(),
        "seconds": outcome.time.as_secs_f64(),
        "url": url,
    })
}

/// Rows loaded by the time that loading took, verification apart.
pub fn rows_per_second(outcome: &Outcome) -> u64 {
    let seconds: f64 = outcome
        .tables
        .iter()
        .map(|loaded| loaded.time.as_secs_f64())
        .sum();
    if seconds > 0.0 {
        (outcome.generation.rows as f64 / seconds) as u64
    } else {
        0
    }
}
