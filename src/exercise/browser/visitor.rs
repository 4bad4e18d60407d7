//! Somebody who visits pages: logs in, goes from page to page, and looks.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chromiumoxide::cdp::js_protocol::runtime::ExecutionContextId;
use serde_json::json;
use tokio::time::timeout;

use super::connection::{Connection, Failure};
use super::problem::Problem;
use super::seen::{Answer, Probe, Question, SCRIPT, Shown};
use super::tab::{Context, Tab, WIDTHS};
use crate::error::{Error, Kind, Result, printable};

/// How long a visit may take, unless [`Visitor::within`] says otherwise.
const LIMIT: Duration = Duration::from_secs(30);

/// How many times a page may turn into another one while it is looked at.
const TURNS: usize = 5;

const FORM: &str = include_str!("form.js");

/// A form by which people log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogIn {
    /// The address of the page that has it.
    pub page: String,
    /// The field of the e-mail address, as a CSS selector.
    pub email: String,
    /// The field of the password.
    pub password: String,
    /// The button that submits it.
    pub submit: String,
}

/// Where a form led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landed {
    /// The address, after all redirects.
    pub url: String,
    /// The status of that page; none where it came without a request.
    pub status: Option<u16>,
}

/// What a visitor saw of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Where the visit ended, after all redirects.
    pub url: String,
    /// The status of that page; none where no answer came.
    pub status: Option<u16>,
    /// For each probe the texts that matched, in the order of the document; none where no page
    /// came.
    pub seen: Vec<Vec<Shown>>,
    /// What is wrong with the page, first what happened, in its order, then what its surface shows.
    pub problems: Vec<Problem>,
}

/// Somebody with cookies of their own, in one tab of the browser.
///
/// Any number of them visit pages at the same time. Whoever has visited something is gone with the
/// value, and their cookies with the last one that shares them.
#[derive(Debug)]
pub struct Visitor {
    context: Arc<Context>,
    /// The tab; one that something went wrong with is closed, and the next visit opens another.
    tab: Option<Tab>,
    limit: Duration,
}

impl Visitor {
    pub(super) async fn enter(connection: Connection) -> Result<Self> {
        let context = Arc::new(Context::create(connection).await?);
        let tab = Tab::open(Arc::clone(&context)).await?;
        Ok(Self {
            context,
            tab: Some(tab),
            limit: LIMIT,
        })
    }

    /// The same visitor with another limit of time, for each visit, log-in and picture.
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Another tab of the same visitor: it shares the cookies, and visits at the same time.
    pub async fn another_tab(&self) -> Result<Self> {
        Ok(Self {
            context: Arc::clone(&self.context),
            tab: Some(Tab::open(Arc::clone(&self.context)).await?),
            limit: self.limit,
        })
    }

    /// Fills in a form as a person would, by typing, and submits it.
    ///
    /// An error where the page or a field is not there, where the form takes no such values, and
    /// where submitting leads nowhere in time. A password that is not accepted is no error: the
    /// page says where that leads.
    pub async fn log_in(&mut self, form: &LogIn, email: &str, password: &str) -> Result<Landed> {
        let limit = self.limit;
        let tab = self.take_tab().await?;
        let (tab, landed) = within(limit, &form.page, log_in(tab, form, email, password)).await?;
        self.tab = Some(tab);
        Ok(landed)
    }

    /// Visits a page and looks at it, at 1280 and at 360 CSS pixels.
    ///
    /// A page with a status of 400 or more is a page, and one that does not come is a visit with a
    /// failed request. An error where the page is not there in time, a selector is none, or
    /// the browser ended; the message names the address.
    pub async fn visit(&mut self, url: &str, probes: &[Probe]) -> Result<Visit> {
        let limit = self.limit;
        let tab = self.take_tab().await?;
        let (tab, visit) = within(limit, url, visit(tab, url, probes)).await?;
        self.tab = tab;
        Ok(visit)
    }

    /// What the last visit shows, at 1280 by 800 CSS pixels, as PNG.
    pub async fn screenshot(&mut self) -> Result<Vec<u8>> {
        let limit = self.limit;
        let mut tab = self.take_tab().await?;
        let url = tab.watch.url().to_owned();
        let picture = async {
            let picture = tab.picture().await?;
            Ok((tab, picture))
        };
        let (tab, picture) = within(limit, &url, picture).await?;
        self.tab = Some(tab);
        Ok(picture)
    }

