//! Finding scenarios: those that ship with the program, and files.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::nearest::nearest;
use super::{Scenario, parse, text};
use crate::error::{Error, Kind, Result, SourceFile, printable};

/// A scenario that ships with the program.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its name.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! shipped {
    ($name:literal) => {
        Shipped {
            name: $name,
            text: include_str!(concat!("../../scenarios/", $name, ".toml")),
        }
    };
}

/// All shipped scenarios, by name.
pub static SHIPPED: &[Shipped] = &[
    shipped!("empty"),
    shipped!("load"),
    shipped!("smoke"),
    shipped!("staging"),
];

/// The folder in which scenarios of a project lie.
const FOLDER: &str = "scenarios";

/// Most bytes of a scenario file: far more than people write, and little to hold in memory.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A scenario that can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The name to give.
    pub name: String,
    /// The file, or `None` when it is the shipped one.
    pub path: Option<PathBuf>,
}

/// All scenarios that can be named: those in the folder `scenarios` of `dir`, and the shipped.
///
/// Only files, or links to files, are listed there: reading a pipe that nobody asked for by
/// its name would wait for whoever writes to it.
pub fn list(dir: &Path) -> Vec<Listed> {
    let mut listed: Vec<Listed> = std::fs::read_dir(dir.join(FOLDER))
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = Path::new(FOLDER).join(entry.ok()?.file_name());
            let is_toml = path.extension().is_some_and(|ending| ending == "toml");
            let name = path.file_stem()?.to_str()?.to_owned();
            let is_file = || std::fs::metadata(dir.join(&path)).is_ok_and(|found| found.is_file());
            (is_toml && is_file()).then_some(Listed {
                name,
                path: Some(path),
            })
        })
        .collect();
    for shipped in SHIPPED {
        if !listed.iter().any(|found| found.name == shipped.name) {
            listed.push(Listed {
                name: shipped.name.to_owned(),
                path: None,
            });
        }
    }
    listed.sort_by(|left, right| left.name.cmp(&right.name));
    listed
}

/// Reads the scenario that `wanted` names: a path if it looks like one, else a file in the
/// folder `scenarios` of `dir`, else a shipped one.
///
/// # Errors
/// [`Kind::Invalid`] where there is none, it cannot be read, or it has mistakes.
pub fn load(wanted: &str, dir: &Path) -> Result<Scenario> {
    let is_path = wanted.contains(['/', '\\'])
        || Path::new(wanted)
            .extension()
            .is_some_and(|ending| ending == "toml");
    if is_path {
        return load_file(Path::new(wanted), dir);
    }
    let found = list(dir).into_iter().find(|listed| listed.name == wanted);
    match found {
        Some(Listed {
            path: Some(path), ..
        }) => load_file(&path, dir),
        Some(Listed { name, path: None }) => SHIPPED
            .iter()
            .find(|shipped| shipped.name == name)
            .map_or_else(
                || Err(unknown(wanted, dir)),
                |shipped| {
                    let path = format!("{name}.toml (shipped)");
                    parse(
                        &name,
                        SourceFile {
                            path,
                            text: shipped.text.to_owned(),
                        },
                    )
                },
            ),
        None => Err(unknown(wanted, dir)),
    }
}

fn load_file(path: &Path, dir: &Path) -> Result<Scenario> {
    let shown = printable(&path.display().to_string());
    let bytes = read(&dir.join(path)).map_err(|error| {
        let wrong = format!("scenario `{shown}` cannot be read: {error}");
        Error::new(Kind::Invalid, wrong).hint("connsura-seed scenario list")
    })?;
    let name = path
        .file_stem()
        .map_or_else(|| shown.clone(), |stem| stem.to_string_lossy().into_owned());
    parse(&name, text::decode(shown, bytes)?)
}

/// The bytes of a file, which may be a pipe, but no directory and nothing without an end.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(std::io::Error::other("it is a directory"));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        let most = LARGEST / (1024 * 1024);
        let wrong = format!("it is larger than the {most} MiB that a scenario may have");
        return Err(std::io::Error::other(wrong));
    }
    Ok(bytes)
}

fn unknown(wanted: &str, dir: &Path) -> Error {
    let names: Vec<String> = list(dir).into_iter().map(|listed| listed.name).collect();
    let all = printable(&names.join(", "));
    let hint = match nearest(&names, wanted) {
        Some(name) => format!("did you mean `{}`? there are: {all}", printable(name)),
        None => format!("there are: {all}"),
    };
    let wrong = format!("there is no scenario `{}`", printable(wanted));
    Error::new(Kind::Invalid, wrong).hint(hint)
}
