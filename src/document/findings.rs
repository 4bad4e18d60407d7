//! What is wrong with a file, and where.

use std::cell::RefCell;
use std::fmt::Display;
use std::ops::Range;
use std::sync::Arc;

use super::Dialect;
use super::nearest::nearest;
use crate::error::{Diagnostic, Error, Kind, SourceFile};

/// All mistakes found so far, in a file and in those that it builds on.
pub(crate) struct Findings {
    /// The file itself first.
    files: Vec<Arc<SourceFile>>,
    list: RefCell<Vec<Diagnostic>>,
}

impl Findings {
    pub(crate) fn new(files: Vec<Arc<SourceFile>>) -> Self {
        Self {
            files,
            list: RefCell::new(Vec::new()),
        }
    }

    /// Notes a mistake at `place`.
    pub(crate) fn add(&self, place: &Place, message: String, label: &str, help: Option<String>) {
        self.list.borrow_mut().push(Diagnostic {
            file: place.file.clone(),
            span: place.span.clone(),
            message,
            label: label.to_owned(),
            help,
        });
    }

    /// Takes back what was noted within `place`.
    pub(crate) fn withdraw(&self, place: &Place) {
        let is_within = |found: &Diagnostic| {
            let Range { start, end } = found.span;
            Arc::ptr_eq(&found.file, &place.file)
                && (place.span.start..=place.span.end).contains(&start)
                && end <= place.span.end
        };
        self.list.borrow_mut().retain(|found| !is_within(found));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.borrow().is_empty()
    }

    /// The mistakes, file by file, in the order of each.
    fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut list = self.list.into_inner();
        let file = |finding: &Diagnostic| {
            let same = |file: &Arc<SourceFile>| Arc::ptr_eq(file, &finding.file);
            self.files.iter().position(same)
        };
        list.sort_by_key(|finding| (file(finding), finding.span.start));
        list
    }

    /// The error that holds them all, about the file at `path`.
    pub(crate) fn into_error(self, dialect: &Dialect, path: &str, hint: String) -> Error {
        let diagnostics = self.into_diagnostics();
        let mistakes = match diagnostics.len() {
            1 => "1 mistake".to_owned(),
            count => format!("{count} mistakes"),
        };
        let message = format!("{} `{path}` has {mistakes}", dialect.noun);
        Error::new(Kind::Invalid, message)
            .with_diagnostics(diagnostics)
            .hint(hint)
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

/// A value that was read, and where it stands.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// "allowed: ...", with the nearest of them first where one is near.
pub(crate) fn allowed(names: &[impl Display + AsRef<str>], found: &str) -> String {
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

/// The nearest name as a question, where one is near.
pub(crate) fn did_you_mean<'n>(names: impl IntoIterator<Item = &'n str>, found: &str) -> String {
    let near = nearest(names, found, 1);
    near.first()
        .map(|name| format!("did you mean `{name}`? "))
        .unwrap_or_default()
}
