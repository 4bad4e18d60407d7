//! What a directory holds already: nothing, an earlier export, or something else.

use std::fs;
use std::io::Result as IoResult;
use std::path::Path;

use serde_json::Value;

use super::format::is_ending;
use super::script::SCRIPT;
use crate::schema::Entity;

/// The file that says what an export is, and that it is whole.
pub(super) const MANIFEST: &str = "manifest.json";

/// What is in a directory.
pub(super) enum Held {
    /// Nothing.
    Nothing,
    /// The manifest of an export, and these files that it lists.
    Export(Vec<String>),
    /// Something of this name that is no part of an export, whatever else there is.
    Other(String),
}

/// Reads what `folder` holds.
///
/// The names of an export's files are not enough to take them for one, because what is taken
/// for one is replaced: the manifest with them must be an export's, and list them.
pub(super) fn read(folder: &Path) -> IoResult<Held> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        entries.push((name, entry.file_type()?.is_file()));
    }
    entries.sort();
    if entries.is_empty() {
        return Ok(Held::Nothing);
    }
    let is_manifest = |(name, is_file): &(String, bool)| *is_file && name == MANIFEST;
    let listed = match entries.iter().position(is_manifest) {
        Some(at) => {
            let listed = listed(&fs::read(folder.join(MANIFEST))?);
            if listed.is_some() {
                entries.remove(at);
            }
            listed
        }
        None => None,
    };
    let listed = listed.unwrap_or_default();
    let is_other = |(name, is_file): &&(String, bool)| !*is_file || !listed.contains(name);
    // A manifest that is no export's explains why the files beside it are not taken for one.
    let mut others = entries.iter().filter(is_other);
    let other = others
        .clone()
        .find(|(name, _)| name == MANIFEST)
        .or_else(|| others.next());
    Ok(match other {
        Some((name, _)) => Held::Other(name.clone()),
        None => Held::Export(entries.into_iter().map(|(name, _)| name).collect()),
    })
}

/// The files that a manifest lists; `None` for anything but the manifest of an export.
fn listed(text: &[u8]) -> Option<Vec<String>> {
    let manifest: Value = serde_json::from_slice(text).ok()?;
    let has = |field| manifest.get(field).is_some();
    let is_digest = |value: &Value| {
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        value
            .as_str()
            .is_some_and(|text| text.len() == 64 && is_hex(text))
    };
    if !["scenario", "seed", "recipe", "now", "specimens"]
        .into_iter()
        .all(has)
        || !is_digest(&manifest["digest"])
    {
        return None;
    }
    let script = manifest["script"].as_str().filter(|name| *name == SCRIPT);
    let script = script.map(|name| Some(name.to_owned()));
    let tables = manifest["tables"].as_array()?.iter().map(|table| {
        let file = table["file"].as_str()?;
        let is_ours = table_of(file)? == table["table"].as_str()?
            && is_digest(&table["digest"])
            && is_digest(&table["sha256"]);
        is_ours.then(|| file.to_owned())
    });
    tables.chain(script).collect()
}

/// The table whose rows a file of this name holds in an export.
pub(super) fn table_of(file: &str) -> Option<&str> {
    let (table, ending) = file.split_at(file.find('.')?);
    (Entity::from_name(table).is_some() && is_ending(ending)).then_some(table)
}
