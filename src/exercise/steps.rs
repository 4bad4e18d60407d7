//! What there is to do, in order: whole lists first, then account by account, those first that are
//! most likely to break something.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::choice::{Choice, odd_accounts, odd_rows};
use super::dataset::{Dataset, Subject};
use super::description::{Audience, Kind, Route, Rows, Table};
use super::ground::Ground;
use crate::find::AccountKind;
use crate::rng::Root;
use crate::schema::{Entity, encode};

/// Of the accounts that are no personas, one in so many is asked for by strangers, and one in so
/// many searched for, whatever it is called.
const STRANGE: u64 = 16;
const SEARCHED: u64 = 64;

/// Of the ordinary rows that lists show, one in so many is asked for by itself.
const ALONE: u64 = 8;

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// What the route shows.
    Shown,
    /// A refusal.
    Refused,
}

/// One thing to do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'d> {
    /// The rows that are done once this is: they count from 1.
    pub(super) row: u64,
    /// Who does it.
    pub(super) by: Root,
    /// What it is.
    pub(super) what: What<'d>,
}

/// What a step does.
#[derive(Debug, Clone, Copy)]
pub(super) enum What<'d> {
    /// Logs in.
    LogIn,
    /// Asks for what a route shows: of a row, where it is about one.
    Ask(&'d Route, Option<Subject>, Due),
}

/// Which part of a generation is walked.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Rows, counted from 1 in the order of the walk; all where nothing is said.
    pub rows: Option<RangeInclusive<u64>>,
    /// Only routes that show these tables; all where there are none.
    pub only: Vec<Table>,
    /// Whether each row is asked for by itself: not only those that carry an edge case or are of a
    /// persona, those that are in no list, and some of the others.
    pub has_each: bool,
}

/// What an exercise does, in order.
pub(super) struct Steps<'s, 'd> {
    dataset: &'d Dataset<'d>,
    routes: Vec<&'d Route>,
    /// Whether every account logs in; otherwise those do that ask for something.
    has_log_ins: bool,
    ground: &'s Ground<'d>,
    /// The rows that are asked for by themselves; all where there is no choice.
    choice: Option<Choice>,
    rows: RangeInclusive<u64>,
    has_each: bool,
    accounts: Vec<Root>,
    /// Admins that take turns: the first ordinary one, and all personas.
    admins: Vec<Root>,
    /// Customers who ask for what is none of theirs.
    strangers: Vec<Root>,
    /// Accounts that are searched for, because they carry an edge case there that none before them
    /// does.
    odd: BTreeSet<Root>,
}

impl<'s, 'd> Steps<'s, 'd> {
    /// All steps of a part.
    pub(super) fn new(ground: &'s Ground<'d>, routes: &[&'d Route], part: &Part) -> Self {
        let dataset = ground.dataset;
        let accounts = dataset.accounts();
        let kind = |root: &Root| AccountKind::of(dataset.plan(), *root);
        let personas = accounts
            .iter()
            .filter(|root| kind(root) == AccountKind::Persona);
        let mut admins: Vec<Root> = personas.filter(|root| root.is_admin()).copied().collect();
        let ordinary = accounts
            .iter()
            .find(|root| root.is_admin() && kind(root) == AccountKind::Population);
        admins.extend(ordinary);
        // Whatever there is, where there is no ordinary one.
        if admins.is_empty() {
            admins.extend(accounts.iter().find(|root| root.is_admin()));
        }
        let customers = accounts.iter().filter(|root| !root.is_admin()).rev();
        let is_wanted = |table| part.only.is_empty() || part.only.contains(&table);
        Self {
            dataset,
            ground,
            choice: None,
            odd: odd_accounts(dataset, &accounts, routes),
            routes: routes
                .iter()
                .copied()
                .filter(|route| is_wanted(route.table))
                .collect(),
            has_log_ins: is_wanted(Table::USER),
            has_each: part.has_each,
            rows: part.rows.clone().unwrap_or(1..=u64::MAX),
            admins,
            strangers: customers.take(2).copied().collect(),
            accounts,
        }
    }

    /// The same, with none but these rows asked for by themselves.
    pub(super) fn chosen(mut self, choice: Choice) -> Self {
        self.choice = Some(choice);
        self
    }

    /// Whether an account's own lists are asked for.
    fn is_chosen(&self, root: Root) -> bool {
        self.choice
            .as_ref()
            .is_none_or(|choice| choice.lists.contains(&root))
    }

    /// The accounts that log in whatever they ask for, in the order in which they do.
    pub(super) fn log_ins(&self) -> impl Iterator<Item = Root> {
        let mut row = 0;
        self.accounts.iter().copied().filter(move |root| {
            let first = row + 1;
            row += self.rows_of(*root).len() as u64;
            self.has_log_ins && self.rows.contains(&first)
        })
    }

    /// The steps, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Step<'d>> {
        let mut row = 0;
        let below = self.accounts.iter().flat_map(move |root| {
            let rows = self.rows_of(*root);
            let first = row + 1;
            row += rows.len() as u64;
            if first > *self.rows.end() || row < *self.rows.start() {
                return Vec::new();
            }
            self.of_account(*root, first, &rows)
        });
        let lists = if *self.rows.start() <= 1 {
            self.whole_lists()
        } else {
            Vec::new()
        };
        lists.into_iter().chain(below)
    }

