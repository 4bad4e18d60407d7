//! The judge of contact data as it is simplest to read: a list of all characters, and texts of
//! their own for every number. It is slow, and what the quick one is held to.

use connsura_seed::reserved::{
    Contact, ContactKind, is_documentation_address, is_reserved_domain, is_reserved_phone,
};

/// Fewest digits of a number behind a plus sign; the shortest real ones have seven.
const FEWEST_WITH_PLUS: usize = 7;
/// Fewest digits of a number without one: below, everyday figures would be seen as phones.
const FEWEST_WITHOUT_PLUS: usize = 9;
/// Most digits of an E.164 number.
const MOST: usize = 15;
/// What IDNA takes for a full stop between the labels of a domain (RFC 3490, 3.1): the
/// ideographic one, the full-width one and the half-width ideographic one.
const FULL_STOPS: [char; 4] = ['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// All that looks like contact data in `text`.
pub(crate) fn contacts(text: &str) -> Vec<Contact> {
    let mut found = Vec::new();
    // Most texts have neither; then nothing is decoded.
    if text.contains('@') || text.contains('＠') {
        emails(text, &mut found);
    }
    if digits_enough(text) {
        phones(text, &mut found);
    }
    found
}

fn digits_enough(text: &str) -> bool {
    let ascii = text.bytes().filter(u8::is_ascii_digit).count();
    ascii >= FEWEST_WITH_PLUS
        || (!text.is_ascii() && text.chars().filter_map(decimal).count() >= FEWEST_WITH_PLUS)
}

fn emails(text: &str, found: &mut Vec<Contact>) {
    for (at, sign) in text
        .char_indices()
        .filter(|(_, character)| matches!(character, '@' | '＠'))
    {
        let local = text[..at]
            .char_indices()
            .rev()
            .take_while(|(_, character)| is_local(*character))
            .last()
            .map(|(start, _)| start);
        let domain_start = at + sign.len_utf8();
        let domain_end = text[domain_start..]
            .char_indices()
            .find(|(_, character)| !is_domain(*character))
            .map_or(text.len(), |(end, _)| domain_start + end);
        let sentence_ends =
            |character: char| FULL_STOPS.contains(&character) || matches!(character, '-' | ':');
        let domain = text[domain_start..domain_end].trim_end_matches(sentence_ends);
        // A name without a dot is a domain too: a host of one's own network.
        if let Some(start) = local
            && !domain.is_empty()
        {
            let reserved = if domain.starts_with('[') {
                is_reserved_literal(domain)
            } else {
                is_reserved_domain(&domain.replace(FULL_STOPS, "."))
            };
            found.push(Contact {
                kind: ContactKind::Email,
                span: start..domain_start + domain.len(),
                reserved,
            });
        }
    }
}

fn is_local(character: char) -> bool {
    character.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.\"".contains(character)
}

fn is_domain(character: char) -> bool {
    character.is_alphanumeric()
        || FULL_STOPS.contains(&character)
        || matches!(character, '-' | '[' | ']' | ':')
}

fn is_reserved_literal(domain: &str) -> bool {
    domain
        .trim_matches(['[', ']'])
        .trim_start_matches("IPv6:")
        .parse()
        .is_ok_and(is_documentation_address)
}

/// One character of a text with its byte offset.
type Indexed = (usize, char);

fn phones(text: &str, found: &mut Vec<Contact>) {
    let characters: Vec<Indexed> = text.char_indices().collect();
    let mut at = 0;
    while at < characters.len() {
        let inside_word = at > 0 && is_word(characters[at - 1].1);
        let (_, here) = characters[at];
        if let Some(length) = skip_shape(&characters[at..]).filter(|_| !inside_word) {
            at += length;
            continue;
        }
        let plus = matches!(here, '+' | '＋');
        if !plus && (inside_word || (decimal(here).is_none() && !matches!(here, '(' | '（'))) {
            at += 1;
            continue;
        }
        let run = Run::read(&characters[at..], plus);
        let end = at + run.length;
        let within_word = !plus && characters.get(end).is_some_and(|(_, next)| is_word(*next));
        if let Some(reserved) = run.judge(plus).filter(|_| !within_word) {
            let stop = characters
                .get(end)
                .map_or(text.len(), |(offset, _)| *offset);
            found.push(Contact {
                kind: ContactKind::Phone,
                span: characters[at].0..stop,
                reserved,
            });
        }
        at = end.max(at + 1);
    }
}

/// Digits with what people write between them.
struct Run {
    digits: String,
    /// Where a nought in brackets stands among the digits, as in +44 (0)20: it is dialled
    /// within the country, and left out with a country code.
    trunk: Option<usize>,
    length: usize,
}

impl Run {
    fn read(characters: &[Indexed], plus: bool) -> Self {
        let mut digits = String::new();
        let mut length = usize::from(plus);
        let mut ahead = length;
        let mut between = 0;
        let mut trunk = None;
        // What was read before the group that is being read.
        let mut before = None;
        let most = if plus { MOST } else { MOST + 2 };
        while let Some((_, character)) = characters.get(ahead) {
            ahead += 1;
            if let Some(digit) = decimal(*character) {
                if between > 0 && !digits.is_empty() {
                    before = Some((digits.len(), length));
                }
                if trunk.is_none() && !digits.is_empty() && is_trunk(&characters[ahead - 2..]) {
                    trunk = Some(digits.len());
                }
                digits.push(digit);
                length = ahead;
                between = 0;
                // Too many for one number: several stand side by side, and this group begins
                // another.
                if digits.len() > most + usize::from(trunk.is_some())
                    && let Some((count, end)) = before
                {
                    digits.truncate(count);
                    trunk = trunk.filter(|at| *at < count);
                    length = end;
                    break;
                }
            } else if is_separator(*character) && between < 3 {
                between += 1;
            } else {
                break;
            }
        }
        Self {
            digits,
            trunk,
            length: length.max(1),
        }
    }

    /// The digits as they are dialled from abroad.
    fn without_trunk(&self) -> Option<String> {
        let mut digits = self.digits.clone();
        self.trunk.map(|at| digits.remove(at))?;
        Some(digits)
    }

    /// Whether the number is reserved; `None` where it is no number at all.
    fn judge(&self, plus: bool) -> Option<bool> {
        let count = self.digits.len();
        let most = MOST + usize::from(self.trunk.is_some());
        let abroad = self.without_trunk();
        if plus {
            return (FEWEST_WITH_PLUS..=most).contains(&count).then(|| {
                is_reserved_phone(&self.digits) || abroad.as_deref().is_some_and(is_reserved_phone)
            });
        }
        (FEWEST_WITHOUT_PLUS..=most + 2).contains(&count).then(|| {
            let national = |code: &str, trunk: &str| {
                self.digits
                    .strip_prefix(trunk)
                    .is_some_and(|rest| is_reserved_phone(&format!("{code}{rest}")))
            };
            is_reserved_phone(&self.digits)
                || self
                    .digits
                    .strip_prefix("00")
                    .is_some_and(is_reserved_phone)
                || abroad
                    .as_deref()
                    .and_then(|digits| digits.strip_prefix("00"))
                    .is_some_and(is_reserved_phone)
                || national("1", "")
                || ["44", "61", "33", "49", "46"]
                    .into_iter()
                    .any(|code| national(code, "0"))
        })
    }
}

/// Whether the second of these characters is a nought in brackets of its own.
fn is_trunk(characters: &[Indexed]) -> bool {
    matches!(characters, [(_, '(' | '（'), (_, nought), (_, ')' | '）'), ..] if decimal(*nought) == Some('0'))
}

/// The length of a UUID, an ISO date or a documentation address at the front: no phones.
fn skip_shape(characters: &[Indexed]) -> Option<usize> {
    let fits = |shape: &str| {
        shape.chars().enumerate().all(|(at, wanted)| {
            characters
                .get(at)
                .is_some_and(|(_, character)| match wanted {
                    'x' => character.is_ascii_hexdigit(),
                    '#' => character.is_ascii_digit(),
                    literal => *character == literal,
                })
        })
    };
    let ends_at = |length: usize| {
        !characters
            .get(length)
            .is_some_and(|(_, next)| is_word(*next))
    };
    if fits("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") && ends_at(36) {
        return Some(36);
    }
    if fits("####-##-##") && ends_at(10) && is_date(characters) {
        return Some(10);
    }
    let quad: String = characters
        .iter()
        .map(|(_, character)| *character)
        .take_while(|next| next.is_ascii_digit() || *next == '.')
        .collect();
    let address = quad
        .trim_end_matches('.')
        .parse()
        .ok()
        .filter(|address| is_documentation_address(*address));
    address.map(|_| quad.len())
}

/// Whether month and day of a text in the shape of an ISO date are some.
fn is_date(characters: &[Indexed]) -> bool {
    let number = |at: usize| {
        let digits = [characters[at].1, characters[at + 1].1];
        digits
            .iter()
            .filter_map(|digit| digit.to_digit(10))
            .fold(0, |sum, digit| sum * 10 + digit)
    };
    (1..=12).contains(&number(5)) && (1..=31).contains(&number(8))
}

/// A character that digits may be part of a word with. Scripts that put no spaces between
/// words are left out: there a number stands beside letters.
fn is_word(character: char) -> bool {
    const END_OF_CYRILLIC: char = '\u{52f}';
    (character.is_alphanumeric() && character <= END_OF_CYRILLIC) || character == '_'
}

/// What people and forms write between the groups of a number: spaces, dashes of all lengths,
/// dots, slashes, brackets, and marks that are not seen.
fn is_separator(character: char) -> bool {
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
fn decimal(character: char) -> Option<char> {
    const ZEROES: [u32; 8] = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce];
    let code = u32::from(character);
    ZEROES
        .into_iter()
        .find(|zero| (*zero..zero + 10).contains(&code))
        .and_then(|zero| char::from_digit(code - zero, 10))
}
