//! Where this machine has a browser.

use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Result};

/// What the browser is called on `PATH`: by Debian, by Ubuntu and others, by Google.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Where macOS has it, which puts nothing on `PATH`.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The browser that is asked for, or the first that is found.
pub(super) fn find(given: Option<&Path>) -> Result<PathBuf> {
    let Some(given) = given else {
        return candidates().find(|path| path.is_file()).ok_or_else(missing);
    };
    let path = std::path::absolute(given)
        .ok()
        .filter(|path| path.is_file());
    path.ok_or_else(|| {
        let message = format!("there is no browser at `{}`", given.display());
        Error::new(Kind::Usage, message).hint("--browser PATH, the program itself")
    })
}

fn candidates() -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .collect();
    NAMES
        .into_iter()
        .flat_map(move |name| {
            let paths: Vec<_> = folders.iter().map(|folder| folder.join(name)).collect();
            paths
        })
        .chain(APPLICATIONS.into_iter().map(PathBuf::from))
}

fn missing() -> Error {
    let names = NAMES.join(", ");
    let message = format!("pages are looked at in a browser, and there is none on PATH ({names})");
    let install = if cfg!(target_os = "macos") {
        "brew install --cask chromium"
    } else {
        "apt-get install chromium"
    };
    Error::new(Kind::Unexpected, message).hint(format!("{install} (or --browser PATH)"))
}
