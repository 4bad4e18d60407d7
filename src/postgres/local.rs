//! The private PostgreSQL: found, initialised, started, left running, stopped, destroyed.
//!
//! Its contents are synthetic and can be made again, so it does not wait for the disk.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::Running;
use super::cluster::Cluster;
use super::connect::{SqlState, refuse_pgoptions};
use super::postmaster::{self, Postmaster};
use super::server::{Account, Binaries};
use crate::error::{Error, Kind, Result};

/// The name of the local database, and of the role that owns it.
pub const DATABASE: &str = "connsura";

/// How long a server may be on its way out.
const GOING: Duration = Duration::from_secs(5);

/// The local server, running or not.
#[derive(Debug, Clone)]
pub struct Local {
    cluster: Cluster,
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
        Cluster::of_user().map(|cluster| Self { cluster })
    }

    /// The directory that holds it.
    pub fn folder(&self) -> &Path {
        self.cluster.folder()
    }

    /// Where the server writes its log.
    pub fn log(&self) -> PathBuf {
        self.cluster.log()
    }

    /// The running server, if it runs.
    ///
    /// # Errors
    /// [`Kind::Refused`] when the directory is not ours.
    pub fn running(&self) -> Result<Option<Running>> {
        Ok(self.postmaster()?.map(|postmaster| Running {
            port: postmaster.port,
            socket_folder: postmaster.socket_folder,
            data: self.cluster.data(),
            database: DATABASE.to_owned(),
        }))
    }

    fn postmaster(&self) -> Result<Option<Postmaster>> {
        let Some(found) = Postmaster::of(&self.cluster.data()) else {
            return Ok(None);
        };
        self.cluster.check_owner(Account::needed()?.as_ref())?;
        Ok(Some(found))
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
        self.cluster.make_folder(account.as_ref())?;
        let _lock = self.cluster.lock()?;
        if let Some(running) = self.running()? {
            match running.ensure_database().await {
                Ok(()) => return Ok((running, State::AlreadyRunning)),
                // One that refuses everybody may be on its way out, or on its way in.
                Err(error) => match SqlState::of(&error) {
                    None | Some(SqlState::CANNOT_CONNECT_NOW) if self.has_gone().await? => {}
                    _ => return Err(error),
                },
            }
        }
        let binaries = Binaries::find(self.cluster.major())?;
        let state = if self.cluster.major().is_some() {
            State::Started
        } else {
            self.cluster.initialise(&binaries, account.as_ref())?;
            State::Created
        };
        let running = self.launch(&binaries, account.as_ref())?;
        running.ensure_database().await?;
        Ok((running, state))
    }

    /// Whether the server ends within a few seconds.
    async fn has_gone(&self) -> Result<bool> {
        let started = Instant::now();
        while started.elapsed() < GOING {
            if self.postmaster()?.is_none() {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(false)
    }

    fn launch(&self, binaries: &Binaries, account: Option<&Account>) -> Result<Running> {
        let fail = |error| self.cluster.unusable(&error);
        let (data, sockets) = (self.cluster.data(), self.cluster.socket_folder());
        // Locks that hold nobody back any more, as PostgreSQL would not know.
        if postmaster::is_stale(&data) {
            fs::remove_file(postmaster::lock_file(&data)).map_err(fail)?;
            if sockets.exists() {
                fs::remove_dir_all(&sockets).map_err(fail)?;
            }
        }
        fs::create_dir_all(&sockets).map_err(fail)?;
        Account::own(account, &sockets)?;
        let port = self.free_port().map_err(fail)?;
        let mut command = binaries.command("pg_ctl", account);
        command
            .args(["start", "--wait", "--silent", "-D"])
            .arg(&data)
            .arg("-l")
            .arg(self.log())
            .arg("-o")
            .arg(format!("-p {port}"));
        // The server must not hold on to our pipes when we are gone: pg_ctl's output goes to
        // the log, and so does the reason for a failure.
        let status = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .map_err(|error| {
                Error::new(Kind::Database, format!("pg_ctl cannot be run: {error}"))
            })?;
        if status.success()
            && let Some(running) = self.running()?
        {
            fs::write(self.cluster.port_file(), port.to_string()).map_err(fail)?;
            return Ok(running);
        }
        Err(self.did_not_start())
    }

    /// The port of last time if it is free, so that URLs stay good, else any free one.
    fn free_port(&self) -> std::io::Result<u16> {
        let last = fs::read_to_string(self.cluster.port_file())
            .ok()
            .and_then(|text| text.trim().parse().ok());
        let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
        match last.filter(is_free) {
            Some(port) => Ok(port),
            None => Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port()),
        }
    }

    /// With the reason that the server gave in its log.
    fn did_not_start(&self) -> Error {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let reason = log
            .lines()
            .rfind(|line| line.contains("FATAL:") || line.contains("PANIC:"))
            .or_else(|| log.lines().rfind(|line| !line.trim().is_empty()));
        let message = format!(
            "the local server did not start: {}",
            reason.unwrap_or("no reason given")
        );
        let log = self.log();
        let log = log.display();
        let full = message.contains("No space left on device");
        Error::new(Kind::Database, message).hint(if full {
            format!("free some space under its directory; its log is {log}")
        } else {
            format!("its log is {log}; to begin anew: connsura-seed local destroy")
        })
    }

    /// Stops the server; false when it did not run.
    ///
    /// # Errors
    /// [`Kind::Database`] when it does not stop.
    pub fn stop(&self) -> Result<bool> {
        match self.postmaster()? {
            Some(postmaster) => postmaster.stop().map(|()| true),
            None => Ok(false),
        }
    }

    /// Stops the server and removes all of it; false when there was none.
    ///
    /// # Errors
    /// [`Kind::Refused`] when the directory does not bear our mark.
    pub fn destroy(&self) -> Result<bool> {
        if !self.cluster.is_removable()? {
            return Ok(false);
        }
        self.cluster.check_owner(Account::needed()?.as_ref())?;
        self.stop()?;
        self.cluster.remove()?;
        Ok(true)
    }
}
