//! What is wrong with a text that is not TOML.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::findings::{Findings, Place};
use crate::error::SourceFile;

/// What the parser says of a key that a table has already.
const DUPLICATE: &str = "duplicate key";

/// Notes the errors of the parser, less those that only follow from an earlier one.
///
/// The parser goes on after an error, and where it goes on is a guess. So the first error of
/// a line, and of a list or a table in braces, is the one to mend; and a key may only seem to
/// be there twice once a section or a bracket before it was misread.
pub(super) fn note(
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

    let mut misread = false;
    // Up to where the last noted error explains the next ones.
    let mut explained: Option<usize> = None;
    for (span, message) in errors {
        if explained.is_some_and(|end| span.start <= end) || (misread && message == DUPLICATE) {
            continue;
        }
        let rest = text.iter().skip(span.start);
        let mut end = span.start + rest.take_while(|byte| **byte != b'\n').count();
        // The outermost value around the error: the first that has not ended before it.
        while values.next_if(|value| value.end < span.start).is_some() {}
        if let Some(value) = values.peek().filter(|value| value.start <= span.start) {
            end = end.max(value.end);
        }
        misread |= message != DUPLICATE;
        explained = Some(end);
        let file = file.clone();
        let place = Place { file, span };
        findings.add(&place, format!("not TOML: {message}"), "here", None);
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
