//! What a table amounts to: as planned, and as the database holds it.

use std::convert::Infallible;
use std::sync::Arc;

use super::Census;
use crate::error::Result;
use crate::layout::Layout;
use crate::plan::Plan;
use crate::postgres::{Session, read_lines};
use crate::schema::Entity;
use crate::sink::{self, CopyBinary, Digest, Tally};

/// What the plan's rows of the entity amount to in tables that are laid out so.
pub fn planned(plan: &Plan, entity: Entity, layout: Arc<Layout>, threads: usize) -> Tally {
    let mut tally = Tally::default();
    let positions = 0..plan.roots().len();
    let Ok(()) = sink::run(
        plan,
        entity,
        positions,
        &CopyBinary::new(layout),
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
    let layout = session.layout.clone();
    read_lines(session, entity, false, |line| {
        tally += Tally {
            rows: 1,
            bytes: line.len() as u64,
            digest: Digest::of_line(line),
        };
        census.look(entity, &layout, line);
        Ok(())
    })
    .await?;
    Ok(tally)
}
