//! `connsura-seed mark`

use serde_json::json;

use super::args::{MarkCommand, MarkStagingArguments, OutputFormat};
use super::{console, target};
use crate::configuration::Identity;
use crate::error::{Error, Kind, Result};
use crate::postgres::{NamedBy, Target};
use crate::reset::mark_staging;

pub(super) fn run(command: &MarkCommand) -> Result<()> {
    let MarkCommand::Staging(arguments) = command;
    let (target, identity, recorded) = mark(arguments)?;
    match arguments.target.output.format {
        OutputFormat::Text => console::print(&format!(
            "marked      {} as staging\ndatabase    {} (schema {}, cluster {})\nrecorded    {}",
            target.named.name,
            identity.database,
            identity.schema,
            identity.system_identifier,
            recorded.as_deref().unwrap_or("in the database")
        )),
        OutputFormat::Json => console::print_json(&json!({
            "target": target.named.name,
            "environment": "staging",
            "system_identifier": identity.system_identifier,
            "database": identity.database,
            "schema": identity.schema,
            "recorded_in": recorded,
        })),
    }
}

/// Marks the database: which target it is, who it is, and the file that says so now.
fn mark(arguments: &MarkStagingArguments) -> Result<(Target, Identity, Option<String>)> {
    let target = target::reachable(&arguments.target.named)?;
    if target.named.by == NamedBy::Default {
        let message = "the local database is marked already: it was made so";
        return Err(Error::new(Kind::Usage, message)
            .hint("name another: --target NAME, or --database-url-env VARIABLE"));
    }
    let marked = mark_staging(&target, &arguments.database_name, arguments.wait.duration());
    let identity = target::block_on(marked)?;
    let recorded = target::record(&arguments.target.named, &target, &identity)?;
    Ok((target, identity, recorded))
}
