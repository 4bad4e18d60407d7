//! The pure part: scenarios, plans, rows and the bytes of the sinks.
//!
//! The oracles are written apart from the generator: rows are read back from what a sink
//! wrote, ids are taken apart as the documentation describes them, and rules, ranges and
//! column lists are transcribed from the design, not from `src`.

pub(crate) mod dataset;
mod difference;
mod draft;
mod identity;
mod own_ranges;
mod plain_judge;

mod audit_story;
mod binary_rows;
mod canonical_text;
pub(crate) mod catalogue;
mod configuration;
mod configuration_schema;
mod contacts;
mod coverage;
mod covering;
mod determinism;
mod dialogues;
mod differences;
mod edits;
mod finding;
mod first_rows;
mod formats;
pub(crate) mod goldens;
mod ids;
mod instants;
mod invariants;
mod json_schema;
mod layers;
mod layout;
mod mutations;
mod notable;
mod policy;
mod promises;
mod randomness;
mod reserved;
mod scenario_mistakes;
mod scenario_reader;
mod sessions;
mod shown;
mod sums;
mod syntax_mistakes;
mod words;
