//! The server's main process, as its lock file and the process table tell of it.
//!
//! No binaries are needed to find it or to stop it: a server that runs stays within reach
//! when PostgreSQL's package is upgraded or removed under it.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::error::{Error, Kind, Result};

/// How long a server may take to stop, as `pg_ctl` has it.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often to look whether it has.
const PULSE: Duration = Duration::from_millis(10);

/// A server's main process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Postmaster {
    pid: Pid,
    /// The port on 127.0.0.1.
    pub(super) port: u16,
    /// The directory of the Unix socket.
    pub(super) socket_folder: PathBuf,
}

/// Where the server on `data` keeps its lock.
pub(super) fn lock_file(data: &Path) -> PathBuf {
    data.join("postmaster.pid")
}

/// The process that the lock file names.
fn named(lock: &str) -> Option<Pid> {
    let pid: i32 = lock.lines().next()?.trim().parse().ok()?;
    (pid > 0).then(|| Pid::from_raw(pid))
}

/// Whether the lock file of `data` was left behind: its process has ended, has ended without
/// being waited for, as happens in containers without an init, or has given its number to
/// another program. PostgreSQL takes the last two for a running server.
pub(super) fn is_stale(data: &Path) -> bool {
    let lock = fs::read_to_string(lock_file(data)).unwrap_or_default();
    named(&lock).is_some_and(|pid| !is_server(pid))
}

/// Whether the process lives and, where the system tells, is PostgreSQL.
fn is_server(pid: Pid) -> bool {
    kill(pid, None).is_ok()
        && arguments(pid).is_none_or(|arguments| {
            // None at all: it has ended and waits to be noticed (proc_pid_cmdline(5)).
            arguments.first().is_some_and(|program| {
                let name = Path::new(program).file_name().unwrap_or_default();
                name == "postgres" || name == "postmaster"
            })
        })
}

/// The process's command line, where the system has `/proc`.
fn arguments(pid: Pid) -> Option<Vec<String>> {
    let line = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let line = String::from_utf8_lossy(&line);
    let arguments = line.split_terminator('\0').map(str::to_owned);
    Some(arguments.filter(|argument| !argument.is_empty()).collect())
}

impl Postmaster {
    /// The process of the server that runs on `data`, if one does.
    pub(super) fn of(data: &Path) -> Option<Self> {
        let lock = fs::read_to_string(lock_file(data)).ok()?;
        let pid = named(&lock).filter(|pid| is_server(*pid))?;
        let whole = fs::canonicalize(data).ok()?;
        let is_ours = arguments(pid).is_none_or(|arguments| {
            arguments
                .iter()
                .any(|argument| fs::canonicalize(argument).is_ok_and(|path| path == whole))
        });
        // Line 4 is the port, line 5 the socket's directory (PostgreSQL's miscadmin.h,
        // "LOCK_FILE_LINE_*").
        let mut lines = lock.lines().skip(3);
        let port = lines.next()?.trim().parse().ok()?;
        let socket_folder = PathBuf::from(lines.next()?.trim());
        is_ours.then_some(Self {
            pid,
            port,
            socket_folder,
        })
    }

    /// Stops the server: its clients are cut off, what they had not committed is undone.
    ///
    /// # Errors
    /// [`Kind::Database`] when it goes on for a minute.
    pub(super) fn stop(&self) -> Result<()> {
        let fail = |why: &str| {
            Error::new(
                Kind::Database,
                format!("the local server (process {}) {why}", self.pid),
            )
        };
        // SIGINT is PostgreSQL's fast shutdown.
        match kill(self.pid, Signal::SIGINT) {
            Ok(()) | Err(Errno::ESRCH) => {}
            Err(error) => return Err(fail("cannot be told to stop").because(error)),
        }
        let started = Instant::now();
        while is_server(self.pid) {
            if started.elapsed() > PATIENCE {
                return Err(fail("did not stop within a minute").hint("its log says more"));
            }
            thread::sleep(PULSE);
        }
        Ok(())
    }
}
