//! Audit rows: the story of the other rows, told once more.
//!
//! Each event of an account leaves one row, with the time, the actor and the entity that the
//! row it speaks of has. The branch of a key is the kind of event, the ordinal is that of the
//! share, upload or form that the event is about.

use super::account::Life;
use super::audit_event::{Actor, Event, Story, share_entry};
use super::share::Share;
use super::{Flow, Rows, carried};
use crate::edge::{Facet, State};
use crate::plan::Plan;
use crate::reserved::documentation_network;
use crate::rng::{Field, Root, RowKey};
use crate::schema::{Entity, Row, encode};
use crate::words::AGENTS;

pub(super) struct AuditLogs<'p> {
    story: Story<'p>,
    number: Field,
    request: Field,
    address: Field,
    agent: Field,
}

impl<'p> AuditLogs<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("AuditLog", name);
        Self {
            story: Story::new(plan),
            number: field("number"),
            request: field("requestId"),
            address: field("ipAddress"),
            agent: field("userAgent"),
        }
    }

    fn extra_count(&self, root: Root, life: Life) -> u32 {
        let plan = self.story.accounts.plan;
        plan.number_of(
            Entity::AuditLog,
            plan.population.audit_logs.extra_per_user,
            &self.number,
            root.key(),
            life.dormant,
        ) as u32
    }
}

impl Rows for AuditLogs<'_> {
    fn entity(&self) -> Entity {
        Entity::AuditLog
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        let Story {
            accounts,
            shares,
            uploads,
            forms,
            ..
        } = &self.story;
        if accounts.plan.state(root, Facet::Account) == Some(State::Unlogged) {
            return Flow::Continue(());
        }
        let life = accounts.life(root);
        let shares: Vec<Share> = shares.keys(root).map(|key| shares.get(key)).collect();
        let mut some = |event: Event, ordinal: u32, happened: bool| {
            if happened {
                each(root.child(event as u16, ordinal))
            } else {
                Flow::Continue(())
            }
        };
        let once = |age: Option<i64>| age.is_some();
        some(Event::AccountCreated, 0, true)?;
        some(Event::LastLogin, 0, once(accounts.last_login(root, life)))?;
        some(Event::EmailVerified, 0, once(accounts.verified(root, life)))?;
        some(
            Event::DeletionRequested,
            0,
            once(accounts.deletion(root, life)),
        )?;
        for event in [
            Event::ShareCreated,
            Event::ShareAccepted,
            Event::ShareClosed,
            Event::ShareRevoked,
        ] {
            for share in &shares {
                some(event, share.key.leaf, share_entry(event, share).is_some())?;
            }
        }
        for key in uploads.keys(root) {
            some(Event::UploadCreated, key.leaf, true)?;
        }
        for key in uploads.keys(root) {
            some(Event::UploadDeleted, key.leaf, once(uploads.deleted(key)))?;
        }
        for key in forms.keys(root) {
            some(
                Event::FormSubmitted,
                key.leaf,
                once(forms.get(key).submitted),
            )?;
        }
        for ordinal in 0..self.extra_count(root, life) {
            some(Event::Extra, ordinal, true)?;
        }
        some(Event::FirstLogin, 0, once(accounts.first_login(root, life)))?;
        some(
            Event::ProfileUpdated,
            0,
            once(accounts.profile_updated(root, life)),
        )?;
        let member = accounts.plan.member(root);
        let said = member.map_or(0, |member| member.audit_logs.len() as u32);
        (0..said).try_for_each(|ordinal| some(Event::Said, ordinal, true))
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let plan = self.story.accounts.plan;
        row.clear();
        // `keys` gives only keys that tell of something.
        let Some(entry) = self.story.entry(key) else {
            return;
        };
        let (actor, role) = match entry.actor {
            Actor::User(root) => {
                let role = if root.is_admin() { "ADMIN" } else { "CUSTOMER" };
                (Some(encode(Entity::User, root.key())), Some(role))
            }
            Actor::Nobody => (None, None),
        };
        let mut request = self.request.at(key);
        let mut address = self.address.at(key);
        let mut agent = self.agent.at(key);
        let (subject, subject_id) = entry.subject;

        row.uuid(encode(Entity::AuditLog, key));
        row.uuid_or_null(actor);
        row.text_or_null(role);
        row.text(entry.action);
        row.text(subject);
        row.uuid_or_null(subject_id);
        if request.chance(0.05) {
            row.null();
        } else {
            row.text_with(|out| {
                out.push_str("req-");
                request.code(10, out);
            });
        }
        row.inet_or_null((!address.chance(0.05)).then(|| documentation_network(&mut address)));
        row.text_or_null((!agent.chance(0.05)).then(|| agent.pick(AGENTS)));
        row.json_or_null(entry.metadata.as_ref());
        row.timestamp(plan.now.before(entry.age));
        carried::settle(plan, key, self.story.accounts.locale(key.root), row);
    }
}
