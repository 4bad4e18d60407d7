//! What a table amounts to: as planned, and as the database holds it.

use std::convert::Infallible;

use super::Census;
use crate::error::Result;
use crate::plan::Plan;
use crate::postgres::{Session, read_lines};
use crate::schema::Entity;
use crate::sink::{self, CopyBinary, Digest, Tally};

/// What the plan's rows of the entity amount to.
pub fn planned(plan: &Plan, entity: Entity, threads: usize) -> Tally {
    let mut tally = Tally::default();
    let positions = 0..plan.roots().len();
    let Ok(()) = sink::run(
        plan,
        entity,
        positions,
        &CopyBinary,
        threads,
        false,
        |batch| {
            tally += batch.tally;
            Ok::<(), Infallible>(())
        },
    );
    tally
}

/// What the database's rows of the entity amount to, in one pass over them; the census looks
/// at each on the way.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn found(session: &mut Session, entity: Entity, census: &mut Census) -> Result<Tally> {
    let mut tally = Tally::default();
    read_lines(session, entity, None, |line| {
        tally += Tally {
            rows: 1,
            bytes: line.len() as u64,
            digest: Digest::of_line(line),
        };
        census.look(entity, line);
        Ok(())
    })
    .await?;
    Ok(tally)
}
