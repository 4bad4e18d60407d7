//! `connsura-seed export`

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::args::{ExportArguments, FileFormat};
use super::console::Console;
use super::destination::Destination;
use super::earlier::MANIFEST;
use super::target;
use crate::error::Result;
use crate::plan::{Part, Plan};
use crate::postgres::{planned_personas, planned_specimens};
use crate::report::{Level, bytes, count, table};
use crate::scenario;
use crate::schema::Entity;
use crate::sink::{self, Digest, Format, Json, Ndjson, Tally};

/// One written file.
struct Written {
    entity: Entity,
    file: String,
    tally: Tally,
    /// Of the file's bytes.
    sha256: String,
}

pub(super) fn run(arguments: &ExportArguments, console: &Console) -> Result<()> {
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan(&scenario, &arguments.overrides, None)?;
    let destination = Destination::find(&arguments.out, arguments.force)?;
    let fresh = destination.staging()?;
    let written = write_all(&plan, arguments, &destination, fresh.path())?;
    let manifest = manifest(&plan, arguments, &written);
    fs::write(fresh.path().join(MANIFEST), format!("{manifest:#}\n"))
        .map_err(|error| destination.failed(&error))?;
    destination.fill(fresh)?;

    let rows = written.iter().map(|written| {
        let tally = written.tally;
        vec![
            written.file.clone(),
            count(tally.rows),
            bytes(tally.bytes),
            written.sha256[..16].to_owned(),
        ]
    });
    // The files are the data, and the manifest says all this to programs.
    let summary = table(&["file", "rows", "bytes", "sha256"], rows, &[1, 2]);
    console.narrator.say(Level::Info, &summary, manifest);
    Ok(())
}

fn format_of(arguments: &ExportArguments) -> (&'static dyn Format, &'static str) {
    match arguments.format {
        FileFormat::Json => (&Json, "json"),
        FileFormat::Ndjson => (&Ndjson, "ndjson"),
    }
}

fn write_all(
    plan: &Plan,
    arguments: &ExportArguments,
    destination: &Destination,
    folder: &Path,
) -> Result<Vec<Written>> {
    let (_, ending) = format_of(arguments);
    Entity::ALL
        .into_iter()
        .map(|entity| {
            let file = format!("{}.{ending}", entity.name());
            let path = folder.join(&file);
            let (tally, sha256) = write_file(plan, arguments, entity, &path)
                .map_err(|error| destination.failed(&error))?;
            Ok(Written {
                entity,
                file,
                tally,
                sha256,
            })
        })
        .collect()
}

fn write_file(
    plan: &Plan,
    arguments: &ExportArguments,
    entity: Entity,
    path: &Path,
) -> std::io::Result<(Tally, String)> {
    let (format, _) = format_of(arguments);
    let positions = arguments.part.of(&plan.roots());
    // Only a format that has something between its rows need know of the rows of other parts.
    let preceded = !format.between().is_empty() && sink::any(plan, entity, 0..positions.start);
    let mut out = HashingFile::create(path)?;
    let mut tally = Tally::default();
    if arguments.part.is_first() {
        out.write(format.begin(entity))?;
    }
    sink::run(
        plan,
        entity,
        positions,
        format,
        arguments.threads.count(),
        preceded,
        |batch| {
            tally += batch.tally;
            out.write(&batch.bytes)
        },
    )?;
    if arguments.part.is_last() {
        out.write(format.end(preceded || tally.rows > 0))?;
    }
    tally.bytes = out.bytes;
    Ok((tally, out.finish()?))
}

/// A file whose bytes are hashed on the way.
struct HashingFile {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl HashingFile {
    fn create(path: &Path) -> std::io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(File::create(path)?),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Writes what is buffered and returns the SHA-256 in hexadecimal.
    fn finish(self) -> std::io::Result<String> {
        self.file.into_inner()?.sync_all()?;
        Ok(sink::hex(&self.hash.finalize()))
    }
}

fn manifest(plan: &Plan, arguments: &ExportArguments, written: &[Written]) -> Value {
    let tables: Vec<Value> = written
        .iter()
        .map(|written| {
            json!({
                "table": written.entity.name(),
                "file": written.file,
                "rows": written.tally.rows,
                "bytes": written.tally.bytes,
                "sha256": written.sha256,
                "digest": written.tally.digest.to_string(),
            })
        })
        .collect();
    let specimens: Vec<Value> = planned_specimens(plan)
        .into_iter()
        .map(|specimen| {
            let mut listed = json!({
                "label": specimen.label,
                "edge_cases": specimen.edge_cases,
                "user": specimen.ids.user,
                "customer": specimen.ids.customer,
                "admin": specimen.ids.admin,
            });
            if let Some(shown) = specimen.retention {
                listed["retention"] = json!({
                    "about": shown.about,
                    "rule": shown.rule,
                    "as_of": shown.as_of.to_string(),
                    "verdict": shown.verdict,
                    "table": shown.table,
                    "id": shown.id,
                });
            }
            listed
        })
        .collect();
    let personas: Vec<Value> = planned_personas(plan)
        .into_iter()
        .map(|persona| {
            json!({
                "key": persona.key,
                "role": persona.role,
                "email": persona.email,
                "user": persona.ids.user,
                "customer": persona.ids.customer,
                "admin": persona.ids.admin,
                "about": persona.about,
                "carries": persona.carries,
            })
        })
        .collect();
    let digest = Digest::combine(
        written
            .iter()
            .map(|written| (written.entity.name(), written.tally.digest)),
    );
    json!({
        "scenario": plan.scenario,
        "title": plan.title,
        "seed": plan.seed,
        "recipe": plan.recipe.number(),
        "now": plan.now.to_string(),
        "part": if arguments.part == Part::WHOLE { Value::Null } else { json!(arguments.part.to_string()) },
        "digest": digest.to_string(),
        "tables": tables,
        "specimens": specimens,
        "personas": personas,
    })
}
