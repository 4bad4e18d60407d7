//! An account with rows that are made for retention, while it is put together.

use std::sync::Arc;

use super::{Boundary, Put, PutValue};
use crate::clock::{DAY, Timestamp};
use crate::edge::{Facet, catalogue};
use crate::error::SourceFile;
use crate::plan::Member;
use crate::policy::Verdict;
use crate::rng::{Origin, Root, RowKey};
use crate::scenario::explicit::{AuditLog, Conversation, Form, Share, ShareRecipient, Upload, Who};
use crate::scenario::{
    Event, FormStatus, Persona, Place, Placed, Role, Said, ShareStatus, Timeline,
};
use crate::schema::Entity;

/// The branch of the keys of audit rows that are asked for one by one.
pub(crate) const SAID_AUDIT_LOGS: u16 = 15;

/// Before any account whose age is drawn.
const LONG_AGO: i64 = 1_200 * DAY;

/// What the admin is called whom all of them write with.
const DESK: &str = "retention/desk";

/// Events with their instants.
pub(super) type Events<'e> = &'e [(Event, Timestamp)];

/// An account while it is put together.
pub(super) struct Draft {
    member: Member,
    puts: Vec<Put>,
    is_nonsense: bool,
}

impl Draft {
    /// A customer, or an admin; `label` decides its key.
    pub(super) fn new(label: &str, role: Role, about: String) -> Self {
        let origin = match role {
            Role::Customer => Origin::Specimens,
            Role::Admin => Origin::AdminSpecimens,
        };
        let mut persona = Persona::of(label, role, nowhere());
        persona.about = about;
        Self {
            member: Member::new(persona, Root::hashed(origin, label), Timeline::default()),
            puts: Vec::new(),
            is_nonsense: false,
        }
    }

    /// The account.
    pub(super) fn root(&self) -> Root {
        self.member.root
    }

    /// What happened to the account itself.
    pub(super) fn happened(mut self, events: Events<'_>) -> Self {
        self.member.line = line(events);
        self
    }

    /// Lets it carry a case of the catalogue.
    pub(super) fn carrying(mut self, facet: Facet, id: &str) -> Self {
        self.member
            .cases
            .extend(catalogue::find(id).map(|case| (facet, case)));
        self.member.cases.sort_by_key(|(facet, _)| *facet);
        self
    }

    /// Says that its rows break an invariant of the data model.
    pub(super) fn nonsense(mut self) -> Self {
        self.is_nonsense = true;
        self
    }

    /// Adds a share of its profile.
    pub(super) fn share(
        &mut self,
        status: ShareStatus,
        events: Events<'_>,
        with: Option<Root>,
    ) -> RowKey {
        let mut share = Share::of(0, nowhere());
        share.status = Some(Placed {
            value: status,
            place: nowhere(),
        });
        share.with = with.map(|_| ShareRecipient::User(Who::Admin(0)));
        self.member.shares.push((share, line(events), with));
        self.last_child(self.member.shares.len())
    }

    /// Adds an upload.
    pub(super) fn upload(&mut self, events: Events<'_>) -> RowKey {
        let upload = Upload::of(Who::Persona(0), nowhere());
        self.member.uploads.push((upload, line(events)));
        self.last_child(self.member.uploads.len())
    }

    /// Adds a form.
    pub(super) fn form(&mut self, status: FormStatus, events: Events<'_>) -> RowKey {
        let mut form = Form::of(0, nowhere());
        form.status = Some(Placed {
            value: status,
            place: nowhere(),
        });
        self.member.forms.push((form, line(events)));
        self.last_child(self.member.forms.len())
    }

    /// Adds an audit row.
    pub(super) fn audit_log(&mut self, action: &str, at: Option<Timestamp>) -> RowKey {
        let row = AuditLog::of(Who::Persona(0), action, nowhere());
        let line = at
            .map(|at| line(&[(Event::Created, at)]))
            .unwrap_or_default();
        self.member.audit_logs.push((row, line));
        let last = self.member.audit_logs.len() - 1;
        self.root().child(SAID_AUDIT_LOGS, last as u32)
    }

    /// Adds a conversation with an admin: the key of its first message.
    pub(super) fn conversation(
        &mut self,
        messages: u64,
        started: Option<Timestamp>,
        with: Root,
    ) -> RowKey {
        let mut talk = Conversation::of(0, Who::Admin(0), nowhere());
        talk.messages = Some(messages);
        let line = started
            .map(|at| line(&[(Event::Started, at)]))
            .unwrap_or_default();
        self.member.conversations.push((talk, line, with));
        let last = self.member.conversations.len() - 1;
        self.root().child(last as u16, 0)
    }

    /// Lets the customer leave so many messages of the last conversation unread.
    pub(super) fn leave_unread(&mut self, messages: u64) {
        if let Some((talk, ..)) = self.member.conversations.last_mut() {
            talk.unread_by_customer = Some(Placed {
                value: messages,
                place: nowhere(),
            });
        }
    }

    /// Puts something else into a cell of one of its rows.
    pub(super) fn put(
        &mut self,
        entity: Entity,
        key: RowKey,
        column: &'static str,
        value: PutValue,
    ) {
        self.puts.push(Put {
            entity,
            key,
            column,
            value,
        });
    }

    /// What it comes to.
    pub(super) fn done(
        self,
        rule: Option<&str>,
        as_of: Timestamp,
        row: (Entity, RowKey),
        verdict: Verdict,
    ) -> Boundary {
        Boundary {
            member: self.member,
            rule: rule.map(str::to_owned),
            as_of,
            row,
            verdict,
            is_nonsense: self.is_nonsense,
            puts: self.puts,
        }
    }

    fn last_child(&self, count: usize) -> RowKey {
        self.root().child(0, count as u32 - 1)
    }
}

fn line(events: Events<'_>) -> Timeline {
    let said = events.iter().map(|(event, at)| (*event, Said::Is(*at)));
    said.collect()
}

/// The admin whom all of them write with.
pub(super) fn desk() -> Root {
    Root::hashed(Origin::AdminSpecimens, DESK)
}

/// The same, who was there before any of these: no ordinary admin is as old as some of their rows.
pub(super) fn at_desk(now: Timestamp, others: &[Boundary]) -> Boundary {
    let about = "The admin whom all specimens of retention write with".to_owned();
    let lines = others.iter().map(|other| &other.member);
    let instants = lines.flat_map(|member| {
        let own = member.line.instants().map(|(_, at)| at);
        own.chain(member.instants())
    });
    let oldest = instants.min().unwrap_or(now);
    let age = now.as_millis() - oldest.as_millis();
    let created = now.before((2 * age).max(LONG_AGO));
    let draft = Draft::new(DESK, Role::Admin, about).happened(&[(Event::Created, created)]);
    let row = (Entity::User, draft.root().key());
    draft.done(None, now, row, Verdict::Keep)
}

/// These rows stand in no file.
fn nowhere() -> Place {
    let file = SourceFile {
        path: "retention.boundaries".to_owned(),
        text: String::new(),
    };
    Place {
        file: Arc::new(file),
        span: 0..0,
    }
}
