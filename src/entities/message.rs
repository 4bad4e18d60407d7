//! Messages between customers and admins.

use super::conversation::{Conversation, Conversations};
use super::policy::Policies;
use super::{Flow, Rows, carried};
use crate::clock::{MINUTE, SECOND};
use crate::edge::State;
use crate::plan::Plan;
use crate::rng::{Field, Root, RowKey};
use crate::schema::{Entity, Row, client_message_id, encode};
use crate::words::{self, Party, TURNS, Voice};

pub(super) struct Messages<'p> {
    conversations: Conversations<'p>,
    body: Field,
    policies: Policies,
    matter: Field,
    client_id: Field,
    delivered: Field,
    edited: Field,
}

/// What the messages of a conversation have in common.
struct Thread {
    talk: Conversation,
    /// How each side speaks, by the writer.
    voices: [Voice; 2],
    /// The age at which each side last read, by the reader.
    read: [Option<i64>; 2],
}

impl<'p> Messages<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("Message", name);
        Self {
            conversations: Conversations::new(plan),
            body: field("body"),
            policies: Policies::new(plan),
            matter: field("claim"),
            client_id: field("clientMessageId"),
            delivered: field("deliveredAt"),
            edited: field("editedAt"),
        }
    }

    fn thread(&self, talk: Conversation) -> Thread {
        let read = [Party::Customer, Party::Admin].map(|reader| {
            self.conversations
                .reading(&talk, reader)
                .and_then(|reading| reading.last_read)
        });
        let accounts = &self.conversations.accounts;
        let voices = [talk.root, talk.admin].map(|writer| accounts.voice(writer));
        Thread { talk, voices, read }
    }

    fn write_body(&self, thread: &Thread, ordinal: u32, out: &mut String) {
        let talk = &thread.talk;
        let template = self
            .body
            .at(talk.message(ordinal))
            .pick(talk.turn(ordinal).texts);
        // One matter for the whole exchange: its policy, its claim, its sum and its deadline.
        let exchange = ordinal / TURNS as u32;
        let voice = thread.voices[talk.turn(ordinal).by as usize];
        let mut matter = self.matter.at(talk.message(exchange));
        let (claim, tens, days) = (
            matter.between(10_000, 99_999),
            matter.between(3, 300),
            matter.between(2, 14),
        );
        let country = self.conversations.accounts.country(talk.root).code;
        words::write_template(template, out, |slot, out| match slot {
            "policy" => out.push_str(&self.policies.number(talk, exchange)),
            "claim" => out.push_str(&format!("C-{claim}")),
            "amount" => words::write_money(country, tens, out),
            "days" => out.push_str(&days.to_string()),
            other => out.push_str(voice.slot(other).unwrap_or_default()),
        });
    }

    fn fill_message(&self, thread: &Thread, ordinal: u32, row: &mut Row) {
        let (talk, plan) = (&thread.talk, self.conversations.accounts.plan);
        let key = talk.message(ordinal);
        let age = self.conversations.message_age(talk, ordinal);
        let customer = Some(encode(Entity::User, talk.root.key()));
        let admin = match talk.parties {
            Some(State::PartyGone) => None,
            Some(State::ToSelf) => customer,
            _ => Some(encode(Entity::User, talk.admin.key())),
        };
        let by = talk.turn(ordinal).by;
        let (sender, recipient, reader) = match by {
            Party::Customer => (customer, admin, Party::Admin),
            Party::Admin => (admin, customer, Party::Customer),
        };
        // What was read was delivered before; of what was not, a little is still on its way.
        let read = thread.read[reader as usize].filter(|read| *read <= age);
        let mut delivery = self.delivered.at(key);
        let lost = delivery.chance(0.1) && read.is_none();
        let delay = delivery.millis((5 * SECOND).min(age - read.unwrap_or(0)));
        let delivered = (!lost).then_some(age - delay);
        let mut editing = self.edited.at(key);
        let edited = editing
            .chance(0.02)
            .then(|| age - editing.millis((20 * MINUTE).min(age - talk.quiet)));

        row.clear();
        row.uuid(encode(Entity::Message, key));
        row.uuid_or_null(sender);
        row.uuid_or_null(recipient);
        row.text_with(|out| self.write_body(thread, ordinal, out));
        row.uuid_or_null(
            self.client_id
                .at(key)
                .chance(0.9)
                .then(|| client_message_id(key)),
        );
        row.timestamp(plan.now.before(age));
        row.timestamp_or_null(delivered.map(|age| plan.now.before(age)));
        row.timestamp_or_null(edited.map(|age| plan.now.before(age)));
        carried::settle(plan, key, self.conversations.accounts.locale(key.root), row);
    }
}

impl Rows for Messages<'_> {
    fn entity(&self) -> Entity {
        Entity::Message
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        for talk in self.conversations.of(root) {
            (0..talk.messages).try_for_each(|ordinal| each(talk.message(ordinal)))?;
        }
        Flow::Continue(())
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let thread = self.thread(self.conversations.get(key.root, key.branch));
        self.fill_message(&thread, key.leaf, row);
    }

    fn rows(&self, root: Root, row: &mut Row, each: &mut dyn FnMut(&Row) -> Flow) -> Flow {
        for talk in self.conversations.of(root) {
            let thread = self.thread(talk);
            for ordinal in 0..talk.messages {
                self.fill_message(&thread, ordinal, row);
                each(row)?;
            }
        }
        Flow::Continue(())
    }
}
