//! Scenarios: what a dataset is to hold, as people write it down.
//!
//! [`load`] finds a scenario by name or path, [`parse`] reads a file's text into a
//! [`Scenario`] or into all that is wrong with it.

mod carries;
mod columns;
mod compose;
pub mod explicit;
mod findings;
mod model;
mod nearest;
mod parse;
mod people;
mod section;
mod shipped;
mod syntax;
mod text;
mod timeline;
mod validate;
mod values;
mod when;

pub use findings::{Place, Placed, Said};
pub use model::{
    Admins, AuditLogs, Conversations, Count, Customers, EdgeCases, FormStatus, Forms, LocaleWeight,
    Now, Population, Scenario, ShareStatus, Shares, Strength, Tail, Uploads,
};
pub use parse::{compose, parse};
pub use people::{PERSONA_DOMAIN, Persona, Role};
pub use shipped::{Listed, SHIPPED, Shipped, list, load};
pub use timeline::{Timeline, Timelines};
pub use when::{Event, When, WhenError};
