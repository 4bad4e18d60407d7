//! What the judge knows of single characters.

/// A character that digits may be part of a word with. Scripts that put no spaces between
/// words are left out: there a number stands beside letters.
pub(super) fn is_word(character: char) -> bool {
    const END_OF_CYRILLIC: char = '\u{52f}';
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    character <= END_OF_CYRILLIC && character.is_alphanumeric()
}

/// What people and forms write between the groups of a number: spaces, dashes of all lengths,
/// dots, slashes, brackets, and marks that are not seen.
pub(super) fn is_separator(character: char) -> bool {
    let space = character.is_whitespace() && !matches!(character, '\n' | '\r');
    space
        || matches!(
            character,
            '-' | '.' | '(' | ')' | '（' | '）' | '/' | '\u{ad}' | '\u{b7}' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{2212}' | '\u{30fc}' | '\u{fe58}'
                | '\u{fe63}' | '\u{feff}' | '\u{ff0d}'
        )
}

/// The ASCII digit that a decimal digit of a script in wide use stands for.
pub(in crate::reserved) fn decimal(character: char) -> Option<u8> {
    const ZEROES: [u32; 7] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce];
    let code = u32::from(character);
    let value = if code < ZEROES[0] {
        code.wrapping_sub(0x30)
    } else {
        let zero = ZEROES
            .into_iter()
            .find(|zero| (*zero..zero + 10).contains(&code))?;
        code - zero
    };
    (value < 10).then(|| b'0' + value as u8)
}

/// What may stand before the at sign of an address (RFC 5322 `atext` and full stops, quotes,
/// and the letters and digits of any script).
pub(super) fn is_local(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.\"".contains(character);
    }
    character.is_alphanumeric()
}

/// What IDNA takes for a full stop between the labels of a domain (RFC 3490, 3.1): the
/// ideographic one, the full-width one and the half-width ideographic one.
pub(super) const FULL_STOPS: [char; 4] = ['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// What may stand behind the at sign of an address.
pub(super) fn is_domain(character: char) -> bool {
    character.is_alphanumeric()
        || FULL_STOPS.contains(&character)
        || matches!(character, '-' | '[' | ']' | ':')
}
