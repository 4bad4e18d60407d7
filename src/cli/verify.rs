//! `connsura-seed verify`

use std::sync::Arc;

use serde_json::json;

use super::args::{OutputFormat, TargetArguments, ThreadArguments};
use super::{console, generation, target};
use crate::error::{Error, Kind, Result, printable};
use crate::plan::Plan;
use crate::postgres::{Generation, Session, Target, name_lock_holders};
use crate::report::{count, generation_json, table};
use crate::schema::Entity;
use crate::sink::Tally;
use crate::verify::{self, Broken, Census, Difference, Drift};

/// Differing rows that are named, of each table.
const NAMED: usize = 10;

/// What was found out about one table.
struct Checked {
    entity: Entity,
    planned: Tally,
    found: Tally,
    differences: Vec<Difference>,
    count: u64,
}

/// What was found out about the database.
struct Findings {
    generation: Generation,
    tables: Vec<Checked>,
    census: Census,
    broken: Vec<Broken>,
    drift: Vec<Drift>,
    /// Whether tables, or what belongs to them, are not as the reset left them.
    is_schema_changed: bool,
}

pub(super) fn run(arguments: &TargetArguments) -> Result<()> {
    let running = target::reachable(&arguments.named)?;
    let findings = target::block_on(async {
        match examine(&running).await {
            Ok(findings) => Ok(findings),
            Err(error) => Err(name_lock_holders(&running, generation::differs(error)).await),
        }
    })?;
    match arguments.output.format {
        OutputFormat::Text => console::print(&findings.text())?,
        OutputFormat::Json => console::print_json(&findings.json())?,
    }
    findings.verdict()
}

/// Compares the database with its generation, in one read-only transaction.
async fn examine(target: &Target) -> Result<Findings> {
    let (mut session, generation, plan) =
        generation::open(target, target.connect().await?, "30s").await?;
    let mut census = Census::default();
    let mut tables = Vec::new();
    for entity in session.layout.clone().entities() {
        tables.push(check(&mut session, &plan, entity, &mut census).await?);
    }
    let mut broken = verify::broken_foreign_keys(&mut session).await?;
    broken.extend(verify::broken_invariants(&mut session, &plan).await?);
    let planned: Vec<_> = tables
        .iter()
        .map(|checked| (checked.entity.name(), checked.planned))
        .collect();
    let mut drift =
        verify::schema_drift(&mut session, &target.schema, &generation.definitions).await?;
    let is_schema_changed = !drift.is_empty();
    drift.extend(verify::record_drift(target, &mut session, &generation, &plan, &planned).await?);
    session.close().await;
    Ok(Findings {
        generation,
        tables,
        census,
        broken,
        drift,
        is_schema_changed,
    })
}

async fn check(
    session: &mut Session,
    plan: &Plan,
    entity: Entity,
    census: &mut Census,
) -> Result<Checked> {
    let shared = Arc::new(plan.clone());
    let threads = ThreadArguments::default_count();
    let layout = session.layout.clone();
    let maker =
        tokio::task::spawn_blocking(move || verify::planned(&shared, entity, layout, threads));
    let found = verify::found(session, entity, census).await?;
    let planned = maker.await.map_err(|error| {
        Error::new(Kind::Unexpected, format!("making {}", entity.name())).because(error)
    })?;
    let same = (planned.rows, planned.digest) == (found.rows, found.digest);
    let (differences, count) = if same {
        (Vec::new(), 0)
    } else {
        verify::differences(session, plan, entity, NAMED).await?
    };
    Ok(Checked {
        entity,
        planned,
        found,
        differences,
        count,
    })
}

impl Findings {
    fn differing(&self) -> u64 {
        self.tables.iter().map(|checked| checked.count).sum()
    }

