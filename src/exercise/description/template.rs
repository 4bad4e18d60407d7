//! The path of a request, with places for columns of a row and for the page of a list.

use std::fmt;

use super::column::{ColumnPath, NoColumn, Table};

/// A piece of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    /// A column's value, and what stands for NULL.
    Column(ColumnPath, Option<String>),
    /// What the page before said of the next one.
    Cursor,
    /// How many rows were shown before.
    Offset,
}

/// A path with its query, such as `/customers/{id}` or `/customers?limit=100&cursor={cursor}`.
///
/// What is put in is escaped. A parameter of the query whose value would be empty is left out, so
/// the first page of a list is asked for without a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    path: Vec<Piece>,
    /// Name and value of each parameter.
    query: Vec<(String, Vec<Piece>)>,
}

/// Why a text is no path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTemplate {
    /// It does not begin with a slash.
    #[error("a path begins with `/`")]
    NoPath,
    /// A brace has no other.
    #[error("a `{{` is not closed")]
    Open,
    /// What stands between braces is no column.
    #[error(transparent)]
    Column(#[from] NoColumn),
}

/// What a list's page is asked for by.
#[derive(Debug, Clone, Default)]
pub struct PageAsked {
    /// What the page before said of this one; nothing of the first.
    pub cursor: String,
    /// How many rows were shown before.
    pub offset: usize,
}

impl Template {
    /// Reads a path that speaks of rows of `table`.
    ///
    /// # Errors
    /// [`NoTemplate`].
    pub fn parse(table: Table, text: &str) -> Result<Self, NoTemplate> {
        if text.starts_with('/') {
            Self::parse_any(table, text)
        } else {
            Err(NoTemplate::NoPath)
        }
    }

    /// Reads what need not be a path, such as `{id}`.
    ///
    /// # Errors
    /// [`NoTemplate`].
    pub fn parse_any(table: Table, text: &str) -> Result<Self, NoTemplate> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let mut pairs = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((name.to_owned(), pieces(table, value)?));
        }
        Ok(Self {
            text: text.to_owned(),
            path: pieces(table, path)?,
            query: pairs,
        })
    }

    /// Whether pages are asked for by what the page before said.
    pub fn is_by_cursor(&self) -> bool {
        self.has(&Piece::Cursor)
    }

    /// The columns whose values it says.
    pub fn columns(&self) -> impl Iterator<Item = &ColumnPath> {
        let query = self.query.iter().flat_map(|(_, pieces)| pieces);
        self.path
            .iter()
            .chain(query)
            .filter_map(|piece| match piece {
                Piece::Column(path, _) => Some(path),
                _ => None,
            })
    }

    /// What stands before the query.
    pub fn path_alone(&self) -> &str {
        self.text.split('?').next().unwrap_or_default()
    }

    /// Whether pages are asked for by how many rows came before.
    pub fn is_by_offset(&self) -> bool {
        self.has(&Piece::Offset)
    }

    fn has(&self, wanted: &Piece) -> bool {
        let query = self.query.iter().flat_map(|(_, pieces)| pieces);
        self.path.iter().chain(query).any(|piece| piece == wanted)
    }

    /// The path of one request, where `column` gives the texts of columns.
    pub fn path(
        &self,
        page: &PageAsked,
        column: &mut dyn FnMut(&ColumnPath) -> Option<String>,
    ) -> String {
        let mut path = String::new();
        put(&self.path, page, column, &mut path);
        let mut sign = '?';
        for (name, pieces) in &self.query {
            let mut value = String::new();
            put(pieces, page, column, &mut value);
            if !value.is_empty() {
                path.push(sign);
                path.push_str(name);
                path.push('=');
                path.push_str(&value);
                sign = '&';
            }
        }
        path
    }
}

/// As it was written.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn pieces(table: Table, text: &str) -> Result<Vec<Piece>, NoTemplate> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once('{') {
        let (word, after) = after.split_once('}').ok_or(NoTemplate::Open)?;
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal.to_owned()));
        }
        pieces.push(piece(table, word)?);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest.to_owned()));
    }
    Ok(pieces)
}

fn piece(table: Table, word: &str) -> Result<Piece, NoTemplate> {
    match word {
        "cursor" => return Ok(Piece::Cursor),
        "offset" => return Ok(Piece::Offset),
        _ => {}
    }
    let (column, default) = match word.split_once('|') {
        Some((column, default)) => (column, Some(default.to_owned())),
        None => (word, None),
    };
    Ok(Piece::Column(ColumnPath::parse(table, column)?, default))
}

fn put(
    pieces: &[Piece],
    page: &PageAsked,
    column: &mut dyn FnMut(&ColumnPath) -> Option<String>,
    out: &mut String,
) {
    for piece in pieces {
        match piece {
            Piece::Literal(text) => out.push_str(text),
            Piece::Cursor => escape(&page.cursor, out),
            Piece::Offset => out.push_str(&page.offset.to_string()),
            Piece::Column(path, default) => {
                let value = column(path).or_else(|| default.clone());
                escape(&value.unwrap_or_default(), out);
            }
        }
    }
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}
