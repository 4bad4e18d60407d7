//! One transaction from the old database to the new one.
//!
//! The steps are numbered so that tests can stop the program at each. Until COMMIT nothing
//! is visible to anybody, and a failure at any step leaves the database as it was; should
//! the connection break at COMMIT itself, the database is asked which of the two happened.

use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _};
use uuid::Uuid;

use super::{Event, Loaded, Outcome, Request, Step};
use crate::error::{Error, Kind, Result};
use crate::plan::Plan;
use crate::postgres::{
    self, CopyIn, Definitions, Generation, RESET_LOCK, Running, Session, check_fit, definitions,
    ensure_tables, environment_marks, failed, has_generation, name_lock_holders, save_generation,
    save_lists,
};
use crate::schema::Entity;
use crate::sink::{self, Batch, CopyBinary, Digest, Format as _, Tally};
use crate::verify::{self, Census};

/// Batches that wait between the generator's threads and the connection.
const WAITING: usize = 4;

/// Rebuilds the local database.
///
/// # Errors
/// [`Kind::Refused`] when the database is not one that may be reset or does not fit;
/// [`Kind::Database`] when it fails, and is as it was before; [`Kind::Differs`] when it does
/// not hold what was sent, and is as it was before; [`Kind::OutcomeUnknown`].
pub async fn apply(
    target: &Running,
    request: &Request,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Outcome> {
    let started = Instant::now();
    tell(Event::Step(Step::Check));
    let mut session = target.connect().await?;
    check_marks(&mut session).await?;

    let built = rebuild(&mut session, request, tell).await;
    let built = match built {
        Ok(built) => built,
        Err(error) => {
            session.close().await;
            // PostgreSQL undoes all of it, whoever has gone.
            let error = error.and("the database is as it was before");
            return Err(name_lock_holders(target, error).await);
        }
    };
    tell(Event::Step(Step::Commit));
    commit(target, session, built.generation.id).await?;
    Ok(Outcome {
        time: started.elapsed(),
        ..built
    })
}

/// All that happens within the transaction, but for its end.
async fn rebuild(
    session: &mut Session,
    request: &Request,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Outcome> {
    tell(Event::Step(Step::Begin));
    begin(session, request.wait).await?;
    tell(Event::Step(Step::Drop));
    session.run("dropping the old schema failed", DROP).await?;
    tell(Event::Step(Step::Migrate));
    postgres::apply(session, "public", &request.migrations).await?;
    ensure_tables(session).await?;
    tell(Event::Step(Step::Fit));
    check_schema(session).await?;

    tell(Event::Step(Step::Load));
    let mut tables = Vec::new();
    for entity in Entity::ALL {
        let loaded = load(session, request, entity, tell).await?;
        tell(Event::Loaded(&loaded));
        tables.push(loaded);
    }
    tell(Event::Step(Step::Analyze));
    session.run("ANALYZE failed", "ANALYZE").await?;

    tell(Event::Step(Step::Verify));
    let verifying = Instant::now();
    verify_loaded(session, &tables, &request.plan).await?;
    let verified_in = verifying.elapsed();

    tell(Event::Step(Step::Record));
    let generation = describe(request, &tables, definitions(session, "public").await?);
    save_generation(session, &generation).await?;
    save_lists(session, &request.plan).await?;
    Ok(Outcome {
        generation,
        tables,
        verified_in,
        time: Duration::ZERO,
    })
}

/// A database without both markers is not ours to change.
async fn check_marks(session: &mut Session) -> Result<()> {
    let marks = environment_marks(session).await?;
    if marks.iter().all(|mark| mark.as_deref() == Some("staging")) {
        return Ok(());
    }
    let say = |mark: &Option<String>| mark.clone().unwrap_or_else(|| "missing".to_owned());
    let message = format!(
        "guard `marker`: the database is not marked as staging (row: {}; setting: {})",
        say(&marks[0]),
        say(&marks[1])
    );
    Err(Error::new(Kind::Refused, message)
        .hint("make the local database anew: connsura-seed local destroy"))
}

/// An empty schema, as a new database of PostgreSQL 15 has it.
const DROP: &str = "
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
COMMENT ON SCHEMA public IS 'standard public schema'";

/// Settings that change results are the transaction's own, whatever the role or the
/// database has set.
const BEGIN: &str = "
BEGIN READ WRITE;
SET LOCAL search_path = public;
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 1;
SET LOCAL session_replication_role = 'origin';
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL client_min_messages = 'warning';";

/// The lock keeps a second reset waiting, and whoever reads.
async fn begin(session: &mut Session, wait: Duration) -> Result<()> {
    session
        .run("beginning the transaction failed", BEGIN)
        .await?;
    // Zero would be no limit at all.
    let limit = wait.as_millis().max(1);
    session
        .run(
            "waiting for other resets failed",
            format!("SET LOCAL lock_timeout = {limit}; SELECT pg_advisory_xact_lock({RESET_LOCK})"),
        )
        .await
}

async fn check_schema(session: &mut Session) -> Result<()> {
    let misfits = check_fit(session).await?;
    if misfits.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = misfits
        .iter()
        .map(|misfit| format!("{}: {}", misfit.table, misfit.problem))
        .collect();
    Err(Error::new(
        Kind::Refused,
        format!("guard `schema`: {}", list.join("; ")),
    )
    .hint("the migrations and this version of connsura-seed do not belong together"))
}

/// Makes the rows on threads of their own and sends them as they come.
async fn load(
    session: &mut Session,
    request: &Request,
    entity: Entity,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Loaded> {
    let started = Instant::now();
    let of = request.plan.roots().len();
    let mut copy = CopyIn::begin(session, entity).await?;
    copy.send(CopyBinary.begin(entity)).await?;
    let (sender, mut batches) = tokio::sync::mpsc::channel::<Batch>(WAITING);
    let (plan, threads) = (request.plan.clone(), request.threads);
    let maker = tokio::task::spawn_blocking(move || {
        // A receiver that has gone means that loading failed; its error is the one to show.
        let _ = sink::run(&plan, entity, 0..of, &CopyBinary, threads, false, |batch| {
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
    copy.send(CopyBinary.end(tally.rows > 0)).await?;
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

/// Reads everything back before it is committed.
async fn verify_loaded(session: &mut Session, tables: &[Loaded], plan: &Plan) -> Result<()> {
    let mut census = Census::default();
    let mut problems = Vec::new();
    for loaded in tables {
        let found = verify::found(session, loaded.entity, &mut census).await?;
        let name = loaded.entity.name();
        if found.rows != loaded.tally.rows {
            problems.push(format!(
                "{name} holds {} rows of {}",
                found.rows, loaded.tally.rows
            ));
        } else if found.digest != loaded.tally.digest {
            problems.push(format!("{name} does not hold what was sent"));
        }
    }
    for offence in census.offences() {
        problems.push(format!(
            "{}.{} holds {} {} outside the reserved ranges",
            offence.table, offence.column, offence.count, offence.kind
        ));
    }
    let mut broken = verify::broken_foreign_keys(session).await?;
    broken.extend(verify::broken_invariants(session, plan).await?);
    for broken in broken {
        problems.push(format!(
            "{} rows break \"{}\": {}",
            broken.count,
            broken.rule,
            broken.examples.join(", ")
        ));
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        Kind::Differs,
        format!("verification failed: {}", problems.join("; ")),
    )
    .hint("this is a bug of connsura-seed, or of the database's triggers"))
}

fn describe(request: &Request, tables: &[Loaded], definitions: Definitions) -> Generation {
    let plan = &request.plan;
    let by_table = tables
        .iter()
        .map(|loaded| (loaded.entity.name(), loaded.tally.digest));
    let rows = |loaded: &Loaded| {
        let digest = loaded.tally.digest.to_string();
        (
            loaded.entity.name().to_owned(),
            json!({ "rows": loaded.tally.rows, "digest": digest }),
        )
    };
    Generation {
        id: Uuid::new_v4(),
        scenario: plan.scenario.clone(),
        scenario_text: request.scenario.file.text.clone(),
        bases: request
            .scenario
            .bases
            .iter()
            .map(|(name, file)| (name.clone(), file.text.clone()))
            .collect(),
        seed: plan.seed,
        recipe: plan.recipe.number(),
        now: plan.now,
        password_hash: plan.password_hash.clone(),
        digest: Digest::combine(by_table).to_string(),
        rows: tables.iter().map(|loaded| loaded.tally.rows).sum(),
        tables: serde_json::Value::Object(tables.iter().map(rows).collect()),
        definitions,
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Commits; when no answer comes, asks the database on another connection what happened.
async fn commit(target: &Running, mut session: Session, id: Uuid) -> Result<()> {
    let answer = sqlx::raw_sql(AssertSqlSafe("COMMIT"))
        .execute(&mut session.connection)
        .await;
    let Err(error) = answer else {
        session.close().await;
        return Ok(());
    };
    let _ = session.connection.close_hard().await;
    match ask(target, id).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(failed("COMMIT failed", &error).and("the database is as it was before")),
        Err(lost) => Err(Error::new(
            Kind::OutcomeUnknown,
            "the connection was lost at COMMIT, and the database cannot be asked whether it took place",
        )
        .hint(format!("when it runs again, `connsura-seed status` shows generation {id} or the one before"))
        .because(lost)),
    }
}

/// Whether the generation was committed. The lost transaction may still be on its way: it
/// holds the lock of all resets until it has ended one way or the other.
async fn ask(target: &Running, id: Uuid) -> Result<bool> {
    let mut session = target.connect().await?;
    session
        .run(
            "waiting for the lost transaction failed",
            format!("SET lock_timeout = '30s'; SELECT pg_advisory_lock({RESET_LOCK})"),
        )
        .await?;
    let committed = has_generation(&mut session, id).await?;
    session.close().await;
    Ok(committed)
}
