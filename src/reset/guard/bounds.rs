//! Refuses a database that holds far more than the last reset left there.

use super::{Guard, Refusal, Verdict, in_configuration};
use crate::reset::facts::Facts;

pub(super) const GUARD: Guard = Guard {
    name: "bounds",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    let bounds = facts.named.bounds;
    let (held, left) = (facts.size, facts.left().unwrap_or_default());
    let measures = [
        ("rows", held.rows, left.rows, bounds.rows),
        ("bytes", held.bytes, left.bytes, bounds.bytes),
    ];
    let refusals = measures
        .into_iter()
        .filter(|(_, held, left, more)| {
            *held > left.saturating_mul(bounds.times) && *held > left.saturating_add(*more)
        })
        .map(|(what, held, left, more)| {
            let times = bounds.times;
            let since = match facts.left() {
                Some(_) => format!("the last reset left {left}"),
                None => "no reset has left anything".to_owned(),
            };
            Refusal::new(
                format!("the schema holds {held} {what}, and {since}: more than {times} times as many and {more} more"),
                format!("make sure which database that is; {}", allow(facts, what, held.saturating_sub(left))),
            )
        })
        .collect();
    Verdict::of(refusals, || {
        format!(
            "{} rows, {} bytes; {} and {} after the last reset",
            held.rows, held.bytes, left.rows, left.bytes
        )
    })
}

/// How to let the database hold so many more.
fn allow(facts: &Facts, what: &str, more: u64) -> String {
    let place = match in_configuration(&facts.named) {
        Ok(place) => place,
        Err(instead) => return instead,
    };
    format!("if it may hold so much: bounds.{what} = {more} {place}")
}
