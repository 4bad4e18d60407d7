//! Lists, a page at a time: by keys, so that nothing is skipped or shown twice while rows come and
//! go, and so that rows of one instant keep their places.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::{Problem, Result};
use crate::values::Instant;

/// Rows of a page where nobody says how many.
pub const USUAL: i64 = 50;
/// Rows of a page at most.
pub const MOST: i64 = 100;

/// A place in a list that is sorted by an instant and, among rows of one instant, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The instant of the last row that was shown.
    pub at: Instant,
    /// Its id.
    pub id: Uuid,
}

impl Cursor {
    /// A word that fits into a URL, and that nobody need understand.
    pub fn word(self) -> String {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.at.micros().to_be_bytes());
        bytes[8..].copy_from_slice(self.id.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The place that a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        let bytes: [u8; 24] = URL_SAFE_NO_PAD.decode(word).ok()?.try_into().ok()?;
        let (at, id) = bytes.split_at(8);
        Some(Self {
            at: Instant::from_micros(i64::from_be_bytes(at.try_into().ok()?)),
            id: Uuid::from_slice(id).ok()?,
        })
    }
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Behind this place; from the beginning where there is none.
    pub after: Option<Cursor>,
    /// So many rows.
    pub limit: i64,
}

impl Wanted {
    /// From a request's parameters.
    ///
    /// # Errors
    /// [`Problem::Invalid`].
    pub fn new(cursor: Option<&str>, limit: Option<&str>) -> Result<Self> {
        let limit = match limit {
            None => USUAL,
            Some(word) => {
                let limit = word.parse().ok().filter(|limit| (1..=MOST).contains(limit));
                let allowed = || Problem::field("limit", format!("a number from 1 to {MOST}"));
                limit.ok_or_else(allowed)?
            }
        };
        let after = match cursor {
            None => None,
            Some(word) => {
                let wrong = || Problem::field("cursor", "what an earlier page gave as nextCursor");
                Some(Cursor::parse(word).ok_or_else(wrong)?)
            }
        };
        Ok(Self { after, limit })
    }

    /// The instant and the id to bind, and one row more than is shown.
    pub(crate) fn binds(&self) -> (Option<Instant>, Option<Uuid>, i64) {
        (
            self.after.map(|cursor| cursor.at),
            self.after.map(|cursor| cursor.id),
            self.limit + 1,
        )
    }

    /// The page of these rows, of which one more was asked for than is shown.
    pub(crate) fn page<T>(&self, mut rows: Vec<T>, place: impl Fn(&T) -> Cursor) -> Page<T> {
        let limit = usize::try_from(self.limit).unwrap_or_default();
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| has_more);
        Page {
            next_cursor: last.map(|row| place(row).word()),
            items: rows,
        }
    }
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next part begins; nothing at the list's end.
    pub next_cursor: Option<String>,
}
