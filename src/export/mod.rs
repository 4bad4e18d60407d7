//! Fixtures as files: the rows of a plan in a directory, a file for each table, and a manifest.

mod destination;
mod earlier;
mod file;
mod format;
mod manifest;
mod parquet;
mod script;
mod staging;

pub use format::{Compression, FileFormat};

use std::fs;
use std::io::Result as IoResult;
use std::path::Path;

use serde_json::Value;

use self::destination::Destination;
use self::earlier::MANIFEST;
use self::file::OutputFile;
use self::format::Ending;
use self::script::SCRIPT;
use crate::error::Result;
use crate::find::Pick;
use crate::plan::{Part, Plan};
use crate::schema::{Entity, Row};
use crate::sink::{self, Batch, Digest, Tally};

/// What is exported, and how.
#[derive(Debug, Clone)]
pub struct Request<'p> {
    /// Whose rows.
    pub plan: &'p Plan,
    /// Of these tables, in the order of loading.
    pub tables: Vec<Entity>,
    /// Of these accounts.
    pub part: Part,
    /// Only what was picked of them, if anything was; the part is the whole, then.
    pub pick: Option<&'p Pick>,
    /// As what.
    pub format: FileFormat,
    /// Compressed how, if at all.
    pub compression: Option<Compression>,
    /// Made on so many threads.
    pub threads: usize,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Whose rows it holds.
    pub entity: Entity,
    /// Its name in the directory.
    pub file: String,
    /// How many rows.
    pub rows: u64,
    /// How many bytes, as the file has them.
    pub bytes: u64,
    /// Of those bytes, in hexadecimal.
    pub sha256: String,
    /// Of the rows, whatever the format.
    pub digest: Digest,
}

/// An export that is in its place.
#[derive(Debug, Clone)]
pub struct Exported {
    /// Its files, in the order of the tables.
    pub files: Vec<Written>,
    /// What `manifest.json` says.
    pub manifest: Value,
}

/// Writes an export to the directory `out`, which is made, empty, or with `force` an earlier export:
/// all of it, or nothing.
///
/// # Errors
/// [`crate::Kind::Usage`] for another directory; [`crate::Kind::Unexpected`] where the disk fails.
pub fn export(request: &Request<'_>, out: &Path, force: bool) -> Result<Exported> {
    let destination = Destination::find(out, force)?;
    let fresh = destination.staging()?;
    let files = request
        .tables
        .iter()
        .map(|entity| write_table(request, *entity, fresh.path()))
        .collect::<IoResult<Vec<Written>>>();
    let files = files.map_err(|error| destination.failed(&error))?;
    let script = script::script(request.format, request.compression, &files);
    if let Some(script) = &script {
        write_script(&fresh.path().join(SCRIPT), script)
            .map_err(|error| destination.failed(&error))?;
    }
    let manifest = manifest::manifest(request, &files, script.map(|_| SCRIPT));
    fs::write(fresh.path().join(MANIFEST), format!("{manifest:#}\n"))
        .map_err(|error| destination.failed(&error))?;
    destination.fill(fresh)?;
    Ok(Exported { files, manifest })
}

fn write_table(request: &Request<'_>, entity: Entity, folder: &Path) -> IoResult<Written> {
    let name = format!(
        "{}{}",
        entity.name(),
        Ending(request.format, request.compression)
    );
    let format = request.format.sink();
    let mut out = OutputFile::create(
        &folder.join(&name),
        entity,
        request.format,
        request.compression,
    )?;
    let positions = request.part.of(&request.plan.roots());
    // Only a format that has something between its rows need know of the rows of other parts.
    let preceded =
        !format.between().is_empty() && sink::any(request.plan, entity, 0..positions.start);
    let mut tally = Tally::default();
    if request.part.is_first() {
        out.write(format.begin(entity))?;
    }
    let consume = |batch: Batch| {
        tally += batch.tally;
        out.write(batch.bytes)
    };
    match request.pick {
        Some(pick) => {
            let wanted = |root, row: &Row| pick.has(root, row);
            sink::run_some(
                request.plan,
                entity,
                pick.roots(),
                wanted,
                &*format,
                consume,
            )
        }
        None => sink::run(
            request.plan,
            entity,
            positions,
            &*format,
            request.threads,
            preceded,
            consume,
        ),
    }?;
    if request.part.is_last() {
        out.write(format.end(preceded || tally.rows > 0).to_vec())?;
    }
    let sealed = out.finish()?;
    Ok(Written {
        entity,
        file: name,
        rows: tally.rows,
        bytes: sealed.bytes,
        sha256: sealed.sha256,
        digest: tally.digest,
    })
}

fn write_script(path: &Path, script: &str) -> IoResult<()> {
    fs::write(path, script)?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    Ok(())
}
