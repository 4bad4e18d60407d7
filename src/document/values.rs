//! Values of a table, read as what they are meant to be.

use std::ops::RangeInclusive;
use std::sync::Arc;

use toml::de::DeValue;

use super::findings::{Place, Placed, allowed};
use super::section::{Entry, LIST_OF_TEXTS, Section, TEXT, WHOLE_NUMBER};

impl Section<'_> {
    /// A text of the first file itself, where there is one.
    pub(crate) fn own_text(&self, key: &'static str) -> Option<String> {
        let own = |(place, _): &(Place, &DeValue<'_>)| Arc::ptr_eq(&place.file, &self.place.file);
        let (place, value) = self.find_all(key).into_iter().find(own)?;
        self.as_text(key, place, value).map(|text| text.value)
    }

    /// A text, where there is one.
    pub(crate) fn optional_text(&self, key: &'static str) -> Option<Placed<String>> {
        let (place, value) = self.find(key)?;
        self.as_text(key, place, value)
    }

    fn as_text(&self, key: &str, place: Place, value: &DeValue<'_>) -> Option<Placed<String>> {
        if let DeValue::String(text) = value {
            return Some(Placed {
                value: text.to_string(),
                place,
            });
        }
        self.wrong_type(&self.dotted(key), &place, value, TEXT);
        None
    }

    /// A whole number within `allowed`, or `None` where it is left out or wrong.
    pub(crate) fn number(
        &self,
        key: &'static str,
        allowed: RangeInclusive<u64>,
    ) -> Option<Placed<u64>> {
        let (place, value) = self.find(key)?;
        self.as_number(&self.dotted(key), place, value, &allowed)
    }

    fn as_number(
        &self,
        path: &str,
        place: Place,
        value: &DeValue<'_>,
        allowed: &RangeInclusive<u64>,
    ) -> Option<Placed<u64>> {
        let DeValue::Integer(integer) = value else {
            self.wrong_type(path, &place, value, WHOLE_NUMBER);
            return None;
        };
        let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
        let fits = number
            .and_then(|n| u64::try_from(n).ok())
            .filter(|n| allowed.contains(n));
        if fits.is_none() {
            let message = format!("`{path}` is out of range");
            let help = format!("allowed: {} to {}", allowed.start(), allowed.end());
            self.wrong(&place, message, "out of range", help);
        }
        Some(Placed {
            value: fits?,
            place,
        })
    }

    /// A share from 0 to 1, or the default.
    pub(crate) fn share(&self, key: &'static str, default: f64) -> f64 {
        let Some((place, value)) = self.find(key) else {
            return default;
        };
        let path = self.dotted(key);
        let number: Option<f64> = match value {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            other => {
                self.wrong_type(&path, &place, other, "a number from 0 to 1");
                return default;
            }
        };
        if let Some(share) = number.filter(|share| (0.0..=1.0).contains(share)) {
            return share;
        }
        let message = format!("`{path}` is not a share");
        let help = "allowed: 0 to 1, such as 0.02 for two in a hundred";
        self.wrong(&place, message, "out of range", help);
        default
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.placed_choice(key, choices).map(|chosen| chosen.value)
    }

    /// One of a few words, with its place.
    pub(crate) fn placed_choice<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<Placed<T>> {
        let text = self.optional_text(key)?;
        self.chosen(key, text, choices)
    }

    /// A list of a few words, where it is given.
    pub(crate) fn choices(
        &self,
        key: &'static str,
        choices: &[&'static str],
    ) -> Option<Vec<&'static str>> {
        let pairs: Vec<(&str, &'static str)> = choices.iter().map(|word| (*word, *word)).collect();
        let mut words = Vec::new();
        for text in self.texts(key)? {
            let Some(Placed { value: word, place }) = self.chosen(key, text, &pairs) else {
                continue;
            };
            if words.contains(&word) {
                let message = format!("`{word}` is there twice");
                self.wrong(&place, message, "the second", "leave it out");
            } else {
                words.push(word);
            }
        }
        Some(words)
    }

    fn chosen<T: Copy>(
        &self,
        key: &str,
        text: Placed<String>,
        choices: &[(&str, T)],
    ) -> Option<Placed<T>> {
        let Placed { value: text, place } = text;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(Placed {
                value: *value,
                place,
            });
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let message = format!("`{}` does not know `{text}`", self.dotted(key));
        self.wrong(&place, message, "unknown", allowed(&words, &text));
        None
    }

    /// The whole numbers of a table whose keys are names, each name with its place.
    pub(crate) fn numbers(&self, range: RangeInclusive<u64>) -> Vec<(Placed<String>, Placed<u64>)> {
        let number = |entry: Entry<'_>| {
            let path = self.dotted(&entry.name.value);
            let number = self.as_number(&path, entry.place, entry.value, &range)?;
            Some((entry.name, number))
        };
        self.entries().into_iter().filter_map(number).collect()
    }

    /// The texts of a table whose keys are names, each name with its place.
    pub(crate) fn named_texts(&self) -> Vec<(Placed<String>, Placed<String>)> {
        let text = |entry: Entry<'_>| {
            let text = self.as_text(&entry.name.value, entry.place, entry.value)?;
            Some((entry.name, text))
        };
        self.entries().into_iter().filter_map(text).collect()
    }

    /// A text that must be there.
    pub(crate) fn required_text(&self, key: &'static str, example: &str) -> Option<Placed<String>> {
        let given = self.has(key);
        let text = self.optional_text(key);
        if !given {
            self.missing(key, example);
        }
        text
    }

    /// Notes that `key` is missing.
    pub(crate) fn missing(&self, key: &str, example: &str) {
        let message = format!("`{}` has no `{key}`", self.path);
        let label = format!("`{key}` is missing");
        let help = Some(format!("write {example}"));
        self.findings.add(&self.place, message, &label, help);
    }

    /// `true` or `false`, where it is given.
    pub(crate) fn flag(&self, key: &'static str) -> Option<Placed<bool>> {
        let (place, value) = self.find(key)?;
        if let DeValue::Boolean(value) = value {
            return Some(Placed {
                value: *value,
                place,
            });
        }
        self.wrong_type(&self.dotted(key), &place, value, "true or false");
        None
    }

    /// A list of texts, where it is given.
    pub(crate) fn texts(&self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let (place, value) = self.find(key)?;
        let path = self.dotted(key);
        let DeValue::Array(items) = value else {
            self.wrong_type(&path, &place, value, LIST_OF_TEXTS);
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            let place = Place {
                file: place.file.clone(),
                span: item.span(),
            };
            match item.get_ref() {
                DeValue::String(text) => texts.push(Placed {
                    value: text.to_string(),
                    place,
                }),
                other => self.wrong_type(&path, &place, other, LIST_OF_TEXTS),
            }
        }
        Some(texts)
    }
}
