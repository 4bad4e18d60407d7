//! What is known of an account: an answer to each [`Measure`].

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::account::profile_of;
use super::{Answer, Lengths, Measure, Reader};
use crate::clock::{DAY, Timestamp};
use crate::rng::Root;
use crate::schema::{Entity, Row, Value, encode};

/// What is known of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its id in the table `User`: a uuid, or whatever the app gives an account as its id.
    pub user: String,
    /// The address to log in with.
    pub email: String,
    /// The table of its profile and its id there, if it has one.
    pub profile: Option<(Entity, String)>,
    answers: Vec<Option<Answer>>,
}

impl Facts {
    /// An account of which nothing more is known yet.
    pub fn new(user: impl Into<String>, email: &str) -> Self {
        let mut facts = Self {
            user: user.into(),
            email: email.to_owned(),
            profile: None,
            answers: Measure::ALL.iter().map(|measure| measure.start()).collect(),
        };
        facts.put_number(Measure::EmailBytes, Some(email.len() as i64));
        facts
    }

    /// The answer to a measure; `None` where there is none.
    pub fn get(&self, measure: Measure) -> Option<&Answer> {
        self.answers[measure as usize].as_ref()
    }

    /// The number that answers a measure.
    pub fn number(&self, measure: Measure) -> Option<i64> {
        match self.get(measure) {
            Some(Answer::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Puts a number in the place of an answer.
    pub fn put_number(&mut self, measure: Measure, number: Option<i64>) {
        self.answers[measure as usize] = number.map(Answer::Number);
    }

    /// Puts a word in the place of an answer.
    pub fn put_word(&mut self, measure: Measure, word: Option<&str>) {
        self.answers[measure as usize] = word.map(|word| Answer::Word(word.to_owned()));
    }

    /// Answers yes or no.
    pub fn put_flag(&mut self, measure: Measure, flag: bool) {
        self.put_word(measure, Some(if flag { "yes" } else { "no" }));
    }

    /// Answers with the whole days from an instant to another.
    pub fn put_days(&mut self, measure: Measure, from: Option<Timestamp>, to: Timestamp) {
        let days = from.map(|from| (to.as_millis() - from.as_millis()).div_euclid(DAY));
        self.put_number(measure, days);
    }

    /// Answers what is asked of the full name.
    pub fn put_name(&mut self, name: &str) {
        let lengths = Lengths::of(name);
        for (measure, length) in [
            (Measure::NameBytes, lengths.bytes),
            (Measure::NameCodePoints, lengths.code_points),
            (Measure::NameUtf16, lengths.utf16),
            (Measure::NameGraphemes, lengths.graphemes),
        ] {
            self.put_number(measure, Some(length as i64));
        }
    }

    /// Whether anything of the table belongs to the account.
    pub fn has(&self, entity: Entity) -> bool {
        let some = |measure| self.number(measure).is_some_and(|number| number > 0);
        match entity {
            Entity::User => true,
            Entity::Customer | Entity::Admin => {
                matches!(&self.profile, Some((profile, _)) if *profile == entity)
            }
            Entity::Message => some(Measure::Messages),
            Entity::MessageReadState => self.get(Measure::MostUnread).is_some(),
            Entity::ProfileShare => some(Measure::Shares),
            Entity::AuditLog => some(Measure::AuditLogs),
            Entity::Upload => some(Measure::Uploads),
            Entity::Form => some(Measure::Forms),
        }
    }

    fn add(&mut self, measure: Measure, more: i64) {
        let number = self.number(measure).unwrap_or(0);
        self.put_number(measure, Some(number + more));
    }
}

/// What the plan's rows say of its accounts, in the order of their ids; beside the accounts and
/// their profiles only `entities` are looked at.
pub fn facts(reader: &Reader<'_>, entities: &BTreeSet<Entity>) -> Vec<Facts> {
    let now = reader.plan().now;
    let mut known = BTreeMap::new();
    reader.all(Entity::User, &mut |root, row| {
        let facts = of_user(root, row, now);
        known.insert(encode(Entity::User, root.key()), facts);
    });
    for entity in [Entity::Customer, Entity::Admin] {
        reader.all(entity, &mut |root, row| {
            if let Some(facts) = known.get_mut(&encode(Entity::User, root.key())) {
                of_profile(facts, row);
            }
        });
    }
    let mut talks = BTreeMap::new();
    for entity in entities {
        reader.all(*entity, &mut |root, row| {
            let owner = encode(Entity::User, root.key());
            match entity {
                Entity::Message => of_message(&mut known, &mut talks, row),
                Entity::MessageReadState => of_read_state(&mut known, row),
                Entity::ProfileShare => of_share(&mut known, owner, row),
                Entity::Upload => of_upload(&mut known, owner, row),
                Entity::Form => of_form(&mut known, owner, row),
                Entity::AuditLog => of_audit_log(&mut known, row),
                Entity::User | Entity::Customer | Entity::Admin => {}
            }
        });
    }
    for ((one, _), messages) in talks {
        if let Some(facts) = known.get_mut(&one) {
            facts.add(Measure::Conversations, 1);
            let longest = facts.number(Measure::LongestConversation).unwrap_or(0);
            facts.put_number(Measure::LongestConversation, Some(longest.max(messages)));
        }
    }
    known.into_values().collect()
}

type Known = BTreeMap<Uuid, Facts>;

fn id(row: &Row, column: &str) -> Option<Uuid> {
    match row.named(column) {
        Some(Value::Uuid(id)) => Some(id),
        _ => None,
    }
}

fn text<'r>(row: &'r Row, column: &str) -> Option<&'r str> {
    match row.named(column) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn instant(row: &Row, column: &str) -> Option<Timestamp> {
    match row.named(column) {
        Some(Value::Timestamp(at)) => Some(at),
        _ => None,
    }
}

fn is_given(row: &Row, column: &str) -> bool {
    row.named(column).is_some_and(|value| value != Value::Null)
}

fn of_user(root: Root, row: &Row, now: Timestamp) -> Facts {
    let user = encode(Entity::User, root.key());
    let mut facts = Facts::new(user.to_string(), text(row, "email").unwrap_or_default());
    let role = text(row, "role").map(str::to_lowercase);
    facts.put_word(Measure::Role, role.as_deref());
    facts.put_word(Measure::Locale, text(row, "locale"));
    facts.put_word(Measure::TimeZone, text(row, "timeZone"));
    facts.put_flag(Measure::Verified, is_given(row, "emailVerifiedAt"));
    facts.put_flag(
        Measure::DeletionRequested,
        is_given(row, "deletionRequestedAt"),
    );
    facts.put_days(Measure::AgeDays, instant(row, "createdAt"), now);
    facts.put_days(Measure::IdleDays, instant(row, "lastLoginAt"), now);
    let profile = profile_of(root);
    facts.profile = Some((profile, encode(profile, root.key()).to_string()));
    facts
}

fn of_profile(facts: &mut Facts, row: &Row) {
    facts.put_name(text(row, "fullName").unwrap_or_default());
    facts.put_word(Measure::Country, text(row, "country"));
    facts.put_word(Measure::Phone, text(row, "phone"));
    for (measure, column) in [
        (Measure::Languages, "spokenLanguages"),
        (Measure::Interests, "insuranceInterests"),
    ] {
        let count = match row.named(column) {
            Some(Value::List(list)) => Some(list.iter().len() as i64),
            _ => None,
        };
        facts.put_number(measure, count);
    }
}

fn add(known: &mut Known, user: Option<Uuid>, measure: Measure) {
    if let Some(facts) = user.and_then(|user| known.get_mut(&user)) {
        facts.add(measure, 1);
    }
}

fn of_message(known: &mut Known, talks: &mut BTreeMap<(Uuid, Uuid), i64>, row: &Row) {
    let (sender, recipient) = (id(row, "senderId"), id(row, "recipientId"));
    add(known, sender, Measure::Sent);
    add(known, recipient, Measure::Received);
    add(known, sender, Measure::Messages);
    // A message to oneself is one message.
    if recipient != sender {
        add(known, recipient, Measure::Messages);
    }
    if let (Some(sender), Some(recipient)) = (sender, recipient) {
        *talks.entry((sender, recipient)).or_default() += 1;
        if recipient != sender {
            *talks.entry((recipient, sender)).or_default() += 1;
        }
    }
}

fn of_read_state(known: &mut Known, row: &Row) {
    let Some(Value::Int4(unread)) = row.named("unreadCount") else {
        return;
    };
    let reader = id(row, "recipientId").and_then(|reader| known.get_mut(&reader));
    if let Some(facts) = reader {
        let unread = i64::from(unread);
        facts.add(Measure::Unread, unread);
        let most = facts.number(Measure::MostUnread).unwrap_or(unread);
        facts.put_number(Measure::MostUnread, Some(most.max(unread)));
    }
}

fn of_share(known: &mut Known, owner: Uuid, row: &Row) {
    add(known, Some(owner), Measure::Shares);
    let by_status = match text(row, "status") {
        Some("PENDING") => Measure::SharesPending,
        Some("ACTIVE") => Measure::SharesActive,
        Some("CLOSED") => Measure::SharesClosed,
        _ => Measure::SharesRevoked,
    };
    add(known, Some(owner), by_status);
    add(known, id(row, "recipientUserId"), Measure::SharesReceived);
}

fn of_upload(known: &mut Known, owner: Uuid, row: &Row) {
    add(known, Some(owner), Measure::Uploads);
    if is_given(row, "deletedAt") {
        add(known, Some(owner), Measure::UploadsDeleted);
    }
}

fn of_form(known: &mut Known, owner: Uuid, row: &Row) {
    add(known, Some(owner), Measure::Forms);
    let by_status = match text(row, "status") {
        Some("DRAFT") => Measure::FormsDraft,
        Some("SUBMITTED") => Measure::FormsSubmitted,
        _ => Measure::FormsArchived,
    };
    add(known, Some(owner), by_status);
}

fn of_audit_log(known: &mut Known, row: &Row) {
    add(known, id(row, "actorId"), Measure::AuditLogs);
}
