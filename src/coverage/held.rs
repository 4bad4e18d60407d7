//! What a database can hold of a promise: a column that it does not have shows no case.

use crate::edge::{Facet, Subject};
use crate::layout::Layout;
use crate::schema::Entity;

/// Whether the database has all that the facet is seen by.
pub(super) fn is_held(facet: Facet, layout: &Layout) -> bool {
    let has = |(entity, column): (Entity, &str)| {
        let table = layout.table(entity);
        table.is_some_and(|table| table.column(column).is_some())
    };
    let subject = layout.table(table_of(facet.subject())).is_some();
    subject
        && match facet.column() {
            Some(place) => has(place),
            None => places(facet).iter().copied().all(has),
        }
}

/// The table whose rows are the subject.
fn table_of(subject: Subject) -> Entity {
    match subject {
        Subject::Customer => Entity::Customer,
        Subject::Admin => Entity::Admin,
        Subject::Message => Entity::Message,
        Subject::Share => Entity::ProfileShare,
        Subject::AuditLog => Entity::AuditLog,
        Subject::Upload => Entity::Upload,
        Subject::Form => Entity::Form,
    }
}

/// The columns by which a state is told.
fn places(facet: Facet) -> &'static [(Entity, &'static str)] {
    use Entity::{Form, Message, MessageReadState, ProfileShare, Upload, User};
    match facet {
        Facet::Account | Facet::AdminAccount | Facet::ShareCustomer => &[
            (User, "emailVerifiedAt"),
            (User, "lastLoginAt"),
            (User, "deletionRequestedAt"),
        ],
        Facet::Messages | Facet::Parties => &[(Message, "senderId"), (Message, "recipientId")],
        Facet::Unread => &[
            (Message, "senderId"),
            (Message, "recipientId"),
            (MessageReadState, "lastReadAt"),
            (MessageReadState, "unreadCount"),
        ],
        Facet::Moment => &[(Message, "createdAt")],
        Facet::ShareStatus => &[
            (ProfileShare, "status"),
            (ProfileShare, "acceptedAt"),
            (ProfileShare, "closedAt"),
            (ProfileShare, "revokedAt"),
        ],
        Facet::ShareRecipient => &[
            (User, "deletionRequestedAt"),
            (ProfileShare, "recipientUserId"),
            (ProfileShare, "recipientEmail"),
        ],
        Facet::UploadState => &[(Upload, "deletedAt")],
        Facet::FormStatus => &[(Form, "status"), (Form, "submittedAt")],
        _ => &[],
    }
}
