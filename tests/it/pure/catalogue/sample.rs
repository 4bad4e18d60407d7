//! What a case puts into a facet, and how it measures.

use connsura_seed::clock::{Date, Timestamp};
use connsura_seed::edge::case::{EdgeCase, State, Value};
use connsura_seed::edge::{Facet, make};
use connsura_seed::rng::{Cell, Origin, Recipe, Root, Source};
use connsura_seed::schema::{ColumnType, Network};
use jiff::civil;
use serde_json::Value as Parsed;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// 2026-03-01T00:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_772_323_200_000);

/// A value, as a column holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Made {
    Null,
    Text(String),
    List(i32, Vec<Option<String>>),
    Json(String),
    /// Days since 1970.
    Date(i32),
    /// Milliseconds since 1970.
    Instant(i64),
    AfterCreation(i64),
    Infinity(bool),
    Number(i64),
    Network(Network),
    State(State),
}

/// A case's value for one of its facets.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) made: Made,
    /// How many code points the column takes.
    pub(crate) limit: Option<usize>,
    /// What the row would hold otherwise.
    pub(crate) ordinary: &'static str,
}

/// What a column of the facet takes, in code points.
pub(crate) fn limit_of(facet: Facet) -> Option<usize> {
    let (entity, column) = facet.column()?;
    match entity.table().column(column).unwrap().kind {
        ColumnType::Varchar(limit) | ColumnType::Char(limit) => Some(limit as usize),
        _ => None,
    }
}

pub(crate) fn cell(seed: u64) -> Cell {
    let key = Root::new(Origin::Specimens, 1).unwrap().key();
    Source::new(seed, Recipe::V1).field("Test", "case").at(key)
}

impl Sample {
    pub(crate) fn of(case: &EdgeCase, facet: Facet, seed: u64) -> Self {
        let limit = limit_of(facet);
        let ordinary = match facet {
            Facet::Email => "ilse.marwitz.k4f7@mail.example",
            Facet::FileName => "damage photo 3.jpg",
            _ => "Ilse Marwitz",
        };
        let owned = |items: &[Option<&str>]| {
            let items = items.iter().map(|item| item.map(str::to_owned));
            items.collect()
        };
        let made = match case.value {
            Value::Null => Made::Null,
            Value::Text(rule) => Made::Text(make::text(rule, limit, ordinary, &mut cell(seed))),
            Value::Email(rule) => Made::Text(make::email(rule, ordinary)),
            Value::List(lower, items) => Made::List(lower, owned(items)),
            Value::Languages(rule) => {
                let languages = make::languages(rule, "Deutsch").into_iter().map(Some);
                Made::List(1, owned(&languages.collect::<Vec<_>>()))
            }
            Value::Json(text) => Made::Json(text.to_owned()),
            Value::MadeJson(rule) => Made::Json(make::json(rule)),
            Value::Date(year, month, day) => {
                Made::Date(Date::new(year.into(), month, day).as_days())
            }
            Value::YearsAgo(years, days) => {
                Made::Date(make::years_before(NOW, years, days).as_days())
            }
            Value::Instant(millis) => Made::Instant(millis),
            Value::AfterNow(millis) => Made::Instant(NOW.as_millis() + millis),
            Value::AfterCreation(millis) => Made::AfterCreation(millis),
            Value::Infinity(after) => Made::Infinity(after),
            Value::Number(number) => Made::Number(number),
            Value::Network(network) => Made::Network(network),
            Value::State(state) => Made::State(state),
        };
        Self {
            made,
            limit,
            ordinary,
        }
    }

    pub(crate) fn text(&self) -> &str {
        match &self.made {
            Made::Text(text) | Made::Json(text) => text,
            other => panic!("{other:?} is no text"),
        }
    }

    /// The text's last word, before which there is an ordinary text.
    pub(crate) fn tail(&self) -> &str {
        let (front, tail) = self.text().split_once("Marwitz ").unwrap_or_default();
        if front.is_empty() { "" } else { tail }
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit.unwrap()
    }

    pub(crate) fn items(&self) -> Vec<Option<&str>> {
        match &self.made {
            Made::List(_, items) => items.iter().map(Option::as_deref).collect(),
            other => panic!("{other:?} is no list"),
        }
    }

    pub(crate) fn number(&self) -> i64 {
        match self.made {
            Made::Number(number) | Made::Instant(number) | Made::AfterCreation(number) => number,
            ref other => panic!("{other:?} is no number"),
        }
    }

    pub(crate) fn date(&self) -> civil::Date {
        match self.made {
            Made::Date(days) => {
                let epoch = civil::date(1970, 1, 1);
                epoch.checked_add(jiff::Span::new().days(days)).unwrap()
            }
            ref other => panic!("{other:?} is no date"),
        }
    }

    /// The instant in UTC, by an implementation of the calendar that is not ours.
    pub(crate) fn instant(&self) -> String {
        let at = civil::date(1970, 1, 1).at(0, 0, 0, 0);
        let at = at
            .checked_add(jiff::Span::new().milliseconds(self.number()))
            .unwrap();
        format!("{at}Z")
    }

    pub(crate) fn json(&self) -> Parsed {
        serde_json::from_str(self.text()).unwrap()
    }

    pub(crate) fn is(&self, state: State) -> bool {
        self.made == Made::State(state)
    }
}

/// The text of code points in hexadecimal.
pub(crate) fn u(points: &str) -> String {
    let code = |point| char::from_u32(u32::from_str_radix(point, 16).unwrap()).unwrap();
    points.split_whitespace().map(code).collect()
}

pub(crate) fn points(text: &str) -> usize {
    text.chars().count()
}

pub(crate) fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

pub(crate) fn graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// Bytes, code points, UTF-16 units, extended and legacy graphemes.
pub(crate) fn measures(text: &str) -> [usize; 5] {
    [
        text.len(),
        points(text),
        utf16(text),
        graphemes(text),
        text.graphemes(false).count(),
    ]
}

pub(crate) fn nfc(text: &str) -> String {
    text.nfc().collect()
}

pub(crate) fn nfd(text: &str) -> String {
    text.nfd().collect()
}

pub(crate) fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}
