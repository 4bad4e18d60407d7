//! The objects of a schema, with what a rebuild must give back: owners, grants, comments.

use serde::Deserialize;

use super::super::{Session, quote_identifier};
use super::reading::{OURS, read};
use crate::error::Result;

/// An object of the schema, or something that belongs to one: a column, a trigger, a constraint.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Object {
    /// Such as `table`, `table column`, `index`, `function` (`pg_identify_object`).
    pub kind: String,
    /// With its schema, as SQL has it.
    pub identity: String,
    /// The role that owns it, where it has an owner of its own.
    pub owner: Option<String>,
    /// What may be done with it by whom, in the order in which it was granted.
    pub grants: Vec<Grant>,
    /// Its comment.
    pub comment: Option<String>,
    /// Whether the session's role owns it, or is a member of the role that does.
    pub(super) is_owned: bool,
    /// The statement that drops it, where it does not go with something else.
    pub(super) drop: Option<String>,
    /// The statement that gives it an owner, but for the owner's name.
    pub(super) alter_owner: String,
    /// What stands after ON in GRANT.
    pub(super) granted_on: String,
    /// The statement that gives it its comment.
    pub(super) comment_again: String,
}

/// A privilege that a role holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Grant {
    /// Such as `SELECT`, or `SELECT (email)` of a column.
    pub privilege: String,
    /// The name of the role that holds it; `None` is everybody.
    pub grantee: Option<String>,
    /// The name of the role that granted it.
    pub grantor: String,
    /// Whether that is the owner.
    pub by_owner: bool,
    /// Whether whoever holds it may grant it to others.
    pub grantable: bool,
}

impl Grant {
    /// Whom it is granted to, as SQL has it.
    pub(super) fn holder(&self) -> String {
        let grantee = self.grantee.as_deref();
        grantee.map_or_else(|| "PUBLIC".to_owned(), quote_identifier)
    }
}

impl Object {
    /// Whether it is the same, by kind and name.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind && self.identity == other.identity
    }
}

/// All that is in the schema and is no extension's, by kind and name.
pub(super) async fn objects(session: &mut Session, schema: &str) -> Result<Vec<Object>> {
    read(session, &around(include_str!("objects.sql")), schema, &[]).await
}

/// A query that knows what is inside the schema, and what belongs to the tables.
pub(super) fn around(query: &str) -> String {
    [OURS, include_str!("inside.sql"), query].concat()
}
