//! `connsura-seed export`

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::args::{ExportArguments, FileFormat};
use super::console::Console;
use super::target;
use crate::entities;
use crate::error::{Error, Kind, Result};
use crate::plan::{Part, Plan};
use crate::report::{Level, bytes, count, table};
use crate::scenario;
use crate::schema::{Entity, encode};
use crate::sink::{self, Digest, Format, Json, Ndjson, Tally};

const MANIFEST: &str = "manifest.json";

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
    let plan = target::plan(&scenario, arguments.overrides.overrides())?;
    check_destination(&arguments.out, arguments.force)?;

    // Written beside its place and moved there whole: an interrupted export leaves nothing.
    let parent = arguments
        .out
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let fail = |error: std::io::Error| write_error(&arguments.out, &error);
    fs::create_dir_all(&parent).map_err(fail)?;
    let fresh = tempfile::Builder::new()
        .prefix(".connsura-seed-")
        .tempdir_in(&parent)
        .map_err(fail)?;
    let written = write_all(&plan, arguments, fresh.path())?;
    let manifest = manifest(&plan, arguments, &written);
    fs::write(fresh.path().join(MANIFEST), format!("{manifest:#}\n")).map_err(fail)?;
    move_into_place(&fresh.keep(), &arguments.out).map_err(fail)?;

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

/// A directory that holds something is only replaced when an export made it and `--force`
/// says so.
fn check_destination(out: &Path, force: bool) -> Result<()> {
    let shown = out.display();
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(Error::new(
                Kind::Usage,
                format!("`{shown}` is not a directory to write to: {error}"),
            ));
        }
    };
    let names: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let is_export = names.iter().any(|name| name == MANIFEST)
        && names
            .iter()
            .all(|name| name == MANIFEST || is_table_file(&name.to_string_lossy()));
    match (is_export, force) {
        (true, true) => Ok(()),
        (true, false) => Err(
            Error::new(Kind::Usage, format!("`{shown}` holds an export already"))
                .hint("name another directory, or replace it: --force"),
        ),
        (false, _) => Err(Error::new(
            Kind::Usage,
            format!("`{shown}` holds files that no export made"),
        )
        .hint("name a new or empty directory")),
    }
}

fn is_table_file(name: &str) -> bool {
    name.split_once('.').is_some_and(|(table, ending)| {
        Entity::from_name(table).is_some() && matches!(ending, "json" | "ndjson")
    })
}

fn move_into_place(fresh: &Path, out: &Path) -> std::io::Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::rename(fresh, out)?;
    // A temporary directory is its owner's alone; an export is as readable as any other file.
    #[cfg(unix)]
    fs::set_permissions(out, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    Ok(())
}

fn write_all(plan: &Plan, arguments: &ExportArguments, folder: &Path) -> Result<Vec<Written>> {
    let (format, ending) = format_of(arguments);
    Entity::ALL
        .into_iter()
        .map(|entity| {
            let file = format!("{}.{ending}", entity.name());
            let path = folder.join(&file);
            let (tally, sha256) = write_file(plan, arguments, entity, format, &path)?;
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
    format: &dyn Format,
    path: &Path,
) -> Result<(Tally, String)> {
    let roots = plan.roots();
    let positions = arguments.part.of(&roots);
    let preceded = !format.between().is_empty() && has_rows(plan, entity, positions.start);
    let mut out = HashingFile::create(path).map_err(|error| write_error(&arguments.out, &error))?;
    let mut tally = Tally::default();
    let write = |out: &mut HashingFile, bytes: &[u8]| {
        out.write(bytes)
            .map_err(|error| write_error(&arguments.out, &error))
    };
    if arguments.part.is_first() {
        write(&mut out, format.begin(entity))?;
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
            write(&mut out, &batch.bytes)
        },
    )?;
    if arguments.part.is_last() {
        write(&mut out, format.end(preceded || tally.rows > 0))?;
    }
    tally.bytes = out.bytes;
    let sha256 = out
        .finish()
        .map_err(|error| write_error(&arguments.out, &error))?;
    Ok((tally, sha256))
}

/// Whether any account before `position` has a row of the entity.
fn has_rows(plan: &Plan, entity: Entity, position: u64) -> bool {
    if !plan.may_have(entity) {
        return false;
    }
    let rows = entities::rows(plan, entity);
    plan.roots().slice(0..position).any(|root| {
        let mut any = false;
        rows.keys(root, &mut |_| any = true);
        any
    })
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
    let specimens: Vec<Value> = plan
        .specimens()
        .iter()
        .map(|specimen| {
            json!({
                "label": specimen.label,
                "edge_cases": specimen.cases.iter().map(|case| case.id).collect::<Vec<_>>(),
                "user": encode(Entity::User, specimen.root.key()).to_string(),
                "customer": encode(Entity::Customer, specimen.root.key()).to_string(),
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
    })
}

fn write_error(out: &Path, error: &std::io::Error) -> Error {
    Error::new(
        Kind::Unexpected,
        format!("`{}` cannot be written: {error}", out.display()),
    )
    .hint("nothing was left there; free some space or name another directory, then run it again")
}
