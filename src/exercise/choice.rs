//! What is odd, and so asked for by itself: the rows whose pages a browser visits, and some of the
//! others, and the accounts that are searched for.

use std::collections::BTreeSet;

use super::dataset::{Dataset, Subject};
use super::description::{Column, Kind, Route, Rows, Table};
use crate::find::{AccountKind, Look, place};
use crate::rng::{Origin, Root, RowKey};
use crate::schema::{Entity, decode, encode};

/// Admins, and customers, whose own lists are visited beside those of personas.
const LISTS: usize = 8;

/// Rows that are chosen from a generation.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// The accounts whose own lists are asked for.
    pub(super) lists: BTreeSet<Root>,
    /// Those of which every row is chosen.
    accounts: BTreeSet<Root>,
    rows: BTreeSet<(Entity, RowKey)>,
    talks: BTreeSet<usize>,
}

impl Choice {
    /// All that personas have, every row that carries an edge case, the longest conversation, and
    /// of the other rows that `routes` show an even sample, of `sample` rows at most.
    pub(super) fn of(dataset: &Dataset<'_>, routes: &[&Route], sample: usize) -> Self {
        let mut choice = Self::default();
        let accounts = dataset.accounts();
        for root in &accounts {
            let kind = AccountKind::of(dataset.plan(), *root);
            if kind == AccountKind::Persona {
                choice.accounts.insert(*root);
                choice.add_talks(dataset, *root);
            }
            choice.add_odd_rows(dataset, *root);
        }
        choice.add_lists(&accounts);
        choice.talks.extend(dataset.longest_talk());
        choice.add_sample(dataset, &accounts, routes, sample);
        choice
    }

    /// Whether a row or a conversation is one of them.
    pub(super) fn has(&self, subject: Subject) -> bool {
        match subject {
            Subject::Row(entity, key) => {
                self.accounts.contains(&key.root) || self.rows.contains(&(entity, key))
            }
            Subject::Talk(at) => self.talks.contains(&at),
        }
    }

    /// Own lists of personas, of an ordinary admin, with whom most conversations are, and of some
    /// of each kind of the others: specimens come before ordinary accounts.
    fn add_lists(&mut self, accounts: &[Root]) {
        self.lists.extend(&self.accounts);
        let is_ordinary = |root: &&Root| root.origin() == Origin::Admins;
        self.lists.extend(accounts.iter().find(is_ordinary));
        for is_admin in [true, false] {
            let others = accounts.iter().filter(|root| root.is_admin() == is_admin);
            let others = others.filter(|root| !self.accounts.contains(root));
            let some: Vec<Root> = others.take(LISTS).copied().collect();
            self.lists.extend(some);
        }
    }

    fn add_talks(&mut self, dataset: &Dataset<'_>, root: Root) {
        let account = encode(Entity::User, root.key());
        self.talks.extend(dataset.talks_of(account));
    }

    fn add_odd_rows(&mut self, dataset: &Dataset<'_>, root: Root) {
        let odd = odd_rows(dataset, root);
        if odd.iter().any(|(entity, _)| *entity == Entity::Message) {
            self.add_talks(dataset, root);
        }
        self.rows.extend(odd);
    }

    /// From each table as many rows as from the others, at equal distances.
    fn add_sample(
        &mut self,
        dataset: &Dataset<'_>,
        accounts: &[Root],
        routes: &[&Route],
        sample: usize,
    ) {
        let tables = routes
            .iter()
            .filter_map(|route| match (&route.kind, route.table) {
                (Kind::One, Table::Stored(entity)) => Some(entity),
                _ => None,
            });
        let tables: BTreeSet<Entity> = tables.collect();
        for (number, entity) in tables.iter().enumerate() {
            let keys = accounts
                .iter()
                .flat_map(|root| dataset.keys(*entity, *root));
            let keys = keys.filter(|key| !self.has(Subject::Row(*entity, *key)));
            let keys: Vec<RowKey> = keys.collect();
            // What does not divide evenly goes to the first tables.
            let wanted = (sample + tables.len() - 1 - number) / tables.len();
            let wanted = wanted.min(keys.len());
            let places = (0..wanted).map(|at| at * keys.len() / wanted);
            self.rows.extend(places.map(|at| (*entity, keys[at])));
        }
    }
}

/// The rows of an account in which its edge cases show.
pub(super) fn odd_rows(dataset: &Dataset<'_>, root: Root) -> BTreeSet<(Entity, RowKey)> {
    let looks = dataset.plan().carried(root).iter();
    let looks = looks.map(|carried| Look::at(dataset.reader(), root, carried));
    let ids = looks.flat_map(|look| look.row.into_iter().flat_map(|row| row.ids));
    ids.filter_map(|id| decode(id).ok()).collect()
}

/// Of the accounts the first for each edge case of a column that a search asks for.
pub(super) fn odd_accounts(
    dataset: &Dataset<'_>,
    accounts: &[Root],
    routes: &[&Route],
) -> BTreeSet<Root> {
    let is_search =
        |route: &&&Route| matches!(&route.kind, Kind::List(list) if list.rows == Rows::Found);
    let columns: Vec<Column> = routes
        .iter()
        .filter(is_search)
        .flat_map(|route| route.get.columns().map(|path| path.last))
        .collect();
    let is_searched = |entity: Entity, column| {
        let position = entity.table().position(column);
        position.is_some_and(|at| columns.contains(&Column::Stored(entity, at)))
    };
    let mut seen = BTreeSet::new();
    let is_first = |root: &&Root| {
        let mut is_first = false;
        for (facet, case) in dataset.plan().carried(**root) {
            let (entity, places) = place(*facet, case, **root);
            let mut places = places.into_iter();
            if places.any(|column| is_searched(entity, column)) {
                is_first |= seen.insert((*facet, case.id));
            }
        }
        is_first
    };
    accounts.iter().filter(is_first).copied().collect()
}
