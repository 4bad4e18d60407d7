//! The threads that judge batches of rows.

use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::task::{JoinError, JoinSet};

use super::BATCH_BYTES;
use super::batch::{Judged, judge};
use super::types::Form;
use crate::error::{Error, Kind, Result};

/// Judges the batches of one table. No more are under way than there are processors, so that
/// memory is bounded; dropping it lets those end and begins no more.
pub(super) struct Workers {
    forms: Arc<[Form]>,
    tasks: JoinSet<(Result<Judged>, Vec<u8>)>,
    most: usize,
    begun: u64,
    judged: Judged,
    spare: Vec<Vec<u8>>,
}

impl Workers {
    pub(super) fn new(forms: Vec<Form>) -> Self {
        Self {
            forms: forms.into(),
            tasks: JoinSet::new(),
            most: available_parallelism().map_or(1, usize::from),
            begun: 0,
            judged: Judged::default(),
            spare: Vec::new(),
        }
    }

    /// An empty buffer for the next batch.
    pub(super) fn buffer(&mut self) -> Vec<u8> {
        self.spare
            .pop()
            .unwrap_or_else(|| Vec::with_capacity(BATCH_BYTES))
    }

    /// Has a batch judged, as soon as a thread is free.
    ///
    /// # Errors
    /// What came of batches that are done.
    pub(super) async fn judge(&mut self, batch: Vec<u8>) -> Result<()> {
        if self.tasks.len() >= self.most
            && let Some(done) = self.tasks.join_next().await
        {
            self.take_in(done)?;
        }
        let (forms, number) = (self.forms.clone(), self.begun);
        self.begun += 1;
        self.tasks
            .spawn_blocking(move || (judge(&batch, &forms, number), batch));
        Ok(())
    }

    /// What all batches came to.
    ///
    /// # Errors
    /// [`Kind::Unexpected`] when bytes were not what was asked for.
    pub(super) async fn finish(mut self) -> Result<Judged> {
        while let Some(done) = self.tasks.join_next().await {
            self.take_in(done)?;
        }
        Ok(self.judged)
    }

    fn take_in(&mut self, done: Result<(Result<Judged>, Vec<u8>), JoinError>) -> Result<()> {
        // What a panic says may quote the text that it was about: it is not passed on.
        let broken = |_| Error::new(Kind::Unexpected, "judging rows for the census failed");
        let (judged, mut buffer) = done.map_err(broken)?;
        self.judged.add(judged?);
        // One that a large value has stretched goes back to the system.
        if buffer.capacity() <= 2 * BATCH_BYTES {
            buffer.clear();
            self.spare.push(buffer);
        }
        Ok(())
    }
}
