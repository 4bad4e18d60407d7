//! What a prune must delete, and whether one did: the oracle of a retention policy, from the plan
//! alone, and the judge of what a prune left in a database.

mod fate;
mod oracle;

pub use fate::{Fate, Why};
pub use oracle::Oracle;
