//! What a walk goes by, through an API or its pages: the rows, who asks, and what was checked.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::dataset::{Dataset, RowId, Subject};
use super::description::{Description, List, Route, Rows, ShownTable, Table};
use super::finding::Viewer;
use super::steps::Part;
use crate::rng::Root;
use crate::schema::{Entity, encode};

/// What is checked together: what one kind of account asks for by one route.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Check {
    /// Whether it is a page that a browser visits.
    pub is_page: bool,
    /// Whose rows are shown.
    pub table: &'static str,
    /// The route.
    pub route: String,
    /// Whether admins ask.
    pub is_admin: bool,
}

/// How often something was checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checked {
    /// Requests, or visits.
    pub requests: u64,
    /// Rows that were compared with the generation.
    pub rows: u64,
}

/// The rows of a list, in its order, each with what tells it apart.
pub(super) type Ordered = Rc<[(RowId, Subject)]>;

/// What a walk goes by.
pub(super) struct Ground<'d> {
    pub(super) description: &'d Description,
    pub(super) dataset: &'d Dataset<'d>,
    requests: Cell<u64>,
    checks: RefCell<BTreeMap<Check, Checked>>,
    /// Lists of whole tables, by where their route is.
    whole: RefCell<BTreeMap<usize, Ordered>>,
    viewers: RefCell<BTreeMap<Root, Rc<Viewer>>>,
    nothing: OnceCell<ShownTable>,
}

impl<'d> Ground<'d> {
    pub(super) fn new(description: &'d Description, dataset: &'d Dataset<'d>) -> Self {
        Self {
            description,
            dataset,
            requests: Cell::new(0),
            checks: RefCell::default(),
            whole: RefCell::default(),
            viewers: RefCell::default(),
            nothing: OnceCell::new(),
        }
    }

    /// Requests, or visits, that were made.
    pub(super) fn requests(&self) -> u64 {
        self.requests.get()
    }

    /// Counts a request.
    pub(super) fn count(&self, check: Check) {
        self.requests.set(self.requests.get() + 1);
        self.checks.borrow_mut().entry(check).or_default().requests += 1;
    }

    /// Counts a row that was compared.
    pub(super) fn count_row(&self, check: Check) {
        self.checks.borrow_mut().entry(check).or_default().rows += 1;
    }

    /// What was checked, and how often.
    pub(super) fn checks(&self) -> Vec<(Check, Checked)> {
        self.checks.borrow().clone().into_iter().collect()
    }

    /// What answers show of a table's rows.
    pub(super) fn shown(&self, table: Table) -> &ShownTable {
        let shown = self.description.tables.get(&table);
        shown.unwrap_or_else(|| self.nothing.get_or_init(ShownTable::default))
    }

    /// The last row of a part, which is done at the end whatever was asked of it.
    pub(super) fn last_row(&self, part: &Part) -> u64 {
        let rows = self.dataset.len(&self.dataset.accounts());
        let last = part.rows.as_ref().map_or(rows, |rows| *rows.end());
        last.min(rows)
    }

    /// Who asks.
    pub(super) fn viewer(&self, root: Root) -> Rc<Viewer> {
        let mut viewers = self.viewers.borrow_mut();
        let viewer = viewers.entry(root).or_insert_with(|| {
            let account = self.dataset.account(root);
            let (label, email) =
                account.map_or_else(Default::default, |account| (account.label, account.email));
            Rc::new(Viewer {
                label,
                is_admin: root.is_admin(),
                email,
            })
        });
        Rc::clone(viewer)
    }

    /// The rows that are to be in a list, in its order.
    pub(super) fn due(
        &self,
        by: Root,
        route: &'d Route,
        list: &'d List,
        of: Option<Subject>,
    ) -> Ordered {
        let viewer = encode(Entity::User, by.key());
        let sorted = |subjects| -> Ordered {
            let sorted = self
                .dataset
                .sorted(route.table, list, subjects, Some(viewer));
            sorted.into()
        };
        match (list.rows, of) {
            (Rows::All, _) => {
                let place = std::ptr::from_ref(route).addr();
                let mut whole = self.whole.borrow_mut();
                let whole = whole.entry(place);
                Rc::clone(whole.or_insert_with(|| sorted(self.dataset.all(route.table))))
            }
            (Rows::Own, _) => {
                let shown = self.shown(route.table);
                sorted(self.dataset.owned(route.table, shown, by))
            }
            (Rows::OfConversation, Some(Subject::Talk(at))) => {
                sorted(self.dataset.of_conversation(route.table, at))
            }
            (Rows::Found, Some(subject)) => sorted(vec![subject]),
            _ => sorted(Vec::new()),
        }
    }
}
