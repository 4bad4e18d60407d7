//! The directory of an export: new, empty, or an earlier export that may be replaced.

use std::fs::{self, File};
use std::io::{Error as IoError, ErrorKind, Result as IoResult};
use std::path::{Path, PathBuf};

use super::earlier::{self, Held, MANIFEST};
use super::staging::{self, Staging};
use crate::error::{Error, Kind, Result, printable};

/// Where an export goes.
///
/// A new directory is written beside its place and moved there whole. One that exists stays,
/// and is written in: it may be where a file system is mounted, and its parent may be
/// somebody else's.
pub(super) struct Destination {
    /// As it was typed.
    shown: PathBuf,
    /// The directory itself, and not a link to it.
    place: PathBuf,
    /// The files of the earlier export that is there; `None` where there is no directory.
    earlier: Option<Vec<String>>,
    /// Keeps other exports away from a directory that exists.
    _lock: Option<File>,
}

impl Destination {
    /// The directory `out`. One that holds something is only replaced when it is an export,
    /// and `force` says so. What exports that were killed left there or beside it is removed.
    ///
    /// # Errors
    /// [`Kind::Usage`] where it cannot be written to, or must not be.
    pub(super) fn find(out: &Path, force: bool) -> Result<Self> {
        let place = resolve(out)?;
        staging::sweep(parent(&place));
        let mut held = None;
        if place.is_dir() {
            held = claim(out, &place)?;
            staging::sweep(&place);
        }
        let earlier = check(out, &place, force)?;
        Ok(Self {
            shown: out.to_path_buf(),
            place,
            earlier,
            _lock: held,
        })
    }

    /// A new directory to write to: on the file system of the place, so that files move there
    /// at once. An export that fails leaves nothing of it.
    pub(super) fn staging(&self) -> Result<Staging> {
        let folder = match self.earlier {
            Some(_) => &self.place,
            None => parent(&self.place),
        };
        Staging::within(folder).map_err(|error| self.failed(&error))
    }

    /// Moves what was written to the place.
    pub(super) fn fill(&self, fresh: Staging) -> Result<()> {
        match &self.earlier {
            None => fresh
                .publish(&self.place)
                .map_err(|error| self.failed(&error)),
            Some(earlier) => self.replace(earlier, &fresh),
        }
    }

    /// Moves the new files to the place of the earlier ones. The manifest goes first and comes
    /// last: with it the export is whole, and without it there is none.
    fn replace(&self, earlier: &[String], fresh: &Staging) -> Result<()> {
        match fs::remove_file(self.place.join(MANIFEST)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(self.failed(&error)),
            _ => {}
        }
        self.move_all(earlier, fresh.path()).map_err(|error| {
            let hint = format!(
                "it is not whole, and has no {MANIFEST}: empty it or name another directory, \
                 then run it again"
            );
            self.failed(&error).hint(hint)
        })
    }

    fn move_all(&self, earlier: &[String], fresh: &Path) -> IoResult<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(fresh)? {
            files.push(entry?.file_name());
        }
        let gone = |name: &&String| files.iter().all(|file| file != name.as_str());
        for name in earlier.iter().filter(gone) {
            fs::remove_file(self.place.join(name))?;
        }
        files.sort_by_key(|file| file == MANIFEST);
        for file in files {
            fs::rename(fresh.join(&file), self.place.join(&file))?;
        }
        Ok(())
    }

    /// What is said when something there cannot be written.
    pub(super) fn failed(&self, error: &IoError) -> Error {
        Error::new(
            Kind::Unexpected,
            format!("`{}` cannot be written: {error}", self.shown.display()),
        )
        .hint(
            "it is as it was before; free some space or name another directory, then run it again",
        )
    }
}

/// The directory that `place` is in.
fn parent(place: &Path) -> &Path {
    let parent = place.parent();
    let parent = parent.filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
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

/// Keeps other exports away from a directory, where its file system can.
fn claim(out: &Path, place: &Path) -> Result<Option<File>> {
    match staging::lock(place) {
        Ok(lock) => Ok(lock),
        Err(error) if error.kind() == ErrorKind::WouldBlock => {
            let wrong = format!("another export is being written to `{}`", out.display());
            let hint = "wait until it is done, or name another directory";
            Err(Error::new(Kind::Usage, wrong).hint(hint))
        }
        Err(error) => Err(no_directory(out, &error)),
    }
}

/// The files of the earlier export that is there and may be replaced.
fn check(out: &Path, place: &Path, force: bool) -> Result<Option<Vec<String>>> {
    let shown = out.display();
    match earlier::read(place) {
        Ok(Held::Nothing) => Ok(Some(Vec::new())),
        Ok(Held::Export(files)) if force => Ok(Some(files)),
        Ok(Held::Export(_)) => Err(Error::new(
            Kind::Usage,
            format!("`{shown}` holds an export already"),
        )
        .hint("name another directory, or replace it: --force")),
        Ok(Held::Other(name)) => {
            let name = printable(&name);
            let wrong = format!("`{shown}` holds `{name}`, which is of no export that is whole");
            Err(Error::new(Kind::Usage, wrong).hint("name a new or empty directory"))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(no_directory(out, &error)),
    }
}
