//! Audit rows: the story of the other rows, told once more.
//!
//! Each event of an account leaves one row, with the time, the actor and the entity that the
//! row it speaks of has. The branch of a key is the kind of event, the ordinal is that of the
//! share, upload or form that the event is about.

use uuid::Uuid;

use super::account::{Accounts, Life};
use super::form::FormFacts;
use super::share::{Share, Shares};
use super::upload::UploadTimes;
use super::{Rows, apply_absence};
use crate::plan::{Plan, number_of};
use crate::reserved::documentation_network;
use crate::rng::{Field, Origin, Root, RowKey};
use crate::schema::{Entity, Json, Row, encode};
use crate::words::AGENTS;

/// What happened. The discriminant is the branch of the audit row's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
enum Event {
    AccountCreated = 1,
    LastLogin = 2,
    EmailVerified = 3,
    DeletionRequested = 4,
    ShareCreated = 5,
    ShareAccepted = 6,
    ShareClosed = 7,
    ShareRevoked = 8,
    UploadCreated = 9,
    UploadDeleted = 10,
    FormSubmitted = 11,
    Extra = 12,
    FirstLogin = 13,
}

impl Event {
    const ALL: [Self; 13] = [
        Self::AccountCreated,
        Self::LastLogin,
        Self::EmailVerified,
        Self::DeletionRequested,
        Self::ShareCreated,
        Self::ShareAccepted,
        Self::ShareClosed,
        Self::ShareRevoked,
        Self::UploadCreated,
        Self::UploadDeleted,
        Self::FormSubmitted,
        Self::Extra,
        Self::FirstLogin,
    ];

    fn of(key: RowKey) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|event| *event as u16 == key.branch)
    }
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Actor {
    /// The owner of an account.
    User(Root),
    /// Somebody without an account, or the system itself.
    Nobody,
}

/// What an audit row says, before it is a row.
struct Entry<'a> {
    age: i64,
    actor: Actor,
    action: &'static str,
    subject: (&'static str, Option<Uuid>),
    metadata: Option<Json<'a>>,
}

pub(super) struct AuditLogs<'p> {
    accounts: Accounts<'p>,
    shares: Shares<'p>,
    uploads: UploadTimes<'p>,
    forms: FormFacts<'p>,
    number: Field,
    extra: Field,
    moment: Field,
    request: Field,
    address: Field,
    agent: Field,
}

impl<'p> AuditLogs<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("AuditLog", name);
        Self {
            accounts: Accounts::new(plan),
            shares: Shares::new(plan),
            uploads: UploadTimes::new(plan),
            forms: FormFacts::new(plan),
            number: field("number"),
            extra: field("action"),
            moment: field("createdAt"),
            request: field("requestId"),
            address: field("ipAddress"),
            agent: field("userAgent"),
        }
    }

    fn extra_count(&self, root: Root, life: Life) -> u32 {
        let plan = self.accounts.plan;
        number_of(
            plan.population.audit_logs.extra_per_user,
            &self.number,
            root.key(),
            life.dormant,
        ) as u32
    }

    /// What the row `key` says; `None` for a key that tells of nothing.
    fn entry(&self, key: RowKey) -> Option<Entry<'static>> {
        let root = key.root;
        match Event::of(key)? {
            event @ (Event::AccountCreated
            | Event::FirstLogin
            | Event::LastLogin
            | Event::EmailVerified
            | Event::DeletionRequested) => self.account_entry(event, root),
            event @ (Event::ShareCreated
            | Event::ShareAccepted
            | Event::ShareClosed
            | Event::ShareRevoked) => share_entry(event, &self.shares.get(root.child(0, key.leaf))),
            event @ (Event::UploadCreated | Event::UploadDeleted) => {
                self.upload_entry(event, root.child(0, key.leaf))
            }
            Event::FormSubmitted => self.form_entry(root.child(0, key.leaf)),
            Event::Extra => Some(self.extra_entry(key)),
        }
    }

    fn account_entry(&self, event: Event, root: Root) -> Option<Entry<'static>> {
        let life = self.accounts.life(root);
        let (action, age) = match event {
            Event::AccountCreated => ("account.created", Some(life.created)),
            Event::FirstLogin => ("session.login", self.accounts.first_login(root, life)),
            Event::EmailVerified => ("account.email_verified", self.accounts.verified(root, life)),
            Event::DeletionRequested => (
                "account.deletion_requested",
                self.accounts.deletion(root, life),
            ),
            _ => ("session.login", self.accounts.last_login(root, life)),
        };
        // Customers sign themselves up; admins are made by an operator without an account.
        let by_operator = event == Event::AccountCreated && root.is_admin();
        Some(Entry {
            age: age?,
            actor: if by_operator {
                Actor::Nobody
            } else {
                Actor::User(root)
            },
            action,
            subject: ("User", Some(encode(Entity::User, root.key()))),
            metadata: matches!(event, Event::FirstLogin | Event::LastLogin)
                .then(|| method("password")),
        })
    }

    fn upload_entry(&self, event: Event, upload: RowKey) -> Option<Entry<'static>> {
        let (action, age) = match event {
            Event::UploadCreated => ("upload.created", Some(self.uploads.created(upload))),
            _ => ("upload.deleted", self.uploads.deleted(upload)),
        };
        let size = Json::Int(self.uploads.size(upload));
        Some(Entry {
            age: age?,
            actor: Actor::User(upload.root),
            action,
            subject: ("Upload", Some(encode(Entity::Upload, upload))),
            metadata: (event == Event::UploadCreated)
                .then(|| Json::Object(vec![("sizeBytes", size)])),
        })
    }

    fn form_entry(&self, form: RowKey) -> Option<Entry<'static>> {
        let fact = self.forms.get(form);
        Some(Entry {
            age: fact.submitted?,
            actor: Actor::User(form.root),
            action: "form.submitted",
            subject: ("Form", Some(encode(Entity::Form, form))),
            metadata: Some(Json::Object(vec![("kind", Json::Text(fact.kind.kind))])),
        })
    }

    /// Something that left no row but this one.
    fn extra_entry(&self, key: RowKey) -> Entry<'static> {
        let root = key.root;
        let user = Some(encode(Entity::User, root.key()));
        let age = self
            .accounts
            .life(root)
            .moment(0.02 + 0.94 * self.moment.at(key).unit());
        let mut cell = self.extra.at(key);
        let own = Actor::User(root);
        let (profile, profile_id) = if root.is_admin() {
            ("Admin", encode(Entity::Admin, root.key()))
        } else {
            ("Customer", encode(Entity::Customer, root.key()))
        };
        // Who never came did nothing; others tried to get in, or looked at the profile.
        let dormant = self.accounts.life(root).dormant;
        let choice = if dormant {
            cell.pick(&[6, 8])
        } else {
            cell.below(10)
        };
        let (actor, action, subject, metadata) = match choice {
            0..=4 => (
                own,
                "session.login",
                ("User", user),
                Some(method(cell.pick(&["password", "passkey"]))),
            ),
            5 => (own, "session.logout", ("User", user), None),
            6 => (
                Actor::Nobody,
                "session.login_failed",
                ("Session", None),
                Some(method("password")),
            ),
            7 => {
                let fields = Json::Array(vec![Json::Text(cell.pick(&[
                    "phone",
                    "address",
                    "preferences",
                ]))]);
                (
                    own,
                    "profile.updated",
                    (profile, Some(profile_id)),
                    Some(Json::Object(vec![("fields", fields)])),
                )
            }
            // Other admins may be younger than this one.
            8 if !root.is_admin() => {
                let seat = cell.below(self.accounts.plan.population.admins.desk);
                let admin = Actor::User(Root::truncated(Origin::Admins, seat));
                (admin, "profile.viewed", (profile, Some(profile_id)), None)
            }
            _ => (own, "account.password_changed", ("User", user), None),
        };
        Entry {
            age,
            actor,
            action,
            subject,
            metadata,
        }
    }
}

