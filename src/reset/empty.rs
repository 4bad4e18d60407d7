//! The old rows on their way out, in each of the three ways.

use std::collections::BTreeMap;
use std::time::Duration;

use super::strategy::Strategy;
use super::transaction::lock;
use super::{Event, Request, Step};
use crate::error::{Error, Kind, Result};
use crate::layout::quote_identifier;
use crate::postgres::query_scalar;
use crate::postgres::surgery::{self, Loss, Lost, TakenOff};
use crate::postgres::{self, Session, Target, failed, gate, queue_for_migrations};
use crate::schema::Entity;

/// Names of what would be lost that a refusal lists.
const NAMED: usize = 8;

/// Tables that are empty, and what has to be done when they are full.
#[derive(Debug)]
pub(super) struct Emptied {
    /// Indexes and constraints that are to be put back.
    pub(super) taken_off: Option<TakenOff>,
    /// Whether the tables were made or truncated here.
    pub(super) is_fresh: bool,
    /// What the migrations made, where they ran.
    pub(super) made: Option<Vec<String>>,
}

/// Empties the tables, of which `ours` are there, by the strategy.
pub(super) async fn empty(
    target: &Target,
    session: &mut Session,
    strategy: Strategy,
    request: &Request,
    before: &Before,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Emptied> {
    let names = live_names(session);
    match strategy {
        Strategy::Fill => Ok(Emptied {
            taken_off: None,
            is_fresh: false,
            made: None,
        }),
        Strategy::Online => {
            tell(Event::Step(Step::Empty));
            delete_rows(session, &target.schema, &names).await?;
            Ok(Emptied {
                taken_off: None,
                is_fresh: false,
                made: None,
            })
        }
        Strategy::Exclusive => {
            exclude(target, session, strategy, request.wait).await?;
            tell(Event::Step(Step::Empty));
            let tables: Vec<String> = names
                .iter()
                .map(|table| qualified(&target.schema, table))
                .collect();
            let sql = format!("TRUNCATE {}", tables.join(", "));
            session.run("truncating the tables failed", sql).await?;
            let taken_off = TakenOff::take(session, &target.schema, &names).await?;
            Ok(Emptied {
                taken_off: Some(taken_off),
                is_fresh: true,
                made: None,
            })
        }
        Strategy::Rebuild => rebuild(target, session, request, before, tell).await,
    }
}

/// Children first.
async fn delete_rows(session: &mut Session, schema: &str, names: &[String]) -> Result<()> {
    for table in names.iter().rev() {
        let sql = format!("DELETE FROM {}", qualified(schema, table));
        session
            .run(&format!("deleting the rows of {table} failed"), sql)
            .await?;
    }
    Ok(())
}

/// What a rebuild must not lose.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    /// What the migrations of the last rebuild made.
    pub(super) made: Vec<String>,
}

