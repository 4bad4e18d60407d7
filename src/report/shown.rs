//! Foreign texts as a terminal can show them: on one line, in their own width, obeyed by nobody.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Begins a text whose direction is its own (UAX #9, 2.3, First Strong Isolate).
const ISOLATE: char = '\u{2068}';
/// Ends it (Pop Directional Isolate).
const END_ISOLATE: char = '\u{2069}';
/// Carries a mark that stands alone, as the Unicode standard shows one.
const DOTTED_CIRCLE: char = '\u{25cc}';

/// Code points that are not seen, or that move what stands after them, beside the control
/// characters: format characters, fillers, separators of lines, interlinear marks, tags.
const UNSEEN: [(char, char); 18] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Code points of scripts from right to left, with those not assigned there
/// (`DerivedBidiClass.txt`, the defaults of R and AL).
const RIGHT_TO_LEFT: [(char, char); 5] = [
    ('\u{590}', '\u{8ff}'),
    ('\u{fb1d}', '\u{fdff}'),
    ('\u{fe70}', '\u{feff}'),
    ('\u{10800}', '\u{10fff}'),
    ('\u{1e800}', '\u{1efff}'),
];

/// A text of a terminal's cell: what would act or not be seen is escaped as in `\u{1b}`, and a
/// text from right to left stands in an isolate, so that it changes no cell but its own.
pub(super) fn cell(text: &str) -> String {
    isolated(pieces(text).collect())
}

/// A text on one line of at most `widest` columns of a terminal, cut between what people see
/// as characters, and never within an escape.
pub fn clip(text: &str, widest: usize) -> String {
    let whole: String = pieces(text).collect();
    if whole.width() <= widest {
        return whole;
    }
    let mut clipped = String::new();
    for piece in pieces(text) {
        let longer = format!("{clipped}{piece}");
        if longer.width() + 1 > widest {
            break;
        }
        clipped = longer;
    }
    clipped.push('…');
    clipped
}

/// The grapheme clusters of a text, each as it is shown.
fn pieces(text: &str) -> impl Iterator<Item = String> {
    text.graphemes(true).map(piece)
}

fn piece(cluster: &str) -> String {
    let mut shown = String::new();
    let base = cluster.chars().next();
    if cluster.width() == 0 && base.is_some_and(|base| !is_unseen(base)) {
        shown.push(DOTTED_CIRCLE);
    }
    for (at, next) in cluster.char_indices() {
        if is_unseen(next) && !(at > 0 && base.is_some_and(|base| belongs(next, base))) {
            shown.extend(next.escape_unicode());
        } else {
            shown.push(next);
        }
    }
    shown
}

fn is_unseen(next: char) -> bool {
    next.is_control() || within(next, &UNSEEN)
}

/// Whether an unseen code point does its ordinary work behind `base`: joiners in scripts and
/// emoji, which Latin letters have no use for; what chooses between text and emoji; the tags of
/// a flag.
fn belongs(next: char, base: char) -> bool {
    match next {
        '\u{200c}' | '\u{200d}' => base >= '\u{590}',
        '\u{fe00}'..='\u{fe0f}' => !base.is_alphabetic() || base >= '\u{2e80}',
        '\u{180b}'..='\u{180f}' => ('\u{1800}'..='\u{18af}').contains(&base),
        '\u{e0020}'..='\u{e007f}' => base == '\u{1f3f4}',
        // Hangul fillers within a syllable.
        '\u{115f}' | '\u{1160}' => ('\u{1100}'..='\u{11ff}').contains(&base),
        _ => false,
    }
}

fn isolated(text: String) -> String {
    if text.chars().any(|next| within(next, &RIGHT_TO_LEFT)) {
        format!("{ISOLATE}{text}{END_ISOLATE}")
    } else {
        text
    }
}

fn within(next: char, ranges: &[(char, char)]) -> bool {
    ranges
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&next))
}
