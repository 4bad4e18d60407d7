//! Putting another file in the place of the configuration's.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, fchown};
use std::path::Path;

use super::{CONFIGURATION, ConfigurationFile, parse};
use crate::document::read;
use crate::error::{Error, Kind, Result};

/// The byte order mark, which stays where it is.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Puts `text` in the place of the file's, at once: whoever reads it meanwhile sees the one
/// or the other, whole. Permissions, owner and a link that leads to the file stay.
///
/// # Errors
/// [`Kind::Refused`] where the file is not any more what was read, [`Kind::Unexpected`]
/// where the disk refuses; nothing was changed.
pub fn save(file: &ConfigurationFile, text: &str) -> Result<()> {
    let shown = &file.shown;
    let failed = |error: io::Error| {
        let message = format!("configuration `{shown}` cannot be written: {error}");
        Error::new(Kind::Unexpected, message).because(error)
    };
    // What a link leads to is replaced, and not the link.
    let path = fs::canonicalize(&file.path).map_err(failed)?;
    let old = File::open(&path).map_err(failed)?;
    // Of two who save at once, the second finds the file changed.
    old.lock().map_err(failed)?;
    let mark = unchanged(file, &path)?;
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut new = tempfile::Builder::new()
        .prefix(".connsura-seed-")
        .tempfile_in(folder)
        .map_err(failed)?;
    keep_owner(&old, new.as_file()).map_err(failed)?;
    new.write_all(mark).map_err(failed)?;
    new.write_all(text.as_bytes()).map_err(failed)?;
    new.as_file().sync_all().map_err(failed)?;
    unchanged(file, &path)?;
    new.persist(&path).map_err(|error| failed(error.error))?;
    // The name is in the folder once that is on the disk.
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(failed)
}

/// The byte order mark of the file, whose text must be the one that was read.
fn unchanged(file: &ConfigurationFile, path: &Path) -> Result<&'static [u8]> {
    let shown = &file.shown;
    let refused = |why: &str| {
        Error::new(Kind::Refused, format!("configuration `{shown}` {why}"))
            .hint("look at it, then run the command again")
    };
    let bytes = read(path, &CONFIGURATION)
        .map_err(|error| refused(&format!("cannot be read any more: {error}")))?;
    let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
    match parse::text(shown, bytes) {
        Ok(found) if found.text == file.text => Ok(mark),
        _ => Err(refused("was changed by somebody else in the meantime")),
    }
}

/// Gives the new file the owner, group and permissions of the old one.
fn keep_owner(old: &File, new: &File) -> io::Result<()> {
    let (kept, now) = (old.metadata()?, new.metadata()?);
    if (kept.uid(), kept.gid()) != (now.uid(), now.gid()) {
        fchown(new, Some(kept.uid()), Some(kept.gid()))?;
    }
    new.set_permissions(kept.permissions())
}
