//! ASCII names for e-mail local parts.

use deunicode::deunicode;

/// Longest slug: short enough for the key and a dot within the 64 octets of a local part
/// (RFC 5321, 4.5.3.1.1).
const LONGEST: usize = 40;

/// Appends a name in lower-case ASCII letters, its parts joined by dots.
pub fn slug(name: &str, out: &mut String) {
    let start = out.len();
    for character in deunicode(name).chars() {
        if out.len() - start >= LONGEST {
            break;
        }
        if character.is_ascii_alphabetic() {
            out.push(character.to_ascii_lowercase());
        } else if matches!(character, ' ' | '-') && out.len() > start && !out.ends_with('.') {
            out.push('.');
        }
    }
    while out.len() > start && out.ends_with('.') {
        out.pop();
    }
    if out.len() == start {
        out.push('x');
    }
}
