//! The facts of a conversation: between whom, about what, when, and how far it was read.
//!
//! A conversation is a sequence of exchanges, each a dialogue of [`TURNS`] turns. The time
//! of a message is a function of its ordinal alone: exchanges lie at start + span·x/(x + c),
//! which never reaches the end however many there are, so that a conversation can grow
//! without moving a message.

use super::account::{Accounts, Life};
use crate::clock::{DAY, MINUTE};
use crate::edge::{Facet, State, Value};
use crate::plan::Plan;
use crate::rng::{Cell, Field, Origin, Root, RowKey};
use crate::scenario::{Event, Placed, Timeline, explicit};
use crate::schema::Entity;
use crate::words::{Dialogue, Locale, Party, TURNS, Turn};

/// How far beyond now a conversation was read that was read in the future.
const IN_FUTURE: i64 = DAY;

/// All conversations of a plan.
pub(super) struct Conversations<'p> {
    pub(super) accounts: Accounts<'p>,
    number: Field,
    desk: Field,
    messages: Field,
    window: Field,
    exchange: Field,
    matter: Field,
    stride: Field,
    moment: Field,
    reading: Field,
}

/// One conversation of a customer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conversation {
    /// The customer's account.
    pub(super) root: Root,
    /// Which of the customer's conversations.
    pub(super) number: u16,
    /// The admin that answers.
    pub(super) admin: Root,
    /// What is odd about the two sides, if anything.
    pub(super) parties: Option<State>,
    /// What is odd about how far it was read, if anything.
    pub(super) unread: Option<State>,
    /// Whether all messages bear one instant.
    same_instant: bool,
    /// Whether no message of it ever reached the other side.
    pub(super) undelivered: bool,
    /// Age of the last activity in it, in milliseconds before now.
    pub(super) quiet: i64,
    /// Age of the moment until which the admin reads, in milliseconds before now.
    admin_quiet: i64,
    /// How many messages it has.
    pub(super) messages: u32,
    /// The customer's locale.
    pub(super) locale: &'static Locale,
    /// Age of its beginning, in milliseconds before now.
    start: i64,
    /// How long it lasts at most, in milliseconds.
    span: i64,
    /// How many exchanges lie in the first half of its span.
    pace: f64,
    /// Where in the locale's dialogues it begins, and by how many it moves on.
    first: u64,
    stride: u64,
}

/// How far one side has read what the other wrote. Ages are in milliseconds before now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// The age of the last time it was opened; `None` when it never was.
    pub(super) last_read: Option<i64>,
    /// How many messages came after that.
    pub(super) unread: u32,
    /// The age of the youngest message.
    pub(super) newest: i64,
}

