//! What is narrated of an exercise.

use std::cell::Cell;

use serde_json::json;

use super::super::console::Console;
use super::Exercise;
use crate::exercise::Progress;
use crate::report::{Bar, count, counted};

/// Rows between two lines of narration; lists are long, and end no row.
const TOLD: u64 = 5_000;

/// Tells how far a half has come.
pub(super) struct Told<'e> {
    console: &'e Console,
    bar: Bar,
    /// What is counted.
    noun: &'static str,
    /// How many of them there are between two lines.
    often: u64,
    rows: u64,
    progress: Cell<Progress>,
}

impl<'e> Told<'e> {
    pub(super) fn new(exercise: &Exercise<'e>, noun: &'static str, often: u64) -> Self {
        let rows = exercise.rows;
        Self {
            console: exercise.console,
            bar: exercise.console.narrator.bar(rows, "rows"),
            noun,
            often,
            rows,
            progress: Cell::default(),
        }
    }

    pub(super) fn tell(&self, now: Progress) {
        let before = self.progress.replace(now);
        let Self { noun, rows, .. } = self;
        let done = format!(
            "{} {noun}, {}",
            count(now.requests),
            counted(now.findings, "finding")
        );
        self.bar.set(now.row, &done);
        let is_further = now.row / TOLD > before.row / TOLD;
        if is_further || now.requests / self.often > before.requests / self.often {
            let line = format!("rows up to {} of {}: {done}", count(now.row), count(*rows));
            let fields = json!({ "row": now.row, "of": rows, *noun: now.requests, "findings": now.findings });
            self.bar.tell(&self.console.narrator, &line, fields);
        }
    }

    /// How far it came.
    pub(super) fn finish(&self) -> Progress {
        self.bar.finish();
        self.progress.get()
    }
}
