//! Scenarios: what a dataset is to hold, as people write it down.
//!
//! [`load`] finds a scenario by name or path, [`parse`] reads a file's text into a
//! [`Scenario`] or into all that is wrong with it.

mod carries;
mod columns;
mod compose;
mod difference;
mod effect;
pub mod explicit;
mod findings;
mod json_schema;
mod limits;
mod model;
mod moments;
mod nearest;
mod parse;
mod people;
mod section;
mod shipped;
mod starter;
mod syntax;
mod text;
mod timeline;
mod validate;
mod values;
mod when;

pub use difference::{Difference, differences};
pub use findings::{Place, Placed, Said};
pub use json_schema::json_schema;
pub use model::{
    Admins, AuditLogs, Conversations, Count, Customers, EdgeCases, FormStatus, Forms, LocaleWeight,
    Now, Population, Scenario, ShareStatus, Shares, Strength, Tail, Uploads,
};
pub use nearest::nearest;
pub use parse::{compose, parse, read};
pub use people::{PERSONA_DOMAIN, Persona, Role};
pub use shipped::{FOLDER, Listed, SHIPPED, Shipped, list, load};
pub use starter::starter;
pub use timeline::{Timeline, Timelines};
pub use when::{Event, When, WhenError};
