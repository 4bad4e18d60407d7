//! One TOML table while it is being read: every key by name, every mistake noted.

use std::cell::RefCell;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::findings::{Findings, Place, Placed, allowed};
use crate::error::SourceFile;

/// What a value must be, as messages say it.
pub(crate) const TEXT: &str = "a text in quotes";
pub(crate) const WHOLE_NUMBER: &str = "a whole number";
pub(crate) const LIST_OF_TEXTS: &str = "a list of texts";

/// A table of one file.
#[derive(Clone)]
pub(crate) struct Layer<'t> {
    pub(crate) table: &'t DeTable<'t>,
    pub(crate) place: Place,
}

/// A key of a table whose keys are names.
pub(crate) struct Entry<'t> {
    /// The key.
    pub(crate) name: Placed<String>,
    /// Where the value stands.
    pub(crate) place: Place,
    pub(crate) value: &'t DeValue<'t>,
}

/// One table while it is being read.
///
/// A file that builds on others has the keys of all of them: the first layer that holds a key
/// says its value, and the file itself is the first layer.
pub(crate) struct Section<'t> {
    /// Its dotted name; empty for the file itself.
    pub(crate) path: String,
    /// Where it stands, or, when it is left out, what it is left out of.
    pub(crate) place: Place,
    pub(crate) layers: Vec<Layer<'t>>,
    pub(crate) findings: &'t Findings,
    known: RefCell<Vec<&'static str>>,
}

impl<'t> Section<'t> {
    /// The tables of the files themselves: the file's own first, then that which it builds on,
    /// and so on.
    pub(crate) fn root(
        tables: impl IntoIterator<Item = (&'t Spanned<DeTable<'t>>, Arc<SourceFile>)>,
        place: Place,
        findings: &'t Findings,
    ) -> Self {
        let layers = tables
            .into_iter()
            .map(|(table, file)| Layer {
                table: table.get_ref(),
                place: Place {
                    file,
                    span: table.span(),
                },
            })
            .collect();
        Self::new(String::new(), place, layers, findings)
    }

    fn new(path: String, place: Place, layers: Vec<Layer<'t>>, findings: &'t Findings) -> Self {
        Self {
            path,
            place,
            layers,
            findings,
            known: RefCell::default(),
        }
    }

