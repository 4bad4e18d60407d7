//! Rows on each side of a rule's boundary.

use super::draft::{Draft, Events, desk};
use super::moments::Moment;
use super::{Boundary, PutValue};
use crate::clock::{DAY, Timestamp};
use crate::edge::Facet;
use crate::policy::{Rule, Verdict};
use crate::rng::RowKey;
use crate::scenario::{Event, FormStatus, Role, ShareStatus};
use crate::schema::Entity;

/// By how many milliseconds a period is over, and the words for it.
const OFFSETS: [(i64, &str); 5] = [
    (DAY, "1d-over"),
    (1, "1ms-over"),
    (0, "at"),
    (-1, "1ms-short"),
    (-DAY, "1d-short"),
];

/// Messages of a conversation in which both sides wrote.
const TALK: u64 = 6;

/// The rows on each side of the rule's boundary, seen from one moment.
pub(super) fn sides(rule: &Rule, moment: Moment, now: Timestamp) -> Vec<Boundary> {
    let (word, as_of) = moment;
    let mut rows = Vec::new();
    for (over, side) in OFFSETS {
        let boundary = as_of.before(over);
        for (number, anchor) in anchors(rule, boundary).into_iter().enumerate() {
            // What has not happened yet is in no row.
            if anchor > now {
                continue;
            }
            let mut label = format!("retention/{}/{word}/{side}", rule.name);
            if number > 0 {
                label.push_str(&format!("/from-{}", anchor.date().civil().day));
            }
            let verdict = if rule.is_over(boundary, as_of) {
                Verdict::from(rule.then)
            } else {
                Verdict::Keep
            };
            rows.push(row(rule, &label, (anchor, boundary), as_of, verdict));
        }
    }
    rows
}

/// The anchors whose period ends at the boundary: none for a day that the calendar skips, several
/// where the ends of longer months end with a shorter one.
fn anchors(rule: &Rule, boundary: Timestamp) -> Vec<Timestamp> {
    let first = boundary.minus(rule.period);
    // Days that are taken off before months, not after them, are others.
    let near = (-4..=4).map(|days| first.after(days * DAY));
    near.filter(|anchor| rule.boundary(*anchor) == Some(boundary))
        .collect()
}

/// An account with a row whose period, counted from the anchor, ends at the boundary.
fn row(
    rule: &Rule,
    label: &str,
    (anchor, boundary): (Timestamp, Timestamp),
    as_of: Timestamp,
    verdict: Verdict,
) -> Boundary {
    let about = format!(
        "{} of {}: kept until {boundary}",
        rule.rows.name(),
        rule.anchor
    );
    let home = rule.anchor.home(rule.rows);
    let column = home.table().columns[rule.anchor.column].name;
    let event = event_of(home, column);
    let state = rule.only.map(|only| only.label);
    let owner = match (rule.rows, state) {
        (Entity::Admin, _) | (_, Some("ADMIN")) => Role::Admin,
        _ => Role::Customer,
    };
    let mut draft = Draft::new(label, owner, about);
    let of_account = matches!(home, Entity::User | Entity::Customer | Entity::Admin);
    // Whatever else is said of a row happened before what its period counts from.
    let told = match event {
        Some(Event::Expires) => vec![
            (Event::Expires, anchor),
            (Event::Created, anchor.before(DAY)),
        ],
        Some(event) => vec![(event, anchor)],
        None => vec![(Event::Created, anchor.before(DAY))],
    };
    let none: Events<'_> = &[];
    let (own, others) = if of_account {
        (told.as_slice(), none)
    } else {
        (none, told.as_slice())
    };
    draft = draft.happened(own);
    let key = below(&mut draft, rule.rows, state, others);
    if event == Some(Event::Expires) {
        // What has expired says so by its time alone, whatever its status.
        draft = draft.nonsense();
    }
    if event.is_none() {
        let key = if of_account { draft.root().key() } else { key };
        draft.put(home, key, column, PutValue::Instant(anchor));
        // What else is said of the row was made for another instant.
        draft = draft.nonsense();
    }
    if rule.rows == Entity::Message {
        draft = draft.carrying(Facet::Messages, "R09");
    }
    draft.done(Some(&rule.name), as_of, (rule.rows, key), verdict)
}

/// The event of a scenario that the column tells of.
fn event_of(entity: Entity, column: &str) -> Option<Event> {
    let event = match (entity, column) {
        (Entity::User, "lastLoginAt") => Event::LastLogin,
        (Entity::User, "deletionRequestedAt") => Event::DeletionRequested,
        (Entity::Message, "createdAt") => Event::Started,
        (Entity::ProfileShare, "acceptedAt") => Event::Accepted,
        (Entity::ProfileShare, "closedAt") => Event::Closed,
        (Entity::ProfileShare, "revokedAt") => Event::Revoked,
        (Entity::ProfileShare, "expiresAt") => Event::Expires,
        (Entity::Upload, "deletedAt") => Event::Deleted,
        (Entity::Form, "submittedAt") => Event::Submitted,
        (
            Entity::User | Entity::ProfileShare | Entity::AuditLog | Entity::Upload | Entity::Form,
            "createdAt",
        ) => Event::Created,
        _ => return None,
    };
    Some(event)
}

/// Adds the row to the account, with its events.
fn below(draft: &mut Draft, rows: Entity, state: Option<&str>, events: Events<'_>) -> RowKey {
    let at = events.first().map(|(_, at)| *at);
    match rows {
        Entity::User | Entity::Customer | Entity::Admin => draft.root().key(),
        Entity::Message => draft.conversation(1, at, desk()),
        Entity::MessageReadState => draft.conversation(TALK, at, desk()),
        Entity::ProfileShare => {
            let statuses = ShareStatus::ALL.into_iter();
            let mut said = statuses.filter(|status| Some(status.label()) == state);
            let told = match events.first() {
                Some((Event::Closed, _)) => ShareStatus::Closed,
                Some((Event::Revoked, _)) => ShareStatus::Revoked,
                Some((Event::Expires, _)) => ShareStatus::Pending,
                _ => ShareStatus::Active,
            };
            draft.share(said.next().unwrap_or(told), events, Some(desk()))
        }
        Entity::AuditLog => draft.audit_log("profile.viewed", at),
        Entity::Upload => draft.upload(events),
        Entity::Form => {
            let statuses = FormStatus::ALL.into_iter();
            let mut said = statuses.filter(|status| Some(status.label()) == state);
            draft.form(said.next().unwrap_or(FormStatus::Submitted), events)
        }
    }
}
