//! Drives an API over every row that a generation holds, as everybody who may see it, and says
//! what is not as it should be.
//!
//! ```text
//! description, plan -> steps -> requests -> judge -> findings
//! ```
//!
//! What is due follows from the plan alone; the API is asked, and never its database.

mod about;
mod answer;
pub mod browser;
mod choice;
mod client;
mod dataset;
mod description;
mod finding;
mod ground;
mod judge;
mod progress;
mod steps;
mod talks;
mod truth;
mod visits;
mod walk;

pub use client::{Client, NoAnswer, NoSession, Response, Unanswered};
pub use dataset::{Dataset, RowId, Subject};
pub use description::{
    Audience, Column, ColumnPath, Derived, Description, Form, Kind, List, LogIn, NoColumn,
    NoTemplate, Order, Page, PageAsked, Route, Rows, Shown, ShownTable, Table, Template, Ui,
    core_api, load, read,
};
pub use finding::{Asked, Fault, Finding, FindingKind, Findings, Group, Viewer};
pub use ground::{Check, Checked};
pub use progress::{Cut, Progress};
pub use steps::Part;
pub use truth::Truth;
pub use visits::{UiOptions, Visits};
pub use walk::{Options, Walk};
