//! The directory of the private PostgreSQL: whose it is, what it holds, how it is made.
//!
//! `data` (the cluster), `run` (the socket), `log`, `lock`, `port`, and
//! `created-by-connsura-seed`, without which nothing is ever removed.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::local::DATABASE;
use super::server::{Account, Binaries, run};
use crate::error::{Error, Kind, Result};

/// What proves that a directory is ours to remove.
const PROOF: &str = "created-by-connsura-seed";
/// Longest path of a Unix socket's directory: `sun_path` has 104 bytes on macOS and 108 on
/// Linux, and the socket's own name takes up to 20.
const LONGEST_SOCKET_FOLDER: usize = 84;
/// What a cluster is called until it is whole.
const UNFINISHED: &str = "data.new";

/// The directory, whether it exists or not.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    folder: PathBuf,
}

impl Cluster {
    /// The one of this user: in `CONNSURA_SEED_CACHE_DIR` if that is set, else in the user's
    /// cache directory, else, for root, in `/var/cache`, which the account that PostgreSQL
    /// runs as can enter.
    ///
    /// # Errors
    /// [`Kind::Usage`] when no directory is known.
    pub(super) fn of_user() -> Result<Self> {
        let variable = |name| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let base = if let Some(chosen) = variable("CONNSURA_SEED_CACHE_DIR") {
            Some(chosen)
        } else if nix::unistd::geteuid().is_root() {
            Some(PathBuf::from("/var/cache/connsura-seed"))
        } else if cfg!(target_os = "macos") {
            variable("HOME").map(|home| home.join("Library/Caches/connsura-seed"))
        } else {
            variable("XDG_CACHE_HOME")
                .or_else(|| variable("HOME").map(|home| home.join(".cache")))
                .map(|cache| cache.join("connsura-seed"))
        };
        let base = base.ok_or_else(|| {
            Error::new(
                Kind::Usage,
                "neither HOME nor CONNSURA_SEED_CACHE_DIR says where the local database goes",
            )
            .hint("export CONNSURA_SEED_CACHE_DIR=/some/directory")
        })?;
        let folder = std::path::absolute(base.join("local")).map_err(|error| {
            Error::new(Kind::Unexpected, "the current directory is gone").because(error)
        })?;
        // pg_ctl hands the path to a shell within double quotes, and the server takes it apart
        // at commas.
        let text = folder.to_string_lossy();
        if text
            .chars()
            .any(|next| next.is_control() || "\"$`\\,".contains(next))
        {
            let message =
                format!("`{text}` holds a character that PostgreSQL cannot have in a path");
            return Err(Error::new(Kind::Usage, message).hint(
                "export CONNSURA_SEED_CACHE_DIR to a path without quotes, $, `, \\ and commas",
            ));
        }
        Ok(Self { folder })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the server writes its log.
    pub(super) fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    pub(super) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub(super) fn socket_folder(&self) -> PathBuf {
        self.folder.join("run")
    }

    /// Where the port of last time is written down.
    pub(super) fn port_file(&self) -> PathBuf {
        self.folder.join("port")
    }

    /// The major version of PostgreSQL that made it, if it was made.
    pub(super) fn major(&self) -> Option<u32> {
        fs::read_to_string(self.data().join("PG_VERSION"))
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    /// That it cannot be worked with, and why.
    pub(super) fn unusable(&self, error: &std::io::Error) -> Error {
        let message = format!("`{}` cannot be prepared: {error}", self.folder.display());
        Error::new(Kind::Database, message)
            .hint("export CONNSURA_SEED_CACHE_DIR=/a/directory/that/you/may/write/to")
    }

    /// Refuses a directory of another user's, or one that holds what we did not make.
    pub(super) fn check_owner(&self, account: Option<&Account>) -> Result<()> {
        use std::os::unix::fs::MetadataExt as _;
        let Ok(metadata) = fs::metadata(&self.folder) else {
            return Ok(());
        };
        let shown = self.folder.display();
        let refuse = |message: String| {
            Error::new(Kind::Refused, message)
                .hint("export CONNSURA_SEED_CACHE_DIR to a directory of your own")
        };
        let empty = fs::read_dir(&self.folder).is_ok_and(|mut entries| entries.next().is_none());
        if !empty && !self.folder.join(PROOF).is_file() {
            return Err(refuse(format!("`{shown}` was not made by connsura-seed")));
        }
        let owner = account.map_or_else(|| nix::unistd::geteuid().as_raw(), |account| account.uid);
        if !empty && metadata.uid() != owner {
            let uid = metadata.uid();
            return Err(refuse(format!(
                "`{shown}` belongs to another user (uid {uid})"
            )));
        }
        Ok(())
    }

    /// Makes the directory, where there is none.
    pub(super) fn make_folder(&self, account: Option<&Account>) -> Result<()> {
        self.check_owner(account)?;
        let fail = |error| self.unusable(&error);
        fs::create_dir_all(&self.folder).map_err(fail)?;
        fs::write(
            self.folder.join(PROOF),
            "connsura-seed made this directory and may remove it.\n",
        )
        .map_err(fail)?;
        Account::own(account, &self.folder)
    }

    /// One process at a time makes or starts the server.
    pub(super) fn lock(&self) -> Result<File> {
        let fail = |error| self.unusable(&error);
        let file = File::create(self.folder.join("lock")).map_err(fail)?;
        file.lock().map_err(fail)?;
        Ok(file)
    }

    /// Makes the cluster beside its place and moves it there whole, so that an interrupted
    /// attempt leaves none.
    pub(super) fn initialise(&self, binaries: &Binaries, account: Option<&Account>) -> Result<()> {
        let fail = |error| self.unusable(&error);
        let settings = self.settings()?;
        self.remove_unfinished().map_err(fail)?;
        let id = std::process::id();
        let fresh = self.folder.join(format!("{UNFINISHED}.{id}"));
        let initdb = |locale: &str| {
            let mut command = binaries.command("initdb", account);
            command
                .args(["-U", DATABASE, "-A", "trust", "-E", "UTF8"])
                .args(["--no-sync", "--no-instructions"])
                .arg(format!("--locale={locale}"))
                .arg("-D")
                .arg(&fresh);
            run("initialising the local database failed", &mut command)
        };
        // Some systems, older macOS among them, have no C.UTF-8.
        initdb("C.UTF-8")
            .or_else(|error| {
                if error.to_string().contains("locale") {
                    initdb("C")
                } else {
                    Err(error)
                }
            })
            .map_err(|error| explain(error, account))?;
        File::options()
            .append(true)
            .open(fresh.join("postgresql.conf"))
            .and_then(|mut file| file.write_all(settings.as_bytes()))
            .map_err(fail)?;
        // What is in its place cannot be a cluster, which has a version.
        if self.data().exists() {
            fs::remove_dir_all(self.data()).map_err(fail)?;
        }
        fs::rename(&fresh, self.data()).map_err(fail)
    }

    /// Removes what earlier attempts left. It may still be in the hands of their orphans: then
    /// it is out of the way, and goes when it can.
    fn remove_unfinished(&self) -> std::io::Result<()> {
        for entry in fs::read_dir(&self.folder)?.filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(())
    }

    /// What a server of data that can be made again does without: waiting for the disk, and
    /// a log of rows that are copied into a table of the same transaction.
    fn settings(&self) -> Result<String> {
        let folder = self.socket_folder();
        if folder.as_os_str().len() > LONGEST_SOCKET_FOLDER {
            let message = format!("`{}` is too long for a Unix socket", folder.display());
            return Err(Error::new(Kind::Database, message)
                .hint("export CONNSURA_SEED_CACHE_DIR to a shorter path"));
        }
        let quoted = folder.display().to_string().replace('\'', "''");
        Ok(format!(
            "\n# connsura-seed: a private server for data that can be made again.\n\
             listen_addresses = '127.0.0.1'\n\
             unix_socket_directories = '{quoted}'\n\
             fsync = off\n\
             full_page_writes = off\n\
             wal_level = minimal\n\
             max_wal_senders = 0\n\
             max_wal_size = '2GB'\n\
             timezone = 'UTC'\n\
             log_timezone = 'UTC'\n"
        ))
    }

    /// Whether there is anything to remove.
    ///
    /// # Errors
    /// [`Kind::Refused`] when the directory does not bear our mark.
    pub(super) fn is_removable(&self) -> Result<bool> {
        if !self.folder.exists() {
            return Ok(false);
        }
        if !self.folder.join(PROOF).is_file() {
            let message = format!("`{}` was not made by connsura-seed", self.folder.display());
            return Err(
                Error::new(Kind::Refused, message).hint(format!("there is no file {PROOF} in it"))
            );
        }
        Ok(true)
    }

    /// Removes all of it. The proof goes last, so that an interrupted removal can be repeated.
    pub(super) fn remove(&self) -> Result<()> {
        let fail = |error: std::io::Error| {
            let message = format!("`{}` cannot be removed: {error}", self.folder.display());
            Error::new(Kind::Unexpected, message)
        };
        for entry in fs::read_dir(&self.folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            if entry.file_name() == PROOF {
                continue;
            }
            if entry.file_type().map_err(fail)?.is_dir() {
                fs::remove_dir_all(entry.path()).map_err(fail)?;
            } else {
                fs::remove_file(entry.path()).map_err(fail)?;
            }
        }
        fs::remove_dir_all(&self.folder).map_err(fail)
    }
}

/// What to do when a cluster cannot be made.
fn explain(error: Error, account: Option<&Account>) -> Error {
    let text = error.to_string();
    if text.contains("No space left on device") || text.contains("Disk quota exceeded") {
        return error.hint(
            "free some space, or export CONNSURA_SEED_CACHE_DIR to a directory on a larger disk",
        );
    }
    match account.filter(|_| text.contains("Permission denied")) {
        Some(Account { name, .. }) => error.hint(format!(
            "PostgreSQL runs as user {name} here: export CONNSURA_SEED_CACHE_DIR to a directory that {name} can enter"
        )),
        None => error.hint(
            "mend what it says, or export CONNSURA_SEED_CACHE_DIR to another directory",
        ),
    }
}
