//! All integration tests, as one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so by ending"
)]

mod api;
mod catalogue;
mod census;
mod cli;
mod configuration;
mod connections;

mod corpus;
mod coverage;
mod exercise;
mod export;
mod finding;
mod fit;
mod fixtures;
mod guards;
mod local;
mod pairs;
mod personas;
mod prisma;
mod pure;
mod readme;
mod reset;
mod retention;
mod rules;
mod scenario_files;
mod scenario_tools;
mod support;
mod surgery;
mod torture;
mod usage;
mod verify;
