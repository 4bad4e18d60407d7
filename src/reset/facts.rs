//! Everything that guards and strategy decide by, read beforehand in one snapshot.

use std::sync::Arc;
use std::time::Duration;

use crate::configuration::Identity;
use crate::entities::estimate;
use crate::error::{Kind, Result};
use crate::layout::{Layout, Misfit, foreseen, propose};
use crate::plan::Plan;
use crate::postgres::census::{self, CensusReport};
use crate::postgres::query_scalar;
use crate::postgres::surgery::{self, Relation, Surroundings, Table};
use crate::postgres::{
    Generation, Marks, MigrationState, Named, Pooled, Session, Size, Target, applied, failed,
    generations, identity, marker_setting, marks, migrated_since,
};
use crate::schema::Entity;
use crate::sink::{Unfit, unfit};
use crate::verify::{Drift, schema_drift};

use super::rights::Rights;
use super::strategy::{Choice, Circumstances, Strategy, choose};
use super::transaction::begin_to_read;

/// What is known of a database before a reset changes it.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Who the target is said to be.
    pub named: Named,
    /// The variables of this process that say what it runs for, as they are set.
    pub environment: Vec<(String, String)>,
    /// Which database answers.
    pub identity: Identity,
    /// What it says of itself.
    pub marks: Marks,
    /// Its youngest generation.
    pub generation: Option<Generation>,
    /// Contact data in it, or why nobody could look.
    pub census: Result<CensusReport, String>,
    /// What it holds.
    pub size: Size,
    /// What stands around the tables, and what the role may do.
    pub surroundings: Surroundings,
    /// What the role may do with the records of resets and of migrations.
    pub rights: Rights,
    /// What keeps the live tables from taking the rows.
    pub misfits: Vec<Misfit>,
    /// What of the plan does not fit into them all the same.
    pub unfit: Vec<Unfit>,
    /// Lines of configuration by which they would.
    pub proposals: Vec<String>,
    /// The migrations that the database has, against those that are known for it.
    pub migrations: MigrationState,
    /// How the rows are to be replaced, or why they cannot be and what to do.
    pub choice: Result<Choice, (String, String)>,
    /// The pooler through which they were read, where one stands between.
    pub pooled: Option<Pooled>,
    /// A number that changes when any transaction of the cluster changes anything.
    pub moment: String,
}

impl Facts {
    /// What the last reset left, if one did and recorded it.
    pub fn left(&self) -> Option<Size> {
        self.generation.as_ref()?.left
    }
}

/// The variables that say what a process runs for.
const VARIABLES: [&str; 4] = ["NODE_ENV", "APP_ENV", "RAILS_ENV", "ENVIRONMENT"];

/// Those of them that are set.
pub fn environment() -> Vec<(String, String)> {
    VARIABLES
        .into_iter()
        .filter_map(|name| {
            let value = std::env::var_os(name)?;
            let value = value.to_string_lossy().into_owned();
            (!value.trim().is_empty()).then(|| (name.to_owned(), value))
        })
        .collect()
}

/// How long to wait for locks, where nobody says otherwise.
const WAIT: Duration = Duration::from_secs(30);

/// Reads them in a transaction of their own, which can change nothing.
///
/// # Errors
/// [`Kind::Database`] where the database does not answer.
pub async fn look(
    target: &Target,
    session: &mut Session,
    plan: Option<&Plan>,
    asked: Option<Strategy>,
) -> Result<Facts> {
    look_within(target, session, plan, asked, WAIT).await
}

/// What looking at a target came to.
#[derive(Debug)]
pub enum Sight {
    /// All facts, and where the database keeps the rows.
    Clear(Box<Facts>, Arc<Layout>),
    /// A pooler stands between, and lets nobody read all of them in one transaction.
    Blocked {
        /// The pooler.
        pooled: Pooled,
        /// Why nothing could be read through it.
        reason: String,
    },
}

/// Connects, and reads the facts: through a pooler, where one stands between. All that a guard asks is
/// read in one transaction, which a pooler passes on to one session.
///
/// # Errors
/// [`Kind::Database`] where the database does not answer.
pub async fn survey(
    target: &Target,
    plan: Option<&Plan>,
    asked: Option<Strategy>,
) -> Result<Sight> {
    let (mut session, pooled) = target.connect_to_look().await?;
    let looked = look_through(target, &mut session, pooled.as_ref(), plan, asked, WAIT).await;
    let layout = session.layout.clone();
    session.close().await;
    match (looked, pooled) {
        (Ok(facts), _) => Ok(Sight::Clear(Box::new(facts), layout)),
        (Err(error), Some(pooled)) => Ok(Sight::Blocked {
            pooled,
            reason: error.to_string(),
        }),
        (Err(error), None) => Err(error),
    }
}

/// As [`look_within`], and remembers the pooler.
pub(super) async fn look_through(
    target: &Target,
    session: &mut Session,
    pooled: Option<&Pooled>,
    plan: Option<&Plan>,
    asked: Option<Strategy>,
    wait: Duration,
) -> Result<Facts> {
    let facts = look_within(target, session, plan, asked, wait).await?;
    Ok(Facts {
        pooled: pooled.cloned(),
        ..facts
    })
}

/// The same, waiting so long for each lock that another session holds.
pub(super) async fn look_within(
    target: &Target,
    session: &mut Session,
    plan: Option<&Plan>,
    asked: Option<Strategy>,
    wait: Duration,
) -> Result<Facts> {
    begin_to_read(session, &target.schema, wait).await?;
    let facts = read(target, session, plan, asked).await?;
    session
        .run("ending the transaction failed", "ROLLBACK")
        .await?;
    Ok(facts)
}

