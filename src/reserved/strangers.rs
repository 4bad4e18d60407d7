//! What of a text lies outside the reserved ranges, wherever the text hides it.

use serde::de::IgnoredAny;

use super::escapes::{Part, parts_of_json, without_backslashes, without_per_cent};
use super::judge::{ContactKind, Glance, visit};
use super::mask::mask;

/// How many times over a contact may be escaped, as in JSON in a string of JSON.
const LAYERS: u32 = 4;

/// Contact data outside the reserved ranges: how much there is of each kind, and the shape of
/// the first. The values themselves are not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strangers {
    kinds: [Seen; ContactKind::ALL.len()],
}

/// What was seen of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many.
    pub count: u64,
    /// The first of them, masked: its letters as `a`, its digits as `9`.
    pub sample: String,
}

impl Strangers {
    /// Those in a text.
    ///
    /// A text may be JSON, or hold escapes. JSON is judged string by string, what stands
    /// between them as it is. A text with escapes is read with and without them, and of each
    /// kind what the more telling reading shows is taken.
    pub fn of(text: &str) -> Self {
        let mut found = Self::default();
        found.look(text, LAYERS);
        found
    }

    /// Those in a text that is known to be JSON.
    pub fn of_json(text: &str) -> Self {
        let mut found = Self::default();
        if Glance::at(text).may_show() {
            found.look_into(text, LAYERS);
        }
        found
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.iter().all(|seen| seen.count == 0)
    }

    /// What was seen, by kind; nothing is good.
    pub fn seen(self) -> impl Iterator<Item = (ContactKind, Seen)> {
        let kinds = ContactKind::ALL.into_iter().zip(self.kinds);
        kinds.filter(|(_, seen)| seen.count > 0)
    }

    fn look(&mut self, text: &str, layers: u32) {
        let glance = Glance::at(text);
        if !glance.may_show() {
            return;
        }
        if layers > 0 && is_json(text) {
            return self.look_into(text, layers);
        }
        if layers == 0 || !glance.escape {
            return self.judge(text, glance);
        }
        let (mut written, mut meant) = (Self::default(), Self::default());
        written.judge(text, glance);
        let plain = without_backslashes(text);
        let plain = without_per_cent(&plain);
        if plain != text {
            meant.look(&plain, layers - 1);
        }
        for (all, (written, meant)) in self
            .kinds
            .iter_mut()
            .zip(written.kinds.into_iter().zip(meant.kinds))
        {
            all.add(if meant.count > written.count {
                meant
            } else {
                written
            });
        }
    }

    /// Looks at a text that is JSON.
    fn look_into(&mut self, text: &str, layers: u32) {
        for part in parts_of_json(text) {
            match part {
                Part::String(string) => self.look(&without_backslashes(string), layers - 1),
                Part::Between(between) => self.judge(between, Glance::at(between)),
            }
        }
    }

    fn judge(&mut self, text: &str, glance: Glance) {
        visit(text, glance, &mut |contact| {
            if !contact.reserved {
                self.kinds[contact.kind as usize].add(Seen {
                    count: 1,
                    sample: mask(&text[contact.span]),
                });
            }
        });
    }
}

impl Seen {
    /// Adds what was seen later.
    fn add(&mut self, later: Self) {
        if self.count == 0 {
            self.sample = later.sample;
        }
        self.count += later.count;
    }
}

/// Whether a text is an object or a list in JSON, and nothing else.
fn is_json(text: &str) -> bool {
    let begins = text.trim_start().starts_with(['{', '[']);
    begins && serde_json::from_str::<IgnoredAny>(text).is_ok()
}