fn method(name: &'static str) -> Json<'static> {
    Json::Object(vec![("method", Json::Text(name))])
}

fn share_entry(event: Event, share: &Share) -> Option<Entry<'static>> {
    let customer = Actor::User(share.key.root);
    let recipient = share.recipient.map_or(Actor::Nobody, Actor::User);
    let (action, age, actor) = match event {
        Event::ShareCreated => ("share.created", Some(share.created), customer),
        Event::ShareAccepted => ("share.accepted", share.accepted, recipient),
        Event::ShareClosed => ("share.closed", share.closed, recipient),
        _ => ("share.revoked", share.revoked, customer),
    };
    let to = Json::Text(if share.recipient.is_some() {
        "admin"
    } else {
        "address"
    });
    Some(Entry {
        age: age?,
        actor,
        action,
        subject: (
            "ProfileShare",
            Some(encode(Entity::ProfileShare, share.key)),
        ),
        metadata: (event == Event::ShareCreated).then(|| Json::Object(vec![("to", to)])),
    })
}

impl Rows for AuditLogs<'_> {
    fn entity(&self) -> Entity {
        Entity::AuditLog
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey)) {
        let life = self.accounts.life(root);
        let shares: Vec<Share> = self
            .shares
            .keys(root)
            .map(|key| self.shares.get(key))
            .collect();
        let mut some = |event: Event, ordinal: u32, happened: bool| {
            if happened {
                each(root.child(event as u16, ordinal));
            }
        };
        some(Event::AccountCreated, 0, true);
        some(
            Event::LastLogin,
            0,
            self.accounts.last_login(root, life).is_some(),
        );
        some(
            Event::EmailVerified,
            0,
            self.accounts.verified(root, life).is_some(),
        );
        some(
            Event::DeletionRequested,
            0,
            self.accounts.deletion(root, life).is_some(),
        );
        for event in [
            Event::ShareCreated,
            Event::ShareAccepted,
            Event::ShareClosed,
            Event::ShareRevoked,
        ] {
            for share in &shares {
                some(event, share.key.leaf, share_entry(event, share).is_some());
            }
        }
        self.uploads
            .keys(root)
            .for_each(|key| some(Event::UploadCreated, key.leaf, true));
        self.uploads.keys(root).for_each(|key| {
            some(
                Event::UploadDeleted,
                key.leaf,
                self.uploads.deleted(key).is_some(),
            );
        });
        self.forms.keys(root).for_each(|key| {
            some(
                Event::FormSubmitted,
                key.leaf,
                self.forms.get(key).submitted.is_some(),
            );
        });
        (0..self.extra_count(root, life)).for_each(|ordinal| some(Event::Extra, ordinal, true));
        some(
            Event::FirstLogin,
            0,
            self.accounts.first_login(root, life).is_some(),
        );
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let plan = self.accounts.plan;
        row.clear();
        // `keys` gives only keys that tell of something.
        let Some(entry) = self.entry(key) else { return };
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
        apply_absence(plan, key.root, row);
    }
}
