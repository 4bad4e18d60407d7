//! The walk: every step in order, several at a time, and what was found.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use futures_util::future;
use futures_util::stream::{self, StreamExt as _};
use tokio::sync::Semaphore;

use super::answer::Answer;
use super::client::{Client, NoSession, Response, Unanswered};
use super::dataset::{Dataset, RowId, Subject};
use super::description::{Description, Kind, List, PageAsked, Route, Rows, ShownTable, Table};
use super::finding::{Asked, Fault, Finding, FindingKind, Findings, Viewer, carried};
use super::judge;
use super::steps::{Due, Part, Step, Steps, What};
use crate::find::RowName;
use crate::rng::Root;
use crate::schema::{Entity, encode};

/// Pages that a list may have beyond those that its rows fill: for what the API has made itself.
const MORE_PAGES: usize = 50;

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

/// Walks a part of a generation through an API, and tells `watch` how far it has come.
pub struct Walk<'d> {
    client: &'d Client<'d>,
    description: &'d Description,
    dataset: &'d Dataset<'d>,
    requests: Cell<u64>,
    checks: RefCell<BTreeMap<Check, u64>>,
    /// Accounts whose log-in was told of.
    told: RefCell<BTreeSet<Root>>,
    /// Whole lists in their order, by the number of their route.
    whole: RefCell<BTreeMap<usize, Rc<[(RowId, Subject)]>>>,
    viewers: RefCell<BTreeMap<Root, Rc<Viewer>>>,
    nobody: OnceCell<ShownTable>,
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
            nobody: OnceCell::new(),
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
            found.into_iter().for_each(|finding| findings.add(finding));
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

    async fn log_in(&self, by: Root) -> Vec<Finding> {
        let viewer = self.viewer(by);
        let about = About {
            walk: self,
            route: format!("POST {}", self.description.log_in.post),
            table: Table::Stored(Entity::User),
            asked: Asked {
                method: "POST",
                path: self.description.log_in.post.clone(),
                by: (*viewer).clone(),
            },
        };
        let subject = Subject::Row(Entity::User, by.key());
        self.count(&about);
        let body = match self.client.log_in(by, &viewer.email).await {
            Ok(body) => body,
            Err(_) if !self.told.borrow_mut().insert(by) => return Vec::new(),
            Err(NoSession::Refused(response)) => {
                return vec![about.finding(Some(subject), status(&response, "a session"))];
            }
            Err(NoSession::NoAnswer(why)) => {
                return vec![about.finding(Some(subject), silence(&why.0))];
            }
        };
        let Some(answer) = Answer::read(&body) else {
            return Vec::new();
        };
        let item = self.dataset.item(subject, None);
        let faults = judge::row(
            self.dataset,
            &self.description.log_in.values,
            &item,
            &answer,
        );
        let faults = faults.into_iter();
        faults
            .map(|fault| about.finding(Some(subject), fault))
            .collect()
    }

    /// What somebody is answered; a finding where there is no answer.
    async fn ask(
        &self,
        about: &About<'_, 'd>,
        by: Root,
        subject: Option<Subject>,
    ) -> Result<Response, Vec<Finding>> {
        self.count(about);
        let email = &about.asked.by.email;
        match self.client.get(by, email, &about.asked.path).await {
            Ok(response) => Ok(response),
            // That is a finding of its own, once.
            Err(Unanswered::NoSession) => Err(Box::pin(self.log_in(by)).await),
            Err(Unanswered::NoAnswer(why)) => Err(vec![about.finding(subject, silence(&why.0))]),
        }
    }

    async fn refused(&self, by: Root, route: &'d Route, subject: Option<Subject>) -> Vec<Finding> {
        let about = self.about(by, route, subject, &PageAsked::default());
        let response = match self.ask(&about, by, subject).await {
            Ok(response) => response,
            Err(findings) => return findings,
        };
        if route.refusals.contains(&response.status) {
            return Vec::new();
        }
        let kind = match response.status {
            500.. => FindingKind::ServerError,
            200..300 => FindingKind::Admitted,
            _ => FindingKind::Refused,
        };
        let codes: Vec<String> = route.refusals.iter().map(u16::to_string).collect();
        let fault = Fault {
            kind,
            at: String::new(),
            due: codes.join(" or "),
            found: response.status.to_string(),
        };
        vec![about.finding(subject, fault)]
    }

    async fn one(&self, by: Root, route: &'d Route, subject: Option<Subject>) -> Vec<Finding> {
        let Some(subject) = subject else {
            return Vec::new();
        };
        let about = self.about(by, route, Some(subject), &PageAsked::default());
        let response = match self.ask(&about, by, Some(subject)).await {
            Ok(response) => response,
            Err(findings) => return findings,
        };
        if !response.is_success() {
            return vec![about.finding(Some(subject), status(&response, "200"))];
        }
        let Some(answer) = Answer::read(&response.body) else {
            return vec![about.finding(Some(subject), unreadable("JSON", &response.body))];
        };
        self.judged(&about, by, subject, &answer)
    }

    /// The findings of what an answer shows of a row.
    fn judged(
        &self,
        about: &About<'_, 'd>,
        by: Root,
        subject: Subject,
        answer: &Answer<'_>,
    ) -> Vec<Finding> {
        let viewer = encode(Entity::User, by.key());
        let item = self.dataset.item(subject, Some(viewer));
        let faults = judge::row(self.dataset, &self.shown(about.table).values, &item, answer);
        let faults = faults.into_iter();
        faults
            .map(|fault| about.finding(Some(subject), fault))
            .collect()
    }

    async fn list(
        &self,
        by: Root,
        route: &'d Route,
        list: &'d List,
        of: Option<Subject>,
    ) -> Vec<Finding> {
        let due = self.due(by, route, list, of);
        let mut rows = judge::Rows::new(
            route.table,
            self.shown(route.table),
            &due,
            list.rows == Rows::Found,
        );
        let wanted = match of {
            Some(subject) if list.rows == Rows::Found => Some(
                due.iter()
                    .find(|(_, due)| *due == subject)
                    .map(|(id, _)| *id),
            ),
            _ => None,
        };
        let mut page = PageAsked::default();
        let mut findings = Vec::new();
        let most = list.page.map_or(1, |page| due.len() / page + MORE_PAGES);
        for number in 1.. {
            let about = self.about(by, route, of, &page);
            let response = match self.ask(&about, by, of).await {
                Ok(response) => response,
                Err(more) => {
                    findings.extend(more);
                    return findings;
                }
            };
            if !response.is_success() {
                findings.push(about.finding(of, status(&response, "200")));
                return findings;
            }
            let read = Answer::read(&response.body);
            let items = read.as_ref().and_then(|answer| answer.items(&list.items));
            let (Some(read), Some(items)) = (read, items) else {
                findings.push(about.finding(of, unreadable("a list", &response.body)));
                return findings;
            };
            for item in &items {
                let answer = Answer::of(item);
                if let Some(subject) = rows.note(&answer) {
                    findings.extend(self.judged(&about, by, subject, &answer));
                }
            }
            if let Some(most) = list.page.filter(|most| items.len() > *most) {
                findings.push(about.finding(
                    of,
                    paging(&format!("at most {most} rows"), &format!("{}", items.len())),
                ));
            }
            if wanted.flatten().is_some_and(|wanted| rows.has(&wanted)) {
                return findings;
            }
            page.offset += items.len();
            let next = match &list.next {
                Some(next) => read.text(next),
                None if route.get.is_by_offset() && list.page == Some(items.len()) => {
                    Some(String::new())
                }
                None => None,
            };
            let Some(next) = next else {
                findings.extend(self.of_whole(&about, &rows, wanted, of));
                return findings;
            };
            if number > most || (!next.is_empty() && next == page.cursor) {
                findings.push(
                    about.finding(of, paging("an end", &format!("none after {number} pages"))),
                );
                return findings;
            }
            page.cursor = next;
        }
        findings
    }

    /// The findings of a list that has come to its end.
    fn of_whole(
        &self,
        about: &About<'_, 'd>,
        rows: &judge::Rows<'_>,
        wanted: Option<Option<RowId>>,
        of: Option<Subject>,
    ) -> Vec<Finding> {
        let mut faults: Vec<(Option<Subject>, Fault)> = rows.faults();
        if wanted.is_some() {
            // It would have been found before the end.
            faults.push((
                of,
                Fault {
                    kind: FindingKind::RowMissing,
                    at: String::new(),
                    due: "the row is found".to_owned(),
                    found: "it is not".to_owned(),
                },
            ));
        }
        let faults = faults.into_iter();
        faults
            .map(|(subject, fault)| about.finding(subject.or(of), fault))
            .collect()
    }

    /// The rows that are to be in a list, in its order.
    fn due(
        &self,
        by: Root,
        route: &'d Route,
        list: &'d List,
        of: Option<Subject>,
    ) -> Rc<[(RowId, Subject)]> {
        let viewer = encode(Entity::User, by.key());
        let sorted = |subjects| {
            self.dataset
                .sorted(route.table, list, subjects, Some(viewer))
        };
        match (list.rows, of) {
            (Rows::All, _) => {
                let number = self
                    .description
                    .routes
                    .iter()
                    .position(|other| std::ptr::eq(other, route));
                let number = number.unwrap_or_default();
                if let Some(whole) = self.whole.borrow().get(&number) {
                    return Rc::clone(whole);
                }
                let whole: Rc<[_]> = sorted(self.dataset.all(route.table)).into();
                self.whole.borrow_mut().insert(number, Rc::clone(&whole));
                whole
            }
            (Rows::Own, _) => {
                sorted(self.dataset.owned(route.table, self.shown(route.table), by)).into()
            }
            (Rows::OfConversation, Some(Subject::Talk(at))) => {
                sorted(self.dataset.of_conversation(route.table, at)).into()
            }
            (Rows::Found, Some(subject)) => sorted(vec![subject]).into(),
            _ => Vec::new().into(),
        }
    }

    fn shown(&self, table: Table) -> &ShownTable {
        let shown = self.description.tables.get(&table);
        shown.unwrap_or_else(|| self.nobody.get_or_init(ShownTable::default))
    }

    fn count(&self, about: &About<'_, 'd>) {
        self.requests.set(self.requests.get() + 1);
        let check = Check {
            table: about.table.name(),
            route: about.route.clone(),
            is_admin: about.asked.by.is_admin,
        };
        *self.checks.borrow_mut().entry(check).or_default() += 1;
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

    fn about(
        &self,
        by: Root,
        route: &'d Route,
        of: Option<Subject>,
        page: &PageAsked,
    ) -> About<'_, 'd> {
        let item = of.map(|subject| self.dataset.item(subject, None));
        let path = route.get.path(page, &mut |column| {
            let truth = self.dataset.truth(item.as_ref()?, column);
            truth.text().map(std::borrow::Cow::into_owned)
        });
        About {
            walk: self,
            route: format!("GET {}", route.get),
            table: route.table,
            asked: Asked {
                method: "GET",
                path,
                by: (*self.viewer(by)).clone(),
            },
        }
    }
}

