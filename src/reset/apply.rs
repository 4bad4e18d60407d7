//! One transaction from the old database to the new one.
//!
//! The steps are numbered so that tests can stop the program at each. Until COMMIT nothing
//! is visible to anybody, and a failure at any step leaves the database as it was; should
//! the connection break at COMMIT itself, the database is asked which of the two happened.

use std::time::{Duration, Instant};

use serde_json::json;
use uuid::Uuid;

use super::backup;
use super::check::{check_elsewhere, check_rows};
use super::empty::{Before, Emptied, empty, exclude, live_names, qualified};
use super::facts::{self, Facts};
use super::load::load;
use super::strategy::Strategy;
use super::{Event, Loaded, Outcome, Request, Step, guard, transaction};
use crate::configuration::Triggers;
use crate::error::{Error, Kind, Result};
use crate::postgres::surgery::{SwitchedOff, Writes};
use crate::postgres::{
    Definitions, Generation, Pooled, Session, Size, SqlState, Target, bytes_of_schema, definitions,
    ensure_tables, name_holders_of_any_lock, name_lock_holders, save_generation, save_lists,
};
use crate::sink::Digest;

/// Replaces the rows of a database.
///
/// # Errors
/// [`Kind::Refused`] when a guard refuses; [`Kind::Database`] when the database fails, and is as
/// it was before; [`Kind::Differs`] when it does not hold what was sent, and is as it was before;
/// [`Kind::OutcomeUnknown`].
pub async fn apply(
    target: &Target,
    request: &Request,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Outcome> {
    let started = Instant::now();
    tell(Event::Step(Step::Check));
    let (mut session, pooled) = target.connect_to_look().await?;
    let looked = facts::look_through(
        target,
        &mut session,
        pooled.as_ref(),
        Some(&request.plan),
        request.strategy,
        request.wait,
    )
    .await;
    let facts = match looked {
        Ok(facts) => facts,
        Err(error) => {
            session.close().await;
            if let Some(pooled) = pooled {
                return Err(not_looked_at(pooled, &error));
            }
            let error = error.and("nothing was changed");
            return Err(name_lock_holders(target, error).await);
        }
    };
    let judged = guard::judge(request.guards, &facts).and_then(|()| is_expected(request, &facts));
    // Whoever leaves the guard out gets no further either: what follows takes a session of its own.
    let judged = judged.and_then(|()| pooled.map_or(Ok(()), |pooled| Err(pooled.into())));
    let ready = match (judged, &request.backup) {
        (Ok(()), Some(_)) => backup::prepare(&mut session).await,
        (judged, _) => judged,
    };
    if let Err(refusal) = ready {
        session.close().await;
        return Err(refusal);
    }
    let built = match replace(target, &mut session, request, &facts, tell).await {
        Ok(built) => built,
        Err(error) => {
            session.close().await;
            // PostgreSQL undoes all of it, whoever has gone.
            let error = error.and("the database is as it was before");
            return Err(if lets_read(request, &facts) {
                name_lock_holders(target, error).await
            } else {
                name_holders_of_any_lock(target, error).await
            });
        }
    };
    tell(Event::Step(Step::Commit));
    transaction::commit(target, session, built.generation.id).await?;
    Ok(Outcome {
        time: started.elapsed(),
        ..built
    })
}

/// That a pooler stands between, through which no other guard could look.
pub(super) fn not_looked_at(pooled: Pooled, error: &Error) -> Error {
    Error::from(pooled).and(&format!("the other guards could not look: {error}"))
}

/// All that happens within the transaction, but for its end.
async fn replace(
    target: &Target,
    session: &mut Session,
    request: &Request,
    facts: &Facts,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Outcome> {
    let choice = facts
        .choice
        .clone()
        .map_err(|(reason, hint)| Error::new(Kind::Refused, reason).hint(hint))?;
    tell(Event::Chosen(&choice));
    let strategy = choice.strategy;
    tell(Event::Step(Step::Begin));
    transaction::begin(session, &target.schema, request.wait).await?;
    tell(Event::Step(Step::Lock));
    if lets_read(request, facts) || request.backup.is_some() {
        keep_writers_out(target, session, facts, request.wait).await?;
    } else {
        // At once: who reads and is about to write would wait for a lock of ours, and we for his.
        exclude(target, session, strategy, request.wait).await?;
    }
    look_again(target, session, request, facts).await?;
    let backup = match &request.backup {
        Some(directory) => {
            tell(Event::Step(Step::Backup));
            Some(backup::back_up(target, session, directory, request.wait).await?)
        }
        None => None,
    };
    let writes = Writes::so_far(session).await?;
    let resting = rest_triggers(target, session, strategy, facts).await?;
    let before = Before {
        made: facts
            .generation
            .as_ref()
            .map_or(Vec::new(), |generation| generation.made.clone()),
    };
    let Emptied {
        taken_off,
        is_fresh,
        made,
    } = empty(target, session, strategy, request, &before, tell).await?;

    tell(Event::Step(Step::Load));
    let mut tables = Vec::new();
    for entity in session.layout.clone().entities() {
        let loaded = load(session, request, entity, is_fresh, tell)
            .await
            .map_err(breaks_a_rule)?;
        tell(Event::Loaded(&loaded));
        tables.push(loaded);
    }
    if let Some(taken_off) = taken_off {
        tell(Event::Step(Step::Index));
        taken_off.put_back(session).await.map_err(breaks_a_rule)?;
    }
    if let Some(resting) = resting {
        resting.switch_on(session).await?;
    }
    tell(Event::Step(Step::Analyze));
    analyze(session).await?;

    tell(Event::Step(Step::Verify));
    let verifying = Instant::now();
    check_rows(target, session, &tables, &request.plan).await?;
    let verified_in = verifying.elapsed();

    tell(Event::Step(Step::Record));
    ensure_tables(session).await?;
    let definitions = definitions(session, &target.schema).await?;
    let left = Size {
        rows: rows_of_others(session, facts)
            + tables.iter().map(|loaded| loaded.tally.rows).sum::<u64>(),
        bytes: bytes_of_schema(session, &target.schema).await?,
    };
    let mut generation = describe(request, &tables, definitions, left);
    generation.made = made.unwrap_or(before.made);
    save_generation(session, &generation).await?;
    save_lists(session, &request.plan).await?;
    check_elsewhere(target, session, &writes, strategy == Strategy::Rebuild).await?;
    Ok(Outcome {
        choice,
        generation,
        tables,
        backup,
        verified_in,
        time: Duration::ZERO,
    })
}

/// What to do about a constraint or an index (SQLSTATE class 23) that the dataset does not keep.
fn breaks_a_rule(error: Error) -> Error {
    if !SqlState::of(&error).is_some_and(|code| code.starts_with("23")) {
        return error;
    }
    error.hint("the dataset breaks this rule of the schema: drop the rule, or load a scenario that keeps it")
}

/// Whoever asked for something because of what the database holds must find it there.
fn is_expected(request: &Request, facts: &Facts) -> Result<()> {
    let Some(expected) = request.expects else {
        return Ok(());
    };
    let found = facts.generation.as_ref().map(|generation| generation.id);
    if found == Some(expected) {
        return Ok(());
    }
    let message = format!("the database holds another generation than {expected} by now");
    Err(Error::new(Kind::Refused, message).hint("connsura-seed status, then decide again"))
}

/// Whether the app may read until the end.
fn lets_read(request: &Request, facts: &Facts) -> bool {
    let strategy = facts.choice.as_ref().map(|choice| choice.strategy);
    let strategy = strategy.ok().or(request.strategy);
    !matches!(strategy, Some(Strategy::Exclusive | Strategy::Rebuild))
}

/// Nobody but us writes to the tables that are there, and everybody may read them: not even locks
/// on rows (`SELECT ... FOR UPDATE`), which our DELETE would have to wait for with everything else
/// in its hands.
async fn keep_writers_out(
    target: &Target,
    session: &mut Session,
    facts: &Facts,
    wait: Duration,
) -> Result<()> {
    let tables: Vec<String> = facts
        .surroundings
        .tables
        .iter()
        .map(|table| qualified(&target.schema, &table.name))
        .collect();
    transaction::lock(session, &tables, "EXCLUSIVE", wait).await
}

/// What the guards judged was true before the tables were locked. Where anybody has ended a
/// transaction since, they judge once more, now that nobody can change the tables.
async fn look_again(
    target: &Target,
    session: &mut Session,
    request: &Request,
    before: &Facts,
) -> Result<()> {
    if facts::is_same_moment(session, &before.moment).await? {
        return Ok(());
    }
    let strategy = before.choice.as_ref().map(|choice| choice.strategy);
    let facts = facts::read(target, session, Some(&request.plan), strategy.ok()).await?;
    guard::judge(request.guards, &facts).and_then(|()| is_expected(request, &facts))
}

/// Switches the database's own triggers off, where the configuration says so. A rebuild makes
/// tables whose triggers, if any, are the migrations'.
async fn rest_triggers(
    target: &Target,
    session: &mut Session,
    strategy: Strategy,
    facts: &Facts,
) -> Result<Option<SwitchedOff>> {
    if target.triggers == Triggers::Fire || strategy == Strategy::Rebuild {
        return Ok(None);
    }
    let names = names_of(facts);
    let off = SwitchedOff::switch_off(session, &target.schema, &names).await?;
    Ok(Some(off))
}

/// Rows of the schema's tables that are not the generator's.
fn rows_of_others(session: &Session, facts: &Facts) -> u64 {
    let ours = live_names(session);
    let tables = facts.census.iter().flat_map(|report| &report.tables);
    let others = tables.filter(|table| !ours.contains(&table.table));
    others.map(|table| table.rows).sum()
}

/// The generator's tables that are there, by the names that they have there.
fn names_of(facts: &Facts) -> Vec<String> {
    let tables = facts.surroundings.tables.iter();
    tables.map(|table| table.name.clone()).collect()
}

/// Gives the planner its statistics of the tables that the role owns: of others PostgreSQL would
/// only warn.
async fn analyze(session: &mut Session) -> Result<()> {
    let tables: Vec<String> = session
        .layout
        .entities()
        .filter_map(|entity| session.layout.qualified(entity))
        .collect();
    session
        .run("ANALYZE failed", format!("ANALYZE {}", tables.join(", ")))
        .await
}

fn describe(
    request: &Request,
    tables: &[Loaded],
    definitions: Definitions,
    left: Size,
) -> Generation {
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
        left: Some(left),
        made: Vec::new(),
        policy: (!plan.boundaries().is_empty()).then(|| plan.policy.to_string()),
    }
}
