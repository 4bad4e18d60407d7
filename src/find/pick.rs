//! A few rows of a plan, with all that they need to stand by themselves.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{AccountKind, Reader, RowName};
use crate::rng::Root;
use crate::schema::{Entity, Row, Value, decode};

/// Rows that were picked, and those that they need: what they refer to, and what the invariants of the
/// data model want beside them. A conversation comes whole, since its read states count its
/// messages; an account comes with its profile and its log-ins; and what the audit log says of a
/// row comes with the row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pick {
    rows: BTreeMap<Root, BTreeSet<RowName>>,
}

impl Pick {
    /// The accounts it has rows of, in the order of their ids.
    pub fn roots(&self) -> impl Iterator<Item = Root> {
        self.rows.keys().copied()
    }

    /// Whether it has the account's row.
    pub fn has(&self, root: Root, row: &Row) -> bool {
        let rows = self.rows.get(&root);
        rows.is_some_and(|rows| rows.contains(&RowName::of(row)))
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.values().map(BTreeSet::len).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Picks rows of a plan.
pub struct Picker<'r, 'p> {
    reader: &'r Reader<'p>,
    /// All rows of each account that anything was picked of.
    accounts: BTreeMap<Root, Vec<Row>>,
    picked: Pick,
    /// What was picked and has not been followed yet.
    fresh: Vec<(Root, usize)>,
}

impl<'r, 'p> Picker<'r, 'p> {
    /// A picker that has picked nothing.
    pub fn new(reader: &'r Reader<'p>) -> Self {
        Self {
            reader,
            accounts: BTreeMap::new(),
            picked: Pick::default(),
            fresh: Vec::new(),
        }
    }

    /// Picks everything of an account of the plan.
    pub fn account(&mut self, root: Root) {
        for at in 0..self.rows(root).len() {
            self.take(root, at);
        }
    }

    /// Picks the row with this id; whether there is one.
    pub fn id(&mut self, id: Uuid) -> bool {
        let Ok((entity, key)) = decode(id) else {
            return false;
        };
        // Only what the plan has may be looked for below an account.
        let is_added = AccountKind::of(self.reader.plan(), key.root) == AccountKind::Added;
        if is_added || self.reader.row(entity, key).is_none() {
            return false;
        }
        self.matching(key.root, |row| {
            row.entity() == entity && row.named("id") == Some(Value::Uuid(id))
        })
    }

    /// What was picked, with all that it needs.
    pub fn finish(mut self) -> Pick {
        while let Some((root, at)) = self.fresh.pop() {
            let row = self.rows(root)[at].clone();
            self.follow(root, &row);
        }
        self.picked
    }

    fn rows(&mut self, root: Root) -> &[Row] {
        let reader = self.reader;
        self.accounts.entry(root).or_insert_with(|| {
            let keys = |entity| reader.keys(entity, root).into_iter();
            let rows = |entity| keys(entity).map(move |key| reader.fill(entity, key));
            Entity::ALL.into_iter().flat_map(rows).collect()
        })
    }

    fn take(&mut self, root: Root, at: usize) {
        let name = RowName::of(&self.rows(root)[at]);
        if self.picked.rows.entry(root).or_default().insert(name) {
            self.fresh.push((root, at));
        }
    }

    /// Picks the account's rows that are such; whether there is one.
    fn matching(&mut self, root: Root, is_such: impl Fn(&Row) -> bool) -> bool {
        let rows = self.rows(root).iter().enumerate();
        let found: Vec<usize> = rows
            .filter(|(_, row)| is_such(row))
            .map(|(at, _)| at)
            .collect();
        for at in &found {
            self.take(root, *at);
        }
        !found.is_empty()
    }

    /// Picks what the row needs.
    fn follow(&mut self, root: Root, row: &Row) {
        let entity = row.entity();
        for key in entity.table().foreign_keys {
            if let Some(id) = uuid(row, key.column) {
                self.id(id);
            }
        }
        if let Some(id) = uuid(row, "id") {
            // Others who looked at a profile have left no trace in it.
            let owner = uuid(row, "userId");
            self.matching(root, |other| {
                other.entity() == Entity::AuditLog
                    && uuid(other, "entityId") == Some(id)
                    && (owner.is_none() || uuid(other, "actorId") == owner)
            });
        }
        match entity {
            Entity::User => {
                let id = uuid(row, "id");
                self.matching(root, |other| {
                    matches!(other.entity(), Entity::Customer | Entity::Admin)
                        && uuid(other, "userId") == id
                });
            }
            Entity::Message => {
                let conversation = conversation(row);
                self.matching(root, |other| {
                    other.entity() == Entity::Message && conversation == self::conversation(other)
                });
                let parties = parties(row);
                self.matching(root, |other| {
                    other.entity() == Entity::MessageReadState && parties == self::parties(other)
                });
            }
            Entity::MessageReadState => {
                let parties = parties(row);
                self.matching(root, |other| {
                    other.entity() == Entity::Message && parties == self::parties(other)
                });
            }
            // What it tells of is no foreign key, and is there all the same.
            Entity::AuditLog => {
                for column in ["actorId", "entityId"] {
                    if let Some(id) = uuid(row, column) {
                        self.id(id);
                    }
                }
            }
            Entity::Customer
            | Entity::Admin
            | Entity::ProfileShare
            | Entity::Upload
            | Entity::Form => {}
        }
    }
}

fn uuid(row: &Row, column: &str) -> Option<Uuid> {
    match row.named(column) {
        Some(Value::Uuid(id)) => Some(id),
        _ => None,
    }
}

/// Which of its customer's conversations a message is of.
fn conversation(message: &Row) -> Option<u16> {
    let (_, key) = decode(uuid(message, "id")?).ok()?;
    Some(key.branch)
}

fn parties(row: &Row) -> [Option<Uuid>; 2] {
    ["senderId", "recipientId"].map(|column| uuid(row, column))
}
