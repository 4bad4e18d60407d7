//! Rows that a scenario asks for one by one: `[[conversation]]`, `[[share]]`, `[[upload]]`,
//! `[[form]]`, `[[audit_log]]`. What one leaves out is made as for the population.

mod read;

pub(super) use read::read;

use super::Said;
use super::model::{FormStatus, ShareStatus};
use super::when::When;
use crate::document::{Place, Placed};
use crate::words::FormKind;

/// A user that a row speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// A persona, by its position among the scenario's.
    Persona(usize),
    /// An ordinary admin, by its position: `admin-1` is 0.
    Admin(u64),
}

/// `[[conversation]]`
#[derive(Debug, Clone)]
pub struct Conversation {
    /// The customer, by its position among the personas.
    pub customer: usize,
    /// The admin.
    pub admin: Who,
    /// How many messages.
    pub messages: Option<u64>,
    /// How many messages of the other side the customer has not read.
    pub unread_by_customer: Option<Placed<u64>>,
    /// The same of the admin.
    pub unread_by_admin: Option<Placed<u64>>,
    /// When it began.
    pub started: Option<Placed<When>>,
    /// Where it stands.
    pub place: Place,
}

/// `[[share]]`
#[derive(Debug, Clone)]
pub struct Share {
    /// The customer whose profile it is, by its position among the personas.
    pub of: usize,
    /// To whom it goes.
    pub with: Option<ShareRecipient>,
    /// How far it has come.
    pub status: Option<Placed<ShareStatus>>,
    /// When it was created.
    pub created: Option<Placed<When>>,
    /// When it was accepted.
    pub accepted: Said<Placed<When>>,
    /// When its recipient closed it.
    pub closed: Said<Placed<When>>,
    /// When its customer took it back.
    pub revoked: Said<Placed<When>>,
    /// When it ends by itself.
    pub expires: Said<Placed<When>>,
    /// The note that goes with it.
    pub note: Said<String>,
    /// What it shows.
    pub sections: Option<Vec<&'static str>>,
    /// Where it stands.
    pub place: Place,
}

impl Share {
    /// The admin that it goes to, where it names one.
    pub fn recipient(&self) -> Option<Who> {
        match self.with {
            Some(ShareRecipient::User(who)) => Some(who),
            _ => None,
        }
    }
}

/// To whom a share goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShareRecipient {
    /// An admin.
    User(Who),
    /// An e-mail address.
    Address(String),
}

/// `[[upload]]`
#[derive(Debug, Clone)]
pub struct Upload {
    /// Whose it is.
    pub of: Who,
    /// Its name.
    pub file_name: Option<String>,
    /// Its media type.
    pub mime_type: Said<String>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// When it came.
    pub created: Option<Placed<When>>,
    /// When its owner deleted it.
    pub deleted: Said<Placed<When>>,
    /// Where it stands.
    pub place: Place,
}

/// `[[form]]`
#[derive(Debug, Clone)]
pub struct Form {
    /// The customer, by its position among the personas.
    pub of: usize,
    /// What form.
    pub kind: Option<&'static FormKind>,
    /// How far it has come.
    pub status: Option<Placed<FormStatus>>,
    /// When it was begun.
    pub created: Option<Placed<When>>,
    /// When it was submitted.
    pub submitted: Said<Placed<When>>,
    /// Where it stands.
    pub place: Place,
}

/// `[[audit_log]]`
#[derive(Debug, Clone)]
pub struct AuditLog {
    /// Who acted.
    pub by: Who,
    /// What was done.
    pub action: String,
    /// When.
    pub created: Option<Placed<When>>,
    /// Where it stands.
    pub place: Place,
}

impl Conversation {
    /// One of which nothing is said.
    pub(crate) fn of(customer: usize, admin: Who, place: Place) -> Self {
        Self {
            customer,
            admin,
            messages: None,
            unread_by_customer: None,
            unread_by_admin: None,
            started: None,
            place,
        }
    }
}

impl Share {
    /// One of which nothing is said.
    pub(crate) fn of(of: usize, place: Place) -> Self {
        Self {
            of,
            with: None,
            status: None,
            created: None,
            accepted: Said::Nothing,
            closed: Said::Nothing,
            revoked: Said::Nothing,
            expires: Said::Nothing,
            note: Said::Nothing,
            sections: None,
            place,
        }
    }
}

impl Upload {
    /// One of which nothing is said.
    pub(crate) fn of(of: Who, place: Place) -> Self {
        Self {
            of,
            file_name: None,
            mime_type: Said::Nothing,
            size: None,
            created: None,
            deleted: Said::Nothing,
            place,
        }
    }
}

impl Form {
    /// One of which nothing is said.
    pub(crate) fn of(of: usize, place: Place) -> Self {
        Self {
            of,
            kind: None,
            status: None,
            created: None,
            submitted: Said::Nothing,
            place,
        }
    }
}

impl AuditLog {
    /// One of which nothing is said but what was done.
    pub(crate) fn of(by: Who, action: &str, place: Place) -> Self {
        Self {
            by,
            action: action.to_owned(),
            created: None,
            place,
        }
    }
}

/// All rows that a scenario asks for one by one, in the order of its files.
#[derive(Debug, Clone, Default)]
pub struct Explicit {
    /// Conversations.
    pub conversations: Vec<Conversation>,
    /// Shares.
    pub shares: Vec<Share>,
    /// Uploads.
    pub uploads: Vec<Upload>,
    /// Forms.
    pub forms: Vec<Form>,
    /// Audit rows.
    pub audit_logs: Vec<AuditLog>,
}
