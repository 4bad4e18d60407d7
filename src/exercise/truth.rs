//! What a column holds, and whether what an answer shows is that.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use serde_json::value::RawValue;
use unicode_segmentation::UnicodeSegmentation as _;
use uuid::Uuid;

use super::answer::is_same_json;
use crate::clock::{Date, Timestamp};
use crate::find;
use crate::schema::{Network, Value, write_plain};

/// What a generation holds in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// NULL, or no row to have a value.
    Null,
    /// A text, or an enum's label.
    Text(String),
    /// An id.
    Id(Uuid),
    /// A number.
    Number(i64),
    /// A number that may be too large for JavaScript's: as a JSON number, or as its digits in a text.
    Large(i64),
    /// An instant.
    Instant(Timestamp),
    /// A date.
    Date(Date),
    /// A network, or the address of a host.
    Network(Network),
    /// A list of texts.
    List(Vec<Option<String>>),
    /// JSON.
    Json(String),
}

impl Truth {
    /// Of a row's value.
    pub fn of(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Uuid(id) => Self::Id(id),
            Value::Text(text) => Self::Text(text.to_owned()),
            Value::Timestamp(at) => Self::Instant(at),
            Value::Int4(number) => Self::Number(number.into()),
            Value::Int8(number) => Self::Large(number),
            Value::Json(text) => Self::Json(text.to_owned()),
            Value::List(list) => {
                Self::List(list.iter().map(|item| item.map(str::to_owned)).collect())
            }
            Value::Date(date) => Self::Date(date),
            Value::Inet(network) => Self::Network(network),
        }
    }

    /// The text of it, as it stands in a path or on a page; nothing of NULL.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Null => None,
            Self::Text(text) | Self::Json(text) => Some(Cow::Borrowed(text)),
            Self::Id(id) => Some(id.to_string().into()),
            Self::Number(number) | Self::Large(number) => Some(number.to_string().into()),
            Self::Instant(at) => Some(at.to_string().into()),
            Self::Date(date) => Some(date.to_string().into()),
            Self::Network(network) => Some(plain(Value::Inet(*network)).into()),
            Self::List(items) => {
                let items: Vec<&str> = items.iter().flatten().map(String::as_str).collect();
                Some(items.join(", ").into())
            }
        }
    }

    /// Whether JSON shows it whole.
    pub fn is_shown_by(&self, found: &RawValue) -> bool {
        match self {
            Self::Null => found.get() == "null",
            Self::Text(text) => is_text(found, text),
            Self::Id(id) => text(found).and_then(|text| Uuid::try_parse(&text).ok()) == Some(*id),
            Self::Number(number) => found.get() == number.to_string(),
            Self::Large(number) => {
                let digits = number.to_string();
                found.get() == digits || is_text(found, &digits)
            }
            Self::Instant(_) | Self::Date(_) | Self::Network(_) => {
                text(found).is_some_and(|text| self.is_named_by(&text))
            }
            Self::List(items) => serde_json::from_str::<Vec<Option<String>>>(found.get())
                .is_ok_and(|found| found == *items),
            Self::Json(json) => is_same_json(json, found.get()),
        }
    }

    /// Whether JSON shows its beginning: whole characters, as people count them, and maybe an
    /// ellipsis behind.
    pub fn begins_with(&self, found: &RawValue) -> bool {
        let (Self::Text(whole), Some(shown)) = (self, text(found)) else {
            return self.is_shown_by(found);
        };
        is_beginning(whole, &shown)
    }

    /// Whether a text of a page is this, whole or, where that is enough, its beginning. HTML reads
    /// every end of a line as a line feed.
    pub fn is_written_as(&self, shown: &str, is_cut: bool) -> bool {
        match self {
            Self::Text(text) => {
                let text = as_html_reads(text);
                text == shown || (is_cut && is_beginning(&text, shown))
            }
            Self::Json(json) => is_same_json(json, shown),
            Self::Instant(_) | Self::Date(_) | Self::Network(_) => self.is_named_by(shown),
            Self::Id(id) => Uuid::try_parse(shown) == Ok(*id),
            Self::Number(_) | Self::Large(_) | Self::Null | Self::List(_) => {
                self.text().is_some_and(|text| text == shown)
            }
        }
    }

    /// Whether a text is one of the ways to write a value that has several: RFC 3339's instants;
    /// dates before the first year by ISO 8601 or with their era; an address of a host with its
    /// prefix, as PostgreSQL casts it, or without.
    fn is_named_by(&self, text: &str) -> bool {
        match *self {
            Self::Instant(at) => text == at.to_string() || text.parse() == Ok(at),
            Self::Date(date) => text == date.to_string() || text == plain(Value::Date(date)),
            Self::Network(network) => {
                let Network { address, prefix } = network;
                text == plain(Value::Inet(network)) || text == format!("{address}/{prefix}")
            }
            _ => false,
        }
    }

    /// Whether JSON shows an instant that is not before it; whatever there is where it is NULL.
    pub fn is_not_after(&self, found: &RawValue) -> bool {
        match self {
            Self::Null => true,
            Self::Instant(at) => {
                let moved = text(found).and_then(|text| text.parse::<Timestamp>().ok());
                self.is_shown_by(found) || moved.is_some_and(|moved| moved >= *at)
            }
            _ => self.is_shown_by(found),
        }
    }

    /// The order in which PostgreSQL puts them: NULL behind all others.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Null, Self::Null) => Ordering::Equal,
            (Self::Null, _) => Ordering::Greater,
            (_, Self::Null) => Ordering::Less,
            (Self::Instant(one), Self::Instant(two)) => one.cmp(two),
            (Self::Date(one), Self::Date(two)) => one.cmp(two),
            (Self::Id(one), Self::Id(two)) => one.cmp(two),
            (Self::Number(one) | Self::Large(one), Self::Number(two) | Self::Large(two)) => {
                one.cmp(two)
            }
            // What no list is sorted by.
            _ => self.text().cmp(&other.text()),
        }
    }
}

/// As messages show it.
impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Number(number) | Self::Large(number) => write!(f, "{number}"),
            Self::Json(text) => f.write_str(&find::shown(Some(text))),
            Self::List(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| find::shown(item.as_deref()))
                    .collect();
                write!(f, "[{}]", items.join(", "))
            }
            _ => f.write_str(&find::shown(self.text().as_deref())),
        }
    }
}

/// Whether a text is a whole one, or its beginning: whole characters, as people count them, and
/// maybe an ellipsis behind.
pub(super) fn is_beginning(whole: &str, shown: &str) -> bool {
    if shown == whole {
        return true;
    }
    let ellipses = ["…", "...", ""];
    let mut cut = ellipses.iter().filter_map(|end| shown.strip_suffix(end));
    cut.any(|cut| {
        let is_long_enough = !cut.is_empty();
        let ends = |(at, _): (usize, &str)| at == cut.len();
        is_long_enough && whole.starts_with(cut) && whole.grapheme_indices(true).any(ends)
    })
}

/// A text as a page has it: CR LF and CR are LF there (HTML, 13.2.3.5).
pub(super) fn as_html_reads(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

/// The text that a JSON string stands for.
fn text(found: &RawValue) -> Option<String> {
    serde_json::from_str(found.get()).ok()
}

fn is_text(found: &RawValue, wanted: &str) -> bool {
    text(found).is_some_and(|text| text == wanted)
}

/// A value as PostgreSQL prints it.
fn plain(value: Value<'_>) -> String {
    let mut text = String::new();
    write_plain(value, &mut text);
    text
}
