//! The private PostgreSQL: found, initialised, started, left running, stopped, destroyed.
//!
//! It lives in one directory of the cache: `data` (the cluster), `run` (the socket), `log`,
//! `lock`, and `created-by-connsura-seed`, without which nothing is ever removed. Its
//! contents are synthetic and can be made again, so it does not wait for the disk.

use std::fs::{self, File};
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use super::Running;
use super::connect::refuse_pgoptions;
use super::server::{Account, Binaries, run};
use crate::error::{Error, Kind, Result};

/// The name of the local database, and of the role that owns it.
pub const DATABASE: &str = "connsura";

/// What proves that a directory is ours to remove.
const PROOF: &str = "created-by-connsura-seed";
/// Longest path of a Unix socket's directory: `sun_path` has 104 bytes on macOS and 108 on
/// Linux, and the socket's own name takes up to 20.
const LONGEST_SOCKET_FOLDER: usize = 84;

/// The local server, running or not.
#[derive(Debug, Clone)]
pub struct Local {
    folder: PathBuf,
}

/// What `local start` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It had been running.
    AlreadyRunning,
    /// It was started.
    Started,
    /// It was made, then started.
    Created,
}

impl Local {
    /// The local server of this user: in `CONNSURA_SEED_CACHE_DIR` if that is set, else in
    /// the user's cache directory, else, for root, in `/var/cache`, which the account that
    /// PostgreSQL runs as can enter.
    ///
    /// # Errors
    /// [`Kind::Usage`] when no directory is known.
    pub fn of_user() -> Result<Self> {
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

    /// The directory that holds it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the server writes its log.
    pub fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The running server, if it runs.
    ///
    /// # Errors
    /// [`Kind::Database`] when the binaries are missing.
    pub fn running(&self) -> Result<Option<Running>> {
        let Some(major) = self.major().filter(|_| !self.is_dead()) else {
            return Ok(None);
        };
        let binaries = Binaries::find(Some(major))?;
        let account = Account::needed()?;
        self.check_folder(account.as_ref())?;
        let status = binaries
            .command("pg_ctl", account.as_ref())
            .arg("status")
            .arg("-D")
            .arg(self.data())
            .output();
        if !status.is_ok_and(|output| output.status.success()) {
            return Ok(None);
        }
        // Line 4 of postmaster.pid is the port, line 5 the socket's directory
        // (PostgreSQL's miscadmin.h, "LOCK_FILE_LINE_*").
        let lines = fs::read_to_string(self.pid_file()).unwrap_or_default();
        let mut lines = lines.lines().skip(3);
        let port = lines.next().and_then(|line| line.trim().parse().ok());
        let socket_folder = lines.next().map(|line| PathBuf::from(line.trim()));
        Ok(port
            .zip(socket_folder)
            .map(|(port, socket_folder)| Running {
                port,
                socket_folder,
                data: self.data(),
            }))
    }

    /// Whether the process that `postmaster.pid` names has ended without being waited for, as
    /// happens in containers without an init. Signals still reach it, and so PostgreSQL takes
    /// it for a running server.
    fn is_dead(&self) -> bool {
        let pid = fs::read_to_string(self.pid_file()).unwrap_or_default();
        let pid = pid.lines().next().unwrap_or_default().trim();
        // The state follows the name in brackets (proc_pid_stat(5)).
        fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| {
            stat.rsplit(')')
                .next()
                .is_some_and(|rest| rest.trim_start().starts_with('Z'))
        })
    }

    fn pid_file(&self) -> PathBuf {
        self.data().join("postmaster.pid")
    }

