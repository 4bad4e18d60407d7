//! The walk over pages: a browser visits what is chosen, several tabs at a time, as everybody who
//! may see it, and as some who may not.

mod judge;
mod list;
mod people;
mod pictures;
mod visit;
mod words;

use std::cell::RefCell;
use std::path::PathBuf;

use futures_util::stream::{self, StreamExt as _};

use self::people::People;
use self::pictures::Pictures;
use self::words::Words;
use super::browser::{Browser, Probe};
use super::choice::Choice;
use super::client::base;
use super::dataset::{Dataset, Subject};
use super::description::{Description, Kind, Page, Route, Ui};
use super::finding::{Finding, Findings};
use super::ground::{Check, Checked, Ground};
use super::progress::{Progress, next};
use super::steps::{Due, Part, Step, Steps, What};
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::rng::Root;

/// How pages are visited.
#[derive(Debug, Clone)]
pub struct UiOptions {
    /// Which part of the generation.
    pub part: Part,
    /// Ordinary rows whose pages are visited, at most.
    pub sample: usize,
    /// Tabs at a time.
    pub tabs: usize,
    /// Whether the first finding ends it.
    pub is_over_at_first: bool,
    /// Where pictures of what is found are put; nowhere where nothing is said.
    pub pictures: Option<PathBuf>,
}

/// Visits pages, and tells how far it has come.
pub struct Visits<'d> {
    browser: &'d Browser,
    /// Where the pages are, without a slash at the end.
    base: String,
    ui: &'d Ui,
    ground: Ground<'d>,
    options: &'d UiOptions,
    people: People<'d>,
    pictures: Pictures,
    words: Words<'d>,
    /// The conversation of which all pages are visited.
    longest: Option<usize>,
}

impl<'d> Visits<'d> {
    /// Visits that have not begun, of the pages at `url`, by users who all have this password.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for what is no URL of a server, and for a description without pages;
    /// [`ErrorKind::Unexpected`] for pictures that have no place.
    pub fn new(
        browser: &'d Browser,
        url: &str,
        description: &'d Description,
        dataset: &'d Dataset<'d>,
        password: String,
        options: &'d UiOptions,
    ) -> Result<Self> {
        let base = base(url, "--ui")?;
        let Some(ui) = &description.ui else {
            let message = "the description says nothing of pages";
            let hint = "write [ui.log_in] and [[pages]] into it, or leave --ui out";
            return Err(Error::new(ErrorKind::Usage, message).hint(hint));
        };
        Ok(Self {
            people: People::new(browser, &base, &ui.log_in, password),
            pictures: Pictures::new(options.pictures.clone())?,
            words: Words::new(dataset),
            ground: Ground::new(description, dataset),
            longest: dataset.longest_talk(),
            browser,
            base,
            ui,
            options,
        })
    }

    /// The pages' address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// What was checked, and how often.
    pub fn checks(&self) -> Vec<(Check, Checked)> {
        self.ground.checks()
    }

    /// Visits the page with the log-in, and logs in as `root`: without that, there would be
    /// nothing but findings.
    ///
    /// # Errors
    /// [`ErrorKind::Unexpected`] where no page comes, [`ErrorKind::Invalid`] for a selector that
    /// is none, [`ErrorKind::Differs`] where nobody can log in.
    pub async fn begin(&self, root: Root, findings: &RefCell<Findings>) -> Result<()> {
        let probes: Vec<Probe> = self.ui.pages.iter().flat_map(list::probes).collect();
        for finding in self.first_look(root, &probes).await? {
            findings.borrow_mut().add(finding);
        }
        let email = self.ground.viewer(root).email.clone();
        match self.people.enter(root, &email).await? {
            Ok(visitor) => self.people.leave(root, visitor),
            Err(why) => {
                let page = format!("{}{}", self.base, self.ui.log_in.page);
                let message = format!("{email} cannot log in at {page}: {why}");
                let hint = "the pages must work on the database that is asked about, with the password of its last reset";
                return Err(Error::new(ErrorKind::Differs, message).hint(hint));
            }
        }
        Ok(())
    }

    /// Makes every visit; what was found is in `findings` from the moment it is known.
    ///
    /// # Errors
    /// [`ErrorKind::Unexpected`] where the browser ends, or a picture cannot be written.
    pub async fn run(
        &self,
        findings: &RefCell<Findings>,
        mut watch: impl FnMut(Progress),
    ) -> Result<()> {
        let routes: Vec<&Route> = self.ui.pages.iter().map(|page| &page.route).collect();
        let choice = Choice::of(self.ground.dataset, &routes, self.options.sample);
        let steps = Steps::new(&self.ground, &routes, &self.options.part).chosen(choice);
        let mut progress = Progress::default();
        let made = stream::iter(steps.iter()).map(|step| self.take(step));
        // In order, as requests are made.
        let mut made = std::pin::pin!(made.buffered(self.options.tabs.max(1)));
        while let Some(made) = next(&mut made, || {
            progress.requests = self.ground.requests();
            watch(progress);
        })
        .await
        {
            let (row, found) = made?;
            let is_over = self.options.is_over_at_first && !found.is_empty();
            for finding in found {
                findings.borrow_mut().add(finding);
            }
            progress.row = progress.row.max(row);
            progress.requests = self.ground.requests();
            progress.findings = findings.borrow().count();
            watch(progress);
            if is_over {
                return Ok(());
            }
        }
        progress.row = self.ground.last_row(&self.options.part);
        watch(progress);
        Ok(())
    }

    async fn take(&self, step: Step<'d>) -> Result<(u64, Vec<Finding>)> {
        let found = match step.what {
            // Whoever visits something logs in.
            What::LogIn => Vec::new(),
            What::Ask(route, of, due) => match self.page(route) {
                Some(page) => self.ask(step.by, page, of, due).await?,
                None => Vec::new(),
            },
        };
        Ok((step.row, found))
    }

    async fn ask(
        &self,
        by: Root,
        page: &'d Page,
        of: Option<Subject>,
        due: Due,
    ) -> Result<Vec<Finding>> {
        match (&page.route.kind, due) {
            (_, Due::Refused) => self.refused(by, page, of).await,
            (Kind::One, Due::Shown) => self.one(by, page, of).await,
            (Kind::List(list), Due::Shown) => self.list(by, page, list, of).await,
        }
    }

    fn page(&self, route: &Route) -> Option<&'d Page> {
        let mut pages = self.ui.pages.iter();
        pages.find(|page| std::ptr::eq(&raw const page.route, route))
    }
}