/// What a finding is about.
struct About<'w, 'd> {
    walk: &'w Walk<'d>,
    route: String,
    table: Table,
    asked: Asked,
}

impl About<'_, '_> {
    fn finding(&self, subject: Option<Subject>, fault: Fault) -> Finding {
        let dataset = self.walk.dataset;
        let item = subject.map(|subject| dataset.item(subject, None));
        let root = match subject {
            Some(Subject::Row(_, key)) => Some(key.root),
            Some(Subject::Talk(at)) => dataset.talk(at).root(),
            None => None,
        };
        let (account, cases) = root.map_or_else(Default::default, |root| {
            let entity = match subject {
                Some(Subject::Row(entity, _)) => entity,
                _ => Entity::Message,
            };
            carried(dataset, entity.name(), root)
        });
        let row = item.map(|item| match &item {
            super::dataset::Item::Row(row) => RowName::of(row).to_string(),
            super::dataset::Item::Talk(at, _) => dataset.talk(*at).to_string(),
        });
        Finding {
            fault,
            route: self.route.clone(),
            table: self.table.name(),
            row,
            account,
            cases,
            asked: self.asked.clone(),
        }
    }
}

/// A status that is no success.
fn status(response: &Response, due: &str) -> Fault {
    let kind = if response.status >= 500 {
        FindingKind::ServerError
    } else {
        FindingKind::Refused
    };
    Fault {
        kind,
        at: String::new(),
        due: due.to_owned(),
        found: format!(
            "{} {}",
            response.status,
            crate::find::shown(Some(&response.body))
        ),
    }
}

fn silence(why: &str) -> Fault {
    Fault {
        kind: FindingKind::NoAnswer,
        at: String::new(),
        due: "an answer".to_owned(),
        found: why.to_owned(),
    }
}

fn unreadable(due: &str, body: &str) -> Fault {
    Fault {
        kind: FindingKind::Unreadable,
        at: String::new(),
        due: due.to_owned(),
        found: crate::find::shown(Some(body)),
    }
}

fn paging(due: &str, found: &str) -> Fault {
    Fault {
        kind: FindingKind::Paging,
        at: String::new(),
        due: due.to_owned(),
        found: found.to_owned(),
    }
}
