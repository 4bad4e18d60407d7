//! JSON as an answer holds it: what stands at a place, and whether two texts are the same JSON.
//!
//! Values are left as they are written until somebody asks: a number keeps all its digits, and
//! nothing is too deep.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// What `serde_json` reads at most, level in level.
const DEEPEST: usize = 120;

type Object<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// A JSON value of an answer, of which the outermost object is read once.
pub(super) struct Answer<'a> {
    whole: &'a RawValue,
    object: Option<Object<'a>>,
}

impl<'a> Answer<'a> {
    /// Of the text of a body; nothing where it is no JSON.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self::of)
    }

    /// Of a value.
    pub(super) fn of(whole: &'a RawValue) -> Self {
        Self {
            whole,
            object: object(whole.get()),
        }
    }

    /// What stands at a JSON pointer (RFC 6901).
    pub(super) fn at(&self, pointer: &str) -> Option<&'a RawValue> {
        if pointer.is_empty() {
            return Some(self.whole);
        }
        let mut words = pointer.split('/').skip(1).map(unescape);
        let first = words.next()?;
        let mut value = match &self.object {
            Some(object) => *object.get(first.as_ref())?,
            None => child(self.whole, &first)?,
        };
        for word in words {
            value = child(value, &word)?;
        }
        Some(value)
    }

    /// The elements of the list at a JSON pointer.
    pub(super) fn items(&self, pointer: &str) -> Option<Vec<&'a RawValue>> {
        serde_json::from_str(self.at(pointer)?.get()).ok()
    }

    /// The text at a JSON pointer; a number's digits too.
    pub(super) fn text(&self, pointer: &str) -> Option<String> {
        let raw = self.at(pointer)?.get();
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw).ok(),
            Some(b'0'..=b'9' | b'-') => Some(raw.to_owned()),
            _ => None,
        }
    }
}

fn object(text: &str) -> Option<Object<'_>> {
    serde_json::from_str(text).ok()
}

fn child<'a>(value: &'a RawValue, word: &str) -> Option<&'a RawValue> {
    if let Some(object) = object(value.get()) {
        return object.get(word).copied();
    }
    let list: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
    list.get(word.parse::<usize>().ok()?).copied()
}

/// `~1` is a slash and `~0` a tilde.
fn unescape(word: &str) -> Cow<'_, str> {
    if word.contains('~') {
        word.replace("~1", "/").replace("~0", "~").into()
    } else {
        word.into()
    }
}

/// Whether two texts are the same JSON, however they are spaced, whatever the order of their keys
/// and however their numbers are written. What lies deeper than [`DEEPEST`] is compared as it is
/// written.
pub(super) fn is_same_json(one: &str, two: &str) -> bool {
    is_same(one, two, 0)
}

fn is_same(one: &str, two: &str, depth: usize) -> bool {
    if one == two {
        return true;
    }
    if depth > DEEPEST {
        return false;
    }
    match (one.as_bytes().first(), two.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => match (object(one), object(two)) {
            (Some(one), Some(two)) => {
                one.len() == two.len()
                    && one.iter().zip(&two).all(|((key, one), (other, two))| {
                        key == other && is_same(one.get(), two.get(), depth + 1)
                    })
            }
            _ => false,
        },
        (Some(b'['), Some(b'[')) => {
            let list = |text| serde_json::from_str::<Vec<&RawValue>>(text).ok();
            match (list(one), list(two)) {
                (Some(one), Some(two)) => {
                    one.len() == two.len()
                        && one
                            .iter()
                            .zip(&two)
                            .all(|(one, two)| is_same(one.get(), two.get(), depth + 1))
                }
                _ => false,
            }
        }
        (Some(b'"'), Some(b'"')) => {
            let text = |text| serde_json::from_str::<String>(text).ok();
            text(one).is_some_and(|one| Some(one) == text(two))
        }
        _ => decimal(one).is_some_and(|one| Some(one) == decimal(two)),
    }
}

/// Sign, digits without zeros at either end, and the power of ten of the last of them: the same
/// for numbers that are equal, such as 1, 1.0 and 10e-1.
fn decimal(text: &str) -> Option<(bool, String, i64)> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (rest, 0_i64),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let front = digits.trim_start_matches('0');
    let short = front.trim_end_matches('0');
    if short.is_empty() {
        return Some((false, String::new(), 0));
    }
    let zeros = (front.len() - short.len()) as i64;
    let power = exponent
        .checked_sub(fraction.len() as i64)?
        .checked_add(zeros)?;
    Some((negative, short.to_owned(), power))
}
