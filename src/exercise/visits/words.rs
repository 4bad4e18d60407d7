//! What people have written that only programs say: somebody may be called `null`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::exercise::dataset::{Dataset, Subject};
use crate::exercise::description::ShownTable;
use crate::exercise::truth::Truth;
use crate::rng::Root;
use crate::schema::{Entity, decode, encode};

/// The words that a browser looks for.
const WORDS: [&str; 5] = [
    "null",
    "undefined",
    "NaN",
    "[object Object]",
    "Invalid Date",
];

/// The values of a generation that hold such a word, by the accounts whose they are.
pub(super) struct Words<'d> {
    dataset: &'d Dataset<'d>,
    written: OnceCell<BTreeMap<Root, Vec<Truth>>>,
}

impl<'d> Words<'d> {
    pub(super) fn new(dataset: &'d Dataset<'d>) -> Self {
        Self {
            dataset,
            written: OnceCell::new(),
        }
    }

    /// Whether one of these accounts, or anybody, has written a text, or one that begins so.
    pub(super) fn are_written(&self, text: &str, by: Option<&BTreeSet<Root>>) -> bool {
        let written = self.written.get_or_init(|| written(self.dataset));
        let is_asked = |root: &Root| by.is_none_or(|by| by.contains(root));
        let mut values = written
            .iter()
            .filter(|(root, _)| is_asked(root))
            .flat_map(|(_, values)| values);
        values.any(|value| value.is_written_as(text, true))
    }

    /// The accounts whose texts a page about a row may show: those whose row it is, whoever looks,
    /// and those that they write with.
    pub(super) fn about(
        &self,
        by: Root,
        subject: Option<Subject>,
        shown: &ShownTable,
    ) -> BTreeSet<Root> {
        let mut near = BTreeSet::from([by]);
        if let Some(subject) = subject {
            let item = self.dataset.item(subject, None);
            near.extend(self.dataset.owners(shown, &item));
            match subject {
                Subject::Row(_, key) => {
                    near.insert(key.root);
                }
                Subject::Talk(at) => {
                    let talk = self.dataset.talk(at);
                    near.extend(talk.customer.into_iter().chain(talk.other).filter_map(root));
                }
            }
        }
        let talks = near.iter().flat_map(|root| {
            let account = encode(Entity::User, root.key());
            self.dataset.talks_of(account)
        });
        let parties = talks.flat_map(|at| {
            let talk = self.dataset.talk(*at);
            [talk.customer, talk.other].into_iter().flatten()
        });
        let parties: Vec<Root> = parties.filter_map(root).collect();
        near.extend(parties);
        near
    }
}

fn root(id: Uuid) -> Option<Root> {
    decode(id).ok().map(|(_, key)| key.root)
}

fn written(dataset: &Dataset<'_>) -> BTreeMap<Root, Vec<Truth>> {
    let mut written: BTreeMap<Root, Vec<Truth>> = BTreeMap::new();
    for entity in Entity::ALL {
        dataset.reader().all(entity, &mut |root, row| {
            for value in row.values() {
                let truths = match Truth::of(value) {
                    Truth::List(items) => items.into_iter().flatten().map(Truth::Text).collect(),
                    truth => vec![truth],
                };
                let odd = truths.into_iter().filter(has_word);
                let odd: Vec<Truth> = odd.collect();
                if !odd.is_empty() {
                    written.entry(root).or_default().extend(odd);
                }
            }
        });
    }
    written
}

fn has_word(truth: &Truth) -> bool {
    let (Truth::Text(text) | Truth::Json(text)) = truth else {
        return false;
    };
    WORDS.iter().any(|word| text.contains(word))
}
