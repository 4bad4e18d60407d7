//! `connsura-seed export`

use super::args::{ExportArguments, FileArguments};
use super::console::Console;
use super::target;
use crate::error::Result;
use crate::export::{Request, export};
use crate::report::{Level, bytes, count, table};
use crate::scenario;
use crate::schema::Entity;

pub(super) fn run(arguments: &ExportArguments, console: &Console) -> Result<()> {
    let tables = tables(&arguments.files.table)?;
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan(&scenario, &arguments.overrides, None)?;
    let request = Request {
        plan: &plan,
        tables,
        part: arguments.part,
        pick: None,
        format: arguments.files.format.into(),
        compression: arguments.files.compress.map(Into::into),
        threads: arguments.threads.count(),
    };
    write(&request, &arguments.files, console)
}

/// Writes the files, and says which.
pub(super) fn write(request: &Request<'_>, files: &FileArguments, console: &Console) -> Result<()> {
    let exported = export(request, &files.out, files.force)?;
    let rows = exported.files.into_iter().map(|written| {
        vec![
            written.file,
            count(written.rows),
            bytes(written.bytes),
            written.sha256[..16].to_owned(),
        ]
    });
    // The files are the data, and the manifest says all this to programs.
    let summary = table(&["file", "rows", "bytes", "sha256"], rows, &[1, 2]);
    console
        .narrator
        .say(Level::Info, &summary, exported.manifest);
    Ok(())
}

/// The tables of these names, in the order of loading; all of them where none is named.
pub(super) fn tables(names: &[String]) -> Result<Vec<Entity>> {
    for name in names {
        target::table(name)?;
    }
    let is_asked =
        |entity: &Entity| names.is_empty() || names.iter().any(|name| name == entity.name());
    Ok(Entity::ALL.into_iter().filter(is_asked).collect())
}
