//! What a prune must delete: the oracle of a retention policy, from the plan alone.

mod fate;
mod oracle;
mod summary;
mod timeline;

pub use fate::{Fate, Why};
pub use oracle::{Oracle, verdict_on};
pub use summary::{Counts, Ground, Summary, check_as_of, summary};
pub use timeline::{ByVerdict, Mark, Timeline, place, position, timelines};