    fn verdict(&self) -> Result<()> {
        let offences = self.census.offences().count();
        let counted = [
            (self.differing(), "rows"),
            (self.broken.len() as u64, "broken invariants"),
            (
                offences as u64,
                "columns with contact data outside the reserved ranges",
            ),
            (self.drift.len() as u64, "definitions or records"),
        ];
        let named: Vec<String> = counted
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{} {what}", count(*number)))
            .collect();
        if named.is_empty() {
            return Ok(());
        }
        let message = format!(
            "the database differs from generation {}: {}",
            self.generation.id,
            named.join(", ")
        );
        // Rows are replaced by any reset; what a table has lost, only its migrations make again.
        let hint = if self.is_schema_changed {
            generation::ANEW
        } else {
            "to put it right: connsura-seed reset"
        };
        Err(Error::new(Kind::Differs, message).hint(hint))
    }

    fn text(&self) -> String {
        let rows = self.tables.iter().map(|checked| {
            let verdict = if checked.count == 0 {
                "same".to_owned()
            } else {
                format!("{} differ", count(checked.count))
            };
            vec![
                checked.entity.name().to_owned(),
                count(checked.planned.rows),
                count(checked.found.rows),
                verdict,
            ]
        });
        let mut text = table(&["table", "planned", "found", "rows"], rows, &[1, 2]);
        for difference in self.tables.iter().flat_map(|checked| &checked.differences) {
            text.push_str(&format!(
                "\n{} {} {}",
                difference.table, difference.key, difference.kind
            ));
            if !difference.columns.is_empty() {
                text.push_str(&format!(": {}", difference.columns.join(", ")));
            }
        }
        for checked in self
            .tables
            .iter()
            .filter(|checked| checked.count > NAMED as u64)
        {
            let more = checked.count - NAMED as u64;
            text.push_str(&format!(
                "\n{} and {} more",
                checked.entity.name(),
                count(more)
            ));
        }
        for broken in &self.broken {
            let examples = broken.examples.join(", ");
            text.push_str(&format!(
                "\n{} rows break \"{}\": {examples}",
                broken.count, broken.rule
            ));
        }
        for offence in self.census.offences() {
            let place = format!("{}.{}", offence.table, offence.column);
            text.push_str(&format!(
                "\n{place} holds {} {} outside the reserved ranges",
                offence.count, offence.kind
            ));
        }
        for drift in &self.drift {
            text.push_str(&format!("\n{} {}", drift.object, drift.kind));
        }
        text.push_str(&format!(
            "\ngeneration  {} of {}",
            self.generation.id,
            printable(&self.generation.scenario)
        ));
        text
    }

    fn json(&self) -> serde_json::Value {
        let tables: Vec<_> = self
            .tables
            .iter()
            .map(|checked| {
                let differences: Vec<_> = checked
                    .differences
                    .iter()
                    .map(|row| json!({ "key": row.key, "kind": row.kind, "columns": row.columns }))
                    .collect();
                json!({
                    "table": checked.entity.name(),
                    "planned": checked.planned.rows,
                    "found": checked.found.rows,
                    "planned_digest": checked.planned.digest.to_string(),
                    "found_digest": checked.found.digest.to_string(),
                    "differing": checked.count,
                    "differences": differences,
                })
            })
            .collect();
        let broken: Vec<_> = self
            .broken
            .iter()
            .map(|broken| json!({ "rule": broken.rule, "rows": broken.count, "examples": broken.examples }))
            .collect();
        let census: Vec<_> = self
            .census
            .offences()
            .map(|offence| {
                json!({ "table": offence.table, "column": offence.column, "kind": offence.kind, "count": offence.count })
            })
            .collect();
        let drift: Vec<_> = self
            .drift
            .iter()
            .map(|drift| json!({ "object": drift.object, "kind": drift.kind }))
            .collect();
        json!({
            "generation": generation_json(&self.generation),
            "same": self.verdict().is_ok(),
            "tables": tables,
            "broken_invariants": broken,
            "census": census,
            "drift": drift,
        })
    }
}
