//! What an audit row tells: which events an account's rows know of, when, and who acted.

use uuid::Uuid;

use super::account::Accounts;
use super::form::FormFacts;
use super::share::{Share, Shares};
use super::upload::UploadTimes;
use crate::plan::{Plan, SAID_AUDIT_LOGS};
use crate::rng::{Cell, Field, Origin, Root, RowKey};
use crate::scenario::Event as Happening;
use crate::schema::{Entity, Json, encode};

/// What happened. The discriminant is the branch of the audit row's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Event {
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
    ProfileUpdated = 14,
    /// What the scenario asks for.
    Said = SAID_AUDIT_LOGS,
}

impl Event {
    const ALL: [Self; 15] = [
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
        Self::ProfileUpdated,
        Self::Said,
    ];

    fn of(key: RowKey) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|event| *event as u16 == key.branch)
    }
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    /// The owner of an account.
    User(Root),
    /// Somebody without an account, or the system itself.
    Nobody,
}

/// What an audit row says, before it is a row.
pub(super) struct Entry<'a> {
    pub(super) age: i64,
    pub(super) actor: Actor,
    pub(super) action: &'a str,
    pub(super) subject: (&'static str, Option<Uuid>),
    pub(super) metadata: Option<Json<'a>>,
}

/// The events of a plan's accounts.
pub(super) struct Story<'p> {
    pub(super) accounts: Accounts<'p>,
    pub(super) shares: Shares<'p>,
    pub(super) uploads: UploadTimes<'p>,
    pub(super) forms: FormFacts<'p>,
    extra: Field,
    moment: Field,
}

impl<'p> Story<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("AuditLog", name);
        Self {
            accounts: Accounts::new(plan),
            shares: Shares::new(plan),
            uploads: UploadTimes::new(plan),
            forms: FormFacts::new(plan),
            extra: field("action"),
            moment: field("createdAt"),
        }
    }

    /// What the row `key` says; `None` for a key that tells of nothing.
    pub(super) fn entry(&self, key: RowKey) -> Option<Entry<'p>> {
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
            Event::ProfileUpdated => self.profile_entry(key),
            Event::Extra => Some(self.extra_entry(key)),
            Event::Said => self.said_entry(key),
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

    /// The change that the profile's `updatedAt` tells of.
    fn profile_entry(&self, key: RowKey) -> Option<Entry<'static>> {
        let root = key.root;
        let age = self
            .accounts
            .profile_updated(root, self.accounts.life(root))?;
        Some(Entry {
            age,
            actor: Actor::User(root),
            action: "profile.updated",
            subject: profile(root),
            metadata: Some(if self.accounts.is_renamed(root) {
                fields("fullName")
            } else {
                changed(root, &mut self.extra.at(key))
            }),
        })
    }

    /// What the scenario asks for.
    fn said_entry(&self, key: RowKey) -> Option<Entry<'p>> {
        let member = self.accounts.plan.member(key.root)?;
        let (row, line) = member.audit_logs.get(key.leaf as usize)?;
        let age = match line.at(Happening::Created) {
            Some(at) => self.accounts.age(at),
            None => self
                .accounts
                .life(key.root)
                .moment(0.02 + 0.94 * self.moment.at(key).unit()),
        };
        Some(Entry {
            age,
            actor: Actor::User(key.root),
            action: &row.action,
            subject: ("User", Some(encode(Entity::User, key.root.key()))),
            metadata: None,
        })
    }

    /// Something that left no row but this one.
    fn extra_entry(&self, key: RowKey) -> Entry<'static> {
        let root = key.root;
        let user = Some(encode(Entity::User, root.key()));
        let life = self.accounts.life(root);
        let age = life.moment(0.02 + 0.94 * self.moment.at(key).unit());
        let mut cell = self.extra.at(key);
        let own = Actor::User(root);
        // The last change of a profile has a row of its own; here are earlier ones.
        let changed_later = self
            .accounts
            .profile_updated(root, life)
            .is_some_and(|last| last < age);
        // One row tells of the last log-in.
        let is_last_login = self.accounts.last_login(root, life) == Some(age);
        let (actor, action, subject, metadata) = match cell.below(10) {
            0..=4 if !is_last_login => (
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
            7 if changed_later => (
                own,
                "profile.updated",
                profile(root),
                Some(changed(root, &mut cell)),
            ),
            // Other admins may be younger than this one.
            8 if !root.is_admin() => {
                let seat = cell.below(self.accounts.plan.population.admins.desk);
                let admin = Actor::User(Root::truncated(Origin::Admins, seat));
                (admin, "profile.viewed", profile(root), None)
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

/// The account's profile.
fn profile(root: Root) -> (&'static str, Option<Uuid>) {
    let entity = if root.is_admin() {
        Entity::Admin
    } else {
        Entity::Customer
    };
    (entity.name(), Some(encode(entity, root.key())))
}

/// What was changed in a profile.
fn changed(root: Root, cell: &mut Cell) -> Json<'static> {
    // What a profile may be empty of may have been taken out of it.
    fields(cell.pick(if root.is_admin() {
        &["title", "permissions"]
    } else {
        &["phone", "address", "preferences"]
    }))
}

fn fields(changed: &str) -> Json<'_> {
    Json::Object(vec![("fields", Json::Array(vec![Json::Text(changed)]))])
}

fn method(name: &'static str) -> Json<'static> {
    Json::Object(vec![("method", Json::Text(name))])
}

pub(super) fn share_entry(event: Event, share: &Share) -> Option<Entry<'static>> {
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
