//! What a reset is asked, what it tells on the way, and what it answers.

use std::path::PathBuf;
use std::time::Duration;

use uuid::Uuid;

use super::guard::Guard;
use super::strategy::{Choice, Strategy};
use crate::plan::Plan;
use crate::postgres::Generation;
use crate::scenario::Scenario;
use crate::schema::Entity;
use crate::sink::Tally;

/// What a reset is to do.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario, whose text is kept with the generation.
    pub scenario: Scenario,
    /// The plan.
    pub plan: Plan,
    /// The strategy, where somebody asks for one.
    pub strategy: Option<Strategy>,
    /// The generation that must be the youngest, where the request hangs on it.
    pub expects: Option<Uuid>,
    /// Where a dump of the database goes first, if one is wanted.
    pub backup: Option<PathBuf>,
    /// What must be so. The program asks for all; a test that shows what one of them is good for
    /// leaves it out.
    pub guards: &'static [Guard],
    /// Threads that make rows.
    pub threads: usize,
    /// How long to wait for each lock that another session holds.
    pub wait: Duration,
}

/// The steps of a reset, in their order. Not every strategy has all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Ask the database who it is, and the guards.
    Check,
    /// Begin, and keep other resets out.
    Begin,
    /// Keep writers out.
    Lock,
    /// Dump what is about to go.
    Backup,
    /// Delete, truncate or drop what is there.
    Empty,
    /// Apply the migrations.
    Migrate,
    /// Compare the new schema with what is about to be written.
    Fit,
    /// Copy the rows.
    Load,
    /// Put indexes and constraints back.
    Index,
    /// Give the planner its statistics.
    Analyze,
    /// Read everything back.
    Verify,
    /// Write down the generation.
    Record,
    /// Make it so.
    Commit,
}

impl Step {
    /// All steps.
    pub const ALL: [Self; 13] = [
        Self::Check,
        Self::Begin,
        Self::Lock,
        Self::Backup,
        Self::Empty,
        Self::Migrate,
        Self::Fit,
        Self::Load,
        Self::Index,
        Self::Analyze,
        Self::Verify,
        Self::Record,
        Self::Commit,
    ];

    /// The step's number, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// What happens in it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Check => "checking the target",
            Self::Begin => "beginning the transaction",
            Self::Lock => "locking the tables",
            Self::Backup => "dumping the database",
            Self::Empty => "removing the old rows",
            Self::Migrate => "applying the migrations",
            Self::Fit => "comparing the schema",
            Self::Load => "loading rows",
            Self::Index => "making the indexes",
            Self::Analyze => "analyzing",
            Self::Verify => "verifying",
            Self::Record => "recording the generation",
            Self::Commit => "committing",
        }
    }
}

/// What a reset has to tell while it runs.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// A step begins.
    Step(Step),
    /// How the rows are going to be replaced.
    Chosen(&'a Choice),
    /// A table has come this far.
    Loading {
        /// The table.
        entity: Entity,
        /// Accounts whose rows are made.
        accounts: u64,
        /// All accounts.
        of: u64,
        /// Rows so far.
        rows: u64,
    },
    /// A table is loaded.
    Loaded(&'a Loaded),
}

/// One loaded table.
#[derive(Debug, Clone, Copy)]
pub struct Loaded {
    /// The table.
    pub entity: Entity,
    /// What was sent.
    pub tally: Tally,
    /// How long it took.
    pub time: Duration,
}

/// What a reset did.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How the rows were replaced, and why so.
    pub choice: Choice,
    /// The dump that was made before, if one was wanted.
    pub backup: Option<PathBuf>,
    /// The new generation.
    pub generation: Generation,
    /// Its tables, in the order of loading.
    pub tables: Vec<Loaded>,
    /// How long verification took.
    pub verified_in: Duration,
    /// How long all of it took.
    pub time: Duration,
}
