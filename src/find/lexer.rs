//! The words of an expression, each with its place.

use std::ops::Range;

/// A word of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, or a value without quotation marks.
    Word(String),
    /// A value in quotation marks.
    Quoted(String),
    /// A whole number.
    Number(i64),
    /// `=`, `>=` and so on.
    Comparison(&'static str),
    /// `(`
    Open,
    /// `)`
    Close,
}

/// Something that is no word, at its place, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadToken(pub(super) Range<usize>, pub(super) &'static str);

/// Longest first: `>=` is not `>` and then `=`.
const COMPARISONS: [(&str, &str); 9] = [
    (">=", ">="),
    ("<=", "<="),
    ("!=", "!="),
    ("<>", "!="),
    ("==", "="),
    (">", ">"),
    ("<", "<"),
    ("=", "="),
    ("≠", "!="),
];

/// The words of a text, each with its range of bytes.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, BadToken> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = match first {
            space if space.is_whitespace() => {
                at += space.len_utf8();
                continue;
            }
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '"' | '\'' => quoted(rest, first).ok_or(BadToken(
                at..text.len(),
                "the quotation mark that ends it is missing",
            ))?,
            _ => match COMPARISONS.iter().find(|(sign, _)| rest.starts_with(sign)) {
                Some((sign, means)) => (Token::Comparison(means), sign.len()),
                None => word(rest).map_err(|(length, wrong)| BadToken(at..at + length, wrong))?,
            },
        };
        tokens.push((token, at..at + length));
        at += length;
    }
    Ok(tokens)
}

/// A text in quotation marks, in which nothing is an escape.
fn quoted(rest: &str, mark: char) -> Option<(Token, usize)> {
    let inner = &rest[1..];
    let end = inner.find(mark)?;
    Some((Token::Quoted(inner[..end].to_owned()), end + 2))
}

/// A number or a word.
fn word(rest: &str) -> Result<(Token, usize), (usize, &'static str)> {
    let is_part = |next: char| next.is_alphanumeric() || "_-+./:@".contains(next);
    let length = rest.find(|next| !is_part(next)).unwrap_or(rest.len());
    if length == 0 {
        let wrong = rest.chars().next().map_or(0, char::len_utf8);
        return Err((wrong, "nothing that an expression has"));
    }
    let text = &rest[..length];
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return Ok((Token::Word(text.to_owned()), length));
    }
    let plain: String = text.chars().filter(|next| *next != '_').collect();
    match plain.parse() {
        Ok(number) => Ok((Token::Number(number), length)),
        Err(_) => Err((
            length,
            "not a whole number; write other values in quotation marks",
        )),
    }
}
