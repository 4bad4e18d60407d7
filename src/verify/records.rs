//! Whether what stands beside the rows is as the reset left it: the schema, and the tool's
//! own records.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::manifest::{ListedPersona, ListedSpecimen, planned_personas, planned_specimens};
use crate::plan::Plan;
use crate::postgres::{
    Definitions, Generation, MigrationState, NamedBy, Session, Target, applied, definitions,
    listed_personas, listed_specimens, marks,
};
use crate::sink::{Digest, Tally};

/// One thing beside the rows in which a database differs from its generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// Such as `index User_email_key`, or `specimen name:limit-bytes`.
    pub object: String,
    /// `missing`, `unexpected`, `changed`, or the state of a migration.
    pub kind: &'static str,
}

impl Drift {
    /// The kind of what was recorded, and is not there.
    pub const MISSING: &'static str = "missing";
}

/// What became of the schema since the reset recorded its definitions.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn schema_drift(
    session: &mut Session,
    schema: &str,
    recorded: &Definitions,
) -> Result<Vec<Drift>> {
    Ok(compare(recorded, &definitions(session, schema).await?))
}

/// What became of the markers, the migrations' records, the lists of specimens and personas,
/// and the generation's own numbers; `planned` is what the generation amounts to by table.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn record_drift(
    target: &Target,
    session: &mut Session,
    generation: &Generation,
    plan: &Plan,
    planned: &[(&'static str, Tally)],
) -> Result<Vec<Drift>> {
    let mut drift = Vec::new();
    let marks = marks(session).await?;
    // `load` fills databases that nobody has marked, and leaves them so: there a mark is not missing.
    let has_been_marked = target.named.by == NamedBy::Default || target.named.recorded.is_some();
    let is_unmarked = !has_been_marked && marks.said() == [None, None];
    let both = ["marker row", "marker setting"].into_iter();
    for (what, mark) in both.zip(marks.said()).filter(|_| !is_unmarked) {
        let kind = match mark {
            Some("staging") => continue,
            Some(_) => "changed",
            None => "missing",
        };
        let object = what.to_owned();
        drift.push(Drift { object, kind });
    }
    let migrations =
        MigrationState::compare(&applied(session, &target.schema).await?, &target.migrations);
    let MigrationState {
        applied,
        edited,
        failed,
        ..
    } = &migrations;
    // A schema that neither a reset nor any of the known migrations made has its own.
    let is_known = [applied, edited, failed]
        .iter()
        .any(|names| !names.is_empty());
    let is_of_migrations = is_known || !generation.made.is_empty();
    for (kind, names) in migrations.deviations() {
        if !is_of_migrations {
            break;
        }
        drift.extend(names.iter().map(|name| Drift {
            object: format!("migration {name}"),
            kind,
        }));
    }
    let specimens = |list: Vec<ListedSpecimen>| {
        let named = |listed: ListedSpecimen| (format!("specimen {}", listed.label), listed);
        list.into_iter().map(named).collect()
    };
    let planned_list = specimens(planned_specimens(plan));
    let listed = listed_specimens(session).await?.map(specimens);
    drift.extend(list_drift("specimens", &planned_list, listed.as_ref()));
    let personas = |list: Vec<ListedPersona>| {
        let named = |listed: ListedPersona| (format!("persona {}", listed.key), listed);
        list.into_iter().map(named).collect()
    };
    let planned_list = personas(planned_personas(plan));
    let listed = listed_personas(session).await?.map(personas);
    drift.extend(list_drift("personas", &planned_list, listed.as_ref()));
    drift.extend(generation_drift(generation, planned));
    Ok(drift)
}

/// What became of a list; `None` where there is none any more.
fn list_drift<T: PartialEq>(
    table: &str,
    planned: &BTreeMap<String, T>,
    listed: Option<&BTreeMap<String, T>>,
) -> Vec<Drift> {
    match listed {
        Some(listed) => compare(planned, listed),
        None => vec![Drift {
            object: format!("table connsura_seed.{table}"),
            kind: "missing",
        }],
    }
}

fn generation_drift(generation: &Generation, planned: &[(&'static str, Tally)]) -> Vec<Drift> {
    let mut drift = Vec::new();
    let mut check = |same: bool, object: String| {
        if !same {
            let kind = "changed";
            drift.push(Drift { object, kind });
        }
    };
    for (table, tally) in planned {
        let recorded = generation.tables.get(*table);
        let says = |field: &str| recorded.and_then(|recorded| recorded.get(field));
        check(
            says("rows").and_then(serde_json::Value::as_u64) == Some(tally.rows)
                && says("digest").and_then(serde_json::Value::as_str)
                    == Some(tally.digest.to_string().as_str()),
            format!("record of {table} in connsura_seed.generations"),
        );
    }
    let rows: u64 = planned.iter().map(|(_, tally)| tally.rows).sum();
    let digest = Digest::combine(planned.iter().map(|(table, tally)| (*table, tally.digest)));
    check(
        (generation.rows, generation.digest.as_str()) == (rows, digest.to_string().as_str()),
        "rows and digest in connsura_seed.generations".to_owned(),
    );
    drift
}

/// Names that one side has and the other does not, and those whose values differ.
fn compare<T: PartialEq>(recorded: &BTreeMap<String, T>, live: &BTreeMap<String, T>) -> Vec<Drift> {
    let drift = |object: &String, kind| Drift {
        object: object.clone(),
        kind,
    };
    let mut list: Vec<Drift> = recorded
        .iter()
        .filter_map(|(object, value)| match live.get(object) {
            None => Some(drift(object, Drift::MISSING)),
            Some(found) if found != value => Some(drift(object, "changed")),
            Some(_) => None,
        })
        .collect();
    let unexpected = live
        .keys()
        .filter(|object| !recorded.contains_key(*object))
        .map(|object| drift(object, "unexpected"));
    list.extend(unexpected);
    list
}
