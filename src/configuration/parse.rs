//! From a configuration's text to a [`Configuration`], or to all that is wrong with it.

use std::path::PathBuf;
use std::sync::Arc;

use toml::de::DeTable;

use super::limits::{LOCAL, LONGEST_TARGET, is_plain};
use super::model::{Configuration, ConfigurationFile};
use super::{CONFIGURATION, secrets, target};
use crate::document::{Findings, Place, Placed, Section, decode, note};
use crate::error::{Diagnostic, Error, Result, SourceFile};
use crate::policy;

/// What to do about a file with mistakes.
const MEND: &str = "mend the file, then run the command again";

/// Reads the bytes of the file that messages call `path`.
///
/// # Errors
/// As [`parse`], and for bytes that are no text.
pub fn read(path: &str, bytes: Vec<u8>) -> Result<Configuration> {
    parse(text(path, bytes)?)
}

/// The text of the file that messages call `path`.
///
/// # Errors
/// [`crate::Kind::Invalid`] for bytes that are no text, of which only the place is shown.
pub(super) fn text(path: &str, bytes: Vec<u8>) -> Result<SourceFile> {
    decode(&CONFIGURATION, path.to_owned(), bytes).map_err(|error| {
        let unseen = |found: &Diagnostic| {
            let path = found.file.path.clone();
            let text = secrets::cover_all_but(&found.file.text, &found.span);
            let file = Arc::new(SourceFile { path, text });
            Diagnostic {
                file,
                ..found.clone()
            }
        };
        let diagnostics = error.diagnostics().iter().map(unseen).collect();
        error.with_diagnostics(diagnostics)
    })
}

/// Reads the text of a configuration.
///
/// # Errors
/// [`crate::Kind::Invalid`] with one diagnostic for each mistake, in the file's order. What looks
/// like a password is one, and is covered in the text that the diagnostics show.
pub fn parse(file: SourceFile) -> Result<Configuration> {
    let covered = secrets::cover(&file.text);
    let shown = Arc::new(SourceFile {
        path: file.path.clone(),
        text: covered.shown,
    });
    let findings = Findings::new(vec![shown.clone()]);
    let (table, errors) = DeTable::parse_recoverable(&covered.read);
    if !errors.is_empty() {
        note(&CONFIGURATION, &table, &errors, &shown, &findings);
        return Err(wrong(&shown, findings));
    }
    let place = Place {
        file: shown.clone(),
        span: 0..0,
    };
    let root = Section::root([(&table, shown.clone())], place, &findings);
    let targets = read_targets(&root.section("targets"));
    let retention = policy::read(&root.section("retention"));
    root.finish();
    for (path, span) in covered.values {
        let place = Place {
            file: shown.clone(),
            span,
        };
        refuse_secret(&path, &place, &findings);
    }
    if !findings.is_empty() {
        return Err(wrong(&shown, findings));
    }
    Ok(Configuration {
        file: Some(ConfigurationFile {
            path: PathBuf::from(&file.path),
            shown: file.path,
            text: file.text,
        }),
        targets,
        retention,
    })
}

fn wrong(file: &SourceFile, findings: Findings) -> Error {
    findings.into_error(&CONFIGURATION, &file.path, MEND.to_owned())
}

/// The targets, by their place in the file: a table of TOML is read in the order of its names.
fn read_targets(section: &Section<'_>) -> Vec<super::TargetConfiguration> {
    let mut targets = Vec::new();
    for (name, section) in section.named() {
        let is_good = check_name(&name, &section);
        let target = target::read(&name.value, &section);
        if let Some(target) = target.filter(|_| is_good) {
            targets.push((name.place.span.start, target));
        }
    }
    targets.sort_by_key(|(start, _)| *start);
    targets.into_iter().map(|(_, target)| target).collect()
}

/// A name must be one that can be typed behind `--target`, and not that of the local server.
fn check_name(name: &Placed<String>, section: &Section<'_>) -> bool {
    let Placed { value, place } = name;
    let findings = section.findings;
    if value.eq_ignore_ascii_case(LOCAL) {
        let message = format!("a target cannot be called `{value}`");
        let help = "that is the private local server, which needs no configuration: choose another";
        findings.add(place, message, "taken", Some(help.to_owned()));
        return false;
    }
    if !is_plain(value) {
        let message = format!("a target cannot be called `{value}`");
        let help = format!(
            "allowed: letters from a to z, digits, `-` and `_`, a letter first, at most {LONGEST_TARGET}"
        );
        findings.add(place, message, "no plain word", Some(help));
        return false;
    }
    true
}

/// Notes a password at `place`, instead of all else that is said of its value.
fn refuse_secret(path: &str, place: &Place, findings: &Findings) {
    let message = format!("`{path}` holds what looks like a password");
    let help = "this file is committed: name a variable that holds the URL, as in url_env = \"STAGING_DATABASE_URL\", or write the URL without its password and keep that in the file that PGPASSFILE names";
    findings.withdraw(place);
    findings.add(place, message, "covered here", Some(help.to_owned()));
}
