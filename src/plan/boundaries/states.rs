//! States that a prune gets wrong, beside the boundaries.

use super::draft::{Draft, desk};
use super::{Boundary, PutValue};
use crate::clock::{DAY, Distance, Timestamp};
use crate::edge::Facet;
use crate::policy::{Policy, Verdict};

use crate::scenario::{Event, FormStatus, Role, ShareStatus};
use crate::schema::Entity;

/// Messages of one instant: more than jobs remove in one batch.
const BATCH: u64 = 1_200;
/// Messages of a conversation in which both sides wrote.
const TALK: u64 = 6;
/// Messages of a conversation that is under way.
const THREAD: u64 = 12;
/// Messages of a conversation, so many that half of the time since it began lies between them.
const LONG_THREAD: u64 = 64;
/// Messages of such a conversation that its customer has not read.
const UNREAD: u64 = 10;
/// The name of the file that two uploads share, as its contents' SHA-256.
const SHARED: &str = "9f2b7d4e6c8a0b1d3f5e7a9c2b4d6f8e0a1c3e5b7d9f1a2c4e6b8d0f2a4c6e8b";

/// The instants from which the periods of the policy count, seen from `now`.
struct Periods {
    now: Timestamp,
    account: Distance,
    share: Distance,
    message: Distance,
}

impl Periods {
    /// Those of the policy's rules, and of the default's where it has none.
    fn of(policy: &Policy, now: Timestamp) -> Self {
        let default = Policy::default();
        let period = |rows: Entity| {
            let mut rules = policy.rules.iter().chain(&default.rules);
            let rule = rules.find(|rule| rule.rows == rows);
            rule.map_or_else(Distance::default, |rule| rule.period)
        };
        Self {
            now,
            account: period(Entity::User),
            share: period(Entity::ProfileShare),
            message: period(Entity::Message),
        }
    }

    fn days_ago(&self, days: i64) -> Timestamp {
        self.now.before(days * DAY)
    }

    /// The anchor of what has been over for so many days.
    fn over(&self, period: Distance, days: i64) -> Timestamp {
        self.days_ago(days).minus(period)
    }

    /// The anchor of what has so many days left, or half of its period where that is less.
    fn left(&self, period: Distance, days: i64) -> Timestamp {
        let begun = self.now.minus(period);
        let half = (self.now.as_millis() - begun.as_millis()) / 2;
        begun.after(half.min(days * DAY))
    }

    /// The anchor of what has been over for so many days, or has so many left where they are
    /// negative.
    fn anchor(&self, period: Distance, days: i64) -> Timestamp {
        match days {
            0.. => self.over(period, days),
            _ => self.left(period, -days),
        }
    }
}

/// The states, each in an account of its own, seen from `now`.
pub(super) fn states(policy: &Policy, now: Timestamp) -> Vec<Boundary> {
    let periods = Periods::of(policy, now);
    let mut states = shares(&periods);
    states.extend(accounts(&periods));
    states.extend(messages(&periods));
    states.extend(odd_messages(&periods));
    states.extend(files(&periods));
    states
}

fn draft(name: &str, role: Role, about: &str) -> Draft {
    Draft::new(&format!("retention/{name}"), role, about.to_owned())
}

