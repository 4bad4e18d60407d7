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
mod json_schema;
mod limits;
mod model;
mod moments;
mod parse;
mod people;
mod said;
mod shipped;
mod starter;
mod timeline;
mod validate;
mod values;
mod when;

pub use crate::document::{Place, Placed, nearest};
pub use difference::{Difference, differences};
pub use json_schema::json_schema;
pub use model::{
    Admins, AuditLogs, Conversations, Count, Customers, EdgeCases, FormStatus, Forms, LocaleWeight,
    Now, Population, Retention, Scenario, ShareStatus, Shares, Strength, Tail, Uploads,
};
pub use parse::{compose, parse, read};
pub use people::{PERSONA_DOMAIN, Persona, Role};
pub use said::Said;
pub use shipped::{FOLDER, Listed, SHIPPED, Shipped, list, load, load_text};
pub use starter::starter;
pub use timeline::{Timeline, Timelines};
pub use when::{Event, When, WhenError};

use crate::document::Dialect;

/// What messages say of a scenario's file.
const SCENARIO: Dialect = Dialect {
    noun: "scenario",
    line: "title = \"Shares\"",
    header: "[customers]",
};
