//! The one error that this crate shows: what failed, where, and what to do.
//!
//! Stages keep typed errors of their own where they decide something by them; whatever
//! leaves the crate is an [`Error`] with a [`Kind`], which is also the exit code.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// What kind of failure this is. The discriminant is the process's exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A bug, or the machine's failure.
    Unexpected = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A guard refused; nothing was changed.
    Refused = 3,
    /// The scenario or the configuration is invalid; nothing was changed.
    Invalid = 4,
    /// The database or the files differ from what they should be.
    Differs = 5,
    /// The database could not be reached, or failed; it is as it was before.
    Database = 6,
    /// The connection was lost at COMMIT and the database could not be read again.
    OutcomeUnknown = 7,
}

/// A failure with its kind, its causes and a hint.
///
/// ```
/// use connsura_seed::{Error, Kind};
///
/// let error = Error::new(Kind::Refused, "target `production` is not a staging database")
///     .hint("connsura-seed doctor --target production");
/// assert_eq!(error.exit_code(), 3);
/// assert_eq!(error.to_string(), "target `production` is not a staging database");
/// assert_eq!(
///     format!("{error:?}"),
///     "Refused: target `production` is not a staging database\n  hint: connsura-seed doctor --target production"
/// );
/// ```
pub struct Error {
    kind: Kind,
    message: String,
    hint: Option<String>,
    diagnostics: Vec<Diagnostic>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// A `Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Makes an error that says `message`.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: None,
            diagnostics: Vec::new(),
            source: None,
        }
    }

    /// Adds the next thing to type, or to look at.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a clause to the message.
    #[must_use]
    pub fn and(mut self, clause: &str) -> Self {
        self.message.push_str("; ");
        self.message.push_str(clause);
        self
    }

    /// Adds the failure that this one comes from.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds the places in a file that are wrong.
    #[must_use]
    pub fn with_diagnostics(mut self, diagnostics: Vec<Diagnostic>) -> Self {
        self.diagnostics = diagnostics;
        self
    }

    /// The kind of failure.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The process's exit code for this failure.
    pub fn exit_code(&self) -> u8 {
        self.kind as u8
    }

    /// The next thing to do, where there is one.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The places in a file that are wrong, in the file's order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The messages of the causes, outermost first, without repetitions.
    pub fn causes(&self) -> Vec<String> {
        let mut causes: Vec<String> = Vec::new();
        let mut next = self.source();
        while let Some(cause) = next {
            let text = cause.to_string();
            if !causes.iter().any(|seen| seen.contains(&text)) {
                causes.push(text);
            }
            next = cause.source();
        }
        causes
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// All of it, on lines of their own: this is what a test shows that ends with an error.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)?;
        let positions = Diagnostic::positions(&self.diagnostics);
        for (wrong, (line, column)) in self.diagnostics.iter().zip(positions) {
            write!(
                f,
                "\n  {}:{line}:{column}: {}",
                wrong.file.path, wrong.message
            )?;
            if let Some(help) = &wrong.help {
                write!(f, "; {help}")?;
            }
        }
        for cause in self.causes() {
            write!(f, "\n  because: {cause}")?;
        }
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}

/// A text that is not the program's own, such as a file's name, as messages show it: on one
/// line, its control characters as `\u{1b}`, so that it says nothing to a terminal.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a terminal obeys a character instead of showing it: control characters, separators
/// of lines, and those that turn the direction of what follows (UAX #9).
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// One wrong place in a text file: what is wrong there and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file that the place is in, and its text.
    pub file: Arc<SourceFile>,
    /// Byte range of the place in the file's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// A few words shown at the place itself.
    pub label: String,
    /// What is allowed there, and the nearest valid name for a misspelling.
    pub help: Option<String>,
}

/// A text file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path or the shipped name, as messages show it.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Diagnostic {
    /// Line and column of the place, both from 1; columns count code points.
    pub fn position(&self) -> (usize, usize) {
        Walk::from_start(&self.file).to(self.span.start)
    }

    /// The same for each of several places.
    ///
    /// Places that stand in the order of their file cost one walk through it together, and
    /// not one each: a file may have as many mistakes as it has keys.
    pub fn positions(diagnostics: &[Self]) -> Vec<(usize, usize)> {
        let mut positions = Vec::with_capacity(diagnostics.len());
        let mut walk: Option<Walk<'_>> = None;
        for Self { file, span, .. } in diagnostics {
            let ahead = |walk: &Walk<'_>| {
                std::ptr::eq(walk.file, Arc::as_ptr(file)) && walk.at <= span.start
            };
            let mut next = walk.filter(ahead).unwrap_or_else(|| Walk::from_start(file));
            positions.push(next.to(span.start));
            walk = Some(next);
        }
        positions
    }
}

/// A place in a file that moves forward and counts lines and columns as it goes.
struct Walk<'f> {
    file: &'f SourceFile,
    at: usize,
    position: (usize, usize),
}

impl<'f> Walk<'f> {
    fn from_start(file: &'f SourceFile) -> Self {
        Self {
            file,
            at: 0,
            position: (1, 1),
        }
    }

    /// Line and column of the byte `to`, which must not lie behind.
    fn to(&mut self, to: usize) -> (usize, usize) {
        let to = self.file.text.floor_char_boundary(to);
        for character in self.file.text[self.at..to].chars() {
            if character == '\n' {
                self.position = (self.position.0 + 1, 1);
            } else {
                self.position.1 += 1;
            }
        }
        self.at = to;
        self.position
    }
}