/// What else is put into columns of a row.
type Puts<'c> = &'c [(&'static str, PutValue)];

/// A share in a state, with events so many days before its period was over.
fn share(
    periods: &Periods,
    (name, about): (&str, &str),
    status: ShareStatus,
    events: &[(Event, i64)],
    puts: Puts<'_>,
    expected: Verdict,
) -> Boundary {
    let mut draft = draft(name, Role::Customer, about);
    let events: Vec<(Event, Timestamp)> = events
        .iter()
        .map(|(event, days)| (*event, periods.anchor(periods.share, *days)))
        .collect();
    let key = draft.share(status, &events, Some(desk()));
    for (column, value) in puts {
        draft.put(Entity::ProfileShare, key, column, *value);
    }
    let is_odd = |(column, _): &(&str, PutValue)| *column != "updatedAt";
    if puts.iter().any(is_odd) || status == ShareStatus::Pending {
        draft = draft.nonsense();
    }
    draft.done(None, periods.now, (Entity::ProfileShare, key), expected)
}

fn shares(periods: &Periods) -> Vec<Boundary> {
    use ShareStatus::{Active, Closed, Pending, Revoked};
    let share = |name, about, status, events: &[(Event, i64)], puts: Puts<'_>, expected| {
        share(periods, (name, about), status, events, puts, expected)
    };
    let lately = PutValue::Instant(periods.days_ago(1));
    let (created, accepted) = ((Event::Created, 60), (Event::Accepted, 59));
    let (closed, revoked) = ((Event::Closed, 30), (Event::Revoked, 30));
    let never = PutValue::Instant(Timestamp::INFINITY);
    vec![
        share(
            "reopened-share",
            "A share that was closed long ago and opened again: it has no end",
            Active,
            &[created, accepted, closed],
            &[],
            Verdict::Keep,
        ),
        share(
            "reopened-after-revocation",
            "A share that was taken back long ago and given again: it has no end",
            Active,
            &[created, accepted, revoked],
            &[],
            Verdict::Keep,
        ),
        share(
            "closed-twice",
            "A share that was closed, opened again and closed: it counts from the second time",
            Closed,
            &[created, accepted, (Event::Closed, -30)],
            &[],
            Verdict::Keep,
        ),
        share(
            "edited-after-closing",
            "A share that was changed long after it was closed: it counts from its end",
            Closed,
            &[created, accepted, closed],
            &[("updatedAt", lately)],
            Verdict::Purge,
        ),
        share(
            "revoked-after-closing",
            "A share that was closed long ago, opened again, and taken back lately",
            Revoked,
            &[created, accepted, closed, (Event::Revoked, -30)],
            &[],
            Verdict::Keep,
        ),
        share(
            "closed-after-revocation",
            "A share that was taken back long ago, given again, and closed lately",
            Closed,
            &[created, accepted, revoked, (Event::Closed, -30)],
            &[],
            Verdict::Keep,
        ),
        share(
            "offered-and-forgotten",
            "A share that nobody accepted before it expired, long ago: nobody ended it",
            Pending,
            &[created, (Event::Expires, 30)],
            &[],
            Verdict::Keep,
        ),
        share(
            "closed-without-date",
            "A share that is closed and does not say since when: it is kept, and reported",
            Closed,
            &[created, accepted, closed],
            &[("closedAt", PutValue::Null)],
            Verdict::Keep,
        ),
        share(
            "revoked-without-date",
            "A share that is taken back and does not say since when: it is kept, and reported",
            Revoked,
            &[created, accepted, revoked],
            &[("revokedAt", PutValue::Null)],
            Verdict::Keep,
        ),
        share(
            "closed-at-infinity",
            "A share whose closing lies at the end of time: it is kept",
            Closed,
            &[created, accepted, closed],
            &[("closedAt", never)],
            Verdict::Keep,
        ),
    ]
}

fn accounts(periods: &Periods) -> Vec<Boundary> {
    let now = periods.now;
    let over = |days| periods.over(periods.account, days);
    let account = |mut draft: Draft, told: &[(&str, i64)], expected| {
        for (action, days) in told {
            draft.audit_log(action, Some(over(*days)));
        }
        let key = draft.root().key();
        draft.done(None, now, (Entity::User, key), expected)
    };
    let again = periods.left(periods.account, 10);
    let (asked, withdrew) = ("account.deletion_requested", "account.deletion_withdrawn");
    let customer = |name, about| draft(name, Role::Customer, about);
    let mut family = customer(
        "account-with-everything",
        "An account that is purged, with rows of every kind below it and young audit rows",
    )
    .happened(&[(Event::DeletionRequested, over(1))]);
    family.upload(&[]);
    family.form(FormStatus::Draft, &[]);
    family.form(FormStatus::Submitted, &[]);
    family.share(ShareStatus::Active, &[], Some(desk()));
    family.conversation(THREAD, None, desk());
    let leaving = draft(
        "leaving-admin",
        Role::Admin,
        "An admin who is purged: messages stay without the party, shares without the recipient",
    )
    .happened(&[(Event::DeletionRequested, over(1))]);
    let mut client = customer(
        "client-of-leaving-admin",
        "A customer whose admin is purged: all that is the customer's stays",
    )
    // Whoever asked to be deleted writes no more.
    .happened(&[(Event::LastLogin, over(2))]);
    client.conversation(THREAD, None, leaving.root());
    client.share(ShareStatus::Active, &[], Some(leaving.root()));
    let mut both = customer(
        "leaving-with-admin",
        "A customer who is purged with the admin of a conversation: its messages stay without parties",
    )
    .happened(&[(Event::DeletionRequested, over(1))]);
    both.conversation(THREAD, None, leaving.root());
    let mut ahead = customer(
        "request-ahead",
        "An account whose request for deletion lies after now: it is kept",
    )
    .nonsense();
    let key = ahead.root().key();
    let later = PutValue::Instant(now.after(DAY));
    ahead.put(Entity::User, key, "deletionRequestedAt", later);
    vec![
        account(
            customer(
                "request-withdrawn",
                "An account whose owner asked for deletion long ago and took it back",
            ),
            &[(asked, 30), (withdrew, 25)],
            Verdict::Keep,
        ),
        account(
            customer(
                "second-request",
                "An account whose owner took a request back and asked again lately",
            )
            .happened(&[(Event::DeletionRequested, again)]),
            &[(asked, 30), (withdrew, 25)],
            Verdict::Keep,
        ),
        account(
            customer(
                "long-away",
                "An account that nobody has used for years, without a request",
            )
            .happened(&[
                (Event::Created, periods.days_ago(1_500)),
                (Event::LastLogin, periods.days_ago(1_200)),
            ]),
            &[],
            Verdict::Keep,
        ),
        account(family, &[], Verdict::Purge),
        account(leaving, &[], Verdict::Purge),
        account(client, &[], Verdict::Keep),
        account(both, &[], Verdict::Purge),
        account(ahead, &[], Verdict::Keep),
    ]
}

fn messages(periods: &Periods) -> Vec<Boundary> {
    let over = |days| Some(periods.anchor(periods.message, days));
    let talk = |name, about, carried: &[(Facet, &str)], (messages, days), expected| {
        let mut draft = draft(name, Role::Customer, about);
        for (facet, id) in carried {
            draft = draft.carrying(*facet, id);
        }
        let key = draft.conversation(messages, over(days), desk());
        draft.done(None, periods.now, (Entity::Message, key), expected)
    };
    let (instant, gone, oneself) = (
        (Facet::Messages, "R09"),
        (Facet::Parties, "R11"),
        (Facet::Parties, "R02"),
    );
    let unread = (Facet::Unread, "R03.never-opened");
    let ahead = "A message of a time to come: it is kept";
    let mut later = draft("message-ahead", Role::Customer, ahead)
        .carrying(unread.0, unread.1)
        .nonsense();
    let key = later.conversation(1, None, desk());
    let after_now = PutValue::Instant(periods.now.after(DAY));
    later.put(Entity::Message, key, "createdAt", after_now);
    vec![
        talk(
            "live-thread",
            "An expired message, unread, in a conversation that goes on",
            &[unread],
            // Long enough ago for the first to be over, wherever in its beginning it falls.
            (LONG_THREAD, 400),
            Verdict::Purge,
        ),
        talk(
            "read-until-newest",
            "An expired message, in a conversation that was read until the instant of its newest",
            &[(Facet::Unread, "R03.at-newest")],
            (LONG_THREAD, 400),
            Verdict::Purge,
        ),
        half_read(periods),
        talk(
            "one-instant",
            "Expired messages of one instant, unread, more than a job removes in one batch",
            &[instant, unread],
            (BATCH, 1),
            Verdict::Purge,
        ),
        talk(
            "message-to-oneself",
            "An expired message to oneself, which nobody counts as unread",
            &[instant, oneself],
            (TALK, 1),
            Verdict::Purge,
        ),
        talk(
            "party-gone",
            "Expired messages, sent and received, whose other party was purged",
            &[instant, gone],
            (TALK, 1),
            Verdict::Purge,
        ),
        talk(
            "party-gone-young",
            "Messages whose other party was purged, and that are kept until their own time",
            &[instant, gone],
            (TALK, -30),
            Verdict::Keep,
        ),
        later.done(None, periods.now, (Entity::Message, key), Verdict::Keep),
    ]
}

/// Messages of one instant, into the first of which something else is put.
fn odd_messages(periods: &Periods) -> Vec<Boundary> {
    let put = |draft: Draft, days, puts: Puts<'_>, expected| {
        let mut draft = draft.carrying(Facet::Messages, "R09");
        let started = Some(periods.anchor(periods.message, days));
        let key = draft.conversation(TALK, started, desk());
        for (column, value) in puts {
            draft.put(Entity::Message, key, column, *value);
        }
        draft.done(None, periods.now, (Entity::Message, key), expected)
    };
    let customer = |name, about| draft(name, Role::Customer, about);
    let gone = |name, about| customer(name, about).carrying(Facet::Parties, "R11");
    let nobody = ["senderId", "recipientId"].map(|column| (column, PutValue::Null));
    let lately = periods.days_ago(1);
    vec![
        put(
            gone(
                "parties-gone",
                "An expired message both of whose parties were purged",
            ),
            1,
            &nobody,
            Verdict::Purge,
        ),
        put(
            gone(
                "parties-gone-young",
                "A message both of whose parties were purged, and that is kept until its own time",
            ),
            -30,
            &nobody,
            Verdict::Keep,
        ),
        put(
            customer(
                "edited-lately",
                "An expired message that was changed lately: it counts from when it was sent",
            )
            // Whoever changes something is there.
            .happened(&[(Event::LastLogin, lately)]),
            1,
            &[("editedAt", PutValue::Instant(lately))],
            Verdict::Purge,
        ),
    ]
}

