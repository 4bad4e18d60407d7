//! The walk: every step in order, several at a time, and what was found.

mod list;
mod row;

use std::cell::RefCell;
use std::collections::BTreeSet;

use futures_util::future::{self, Either};
use futures_util::stream::{self, StreamExt as _};
use tokio::sync::Semaphore;

use super::client::Client;
use super::dataset::Dataset;
use super::description::{Description, Kind};
use super::finding::{Finding, Findings};
use super::ground::{Check, Checked, Ground};
use super::progress::{Progress, next};
use super::steps::{Due, Part, Step, Steps, What};
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::rng::Root;

/// Log-ins at a time, and how many accounts they may be ahead of the walk.
const LOG_INS: usize = 4;
const AHEAD: usize = 32;

/// Steps that are begun and not told of: the client sees to it that few requests are under way,
/// and a list of many pages holds up none of the steps behind it.
const BEGUN: usize = 256;

/// How the walk goes.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which part of the generation.
    pub part: Part,
    /// Whether the first finding ends it.
    pub is_over_at_first: bool,
}

/// Walks a part of a generation through an API, and tells `watch` how far it has come.
pub struct Walk<'d> {
    client: &'d Client<'d>,
    ground: Ground<'d>,
    /// Accounts whose log-in was told of.
    told: RefCell<BTreeSet<Root>>,
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
            ground: Ground::new(description, dataset),
            told: RefCell::default(),
            ahead: Semaphore::new(AHEAD),
        }
    }

    /// Takes every step; what was found is in `findings` from the moment it is known.
    ///
    /// # Errors
    /// [`ErrorKind::Unexpected`] where the API answers no longer.
    pub async fn run(
        &self,
        options: &Options,
        findings: &RefCell<Findings>,
        watch: impl FnMut(Progress),
    ) -> Result<()> {
        let routes: Vec<_> = self.ground.description.routes.iter().collect();
        let steps = Steps::new(&self.ground, &routes, &options.part);
        let walked = std::pin::pin!(self.walk(&steps, options, findings, watch));
        let ahead = std::pin::pin!(self.log_in_ahead(&steps));
        match future::select(walked, ahead).await {
            Either::Left((done, _)) => done,
            Either::Right(((), walked)) => walked.await,
        }
    }

    async fn walk(
        &self,
        steps: &Steps<'_, 'd>,
        options: &Options,
        findings: &RefCell<Findings>,
        mut watch: impl FnMut(Progress),
    ) -> Result<()> {
        let mut progress = Progress::default();
        // The last row while the API was there.
        let mut last = 0;
        // Where the API goes, what was begun ends at once, and what it had found is told of.
        let steps = steps.iter().take_while(|_| !self.client.is_gone());
        let taken = stream::iter(steps).map(|step| self.take(step));
        // In order: rows are done up to the last one, and the findings of two runs are alike.
        let mut taken = std::pin::pin!(taken.buffered(BEGUN));
        while let Some((row, found)) = next(&mut taken, || {
            progress.requests = self.ground.requests();
            watch(progress);
        })
        .await
        {
            let is_over = options.is_over_at_first && !found.is_empty();
            for finding in found {
                let mut findings = findings.borrow_mut();
                findings.note(finding, self.client.answered());
            }
            progress.row = progress.row.max(row);
            progress.requests = self.ground.requests();
            progress.findings = findings.borrow().count();
            watch(progress);
            if is_over {
                return Ok(());
            }
            if self.client.is_there() {
                last = progress.row;
            }
        }
        if self.client.is_gone() {
            let answered = self.client.answered();
            findings.borrow_mut().settle_without(answered);
            progress.findings = findings.borrow().count();
            progress.row = last;
            watch(progress);
            let message = format!("{} answers no longer", self.client.base());
            return Err(Error::new(ErrorKind::Unexpected, message)
                .hint("start it again, and look into its log"));
        }
        progress.row = self.ground.last_row(&options.part);
        watch(progress);
        Ok(())
    }

    /// Logs in the accounts that come next: a password is slow to be compared, on purpose, and
    /// there are other things to do meanwhile.
    async fn log_in_ahead(&self, steps: &Steps<'_, 'd>) {
        let accounts = stream::iter(steps.log_ins());
        let log_in = async |root: Root| {
            if let Ok(permit) = self.ahead.acquire().await {
                permit.forget();
            }
            let email = self.ground.viewer(root).email.clone();
            // Whoever comes to the account asks for the same session, and tells of it.
            let _ = self.client.log_in(root, &email).await;
        };
        accounts.for_each_concurrent(LOG_INS, log_in).await;
        future::pending::<()>().await;
    }

    /// What was checked, and how often.
    pub fn checks(&self) -> Vec<(Check, Checked)> {
        self.ground.checks()
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
}
