//! The temporary directory that an export is written to before it goes to its place.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Result as IoResult};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::earlier::{MANIFEST, table_of};
use super::script::SCRIPT;

/// What the name of such a directory begins with.
const PREFIX: &str = ".connsura-seed-export-";

/// A temporary directory. It goes when it is dropped, and with it the directories above it
/// that were made for it.
///
/// A process that is killed drops nothing. The lock on the directory goes with the process
/// wherever it ran, while its pid may be anybody's in another container: by the lock the next
/// export knows what is left over from what is still written, see [`sweep`].
pub(super) struct Staging {
    folder: TempDir,
    /// Not there on file systems without locks, where leftovers are kept.
    _lock: Option<File>,
    above: Made,
}

impl Staging {
    /// A new directory in `parent`, which is made if it is missing.
    pub(super) fn within(parent: &Path) -> IoResult<Self> {
        let above = Made::with_parents(parent)?;
        loop {
            let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
            // Before it is locked, another export may take it for a leftover.
            match lock(folder.path()) {
                Ok(lock) if folder.path().exists() => {
                    return Ok(Self {
                        folder,
                        _lock: lock,
                        above,
                    });
                }
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Makes it the directory `place`, which is beside it and does not exist.
    pub(super) fn publish(self, place: &Path) -> IoResult<()> {
        // A temporary directory is its owner's alone; an export is as readable as any other
        // file.
        #[cfg(unix)]
        fs::set_permissions(
            self.path(),
            std::os::unix::fs::PermissionsExt::from_mode(0o755),
        )?;
        fs::rename(self.path(), place)?;
        // It has gone from here: there is nothing to remove.
        let _ = self.folder.keep();
        self.above.keep();
        Ok(())
    }
}

/// Locks a directory, where its file system can.
///
/// # Errors
/// [`ErrorKind::WouldBlock`] where another holds the lock.
pub(super) fn lock(folder: &Path) -> IoResult<Option<File>> {
    let file = File::open(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(ErrorKind::WouldBlock.into()),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Removes from `folder` what exports that were killed have left there.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        // It is still written where the lock is another's. What cannot be removed stays: it
        // is not in the way of this export.
        if let Ok(Some(_lock)) = lock(&entry.path()) {
            let _ = clear(&entry.path());
        }
    }
}

/// Removes a directory with the files of an export, and none with any other.
fn clear(folder: &Path) -> IoResult<()> {
    let entries: Vec<_> = fs::read_dir(folder)?.collect::<IoResult<_>>()?;
    let is_ours = |name: &str| [MANIFEST, SCRIPT].contains(&name) || table_of(name).is_some();
    if entries
        .iter()
        .all(|entry| is_ours(&entry.file_name().to_string_lossy()))
    {
        for entry in entries {
            fs::remove_file(entry.path())?;
        }
        fs::remove_dir(folder)?;
    }
    Ok(())
}

/// Directories that were made on the way, outermost first. They go again when this is
/// dropped, unless they hold something by then.
struct Made(Vec<PathBuf>);

impl Made {
    /// Makes `folder` and what is missing above it.
    fn with_parents(folder: &Path) -> IoResult<Self> {
        let mut missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .collect();
        missing.reverse();
        let mut made = Self(Vec::new());
        for next in missing {
            match fs::create_dir(next) {
                Ok(()) => made.0.push(next.to_path_buf()),
                // Somebody else was faster, and keeps it.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Ok(made)
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // Fails where it holds something, and so do those above it.
            let _ = fs::remove_dir(folder);
        }
    }
}