/// Messages that are over and were read, and younger ones that were not: a count that is less all
/// that go would be too low.
fn half_read(periods: &Periods) -> Boundary {
    let about = "An expired message that was read, in a conversation whose latest were not";
    let mut draft = draft("half-read", Role::Customer, about);
    let key = draft.conversation(
        LONG_THREAD,
        Some(periods.over(periods.message, 400)),
        desk(),
    );
    draft.leave_unread(UNREAD);
    draft.done(None, periods.now, (Entity::Message, key), Verdict::Purge)
}

/// Two owners of one stored file, of whom one goes; and what is old, of accounts that stay.
fn files(periods: &Periods) -> Vec<Boundary> {
    let long_ago = periods.over(periods.account, 60);
    let about = "An upload that its owner removed long ago: it is kept while the account is active";
    let mut removed = draft("removed-upload", Role::Customer, about);
    let made = (Event::Created, long_ago.before(DAY));
    let upload = removed.upload(&[made, (Event::Deleted, long_ago)]);
    let upload = (Entity::Upload, upload);
    let about = "A draft that nobody submitted for long: it is kept while the account is active";
    let mut unsent = draft("old-draft", Role::Customer, about);
    let form = unsent.form(FormStatus::Draft, &[(Event::Created, long_ago)]);
    let form = (Entity::Form, form);
    let file = |name, about, events: &[(Event, Timestamp)], expected| {
        let mut draft = draft(name, Role::Customer, about).happened(events);
        let key = draft.upload(&[]);
        draft.put(Entity::Upload, key, "sha256", PutValue::Text(SHARED));
        draft.done(None, periods.now, (Entity::Upload, key), expected)
    };
    let asked = [(Event::DeletionRequested, periods.over(periods.account, 1))];
    vec![
        file(
            "shared-file-goes",
            "An upload of a purged account, of a file that another account uploaded as well",
            &asked,
            Verdict::Purge,
        ),
        file(
            "shared-file-stays",
            "An upload of a file that a purged account uploaded as well: it is kept",
            &[],
            Verdict::Keep,
        ),
        removed.done(None, periods.now, upload, Verdict::Keep),
        unsent.done(None, periods.now, form, Verdict::Keep),
    ]
}
