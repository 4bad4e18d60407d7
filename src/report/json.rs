//! The same for programs.

use serde_json::{Value, json};

use crate::postgres::Generation;
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
    json!({
        "generation": generation(&outcome.generation),
        "strategy": outcome.choice.strategy.to_string(),
        "reason": outcome.choice.reason,
        "backup": outcome.backup.as_ref().map(|path| path.to_string_lossy()),
        "tables": tables,
        "rows_per_second": rows_per_second(outcome),
        "verify_seconds": outcome.verified_in.as_secs_f64(),
        "seconds": outcome.time.as_secs_f64(),
        "url": url,
    })
}

/// What a generation is and was made from, as one JSON object.
pub fn generation(generation: &Generation) -> Value {
    json!({
        "id": generation.id.to_string(),
        "scenario": generation.scenario,
        "seed": generation.seed,
        "recipe": generation.recipe,
        "now": generation.now.to_string(),
        "digest": generation.digest,
        "rows": generation.rows,
        "tool_version": generation.tool_version,
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
