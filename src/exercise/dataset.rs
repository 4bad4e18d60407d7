//! A generation as an API shows it: rows, whose they are, and the conversations that messages make
//! up. Every value follows from the plan; nothing here asks a database.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::description::{Column, ColumnPath, Derived, List, ShownTable, Table};
use super::talks::{Talk, Talks};
use super::truth::Truth;
use crate::find::{Account, AccountKind, Reader};
use crate::plan::Plan;
use crate::rng::{Root, RowKey};
use crate::schema::{Entity, Row, Value, decode, encode};

/// What tells the rows of a table apart: an id, or two of which one may be missing.
pub type RowId = [Option<Uuid>; 2];

/// A row, by its place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Of a table.
    Row(Entity, RowKey),
    /// A conversation, by its place in [`Dataset`].
    Talk(usize),
}

/// A row with its values.
#[derive(Debug)]
pub enum Item {
    /// Of a table.
    Row(Row),
    /// A conversation, as seen by this account.
    Talk(usize, Option<Uuid>),
}

/// A generation's rows.
pub struct Dataset<'p> {
    reader: Reader<'p>,
    talks: OnceCell<Talks>,
    /// The rows of a table by their owners, once somebody asked.
    owned: RefCell<BTreeMap<Table, BTreeMap<Root, Vec<Subject>>>>,
}

