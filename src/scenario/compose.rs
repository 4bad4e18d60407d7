//! A scenario and those that it extends.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SCENARIO;
use crate::document::{self, Findings, Place};
use crate::error::{Error, Result, SourceFile};

/// Most files in a chain of `extends`.
const LONGEST: usize = 16;

/// A scenario's own file, then the one that it extends, then the one that that extends.
pub(super) struct Chain {
    pub(super) files: Vec<Arc<SourceFile>>,
    /// What each file but the first is called by the file before it.
    pub(super) names: Vec<String>,
}

/// Follows `extends` from `file`, asking `find` for the file that a name means.
///
/// # Errors
/// [`crate::Kind::Invalid`] for a file that is not TOML, a name that `find` does not know, and a
/// chain that comes back to itself.
pub(super) fn follow(
    file: SourceFile,
    find: &mut dyn FnMut(&str, &SourceFile) -> Result<SourceFile>,
) -> Result<Chain> {
    let mut chain = Chain {
        files: vec![Arc::new(file)],
        names: Vec::new(),
    };
    while let Some(last) = chain.files.last().cloned()
        && let Some((name, place)) = base(&last)?
    {
        let fail = |message: String, label: &str, help: Option<String>| {
            let findings = Findings::new(vec![last.clone()]);
            findings.add(&place, message, label, help);
            wrong(&last, findings)
        };
        let found = find(&name, &last).map_err(|error| {
            let help = error.hint_text().map(str::to_owned);
            fail(error.to_string(), "not found", help)
        })?;
        if let Some(at) = chain.files.iter().position(|file| file.path == found.path) {
            let circle: Vec<&str> = chain.files[at..]
                .iter()
                .map(|file| file.path.as_str())
                .chain([found.path.as_str()])
                .collect();
            let message = format!("`extends` goes in a circle: {}", circle.join(" -> "));
            let help = "name another scenario, or leave `extends` out".to_owned();
            return Err(fail(message, "comes back to itself", Some(help)));
        }
        if chain.files.len() == LONGEST {
            let message = format!("`extends` goes through more than {LONGEST} files");
            return Err(fail(message, "one too many", None));
        }
        chain.names.push(name);
        chain.files.push(Arc::new(found));
    }
    Ok(chain)
}

/// The name after `extends`, with its place. A value of another type is for the reader to
/// tell, together with the file's other mistakes.
fn base(file: &Arc<SourceFile>) -> Result<Option<(String, Place)>> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    if !errors.is_empty() {
        // What was misread would only be found wrong a second time.
        let findings = Findings::new(vec![file.clone()]);
        document::note(&SCENARIO, &table, &errors, file, &findings);
        return Err(wrong(file, findings));
    }
    let named = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::String(name) => Some((
            name.to_string(),
            Place {
                file: file.clone(),
                span: value.span(),
            },
        )),
        _ => None,
    };
    Ok(table.get_ref().get("extends").and_then(named))
}

/// The error that holds all that was found in `file` and those that it extends.
pub(super) fn wrong(file: &SourceFile, findings: Findings) -> Error {
    let path = &file.path;
    let hint = format!("mend the file, then: connsura-seed scenario check {path}");
    findings.into_error(&SCENARIO, path, hint)
}
