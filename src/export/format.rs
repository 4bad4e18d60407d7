//! Formats of files, and how they are compressed.

use std::fmt;

use super::parquet::FlatRows;
use crate::sink::{CopyText, Csv, Format, Json, Ndjson, Sql};

/// A format of a table's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// One array of objects.
    Json,
    /// An object a line.
    Ndjson,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// INSERT statements.
    Sql,
    /// PostgreSQL's COPY text.
    Copy,
    /// Apache Parquet.
    Parquet,
}

impl FileFormat {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Json,
        Self::Ndjson,
        Self::Csv,
        Self::Sql,
        Self::Copy,
        Self::Parquet,
    ];

    /// Its name, with which its files end.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Sql => "sql",
            Self::Copy => "copy",
            Self::Parquet => "parquet",
        }
    }

    /// Whether its lists have their subscripts: those of PostgreSQL's own notation do.
    pub(super) fn writes_subscripts(self) -> bool {
        matches!(self, Self::Csv | Self::Sql | Self::Copy)
    }

    /// Whether it tells the JSON value `null` from no value at all.
    pub(super) fn tells_json_null(self) -> bool {
        !matches!(self, Self::Json | Self::Ndjson)
    }

    /// What writes its rows.
    pub(super) fn sink(self) -> Box<dyn Format> {
        match self {
            Self::Json => Box::new(Json),
            Self::Ndjson => Box::new(Ndjson),
            Self::Csv => Box::new(Csv),
            Self::Sql => Box::new(Sql::default()),
            Self::Copy => Box::new(CopyText),
            Self::Parquet => Box::new(FlatRows),
        }
    }
}

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
}

impl Compression {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Gzip, Self::Zstd];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// What its files end with.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Zstd => "zst",
        }
    }
}

/// What a table's file is called, behind the table's name: `.csv.zst`.
pub(super) struct Ending(pub(super) FileFormat, pub(super) Option<Compression>);

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, ".{}", self.0.name())?;
        match self.1 {
            // Within the file.
            Some(_) if self.0 == FileFormat::Parquet => Ok(()),
            Some(compression) => write!(f, ".{}", compression.ending()),
            None => Ok(()),
        }
    }
}

/// Whether files of some format end so.
pub(super) fn is_ending(text: &str) -> bool {
    let compressions = || [None].into_iter().chain(Compression::ALL.map(Some));
    let mut formats = FileFormat::ALL.into_iter();
    formats.any(|format| {
        compressions().any(|compression| Ending(format, compression).to_string() == text)
    })
}
