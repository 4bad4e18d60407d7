//! Passwords in a file that is to hold none: they are found, and put out of sight before
//! anything is said of the file.
//!
//! It errs towards seeing passwords. Whatever is covered keeps its length, so that places in the
//! covered text are those of the file.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys and parameters whose values are secrets, without letter case, `_` and `-`.
const WORDS: [&str; 7] = [
    "password",
    "passphrase",
    "passwd",
    "pass",
    "pwd",
    "sslpassword",
    "pgpassword",
];
/// Keys whose values are URLs; whatever else is one's value may be anything.
const URLS: [&str; 5] = ["url", "directurl", "databaseurl", "uri", "dsn"];

/// A text without the secrets of another.
pub(super) struct Covered {
    /// The text to read: of its values none holds a secret.
    pub(super) read: String,
    /// The text to show: comments and broken lines hold none either.
    pub(super) shown: String,
    /// The values that hold a secret: their dotted paths and places.
    pub(super) values: Vec<(String, Range<usize>)>,
}

/// Covers the secrets in the text of a file.
pub(super) fn cover(text: &str) -> Covered {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut strings = Vec::new();
    of_table(table.get_ref(), "", text, &mut strings);
    strings.sort_by_key(|found| found.span.start);
    let mut read = text.to_owned();
    let mut values = Vec::new();
    for string in strings.iter_mut().filter(|found| found.what != What::Text) {
        let inner = inside(text, &string.span);
        let whole = text.get(inner.clone()).unwrap_or_default();
        let from = begin(whole).filter(|_| whole == string.value).unwrap_or(0);
        veil(&mut read, inner.start + from..inner.end);
        if string.what == What::Secret {
            values.push((std::mem::take(&mut string.path), string.span.clone()));
        }
    }
    let mut shown = read.clone();
    let known = if errors.is_empty() { &strings[..] } else { &[] };
    let mut at = 0;
    for string in known {
        between(&mut shown, at..string.span.start);
        at = at.max(string.span.end);
    }
    let end = shown.len();
    between(&mut shown, at..end);
    Covered {
        read,
        shown,
        values,
    }
}

/// Covers all of a text that nobody can read anyhow, but the place in question.
pub(super) fn cover_all_but(text: &str, place: &Range<usize>) -> String {
    let mut covered = text.to_owned();
    veil(&mut covered, place.end..text.len());
    veil(&mut covered, 0..place.start);
    covered
}

/// A text in quotes: a value, or a key.
struct Quoted {
    path: String,
    span: Range<usize>,
    value: String,
    what: What,
}

#[derive(PartialEq)]
enum What {
    /// Something to read.
    Text,
    /// Something that is wrong whatever it is, and that nobody needs to see.
    Unseen,
    /// A secret.
    Secret,
}

impl What {
    fn of(value: &str) -> Self {
        if begin(value).is_some() {
            Self::Secret
        } else {
            Self::Text
        }
    }

    /// The same of the value of a key: a password by name, or what stands where a URL should, and
    /// is none. What a database calls its columns is neither.
    fn below(path: &str, key: &str, value: &str) -> Self {
        let bare = key.replace(['_', '-'], "").to_lowercase();
        let is_one_of = |words: &[&str]| words.contains(&bare.as_str());
        match Self::of(value) {
            Self::Text if path.split('.').nth(2) == Some("fit") => Self::Text,
            Self::Text if is_one_of(&WORDS) => Self::Secret,
            Self::Text if is_one_of(&URLS) && !value.contains("://") => Self::Unseen,
            what => what,
        }
    }
}

fn of_table(table: &DeTable<'_>, path: &str, text: &str, found: &mut Vec<Quoted>) {
    for (key, value) in table {
        let name = key.get_ref();
        let below = if path.is_empty() {
            name.to_string()
        } else {
            format!("{path}.{name}")
        };
        let span = key.span();
        if is_quoted(text, &span) {
            found.push(Quoted {
                path: path.to_owned(),
                span,
                value: name.to_string(),
                what: What::of(name),
            });
        }
        of_value(value, name, &below, text, found);
    }
}

fn of_value(
    value: &Spanned<DeValue<'_>>,
    key: &str,
    path: &str,
    text: &str,
    found: &mut Vec<Quoted>,
) {
    match value.get_ref() {
        DeValue::Table(table) => of_table(table, path, text, found),
        DeValue::Array(items) => items
            .iter()
            .for_each(|item| of_value(item, key, path, text, found)),
        DeValue::String(string) if is_quoted(text, &value.span()) => {
            found.push(Quoted {
                path: path.to_owned(),
                span: value.span(),
                value: string.to_string(),
                what: What::below(path, key, string),
            });
        }
        _ => {}
    }
}

