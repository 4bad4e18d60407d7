//! Values that go straight into a column: what the column can hold, and what no column may.

use super::Said;
use super::when::{Event, When, WhenError};
use crate::document::{Placed, Section, did_you_mean};
use crate::edge::Facet;
use crate::edge::catalogue::{self, Class, Selector};
use crate::reserved::{ContactKind, offences};
use crate::schema::{ColumnType, Entity};

/// What stands for NULL.
const NONE: &str = "none";

/// How many code points the column takes; `None` for as many as there are.
pub(super) fn limit(entity: Entity, column: &str) -> Option<usize> {
    match entity.table().column(column)?.kind {
        ColumnType::Varchar(limit) | ColumnType::Char(limit) => Some(limit as usize),
        _ => None,
    }
}

impl Section<'_> {
    /// Words that choose from the catalogue.
    pub(super) fn selectors(&self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let words = self.texts(key)?;
        for word in &words {
            if Selector::parse(&word.value).is_none() {
                self.unknown_case(&self.dotted(key), word);
            }
        }
        Some(words)
    }

    /// Notes a word that no case of the catalogue answers to.
    pub(super) fn unknown_id(&self, path: &str, word: &Placed<String>, id: &str) {
        let near = did_you_mean(catalogue::cases().map(|case| case.id), id);
        let help = format!(
            "{near}allowed: the ids of `connsura-seed edge list`, such as `S02`, or `S02@notes` for a certain facet"
        );
        let message = format!("`{path}` does not know `{}`", word.value);
        self.findings
            .add(&word.place, message, "unknown", Some(help));
    }

    /// Notes a word that nothing in the catalogue answers to.
    fn unknown_case(&self, path: &str, word: &Placed<String>) {
        let classes = Class::ALL.iter().map(|class| class.name());
        let ids = catalogue::cases().map(|case| case.id);
        let facets = Facet::ALL.iter().map(|facet| facet.name());
        let near = did_you_mean(classes.clone().chain(ids).chain(facets), &word.value);
        let help = format!(
            "{near}allowed: the classes {}, facets such as `phone`, and the ids of `connsura-seed edge list`",
            classes
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        );
        let message = format!("`{path}` does not know `{}`", word.value);
        self.findings
            .add(&word.place, message, "unknown", Some(help));
    }

    /// A list of texts for a column.
    pub(super) fn column_texts(&self, key: &'static str) -> Option<Vec<String>> {
        let texts = self.texts(key)?;
        let good = texts
            .into_iter()
            .filter(|text| self.check_text(key, text, None));
        Some(good.map(|text| text.value).collect())
    }

    /// A text for a column that takes `limit` code points.
    pub(super) fn column_text(&self, key: &'static str, limit: Option<usize>) -> Option<String> {
        let text = self.optional_text(key)?;
        self.check_text(key, &text, limit).then_some(text.value)
    }

    /// The same, with `"none"` for NULL.
    pub(super) fn column_text_or_none(
        &self,
        key: &'static str,
        limit: Option<usize>,
    ) -> Said<String> {
        match self.optional_text(key) {
            Some(text) if text.value == NONE => Said::Absent,
            Some(text) if self.check_text(key, &text, limit) => Said::Is(text.value),
            _ => Said::Nothing,
        }
    }

    pub(super) fn check_text(
        &self,
        key: &str,
        text: &Placed<String>,
        limit: Option<usize>,
    ) -> bool {
        let path = self.dotted(key);
        let points = text.value.chars().count();
        if let Some(limit) = limit.filter(|limit| points > *limit) {
            let message = format!("`{path}` has {points} code points");
            let help = Some(format!("the column takes {limit}"));
            self.findings.add(&text.place, message, "too long", help);
            return false;
        }
        if text.value.contains('\0') {
            let message = format!("`{path}` holds U+0000, which PostgreSQL cannot");
            self.findings
                .add(&text.place, message, "holds U+0000", None);
            return false;
        }
        let kinds: Vec<ContactKind> = offences(&text.value).map(|contact| contact.kind).collect();
        for (kind, name) in [
            (ContactKind::Email, "an e-mail address"),
            (ContactKind::Phone, "a phone number"),
        ] {
            if kinds.contains(&kind) {
                let message = format!("`{path}` holds {name} outside the reserved ranges");
                let help = "staging holds synthetic data only: use example.test, or a phone number reserved for fiction";
                self.findings.add(
                    &text.place,
                    message,
                    "may be somebody's",
                    Some(help.to_owned()),
                );
            }
        }
        kinds.is_empty()
    }

    /// A moment, where it is given.
    pub(super) fn when(&self, key: &'static str) -> Option<Placed<When>> {
        let text = self.optional_text(key)?;
        self.read_when(key, text)
    }

    /// The same, with `"none"` for NULL.
    pub(super) fn when_or_none(&self, key: &'static str) -> Said<Placed<When>> {
        match self.optional_text(key) {
            Some(text) if text.value == NONE => Said::Absent,
            Some(text) => self.read_when(key, text).into(),
            None => Said::Nothing,
        }
    }

    fn read_when(&self, key: &str, text: Placed<String>) -> Option<Placed<When>> {
        let place = text.place;
        match text.value.parse() {
            Ok(value) => Some(Placed { value, place }),
            Err(error) => {
                let help = match &error {
                    WhenError::Event(_) => {
                        let words: Vec<&str> = Event::ALL.iter().map(|(_, word)| *word).collect();
                        format!("allowed: {}", words.join(", "))
                    }
                    WhenError::Unit(_) => {
                        "allowed: seconds, minutes, hours, days, weeks, months, years".to_owned()
                    }
                    WhenError::TooFar => "allowed: at most 200 years".to_owned(),
                    WhenError::Instant(error) => error.help(),
                    WhenError::Form => "write \"now\", \"90 days ago\", \"2 hours after created\" or an instant such as \"2026-03-01T00:00:00Z\"".to_owned(),
                };
                let message = format!("`{}` is {error}", self.dotted(key));
                self.findings.add(&place, message, "no moment", Some(help));
                None
            }
        }
    }
}