    fn rows_of(&self, root: Root) -> Vec<Subject> {
        let of = |entity| {
            let keys = self.dataset.keys(entity, root).into_iter();
            keys.map(move |key| Subject::Row(entity, key))
        };
        Entity::ALL.into_iter().flat_map(of).collect()
    }

    /// Lists of all rows of a table: as each of the admins, or as one of them where rows are
    /// chosen, and as somebody who may not see them.
    fn whole_lists(&self) -> Vec<Step<'d>> {
        let mut steps = Vec::new();
        let many = if self.choice.is_some() {
            1
        } else {
            self.admins.len()
        };
        for route in &self.routes {
            let Kind::List(list) = &route.kind else {
                continue;
            };
            if list.rows != Rows::All {
                continue;
            }
            let mut ask = |by: &Root, is_due: bool| {
                let due = if is_due { Due::Shown } else { Due::Refused };
                steps.push(Step {
                    row: 0,
                    by: *by,
                    what: What::Ask(route, None, due),
                });
            };
            // Who may not see all may still have a list of its own at the same path.
            let has_own = self.routes.iter().any(|other| {
                matches!(&other.kind, Kind::List(list) if list.rows == Rows::Own)
                    && other.get.path_alone() == route.get.path_alone()
            });
            for admin in self.admins.iter().take(many) {
                if route.to.admins || !has_own {
                    ask(admin, route.to.admins);
                }
            }
            if let (false, Some(stranger)) = (has_own, self.strangers.first()) {
                ask(stranger, route.to.customers);
            }
        }
        steps
    }

    fn of_account(&self, root: Root, first: u64, rows: &[Subject]) -> Vec<Step<'d>> {
        let mut steps = Vec::new();
        if self.rows.contains(&first) {
            if self.has_log_ins {
                steps.push(Step {
                    row: 0,
                    by: root,
                    what: What::LogIn,
                });
            }
            if self.is_chosen(root) {
                steps.extend(self.own_lists(root));
            }
            steps.extend(self.talks(root));
        }
        let kind = AccountKind::of(self.dataset.plan(), root);
        let is_persona = kind == AccountKind::Persona;
        let is_one_in = |many| is_persona || root.index().is_multiple_of(many);
        let is_searched = is_one_in(SEARCHED) || self.odd.contains(&root);
        let odd = odd_rows(self.dataset, root);
        let mut last = None;
        for (at, subject) in rows.iter().enumerate() {
            let row = first + at as u64;
            let Subject::Row(entity, key) = subject else {
                continue;
            };
            let is_first = last.replace(*entity) != Some(*entity);
            let choice = self.choice.as_ref();
            let is_chosen = choice.is_none_or(|choice| choice.has(*subject));
            if !self.rows.contains(&row) || !is_chosen {
                continue;
            }
            let table = Table::Stored(*entity);
            let routes = self.routes.iter().filter(|route| route.table == table);
            let is_alone = self.has_each
                || is_persona
                || row.is_multiple_of(ALONE)
                || odd.contains(&(*entity, *key))
                || !self.is_in_a_list(table);
            for route in routes {
                let turn = Turn {
                    number: row,
                    is_alone: !is_persona,
                    is_refused: is_first && is_one_in(STRANGE),
                };
                let is_asked = match &route.kind {
                    Kind::One => is_alone || turn.is_refused || self.choice.is_some(),
                    // Who searches looks at all rows, so that all searches would take for ever.
                    Kind::List(many) => many.rows == Rows::Found && is_searched,
                };
                if is_asked {
                    self.one(route, *subject, turn, &mut steps);
                }
            }
            // Whatever is asked of it, the row is done.
            if let Some(step) = steps.last_mut() {
                step.row = row;
            }
        }
        steps
    }

    /// Whether there is a list in which all rows of a table are.
    fn is_in_a_list(&self, table: Table) -> bool {
        let mut routes = self.routes.iter().filter(|route| route.table == table);
        routes.any(|route| match &route.kind {
            Kind::List(list) => matches!(list.rows, Rows::All | Rows::OfConversation),
            Kind::One => false,
        })
    }

    /// The lists of what is one's own.
    fn own_lists(&self, root: Root) -> impl Iterator<Item = Step<'d>> {
        let is_own = move |route: &&&'d Route| {
            let may = if root.is_admin() {
                route.to.admins
            } else {
                route.to.customers
            };
            may && matches!(&route.kind, Kind::List(list) if list.rows == Rows::Own)
        };
        self.routes.iter().filter(is_own).map(move |route| Step {
            row: 0,
            by: root,
            what: What::Ask(route, None, Due::Shown),
        })
    }

    /// Conversations of a customer, and of an admin those whose customer has gone: once each.
    fn talks(&self, root: Root) -> Vec<Step<'d>> {
        let own = encode(Entity::User, root.key());
        let is_persona = AccountKind::of(self.dataset.plan(), root) == AccountKind::Persona;
        let mut steps = Vec::new();
        for (number, at) in self.dataset.talks_of(own).iter().enumerate() {
            let talk = self.dataset.talk(*at);
            let choice = self.choice.as_ref();
            let is_chosen = choice.is_none_or(|choice| choice.has(Subject::Talk(*at)));
            if talk.customer.or(talk.other) != Some(own) || !is_chosen {
                continue;
            }
            let is_about = |route: &&&'d Route| match &route.kind {
                Kind::One => route.table == Table::Conversation,
                Kind::List(list) => list.rows == Rows::OfConversation,
            };
            for route in self.routes.iter().filter(is_about) {
                let turn = Turn {
                    number: number as u64,
                    // The conversation itself each side sees in its own way.
                    is_alone: !is_persona && route.table != Table::Conversation,
                    is_refused: number == 0,
                };
                self.one(route, Subject::Talk(*at), turn, &mut steps);
            }
        }
        steps
    }

    /// A row, as one of the admins and as those whose it is, or as one of these, by turns; and now
    /// and then as somebody who may not see it.
    fn one(&self, route: &'d Route, subject: Subject, turn: Turn, steps: &mut Vec<Step<'d>>) {
        let mut ask = |by: Root, due| {
            steps.push(Step {
                row: 0,
                by,
                what: What::Ask(route, Some(subject), due),
            });
        };
        let Audience {
            admins,
            owners: to_owners,
            customers,
        } = route.to;
        let table = match subject {
            Subject::Row(entity, _) => Table::Stored(entity),
            Subject::Talk(_) => Table::Conversation,
        };
        let item = self.dataset.item(subject, None);
        let owners = self.dataset.owners(self.ground.shown(table), &item);
        let owners: Vec<Root> = owners.into_iter().collect();
        let mut viewers = Vec::new();
        if admins && !self.admins.is_empty() {
            viewers.push(self.admins[turn.number as usize % self.admins.len()]);
        }
        if to_owners {
            viewers.extend(&owners);
        }
        viewers.dedup();
        if turn.is_alone && !viewers.is_empty() {
            viewers = vec![viewers[turn.number as usize % viewers.len()]];
        }
        for viewer in viewers {
            ask(viewer, Due::Shown);
        }
        if turn.is_refused && !to_owners && !customers {
            let owners = owners.iter().filter(|owner| !owner.is_admin());
            owners.for_each(|owner| ask(*owner, Due::Refused));
        }
        let stranger = self.strangers.iter().find(|root| !owners.contains(root));
        if let (true, false, Some(stranger)) = (turn.is_refused, customers, stranger) {
            ask(*stranger, Due::Refused);
        }
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy)]
struct Turn {
    /// The row's number, by which admins and owners take turns.
    number: u64,
    /// Whether one looks at it, and not everybody who may: those others look at other rows.
    is_alone: bool,
    /// Whether somebody asks who may not see it.
    is_refused: bool,
}
