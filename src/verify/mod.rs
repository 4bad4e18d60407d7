//! Whether a database holds what it should: its rows against the plan's, the invariants of
//! the data model, and contact data against the reserved ranges.

mod beside;
mod census;
mod compare;
mod invariants;
mod records;
mod replay;
mod rows;

pub use beside::{Beside, Planned, beside, changes, fields, key_fields};
pub use census::{Census, Offence};
pub use compare::{Difference, differences};
pub use invariants::{Broken, broken_foreign_keys, broken_invariants};
pub use records::{Drift, record_drift, schema_drift};
pub use replay::{replay, replay_scenario};
pub use rows::{found, planned};