/// Reads them, in the session's transaction, which nothing of it changes. `plan` is what is to be
/// loaded, and `asked` the strategy that was asked for.
///
/// # Errors
/// [`Kind::Database`] where the database does not answer.
pub async fn read(
    target: &Target,
    session: &mut Session,
    plan: Option<&Plan>,
    asked: Option<Strategy>,
) -> Result<Facts> {
    let moment = moment(session).await?;
    let identity = identity(session, &target.schema).await?;
    let rights = Rights::read(session, &target.schema).await?;
    let (marks, generation) = if rights.reads_records {
        let generation = generations(session, 1).await?.pop();
        (marks(session).await?, generation)
    } else {
        let setting = marker_setting(session).await?;
        let marks = Marks {
            setting,
            ..Marks::default()
        };
        (marks, None)
    };
    let (catalogue, misfits) = target.fit(session).await?;
    let names: Vec<String> = Entity::ALL
        .into_iter()
        .filter_map(|entity| target.mapping.table(entity))
        .collect();
    let surroundings = surgery::surroundings(session, &target.schema, &names).await?;
    let known = if rights.reads_migrations {
        applied(session, &target.schema).await?
    } else {
        Vec::new()
    };
    let migrations = MigrationState::compare(&known, &target.migrations);
    let census = match census::take(session, &target.schema, &target.exempt).await {
        Ok(report) => Ok(report),
        Err(error) if error.kind() == Kind::Refused => Err(error.to_string()),
        Err(error) => return Err(error),
    };
    let size = match &census {
        Ok(report) => Size {
            rows: report
                .tables
                .iter()
                .filter(|table| !table.materialized_view)
                .map(|table| table.rows)
                .sum(),
            bytes: report.tables.iter().map(|table| table.bytes).sum(),
        },
        Err(_) => Size::default(),
    };
    let lost = match &generation {
        Some(generation) if rights.reads_migrations => lost(target, session, generation).await?,
        _ => None,
    };
    let choice = {
        let misfits: Vec<String> = misfits.iter().map(ToString::to_string).collect();
        let not_exclusive = not_exclusive(&surroundings);
        choose(&Circumstances {
            asked,
            is_empty: catalogue.tables.is_empty(),
            misfits: &misfits,
            migrations: &migrations,
            lost: lost.as_deref(),
            not_exclusive: not_exclusive.as_deref(),
            held: held(&names, &census),
            planned: plan.map_or(0, estimate),
        })
    };
    Ok(Facts {
        named: target.named.clone(),
        environment: environment(),
        identity,
        marks,
        generation,
        size,
        rights,
        proposals: propose(&catalogue, &target.mapping),
        census,
        surroundings,
        unfit: plan.map_or(Vec::new(), |plan| {
            unfit(plan, &foreseen(&catalogue, &target.mapping))
        }),
        misfits,
        migrations,
        choice,
        pooled: None,
        moment,
    })
}

/// What the schema lacks of what the last reset left, where no migration has changed it since:
/// somebody took it by hand, and a database without its keys and indexes is not the app's. What was
/// changed may be on purpose, such as another label of an enum; it stays.
async fn lost(
    target: &Target,
    session: &mut Session,
    generation: &Generation,
) -> Result<Option<String>> {
    if migrated_since(session, &target.schema).await? {
        return Ok(None);
    }
    let mut drift = schema_drift(session, &target.schema, &generation.definitions).await?;
    drift.retain(|drift| drift.kind == Drift::MISSING);
    let named: Vec<&str> = drift.iter().map(|drift| drift.object.as_str()).collect();
    Ok(match named.as_slice() {
        [] => None,
        [one] => Some(format!("{one} is missing since the last reset")),
        [one, two] => Some(format!("{one} and {two} are missing since the last reset")),
        [one, two, more @ ..] => Some(format!(
            "{one}, {two} and {} more are missing since the last reset",
            more.len()
        )),
    })
}

/// Rows that the generator's tables hold.
fn held(names: &[String], census: &Result<CensusReport, String>) -> u64 {
    let tables = census.iter().flat_map(|report| &report.tables);
    let ours = tables.filter(|table| names.contains(&table.table));
    ours.map(|table| table.rows).sum()
}

/// Why the tables cannot be truncated, stripped of their indexes and loaded frozen.
fn not_exclusive(around: &Surroundings) -> Option<String> {
    let obstacles = &around.truncatable;
    let partitioned = |table: &&Table| table.relation == Relation::Partitioned;
    if let Some(table) = around.tables.iter().find(partitioned) {
        let name = &table.name;
        return Some(format!(
            "{name} is partitioned, and only the strategy online fills such a table"
        ));
    }
    let obstacle = obstacles.not_truncatable.first();
    let foreign = around.tables.iter().find(|table| !table.is_owned);
    obstacle
        .or(obstacles.not_freezable.first())
        .cloned()
        .or_else(|| foreign.map(|table| format!("the role does not own {}", table.name)))
}

/// Whether nobody has changed anything since.
pub(super) async fn is_same_moment(session: &mut Session, before: &str) -> Result<bool> {
    Ok(moment(session).await? == before)
}

/// The snapshot, as far as others' transactions go: while it stays the same, nobody has changed
/// anything. Nobody who works at this moment is counted as somebody who may.
async fn moment(session: &mut Session) -> Result<String> {
    query_scalar("SELECT pg_current_snapshot()::text")
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("reading the snapshot failed", &error))
}
