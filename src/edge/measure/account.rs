//! An account, put together from its rows.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::conversation::{Conversation, Pair, pair};
use super::{Shown, Sighting, states, value};
use crate::clock::Timestamp;
use crate::edge::case::State;
use crate::edge::{Facet, Subject};
use crate::schema::{Entity, Row, Value as Cell};

/// The rows of one account, as far as they matter to what it shows. They may come in any order.
#[derive(Debug)]
pub struct Account {
    now: Timestamp,
    user: Option<User>,
    profile: Option<Profile>,
    conversations: BTreeMap<Pair, Conversation>,
    shares: Vec<Share>,
    /// What uploads, forms and audit rows show by themselves.
    rows: Vec<Sighting>,
    /// When the first of its audit rows was written.
    first_entry: Option<Timestamp>,
    /// The profiles whose names were changed, and when.
    renamings: Vec<(Uuid, Timestamp)>,
    counts: BTreeMap<Entity, u64>,
}

#[derive(Debug)]
struct User {
    id: Option<Uuid>,
    shown: Vec<Shown>,
    is_verified: bool,
    came: bool,
    is_leaving: bool,
}

#[derive(Debug)]
struct Profile {
    entity: Entity,
    id: Option<Uuid>,
    shown: Vec<Shown>,
}

#[derive(Debug)]
struct Share {
    shown: Vec<Shown>,
    customer: Option<Uuid>,
    recipient: Option<Uuid>,
}

