//! One visit: who goes, what comes, and what is wrong with it.

use super::{Visits, judge, list};
use crate::error::{Error, Kind, Result, printable};
use crate::exercise::about::{About, whole};
use crate::exercise::browser::{Probe, Problem, Visit, Visitor};
use crate::exercise::dataset::Subject;
use crate::exercise::description::{Kind as RouteKind, Page, Rows};
use crate::exercise::finding::{Fault, Finding, FindingKind};
use crate::rng::Root;
use crate::schema::{Entity, encode};

/// Somebody who is at a page, or what was found where nobody got there.
pub(super) type Visited = Result<(Visitor, Visit), Vec<Finding>>;

impl<'d> Visits<'d> {
    /// Looks at the page with the log-in as somebody who has not logged in: what is wrong with it.
    pub(super) async fn first_look(&self, root: Root, probes: &[Probe]) -> Result<Vec<Finding>> {
        let form = &self.ui.log_in.page;
        let about = self.ground.about_form(root, form);
        about.count();
        let mut visitor = self.browser.visitor().await?;
        let url = format!("{}{form}", self.base);
        let visit = visitor.visit(&url, probes).await.map_err(|error| {
            let why = error.to_string();
            let message = format!("the pages cannot be looked at: {why}");
            let is_named = |selector: &String| why.contains(&format!("'{selector}'"));
            let is_told =
                |probe: &Probe| is_named(&probe.selector) || probe.within.iter().any(is_named);
            let mut pages = self.ui.pages.iter();
            let page = pages.find(|page| list::probes(page).iter().any(is_told));
            let place = page.map(|page| format!(" of the page {}", page.route.get));
            let place = place.unwrap_or_default();
            Error::new(Kind::Invalid, message)
                .hint(format!("mend the selectors{place} in the description"))
        })?;
        if let (None, Some(problem)) = (visit.status, visit.problems.first()) {
            let message = format!("{} does not answer: {problem}", self.base);
            return Err(Error::new(Kind::Unexpected, message)
                .hint("start the pages' server, and give its address to --ui"));
        }
        let mut found = about.findings(None, visit.problems.iter().map(judge::problem));
        self.pictures.take(&mut visitor, &mut found).await?;
        Ok(found)
    }

    /// Visits an address; whoever is led to the log-in logs in again, once.
    pub(super) async fn visit(
        &self,
        about: &About<'_, 'd>,
        by: Root,
        of: Option<Subject>,
        probes: &[Probe],
    ) -> Result<Visited> {
        about.count();
        let url = format!("{}{}", self.base, about.asked.path);
        let mut is_again = false;
        loop {
            let mut visitor = match self.people.enter(by, &about.asked.by.email).await? {
                Ok(visitor) => visitor,
                Err(why) => {
                    let about = self.ground.about_form(by, &self.ui.log_in.page);
                    let user = Subject::Row(Entity::User, by.key());
                    let fault = whole(FindingKind::Refused, "a session", &why);
                    return Ok(Err(about.findings(Some(user), [fault])));
                }
            };
            match visitor.visit(&url, probes).await {
                Ok(visit) if self.people.is_form(&visit.url) && !is_again => {
                    self.people.forget(by);
                    is_again = true;
                }
                Ok(visit) => return Ok(Ok((visitor, visit))),
                Err(error) => {
                    // Another tab opens only where there still is a browser.
                    self.browser.visitor().await?;
                    let why = printable(&error.to_string());
                    let fault = whole(FindingKind::NoAnswer, "a page", &why);
                    return Ok(Err(about.findings(of, [fault])));
                }
            }
        }
    }

