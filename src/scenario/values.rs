//! Values of a table, read as what they are meant to be.

use std::ops::RangeInclusive;
use std::sync::Arc;

use toml::de::DeValue;

use super::findings::{Place, Placed, allowed};
use super::limits::{MOST_WEIGHT, TAILS};
use super::model::{Count, Tail};
use super::section::{Layer, Section, TEXT, WHOLE_NUMBER};

impl Section<'_> {
    /// A text of the scenario's own file, where there is one.
    pub(super) fn own_text(&self, key: &'static str) -> Option<String> {
        let own = |(place, _): &(Place, &DeValue<'_>)| Arc::ptr_eq(&place.file, &self.place.file);
        let (place, value) = self.find_all(key).into_iter().find(own)?;
        self.as_text(key, place, value).map(|text| text.value)
    }

    /// A text, where there is one.
    pub(super) fn optional_text(&self, key: &'static str) -> Option<Placed<String>> {
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
    pub(super) fn number(
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
            self.findings
                .add(&place, message, "out of range", Some(help));
        }
        Some(Placed {
            value: fits?,
            place,
        })
    }

    /// A share from 0 to 1, or the default.
    pub(super) fn share(&self, key: &'static str, default: f64) -> f64 {
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
        let help = Some("allowed: 0 to 1, such as 0.02 for two in a hundred".to_owned());
        self.findings.add(
            &place,
            format!("`{path}` is not a share"),
            "out of range",
            help,
        );
        default
    }

    /// `{ min = ..., max = ..., tail = ... }` with `max` at most `most`; none where left out.
    pub(super) fn count(&self, key: &'static str, most: u64) -> Placed<Count> {
        let section = self.whole(key, "{ min = 0, max = 3 }");
        let place = section.place.clone();
        let none = Placed {
            value: Count::NONE,
            place: place.clone(),
        };
        if !section.is_given() {
            return none;
        }
        let min = section.number("min", 0..=most);
        let max = section.number("max", 0..=most);
        let given = section.has("max");
        let tail = section.choice("tail", &TAILS);
        section.finish();
        if !given {
            let message = format!("`{}` has no `max`", section.path);
            self.findings.add(
                &place,
                message,
                "`max` is missing",
                Some("write { min = 0, max = 3 }".to_owned()),
            );
            return none;
        }
        let min = min.unwrap_or(Placed {
            value: 0,
            place: place.clone(),
        });
        let Some(max) = max else { return none };
        if min.value > max.value {
            let message = format!("`{}` has a `min` above its `max`", section.path);
            let help = format!("allowed: 0 to {}", max.value);
            self.findings
                .add(&min.place, message, "more than `max`", Some(help));
            return none;
        }
        let tail = tail.unwrap_or(Tail::Even);
        Placed {
            value: Count {
                min: min.value,
                max: max.value,
                tail,
            },
            place,
        }
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.placed_choice(key, choices).map(|chosen| chosen.value)
    }

    /// One of a few words, with its place.
    pub(super) fn placed_choice<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<Placed<T>> {
        let text = self.optional_text(key)?;
        self.chosen(key, text, choices)
    }

    /// A list of a few words, where it is given.
    pub(super) fn choices(
        &self,
        key: &'static str,
        choices: &[&'static str],
    ) -> Option<Vec<&'static str>> {
        let pairs: Vec<(&str, &'static str)> = choices.iter().map(|word| (*word, *word)).collect();
        let chosen = |text| self.chosen(key, text, &pairs).map(|word| word.value);
        Some(self.texts(key)?.into_iter().filter_map(chosen).collect())
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
        self.findings
            .add(&place, message, "unknown", Some(allowed(&words, &text)));
        None
    }

    /// The whole numbers of a table whose keys are names, each name with its place.
    pub(super) fn numbers(&self, range: RangeInclusive<u64>) -> Vec<(Placed<String>, Placed<u64>)> {
        let mut numbers = Vec::new();
        for layer in &self.layers {
            for (name, value) in layer.table {
                let at = |span| Place {
                    file: layer.place.file.clone(),
                    span,
                };
                let path = self.dotted(name.get_ref());
                if let Some(number) =
                    self.as_number(&path, at(value.span()), value.get_ref(), &range)
                {
                    let name = Placed {
                        value: name.get_ref().to_string(),
                        place: at(name.span()),
                    };
                    numbers.push((name, number));
                }
            }
        }
        numbers
    }

    /// Weights by name, from a table such as `{ en = 4, ar = 1 }`; `None` where left out.
    pub(super) fn weights(
        &self,
        key: &'static str,
        names: &[&'static str],
    ) -> Option<Vec<(&'static str, u32)>> {
        let example = names
            .first()
            .map_or_else(String::new, |name| format!("{{ {name} = 1 }}"));
        let section = self.whole(key, &example);
        let Layer { table, place } = section.layers.first()?;
        let mut wrong = false;
        for (name, _) in *table {
            if !names.iter().any(|known| known == name.get_ref()) {
                let message = format!("`{}` does not know `{}`", section.path, name.get_ref());
                let help = Some(allowed(names, name.get_ref()));
                wrong = true;
                let place = Place {
                    file: place.file.clone(),
                    span: name.span(),
                };
                self.findings.add(&place, message, "unknown", help);
            }
        }
        let weights: Vec<(&'static str, u32)> = names
            .iter()
            .filter_map(|name| Some((*name, section.number(name, 0..=MOST_WEIGHT)?.value as u32)))
            .collect();
        // What is wrong with a weight has been said; that none is left is no news.
        if wrong || weights.len() < table.len() {
            return None;
        }
        if weights.iter().all(|(_, weight)| *weight == 0) {
            let message = format!("`{}` gives no weight to anything", section.path);
            let help = format!(
                "give at least one of them a weight above 0: {}",
                names.join(", ")
            );
            self.findings
                .add(place, message, "all weights are 0", Some(help));
            return None;
        }
        Some(weights)
    }
}
