//! Synthetic staging data and QA fixtures for Connsura's PostgreSQL, made to find bugs.
//!
//! Data flows one way, and the modules below stand in its order:
//!
//! ```text
//! scenario file -> Scenario -> Plan -> rows -> sink -> COPY or files
//! ```
//!
//! Up to [`sink`] everything is pure: the same plan gives the same bytes everywhere.

mod error;

pub mod clock;
pub mod layout;
pub mod rng;
pub mod schema;

pub mod document;
pub mod edge;
pub mod reserved;
pub mod words;

pub mod configuration;
pub mod entities;
pub mod find;
pub mod plan;
pub mod policy;
pub mod scenario;

pub mod manifest;
pub mod retention;
pub mod sink;

#[cfg(feature = "fixtures")]
pub mod postgres;
#[cfg(feature = "fixtures")]
pub mod reset;
#[cfg(feature = "fixtures")]
pub mod verify;

#[cfg(feature = "fixtures")]
pub mod fixtures;

#[cfg(feature = "program")]
pub mod coverage;
#[cfg(feature = "program")]
pub mod exercise;
#[cfg(feature = "program")]
pub mod export;
#[cfg(feature = "program")]
pub mod judge;

#[cfg(feature = "program")]
pub mod cli;
#[cfg(feature = "program")]
pub mod report;

pub use error::{Diagnostic, Error, Kind, Result, SourceFile};
