//! Finding scenarios: those that ship with the program, and files.

use std::path::{Component, Path, PathBuf};

use super::{SCENARIO, Scenario, compose};
use crate::document::{decode, is_file, nearest, read};
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
    shipped!("conversations"),
    shipped!("edge-cases"),
    shipped!("empty"),
    shipped!("hostile"),
    shipped!("load"),
    shipped!("multilingual"),
    shipped!("retention"),
    shipped!("shares"),
    shipped!("smoke"),
    shipped!("staging"),
];

/// The folder in which scenarios of a project lie.
pub const FOLDER: &str = "scenarios";

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
/// Only files, or links to files, are listed there.
pub fn list(dir: &Path) -> Vec<Listed> {
    let mut listed: Vec<Listed> = std::fs::read_dir(dir.join(FOLDER))
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = Path::new(FOLDER).join(entry.ok()?.file_name());
            let is_toml = path.extension().is_some_and(|ending| ending == "toml");
            let name = path.file_stem()?.to_str()?.to_owned();
            (is_toml && is_file(&dir.join(&path))).then_some(Listed {
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
    let (name, file) = locate(wanted, dir)?;
    compose(&name, file, &mut |base, by| find_base(base, by, dir))
}

/// Reads the text of a scenario that is in no file; what it extends is looked for as [`load`] does.
///
/// # Errors
/// [`Kind::Invalid`] where it has mistakes, or extends what there is not.
pub fn load_text(name: &str, text: &str, dir: &Path) -> Result<Scenario> {
    let file = SourceFile {
        path: name.to_owned(),
        text: text.to_owned(),
    };
    let read = compose(name, file, &mut |base, by| find_base(base, by, dir));
    read.map_err(|error| match error.diagnostics() {
        [] => error,
        _ => error.hint("there is no file to mend: these are places in the text that was given"),
    })
}

/// The name and the file of what `wanted` names.
fn locate(wanted: &str, dir: &Path) -> Result<(String, SourceFile)> {
    if is_path(wanted) {
        return read_file(Path::new(wanted), dir);
    }
    match list(dir).into_iter().find(|listed| listed.name == wanted) {
        Some(Listed {
            path: Some(path), ..
        }) => read_file(&path, dir),
        Some(Listed { name, path: None }) => Ok((name, file(wanted)?)),
        None => Err(unknown(wanted, dir)),
    }
}

/// The file that `base` means where the file `by` extends it: a path from that file's own
/// folder, or a name. A file of the name of a shipped scenario may extend that.
fn find_base(base: &str, by: &SourceFile, dir: &Path) -> Result<SourceFile> {
    if is_path(base) {
        let folder = Path::new(&by.path).parent().unwrap_or(Path::new(""));
        let path = direct(&folder.join(base), dir);
        let hint = "a path counts from the folder of the file that says it";
        return Ok(read_file(&path, dir).map_err(|error| error.hint(hint))?.1);
    }
    let (_, found) = locate(base, dir)?;
    if found.path == by.path && SHIPPED.iter().any(|shipped| shipped.name == base) {
        return file(base);
    }
    Ok(found)
}

/// The same path without what `..` takes back, unless a link among it leads elsewhere: so a
/// file has one name however often a chain goes through its folder.
fn direct(path: &Path, dir: &Path) -> PathBuf {
    let mut direct = PathBuf::new();
    for part in path.components() {
        let back = part == Component::ParentDir
            && matches!(direct.components().next_back(), Some(Component::Normal(_)));
        if back {
            direct.pop();
        } else {
            direct.push(part);
        }
    }
    let file = |path: &Path| std::fs::canonicalize(dir.join(path)).ok();
    if file(&direct) == file(path) {
        direct
    } else {
        path.to_owned()
    }
}

fn is_path(wanted: &str) -> bool {
    wanted.contains(['/', '\\'])
        || Path::new(wanted)
            .extension()
            .is_some_and(|ending| ending == "toml")
}

/// The file of the shipped scenario of this name.
///
/// # Errors
/// [`Kind::Invalid`] where there is none.
pub(super) fn file(name: &str) -> Result<SourceFile> {
    let shipped = SHIPPED.iter().find(|shipped| shipped.name == name);
    let names = || SHIPPED.iter().map(|shipped| shipped.name.to_owned());
    shipped
        .map(|shipped| SourceFile {
            path: format!("{name}.toml (shipped)"),
            text: shipped.text.to_owned(),
        })
        .ok_or_else(|| no_scenario(name, &names().collect::<Vec<_>>()))
}

fn read_file(path: &Path, dir: &Path) -> Result<(String, SourceFile)> {
    let shown = printable(&path.display().to_string());
    let bytes = read(&dir.join(path), &SCENARIO).map_err(|error| {
        let wrong = format!("scenario `{shown}` cannot be read: {error}");
        Error::new(Kind::Invalid, wrong).hint("connsura-seed scenario list")
    })?;
    let name = path
        .file_stem()
        .map_or_else(|| shown.clone(), |stem| stem.to_string_lossy().into_owned());
    Ok((name, decode(&SCENARIO, shown, bytes)?))
}

fn unknown(wanted: &str, dir: &Path) -> Error {
    let names: Vec<String> = list(dir).into_iter().map(|listed| listed.name).collect();
    no_scenario(wanted, &names)
}

fn no_scenario(wanted: &str, names: &[String]) -> Error {
    let all = printable(&names.join(", "));
    let hint = match nearest(names.iter().map(String::as_str), wanted, 1).first() {
        Some(name) => format!("did you mean `{}`? there are: {all}", printable(name)),
        None => format!("there are: {all}"),
    };
    let wanted = printable(wanted);
    Error::new(Kind::Invalid, format!("there is no scenario `{wanted}`")).hint(hint)
}
