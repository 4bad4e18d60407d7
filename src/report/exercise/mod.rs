//! What an exercise found: for people, for programs, and for CI systems.

mod again;
mod json;
mod junit;
mod text;

pub use json::json;
pub use junit::junit;
pub use text::text;

use crate::exercise::{Check, Checked, Cut, Findings};

/// What was done and found.
pub struct Exercised<'r> {
    /// The API's address, where one was asked.
    pub api: Option<&'r str>,
    /// The pages' address, where they were visited.
    pub ui: Option<&'r str>,
    /// How one logs in to the API.
    pub log_in: &'r crate::exercise::LogIn,
    /// The users' password, where it is the documented one: any other is a secret.
    pub password: Option<&'r str>,
    /// The findings.
    pub findings: &'r Findings,
    /// What was checked, and how often.
    pub checks: &'r [(Check, Checked)],
    /// The rows that are done; empty where none is, and then it begins with the first.
    pub done: std::ops::RangeInclusive<u64>,
    /// Rows of the generation.
    pub rows: u64,
    /// Requests that were made.
    pub requests: u64,
    /// Pages that were visited.
    pub visits: u64,
    /// Why it ended early, where it did.
    pub cut: Option<&'r Cut>,
}
