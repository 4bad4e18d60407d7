//! Refuses a way to the database on which a session is not one's own: a reset's locks and settings
//! would be another client's.

use super::{Guard, Refusal, Verdict};
use crate::reset::facts::Facts;

pub(super) const GUARD: Guard = Guard {
    name: "direct",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    match &facts.pooled {
        None => Verdict::Passes("no pooler stands between".to_owned()),
        Some(pooled) => Verdict::Refuses(vec![Refusal::new(&pooled.reason, &pooled.hint)]),
    }
}
