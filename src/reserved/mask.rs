//! The shape of a value, for showing where the value itself must not be shown.

use super::judge::decimal;

/// Most characters that are shown.
const MOST: usize = 40;

/// Letters as `a`, digits as `9`, blanks and ASCII punctuation as they are, all else as `·`.
///
/// Of punctuation no more than two signs in a row are kept, so that an address of nothing else
/// is not shown either. What is clipped ends with `…`.
pub(super) fn mask(value: &str) -> String {
    let mut masked = String::new();
    let mut signs = 0;
    for character in value.chars().take(MOST) {
        let shown = match character {
            _ if decimal(character).is_some() || character.is_numeric() => '9',
            _ if character.is_alphabetic() => 'a',
            '＠' => '@',
            '＋' => '+',
            _ if character.is_whitespace() => ' ',
            _ if character.is_ascii_punctuation() => character,
            _ => '·',
        };
        signs = if matches!(shown, '9' | 'a') {
            0
        } else {
            signs + 1
        };
        masked.push(if signs > 2 { '·' } else { shown });
    }
    if value.chars().nth(MOST).is_some() {
        masked.push('…');
    }
    masked
}