impl<'p> Dataset<'p> {
    /// The rows of a plan.
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            reader: Reader::new(plan),
            talks: OnceCell::new(),
            owned: RefCell::default(),
        }
    }

    /// The plan.
    pub fn plan(&self) -> &'p Plan {
        self.reader.plan()
    }

    /// What makes one row at a time.
    pub fn reader(&self) -> &Reader<'p> {
        &self.reader
    }

    /// An account by the address that it logs in with, and by what the scenario calls it.
    pub fn account(&self, root: Root) -> Option<Account> {
        Account::of(&self.reader, root)
    }

    /// The accounts, those first that are most likely to break something: personas, specimens, and
    /// then the others.
    pub fn accounts(&self) -> Vec<Root> {
        let roots = self.plan().roots();
        let mut accounts: Vec<Root> = roots.slice(0..roots.len()).collect();
        accounts.sort_by_key(|root| AccountKind::of(self.plan(), *root));
        accounts
    }

    /// The rows of a table below an account.
    pub fn keys(&self, entity: Entity, root: Root) -> Vec<RowKey> {
        self.reader.keys(entity, root)
    }

    /// How many rows there are.
    pub fn len(&self, accounts: &[Root]) -> u64 {
        let of = |root: &Root| Entity::ALL.map(|entity| self.keys(entity, *root).len() as u64);
        accounts.iter().flat_map(of).sum()
    }

    fn talks(&self) -> &Talks {
        self.talks.get_or_init(|| Talks::of(&self.reader))
    }

    /// A conversation.
    pub fn talk(&self, at: usize) -> &Talk {
        &self.talks().all[at]
    }

    /// The conversation with the most messages; of several the first.
    pub fn longest_talk(&self) -> Option<usize> {
        let talks = self.talks().all.iter().enumerate();
        let longest = talks.rev().max_by_key(|(_, talk)| talk.messages.len());
        longest.map(|(at, _)| at)
    }

    /// The conversations of an account.
    pub fn talks_of(&self, account: Uuid) -> &[usize] {
        self.talks().of.get(&account).map_or(&[], Vec::as_slice)
    }

    /// A row with its values, as this account sees it.
    pub fn item(&self, subject: Subject, viewer: Option<Uuid>) -> Item {
        match subject {
            Subject::Row(entity, key) => Item::Row(self.reader.fill(entity, key)),
            Subject::Talk(at) => Item::Talk(at, viewer),
        }
    }

    /// What a column holds.
    pub fn truth(&self, item: &Item, path: &ColumnPath) -> Truth {
        let mut row = None;
        for column in &path.through {
            let at = row.as_ref().unwrap_or(item);
            let Truth::Id(id) = self.cell(at, *column) else {
                return Truth::Null;
            };
            row = self.by_id(id).map(Item::Row);
            if row.is_none() {
                return Truth::Null;
            }
        }
        self.cell(row.as_ref().unwrap_or(item), path.last)
    }

    /// The row with this id.
    fn by_id(&self, id: Uuid) -> Option<Row> {
        let (entity, key) = decode(id).ok()?;
        Some(self.reader.fill(entity, key))
    }

    fn cell(&self, item: &Item, column: Column) -> Truth {
        match (item, column) {
            (Item::Row(row), Column::Stored(_, position)) => {
                row.get(position).map_or(Truth::Null, Truth::of)
            }
            (Item::Row(row), Column::Derived(derived)) => self.of_user(row, derived),
            (Item::Talk(at, viewer), Column::Derived(derived)) => {
                self.of_talk(*at, *viewer, derived)
            }
            (Item::Talk(..), Column::Stored(..)) => Truth::Null,
        }
    }

    fn of_user(&self, user: &Row, derived: Derived) -> Truth {
        let Some((_, key)) = id(user, "id").and_then(|id| decode(id).ok()) else {
            return Truth::Null;
        };
        let is_admin = key.root.is_admin();
        let profile = if is_admin {
            Entity::Admin
        } else {
            Entity::Customer
        };
        match derived {
            Derived::CustomerId if !is_admin => Truth::Id(encode(profile, key.root.key())),
            Derived::AdminId if is_admin => Truth::Id(encode(profile, key.root.key())),
            Derived::Name => {
                let profile = self.reader.fill(profile, key.root.key());
                let named = |column| profile.named(column).filter(|name| *name != Value::Null);
                let name = named("preferredName").or_else(|| named("fullName"));
                name.map_or(Truth::Null, Truth::of)
            }
            _ => Truth::Null,
        }
    }

    fn of_talk(&self, at: usize, viewer: Option<Uuid>, derived: Derived) -> Truth {
        let talk = self.talk(at);
        let id = |id: Option<Uuid>| id.map_or(Truth::Null, Truth::Id);
        let (own, with) = talk.sides(viewer);
        match derived {
            Derived::CustomerUserId => id(talk.customer),
            Derived::OtherUserId => id(talk.other),
            Derived::WithUserId => id(with),
            Derived::Messages => Truth::Number(talk.messages.len() as i64),
            Derived::LastMessageId => {
                let last = talk.messages.first();
                id(last.map(|(_, key)| encode(Entity::Message, *key)))
            }
            Derived::UnreadCount => self.unread(with, own),
            _ => Truth::Null,
        }
    }

    /// What the read state says; nothing is unread where there is none.
    fn unread(&self, sender: Option<Uuid>, recipient: Option<Uuid>) -> Truth {
        let pair = sender.zip(recipient);
        let key = pair.and_then(|pair| self.talks().read_states.get(&pair));
        key.map_or(Truth::Number(0), |key| {
            let state = self.reader.fill(Entity::MessageReadState, *key);
            state.named("unreadCount").map_or(Truth::Null, Truth::of)
        })
    }

    /// What tells a row apart from the others of its table.
    pub fn id(&self, table: Table, item: &Item) -> RowId {
        let mut ids = [None; 2];
        match item {
            Item::Row(row) => {
                for (place, column) in ids.iter_mut().zip(table.key()) {
                    *place = id(row, column);
                }
            }
            Item::Talk(at, _) => {
                let talk = self.talk(*at);
                ids = [talk.customer, talk.other];
            }
        }
        ids
    }

    /// The accounts whose row it is.
    pub fn owners(&self, table: &ShownTable, item: &Item) -> BTreeSet<Root> {
        let owner = |path| match self.truth(item, path) {
            Truth::Id(id) => decode(id).ok().map(|(_, key)| key.root),
            _ => None,
        };
        table.owners.iter().filter_map(owner).collect()
    }

    /// The rows of a table whose owner an account is.
    pub fn owned(&self, table: Table, shown: &ShownTable, root: Root) -> Vec<Subject> {
        if table == Table::Conversation {
            let talks = self.talks_of(encode(Entity::User, root.key()));
            return talks.iter().copied().map(Subject::Talk).collect();
        }
        let mut owned = self.owned.borrow_mut();
        let of_table = owned.entry(table).or_insert_with(|| {
            let mut rows: BTreeMap<Root, Vec<Subject>> = BTreeMap::new();
            for subject in self.all(table) {
                for owner in self.owners(shown, &self.item(subject, None)) {
                    rows.entry(owner).or_default().push(subject);
                }
            }
            rows
        });
        of_table.get(&root).cloned().unwrap_or_default()
    }

    /// All rows of a table.
    pub fn all(&self, table: Table) -> Vec<Subject> {
        match table {
            Table::Conversation => (0..self.talks().all.len()).map(Subject::Talk).collect(),
            Table::Stored(entity) => {
                let roots = self.plan().roots();
                let keys = roots
                    .slice(0..roots.len())
                    .flat_map(|root| self.keys(entity, root));
                keys.map(|key| Subject::Row(entity, key)).collect()
            }
        }
    }

    /// The rows of a table that are of a conversation.
    pub fn of_conversation(&self, table: Table, at: usize) -> Vec<Subject> {
        let talk = self.talk(at);
        match table {
            Table::Stored(Entity::Message) => {
                let keys = talk.messages.iter().map(|(_, key)| *key);
                keys.map(|key| Subject::Row(Entity::Message, key)).collect()
            }
            Table::Stored(Entity::MessageReadState) => {
                let (one, two) = (talk.customer, talk.other);
                let pairs = [one.zip(two), two.zip(one).filter(|(two, one)| two != one)];
                let states = pairs.into_iter().flatten();
                let states = states.filter_map(|pair| self.talks().read_states.get(&pair));
                states
                    .map(|key| Subject::Row(Entity::MessageReadState, *key))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Puts rows into a list's order, each with what tells it apart.
    pub fn sorted(
        &self,
        table: Table,
        list: &List,
        subjects: Vec<Subject>,
        viewer: Option<Uuid>,
    ) -> Vec<(RowId, Subject)> {
        let mut rows: Vec<(Vec<Truth>, RowId, Subject)> = subjects
            .into_iter()
            .map(|subject| {
                let item = self.item(subject, viewer);
                let by = list.order.iter();
                let by = by.map(|order| self.truth(&item, &order.column)).collect();
                (by, self.id(table, &item), subject)
            })
            .collect();
        rows.sort_by(|(one, ..), (two, ..)| {
            let pairs = one.iter().zip(two).zip(&list.order);
            let mut compared = pairs.map(|((one, two), order)| {
                let ascending = one.order(two);
                if order.is_descending {
                    ascending.reverse()
                } else {
                    ascending
                }
            });
            compared
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        rows.into_iter()
            .map(|(_, id, subject)| (id, subject))
            .collect()
    }
}

/// The id in a column.
pub(super) fn id(row: &Row, column: &str) -> Option<Uuid> {
    match row.named(column) {
        Some(Value::Uuid(id)) => Some(id),
        _ => None,
    }
}
