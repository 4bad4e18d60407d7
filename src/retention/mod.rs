//! What a prune must delete, and whether one did: the oracle of a retention policy, from the plan
//! alone, and the judge of what a prune left in a database.

mod fate;
mod finding;
mod judge;
mod oracle;
mod summary;

pub use fate::{Fate, Why};
pub use finding::{Finding, FindingKind};
pub use judge::{Judged, Judgement, judge};
pub use oracle::Oracle;
pub use summary::{Counts, Ground, Summary, check_as_of, summary};
