//! `connsura-seed status`

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::args::{OutputFormat, TargetArguments};
use super::console;
use super::target::{self, Found};
use crate::error::{Result, printable};
use crate::layout::quote_identifier;
use crate::postgres::query_scalar;
use crate::postgres::{
    Generation, Marks, MigrationState, Session, Target, applied, begin_reading, failed,
    latest_generation, marks, name_lock_holders,
};
use crate::report::{count, generation_json, table};
use crate::schema::Entity;
use crate::verify::{self, Drift};

/// Objects of a changed schema that are named.
const NAMED: usize = 3;

/// What a database looks like at a glance.
struct Glance {
    target: String,
    /// What names the target behind another command.
    again: String,
    url: String,
    marks: Marks,
    generation: Option<Generation>,
    migrations: MigrationState,
    /// What became of the schema since the generation was recorded.
    schema: Vec<Drift>,
    /// Rows by table; `None` where there is no such table.
    rows: Vec<(Entity, Option<u64>)>,
}

pub(super) fn run(arguments: &TargetArguments) -> Result<()> {
    let found = match target::find(&arguments.named)? {
        Found::Local(local) => local.running()?.map(Target::local),
        Found::Target(target) => Some(*target),
    };
    let Some(target) = found else {
        return match arguments.output.format {
            OutputFormat::Text => {
                console::print("server      not running (connsura-seed local start)")
            }
            OutputFormat::Json => {
                console::print_json(&json!({ "target": "local", "running": false }))
            }
        };
    };
    let glance = target::block_on(async {
        match look(&target, arguments.named.again()).await {
            Ok(glance) => Ok(glance),
            Err(error) => Err(name_lock_holders(&target, error).await),
        }
    })?;
    match arguments.output.format {
        OutputFormat::Text => console::print(&glance.text()),
        OutputFormat::Json => console::print_json(&glance.json()),
    }
}

async fn look(target: &Target, again: String) -> Result<Glance> {
    let mut session = target.connect().await?;
    // A glance does not wait for a reset that is under way.
    begin_reading(&mut session, "3s").await?;
    let mut rows = Vec::new();
    for entity in Entity::ALL {
        if let Some(table) = target.mapping.table(entity) {
            let rows_of_it = count_rows(&mut session, &target.schema, &table).await?;
            rows.push((entity, rows_of_it));
        }
    }
    let generation = latest_generation(&mut session).await?;
    let schema = match &generation {
        Some(generation) => {
            verify::schema_drift(&mut session, &target.schema, &generation.definitions).await?
        }
        None => Vec::new(),
    };
    let glance = Glance {
        target: target.named.name.clone(),
        again,
        url: target.shown_url(),
        marks: marks(&mut session).await?,
        generation,
        migrations: MigrationState::compare(
            &applied(&mut session, &target.schema).await?,
            &target.migrations,
        ),
        schema,
        rows,
    };
    session.close().await;
    Ok(glance)
}

/// Rows of the table; `None` where there is none.
async fn count_rows(session: &mut Session, schema: &str, table: &str) -> Result<Option<u64>> {
    let what = format!("counting {table} failed");
    let name = format!("{}.{}", quote_identifier(schema), quote_identifier(table));
    let exists: bool = query_scalar("SELECT to_regclass($1) IS NOT NULL")
        .bind(&name)
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed(&what, &error))?;
    if !exists {
        return Ok(None);
    }
    let rows: i64 = query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {name}")))
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed(&what, &error))?;
    Ok(Some(rows as u64))
}

/// How many migrations are applied, and those that are not as they should be.
fn describe(migrations: &MigrationState) -> String {
    let mut parts = vec![format!("{} applied", migrations.applied.len())];
    for (what, names) in migrations.deviations() {
        parts.push(format!("{} {what} ({})", names.len(), names.join(", ")));
    }
    parts.join(", ")
}

impl Glance {
    /// Rows that the generation left in a table.
    fn left(&self, entity: Entity) -> Option<u64> {
        self.generation
            .as_ref()?
            .tables
            .get(entity.name())?
            .get("rows")?
            .as_u64()
    }

    fn text(&self) -> String {
        let mark = |mark: &Option<String>| mark.clone().unwrap_or_else(|| "missing".to_owned());
        let mut text = format!(
            "server      {}\nmarkers     row: {}, setting: {}\nmigrations  {}\n",
            self.url,
            mark(&self.marks.row),
            mark(&self.marks.setting),
            describe(&self.migrations)
        );
        let Some(generation) = &self.generation else {
            text.push_str(&format!(
                "generation  none (connsura-seed reset{})",
                self.again
            ));
            return text;
        };
        text.push_str(&format!(
            "generation  {} of {} (seed {}, recipe {}, now {})\ndigest      {}\nschema      {}\n",
            generation.id,
            printable(&generation.scenario),
            generation.seed,
            generation.recipe,
            generation.now,
            generation.digest,
            self.schema_text()
        ));
        let shown = |rows: Option<u64>| rows.map_or_else(|| "no table".to_owned(), count);
        let rows = self.rows.iter().map(|(entity, rows)| {
            let left = self.left(*entity);
            let drift = if *rows == left {
                "same count"
            } else {
                "rows came or went"
            };
            vec![
                entity.name().to_owned(),
                shown(left),
                shown(*rows),
                drift.to_owned(),
            ]
        });
        text.push_str(&table(
            &["table", "generation", "now", "drift"],
            rows,
            &[1, 2],
        ));
        text.push_str(&format!("\nrow by row  connsura-seed verify{}", self.again));
        text
    }

    /// The first few objects that differ, and how many more.
    fn schema_text(&self) -> String {
        let named: Vec<String> = self
            .schema
            .iter()
            .take(NAMED)
            .map(|drift| format!("{} {}", drift.object, drift.kind))
            .collect();
        match self.schema.len() {
            0 => "as the generation left it".to_owned(),
            all if all > NAMED => format!("{}, and {} more", named.join(", "), all - NAMED),
            _ => named.join(", "),
        }
    }

    fn json(&self) -> Value {
        let generation = self.generation.as_ref().map(generation_json);
        let schema: Vec<Value> = self
            .schema
            .iter()
            .map(|drift| json!({ "object": drift.object, "kind": drift.kind }))
            .collect();
        let tables: Vec<Value> = self
            .rows
            .iter()
            .map(|(entity, rows)| {
                json!({ "table": entity.name(), "generation": self.left(*entity), "rows": rows })
            })
            .collect();
        json!({
            "target": self.target,
            "running": true,
            "url": self.url,
            "markers": { "row": self.marks.row, "setting": self.marks.setting },
            "migrations": {
                "applied": self.migrations.applied,
                "pending": self.migrations.pending,
                "edited": self.migrations.edited,
                "failed": self.migrations.failed,
                "unknown": self.migrations.unknown,
            },
            "generation": generation,
            "schema_drift": schema,
            "tables": tables,
        })
    }
}