impl Account {
    /// An account without a row, under the generation's clock.
    pub fn new(now: Timestamp) -> Self {
        Self {
            now,
            user: None,
            profile: None,
            conversations: BTreeMap::new(),
            shares: Vec::new(),
            rows: Vec::new(),
            first_entry: None,
            renamings: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Takes in a row of the account.
    pub fn add(&mut self, row: &Row) {
        *self.counts.entry(row.entity()).or_default() += 1;
        let shown = value::shown(row, self.now);
        match row.entity() {
            Entity::User => {
                self.user = Some(User {
                    id: states::id(row, "id"),
                    shown,
                    is_verified: states::filled(row, "emailVerifiedAt"),
                    came: states::filled(row, "lastLoginAt"),
                    is_leaving: states::filled(row, "deletionRequestedAt"),
                });
            }
            entity @ (Entity::Customer | Entity::Admin) => {
                let id = states::id(row, "id");
                self.profile = Some(Profile { entity, id, shown });
            }
            Entity::Message => self.add_message(row, shown),
            Entity::MessageReadState => self.add_read_state(row),
            Entity::ProfileShare => self.add_share(row, shown),
            Entity::AuditLog => self.add_entry(row, shown),
            Entity::Upload => {
                let deleted = states::filled(row, "deletedAt").then_some(State::Deleted);
                self.add_sighting(Subject::Upload, shown, Facet::UploadState, deleted);
            }
            Entity::Form => {
                let status = states::form_status(row);
                self.add_sighting(Subject::Form, shown, Facet::FormStatus, status);
            }
        }
    }

    fn add_sighting(
        &mut self,
        subject: Subject,
        mut cases: Vec<Shown>,
        facet: Facet,
        state: Option<State>,
    ) {
        cases.extend(state.and_then(|state| states::shown(facet, state)));
        self.rows.push(Sighting { subject, cases });
    }

    fn add_message(&mut self, row: &Row, mut shown: Vec<Shown>) {
        let [sender, recipient] = ["senderId", "recipientId"].map(|column| states::id(row, column));
        let odd = states::parties(sender, recipient);
        shown.extend(odd.and_then(|state| states::shown(Facet::Parties, state)));
        let (pair, from) = pair(sender, recipient);
        let conversation = self.conversations.entry(pair).or_default();
        conversation.messages.push(shown);
        conversation.directions[from]
            .sent
            .extend(states::instant(row, "createdAt"));
    }

    fn add_read_state(&mut self, row: &Row) {
        let [sender, recipient] = ["senderId", "recipientId"].map(|column| states::id(row, column));
        let (pair, from) = pair(sender, recipient);
        if let Some(Cell::Int4(counter)) = row.named("unreadCount") {
            let read = states::instant(row, "lastReadAt");
            let conversation = self.conversations.entry(pair).or_default();
            conversation.directions[from].read = Some((read, counter));
        }
    }

    fn add_share(&mut self, row: &Row, mut shown: Vec<Shown>) {
        let found = [
            (Facet::ShareStatus, states::share_status(row)),
            (Facet::ShareRecipient, states::share_recipient(row)),
        ];
        let found = found.into_iter();
        shown.extend(found.filter_map(|(facet, state)| states::shown(facet, state?)));
        self.shares.push(Share {
            shown,
            customer: states::id(row, "customerId"),
            recipient: states::id(row, "recipientUserId"),
        });
    }

    fn add_entry(&mut self, row: &Row, shown: Vec<Shown>) {
        let at = states::instant(row, "createdAt");
        self.first_entry = [self.first_entry, at].into_iter().flatten().min();
        self.renamings.extend(states::renaming(row));
        self.add_sighting(Subject::AuditLog, shown, Facet::Metadata, None);
    }

    /// How many of the entity's rows it has.
    pub fn count(&self, entity: Entity) -> u64 {
        self.counts.get(&entity).copied().unwrap_or_default()
    }

    /// Whether it is a customer's.
    pub fn is_customer(&self) -> bool {
        self.is_of(Entity::Customer)
    }

    fn is_of(&self, entity: Entity) -> bool {
        self.profile
            .as_ref()
            .is_some_and(|profile| profile.entity == entity)
    }

    /// Its user's id, if the owner asked for its deletion.
    pub fn leaving(&self) -> Option<Uuid> {
        self.user
            .as_ref()
            .filter(|user| user.is_leaving)
            .and_then(|user| user.id)
    }

    /// What it shows. `leaving` are the users who asked for their accounts' deletion, as far
    /// as shares may go to them.
    pub fn sightings(self, leaving: &BTreeSet<Uuid>) -> Vec<Sighting> {
        let mut sightings = Vec::new();
        if self.is_of(Entity::Customer) {
            let cases = self.customer();
            sightings.extend(cases.into_iter().map(|cases| Sighting {
                subject: Subject::Customer,
                cases,
            }));
        } else if self.is_of(Entity::Admin) {
            let subject = Subject::Admin;
            let mut cases = self.account(Facet::AdminAccount);
            cases.extend(self.profile.iter().flat_map(|profile| &profile.shown));
            sightings.push(Sighting { subject, cases });
        }
        let state = self.account(Facet::ShareCustomer);
        let own = self.profile.as_ref().and_then(|profile| profile.id);
        for Share {
            shown: mut cases,
            customer,
            recipient,
        } in self.shares
        {
            cases.extend(state.iter().filter(|_| customer == own));
            let leaves = recipient.is_some_and(|user| leaving.contains(&user));
            let leaves = leaves.then_some(State::DeletionRequested);
            cases.extend(leaves.and_then(|state| states::shown(Facet::ShareRecipient, state)));
            let subject = Subject::Share;
            sightings.push(Sighting { subject, cases });
        }
        for conversation in self.conversations.into_values() {
            let together = conversation
                .is_of_one_instant()
                .then(|| states::shown(Facet::Moment, State::SameInstant))
                .flatten();
            sightings.extend(conversation.messages.into_iter().map(|mut cases| {
                cases.extend(together);
                let subject = Subject::Message;
                Sighting { subject, cases }
            }));
        }
        sightings.extend(shared(self.rows));
        sightings
    }

    /// What the customer shows, with each conversation; or without one.
    fn customer(&self) -> Vec<Vec<Shown>> {
        let mut own = self.account(Facet::Account);
        own.extend(self.profile.iter().flat_map(|profile| &profile.shown));
        own.extend(self.user.iter().flat_map(|user| &user.shown));
        if self.count(Entity::Message) == 0 {
            own.extend(states::shown(Facet::Messages, State::Messages(0)));
        }
        let id = self.user.as_ref().and_then(|user| user.id);
        let with = self
            .conversations
            .iter()
            .filter_map(|(pair, conversation)| {
                let place = pair.iter().position(|user| user.is_some() && *user == id)?;
                let shown = conversation.shown(place, *pair, self.now);
                Some([own.as_slice(), &shown].concat())
            });
        let with: Vec<Vec<Shown>> = with.collect();
        if with.is_empty() { vec![own] } else { with }
    }

    /// The states of the account, as far as the facet has cases of them.
    fn account(&self, facet: Facet) -> Vec<Shown> {
        let Some(user) = &self.user else {
            return Vec::new();
        };
        let none = |entity: &Entity| self.count(*entity) == 0;
        let empty = [
            Entity::Message,
            Entity::MessageReadState,
            Entity::ProfileShare,
            Entity::Upload,
            Entity::Form,
        ]
        .iter()
        .all(none);
        let profile = self.profile.as_ref().and_then(|profile| profile.id);
        let is_renamed = self
            .renamings
            .iter()
            .any(|(renamed, at)| Some(*renamed) == profile && self.first_entry < Some(*at));
        let found = [
            (!user.is_verified, State::Unverified),
            (!user.came && empty, State::NeverCame),
            (user.is_leaving, State::DeletionRequested),
            (is_renamed, State::Renamed),
            (none(&Entity::AuditLog), State::Unlogged),
        ];
        let found = found.into_iter().filter(|(holds, _)| *holds);
        found
            .filter_map(|(_, state)| states::shown(facet, state))
            .collect()
    }
}

/// The rows without what is to be shared and is shown by one of them alone.
fn shared(mut rows: Vec<Sighting>) -> Vec<Sighting> {
    let mut counts: BTreeMap<(Facet, &str), usize> = BTreeMap::new();
    for (facet, case) in rows.iter().flat_map(|row| &row.cases) {
        if case.is_shared() {
            *counts.entry((*facet, case.id)).or_default() += 1;
        }
    }
    for row in &mut rows {
        row.cases
            .retain(|(facet, case)| counts.get(&(*facet, case.id)) != Some(&1));
    }
    rows
}
