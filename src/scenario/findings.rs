//! What is wrong with a scenario, and where.

use std::cell::RefCell;
use std::fmt::Display;
use std::ops::Range;
use std::sync::Arc;

use super::nearest::nearest;
use crate::error::{Diagnostic, SourceFile};

/// All mistakes found so far, in a scenario and in those that it extends.
pub(super) struct Findings {
    /// The scenario's own file first.
    files: Vec<Arc<SourceFile>>,
    list: RefCell<Vec<Diagnostic>>,
}

impl Findings {
    pub(super) fn new(files: Vec<Arc<SourceFile>>) -> Self {
        Self {
            files,
            list: RefCell::new(Vec::new()),
        }
    }

    /// Notes a mistake at `place`.
    pub(super) fn add(&self, place: &Place, message: String, label: &str, help: Option<String>) {
        self.list.borrow_mut().push(Diagnostic {
            file: place.file.clone(),
            span: place.span.clone(),
            message,
            label: label.to_owned(),
            help,
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.borrow().is_empty()
    }

    /// The mistakes, file by file, in the order of each.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut list = self.list.into_inner();
        let file = |finding: &Diagnostic| {
            let same = |file: &Arc<SourceFile>| Arc::ptr_eq(file, &finding.file);
            self.files.iter().position(same)
        };
        list.sort_by_key(|finding| (file(finding), finding.span.start));
        list
    }
}

/// Where something stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The byte range in its text.
    pub span: Range<usize>,
}

/// What a scenario says of something that can also be left to the population, or be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Said<T> {
    /// Nothing: it is made as for the population.
    #[default]
    Nothing,
    /// That there is none: NULL, or never.
    Absent,
    /// What it is.
    Is(T),
}

impl<T> Said<T> {
    /// What it is, where that is said.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Nothing | Self::Absent => None,
        }
    }

    /// The same of a reference.
    pub fn as_ref(&self) -> Said<&T> {
        match self {
            Self::Nothing => Said::Nothing,
            Self::Absent => Said::Absent,
            Self::Is(value) => Said::Is(value),
        }
    }
}

impl<T> From<Option<T>> for Said<T> {
    /// A value that cannot be absent.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::Is)
    }
}

/// A value that was read, and where it stands.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// "allowed: ...", with the nearest of them first where one is near.
pub(super) fn allowed(names: &[impl Display + AsRef<str>], found: &str) -> String {
    let list = names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let nearest = nearest(names.iter().map(AsRef::as_ref), found, 1);
    match nearest.first() {
        Some(name) => format!("did you mean `{name}`? allowed: {list}"),
        None => format!("allowed: {list}"),
    }
}
