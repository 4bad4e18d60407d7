//! What is asked of a page, and how it shows what it shows.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::problem::Problem;

/// The script that looks, which runs apart from the page's own.
pub(super) const SCRIPT: &str = include_str!("probe.js");

/// Which texts of a page to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Probe {
    /// The selector of items: the elements are looked for in each of these, and an item itself
    /// where [`selector`](Self::selector) is empty. Without it, in the whole document.
    pub within: Option<String>,
    /// A CSS selector: all elements that match, in the order of the document.
    pub selector: String,
    /// The attribute whose value is the text; without one, it is what the element contains.
    pub attribute: Option<String>,
}

impl Probe {
    /// The texts of the elements that match.
    pub fn text(selector: impl Into<String>) -> Self {
        Self {
            within: None,
            selector: selector.into(),
            attribute: None,
        }
    }

    /// An attribute of the elements that match, and have it.
    pub fn attribute(selector: impl Into<String>, attribute: impl Into<String>) -> Self {
        Self {
            within: None,
            selector: selector.into(),
            attribute: Some(attribute.into()),
        }
    }

    /// The same, in each of the items that match `items`.
    #[must_use]
    pub fn within(mut self, items: impl Into<String>) -> Self {
        self.within = Some(items.into());
        self
    }
}

/// A text of a page, and how it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Shown {
    /// The item that it is in, from 0; always 0 where no items were asked for.
    pub item: usize,
    /// The element's `textContent`, or the attribute's value. Halves of surrogate pairs, which no
    /// UTF-8 can hold, are U+FFFD.
    pub text: String,
    /// The direction in which the element is set.
    pub direction: Direction,
    /// The direction that the text itself asks for: what the browser makes of it with
    /// `dir="auto"`.
    pub due: Direction,
    /// Whether the direction of the text and that of what stands around it leave each other
    /// alone: by `unicode-bidi`, because the element is a block, or because it stands alone in one.
    pub isolated: bool,
    /// Whether people cannot read all of it: it is cut off, has no size or is hidden. Never said of
    /// attributes, nor of texts in which nothing is visible.
    pub clipped: bool,
}

/// The direction of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        })
    }
}

/// What the script is asked.
#[derive(Debug, Serialize)]
pub(super) struct Question<'q> {
    pub(super) probes: &'q [Probe],
    /// Whether words are looked for that programs say.
    pub(super) words: bool,
}

/// What the script answers.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) seen: Vec<Vec<Shown>>,
    words: Vec<Word>,
    overflow: Option<Overflow>,
    /// The width of the window that it looked at.
    pub(super) width: u32,
}

#[derive(Debug, Deserialize)]
struct Word {
    word: String,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Overflow {
    scroll: u32,
    element: String,
}

impl Answer {
    /// What is wrong on the page's surface.
    pub(super) fn problems(&mut self) -> Vec<Problem> {
        let words = std::mem::take(&mut self.words).into_iter();
        let words = words.map(|Word { word, text }| Problem::Word { word, text });
        let overflow = self.overflow.take().map(|overflow| Problem::Overflow {
            width: self.width,
            scroll: overflow.scroll,
            element: overflow.element,
        });
        words.chain(overflow).collect()
    }
}
