//! Reading one TOML table: every key by name, every mistake noted, none of them final.

use std::cell::RefCell;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::model::{Count, Tail};
use super::nearest::nearest;
use crate::error::{Diagnostic, SourceFile};

/// All mistakes found so far.
pub(super) struct Findings {
    file: Arc<SourceFile>,
    list: RefCell<Vec<Diagnostic>>,
}

impl Findings {
    pub(super) fn new(file: Arc<SourceFile>) -> Self {
        Self {
            file,
            list: RefCell::new(Vec::new()),
        }
    }

    /// The text that is being read.
    pub(super) fn text(&self) -> &str {
        &self.file.text
    }

    /// Notes a mistake at `span`.
    pub(super) fn add(
        &self,
        span: Range<usize>,
        message: String,
        label: &str,
        help: Option<String>,
    ) {
        let label = label.to_owned();
        self.list.borrow_mut().push(Diagnostic {
            file: self.file.clone(),
            span,
            message,
            label,
            help,
        });
    }

    /// Whether none was found.
    pub(super) fn is_empty(&self) -> bool {
        self.list.borrow().is_empty()
    }

    /// The mistakes in the order of the file.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut list = self.list.into_inner();
        list.sort_by_key(|finding| finding.span.start);
        list
    }
}

/// A value that was read, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

/// One table while it is being read.
pub(super) struct Section<'t> {
    /// Its dotted name; empty for the file itself.
    path: String,
    span: Range<usize>,
    table: Option<&'t DeTable<'t>>,
    findings: &'t Findings,
    known: RefCell<Vec<&'static str>>,
}

impl<'t> Section<'t> {
    /// The file's own table.
    pub(super) fn root(table: &'t Spanned<DeTable<'t>>, findings: &'t Findings) -> Self {
        Self::new(String::new(), table.span(), Some(table.get_ref()), findings)
    }

    fn new(
        path: String,
        span: Range<usize>,
        table: Option<&'t DeTable<'t>>,
        findings: &'t Findings,
    ) -> Self {
        Self {
            path,
            span,
            table,
            findings,
            known: RefCell::default(),
        }
    }

