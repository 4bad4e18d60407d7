//! Everything read back before it is committed.

use super::Loaded;
use super::guard::in_configuration;
use crate::configuration::Triggers;
use crate::error::{Error, Kind, Result};
use crate::plan::Plan;
use crate::postgres::query_scalar;
use crate::postgres::surgery::{Writes, triggers};
use crate::postgres::{Session, Target, failed};
use crate::verify::{self, Census};

use super::empty::live_names;

/// Compares what the tables hold with what was sent, and judges it.
pub(super) async fn check_rows(
    target: &Target,
    session: &mut Session,
    tables: &[Loaded],
    plan: &Plan,
) -> Result<()> {
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
    let changed_by = if problems.is_empty() {
        String::new()
    } else {
        firing(target, session).await?
    };
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
    let message = format!("verification failed: {}{changed_by}", problems.join("; "));
    Err(
        Error::new(Kind::Differs, message).hint(if changed_by.is_empty() {
            "this is a bug of connsura-seed".to_owned()
        } else {
            switch_off(target)
        }),
    )
}

/// The database's own triggers, which may have changed what was sent.
async fn firing(target: &Target, session: &mut Session) -> Result<String> {
    if target.triggers == Triggers::Off {
        return Ok(String::new());
    }
    let names = live_names(session);
    let all = triggers(session, &target.schema, &names).await?;
    let firing: Vec<String> = all
        .into_iter()
        .filter(|trigger| trigger.would_fire)
        .map(|trigger| format!("{} of {}", trigger.name, trigger.table))
        .collect();
    Ok(if firing.is_empty() {
        String::new()
    } else {
        format!("; triggers fired: {}", firing.join(", "))
    })
}

/// How to load without the database's triggers.
fn switch_off(target: &Target) -> String {
    match in_configuration(&target.named) {
        Ok(place) => format!("triggers = \"off\" {place} has them rest while rows are loaded"),
        Err(instead) => {
            format!("triggers = \"off\" has them rest while rows are loaded; {instead}")
        }
    }
}

/// The tables that a reset may write beside the generator's.
const OWN: [&str; 4] = ["marker", "generations", "specimens", "personas"];

/// Refuses where the transaction wrote to tables that are not the generator's: a trigger did, or
/// a foreign key that cascades.
pub(super) async fn check_elsewhere(
    target: &Target,
    session: &mut Session,
    writes: &Writes,
    rebuilt: bool,
) -> Result<()> {
    let names = live_names(session);
    let mut ours: Vec<(&str, &str)> = names
        .iter()
        .map(|name| (target.schema.as_str(), name.as_str()))
        .collect();
    ours.extend(OWN.map(|name| ("connsura_seed", name)));
    let ours = shown(session, &ours).await?;
    let schema = shown(session, &[(&target.schema, "")]).await?.concat();
    let schema = schema.trim_end_matches("\"\"");
    let elsewhere = writes.elsewhere(session, &ours).await?;
    let written: Vec<String> = elsewhere
        .into_iter()
        // What a rebuild does within the schema was compared with what was there.
        .filter(|written| !(rebuilt && written.table.starts_with(schema)))
        .map(|written| match written.rows {
            Some(rows) => format!("{rows} rows of {}", written.table),
            None => written.table,
        })
        .collect();
    if written.is_empty() {
        return Ok(());
    }
    let fired = firing(target, session).await?;
    let message = format!(
        "guard `bystanders`: the reset would write what is not the generator's: {}{fired}",
        written.join(", ")
    );
    Err(Error::new(Kind::Refused, message).hint(switch_off(target)))
}

/// Names as PostgreSQL's `format('%I.%I')` writes them.
async fn shown(session: &mut Session, names: &[(&str, &str)]) -> Result<Vec<String>> {
    let (schemas, tables): (Vec<&str>, Vec<&str>) = names.iter().copied().unzip();
    query_scalar(
        "SELECT format('%I.%I', space, name) FROM unnest($1::text[], $2::text[]) AS named (space, name)",
    )
    .bind(&schemas)
    .bind(&tables)
    .fetch_all(&mut session.connection)
    .await
    .map_err(|error| failed("writing names failed", &error))
}
