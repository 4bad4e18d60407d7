//! Writing down, in the text of a configuration, which database a target is.
//!
//! The text is edited at the places of its values and nowhere else, so all the rest of it stays
//! byte for byte: comments, order, spaces, the ends of lines.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::model::{Configuration, Identity};
use super::parse::parse;
use crate::error::{Error, Kind, Result, SourceFile, printable};

/// The text of a configuration in which the target has this identity, and nothing else is new.
///
/// An identity that is there is replaced value by value. A new one is a table at the end of the
/// text, or stands within the braces that the target stands in.
///
/// # Errors
/// [`Kind::Invalid`] where the text is no configuration or has no such target, and where the
/// identity cannot be written into it: with the reason, or with what to write by hand.
pub fn record_identity(text: &str, target: &str, identity: &Identity) -> Result<String> {
    let before = read(text)?;
    let Some(found) = before.target(target) else {
        let message = format!("there is no target `{}`", printable(target));
        return Err(Error::new(Kind::Invalid, message));
    };
    if found.identity.as_ref() == Some(identity) {
        return Ok(text.to_owned());
    }
    let message = format!("the identity of target `{target}` cannot be written into the file");
    let failed = Error::new(Kind::Invalid, message);
    let changed = write(text, target, identity);
    match changed.map(|changed| (read(&changed), changed)) {
        Some((Ok(after), changed)) if is_only_news(&before, &after, target, identity) => {
            Ok(changed)
        }
        // A name that no file can hold, such as one that looks like a password.
        Some((Err(error), _)) if !error.diagnostics().is_empty() => {
            Err(failed.and(&error.diagnostics()[0].message))
        }
        _ => {
            let lines = inline(identity);
            let hint = format!("write it by hand: targets.{target}.identity = {lines}");
            Err(failed.hint(hint))
        }
    }
}

fn read(text: &str) -> Result<Configuration> {
    parse(SourceFile {
        path: super::FILE_NAME.to_owned(),
        text: text.to_owned(),
    })
}

/// Whether the configurations differ by the target's identity alone.
fn is_only_news(
    before: &Configuration,
    after: &Configuration,
    target: &str,
    identity: &Identity,
) -> bool {
    let mut expected = before.targets.clone();
    for found in expected.iter_mut().filter(|found| found.name == target) {
        found.identity = Some(identity.clone());
    }
    expected == after.targets
}

fn write(text: &str, target: &str, identity: &Identity) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let targets = table.get_ref().get("targets")?;
    let found = targets.get_ref().as_table()?.get(target)?;
    let known = found.get_ref().as_table()?.get("identity");
    if let Some(known) = known {
        return replace(text, known.get_ref().as_table()?, identity);
    }
    let is_braced = |span: &Range<usize>| {
        text.get(span.clone())
            .is_some_and(|raw| raw.starts_with('{'))
    };
    let within = [
        (found.span(), "identity".to_owned()),
        (targets.span(), format!("{target}.identity")),
    ];
    let braced = within.into_iter().find(|(span, _)| is_braced(span));
    Some(match braced {
        Some((span, key)) => {
            let (head, rest) = text.split_at(span.start + 1);
            format!("{head} {key} = {},{rest}", inline(identity))
        }
        None => append(text, target, identity),
    })
}

/// Replaces the values of an identity that is there.
fn replace(text: &str, known: &DeTable<'_>, identity: &Identity) -> Option<String> {
    let mut places = Vec::new();
    for (key, value) in fields(identity) {
        let old = known.get(key)?;
        if !matches!(old.get_ref(), DeValue::String(same) if same == value) {
            places.push((old.span(), quoted(value)));
        }
    }
    places.sort_by_key(|(span, _)| span.start);
    let mut text = text.to_owned();
    for (span, value) in places.into_iter().rev() {
        text.get(span.clone())?;
        text.replace_range(span, &value);
    }
    Some(text)
}

/// A table of its own at the end: there nothing that is commented out comes to stand below it.
fn append(text: &str, target: &str, identity: &Identity) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = text.to_owned();
    let is_open = !text.is_empty() && !text.ends_with('\n');
    if is_open {
        text.push_str(end);
    }
    text.push_str(&format!("{end}[targets.{target}.identity]{end}"));
    let lines = fields(identity).map(|(key, value)| format!("{key} = {}", quoted(value)));
    text.push_str(&lines.join(end));
    if !is_open {
        text.push_str(end);
    }
    text
}

fn inline(identity: &Identity) -> String {
    let pairs = fields(identity).map(|(key, value)| format!("{key} = {}", quoted(value)));
    format!("{{ {} }}", pairs.join(", "))
}

fn fields(identity: &Identity) -> [(&'static str, &str); 3] {
    [
        ("system_identifier", &identity.system_identifier),
        ("database", &identity.database),
        ("schema", &identity.schema),
    ]
}

/// A text as TOML's basic string on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for next in text.chars() {
        match next {
            '"' | '\\' => quoted.extend(['\\', next]),
            next if next.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(next))),
            next => quoted.push(next),
        }
    }
    quoted.push('"');
    quoted
}
