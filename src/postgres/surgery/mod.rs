//! Surgery on a schema that others use too: indexes and constraints off and on again, triggers
//! off and on again, what stands around the generator's tables, and a schema emptied for its
//! migrations.
//!
//! Everything here works within the caller's transaction, by unnamed statements and settings of
//! that transaction only, on a schema and on the names that the generator's tables have there.

mod clear;
mod contents;
mod foreign_keys;
mod gather;
mod indexes;
mod objects;
mod plan;
mod reading;
mod restore;
mod settings;
mod surroundings;
mod taken_off;
mod triggers;
mod truncatable;
mod written;

pub use clear::{Cleared, clear};
pub use contents::{Contents, contents, object_names};
pub use gather::surroundings;
pub use objects::{Grant, Object};
pub use plan::{Kept, Plan, Sort, Step};
pub use restore::{Loss, Lost};
pub use settings::Setting;
pub use surroundings::{
    Action, Dependent, EventTrigger, Publication, Reference, Relation, Role, Stranger,
    Surroundings, Table,
};
pub use taken_off::TakenOff;
pub use triggers::{Firing, Rule, SwitchedOff, Trigger, rules, triggers};
pub use truncatable::{Truncatable, truncatable};
pub use written::{Writes, Written};
