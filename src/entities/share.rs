//! Profile shares.

use super::account::{Accounts, Life, between};
use super::{Flow, Rows, carried};
use crate::clock::DAY;
use crate::edge::{Facet, State};
use crate::plan::{Plan, leaving_admin};
use crate::reserved::CUSTOMER_DOMAINS;
use crate::rng::{Cell, Field, Origin, Root, RowKey};
use crate::scenario::{Event, Said, ShareStatus, Timeline, explicit};
use crate::schema::{Entity, Row, encode};
use crate::words::{LOCALES, PersonalName, SECTIONS, SHARE_NOTES, slug};

/// Longest time since an end: a day less than the 90 for which ended shares are kept, so
/// that nothing in a population is due for a prune at `now`.
const LONGEST_ENDED: i64 = 89 * DAY;

/// All shares of a plan.
pub(super) struct Shares<'p> {
    pub(super) accounts: Accounts<'p>,
    number: Field,
    status: Field,
    recipient: Field,
    created: Field,
    ended: Field,
    accepted: Field,
    expires: Field,
}

/// One share. Ages are in milliseconds before now; `expires` may lie ahead and be negative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub(super) key: RowKey,
    pub(super) status: ShareStatus,
    /// The admin that it is for; `None` when it went to an outside address.
    pub(super) recipient: Option<Root>,
    pub(super) created: i64,
    pub(super) accepted: Option<i64>,
    pub(super) closed: Option<i64>,
    pub(super) revoked: Option<i64>,
    pub(super) expires: Option<i64>,
}

