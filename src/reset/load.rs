//! Rows on their way into the tables.

use std::time::Instant;

use super::{Event, Loaded, Request};
use crate::error::{Error, Kind, Result};
use crate::postgres::{CopyIn, Session};
use crate::schema::Entity;
use crate::sink::{self, Batch, CopyBinary, Format as _, Tally};

/// Batches that wait between the generator's threads and the connection.
const WAITING: usize = 4;

/// Makes the rows on threads of their own and sends them as they come. `freeze` where the table
/// was made or truncated in this transaction.
pub(super) async fn load(
    session: &mut Session,
    request: &Request,
    entity: Entity,
    freeze: bool,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Loaded> {
    let started = Instant::now();
    let of = request.plan.roots().len();
    let format = CopyBinary::new(session.layout.clone());
    let mut copy = CopyIn::begin(session, entity, freeze).await?;
    copy.send(&format.begin(entity)).await?;
    let (sender, mut batches) = tokio::sync::mpsc::channel::<Batch>(WAITING);
    let (plan, threads, rows) = (request.plan.clone(), request.threads, format.clone());
    let maker = tokio::task::spawn_blocking(move || {
        // A receiver that has gone means that loading failed; its error is the one to show.
        let _ = sink::run(&plan, entity, 0..of, &rows, threads, false, |batch| {
            sender.blocking_send(batch)
        });
    });
    let mut tally = Tally::default();
    let mut accounts = 0;
    while let Some(batch) = batches.recv().await {
        copy.send(&batch.bytes).await?;
        tally += batch.tally;
        accounts += batch.progress.accounts;
        tell(Event::Loading {
            entity,
            accounts,
            of,
            rows: tally.rows,
        });
    }
    maker.await.map_err(|error| {
        Error::new(Kind::Unexpected, format!("making {}", entity.name())).because(error)
    })?;
    copy.send(format.end(tally.rows > 0)).await?;
    let taken = copy.finish().await?;
    if taken != tally.rows {
        let message = format!(
            "{}: the server took {taken} rows of {}",
            entity.name(),
            tally.rows
        );
        return Err(Error::new(Kind::Differs, message));
    }
    Ok(Loaded {
        entity,
        tally,
        time: started.elapsed(),
    })
}
