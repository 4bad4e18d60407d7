//! Finding what looks like an e-mail address or a phone number in any text.
//!
//! The judge errs towards seeing contact data: what it sees must be reserved. It lets pass
//! only shapes that cannot be dialled: UUIDs, ISO dates, and digits within a word.
//!
//! It looks at every text of a database before each reset. So a glance at the bytes decides
//! whether there is anything to read at all, and reading allocates nothing.

mod characters;
mod emails;
mod numbers;

use std::ops::Range;

pub(super) use characters::decimal;

/// What a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactKind {
    /// Something with an at sign between a local part and a domain.
    Email,
    /// Digits that could be dialled.
    Phone,
}

impl ContactKind {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::Email, Self::Phone];

    /// What messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "e-mail address",
            Self::Phone => "phone number",
        }
    }
}

/// Something in a text that could reach a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What it looks like.
    pub kind: ContactKind,
    /// Where it is, in bytes.
    pub span: Range<usize>,
    /// Whether it lies in a reserved range.
    pub reserved: bool,
}

/// All that looks like contact data in `text`: the e-mail addresses, then the numbers.
pub fn contacts(text: &str) -> Vec<Contact> {
    let mut found = Vec::new();
    visit(text, Glance::at(text), &mut |contact| found.push(contact));
    found
}

/// The contact data in `text` that is not reserved.
pub fn offences(text: &str) -> impl Iterator<Item = Contact> {
    contacts(text)
        .into_iter()
        .filter(|contact| !contact.reserved)
}

/// Hands all that looks like contact data in `text` to `each`; `glance` is one at this text.
pub(super) fn visit(text: &str, glance: Glance, each: &mut impl FnMut(Contact)) {
    if glance.at_sign || (glance.wide && text.contains('＠')) {
        emails::visit(text, each);
    }
    if glance.has_digits_enough(text) {
        numbers::visit(text, each);
    }
}

/// What one pass over a text's bytes tells of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glance {
    /// How many ASCII digits there are.
    digits: usize,
    at_sign: bool,
    /// Whether there is anything beyond ASCII.
    wide: bool,
    /// Whether there is a sign that begins an escape: a backslash or a per cent sign.
    pub(super) escape: bool,
}

impl Glance {
    pub(super) fn at(text: &str) -> Self {
        let (mut digits, mut at_sign, mut any, mut escape) = (0, 0, 0, 0);
        // In chunks that a byte can count, and without a branch, so that it becomes SIMD.
        for chunk in text.as_bytes().chunks(128) {
            let mut count = 0_u8;
            for byte in chunk {
                count += u8::from(byte.wrapping_sub(b'0') < 10);
                at_sign |= u8::from(*byte == b'@');
                escape |= u8::from(*byte == b'\\') | u8::from(*byte == b'%');
                any |= byte;
            }
            digits += usize::from(count);
        }
        Self {
            digits,
            at_sign: at_sign > 0,
            wide: any >= 0x80,
            escape: escape > 0,
        }
    }

    /// Whether there may be anything to see, in some reading.
    pub(super) fn may_show(self) -> bool {
        self.at_sign || self.wide || self.escape || self.digits >= numbers::FEWEST
    }

    /// Whether the text may hold a number.
    fn has_digits_enough(self, text: &str) -> bool {
        let enough = numbers::FEWEST;
        self.digits >= enough
            || (self.wide && text.chars().filter_map(decimal).nth(enough - 1).is_some())
    }
}
