//! Texts as they are, on one line: what cannot be seen is written as an escape.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

/// Letters and symbols that take room and leave it empty.
const BLANK: &[char] = &[
    '\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}', '\u{fffc}',
];

/// Most characters of a value that are shown whole, and how many of a longer one's beginning
/// and of its end: what is odd about a text often stands there.
const LONGEST: usize = 160;
const ENDS: usize = 70;

/// The text with every character that cannot be seen, or not by itself, as `\u{200d}`: control
/// characters, spaces other than U+0020, joiners, marks, directions, noncharacters.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '"' => {
                shown.push('\\');
                shown.push(character);
            }
            _ if is_seen(character) => shown.push(character),
            _ => shown.extend(character.escape_unicode()),
        }
    }
    shown
}

/// A value as messages show it: in quotation marks and visible, cut where it is long; or `NULL`.
pub fn shown(value: Option<&str>) -> String {
    let Some(text) = value else {
        return "NULL".to_owned();
    };
    // A value may have a megabyte, which need not be counted.
    if text.chars().nth(LONGEST).is_none() {
        return format!("\"{}\"", visible(text));
    }
    let front: String = text.chars().take(ENDS).collect();
    let mut end: Vec<char> = text.chars().rev().take(ENDS).collect();
    end.reverse();
    let end: String = end.into_iter().collect();
    format!("\"{}\" … \"{}\"", visible(&front), visible(&end))
}

fn is_seen(character: char) -> bool {
    if character.is_ascii() {
        return character == ' ' || character.is_ascii_graphic();
    }
    let code = character as u32;
    let is_no_character = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
    let is_private = (0xe000..=0xf8ff).contains(&code) || code >= 0xf_0000;
    !character.is_whitespace()
        && !BLANK.contains(&character)
        && !is_no_character
        && !is_private
        && character.width().unwrap_or(0) > 0
}

/// The four lengths of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths {
    /// Bytes of UTF-8.
    pub bytes: usize,
    /// Unicode code points.
    pub code_points: usize,
    /// UTF-16 code units.
    pub utf16: usize,
    /// Extended grapheme clusters (UAX 29).
    pub graphemes: usize,
}

impl Lengths {
    /// Measures a text.
    pub fn of(text: &str) -> Self {
        Self {
            bytes: text.len(),
            code_points: text.chars().count(),
            utf16: text.encode_utf16().count(),
            graphemes: text.graphemes(true).count(),
        }
    }
}

impl fmt::Display for Lengths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = [
            (self.bytes, "byte"),
            (self.code_points, "code point"),
            (self.utf16, "UTF-16 unit"),
            (self.graphemes, "grapheme"),
        ];
        for (at, (number, unit)) in counted.into_iter().enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            let s = if number == 1 { "" } else { "s" };
            write!(f, "{comma}{number} {unit}{s}")?;
        }
        Ok(())
    }
}
