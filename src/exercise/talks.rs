//! The conversations that messages make up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use uuid::Uuid;

use super::dataset::{RowId, id};
use crate::clock::Timestamp;
use crate::find::Reader;
use crate::rng::{Root, RowKey};
use crate::schema::{Entity, Value, decode};

/// All messages between two accounts.
#[derive(Debug)]
pub struct Talk {
    /// The customer's account; nothing where it has gone.
    pub customer: Option<Uuid>,
    /// The other one's; nothing where it has gone.
    pub other: Option<Uuid>,
    /// Its messages, the youngest first; those of one instant by their ids, the last first.
    pub(super) messages: Vec<(Timestamp, RowKey)>,
}

/// The conversations of a generation.
#[derive(Debug, Default)]
pub(super) struct Talks {
    pub(super) all: Vec<Talk>,
    /// Where those of an account are.
    pub(super) of: BTreeMap<Uuid, Vec<usize>>,
    /// The read states by sender and recipient.
    pub(super) read_states: BTreeMap<(Uuid, Uuid), RowKey>,
}

impl Talk {
    /// The account that it is walked with: the customer's, where it has not gone.
    pub fn root(&self) -> Option<Root> {
        let (_, key) = decode(self.customer.or(self.other)?).ok()?;
        Some(key.root)
    }

    /// Who looks at it, and whom that one writes with: who has no part in it sees it as the
    /// customer does.
    pub(super) fn sides(&self, viewer: Option<Uuid>) -> (Option<Uuid>, Option<Uuid>) {
        let is_other = viewer.is_some() && viewer == self.other && viewer != self.customer;
        if is_other || self.customer.is_none() {
            (self.other, self.customer)
        } else {
            (self.customer, self.other)
        }
    }
}

impl fmt::Display for Talk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |id: Option<Uuid>| id.map_or("gone".to_owned(), |id| id.to_string());
        write!(f, "{} with {}", name(self.customer), name(self.other))
    }
}

impl Talks {
    pub(super) fn of(reader: &Reader<'_>) -> Self {
        let mut talks = Self::default();
        let mut places: BTreeMap<RowId, usize> = BTreeMap::new();
        reader.all(Entity::Message, &mut |_, row| {
            let Some(pair) = pair(id(row, "senderId"), id(row, "recipientId")) else {
                return;
            };
            let at = *places.entry(pair).or_insert_with(|| {
                talks.all.push(Talk {
                    customer: pair[0],
                    other: pair[1],
                    messages: Vec::new(),
                });
                talks.all.len() - 1
            });
            let key = id(row, "id").and_then(|id| decode(id).ok());
            if let (Some(Value::Timestamp(sent)), Some((_, key))) = (row.named("createdAt"), key) {
                talks.all[at].messages.push((sent, key));
            }
        });
        for (at, talk) in talks.all.iter_mut().enumerate() {
            talk.messages.sort_unstable_by(|one, two| two.cmp(one));
            let parties: BTreeSet<Uuid> = talk.customer.into_iter().chain(talk.other).collect();
            for party in parties {
                talks.of.entry(party).or_default().push(at);
            }
        }
        let mut row_of = |root: Root| {
            for key in reader.keys(Entity::MessageReadState, root) {
                let row = reader.fill(Entity::MessageReadState, key);
                if let (Some(sender), Some(recipient)) =
                    (id(&row, "senderId"), id(&row, "recipientId"))
                {
                    talks.read_states.insert((sender, recipient), key);
                }
            }
        };
        let roots = reader.plan().roots();
        roots.slice(0..roots.len()).for_each(&mut row_of);
        talks
    }
}

/// Customer and other one of a message; nothing where both have gone.
fn pair(sender: Option<Uuid>, recipient: Option<Uuid>) -> Option<RowId> {
    let is_customer = |id: Uuid| decode(id).is_ok_and(|(_, key)| !key.root.is_admin());
    match (sender, recipient) {
        (None, None) => None,
        (Some(known), None) | (None, Some(known)) if is_customer(known) => {
            Some([Some(known), None])
        }
        (Some(known), None) | (None, Some(known)) => Some([None, Some(known)]),
        (Some(sender), Some(recipient)) if is_customer(sender) => {
            Some([Some(sender), Some(recipient)])
        }
        (sender, recipient) => Some([recipient, sender]),
    }
}
