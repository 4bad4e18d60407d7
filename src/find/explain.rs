//! What a row is: from its id, from an address, or from what an account is called.

use uuid::Uuid;

use super::account::{label, profile_of};
use super::look::plain;
use super::{Account, AccountKind, Look, Paths, Reader, RowName};
use crate::plan::{Boundary, Plan};
use crate::rng::{Root, RowKey};
use crate::scenario::nearest;
use crate::schema::{Column, Entity, IdError, Row, Value, client_message_id, decode, encode};

/// Rows of a table that stand beside the one that is explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Sibling {
    /// The table.
    pub entity: Entity,
    /// How many there are.
    pub count: usize,
    /// The first of them, and where it is to be seen.
    pub first: (RowName, Paths),
}

/// What a row is.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The row's table and key.
    pub entity: Entity,
    /// The row's key.
    pub key: RowKey,
    /// The row's name in its table.
    pub name: RowName,
    /// What it is, in a few words.
    pub what: String,
    /// Whose it is.
    pub account: Account,
    /// Its columns with their values as PostgreSQL prints them, but for secrets.
    pub cells: Vec<(&'static Column, Option<String>)>,
    /// Where it is to be seen.
    pub paths: Paths,
    /// The cases that the account carries, and where they show.
    pub looks: Vec<Look>,
    /// The account's other rows, by table.
    pub siblings: Vec<Sibling>,
}

impl Explanation {
    /// Whether a case shows in this row.
    pub fn shows(&self, look: &Look) -> bool {
        look.row.as_ref() == Some(&self.name)
            // What is odd about a conversation is odd about each of its messages.
            || (look.facet.column().is_none()
                && look.entity == Entity::Message
                && self.entity == Entity::Message)
    }
}

/// Why there is nothing to explain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unexplained {
    /// No id, address, label or key of the plan.
    #[error("`{wanted}` is no id, no address of an account, no specimen and no persona")]
    Unknown {
        /// What was asked for.
        wanted: String,
        /// What may have been meant, the nearest first.
        nearest: Vec<String>,
    },
    /// Another program's id.
    #[error("{0} is not an id made by connsura-seed: those begin with `5eed`")]
    Foreign(Uuid),
    /// An id of a newer version.
    #[error("{0} is an id of a newer connsura-seed")]
    Newer(Uuid),
    /// An id of an account that the plan does not have.
    #[error("{id} names a row of {entity} of {label}, whom this scenario does not have")]
    NoAccount {
        /// The id.
        id: Uuid,
        /// The table.
        entity: &'static str,
        /// What the account would be called.
        label: String,
    },
    /// An id of a row that the account does not have.
    #[error("{id} names a row of {entity} of {label}, which {label} does not have")]
    NoRow {
        /// The id.
        id: Uuid,
        /// The table.
        entity: &'static str,
        /// What the account is called.
        label: String,
    },
}

/// Explains what `wanted` names: an id, `SENDER to RECIPIENT` of a read state, an address, a
/// specimen's label, or a persona's key.
///
/// # Errors
/// [`Unexplained`] where it names nothing of the plan.
pub fn explain(reader: &Reader<'_>, wanted: &str) -> Result<Explanation, Unexplained> {
    let wanted = wanted.trim();
    if let Some((sender, recipient)) = pair(wanted) {
        return explain_read_state(reader, sender, recipient);
    }
    if let Ok(id) = Uuid::try_parse(wanted) {
        return explain_id(reader, id);
    }
    let root = named(reader, wanted).ok_or_else(|| Unexplained::Unknown {
        wanted: wanted.to_owned(),
        nearest: nearest_names(reader.plan(), wanted),
    })?;
    explain_id(reader, encode(Entity::User, root.key()))
}

/// A read state's two users, however they are parted: `a to b`, `a, b`.
fn pair(wanted: &str) -> Option<(Uuid, Uuid)> {
    let (sender, recipient) = wanted
        .split_once(" to ")
        .or_else(|| wanted.split_once(','))?;
    let id = |text: &str| Uuid::try_parse(text.trim()).ok();
    Some((id(sender)?, id(recipient)?))
}

/// The account that is called so, or whose address it is.
fn named(reader: &Reader<'_>, wanted: &str) -> Option<Root> {
    let plan = reader.plan();
    let specimen = plan
        .specimens()
        .iter()
        .find(|specimen| specimen.label == wanted);
    let member = plan
        .cast()
        .iter()
        .find(|member| member.persona.key == wanted);
    let boundary = plan.boundaries().iter().find(|one| one.label() == wanted);
    let called = specimen
        .map(|specimen| specimen.root)
        .or(member.map(|member| member.root))
        .or(boundary.map(Boundary::root));
    if called.is_some() {
        return called;
    }
    let roots = plan.roots();
    let is_called = |root: &Root| {
        AccountKind::of(plan, *root) == AccountKind::Population && label(plan, *root) == wanted
    };
    if !wanted.contains('@') {
        return roots.slice(0..roots.len()).find(is_called);
    }
    let mut found = [None; 2];
    reader.all(Entity::User, &mut |root, row| {
        if let Some(Value::Text(email)) = row.named("email") {
            // Addresses that differ in their case alone are two accounts to PostgreSQL.
            if email == wanted {
                found[0].get_or_insert(root);
            } else if email.eq_ignore_ascii_case(wanted) {
                found[1].get_or_insert(root);
            }
        }
    });
    found.into_iter().flatten().next()
}

