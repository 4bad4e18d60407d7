//! What can be wrong with a page that nobody has to know anything about.

use std::fmt;

use crate::error::printable;

/// Something that is wrong with any page on which it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The page, or the browser about it, wrote an error to the console: also what a
    /// Content-Security-Policy kept from happening.
    Console {
        /// What was written.
        text: String,
    },
    /// Something that the page asked for did not come, or came with a status of 400 or more.
    FailedRequest {
        /// What was asked for.
        url: String,
        /// The status, or the browser's name for the failure, such as `net::ERR_ABORTED`.
        reason: String,
    },
    /// A script threw what nobody caught, or a promise was rejected without anybody to mind.
    Exception {
        /// The exception's description, with its stack where it has one.
        text: String,
    },
    /// A dialog opened. It was dismissed.
    Dialog {
        /// `alert`, `confirm`, `prompt` or `beforeunload`.
        kind: String,
        /// What it said.
        message: String,
    },
    /// A word that programs say and people do not: `null`, `undefined`, `NaN`,
    /// `[object Object]` or `Invalid Date`, in a text that is visible.
    Word {
        /// The word.
        word: String,
        /// The text that it stands in.
        text: String,
    },
    /// The page is wider than the window, and scrolls sideways.
    Overflow {
        /// The width of the window, in CSS pixels.
        width: u32,
        /// The width of the page, in CSS pixels.
        scroll: u32,
        /// The element that sticks out the most, as a short CSS path.
        element: String,
    },
}

impl fmt::Display for Problem {
    /// One line, whatever the page put into it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Console { text } => write!(f, "an error on the console: {}", printable(text)),
            Self::FailedRequest { url, reason } => {
                write!(f, "{} failed: {}", printable(url), printable(reason))
            }
            Self::Exception { text } => write!(f, "an exception: {}", printable(text)),
            Self::Dialog { kind, message } => {
                write!(f, "a dialog ({}): {}", printable(kind), printable(message))
            }
            Self::Word { word, text } => write!(f, "`{word}` is shown: {}", printable(text)),
            Self::Overflow {
                width,
                scroll,
                element,
            } => write!(
                f,
                "{scroll} px wide in a window of {width} px, because of {}",
                printable(element)
            ),
        }
    }
}