    /// The table `key`; an empty one where it is left out.
    pub(super) fn section(&self, key: &'static str) -> Section<'t> {
        let path = self.dotted(key);
        match self.find(key) {
            Some((span, DeValue::Table(table))) => {
                Self::new(path, span, Some(table), self.findings)
            }
            Some((span, other)) => {
                self.wrong_type(&path, &span, other, "a table");
                Self::new(path, span, None, self.findings)
            }
            None => Self::new(path, self.span.clone(), None, self.findings),
        }
    }

    /// A text, or the default.
    pub(super) fn text(&self, key: &'static str, default: &str) -> String {
        self.optional_text(key)
            .map_or_else(|| default.to_owned(), |placed| placed.value)
    }

    /// A text, where there is one.
    pub(super) fn optional_text(&self, key: &'static str) -> Option<Placed<String>> {
        let (span, value) = self.find(key)?;
        if let DeValue::String(text) = value {
            return Some(Placed {
                value: text.to_string(),
                span,
            });
        }
        self.wrong_type(&self.dotted(key), &span, value, "a text in quotes");
        None
    }

    /// A whole number within `allowed`, or `None` where it is left out or wrong.
    pub(super) fn number(
        &self,
        key: &'static str,
        allowed: RangeInclusive<u64>,
    ) -> Option<Placed<u64>> {
        let (span, value) = self.find(key)?;
        let path = self.dotted(key);
        let DeValue::Integer(integer) = value else {
            self.wrong_type(&path, &span, value, "a whole number");
            return None;
        };
        let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
        let fits = number
            .and_then(|n| u64::try_from(n).ok())
            .filter(|n| allowed.contains(n));
        if fits.is_none() {
            let help = format!("allowed: {} to {}", allowed.start(), allowed.end());
            self.findings.add(
                span.clone(),
                format!("`{path}` is out of range"),
                "out of range",
                Some(help),
            );
        }
        Some(Placed { value: fits?, span })
    }

    /// A share from 0 to 1, or the default.
    pub(super) fn share(&self, key: &'static str, default: f64) -> f64 {
        let Some((span, value)) = self.find(key) else {
            return default;
        };
        let path = self.dotted(key);
        let number: Option<f64> = match value {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            other => {
                self.wrong_type(&path, &span, other, "a number from 0 to 1");
                return default;
            }
        };
        if let Some(share) = number.filter(|share| (0.0..=1.0).contains(share)) {
            return share;
        }
        let help = Some("allowed: 0 to 1, such as 0.02 for two in a hundred".to_owned());
        self.findings.add(
            span,
            format!("`{path}` is not a share"),
            "out of range",
            help,
        );
        default
    }

    /// `{ min = ..., max = ..., tail = ... }` with `max` at most `most`; none where left out.
    pub(super) fn count(&self, key: &'static str, most: u64) -> Placed<Count> {
        let section = self.section(key);
        let span = section.span.clone();
        let none = Placed {
            value: Count::NONE,
            span: span.clone(),
        };
        if section.table.is_none() {
            return none;
        }
        let min = section.number("min", 0..=most);
        let max = section.number("max", 0..=most);
        let given = section.table.is_some_and(|table| table.contains_key("max"));
        let tail = section.choice("tail", &[("even", Tail::Even), ("long", Tail::Long)]);
        section.finish();
        if !given {
            let message = format!("`{}` has no `max`", section.path);
            self.findings.add(
                span,
                message,
                "`max` is missing",
                Some("write { min = 0, max = 3 }".to_owned()),
            );
            return none;
        }
        let min = min.unwrap_or(Placed {
            value: 0,
            span: span.clone(),
        });
        let Some(max) = max else { return none };
        if min.value > max.value {
            let message = format!("`{}` has a `min` above its `max`", section.path);
            let help = format!("allowed: 0 to {}", max.value);
            self.findings
                .add(min.span, message, "more than `max`", Some(help));
            return none;
        }
        let tail = tail.unwrap_or(Tail::Even);
        Placed {
            value: Count {
                min: min.value,
                max: max.value,
                tail,
            },
            span,
        }
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let placed = self.optional_text(key)?;
        if let Some((_, chosen)) = choices.iter().find(|(word, _)| *word == placed.value) {
            return Some(*chosen);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let message = format!("`{}` does not know `{}`", self.dotted(key), placed.value);
        self.findings.add(
            placed.span,
            message,
            "unknown",
            Some(allowed(&words, &placed.value)),
        );
        None
    }

    /// Weights by name, from a table such as `{ en = 4, ar = 1 }`; `None` where left out.
    pub(super) fn weights(
        &self,
        key: &'static str,
        names: &[&'static str],
    ) -> Option<Vec<(&'static str, u32)>> {
        let section = self.section(key);
        let table = section.table?;
        let mut wrong = false;
        for (name, _) in table {
            if !names.iter().any(|known| known == name.get_ref()) {
                let message = format!("`{}` does not know `{}`", section.path, name.get_ref());
                let help = Some(allowed(names, name.get_ref()));
                wrong = true;
                self.findings.add(name.span(), message, "unknown", help);
            }
        }
        let weights: Vec<(&'static str, u32)> = names
            .iter()
            .filter_map(|name| Some((*name, section.number(name, 0..=1_000_000)?.value as u32)))
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
                .add(section.span, message, "all weights are 0", Some(help));
            return None;
        }
        Some(weights)
    }

    /// Whether the table is there at all.
    pub(super) fn is_given(&self) -> bool {
        self.table.is_some()
    }

    /// Notes the keys that nothing asked for.
    pub(super) fn finish(&self) {
        let known = self.known.borrow();
        for (key, _) in self.table.into_iter().flatten() {
            if !known.iter().any(|name| name == key.get_ref()) {
                let place = if self.path.is_empty() {
                    String::new()
                } else {
                    format!(" in `[{}]`", self.path)
                };
                let message = format!("unknown key `{}`{place}", key.get_ref());
                let help = Some(allowed(&known, key.get_ref()));
                self.findings.add(key.span(), message, "unknown key", help);
            }
        }
    }

    /// The value of `key` with its place; from now on the key is known.
    fn find(&self, key: &'static str) -> Option<(Range<usize>, &'t DeValue<'t>)> {
        let mut known = self.known.borrow_mut();
        if !known.contains(&key) {
            known.push(key);
        }
        self.table?
            .get(key)
            .map(|value| (value.span(), value.get_ref()))
    }

    fn dotted(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn wrong_type(&self, path: &str, span: &Range<usize>, found: &DeValue<'_>, wanted: &str) {
        let found = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date without quotes",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{path}` must be {wanted}");
        let label = format!("this is {found}");
        self.findings.add(span.clone(), message, &label, None);
    }
}

/// "allowed: ...", with the nearest of them first where one is near.
fn allowed(names: &[impl Display + AsRef<str>], found: &str) -> String {
    let list = names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let nearest = nearest(names, found);
    match nearest {
        Some(name) => format!("did you mean `{name}`? allowed: {list}"),
        None => format!("allowed: {list}"),
    }
}
