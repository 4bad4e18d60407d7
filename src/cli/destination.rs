//! The directory of an export: new, empty, or an earlier export that may be replaced.

use std::fs;
use std::io::{Error as IoError, ErrorKind, Result as IoResult};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::{Error, Kind, Result};
use crate::schema::Entity;

/// The file that says what an export is.
pub(super) const MANIFEST: &str = "manifest.json";

/// Where an export goes.
pub(super) struct Destination {
    /// As it was typed.
    shown: PathBuf,
    /// The directory itself, and not a link to it.
    place: PathBuf,
}

impl Destination {
    /// The directory `out`. One that holds something is only replaced when an export made it
    /// and `force` says so.
    ///
    /// # Errors
    /// [`Kind::Usage`] where it cannot be written to, or must not be.
    pub(super) fn find(out: &Path, force: bool) -> Result<Self> {
        let place = resolve(out)?;
        check(out, &place, force)?;
        Ok(Self {
            shown: out.to_path_buf(),
            place,
        })
    }

    /// A new directory beside the place. An export is written there and moved whole: one that
    /// is interrupted leaves nothing.
    pub(super) fn beside(&self) -> Result<TempDir> {
        let parent = self.place.parent();
        let parent = parent.filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        let made = fs::create_dir_all(parent).and_then(|()| {
            tempfile::Builder::new()
                .prefix(".connsura-seed-")
                .tempdir_in(parent)
        });
        made.map_err(|error| self.failed(&error))
    }

    /// Moves `fresh`, which is beside it, to the place. What was there is moved away before,
    /// and back if that fails.
    pub(super) fn fill(&self, fresh: TempDir) -> Result<()> {
        let aside = self.beside()?;
        let old = aside.path().join("old");
        let moved = match fs::rename(&self.place, &old) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => return Err(self.failed(&error)),
        };
        if let Err(error) = publish(fresh.path(), &self.place) {
            if moved && let Err(lost) = fs::rename(&old, &self.place) {
                let kept = aside.keep();
                let told = self.failed(&lost);
                return Err(told.hint(format!("what was there is in `{}`", kept.display())));
            }
            return Err(self.failed(&error));
        }
        // It has gone from here: there is nothing to remove.
        let _ = fresh.keep();
        Ok(())
    }

    /// What is said when something there cannot be written.
    pub(super) fn failed(&self, error: &IoError) -> Error {
        Error::new(
            Kind::Unexpected,
            format!("`{}` cannot be written: {error}", self.shown.display()),
        )
        .hint(
            "nothing was left there; free some space or name another directory, then run it again",
        )
    }
}

/// A temporary directory is its owner's alone; an export is as readable as any other file.
fn publish(fresh: &Path, place: &Path) -> IoResult<()> {
    #[cfg(unix)]
    fs::set_permissions(fresh, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    fs::rename(fresh, place)
}

/// The directory that `out` is, or leads to by links.
fn resolve(out: &Path) -> Result<PathBuf> {
    // Without the slash behind it, which would hide that it is a link.
    let named: PathBuf = out.components().collect();
    let Ok(found) = fs::symlink_metadata(&named) else {
        return Ok(named);
    };
    match fs::canonicalize(&named) {
        Ok(place) => Ok(place),
        Err(error) if error.kind() == ErrorKind::NotFound && found.is_symlink() => {
            let hint = match fs::read_link(&named) {
                Ok(to) => format!("make `{}`, or remove the link", to.display()),
                Err(_) => "remove the link".to_owned(),
            };
            let wrong = format!("`{}` is a link to nothing", out.display());
            Err(Error::new(Kind::Usage, wrong).hint(hint))
        }
        Err(error) => Err(no_directory(out, &error)),
    }
}

fn no_directory(out: &Path, error: &IoError) -> Error {
    let wrong = format!(
        "`{}` is not a directory to write to: {error}",
        out.display()
    );
    Error::new(Kind::Usage, wrong)
}

fn check(out: &Path, place: &Path, force: bool) -> Result<()> {
    let shown = out.display();
    let entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(no_directory(out, &error)),
    };
    // Whoever stands in a directory that is replaced is left in the old one.
    let here = std::env::current_dir().and_then(fs::canonicalize);
    if here.is_ok_and(|here| here == place) {
        let wrong = format!("`{shown}` is the current directory, which cannot be replaced");
        return Err(Error::new(Kind::Usage, wrong).hint("name a directory in it"));
    }
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
