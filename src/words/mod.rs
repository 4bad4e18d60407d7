//! Names, places and phrases by locale: over `fake`'s lists, and our own where it has none.
//!
//! Lists are chosen from with the cell's own randomness (see [`crate::rng`]); `fake`'s
//! samplers are not used, because the recipe promises bytes and they may change.

mod dialogue;
mod documents;
mod locales;
mod money;
mod names;
mod places;
mod slug;
mod vocabulary;
mod voice;

pub use dialogue::{Dialogue, Line, Party, TURNS, Turn};
pub use documents::{DOCUMENTS, Document};
pub use locales::{LOCALES, Locale, NameOrder};
pub use money::write_money;
pub use names::notable::NOTABLE;
pub use names::{Pool, mended};
pub use places::{City, Country};
pub use slug::slug;
pub use vocabulary::{
    ADMIN_TITLES, AGENTS, FORMS, FormKind, INTERESTS, NOTES, PERMISSIONS, SECTIONS, SHARE_NOTES,
};
pub use voice::Voice;

use crate::rng::Cell;

/// A personal name, in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonalName {
    /// The given name or names.
    pub given: &'static str,
    /// The family name.
    pub family: &'static str,
    /// How the two stand together.
    pub order: NameOrder,
    /// How somebody with this name speaks; `None` where the locale's names do not say.
    pub voice: Option<Voice>,
}

impl PersonalName {
    /// A name of the locale that is no well-known person's.
    pub fn of(locale: &Locale, cell: &mut Cell) -> Self {
        loop {
            let at = cell.below(locale.names.len() as u64) as usize;
            let pool = locale.names[at];
            let (given, family) = (cell.pick(pool.given), cell.pick(pool.family));
            if let Some(name) = Self::new(locale, at, given, family) {
                return name;
            }
        }
    }

    /// The name of these parts of the locale's pool `at`; `None` where it is a well-known
    /// person's.
    pub fn new(
        locale: &Locale,
        at: usize,
        given: &'static str,
        family: &'static str,
    ) -> Option<Self> {
        let name = Self {
            given: mended(given),
            family: mended(family),
            order: locale.order,
            voice: match locale.names.len() {
                2 => Some([Voice::Woman, Voice::Man][at % 2]),
                _ => None,
            },
        };
        let mut full = String::new();
        name.write(&mut full);
        (!names::notable::is_notable(locale.tag, &full)).then_some(name)
    }

    /// Appends the full name to `out`.
    pub fn write(self, out: &mut String) {
        let (first, second, gap) = match self.order {
            NameOrder::GivenFirst => (self.given, self.family, " "),
            NameOrder::FamilyFirst => (self.family, self.given, " "),
            NameOrder::FamilyFirstJoined => (self.family, self.given, ""),
        };
        out.push_str(first);
        out.push_str(gap);
        out.push_str(second);
    }
}

/// Appends a postcode made from the pattern of a city: `#` is a digit, `@` a letter.
pub fn write_postcode(pattern: &str, cell: &mut Cell, out: &mut String) {
    // Letters that look like digits are left out, as most countries do.
    const LETTERS: &[u8] = b"ABCEGHJKLMNPRSTVWXY";
    for character in pattern.chars() {
        match character {
            '#' => out.push(char::from(b'0' + cell.below(10) as u8)),
            '@' => out.push(char::from(cell.pick(LETTERS))),
            other => out.push(other),
        }
    }
}

/// Appends a template with `{name}` replaced by what `slot` writes for it.
pub fn write_template(template: &str, out: &mut String, mut slot: impl FnMut(&str, &mut String)) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        slot(name, out);
        rest = tail;
    }
    out.push_str(rest);
}
