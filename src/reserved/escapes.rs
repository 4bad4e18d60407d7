//! What texts hide a character behind: backslashes, JSON, per cent signs.

use std::borrow::Cow;

/// A text without its backslash escapes, as JSON writes them (RFC 8259, 7) and with `\v`. A
/// backslash before anything else stands for that; half a surrogate pair is U+FFFD.
pub(super) fn without_backslashes(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('\\') else {
        return Cow::Borrowed(text);
    };
    let mut plain = String::with_capacity(text.len());
    plain.push_str(&text[..first]);
    let mut rest = text[first..].chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        match rest.next() {
            Some('u') => match escaped(rest.as_str()) {
                Some((character, length)) => {
                    plain.push(character);
                    rest = rest.as_str()[length..].chars();
                }
                None => plain.push('u'),
            },
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('b') => plain.push('\u{8}'),
            Some('f') => plain.push('\u{c}'),
            Some('v') => plain.push('\u{b}'),
            Some(other) => plain.push(other),
            None => {}
        }
    }
    Cow::Owned(plain)
}

/// The character behind `\u`, and how many bytes it takes there.
fn escaped(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 4)?;
        let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)
    };
    let first = unit(0)?;
    let second = text
        .get(4..6)
        .filter(|sign| *sign == "\\u")
        .and_then(|_| unit(6));
    let pair = char::decode_utf16([first, second.unwrap_or_default()]).next();
    Some(match (pair?, second) {
        (Ok(character), Some(_)) if character.len_utf16() == 2 => (character, 10),
        (Ok(character), _) => (character, 4),
        (Err(_), _) => (char::REPLACEMENT_CHARACTER, 4),
    })
}

/// A text without the per cent escapes of printable ASCII characters (RFC 3986, 2.1), such as
/// the at sign in the query of a URL.
pub(super) fn without_per_cent(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut rest = text;
    let mut copied = false;
    while let Some(at) = rest.find('%') {
        let code = rest.get(at + 1..at + 3);
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let length = if let Some(code @ 0x20..=0x7e) = code {
            plain.push_str(&rest[..at]);
            plain.push(char::from(code));
            copied = true;
            3
        } else {
            plain.push_str(&rest[..=at]);
            1
        };
        rest = &rest[at + length..];
    }
    if !copied {
        return Cow::Borrowed(text);
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// A part of a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Between its quotes, escapes and all.
    String(&'t str),
    /// What stands between two strings: numbers, literals, punctuation.
    Between(&'t str),
}

/// The parts of a text that is JSON.
pub(super) fn parts_of_json(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    let mut within = false;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = if within {
            end_of_string(rest)
        } else {
            rest.find('"')
        };
        let end = end.unwrap_or(rest.len());
        let part = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        within = !within;
        Some(if within {
            Part::Between(part)
        } else {
            Part::String(part)
        })
    })
}

/// Where the quote stands that ends the string at the front.
fn end_of_string(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find(['"', '\\'])?;
        if text.as_bytes()[at] == b'"' {
            return Some(at);
        }
        // A backslash and what it escapes, of which the first byte is enough to go on behind.
        at += 1 + text[at + 1..].chars().next()?.len_utf8();
    }
}