    /// The table `key` of all layers, key by key; an empty one where it is left out.
    pub(crate) fn section(&self, key: &'static str) -> Section<'t> {
        let path = self.dotted(key);
        let mut layers = Vec::new();
        for (place, value) in self.find_all(key) {
            match value {
                DeValue::Table(table) => layers.push(Layer { table, place }),
                other => self.wrong_type(&path, &place, other, &format!("a table under [{path}]")),
            }
        }
        let place = layers
            .first()
            .map_or_else(|| self.place.clone(), |layer| layer.place.clone());
        Self::new(path, place, layers, self.findings)
    }

    /// The table `key` as one value, such as `example`: that of the first layer that has it.
    pub(crate) fn whole(&self, key: &'static str, example: &str) -> Section<'t> {
        let path = self.dotted(key);
        match self.find(key) {
            Some((place, DeValue::Table(table))) => {
                let layer = Layer {
                    table,
                    place: place.clone(),
                };
                Self::new(path, place, vec![layer], self.findings)
            }
            Some((place, other)) => {
                self.wrong_type(&path, &place, other, &format!("a table such as {example}"));
                Self::new(path, place, Vec::new(), self.findings)
            }
            None => Self::new(path, self.place.clone(), Vec::new(), self.findings),
        }
    }

    /// The tables `[[key]]` of all layers, those of the file that is extended first.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Section<'t>> {
        let path = self.dotted(key);
        let mut sections = Vec::new();
        for (place, value) in self.find_all(key).into_iter().rev() {
            let DeValue::Array(items) = value else {
                self.wrong_type(
                    &path,
                    &place,
                    value,
                    &format!("a list of tables, each under [[{path}]]"),
                );
                continue;
            };
            for item in items {
                let place = Place {
                    file: place.file.clone(),
                    span: item.span(),
                };
                match item.get_ref() {
                    DeValue::Table(table) => {
                        let layer = Layer {
                            table,
                            place: place.clone(),
                        };
                        sections.push(Self::new(path.clone(), place, vec![layer], self.findings));
                    }
                    other => {
                        self.wrong_type(&path, &place, other, &format!("a table under [[{path}]]"));
                    }
                }
            }
        }
        sections
    }

    /// All keys with their values, of a table whose keys are names.
    pub(crate) fn entries(&self) -> Vec<Entry<'t>> {
        let of_layer = |layer: &Layer<'t>| {
            let file = layer.place.file.clone();
            let at = move |span| Place {
                file: file.clone(),
                span,
            };
            let entry = move |(name, value): (&'t Spanned<DeString<'t>>, &'t Spanned<_>)| Entry {
                name: Placed {
                    value: name.get_ref().to_string(),
                    place: at(name.span()),
                },
                place: at(value.span()),
                value: value.get_ref(),
            };
            layer.table.iter().map(entry)
        };
        self.layers.iter().flat_map(of_layer).collect()
    }

    /// The table that an entry holds.
    pub(crate) fn below(&self, entry: &Entry<'t>) -> Option<Section<'t>> {
        let path = self.dotted(&entry.name.value);
        let place = entry.place.clone();
        let DeValue::Table(table) = entry.value else {
            self.wrong_type(
                &path,
                &place,
                entry.value,
                &format!("a table under [{path}]"),
            );
            return None;
        };
        let layer = Layer {
            table,
            place: place.clone(),
        };
        Some(Self::new(path, place, vec![layer], self.findings))
    }

    /// The tables of a table whose keys are names.
    pub(crate) fn named(&self) -> Vec<(Placed<String>, Section<'t>)> {
        let entries = self.entries().into_iter();
        entries
            .filter_map(|entry| Some((entry.name.clone(), self.below(&entry)?)))
            .collect()
    }

    /// Whether the table is there at all.
    pub(crate) fn is_given(&self) -> bool {
        !self.layers.is_empty()
    }

    /// Whether the table has this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.layers
            .iter()
            .any(|layer| layer.table.contains_key(key))
    }

    /// Takes keys as known that cannot be read, because of another mistake.
    #[cfg(feature = "program")]
    pub(crate) fn pass_over(&self, keys: &[&'static str]) {
        self.known.borrow_mut().extend(keys);
    }

    /// Notes the keys that nothing asked for.
    pub(crate) fn finish(&self) {
        let known = self.known.borrow();
        for layer in &self.layers {
            for (key, _) in layer.table {
                if known.iter().any(|name| name == key.get_ref()) {
                    continue;
                }
                let within = if self.path.is_empty() {
                    String::new()
                } else {
                    format!(" in `[{}]`", self.path)
                };
                let message = format!("unknown key `{}`{within}", key.get_ref());
                let help = Some(allowed(&known, key.get_ref()));
                let place = Place {
                    file: layer.place.file.clone(),
                    span: key.span(),
                };
                self.findings.add(&place, message, "unknown key", help);
            }
        }
    }

    /// The value of `key` with its place; from now on the key is known.
    pub(crate) fn find(&self, key: &'static str) -> Option<(Place, &'t DeValue<'t>)> {
        self.find_all(key).into_iter().next()
    }

    /// The values of `key` in all layers that have it.
    pub(crate) fn find_all(&self, key: &'static str) -> Vec<(Place, &'t DeValue<'t>)> {
        let mut known = self.known.borrow_mut();
        if !known.contains(&key) {
            known.push(key);
        }
        let found = |layer: &Layer<'t>| {
            let value = layer.table.get(key)?;
            let place = Place {
                file: layer.place.file.clone(),
                span: value.span(),
            };
            Some((place, value.get_ref()))
        };
        self.layers.iter().filter_map(found).collect()
    }

    pub(crate) fn dotted(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Notes a mistake at `place`, and what to write there.
    pub(crate) fn wrong(
        &self,
        place: &Place,
        message: impl Into<String>,
        label: &str,
        help: impl Into<String>,
    ) {
        let findings = self.findings;
        findings.add(place, message.into(), label, Some(help.into()));
    }

    pub(crate) fn wrong_type(&self, path: &str, place: &Place, found: &DeValue<'_>, wanted: &str) {
        let kind = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date without quotes",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{path}` must be {wanted}");
        let label = format!("this is {kind}");
        let help = instead(found, place, wanted);
        self.findings.add(place, message, &label, help);
    }
}

/// What to write in the place of a value that only lacks, or only has, quotes or brackets.
fn instead(found: &DeValue<'_>, place: &Place, wanted: &str) -> Option<String> {
    let written = place.file.text.get(place.span.clone())?;
    let plain = !written.contains('\n') && written.len() <= 40;
    match found {
        _ if !plain => None,
        DeValue::String(_) if wanted == LIST_OF_TEXTS => Some(format!("write [{written}]")),
        DeValue::String(text) if wanted == WHOLE_NUMBER && text.parse::<u64>().is_ok() => {
            Some(format!("write {text}, without quotes"))
        }
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_)
            if wanted == TEXT =>
        {
            Some(format!("write \"{written}\""))
        }
        _ => None,
    }
}