impl<'p> Conversations<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("Conversation", name);
        Self {
            accounts: Accounts::new(plan),
            number: field("number"),
            desk: field("desk"),
            messages: field("messages"),
            window: field("window"),
            exchange: field("exchange"),
            matter: field("matter"),
            stride: field("stride"),
            moment: plan.field("Message", "createdAt"),
            reading: plan.field("MessageReadState", "lastReadAt"),
        }
    }

    /// How many conversations the customer has.
    pub(super) fn count(&self, root: Root, life: Life) -> u16 {
        if root.is_admin() {
            return 0;
        }
        let said = self.said(root);
        if !said.is_empty() {
            return said.len() as u16;
        }
        let plan = self.accounts.plan;
        if plan.state(root, Facet::Messages) == Some(State::Messages(0)) {
            return 0;
        }
        let wanted = plan.population.conversations.per_customer;
        plan.number_of(
            Entity::Message,
            wanted,
            &self.number,
            root.key(),
            life.dormant,
        ) as u16
    }

    /// The conversations that the scenario asks for.
    fn said(&self, root: Root) -> &'p [(explicit::Conversation, Timeline, Root)] {
        self.accounts
            .plan
            .member(root)
            .map_or(&[], |member| &member.conversations)
    }

    /// All conversations of the customer.
    pub(super) fn of(&self, root: Root) -> impl Iterator<Item = Conversation> {
        let life = self.accounts.life(root);
        (0..self.count(root, life)).map(move |number| self.conversation(root, life, number))
    }

    /// The conversation `number` of the customer.
    pub(super) fn get(&self, root: Root, number: u16) -> Conversation {
        self.conversation(root, self.accounts.life(root), number)
    }

    fn conversation(&self, root: Root, life: Life, number: u16) -> Conversation {
        let plan = self.accounts.plan;
        let key = root.child(number, 0);
        let carried = plan.carried(root);
        let locale = self.accounts.locale(root);
        // One of the desk, then its neighbours: never the same admin twice, and no admin hangs
        // on how many conversations or admins there are.
        let seat = self.desk.at(root.key()).below(plan.population.admins.desk) + u64::from(number);
        let said = self.said(root).get(usize::from(number));
        let admin = said.map_or(Root::truncated(Origin::Admins, seat), |(_, _, admin)| {
            *admin
        });
        let left = self.accounts.left(admin);
        let life = Life {
            quiet: left.map_or(life.quiet, |left| life.quiet.max(left).min(life.created)),
            ..life
        };
        let mut window = self.window.at(key);
        let drawn = life.moment(0.02 + 0.5 * window.unit());
        let begun = said.and_then(|(_, line, _)| line.at(Event::Started));
        let start = begun.map_or(drawn, |at| self.accounts.age(at));
        let (quiet, admin_quiet) = match left {
            None => (life.quiet, 0),
            Some(_) if start > life.quiet => (life.quiet, life.quiet),
            // It was asked for, and takes place, though the admin had left by then.
            Some(_) => (start / 2, start / 2),
        };
        let pace = 4.0 + 12.0 * window.unit();
        let dialogues = locale.dialogues.len() as u64;
        // Each conversation of a customer begins with another matter.
        let first = (self.matter.at(root.key()).below(dialogues) + u64::from(number)) % dialogues;
        let mut talk = Conversation {
            root,
            number,
            admin,
            parties: plan.state(root, Facet::Parties),
            unread: plan.state(root, Facet::Unread),
            same_instant: plan.state(root, Facet::Moment) == Some(State::SameInstant)
                || plan.state(root, Facet::Messages) == Some(State::SameInstant),
            undelivered: carried
                .iter()
                .any(|(facet, case)| *facet == Facet::Delivery && case.value == Value::Null),
            quiet,
            admin_quiet,
            messages: match said {
                Some((talk, _, _)) => self.said_messages(talk, key),
                None => self.drawn_messages(key, life),
            },
            locale,
            start,
            // What is asked for may begin late in the account's life.
            span: start - life.moment(0.96).min(quiet + (start - quiet) / 16),
            pace,
            first,
            stride: stride(dialogues, &mut self.stride.at(key)),
        };
        // Few conversations are that long: no more messages than there must be.
        if plan.state(root, Facet::Messages).is_none()
            && let Some(State::UnreadCount(unread)) = talk.unread
        {
            talk.messages = talk.nth_received(Party::Customer, unread) + 1;
        }
        talk
    }

    fn drawn_messages(&self, key: RowKey, life: Life) -> u32 {
        let plan = self.accounts.plan;
        let wanted = plan.population.conversations.messages;
        let drawn =
            plan.number_of(Entity::Message, wanted, &self.messages, key, life.dormant) as u32;
        let state = |facet| plan.state(key.root, facet);
        match (state(Facet::Messages), state(Facet::Unread)) {
            (Some(State::Messages(count)), _) => return count,
            (_, Some(State::UnreadCount(unread))) => return messages_for(unread),
            _ => {}
        }
        let of_both = [
            Facet::Messages,
            Facet::Unread,
            Facet::Parties,
            Facet::Moment,
        ];
        if of_both.into_iter().any(|facet| state(facet).is_some()) {
            // Enough for both sides to have written.
            return messages_for(1);
        }
        drawn
    }

    /// As many as are asked for; else as drawn, and enough for what is to be unread.
    fn said_messages(&self, talk: &explicit::Conversation, key: RowKey) -> u32 {
        if let Some(messages) = talk.messages {
            return messages as u32;
        }
        let unread = [&talk.unread_by_customer, &talk.unread_by_admin]
            .into_iter()
            .flatten()
            .map(|unread| unread.value)
            .max();
        let plan = self.accounts.plan;
        let wanted = plan.population.conversations.messages;
        let drawn = plan.number_of(Entity::Message, wanted, &self.messages, key, false) as u32;
        drawn.max(unread.map_or(1, |unread| messages_for(unread as u32)))
    }

    /// The share of the conversation's span at which an exchange begins.
    fn exchange_share(&self, talk: &Conversation, exchange: u32) -> f64 {
        let jitter = self
            .exchange
            .at(talk.root.child(talk.number, exchange))
            .unit();
        let place = f64::from(exchange) + 0.1 + 0.7 * jitter;
        place / (place + talk.pace)
    }

    /// The age of a message, in milliseconds before now.
    pub(super) fn message_age(&self, talk: &Conversation, ordinal: u32) -> i64 {
        if talk.same_instant {
            return talk.start;
        }
        let (exchange, turn) = (ordinal / TURNS as u32, ordinal % TURNS as u32);
        let span = talk.span as f64;
        let begin = self.exchange_share(talk, exchange) * span;
        let room = self.exchange_share(talk, exchange + 1) * span - begin;
        let step = (room / (TURNS + 1) as f64).min(12.0 * MINUTE as f64);
        let jitter = self.moment.at(talk.root.child(talk.number, ordinal)).unit();
        talk.start - (begin + (f64::from(turn) + 0.8 * jitter) * step) as i64
    }

    /// How far `reader` has read what the other side wrote; `None` when that is nothing.
    pub(super) fn reading(&self, talk: &Conversation, reader: Party) -> Option<Reading> {
        let received = talk.received(reader, talk.messages);
        let newest = self.message_age(talk, talk.nth_received(reader, received.checked_sub(1)?));
        let last_read = self.last_read(talk, reader, received, newest);
        let unread = match last_read {
            Some(read) => received - talk.received(reader, self.seen(talk, read)),
            None => received,
        };
        Some(Reading {
            last_read,
            unread,
            newest,
        })
    }

    /// How many messages of the conversation are not younger than `age`. Ages never rise from
    /// one message to the next.
    fn seen(&self, talk: &Conversation, age: i64) -> u32 {
        let (mut old, mut young) = (0, talk.messages);
        while old < young {
            let middle = old + (young - old) / 2;
            if self.message_age(talk, middle) >= age {
                old = middle + 1;
            } else {
                young = middle;
            }
        }
        old
    }

    /// The age at which `reader` last looked; `None` for never.
    fn last_read(
        &self,
        talk: &Conversation,
        reader: Party,
        received: u32,
        newest: i64,
    ) -> Option<i64> {
        let mut cell = self.reading.at(talk.root.child(talk.number, reader as u32));
        let stops_short = cell.chance(self.accounts.plan.population.conversations.unread);
        let odd = talk.odd_unread(reader);
        let left = match odd {
            Some(State::AllRead | State::ReadAtNewest | State::ReadInFuture) => Some(0),
            Some(State::NeverOpened) => Some(received),
            Some(State::UnreadCount(left)) => Some(left.min(received)),
            _ => None,
        };
        let said = self.said_unread(talk, reader);
        let left = match left.or(said.map(|left| left.min(u64::from(received)) as u32)) {
            Some(left) => left,
            None if !stops_short => 0,
            None if cell.chance(0.15) => received,
            None => cell.long_tail(1, u64::from(received)) as u32,
        };
        if talk.undelivered {
            return None;
        }
        match odd {
            Some(State::ReadAtNewest) => return Some(newest),
            Some(State::ReadInFuture) => return Some(-IN_FUTURE),
            _ => {}
        }
        if left == 0 {
            // Opened some time after the newest message came, by somebody who was still active.
            let until = match reader {
                Party::Customer => talk.quiet,
                Party::Admin => talk.admin_quiet,
            };
            return Some(newest - cell.millis(newest - until));
        }
        let first_left = received - left;
        let last_seen = first_left.checked_sub(1)?;
        let age = |nth| self.message_age(talk, talk.nth_received(reader, nth));
        let (older, younger) = (age(last_seen), age(first_left));
        // From when the one came until just before the next.
        Some(older - cell.millis(older - younger))
    }

    /// How many messages the scenario wants `reader` to have left unread, if it says so.
    fn said_unread(&self, talk: &Conversation, reader: Party) -> Option<u64> {
        let (said, _, _) = self.said(talk.root).get(usize::from(talk.number))?;
        let unread = match reader {
            Party::Customer => &said.unread_by_customer,
            Party::Admin => &said.unread_by_admin,
        };
        unread.as_ref().map(|unread| unread.value)
    }

    /// What the scenario asks of the customer's conversations and cannot have, with the most
    /// that it can.
    pub(super) fn contradictions(&self, root: Root) -> Vec<(&'p Placed<u64>, u32)> {
        let mut found = Vec::new();
        for (talk, (said, _, _)) in self.of(root).zip(self.said(root)) {
            for (reader, unread) in [
                (Party::Customer, &said.unread_by_customer),
                (Party::Admin, &said.unread_by_admin),
            ] {
                let Some(unread) = unread else { continue };
                let is = self
                    .reading(&talk, reader)
                    .map_or(0, |reading| reading.unread);
                if u64::from(is) != unread.value {
                    found.push((unread, talk.received(reader, talk.messages)));
                }
            }
        }
        found
    }
}

