//! What to look at: the row in which a carried case shows, and its value there.

use std::fmt;

use uuid::Uuid;

use super::account::profile_of;
use super::{Paths, Reader};
use crate::edge::{EdgeCase, Facet, State, Value};
use crate::plan::Carried;
use crate::rng::Root;
use crate::schema::{Entity, Row, Value as Cell, encode, write_plain};

/// What names a row in its table: the values of its primary key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowName {
    /// The table.
    pub entity: Entity,
    /// An id, or a read state's sender and recipient.
    pub ids: Vec<Uuid>,
}

impl RowName {
    /// The name of a row.
    pub fn of(row: &Row) -> Self {
        let key = row.entity().table().primary_key.iter();
        let id = |column: &&str| match row.named(column) {
            Some(Cell::Uuid(id)) => Some(id),
            _ => None,
        };
        Self {
            entity: row.entity(),
            ids: key.filter_map(id).collect(),
        }
    }
}

impl fmt::Display for RowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<String> = self.ids.iter().map(Uuid::to_string).collect();
        f.write_str(&ids.join(" to "))
    }
}

/// Where a carried case shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The facet that carries the case.
    pub facet: Facet,
    /// The case.
    pub case: &'static EdgeCase,
    /// The table in which it shows.
    pub entity: Entity,
    /// The columns to look at, with the row's values as PostgreSQL prints them.
    pub cells: Vec<(&'static str, Option<String>)>,
    /// The row; `None` where the case is that there is none.
    pub row: Option<RowName>,
    /// How many messages the conversation has, where that is the case.
    pub messages: Option<usize>,
    /// Where the row is to be seen.
    pub paths: Paths,
    /// Of the columns to look at those that a database that was asked does not have, as its
    /// configuration says: nothing shows there.
    pub left_out: Vec<&'static str>,
    /// Whether a database that was asked has the row no more.
    pub gone: bool,
    /// Whether a database that was asked holds other values in it than the plan.
    pub changed: bool,
}

impl Look {
    /// Where the account, which must be of the plan, shows a case that it carries.
    pub fn at(reader: &Reader<'_>, root: Root, carried: &Carried) -> Self {
        let (facet, case) = *carried;
        let (entity, columns) = place(facet, case, root);
        let row = reader.first(entity, root);
        let messages = (facet == Facet::Messages).then(|| {
            let keys = reader.keys(Entity::Message, root);
            keys.iter().filter(|key| key.branch == 0).count()
        });
        let cell = |column: &'static str| {
            let value = row.as_ref().and_then(|row| row.named(column));
            (column, value.and_then(plain))
        };
        let profile = profile_of(root);
        Self {
            facet,
            case,
            entity,
            cells: columns.into_iter().map(cell).collect(),
            row: row.as_ref().map(RowName::of),
            messages,
            // Every account has a profile to be seen at.
            paths: row.as_ref().map_or_else(
                || Paths::profile(profile, encode(profile, root.key())),
                |row| Paths::of(row, root),
            ),
            left_out: Vec::new(),
            gone: false,
            changed: false,
        }
    }

    /// Whether none of the columns is there to look at.
    pub fn is_left_out(&self) -> bool {
        !self.cells.is_empty() && self.left_out.len() == self.cells.len()
    }
}

/// A value's text; `None` for NULL.
pub(super) fn plain(value: Cell<'_>) -> Option<String> {
    if value == Cell::Null {
        return None;
    }
    let mut text = String::new();
    write_plain(value, &mut text);
    Some(text)
}

/// The table and the columns in which a facet's case shows.
pub fn place(facet: Facet, case: &EdgeCase, root: Root) -> (Entity, Vec<&'static str>) {
    if let Some((entity, column)) = facet.column() {
        return (entity, vec![column]);
    }
    match facet {
        Facet::Unread => (Entity::MessageReadState, vec!["lastReadAt", "unreadCount"]),
        Facet::Messages | Facet::Moment => (Entity::Message, vec!["createdAt"]),
        Facet::Parties => (Entity::Message, vec!["senderId", "recipientId"]),
        Facet::ShareStatus => (
            Entity::ProfileShare,
            vec!["status", "createdAt", "acceptedAt", "closedAt", "revokedAt"],
        ),
        Facet::ShareRecipient => (
            Entity::ProfileShare,
            vec!["recipientUserId", "recipientEmail"],
        ),
        Facet::UploadState => (Entity::Upload, vec!["deletedAt"]),
        Facet::FormStatus => (Entity::Form, vec!["status"]),
        _ => account_place(case, root),
    }
}

/// Where the state of an account shows.
fn account_place(case: &EdgeCase, root: Root) -> (Entity, Vec<&'static str>) {
    match case.value {
        Value::State(State::Unverified) => (Entity::User, vec!["emailVerifiedAt"]),
        Value::State(State::NeverCame) => (Entity::User, vec!["lastLoginAt"]),
        Value::State(State::Renamed) => (profile_of(root), vec!["fullName", "updatedAt"]),
        Value::State(State::Unlogged) => (Entity::AuditLog, vec!["action"]),
        _ => (Entity::User, vec!["deletionRequestedAt"]),
    }
}