async fn rebuild(
    target: &Target,
    session: &mut Session,
    request: &Request,
    before: &Before,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Emptied> {
    let names: Vec<String> = Entity::ALL
        .into_iter()
        .filter_map(|entity| target.mapping.table(entity))
        .collect();
    exclude(target, session, Strategy::Rebuild, request.wait).await?;
    let rows = surgery::contents(session, &target.schema, &names).await?;
    tell(Event::Step(Step::Empty));
    let schema = quote_identifier(&target.schema);
    session
        .run(
            "creating the schema failed",
            format!("CREATE SCHEMA IF NOT EXISTS {schema}"),
        )
        .await?;
    let cleared = surgery::clear(session, &target.schema).await?;
    tell(Event::Step(Step::Migrate));
    postgres::apply(session, &target.schema, &target.migrations).await?;
    let lost = cleared.restore(session).await?;
    refuse_loss(&lost, before)?;
    refuse_changed_rows(
        &rows,
        &surgery::contents(session, &target.schema, &names).await?,
    )?;
    tell(Event::Step(Step::Fit));
    fits(target, session, request).await?;
    let made = surgery::object_names(session, &target.schema).await?;
    let names = live_names(session);
    // A migration may have filled them, with a first administrator for example.
    delete_rows(session, &target.schema, &names).await?;
    let taken_off = TakenOff::take(session, &target.schema, &names).await?;
    Ok(Emptied {
        taken_off: Some(taken_off),
        is_fresh: true,
        made: Some(made),
    })
}

/// Has the app wait: nobody reads what is truncated or made anew. Everything that the strategy is
/// going to want is locked together, so that the app never waits while we wait for somebody else.
pub(super) async fn exclude(
    target: &Target,
    session: &mut Session,
    strategy: Strategy,
    wait: Duration,
) -> Result<()> {
    let names = match strategy {
        Strategy::Rebuild => {
            queue_for_migrations(session, wait).await?;
            own_tables(session, &target.schema).await?
        }
        _ => live_names(session),
    };
    let tables = names.iter().map(|table| qualified(&target.schema, table));
    // In the order of those who read: the gate, then a table.
    let gate = gate(session).await?.map(str::to_owned);
    let tables: Vec<String> = gate.into_iter().chain(tables).collect();
    lock(session, &tables, "ACCESS EXCLUSIVE", wait).await
}

/// The tables of the schema that the role may lock, whoever made them: the generator's in the order
/// of loading, which is the one in which apps read them more often than not, and then the others.
async fn own_tables(session: &mut Session, schema: &str) -> Result<Vec<String>> {
    let ours = live_names(session);
    query_scalar(
        "SELECT relname::text FROM pg_class
         WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relkind IN ('r', 'p')
           AND pg_has_role(relowner, 'USAGE')
         ORDER BY array_position($2::text[], relname::text), relname",
    )
    .bind(schema)
    .bind(&ours)
    .fetch_all(&mut session.connection)
    .await
    .map_err(|error| failed("reading the tables failed", &error))
}

/// A table with its schema, in quotes.
pub(super) fn qualified(schema: &str, table: &str) -> String {
    format!("{}.{}", quote_identifier(schema), quote_identifier(table))
}

/// What the database calls the generator's tables, in the order of loading.
pub(super) fn live_names(session: &Session) -> Vec<String> {
    let tables = session.layout.tables().iter();
    tables.map(|table| table.name.clone()).collect()
}

/// Finds the tables of a schema that was made just now, and makes sure that they take the rows.
async fn fits(target: &Target, session: &mut Session, request: &Request) -> Result<()> {
    let (_, misfits) = target.fit(session).await?;
    let mut problems: Vec<String> = misfits.iter().map(ToString::to_string).collect();
    let unfit = crate::sink::unfit(&request.plan, &session.layout);
    problems.extend(unfit.iter().map(ToString::to_string));
    if problems.is_empty() {
        return Ok(());
    }
    let message = format!("guard `schema`: {}", problems.join("; "));
    Err(Error::new(Kind::Refused, message)
        .hint("the migrations and this version of connsura-seed do not belong together"))
}

/// What a rebuild does not bring back must have been the migrations' own, of an older state.
fn refuse_loss(lost: &[Lost], before: &Before) -> Result<()> {
    let foreign: Vec<String> = lost
        .iter()
        .filter_map(|lost| {
            let name = format!("{} {}", lost.kind, lost.identity);
            match &lost.loss {
                Loss::Object if before.made.contains(&name) => None,
                Loss::Object => Some(name),
                Loss::Owner(owner) => Some(format!("the owner {owner} of {name}")),
                Loss::Grants => Some(format!("the grants on {name}")),
                // The migrations' own word.
                Loss::Comment => None,
                Loss::Setting(statement) => Some(format!("what was set by: {statement}")),
            }
        })
        .collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let named: Vec<&str> = foreign.iter().take(NAMED).map(String::as_str).collect();
    let more = match foreign.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let message = format!(
        "guard `bystanders`: a rebuild would lose what the migrations do not make: {}{more}",
        named.join(", ")
    );
    Err(Error::new(Kind::Refused, message)
        .hint("move or drop it; or keep the schema, and make again by hand what it lacks: connsura-seed reset --strategy online; \
               pending migrations come by: prisma migrate deploy"))
}

/// Tables that the generator does not know hold what the migrations put there, or nothing.
fn refuse_changed_rows(
    before: &BTreeMap<String, surgery::Contents>,
    now: &BTreeMap<String, surgery::Contents>,
) -> Result<()> {
    let changed: Vec<String> = before
        .iter()
        .filter(|(table, contents)| contents.rows > 0 && now.get(*table) != Some(contents))
        .map(|(table, contents)| format!("{table} ({} rows)", contents.rows))
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let message = format!(
        "guard `bystanders`: a rebuild would lose rows of tables that the generator does not know: {}",
        changed.join(", ")
    );
    Err(Error::new(Kind::Refused, message).hint(
        "empty them, if nobody needs their rows; or bring the schema up to date by: prisma migrate deploy, which needs no rebuild",
    ))
}