fn nearest_names(plan: &Plan, wanted: &str) -> Vec<String> {
    let specimens = plan
        .specimens()
        .iter()
        .map(|specimen| specimen.label.as_str());
    let personas = plan.cast().iter().map(|member| member.persona.key.as_str());
    let boundaries = plan.boundaries().iter().map(Boundary::label);
    let near = nearest(personas.chain(specimens).chain(boundaries), wanted, 3);
    near.into_iter().map(str::to_owned).collect()
}

fn explain_id(reader: &Reader<'_>, id: Uuid) -> Result<Explanation, Unexplained> {
    let (entity, key) = decode(own_id(id)).map_err(|error| match error {
        IdError::Foreign => Unexplained::Foreign(id),
        IdError::Unknown => Unexplained::Newer(id),
    })?;
    explain_key(reader, id, entity, key)
}

/// The id of the message that a client would have called so, or the id as it is.
fn own_id(id: Uuid) -> Uuid {
    const ENTITY: u32 = 104;
    let message =
        Uuid::from_u128(id.as_u128() & !(0xff << ENTITY) | (Entity::Message as u128) << ENTITY);
    match decode(message) {
        Ok((_, key)) if client_message_id(key) == id => message,
        _ => id,
    }
}

/// A read state has no id of its own: it is the one of its customer with these two users.
fn explain_read_state(
    reader: &Reader<'_>,
    sender: Uuid,
    recipient: Uuid,
) -> Result<Explanation, Unexplained> {
    let entity = Entity::MessageReadState;
    let mut customer = sender;
    for user in [sender, recipient] {
        match decode(user) {
            Ok((_, key)) if !key.root.is_admin() => customer = user,
            Ok(_) => {}
            Err(_) => return Err(Unexplained::Foreign(user)),
        }
    }
    let (_, owner) = decode(customer).map_err(|_| Unexplained::Foreign(customer))?;
    let root = owner.root;
    account(reader, customer, entity, root)?;
    let key = reader.keys(entity, root).into_iter().find(|key| {
        let row = reader.row(entity, *key);
        row.is_some_and(|row| RowName::of(&row).ids == [sender, recipient])
    });
    let key = key.ok_or_else(|| Unexplained::NoRow {
        id: customer,
        entity: entity.name(),
        label: label(reader.plan(), root),
    })?;
    explain_key(reader, customer, entity, key)
}

fn account(
    reader: &Reader<'_>,
    id: Uuid,
    entity: Entity,
    root: Root,
) -> Result<Account, Unexplained> {
    Account::of(reader, root).ok_or_else(|| Unexplained::NoAccount {
        id,
        entity: entity.name(),
        label: called(reader.plan(), root),
    })
}

/// What an account that the plan does not have would be called.
fn called(plan: &Plan, root: Root) -> String {
    if root.origin().is_ordinary() {
        return label(plan, root);
    }
    "a specimen or persona".to_owned()
}

fn explain_key(
    reader: &Reader<'_>,
    id: Uuid,
    entity: Entity,
    key: RowKey,
) -> Result<Explanation, Unexplained> {
    let account = account(reader, id, entity, key.root)?;
    let row = reader.row(entity, key).ok_or_else(|| Unexplained::NoRow {
        id,
        entity: entity.name(),
        label: account.label.clone(),
    })?;
    let carried = reader.plan().carried(key.root).iter();
    let columns = entity.table().columns.iter().zip(row.values());
    Ok(Explanation {
        entity,
        key,
        name: RowName::of(&row),
        what: what(&row, key, &account.label),
        cells: columns
            .filter(|(column, _)| !column.secret)
            .map(|(column, value)| (column, plain(value)))
            .collect(),
        paths: Paths::of(&row, key.root),
        looks: carried
            .map(|carried| Look::at(reader, key.root, carried))
            .collect(),
        siblings: siblings(reader, key.root),
        account,
    })
}

/// Ordinals count from 0, as in the id.
fn what(row: &Row, key: RowKey, label: &str) -> String {
    let (branch, leaf) = (key.branch, key.leaf);
    match row.entity() {
        Entity::User => format!("the account of {label}"),
        Entity::Customer | Entity::Admin => format!("the profile of {label}"),
        Entity::Message => format!("message {leaf} of conversation {branch} of {label}"),
        Entity::MessageReadState => {
            let own = Some(Value::Uuid(encode(Entity::User, key.root.key())));
            let reader = if row.named("recipientId") == own {
                label
            } else {
                "the admin"
            };
            format!("how far {reader} has read conversation {branch} of {label}")
        }
        Entity::ProfileShare => format!("share {leaf} of {label}"),
        Entity::AuditLog => match row.named("action") {
            Some(Value::Text(action)) => format!("the audit row of `{action}` of {label}"),
            _ => format!("an audit row of {label}"),
        },
        Entity::Upload => format!("upload {leaf} of {label}"),
        Entity::Form => format!("form {leaf} of {label}"),
    }
}

fn siblings(reader: &Reader<'_>, root: Root) -> Vec<Sibling> {
    let tables = Entity::ALL.into_iter().filter(|entity| {
        !matches!(entity, Entity::User | Entity::Customer | Entity::Admin)
            || *entity == profile_of(root)
    });
    tables
        .filter_map(|entity| {
            let row = reader.first(entity, root)?;
            Some(Sibling {
                entity,
                count: reader.keys(entity, root).len(),
                first: (RowName::of(&row), Paths::of(&row, root)),
            })
        })
        .collect()
}