    /// The tab, which is given back only by what succeeds.
    async fn take_tab(&mut self) -> Result<Tab> {
        match self.tab.take() {
            Some(tab) => Ok(tab),
            None => Tab::open(Arc::clone(&self.context)).await,
        }
    }
}

/// Does something with a page, which must not take longer than that.
async fn within<T>(
    limit: Duration,
    url: &str,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T> {
    match timeout(limit, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(failure)) => {
            let cause = Error::from(failure);
            let message = format!("visiting {url}: {cause}");
            Err(Error::new(cause.kind(), message).because(cause))
        }
        Err(_) => {
            let message = format!("{url} was not there after {limit:?}");
            Err(Error::new(Kind::Unexpected, message))
        }
    }
}

/// Visits a page. The tab comes back unless the page did not.
async fn visit(mut tab: Tab, url: &str, probes: &[Probe]) -> Result<(Option<Tab>, Visit), Failure> {
    if let Some(reason) = tab.go(url).await? {
        // The browser is about to show a page of its own instead.
        let failed = Problem::FailedRequest {
            url: url.to_owned(),
            reason,
        };
        let visit = Visit {
            url: url.to_owned(),
            status: tab.watch.status(),
            seen: probes.iter().map(|_| Vec::new()).collect(),
            problems: vec![failed],
        };
        return Ok((None, visit));
    }
    let (mut wide, mut narrow) = look_at_both_widths(&mut tab, probes).await?;
    let mut problems = tab.watch.take_problems();
    problems.extend(wide.problems());
    problems.extend(narrow.problems());
    let visit = Visit {
        url: tab.watch.url().to_owned(),
        status: tab.watch.status(),
        seen: wide.seen,
        problems,
    };
    Ok((Some(tab), visit))
}

/// Looks at the page that is shown; where that turns into another one meanwhile, at that.
async fn look_at_both_widths(tab: &mut Tab, probes: &[Probe]) -> Result<(Answer, Answer), Failure> {
    for _ in 0..TURNS {
        tab.wait().await?;
        let page = tab.watch.commits();
        let wide = look(tab, probes, true).await?;
        tab.set_width(WIDTHS[1]);
        let narrow = look(tab, &[], false).await?;
        tab.set_width(WIDTHS[0]);
        let is_there = tab.watch.commits() == page && tab.watch.world().is_some();
        if let (true, Some(wide), Some(narrow)) = (is_there, wide, narrow) {
            return Ok((wide, narrow));
        }
    }
    let message = format!("it turned into another page {TURNS} times");
    Err(Failure::Ended(Error::new(Kind::Unexpected, message)))
}

/// Looks at a page once. `None` where that went away meanwhile.
async fn look(tab: &mut Tab, probes: &[Probe], words: bool) -> Result<Option<Answer>, Failure> {
    let world = tab.wait().await?;
    let page = tab.watch.commits();
    let answer = match tab.ask(world, SCRIPT, &Question { probes, words }).await {
        Ok(answer) => answer,
        Err(Failure::Refused(_)) => {
            if tab.watch.commits() == page {
                tab.watch.wait_for_next();
            }
            return Ok(None);
        }
        Err(ended) => return Err(ended),
    };
    serde_json::from_str(&answer).map(Some).map_err(|error| {
        let message = "what was seen cannot be read";
        Failure::Ended(Error::new(Kind::Unexpected, message).because(error))
    })
}

async fn log_in(
    mut tab: Tab,
    form: &LogIn,
    email: &str,
    password: &str,
) -> Result<(Tab, Landed), Failure> {
    if let Some(reason) = tab.go(&form.page).await? {
        return Err(in_the_way(&reason));
    }
    let world = tab.wait().await?;
    for (field, text) in [(&form.email, email), (&form.password, password)] {
        step(&mut tab, world, field, false).await?;
        tab.type_text(text).await?;
    }
    tab.watch.begin();
    tab.watch.expect_anything();
    step(&mut tab, world, &form.submit, true).await?;
    tab.wait().await?;
    let landed = Landed {
        url: tab.watch.url().to_owned(),
        status: tab.watch.status(),
    };
    Ok((tab, landed))
}

async fn step(
    tab: &mut Tab,
    world: ExecutionContextId,
    selector: &str,
    press: bool,
) -> Result<(), Failure> {
    let step = json!({ "selector": selector, "press": press });
    let answer = tab.ask(world, FORM, &step).await?;
    if answer.is_empty() {
        Ok(())
    } else {
        Err(in_the_way(&answer))
    }
}

fn in_the_way(what: &str) -> Failure {
    Failure::Ended(Error::new(Kind::Unexpected, printable(what)))
}
