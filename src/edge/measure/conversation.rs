//! The messages between two users, and how far they were read.

use uuid::Uuid;

use super::{Shown, states};
use crate::clock::Timestamp;
use crate::edge::Facet;
use crate::edge::case::State;

/// Two users, the smaller id first; `None` is one whose account is gone.
pub(super) type Pair = [Option<Uuid>; 2];

/// The pair of a sender and a recipient, and which of the two sends.
pub(super) fn pair(sender: Option<Uuid>, recipient: Option<Uuid>) -> (Pair, usize) {
    if sender <= recipient {
        ([sender, recipient], 0)
    } else {
        ([recipient, sender], 1)
    }
}

/// What one side wrote, and how far the other has read it.
#[derive(Debug, Default)]
pub(super) struct Direction {
    /// When each message was written.
    pub(super) sent: Vec<Timestamp>,
    /// The read state: the instant and the counter.
    pub(super) read: Option<(Option<Timestamp>, i32)>,
}

/// A conversation.
#[derive(Debug, Default)]
pub(super) struct Conversation {
    /// By the sender's place in the pair.
    pub(super) directions: [Direction; 2],
    /// What each message shows.
    pub(super) messages: Vec<Vec<Shown>>,
}

impl Conversation {
    /// Whether there are several messages, and one instant.
    pub(super) fn is_of_one_instant(&self) -> bool {
        let mut instants = self.directions.iter().flat_map(|side| &side.sent);
        let first = instants.next();
        self.messages.len() > 1 && instants.all(|at| Some(at) == first)
    }

    /// What it shows of the facets of the user at `place` in its pair, who is a customer.
    pub(super) fn shown(&self, place: usize, pair: Pair, now: Timestamp) -> Vec<Shown> {
        let mut messages = Vec::new();
        if !self.messages.is_empty() {
            messages.push(State::Messages(self.messages.len() as u32));
        }
        let is_whole = |side: &Direction| !side.sent.is_empty() && side.read.is_some();
        if self.directions.iter().all(is_whole) {
            messages.push(State::BothDirections);
        }
        if self.is_of_one_instant() {
            messages.push(State::SameInstant);
        }
        let is_of_two = pair[0] != pair[1] && !pair.contains(&None);
        let unread = self.directions[1 - place]
            .states(now)
            .into_iter()
            .filter(|_| is_of_two);
        let messages = messages.into_iter().map(|state| (Facet::Messages, state));
        messages
            .chain(unread.map(|state| (Facet::Unread, state)))
            .filter_map(|(facet, state)| states::shown(facet, state))
            .collect()
    }
}

impl Direction {
    /// How far it has been read, and whether the counter agrees with the messages.
    fn states(&self, now: Timestamp) -> Vec<State> {
        let Some((read, counter)) = self.read else {
            return Vec::from_iter((!self.sent.is_empty()).then_some(State::NoReadState));
        };
        let is_unread = |at: &&Timestamp| read.is_none_or(|read| **at > read);
        let unread = self.sent.iter().filter(is_unread).count() as i64;
        let agrees = !self.sent.is_empty() && i64::from(counter) == unread;
        let newest = self.sent.iter().max().copied();
        let found = [
            (agrees && read.is_none(), State::NeverOpened),
            (agrees && unread == 0, State::AllRead),
            (agrees && unread > 0, State::UnreadCount(unread as u32)),
            (
                agrees && read.is_some() && read == newest,
                State::ReadAtNewest,
            ),
            (read > Some(now), State::ReadInFuture),
            (i64::from(counter) == unread + 1, State::UnreadTooMany),
            (counter < 0, State::UnreadNegative),
        ];
        let found = found.into_iter().filter(|(holds, _)| *holds);
        found.map(|(_, state)| state).collect()
    }
}