/// Where the first secret of a text begins.
fn begin(text: &str) -> Option<usize> {
    let found = [in_url(text), before_at(text), behind_word(text)];
    found.into_iter().flatten().min()
}

/// `://user:secret@host`, whatever the secret is made of; also before the host was written.
fn in_url(text: &str) -> Option<usize> {
    let start = text.find("://")? + 3;
    let rest = &text[start..];
    let bracket = rest.find(']').filter(|_| rest.starts_with('['));
    let skipped = bracket.unwrap_or_default();
    let inner = match rest.rfind('@') {
        Some(at) => {
            let colon = skipped + rest.get(skipped..at)?.find(':')?;
            (colon + 1 < at).then_some(colon + 1)
        }
        None => ports(rest, skipped),
    };
    inner.map(|at| start + at)
}

/// Behind the first colon of hosts that no port follows.
fn ports(hosts: &str, skipped: usize) -> Option<usize> {
    let end = hosts.find(['/', '?', '#']).unwrap_or(hosts.len());
    let hosts = &hosts[..end];
    let colons = hosts.match_indices(':').map(|(at, _)| at);
    let is_port = |at: &usize| {
        let rest = &hosts[at + 1..];
        let port = rest.split(',').next().unwrap_or_default();
        port.trim().bytes().all(|byte| byte.is_ascii_digit())
    };
    let outside = |at: &usize| {
        let (open, close) = (hosts[..*at].rfind('['), hosts[..*at].rfind(']'));
        *at >= skipped && open <= close
    };
    colons
        .filter(outside)
        .find(|at| !is_port(at))
        .map(|at| at + 1)
}

/// `user:secret@host` in one word.
fn before_at(text: &str) -> Option<usize> {
    text.match_indices(':').find_map(|(at, _)| {
        let word = text[at + 1..].split_whitespace().next()?;
        let follows = text[at + 1..].starts_with(word) && !word.starts_with("//");
        (follows && word.find('@')? > 0).then_some(at + 1)
    })
}

/// `password=secret`, `password: secret`
fn behind_word(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let behind = |word: &str| {
        lower.match_indices(word).find_map(|(at, _)| {
            let end = at + word.len();
            let rest = lower[end..].trim_start_matches([' ', '\t', '"', '\'']);
            let signs = ["=", ":", "%3d"];
            let sign = signs.iter().find(|sign| rest.starts_with(**sign))?;
            let value = lower.len() - rest.len() + sign.len();
            (!lower[value..].trim().is_empty()).then_some(value)
        })
    };
    WORDS.iter().filter_map(|word| behind(word)).min()
}

/// Whether a text in quotes stands there: where the parser had to guess, it may be something else.
fn is_quoted(text: &str, span: &Range<usize>) -> bool {
    let raw = text.get(span.clone()).unwrap_or_default();
    raw.starts_with(['"', '\'']) && raw.len() > 1
}

/// What is within the quotes, of which the closing ones may be missing.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let raw = &text[span.clone()];
    let long = ["\"\"\"", "'''"];
    let quotes = long.into_iter().find(|quotes| raw.starts_with(*quotes));
    let quotes = quotes.unwrap_or(&raw[..1]);
    let inner = &raw[quotes.len()..];
    let inner = inner.strip_suffix(quotes).unwrap_or(inner);
    let start = span.start + quotes.len();
    start..start + inner.len()
}

/// Covers the secrets of a part that is no text in quotes, line by line.
fn between(text: &mut String, part: Range<usize>) {
    let Some(lines) = text.get(part.clone()) else {
        return;
    };
    let mut at = part.start;
    let mut found = Vec::new();
    for line in lines.split_inclusive('\n') {
        if let Some(from) = begin(line) {
            found.push(at + from..at + line.len());
        }
        at += line.len();
    }
    for place in found {
        veil(text, place);
    }
}

/// Covers what is there, each character by one of as many bytes; spaces and the ends of lines
/// stay.
fn veil(text: &mut String, place: Range<usize>) {
    let Some(bare) = text.get(place.clone()) else {
        return;
    };
    let cover = |next: char| match next.len_utf8() {
        _ if next.is_whitespace() => next,
        1 => '*',
        2 => '\u{b7}',
        3 => '\u{2022}',
        _ => '\u{10101}',
    };
    let covered: String = bare.chars().map(cover).collect();
    text.replace_range(place, &covered);
}
