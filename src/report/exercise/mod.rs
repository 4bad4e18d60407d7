//! What an exercise found: for people, for programs, and for CI systems.

mod again;
mod json;
mod junit;
mod text;

pub use again::{log_in_again, request_again};
pub use json::json;
pub use junit::junit;
pub use text::text;

use crate::exercise::{Check, Checked, Findings};

/// What was done and found.
pub struct Exercised<'r> {
    /// The API's address, where one was asked.
    pub api: Option<&'r str>,
    /// The pages' address, where they were visited.
    pub ui: Option<&'r str>,
    /// The variable that holds the users' password, and the path that takes log-ins.
    pub log_in: &'r crate::exercise::LogIn,
    /// The findings.
    pub findings: &'r Findings,
    /// What was checked, and how often.
    pub checks: &'r [(Check, Checked)],
    /// Rows that are done, from the first one.
    pub rows: std::ops::RangeInclusive<u64>,
    /// Requests that were made.
    pub requests: u64,
    /// Pages that were visited.
    pub visits: u64,
}
