//! Phone numbers in a text.

use super::characters::{decimal, is_separator, is_word};
use super::{Contact, ContactKind};
use crate::reserved::is_documentation_address;
use crate::reserved::phones::is_reserved_digits;

/// Fewest digits of a number behind a plus sign; the shortest real ones have seven.
pub(super) const FEWEST: usize = 7;
/// Fewest digits of a number without one: below, everyday figures would be seen as phones.
const FEWEST_WITHOUT_PLUS: usize = 9;
/// Most digits of an E.164 number.
const MOST: usize = 15;
/// Digits that a run keeps: those of the longest number with `00` and a nought in brackets.
const KEPT: usize = MOST + 3;

/// Hands every number in `text` to `each`.
pub(super) fn visit(text: &str, each: &mut impl FnMut(Contact)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    // Whether the character before is one of a word.
    let mut inside_word = false;
    while let Some(byte) = bytes.get(at) {
        // Most of a text is within its words.
        if inside_word && (byte.is_ascii_alphanumeric() || *byte == b'_') {
            at += 1;
            continue;
        }
        let Some(here) = text[at..].chars().next() else {
            break;
        };
        if !inside_word
            && byte.is_ascii_hexdigit()
            && let Some(length) = skip_shape(&bytes[at..], &text[at..])
        {
            at += length;
            inside_word = bytes[at - 1] != b'.';
            continue;
        }
        let plus = matches!(here, '+' | '＋');
        let begins = plus || (!inside_word && (is_bracket(here) || decimal(here).is_some()));
        if !begins {
            at += here.len_utf8();
            inside_word = is_word(here);
            continue;
        }
        let run = Run::read(text, at, plus);
        let follower = text[run.end..].chars().next();
        let within_word = !plus && follower.is_some_and(is_word);
        if let Some(reserved) = run.judge(plus).filter(|_| !within_word) {
            each(Contact {
                kind: ContactKind::Phone,
                span: at..run.end,
                reserved,
            });
        }
        at = run.end;
        inside_word = text[..at].chars().next_back().is_some_and(is_word);
    }
}

/// A bracket that may open a number.
fn is_bracket(character: char) -> bool {
    matches!(character, '(' | '（')
}

/// Digits with what people write between them.
struct Run {
    /// In ASCII, as many as are kept.
    digits: [u8; KEPT],
    /// How many there are.
    count: usize,
    /// Where a nought in brackets stands among the digits, as in +44 (0)20: it is dialled
    /// within the country, and left out with a country code.
    trunk: Option<usize>,
    /// Behind the last digit, in bytes of the text.
    end: usize,
}

impl Run {
    /// Reads the run that begins at `start`, with a plus sign, a bracket or a digit.
    fn read(text: &str, start: usize, plus: bool) -> Self {
        let most = if plus { MOST } else { MOST + 2 };
        let mut characters = text[start..].chars();
        let first = characters.next().map_or(0, char::len_utf8);
        let mut run = Self {
            digits: [0; KEPT],
            count: 0,
            trunk: None,
            end: start + first,
        };
        if !plus {
            characters = text[start..].chars();
        }
        let mut between = 0;
        let mut bracket = false;
        // What was read before the group that is being read.
        let mut before = None;
        while let Some(character) = characters.next() {
            let Some(digit) = decimal(character) else {
                if between == 3 || !is_separator(character) {
                    break;
                }
                between += 1;
                bracket = is_bracket(character);
                continue;
            };
            if between > 0 && run.count > 0 {
                before = Some((run.count, run.end));
            }
            let rest = characters.as_str();
            if bracket && digit == b'0' && rest.starts_with([')', '）']) && run.count > 0 {
                run.trunk = run.trunk.or(Some(run.count));
            }
            run.push(digit, text.len() - rest.len());
            (between, bracket) = (0, false);
            // Too many for one number: several stand side by side, and this group begins
            // another.
            if run.count > most + usize::from(run.trunk.is_some())
                && let Some((count, end)) = before
            {
                run.count = count;
                run.trunk = run.trunk.filter(|at| *at < count);
                run.end = end;
                break;
            }
        }
        run
    }

