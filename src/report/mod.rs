//! What people and programs are shown.

mod coverage;
mod diagnostics;
pub mod exercise;
mod guards;
mod json;
mod narrator;
pub mod retention;
mod shown;
mod text;

pub use coverage::{json as coverage_json, shown_name, text as coverage_text};
pub use diagnostics::render as render_diagnostics;
pub use guards::{
    blocked_json, blocked_text, fit_table, fit_text, guards_json, guards_text, plan_text,
};
pub use json::{generation as generation_json, outcome as outcome_json, rows_per_second};
pub use narrator::{Bar, Level, LogFormat, Narrator};
pub use shown::clip;
pub use text::{bytes, count, counted, seconds, table};
