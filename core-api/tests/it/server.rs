//! A private database server, gone when it goes out of scope.

use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, thread};

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions as _, PgConnection};
use tempfile::TempDir;

/// Named on both sides, so that a `PGPORT` in the environment changes neither.
const PORT: u16 = 5432;

pub(crate) struct Server {
    /// Holds the data directory and the socket.
    home: TempDir,
    binaries: PathBuf,
    /// User and group to run the server as, where they are not the test's own.
    owner: Option<(u32, u32)>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let home = tempfile::Builder::new()
            .prefix("core-api-")
            .tempdir()
            .unwrap();
        let owner = server_owner(home.path());
        if let Some((uid, gid)) = owner {
            chown(home.path(), Some(uid), Some(gid)).unwrap();
        }
        let server = Self {
            home,
            binaries: find_binaries(),
            owner,
        };

        let initdb = "-A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync -D data";
        server.run("initdb", initdb).unwrap();
        server.configure();
        if let Err(error) = server.run("pg_ctl", "start -w -D data -l log") {
            let log = fs::read_to_string(server.home.path().join("log")).unwrap_or_default();
            panic!("{error}{log}");
        }
        server
    }

    pub(crate) async fn connect(&self) -> PgConnection {
        PgConnectOptions::new()
            .socket(self.home.path())
            .port(PORT)
            .username("postgres")
            .database("postgres")
            .ssl_mode(PgSslMode::Disable)
            .connect()
            .await
            .unwrap()
    }

    /// The same, for a program.
    pub(crate) fn url(&self) -> String {
        format!(
            "postgresql://postgres@localhost:{PORT}/postgres?sslmode=disable&host={}",
            self.home.path().display()
        )
    }

    fn configure(&self) {
        let mut file = fs::OpenOptions::new()
            .append(true)
            .open(self.home.path().join("data/postgresql.conf"))
            .unwrap();
        writeln!(
            file,
            "listen_addresses = ''\nport = {PORT}\nunix_socket_directories = '{}'\nfsync = off",
            self.home.path().display(),
        )
        .unwrap();
    }

    /// Runs one of the server's own programs in `home`; the error is what it printed.
    fn run(&self, program: &str, arguments: &str) -> Result<(), String> {
        let mut command = Command::new(self.binaries.join(program));
        command
            .args(arguments.split(' '))
            .current_dir(self.home.path())
            // PG* variables would speak of another server.
            .env_clear()
            .env("PATH", env::var_os("PATH").unwrap_or_default());
        if let Some((uid, gid)) = self.owner {
            command.uid(uid).gid(gid);
        }
        let output = command
            .output()
            .map_err(|error| format!("{program}: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!(
            "{program}: {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        ))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let stopped = self.run("pg_ctl", "stop -m immediate -D data");
        // While unwinding, the test's own message is the one to show.
        if !thread::panicking() {
            stopped.unwrap();
        }
    }
}

/// The folder of the server's programs: from `PATH`, or where Debian keeps them out of it.
fn find_binaries() -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    debian.sort();

    env::split_paths(&path)
        .chain(debian.into_iter().rev().map(|(_, bin)| bin))
        .find(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
        .expect("PostgreSQL's initdb and pg_ctl, in PATH or /usr/lib/postgresql/*/bin")
}

/// Whom to run the server as, since it refuses to run as root.
fn server_owner(home: &Path) -> Option<(u32, u32)> {
    // Whoever runs the test owns the directory that it has just made.
    if fs::metadata(home).unwrap().uid() != 0 {
        return None;
    }
    let passwd = fs::read_to_string("/etc/passwd").unwrap();
    let lookup = |user: &str| {
        passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            let (name, _, uid, gid) = (
                fields.next()?,
                fields.next()?,
                fields.next()?,
                fields.next()?,
            );
            (name == user).then_some((uid.parse().ok()?, gid.parse().ok()?))
        })
    };
    Some(
        lookup("postgres")
            .or_else(|| lookup("nobody"))
            .expect("a user postgres or nobody"),
    )
}
