//! Where the product shows a row: its page, and its place in the API.
//!
//! The one list of these paths: `core-api` serves them, and what leads people to rows names
//! them. Ids in paths are the rows' own. A conversation is named by its customer's account and
//! the other one's, whoever asks; where that account was purged, it is [`GONE`].

use std::fmt::Display;

use uuid::Uuid;

use crate::rng::Root;
use crate::schema::{Entity, Row, Value, encode};

/// Pages that are there before any row is named.
pub const LISTS: [&str; 8] = [
    "/login",
    "/customers",
    "/admins",
    "/inbox",
    "/shares",
    "/audit-logs",
    "/uploads",
    "/forms",
];

/// Stands for the other side of a conversation whose account was purged.
const GONE: &str = "gone";

/// Where a row is to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The page.
    pub page: String,
    /// The resource of the API.
    pub api: String,
}

impl Paths {
    /// Where a row below the account `root` is to be seen.
    pub fn of(row: &Row, root: Root) -> Self {
        let id = |column: &str| match row.named(column) {
            Some(Value::Uuid(id)) => Some(id),
            _ => None,
        };
        match row.entity() {
            Entity::Message | Entity::MessageReadState => {
                let talk = talk(row, root);
                let (page, api) = match id("id") {
                    Some(message) => (
                        format!("{talk}?message={message}"),
                        format!("/api/v1/messages/{message}"),
                    ),
                    None => (talk.clone(), format!("/api/v1{talk}/read-states")),
                };
                Self { page, api }
            }
            entity => Self::resource(entity, id("id").unwrap_or_default(), root),
        }
    }

    /// Where the conversation of a message below the account `root` is to be seen.
    pub fn conversation_of(message: &Row, root: Root) -> Self {
        let page = talk(message, root);
        Self {
            api: format!("/api/v1{page}"),
            page,
        }
    }

    /// Where the profile `id` of the table `entity` is to be seen.
    pub fn profile(entity: Entity, id: impl Display) -> Self {
        let path = match entity {
            Entity::Admin => format!("/admins/{id}"),
            _ => format!("/customers/{id}"),
        };
        Self {
            api: format!("/api/v1{path}"),
            page: path,
        }
    }

    fn resource(entity: Entity, id: Uuid, root: Root) -> Self {
        let list = match entity {
            // An account has the page of its profile.
            Entity::User => {
                let profile = super::account::profile_of(root);
                return Self {
                    api: format!("/api/v1/users/{id}"),
                    ..Self::profile(profile, encode(profile, root.key()))
                };
            }
            Entity::ProfileShare => "shares",
            Entity::AuditLog => "audit-logs",
            Entity::Upload => "uploads",
            Entity::Form => "forms",
            _ => return Self::profile(entity, id),
        };
        Self {
            page: format!("/{list}/{id}"),
            api: format!("/api/v1/{list}/{id}"),
        }
    }
}

/// The page of the conversation that a message or a read state below `root` is of.
fn talk(row: &Row, root: Root) -> String {
    let own = encode(Entity::User, root.key());
    let party = |column: &str| match row.named(column) {
        Some(Value::Uuid(id)) => Some(id),
        _ => None,
    };
    let parties = [party("senderId"), party("recipientId")];
    // A message to oneself is one's own conversation.
    let other = if parties == [Some(own); 2] {
        Some(own)
    } else {
        parties.into_iter().flatten().find(|party| *party != own)
    };
    conversation(own, other)
}

/// The page of a conversation, of a customer's account with another.
fn conversation(customer: Uuid, other: Option<Uuid>) -> String {
    let other = other.map_or_else(|| GONE.to_owned(), |id| id.to_string());
    format!("/conversations/{customer}/{other}")
}