impl<'p> Shares<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("ProfileShare", name);
        Self {
            accounts: Accounts::new(plan),
            number: field("number"),
            status: field("status"),
            recipient: field("recipientUserId"),
            created: field("createdAt"),
            ended: field("endedAt"),
            accepted: field("acceptedAt"),
            expires: field("expiresAt"),
        }
    }

    /// The keys of the customer's shares.
    pub(super) fn keys(&self, root: Root) -> impl Iterator<Item = RowKey> + use<> {
        let plan = self.accounts.plan;
        let said = plan.member(root).map_or(0, |member| member.shares.len());
        let count = plan.population.shares.per_customer;
        self.accounts
            .customer_children(root, Entity::ProfileShare, said, count, &self.number)
    }

    /// What the scenario says of the share, if it asks for it.
    fn said(&self, key: RowKey) -> Option<&'p (explicit::Share, Timeline, Option<Root>)> {
        let member = self.accounts.plan.member(key.root)?;
        member.shares.get(key.leaf as usize)
    }

    /// The facts of the share `key`.
    pub(super) fn get(&self, key: RowKey) -> Share {
        match self.said(key) {
            Some((said, line, recipient)) => self.explicit(key, said, line, *recipient),
            None => self.drawn(key, self.drawn_status(key)),
        }
    }

    fn drawn_status(&self, key: RowKey) -> ShareStatus {
        match self.accounts.plan.state(key.root, Facet::ShareStatus) {
            Some(State::Pending) => return ShareStatus::Pending,
            Some(State::Active | State::Reopened) => return ShareStatus::Active,
            Some(State::Closed | State::ClosedWithoutDate | State::ClosedBeforeCreated) => {
                return ShareStatus::Closed;
            }
            Some(State::Revoked) => return ShareStatus::Revoked,
            _ => {}
        }
        let weights = &self.accounts.plan.population.shares.status;
        self.status.at(key).weighted(weights)
    }

    fn drawn(&self, key: RowKey, status: ShareStatus) -> Share {
        let plan = self.accounts.plan;
        let life = self.accounts.life(key.root);
        let mut to = self.recipient.at(key);
        let inside = to.chance(0.75);
        let seat = to.below(plan.population.admins.desk);
        let created = life.moment(0.03 + 0.75 * self.created.at(key).unit());
        let ended = self.ended(key, life, created);
        let mut acceptance = self.accepted.at(key);
        let was_accepted = match status {
            ShareStatus::Pending => false,
            ShareStatus::Active => true,
            // Some are taken back before anybody looked.
            ShareStatus::Closed | ShareStatus::Revoked => acceptance.chance(0.8),
        };
        let until = if status == ShareStatus::Active {
            life.quiet
        } else {
            ended
        };
        let accepted = was_accepted.then(|| created - acceptance.millis(created - until));
        let closed = match plan.state(key.root, Facet::ShareStatus) {
            Some(State::Reopened) => Some(ended),
            Some(State::ClosedWithoutDate) => None,
            Some(State::ClosedBeforeCreated) => Some(created + DAY),
            _ => (status == ShareStatus::Closed).then_some(ended),
        };
        let recipient = match plan.state(key.root, Facet::ShareRecipient) {
            Some(State::ToAddress | State::ToNobody) => None,
            Some(State::DeletionRequested) => Some(leaving_admin()),
            _ => inside.then(|| Root::truncated(Origin::Admins, seat)),
        };
        Share {
            key,
            status,
            recipient,
            created,
            accepted,
            closed,
            revoked: (status == ShareStatus::Revoked).then_some(ended),
            expires: self.expires(key, status, created, accepted),
        }
    }

    /// A share that the scenario asks for: what it leaves out is as drawn, where that fits.
    fn explicit(
        &self,
        key: RowKey,
        said: &explicit::Share,
        times: &Timeline,
        recipient: Option<Root>,
    ) -> Share {
        let age = |event| times.at(event).map(|at| self.accounts.age(at));
        let status = match &said.status {
            Some(status) => status.value,
            None if age(Event::Closed).is_some() => ShareStatus::Closed,
            None if age(Event::Revoked).is_some() => ShareStatus::Revoked,
            None if age(Event::Accepted).is_some() => ShareStatus::Active,
            None => self.drawn_status(key),
        };
        let drawn = self.drawn(key, status);
        let life = self.accounts.life(key.root);
        let events = [Event::Accepted, Event::Closed, Event::Revoked].map(age);
        let oldest = events.into_iter().flatten().max().unwrap_or(0);
        let created =
            age(Event::Created).unwrap_or_else(|| between(oldest, life.created, drawn.created));
        // An end that has no time of its own comes after all that has one.
        let youngest = events.into_iter().flatten().min().unwrap_or(created);
        let fit = |drawn: Option<i64>, earliest: i64| {
            drawn.map(|drawn| between(life.quiet.min(earliest), earliest, drawn))
        };
        let closed = age(Event::Closed).or_else(|| fit(drawn.closed, youngest));
        let revoked = age(Event::Revoked).or_else(|| fit(drawn.revoked, youngest));
        let end = [closed, revoked].into_iter().flatten().max();
        let accepted = match times.get(Event::Accepted) {
            Said::Is(at) => Some(self.accounts.age(at)),
            Said::Absent => None,
            Said::Nothing => drawn
                .accepted
                .map(|drawn| between(end.unwrap_or(life.quiet).min(created), created, drawn)),
        };
        Share {
            key,
            status,
            recipient: match &said.with {
                Some(explicit::ShareRecipient::Address(_)) => None,
                Some(explicit::ShareRecipient::User(_)) => recipient,
                None => drawn.recipient,
            },
            created,
            accepted,
            closed,
            revoked,
            expires: match times.get(Event::Expires) {
                Said::Is(at) => Some(self.accounts.age(at)),
                Said::Absent => None,
                Said::Nothing => self.expires(key, status, created, accepted),
            },
        }
    }

    /// The age of the share's end, if it has one: between its creation and the last activity
    /// of its customer, and not long ago.
    fn ended(&self, key: RowKey, life: Life, created: i64) -> i64 {
        life.quiet
            + self
                .ended
                .at(key)
                .millis(created.min(LONGEST_ENDED) - life.quiet)
    }

    /// A share that is open has not expired, and none was accepted after it had.
    fn expires(
        &self,
        key: RowKey,
        status: ShareStatus,
        created: i64,
        accepted: Option<i64>,
    ) -> Option<i64> {
        let mut cell = self.expires.at(key);
        let terms = [30, 90, 180, 365, 730].map(|days| created - days * DAY);
        let open = matches!(status, ShareStatus::Pending | ShareStatus::Active);
        let possible: Vec<i64> = terms
            .into_iter()
            .filter(|age| (!open || *age < 0) && accepted.is_none_or(|accepted| *age < accepted))
            .collect();
        let without = cell.chance(0.4) || possible.is_empty();
        (!without).then(|| cell.pick(&possible))
    }
}

