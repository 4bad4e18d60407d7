//! The walk: every step in order, several at a time, and what was found.

mod about;
mod list;
mod row;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use futures_util::future;
use futures_util::stream::{self, StreamExt as _};
use tokio::sync::Semaphore;

use super::client::Client;
use super::dataset::{Dataset, RowId, Subject};
use super::description::{Description, Kind, ShownTable, Table};
use super::finding::{Finding, Findings, Viewer};
use super::steps::{Due, Part, Step, Steps, What};
use crate::rng::Root;

/// Log-ins at a time, and how many accounts they may be ahead of the walk.
const LOG_INS: usize = 4;
const AHEAD: usize = 32;

/// How the walk goes.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which part of the generation.
    pub part: Part,
    /// Requests at a time.
    pub concurrency: usize,
    /// Whether the first finding ends it.
    pub is_over_at_first: bool,
}

/// How far the walk has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are done, from the first one of all.
    pub row: u64,
    /// Requests that were made.
    pub requests: u64,
    /// Findings so far.
    pub findings: u64,
}

/// What is checked together: what one kind of account asks for by one route.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Check {
    /// Whose rows are shown.
    pub table: &'static str,
    /// The route.
    pub route: String,
    /// Whether admins ask.
    pub is_admin: bool,
}

/// The rows of a list, in its order, each with what tells it apart.
type Ordered = Rc<[(RowId, Subject)]>;

/// Walks a part of a generation through an API, and tells `watch` how far it has come.
pub struct Walk<'d> {
    client: &'d Client<'d>,
    description: &'d Description,
    dataset: &'d Dataset<'d>,
    requests: Cell<u64>,
    checks: RefCell<BTreeMap<Check, u64>>,
    /// Accounts whose log-in was told of.
    told: RefCell<BTreeSet<Root>>,
    /// Lists of whole tables, by the number of their route.
    whole: RefCell<BTreeMap<usize, Ordered>>,
    viewers: RefCell<BTreeMap<Root, Rc<Viewer>>>,
    nothing: OnceCell<ShownTable>,
    /// Accounts that may be logged in before they are come to.
    ahead: Semaphore,
}

impl<'d> Walk<'d> {
    /// A walk that has not begun.
    pub fn new(
        client: &'d Client<'d>,
        description: &'d Description,
        dataset: &'d Dataset<'d>,
    ) -> Self {
        Self {
            client,
            description,
            dataset,
            requests: Cell::new(0),
            checks: RefCell::default(),
            told: RefCell::default(),
            whole: RefCell::default(),
            viewers: RefCell::default(),
            nothing: OnceCell::new(),
            ahead: Semaphore::new(AHEAD),
        }
    }

    /// Takes every step; what was found is in `findings` from the moment it is known.
    pub async fn run(
        &self,
        options: &Options,
        findings: &RefCell<Findings>,
        watch: impl FnMut(Progress),
    ) {
        let steps = Steps::new(self.dataset, self.description, &options.part);
        let walked = std::pin::pin!(self.walk(&steps, options, findings, watch));
        let ahead = std::pin::pin!(self.log_in_ahead(&steps));
        future::select(walked, ahead).await;
    }

    async fn walk(
        &self,
        steps: &Steps<'d>,
        options: &Options,
        findings: &RefCell<Findings>,
        mut watch: impl FnMut(Progress),
    ) {
        let mut progress = Progress::default();
        let taken = stream::iter(steps.iter()).map(|step| self.take(step));
        // In order: rows are done up to the last one, and the findings of two runs are alike.
        let mut taken = std::pin::pin!(taken.buffered(options.concurrency.max(1)));
        while let Some((row, found)) = taken.next().await {
            let is_over = options.is_over_at_first && !found.is_empty();
            let mut findings = findings.borrow_mut();
            for finding in found {
                findings.add(finding);
            }
            progress.row = progress.row.max(row);
            progress.requests = self.requests.get();
            progress.findings = findings.count();
            drop(findings);
            watch(progress);
            if is_over {
                break;
            }
        }
    }

    /// Logs in the accounts that come next: a password is slow to be compared, on purpose, and
    /// there are other things to do meanwhile.
    async fn log_in_ahead(&self, steps: &Steps<'d>) {
        let accounts = stream::iter(steps.accounts_of_part());
        let log_in = async |root: Root| {
            if let Ok(permit) = self.ahead.acquire().await {
                permit.forget();
            }
            let email = self.viewer(root).email.clone();
            // Whoever comes to the account asks for the same session, and tells of it.
            let _ = self.client.log_in(root, &email).await;
        };
        accounts.for_each_concurrent(LOG_INS, log_in).await;
        future::pending::<()>().await;
    }

    /// What was checked, and with how many requests.
    pub fn checks(&self) -> Vec<(Check, u64)> {
        self.checks.borrow().clone().into_iter().collect()
    }

    async fn take(&self, step: Step<'d>) -> (u64, Vec<Finding>) {
        let found = match step.what {
            What::LogIn => {
                self.ahead.add_permits(1);
                self.log_in(step.by).await
            }
            What::Ask(route, subject, Due::Refused) => self.refused(step.by, route, subject).await,
            What::Ask(route, subject, Due::Shown) => match &route.kind {
                Kind::One => self.one(step.by, route, subject).await,
                Kind::List(list) => self.list(step.by, route, list, subject).await,
            },
        };
        (step.row, found)
    }

    fn shown(&self, table: Table) -> &ShownTable {
        let shown = self.description.tables.get(&table);
        shown.unwrap_or_else(|| self.nothing.get_or_init(ShownTable::default))
    }

    fn viewer(&self, root: Root) -> Rc<Viewer> {
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
}
