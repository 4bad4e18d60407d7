//! Whether a text is as a rule says.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::edge::case::{EmailRule, Seam, Text, Unit};

/// What a rule that speaks of a limit means where the column has none.
const CUSTOMARY_LIMIT: usize = 255;

/// Whether a text shows what the rule says, in a column that takes `limit` code points.
pub(super) fn shows(rule: Text, limit: Option<usize>, text: &str) -> bool {
    let limit = limit.unwrap_or(CUSTOMARY_LIMIT);
    match rule {
        Text::Whole(whole) | Text::Shared(whole) => text == whole,
        // Alone where nothing ordinary is left, else parted from it by a space.
        Text::Within(odd) => text
            .strip_suffix(odd)
            .is_some_and(|front| front.is_empty() || front.ends_with(' ')),
        Text::Before(odd) => text.starts_with(odd),
        Text::Repeat(piece, times, tail) => is_repeated(text, piece, times, tail),
        Text::Length(unit, more) => {
            has_length(text, unit, limit.saturating_add_signed(more.into()))
        }
        Text::Seam(seam) => is_seamed(text, seam, limit),
        Text::Incompressible(bytes) => text.len() == bytes && hardly_repeats(text),
    }
}

fn is_repeated(text: &str, piece: &str, times: usize, tail: &str) -> bool {
    let Some(body) = text.strip_suffix(tail) else {
        return false;
    };
    body.len() == piece.len() * times
        && body
            .as_bytes()
            .chunks(piece.len().max(1))
            .all(|chunk| chunk == piece.as_bytes())
}

fn points(text: &str) -> usize {
    text.chars().count()
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

fn graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// Whether the text measures so much in the unit, and something else in the unit that it is
/// mistaken for: a length that is the same in all units shows nothing.
fn has_length(text: &str, unit: Unit, target: usize) -> bool {
    // No unit is smaller than a byte.
    if text.len() < target {
        return false;
    }
    match unit {
        Unit::Bytes => text.len() == target && points(text) < target,
        Unit::CodePoints => points(text) == target && graphemes(text) < target,
        Unit::Utf16 => utf16(text) == target && points(text) < target,
        Unit::Graphemes => text.len() == 3 * target && graphemes(text) == target,
    }
}

/// Whether the column takes the text, and a program that cuts it after `limit` UTF-16 units
/// cuts through something of this kind.
fn is_seamed(text: &str, seam: Seam, limit: usize) -> bool {
    if text.len() <= limit || utf16(text) <= limit || points(text) > limit {
        return false;
    }
    let mut start = 0;
    for grapheme in text.graphemes(true) {
        let end = start + utf16(grapheme);
        if end > limit {
            return start < limit && is_cut(grapheme, seam, limit - start);
        }
        start = end;
    }
    false
}

/// Whether the cut before unit `at` of a grapheme is one through this.
fn is_cut(grapheme: &str, seam: Seam, at: usize) -> bool {
    let unit = grapheme.encode_utf16().nth(at);
    let halves = unit.is_some_and(|unit| (0xdc00..=0xdfff).contains(&unit));
    match seam {
        Seam::SurrogatePair => halves,
        Seam::ZwjSequence => !halves && grapheme.contains('\u{200d}'),
        Seam::CombiningStack => !halves && marks(grapheme) > 1,
    }
}

/// How many combining diacritical marks there are (Unicode, block 0300 to 036F).
fn marks(text: &str) -> usize {
    let is_mark = |sign| ('\u{300}'..='\u{36f}').contains(&sign);
    text.chars().filter(|sign| is_mark(*sign)).count()
}

/// Whether nine tenths of the signs differ from each other: compression finds nothing then.
fn hardly_repeats(text: &str) -> bool {
    let mut signs: Vec<char> = text.chars().collect();
    let all = signs.len();
    signs.sort_unstable();
    signs.dedup();
    signs.len() * 10 >= all * 9
}

/// Whether an e-mail address is of the shape that the rule makes.
pub(super) fn is_address(rule: EmailRule, address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    match rule {
        EmailRule::Front(front) => local.starts_with(front),
        EmailRule::Tail(tail) => local.ends_with(tail),
        EmailRule::Quoted => {
            local.len() > 2 && local.starts_with('"') && local.ends_with('"') && local.contains(' ')
        }
        EmailRule::LocalPart(octets) => local.len() == octets,
        EmailRule::Total(octets) => local.len() == 64 && address.len() == octets,
        EmailRule::UpperCase => {
            address.contains(char::is_uppercase) && !address.contains(char::is_lowercase)
        }
        EmailRule::Domain(wanted) => domain == wanted,
    }
}
