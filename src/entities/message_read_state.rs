//! How far users have read each other's messages.

use super::conversation::{Conversation, Conversations};
use super::{Flow, Rows, carried};
use crate::edge::State;
use crate::plan::Plan;
use crate::rng::{Root, RowKey};
use crate::schema::{Entity, Row, encode};
use crate::words::Party;

pub(super) struct ReadStates<'p> {
    conversations: Conversations<'p>,
}

impl<'p> ReadStates<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self {
            conversations: Conversations::new(plan),
        }
    }

    /// The reader whose state a key's ordinal names. The admin's messages come first: admins'
    /// ids are the smaller ones, and rows go in the order of (sender, recipient) within a pair.
    const READERS: [Party; 2] = [Party::Customer, Party::Admin];
}

impl Rows for ReadStates<'_> {
    fn entity(&self) -> Entity {
        Entity::MessageReadState
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        let mut talks: Vec<Conversation> = self.conversations.of(root).collect();
        talks.sort_by_key(|talk| talk.admin);
        let has_states = |talk: &&Conversation| {
            talk.parties.is_none() && talk.unread != Some(State::NoReadState)
        };
        for talk in talks.iter().filter(has_states) {
            for (at, reader) in Self::READERS.into_iter().enumerate() {
                if talk.received(reader, talk.messages) > 0 {
                    each(root.child(talk.number, at as u32))?;
                }
            }
        }
        Flow::Continue(())
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let plan = self.conversations.accounts.plan;
        let talk = self.conversations.get(key.root, key.branch);
        let reader = Self::READERS[key.leaf as usize % 2];
        let customer = encode(Entity::User, talk.root.key());
        let admin = encode(Entity::User, talk.admin.key());
        let (sender, recipient) = match reader {
            Party::Customer => (admin, customer),
            Party::Admin => (customer, admin),
        };
        row.clear();
        row.uuid(sender);
        row.uuid(recipient);
        // `keys` gives only states of which there is something to read.
        let Some(reading) = self.conversations.reading(&talk, reader) else {
            return;
        };
        let updated = reading
            .last_read
            .map_or(reading.newest, |read| read.min(reading.newest));
        row.timestamp_or_null(reading.last_read.map(|age| plan.now.before(age)));
        row.int4(match talk.odd_unread(reader) {
            Some(State::UnreadTooMany) => reading.unread as i32 + 1,
            Some(State::UnreadNegative) => -1,
            _ => reading.unread as i32,
        });
        row.timestamp(plan.now.before(updated));
        carried::put(plan, key, row);
    }
}