    fn push(&mut self, digit: u8, end: usize) {
        if let Some(place) = self.digits.get_mut(self.count) {
            *place = digit;
        }
        self.count += 1;
        self.end = end;
    }

    /// Whether the number is reserved; `None` where it is no number at all.
    fn judge(&self, plus: bool) -> Option<bool> {
        let most = MOST + usize::from(self.trunk.is_some());
        let (fewest, most) = if plus {
            (FEWEST, most)
        } else {
            (FEWEST_WITHOUT_PLUS, most + 2)
        };
        if !(fewest..=most).contains(&self.count) {
            return None;
        }
        let digits = &self.digits[..self.count];
        let (mut room, trunk) = ([0; KEPT], self.trunk);
        let abroad = trunk.map(|at| {
            room[..at].copy_from_slice(&digits[..at]);
            room[at..self.count - 1].copy_from_slice(&digits[at + 1..]);
            &room[..self.count - 1]
        });
        let spelled = [Some(digits), abroad];
        let mut spelled = spelled.into_iter().flatten();
        Some(if plus {
            spelled.any(is_reserved_digits)
        } else {
            is_reserved_digits(digits)
                || spelled.any(|digits| digits.strip_prefix(b"00").is_some_and(is_reserved_digits))
                || is_reserved_at_home(digits)
        })
    }
}

/// Whether digits are a reserved number of a country that has some, as it is dialled there.
fn is_reserved_at_home(digits: &[u8]) -> bool {
    const COUNTRIES: [(&str, &[u8]); 6] = [
        ("1", b""),
        ("44", b"0"),
        ("61", b"0"),
        ("33", b"0"),
        ("49", b"0"),
        ("46", b"0"),
    ];
    COUNTRIES.into_iter().any(|(code, trunk)| {
        let mut room = [0; KEPT + 2];
        digits.strip_prefix(trunk).is_some_and(|rest| {
            let length = code.len() + rest.len();
            room[..code.len()].copy_from_slice(code.as_bytes());
            room[code.len()..length].copy_from_slice(rest);
            is_reserved_digits(&room[..length])
        })
    })
}

/// The length of a UUID, an ISO date or a documentation address at the front: no phones.
fn skip_shape(bytes: &[u8], text: &str) -> Option<usize> {
    let ends_at = |length: usize| !text[length..].chars().next().is_some_and(is_word);
    if fits(bytes, b"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") && ends_at(36) {
        return Some(36);
    }
    if fits(bytes, b"####-##-##") && ends_at(10) && is_date(bytes) {
        return Some(10);
    }
    // None of these networks begins otherwise.
    if !bytes.starts_with(b"192.") && !bytes.starts_with(b"198.") && !bytes.starts_with(b"203.") {
        return None;
    }
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let length = bytes.iter().take_while(|byte| is_part(byte)).count();
    let address = text[..length].trim_end_matches('.').parse();
    address
        .is_ok_and(is_documentation_address)
        .then_some(length)
}

/// Whether bytes begin with a shape: `x` is a hexadecimal digit, `#` a decimal one.
fn fits(bytes: &[u8], shape: &[u8]) -> bool {
    // The first dash decides nearly always.
    let dash = shape.iter().position(|wanted| *wanted == b'-');
    dash.is_some_and(|at| bytes.get(at) == Some(&b'-'))
        && bytes.len() >= shape.len()
        && shape.iter().zip(bytes).all(|(wanted, byte)| match wanted {
            b'x' => byte.is_ascii_hexdigit(),
            b'#' => byte.is_ascii_digit(),
            literal => byte == literal,
        })
}

/// Whether month and day of a text in the shape of an ISO date are some.
fn is_date(bytes: &[u8]) -> bool {
    let number = |at: usize| (bytes[at] - b'0') * 10 + (bytes[at + 1] - b'0');
    (1..=12).contains(&number(5)) && (1..=31).contains(&number(8))
}
