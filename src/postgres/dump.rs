//! A dump of a database, by PostgreSQL's own `pg_dump`.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::server::candidates;
use crate::error::{Error, Kind, Result, printable};

/// The variable that names whom dumps are encrypted for.
pub const GPG_VARIABLE: &str = "BACKUP_GPG_KEY_ID";
/// What a dump is called until it is whole.
const UNFINISHED: &str = ".connsura-seed-unfinished-";

/// What is dumped, and whereto.
#[derive(Debug, Clone)]
pub struct Dump {
    /// `PG*` variables that say how to connect.
    pub connection: Vec<(&'static str, OsString)>,
    /// The major version of the server.
    pub server_major: u32,
    /// The exported snapshot that is dumped.
    pub snapshot: String,
    /// Milliseconds to wait for each table.
    pub wait: u128,
    /// The directory, which is made where it is missing.
    pub directory: PathBuf,
    /// The name of the file, without its ending.
    pub name: String,
    /// Whom the dump is encrypted for, if for anybody.
    pub gpg_key: Option<OsString>,
}

impl Dump {
    /// Asks for what a dump takes, before anything waits for it: a `pg_dump` of the server's version or
    /// newer and, where it is to be encrypted, a key that gpg encrypts for.
    ///
    /// # Errors
    /// [`Kind::Usage`].
    pub fn prepare(server_major: u32, gpg_key: Option<&OsStr>) -> Result<()> {
        pg_dump(server_major)?;
        let Some(key) = gpg_key else {
            return Ok(());
        };
        let mut gpg = gpg(key);
        gpg.stdin(Stdio::null()).stdout(Stdio::null());
        finish(start("gpg", &mut gpg)?, "gpg", Kind::Usage)
    }

    /// Writes the dump in the custom format of `pg_dump`, readable by its owner alone, and returns its
    /// path. Nothing bears its name until it is whole.
    ///
    /// # Errors
    /// [`Kind::Database`] with what `pg_dump` said, [`Kind::Unexpected`] where the file cannot be
    /// written or `gpg` fails, [`Kind::Usage`] where a program is missing.
    pub fn write(&self) -> Result<PathBuf> {
        let fail = |error| unwritable(&self.directory, &error);
        fs::create_dir_all(&self.directory).map_err(fail)?;
        sweep(&self.directory);
        let unfinished =
            self.directory
                .join(format!("{UNFINISHED}{}-{}", std::process::id(), self.name));
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&unfinished)
            .map_err(fail)?;
        // Whoever holds the file open holds the lock, pg_dump and gpg among them.
        file.lock().map_err(fail)?;
        let written = self.run(&file).and_then(|()| file.sync_all().map_err(fail));
        let ending = if self.gpg_key.is_some() {
            "dump.gpg"
        } else {
            "dump"
        };
        let path = self.directory.join(format!("{}.{ending}", self.name));
        let done = written.and_then(|()| fs::hard_link(&unfinished, &path).map_err(fail));
        let _ = fs::remove_file(&unfinished);
        done.map(|()| path)
    }

    fn run(&self, file: &File) -> Result<()> {
        let fail = |error| unwritable(&self.directory, &error);
        let out = || file.try_clone().map(Stdio::from).map_err(fail);
        let mut pg_dump = self.pg_dump()?;
        let Some(key) = &self.gpg_key else {
            pg_dump.stdout(out()?);
            return finish(start("pg_dump", &mut pg_dump)?, "pg_dump", Kind::Database);
        };
        pg_dump.stdout(Stdio::piped());
        let mut dumping = start("pg_dump", &mut pg_dump)?;
        let mut gpg = gpg(key);
        gpg.stdin(dumping.stdout.take().map_or_else(Stdio::null, Stdio::from))
            .stdout(out()?);
        let encrypting = start("gpg", &mut gpg);
        // pg_dump ends by itself when nobody reads it any more.
        let encrypted = encrypting.and_then(|child| finish(child, "gpg", Kind::Unexpected));
        let dumped = finish(dumping, "pg_dump", Kind::Database);
        encrypted.and(dumped)
    }

    fn pg_dump(&self) -> Result<Command> {
        let mut command = Command::new(pg_dump(self.server_major)?);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        command
            .envs(self.connection.iter().map(|(name, value)| (name, value)))
            .args(["--format=custom", "--no-password"])
            .arg(format!("--snapshot={}", self.snapshot))
            .arg(format!("--lock-wait-timeout={}", self.wait.max(1)))
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        Ok(command)
    }
}

/// A `pg_dump` of this version or newer.
fn pg_dump(server_major: u32) -> Result<PathBuf> {
    let mut programs = candidates()
        .into_iter()
        .map(|folder| folder.join("pg_dump"));
    programs
        .find(|program| major(program).is_some_and(|major| major >= server_major))
        .ok_or_else(|| {
            let message = format!(
                "--backup needs pg_dump of PostgreSQL {server_major} or newer, and this machine has none"
            );
            Error::new(Kind::Usage, message).hint(format!(
                "sudo apt-get install postgresql-client-{server_major}"
            ))
        })
}

/// gpg, which encrypts what it reads for this key.
fn gpg(key: &OsStr) -> Command {
    let mut gpg = Command::new("gpg");
    // A key that is not here is not looked for elsewhere: whose it is, nobody would know.
    gpg.args(["--batch", "--no-tty", "--trust-model", "always"])
        .args(["--no-auto-key-locate", "--disable-dirmngr"])
        .args(["--encrypt", "--recipient"])
        .arg(key)
        .stderr(Stdio::piped());
    gpg
}

/// The major version of a `pg_dump`, if there is one.
fn major(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    // "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
    let version = text.split_whitespace().nth(2)?;
    let digits = version.find(|next: char| !next.is_ascii_digit());
    version[..digits.unwrap_or(version.len())].parse().ok()
}

fn start(name: &str, command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|error| {
        Error::new(
            Kind::Usage,
            format!("--backup: {name} cannot be run: {error}"),
        )
        .hint(format!("install {name}, or leave --backup out"))
    })
}

/// Waits for a process; what it said last is the reason where it failed.
fn finish(mut child: Child, name: &str, kind: Kind) -> Result<()> {
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let mut bytes = Vec::new();
        let _ = stderr.read_to_end(&mut bytes);
        said = String::from_utf8_lossy(&bytes).into_owned();
    }
    let status = child.wait().map_err(|error| {
        Error::new(
            Kind::Unexpected,
            format!("waiting for {name} failed: {error}"),
        )
    })?;
    if status.success() {
        return Ok(());
    }
    let reason = said.lines().rfind(|line| !line.trim().is_empty());
    let reason = printable(reason.unwrap_or("it gave no reason").trim());
    Err(
        Error::new(kind, format!("the backup failed: {name}: {reason}"))
            .hint("mend what it says, or leave --backup out"),
    )
}

/// Removes what backups that were killed have left. What is still written is locked.
fn sweep(directory: &Path) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            continue;
        }
        let left = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if left {
            // It is in nobody's way where it cannot be removed.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn unwritable(directory: &Path, error: &std::io::Error) -> Error {
    let message = format!(
        "the backup cannot be written to `{}`: {error}",
        directory.display()
    );
    Error::new(Kind::Unexpected, message)
        .hint("name a directory that you may write to: --backup DIR")
}