/// The rows of `ProfileShare`.
pub(super) struct ProfileShares<'p> {
    shares: Shares<'p>,
    email: Field,
    token: Field,
    sections: Field,
    note: Field,
}

impl<'p> ProfileShares<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("ProfileShare", name);
        Self {
            shares: Shares::new(plan),
            email: field("recipientEmail"),
            token: field("token"),
            sections: field("sections"),
            note: field("note"),
        }
    }
}

impl Rows for ProfileShares<'_> {
    fn entity(&self) -> Entity {
        Entity::ProfileShare
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        self.shares.keys(root).try_for_each(each)
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let share = self.shares.get(key);
        let plan = self.shares.accounts.plan;
        let at = |age: i64| plan.now.before(age);
        let events = [share.accepted, share.closed, share.revoked];
        let updated = events.into_iter().flatten().fold(share.created, i64::min);
        let mut note = self.note.at(key);

        row.clear();
        row.uuid(encode(Entity::ProfileShare, key));
        row.uuid(encode(Entity::Customer, key.root.key()));
        row.uuid_or_null(
            share
                .recipient
                .map(|admin| encode(Entity::User, admin.key())),
        );
        let nobody = plan.state(key.root, Facet::ShareRecipient) == Some(State::ToNobody);
        if share.recipient.is_some() || nobody {
            row.null();
        } else {
            row.text_with(|out| write_outside_address(&mut self.email.at(key), out));
        }
        row.text_with(|out| write_token(key, &mut self.token.at(key), out));
        row.list(sections(&mut self.sections.at(key)));
        row.text_or_null(note.chance(0.5).then(|| note.pick(SHARE_NOTES)));
        row.text(share.status.label());
        row.timestamp_or_null(share.expires.map(at));
        row.timestamp_or_null(share.accepted.map(at));
        row.timestamp_or_null(share.closed.map(at));
        row.timestamp_or_null(share.revoked.map(at));
        row.timestamp(at(share.created));
        row.timestamp(at(updated));
        if let Some((said, _, _)) = self.shares.said(key) {
            if let Some(explicit::ShareRecipient::Address(address)) = &said.with {
                carried::set_text(row, "recipientEmail", Some(address));
            }
            carried::set_text_or_null(row, "note", &said.note);
            if let Some(sections) = &said.sections {
                carried::set(row, "sections", |row| row.list(sections.iter().copied()));
            }
        }
        carried::settle(plan, key, self.shares.accounts.locale(key.root), row);
    }
}

/// The address of somebody without an account: an adviser, a relative.
fn write_outside_address(cell: &mut Cell, out: &mut String) {
    let mut name = String::new();
    PersonalName::of(&cell.pick(LOCALES), cell).write(&mut name);
    slug(&name, out);
    out.push('@');
    out.push_str(cell.weighted(CUSTOMER_DOMAINS));
}

/// A token of 64 characters that holds the share's key, and so is no other's.
fn write_token(key: RowKey, cell: &mut Cell, out: &mut String) {
    let end = out.len() + 64;
    write_letters(key, out);
    cell.code((end - out.len()) / 2, out);
    if out.len() < end {
        out.push('x');
    }
}

/// A row key in letters: origin, index, branch and ordinal, parted by `z`.
pub(super) fn write_letters(key: RowKey, out: &mut String) {
    const LETTERS: &[u8; 16] = b"bcdfghjkmnpqrstv";
    for mut number in [
        key.root.origin() as u64,
        key.root.index(),
        u64::from(key.branch),
        u64::from(key.leaf),
    ] {
        while number > 0 {
            out.push(char::from(LETTERS[(number % 16) as usize]));
            number /= 16;
        }
        out.push('z');
    }
}

fn sections(cell: &mut Cell) -> impl Iterator<Item = &'static str> {
    // At least one: a share of nothing is none.
    let always = cell.below(SECTIONS.len() as u64) as usize;
    let share = cell.unit();
    let chosen: Vec<&'static str> = SECTIONS
        .iter()
        .enumerate()
        .filter(|(at, _)| cell.chance(share) || *at == always)
        .map(|(_, section)| *section)
        .collect();
    chosen.into_iter()
}