    /// The major version of the cluster, if there is one.
    fn major(&self) -> Option<u32> {
        fs::read_to_string(self.data().join("PG_VERSION"))
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    /// Makes the server if there is none, starts it if it does not run, and sees to it that
    /// its database exists.
    ///
    /// # Errors
    /// [`Kind::Database`], with what the server said.
    pub async fn start(&self) -> Result<(Running, State)> {
        refuse_pgoptions()?;
        if let Some(running) = self.running()? {
            // It may still be coming up for another process: only then is the lock needed.
            if running.connect().await.is_ok() {
                return Ok((running, State::AlreadyRunning));
            }
        }
        let account = Account::needed()?;
        self.make_folder(account.as_ref())?;
        let _lock = self.lock()?;
        if let Some(running) = self.running()? {
            running.ensure_database().await?;
            return Ok((running, State::AlreadyRunning));
        }
        let binaries = Binaries::find(self.major())?;
        let state = if self.major().is_some() {
            State::Started
        } else {
            self.initialise(&binaries, account.as_ref())?;
            State::Created
        };
        let running = self.launch(&binaries, account.as_ref())?;
        running.ensure_database().await?;
        Ok((running, state))
    }

    /// Refuses a directory of another user's, or one that holds what we did not make.
    fn check_folder(&self, account: Option<&Account>) -> Result<()> {
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

    fn make_folder(&self, account: Option<&Account>) -> Result<()> {
        self.check_folder(account)?;
        let fail = |error: std::io::Error| {
            Error::new(
                Kind::Database,
                format!("`{}` cannot be made: {error}", self.folder.display()),
            )
            .hint("export CONNSURA_SEED_CACHE_DIR=/a/directory/that/you/may/write/to")
        };
        fs::create_dir_all(&self.folder).map_err(fail)?;
        fs::write(
            self.folder.join(PROOF),
            "connsura-seed made this directory and may remove it.\n",
        )
        .map_err(fail)?;
        Account::own(account, &self.folder)
    }

    /// One process at a time makes or starts the server.
    fn lock(&self) -> Result<File> {
        let fail = |error: std::io::Error| {
            Error::new(
                Kind::Unexpected,
                format!("`{}` cannot be locked", self.folder.display()),
            )
            .because(error)
        };
        let file = File::create(self.folder.join("lock")).map_err(fail)?;
        file.lock().map_err(fail)?;
        Ok(file)
    }

    /// Makes the cluster beside its place and moves it there whole, so that an interrupted
    /// attempt leaves none.
    fn initialise(&self, binaries: &Binaries, account: Option<&Account>) -> Result<()> {
        let fail = |error: std::io::Error| {
            Error::new(
                Kind::Database,
                format!("`{}` cannot be prepared", self.folder.display()),
            )
            .because(error)
        };
        // What an earlier attempt left may still be in the hands of its orphans: it is out of
        // the way, and goes when it can.
        for leftover in fs::read_dir(&self.folder)
            .map_err(fail)?
            .filter_map(Result::ok)
        {
            if leftover
                .file_name()
                .to_string_lossy()
                .starts_with("data.new")
            {
                let _ = fs::remove_dir_all(leftover.path());
            }
        }
        let fresh = self.folder.join(format!("data.new.{}", std::process::id()));
        let initdb = |locale: &str| {
            let mut command = binaries.command("initdb", account);
            command.args([
                "-U",
                DATABASE,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                "--no-instructions",
            ]);
            command
                .arg(format!("--locale={locale}"))
                .arg("-D")
                .arg(&fresh);
            run("initialising the local database failed", &mut command)
        };
        // Some systems, older macOS among them, have no C.UTF-8.
        initdb("C.UTF-8")
            .or_else(|error| if error.to_string().contains("locale") { initdb("C") } else { Err(error) })
            .map_err(|error| match account {
                Some(account) => {
                    let name = account.name;
                    error.hint(format!(
                        "PostgreSQL runs as user {name} here: export CONNSURA_SEED_CACHE_DIR to a directory that {name} can enter"
                    ))
                }
                None => error,
            })?;
        let mut settings = File::options()
            .append(true)
            .open(fresh.join("postgresql.conf"))
            .map_err(fail)?;
        settings
            .write_all(self.settings()?.as_bytes())
            .map_err(fail)?;
        fs::rename(&fresh, self.data()).map_err(fail)
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

    fn socket_folder(&self) -> PathBuf {
        self.folder.join("run")
    }

    fn launch(&self, binaries: &Binaries, account: Option<&Account>) -> Result<Running> {
        let fail = |error: std::io::Error| {
            Error::new(
                Kind::Database,
                format!("`{}` cannot be prepared", self.folder.display()),
            )
            .because(error)
        };
        // Its locks hold nobody back any more, and PostgreSQL would not know.
        if self.is_dead() {
            fs::remove_dir_all(self.socket_folder()).map_err(fail)?;
            fs::remove_file(self.pid_file()).map_err(fail)?;
        }
        fs::create_dir_all(self.socket_folder()).map_err(fail)?;
        Account::own(account, &self.socket_folder())?;
        let port = self.free_port().map_err(fail)?;
        let mut command = binaries.command("pg_ctl", account);
        command
            .args(["start", "--wait", "--silent", "-D"])
            .arg(self.data());
        command
            .arg("-l")
            .arg(self.log())
            .arg("-o")
            .arg(format!("-p {port}"));
        // The server must not hold on to our pipes when we are gone: pg_ctl's output goes to
        // the log, and so does the reason for a failure.
        let status = command
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .map_err(|error| {
                Error::new(Kind::Database, format!("pg_ctl cannot be run: {error}"))
            })?;
        let running = if status.success() {
            self.running()?
        } else {
            None
        };
        fs::write(self.folder.join("port"), port.to_string()).map_err(fail)?;
        running.ok_or_else(|| {
            let log = fs::read_to_string(self.log()).unwrap_or_default();
            let reason = log
                .lines()
                .rfind(|line| line.contains("FATAL:") || line.contains("PANIC:"));
            Error::new(
                Kind::Database,
                format!(
                    "the local server did not start: {}",
                    reason.unwrap_or("no reason given")
                ),
            )
            .hint(format!(
                "its log is {}; to begin anew: connsura-seed local destroy",
                self.log().display()
            ))
        })
    }

    /// The port of last time if it is free, so that URLs stay good, else any free one.
    fn free_port(&self) -> std::io::Result<u16> {
        let last = fs::read_to_string(self.folder.join("port"))
            .ok()
            .and_then(|text| text.trim().parse().ok());
        let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
        match last.filter(is_free) {
            Some(port) => Ok(port),
            None => Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port()),
        }
    }

    /// Stops the server; false when it did not run.
    ///
    /// # Errors
    /// [`Kind::Database`], with what `pg_ctl` said.
    pub fn stop(&self) -> Result<bool> {
        if self.running()?.is_none() {
            return Ok(false);
        }
        let binaries = Binaries::find(self.major())?;
        let account = Account::needed()?;
        let mut command = binaries.command("pg_ctl", account.as_ref());
        command
            .args(["stop", "--wait", "--silent", "--mode=fast", "-D"])
            .arg(self.data());
        run("stopping the local server failed", &mut command)?;
        Ok(true)
    }

    /// Stops the server and removes all of it; false when there was none.
    ///
    /// # Errors
    /// [`Kind::Refused`] when the directory does not bear our mark.
    pub fn destroy(&self) -> Result<bool> {
        if !self.folder.exists() {
            return Ok(false);
        }
        if !self.folder.join(PROOF).is_file() {
            let message = format!("`{}` was not made by connsura-seed", self.folder.display());
            return Err(
                Error::new(Kind::Refused, message).hint(format!("there is no file {PROOF} in it"))
            );
        }
        // Without its binaries the server cannot be running.
        match self.stop() {
            Err(error) if self.pid_file().exists() => return Err(error),
            _ => {}
        }
        fs::remove_dir_all(&self.folder).map_err(|error| {
            Error::new(
                Kind::Unexpected,
                format!("`{}` cannot be removed", self.folder.display()),
            )
            .because(error)
        })?;
        Ok(true)
    }
}