/// Enough messages for so many of them to be from either side, which writes at least a third
/// of every exchange.
fn messages_for(unread: u32) -> u32 {
    unread.saturating_mul(3).saturating_add(TURNS as u32)
}

/// A stride that visits all of `count` places before it comes back.
fn stride(count: u64, cell: &mut Cell) -> u64 {
    let strides: Vec<u64> = (1..=count)
        .filter(|stride| gcd(*stride, count) == 1)
        .collect();
    cell.pick(&strides)
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Conversation {
    /// What is odd about how far `reader` has read: the customer, or the admin where the customer
    /// received nothing.
    pub(super) fn odd_unread(&self, reader: Party) -> Option<State> {
        let shows = match self.received(Party::Customer, self.messages) {
            0 => Party::Admin,
            _ => Party::Customer,
        };
        self.unread.filter(|_| reader == shows)
    }

    /// The dialogue of an exchange.
    pub(super) fn dialogue(&self, exchange: u32) -> &'static Dialogue {
        let dialogues = self.locale.dialogues;
        &dialogues
            [((self.first + self.stride * u64::from(exchange)) % dialogues.len() as u64) as usize]
    }

    /// What is said by whom in a message.
    pub(super) fn turn(&self, ordinal: u32) -> &'static Turn {
        &self.dialogue(ordinal / TURNS as u32).turns[ordinal as usize % TURNS]
    }

    /// How many of the first `messages` messages are for `reader`: whole rounds through the
    /// dialogues of the locale, whole exchanges, and a rest.
    pub(super) fn received(&self, reader: Party, messages: u32) -> u32 {
        let for_reader =
            |turns: &[Turn]| turns.iter().filter(|turn| turn.by != reader).count() as u32;
        let exchanges = messages / TURNS as u32;
        let round = self.locale.dialogues.len() as u32;
        let of = |from: u32, to: u32| -> u32 {
            (from..to)
                .map(|exchange| for_reader(&self.dialogue(exchange).turns))
                .sum()
        };
        let rest = &self.dialogue(exchanges).turns[..messages as usize % TURNS];
        exchanges / round * of(0, round)
            + of(exchanges / round * round, exchanges)
            + for_reader(rest)
    }

    /// The ordinal of the message that is, from 0, the `nth` for `reader`.
    fn nth_received(&self, reader: Party, nth: u32) -> u32 {
        let (mut least, mut most) = (nth, self.messages);
        while least < most {
            let middle = least + (most - least) / 2;
            if self.received(reader, middle + 1) > nth {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        least
    }

    /// The key of a message.
    pub(super) fn message(&self, ordinal: u32) -> RowKey {
        self.root.child(self.number, ordinal)
    }
}