    /// Visits the page of one row.
    pub(super) async fn one(
        &self,
        by: Root,
        page: &'d Page,
        of: Option<Subject>,
    ) -> Result<Vec<Finding>> {
        let about = self.ground.about_visit(by, &page.route, of);
        let probes = list::values(page);
        let (visitor, visit) = match self.visit(&about, by, of, &probes).await? {
            Ok(visited) => visited,
            Err(found) => return Ok(found),
        };
        let mut faults = self.wrong(by, page, of, &visit);
        match (arrived(&about, &visit), of) {
            (Some(fault), _) => faults.insert(0, fault),
            (None, Some(subject)) => {
                about.count_row();
                let viewer = encode(Entity::User, by.key());
                let item = self.ground.dataset.item(subject, Some(viewer));
                let dataset = self.ground.dataset;
                faults.extend(judge::row(dataset, &page.values, &item, &visit.seen, 0));
            }
            (None, None) => {}
        }
        self.done(by, visitor, about.findings(of, faults)).await
    }

    /// Visits what whoever visits may not see.
    pub(super) async fn refused(
        &self,
        by: Root,
        page: &'d Page,
        of: Option<Subject>,
    ) -> Result<Vec<Finding>> {
        let about = self.ground.about_visit(by, &page.route, of);
        let (visitor, visit) = match self.visit(&about, by, of, &[]).await? {
            Ok(visited) => visited,
            Err(found) => return Ok(found),
        };
        let mut faults = self.wrong(by, page, of, &visit);
        let refusals = &page.route.refusals;
        if !visit.status.is_some_and(|code| refusals.contains(&code)) {
            let codes: Vec<String> = refusals.iter().map(u16::to_string).collect();
            faults.insert(0, status(&visit, &codes.join(" or ")));
        }
        self.done(by, visitor, about.findings(of, faults)).await
    }

    /// What is wrong with a page whatever it shows: words are not, where people wrote them.
    pub(super) fn wrong(
        &self,
        by: Root,
        page: &Page,
        of: Option<Subject>,
        visit: &Visit,
    ) -> Vec<Fault> {
        let is_of_all = matches!(&page.route.kind, RouteKind::List(list) if list.rows == Rows::All);
        let is_written = |text: &str| {
            let shown = self.ground.shown(page.route.table);
            let near = (!is_of_all).then(|| self.words.about(by, of, shown));
            self.words.are_written(text, near.as_ref())
        };
        let is_wrong = |problem: &&Problem| match problem {
            Problem::Word { text, .. } => !is_written(text),
            _ => true,
        };
        let problems = visit.problems.iter().filter(is_wrong);
        problems.map(judge::problem).collect()
    }

    /// Ends a visit.
    pub(super) async fn done(
        &self,
        by: Root,
        mut visitor: Visitor,
        mut found: Vec<Finding>,
    ) -> Result<Vec<Finding>> {
        self.pictures.take(&mut visitor, &mut found).await?;
        self.people.leave(by, visitor);
        Ok(found)
    }
}

/// What is wrong where a visit did not end at the page that was asked for.
pub(super) fn arrived(about: &About<'_, '_>, visit: &Visit) -> Option<Fault> {
    let is_success = visit.status.is_some_and(|code| (200..300).contains(&code));
    if !is_success {
        return Some(status(visit, "200"));
    }
    let at = path(&visit.url);
    let is_there = at.as_deref() == Some(about.asked.path.as_str());
    (!is_there).then(|| {
        let found = printable(at.as_deref().unwrap_or(&visit.url));
        whole(FindingKind::Refused, "this page", &found)
    })
}

/// The path and the query of an address.
pub(super) fn path(url: &str) -> Option<String> {
    let url = reqwest::Url::parse(url).ok()?;
    let query = url.query().map(|query| format!("?{query}"));
    Some(format!("{}{}", url.path(), query.unwrap_or_default()))
}

/// A status that is not the one that is due.
fn status(visit: &Visit, due: &str) -> Fault {
    let kind = match visit.status {
        Some(500..) => FindingKind::ServerError,
        Some(200..300) => FindingKind::Admitted,
        Some(_) => FindingKind::Refused,
        None => FindingKind::NoAnswer,
    };
    let status = visit
        .status
        .map_or("no page".to_owned(), |code| code.to_string());
    whole(kind, due, &format!("{status} at {}", printable(&visit.url)))
}
