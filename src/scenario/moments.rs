//! The events that a persona or a row may speak of, in the order in which they must happen.

use super::Said;
use super::explicit::{AuditLog, Conversation, Form, Share, Upload};
use super::people::Persona;
use super::when::{Event, When};
use crate::document::Placed;

/// An event with what is said of it.
pub(super) type Told<'s> = (Event, Said<&'s Placed<When>>);

impl Persona {
    pub(super) fn moments(&self) -> [Told<'_>; 3] {
        [
            (Event::Created, self.created.as_ref().into()),
            (Event::LastLogin, self.last_login.as_ref()),
            (Event::DeletionRequested, self.deletion_requested.as_ref()),
        ]
    }
}

impl Conversation {
    pub(super) fn moments(&self) -> [Told<'_>; 1] {
        [(Event::Started, self.started.as_ref().into())]
    }
}

impl Share {
    pub(super) fn moments(&self) -> [Told<'_>; 5] {
        [
            (Event::Created, self.created.as_ref().into()),
            (Event::Accepted, self.accepted.as_ref()),
            (Event::Closed, self.closed.as_ref()),
            (Event::Revoked, self.revoked.as_ref()),
            (Event::Expires, self.expires.as_ref()),
        ]
    }
}

impl Upload {
    pub(super) fn moments(&self) -> [Told<'_>; 2] {
        [
            (Event::Created, self.created.as_ref().into()),
            (Event::Deleted, self.deleted.as_ref()),
        ]
    }
}

impl Form {
    pub(super) fn moments(&self) -> [Told<'_>; 2] {
        [
            (Event::Created, self.created.as_ref().into()),
            (Event::Submitted, self.submitted.as_ref()),
        ]
    }
}

impl AuditLog {
    pub(super) fn moments(&self) -> [Told<'_>; 1] {
        [(Event::Created, self.created.as_ref().into())]
    }
}
