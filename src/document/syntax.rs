//! What is wrong with a text that is not TOML.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::Dialect;
use super::findings::{Findings, Place};
use crate::error::SourceFile;

/// What the parser says of a key that a table has already.
const DUPLICATE: &str = "duplicate key";

/// What the parser's messages say, by their beginnings, and what to do about each.
const HELP: [(&str, &str); 12] = [
    (
        DUPLICATE,
        "a key and a [section] stand once in a file: put what it says to the first",
    ),
    ("key with no value", "write key = value"),
    (
        "invalid basic string",
        "close the text with \" on the same line",
    ),
    (
        "invalid literal string",
        "close the text with ' on the same line",
    ),
    ("too few unicode value digits", BACKSLASH),
    ("missing escaped value", BACKSLASH),
    (
        "invalid unquoted key",
        "write key = value; letters beyond a to z stand in quotes",
    ),
    (
        "unexpected key or value",
        "one key and its value a line; thousands are parted as in 1_000",
    ),
    (
        "unexpected leading zero",
        "leave the zeros before the number out",
    ),
    (
        "invalid mantissa",
        "write a digit before the point, as in 0.5",
    ),
    (
        "carriage return",
        "save the file with the line ends of Unix or Windows",
    ),
    (
        "missing comma",
        "put a comma between two values, or close the bracket",
    ),
];
const BACKSLASH: &str = "write \\\\ for a backslash, or put the text into single quotes";

/// What to do about a text as a whole, where it is no such file at all.
fn general_help(dialect: &Dialect, text: &str) -> Option<String> {
    if text.lines().any(|line| line.starts_with("<<<<<<< ")) {
        return Some("the file holds a merge conflict: choose one of its sides".to_owned());
    }
    let is_json = text.trim_start().starts_with('{');
    let Dialect { noun, line, .. } = dialect;
    is_json.then(|| format!("this looks like JSON; a {noun} is TOML: {line}"))
}

/// What to do about an error of the parser in `rest`, its line from there on.
fn help(dialect: &Dialect, message: &str, rest: &[u8]) -> Option<String> {
    if message.starts_with("unclosed table") {
        return Some(format!("close the section's name: {}", dialect.header));
    }
    if message.starts_with("string values must be quoted") {
        let help = if rest.trim_ascii().is_empty() {
            "write a value behind the ="
        } else {
            "write texts in straight quotes, \"like this\", and a comma between two values"
        };
        return Some(help.to_owned());
    }
    let known = HELP.iter().find(|(begins, _)| message.starts_with(begins));
    known.map(|(_, help)| (*help).to_owned())
}

/// Notes the errors of the parser, less those that only follow from an earlier one.
///
/// The parser goes on after an error, and where it goes on is a guess. So the first error of
/// a line, and of a list or a table in braces, is the one to mend; and a key may only seem to
/// be there twice once a section or a bracket before it was misread.
pub(crate) fn note(
    dialect: &Dialect,
    table: &Spanned<DeTable<'_>>,
    errors: &[Error],
    file: &Arc<SourceFile>,
    findings: &Findings,
) {
    let text = file.text.as_bytes();
    let mut errors: Vec<(Range<usize>, &str)> = errors
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message()))
        .collect();
    errors.sort_by_key(|(span, _)| span.start);
    let mut values = Vec::new();
    brackets(table.get_ref(), text, &mut values);
    values.sort_by_key(|value| (value.start, Reverse(value.end)));
    let mut values = values.into_iter().peekable();

    let general = general_help(dialect, &file.text);
    let mut misread = false;
    // Up to where the last noted error explains the next ones.
    let mut explained: Option<usize> = None;
    for (span, message) in errors {
        if explained.is_some_and(|end| span.start <= end) || (misread && message == DUPLICATE) {
            continue;
        }
        let rest = text.iter().skip(span.start);
        let line = span.start + rest.take_while(|byte| **byte != b'\n').count();
        let mut end = line;
        // The outermost value around the error: the first that has not ended before it.
        while values.next_if(|value| value.end < span.start).is_some() {}
        if let Some(value) = values.peek().filter(|value| value.start <= span.start) {
            end = end.max(value.end);
        }
        misread |= message != DUPLICATE;
        explained = Some(end);
        let rest = text.get(span.start..line).unwrap_or_default();
        let help = general.clone().or_else(|| help(dialect, message, rest));
        let file = file.clone();
        let place = Place { file, span };
        findings.add(&place, format!("not TOML: {message}"), "here", help);
    }
}

/// The places of all lists and tables in brackets.
fn brackets(table: &DeTable<'_>, text: &[u8], found: &mut Vec<Range<usize>>) {
    for value in table.values() {
        bracket(value, text, found);
    }
}

fn bracket(value: &Spanned<DeValue<'_>>, text: &[u8], found: &mut Vec<Range<usize>>) {
    let mut span = value.span();
    let close = match value.get_ref() {
        DeValue::Table(table) => {
            brackets(table, text, found);
            // The others have a header, or the dots of a key, for their place.
            (text.get(span.start) == Some(&b'{')).then_some(b'}')
        }
        DeValue::Array(items) => {
            items.iter().for_each(|item| bracket(item, text, found));
            let has_header = items.iter().any(|item| {
                item.get_ref().is_table() && text.get(item.span().start) == Some(&b'[')
            });
            (!has_header).then_some(b']')
        }
        _ => None,
    };
    let Some(close) = close else { return };
    if text[..span.end].last() != Some(&close) {
        // All that follows was taken for a part of it.
        span.end = text.len();
    }
    found.push(span);
}
