//! Finding the configuration's file, and reading it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{CONFIGURATION, Configuration, parse};
use crate::document::{is_file, read};
use crate::error::{Error, Kind, Result, printable};

/// What the file is called.
pub const FILE_NAME: &str = "connsura-seed.toml";

/// Reads the configuration of `directory`: its own, or that of the nearest folder above that has
/// one. Where none has, it is empty.
///
/// # Errors
/// [`Kind::Invalid`] where the file cannot be read, or has mistakes.
pub fn find(directory: &Path) -> Result<Configuration> {
    let start = std::path::absolute(directory).map_err(|error| unreadable(directory, &error))?;
    for (above, folder) in start.ancestors().enumerate() {
        let path = folder.join(FILE_NAME);
        let shown = if above == 0 {
            Path::new(FILE_NAME)
        } else {
            path.as_path()
        };
        match fs::symlink_metadata(&path) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(unreadable(shown, &error)),
        }
        let is_other = fs::metadata(&path).is_ok_and(|found| !found.is_dir()) && !is_file(&path);
        if is_other {
            return Err(unreadable(shown, &"it is no file"));
        }
        return load_as(path.clone(), shown);
    }
    Ok(Configuration::default())
}

/// Reads the configuration at `path`, which must be there.
///
/// # Errors
/// [`Kind::Invalid`] where the file cannot be read, or has mistakes.
pub fn load(path: &Path) -> Result<Configuration> {
    load_as(path.to_owned(), path)
}

fn load_as(path: PathBuf, shown: &Path) -> Result<Configuration> {
    let bytes = read(&path, &CONFIGURATION).map_err(|error| unreadable(shown, &error))?;
    let mut configuration = parse::read(&name(shown), bytes)?;
    if let Some(file) = &mut configuration.file {
        file.path = path;
    }
    Ok(configuration)
}

/// A path as messages show it.
fn name(path: &Path) -> String {
    printable(&path.display().to_string())
}

fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> Error {
    let wrong = format!("configuration `{}` cannot be read: {why}", name(path));
    Error::new(Kind::Invalid, wrong)
}
