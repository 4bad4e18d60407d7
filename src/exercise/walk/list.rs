//! Requests of lists, page after page to their end.

use super::Walk;
use crate::exercise::about::{About, status, whole};
use crate::exercise::answer::Answer;
use crate::exercise::client::Response;
use crate::exercise::dataset::Subject;
use crate::exercise::description::{List, PageAsked, Route, Rows};
use crate::exercise::finding::{Finding, FindingKind};
use crate::exercise::judge;
use crate::find::shown;
use crate::rng::Root;

/// How a list goes on after a page.
enum Next {
    /// By this cursor, which is empty where pages go by their offset.
    Page(String),
    /// Not at all.
    End,
    /// Nobody knows: what is wrong with the page has been found.
    Broken,
}

/// A list while its pages come in.
struct Listing<'l, 'd> {
    walk: &'l Walk<'d>,
    by: Root,
    route: &'d Route,
    list: &'d List,
    /// The row that the path speaks of.
    of: Option<Subject>,
    rows: judge::Rows<'l>,
    page: PageAsked,
    findings: Vec<Finding>,
}

impl<'d> Walk<'d> {
    /// Asks for a list to its end; for one in which a row is to be found, until it is there.
    pub(super) async fn list(
        &self,
        by: Root,
        route: &'d Route,
        list: &'d List,
        of: Option<Subject>,
    ) -> Vec<Finding> {
        let due = self.ground.due(by, route, list, of);
        let is_search = list.rows == Rows::Found;
        let mut listing = Listing {
            walk: self,
            by,
            route,
            list,
            of,
            rows: judge::Rows::new(
                self.ground.dataset,
                route.table,
                list,
                self.ground.shown(route.table),
                &due,
            ),
            page: PageAsked::default(),
            findings: Vec::new(),
        };
        for number in 1.. {
            let next = listing.next().await;
            if is_search && due.first().is_some_and(|(id, _)| listing.rows.has(id)) {
                break;
            }
            match next {
                Next::Broken => break,
                Next::End => {
                    listing.is_whole();
                    break;
                }
                Next::Page(cursor) => {
                    let stays = !cursor.is_empty() && cursor == listing.page.cursor;
                    listing.page.cursor = cursor;
                    if stays || listing.rows.is_endless() {
                        listing.never_ends(number);
                        break;
                    }
                }
            }
        }
        listing.findings
    }
}

impl<'d> Listing<'_, 'd> {
    /// Asks for the next page, and judges it.
    async fn next(&mut self) -> Next {
        let about = self
            .walk
            .ground
            .about(self.by, self.route, self.of, &self.page);
        match self.walk.ask(&about, self.by, self.of).await {
            Ok(response) => self.read(&about, &response),
            Err(found) => {
                self.findings.extend(found);
                Next::Broken
            }
        }
    }

    fn read(&mut self, about: &About<'_, 'd>, response: &Response) -> Next {
        if !response.is_success() {
            let fault = status(response, "200");
            self.findings.push(about.finding(self.of, fault));
            return Next::Broken;
        }
        let read = Answer::read(&response.body);
        let items = read.as_ref().and_then(|read| read.items(&self.list.items));
        let (Some(read), Some(items)) = (read, items) else {
            let found = shown(Some(&response.body));
            let fault = whole(FindingKind::Unreadable, "a list", &found);
            self.findings.push(about.finding(self.of, fault));
            return Next::Broken;
        };
        for item in &items {
            let answer = Answer::of(item);
            if !self.rows.is_row(&answer) {
                let fault = whole(FindingKind::Unreadable, "a row", &shown(Some(item.get())));
                self.findings.push(about.finding(self.of, fault));
                continue;
            }
            if let Some(subject) = self.rows.note(&answer) {
                let found = self.walk.judged(about, self.by, subject, &answer);
                self.findings.extend(found);
            }
        }
        if let Some(most) = self.list.page.filter(|most| items.len() > *most) {
            let due = format!("at most {most} rows");
            let fault = whole(FindingKind::Paging, &due, &items.len().to_string());
            self.findings.push(about.finding(self.of, fault));
        }
        self.page.offset += items.len();
        let is_full = self.list.page == Some(items.len());
        match &self.list.next {
            Some(next) => read.text(next).map_or(Next::End, Next::Page),
            None if is_full && self.route.get.is_by_offset() => Next::Page(String::new()),
            None => Next::End,
        }
    }

    /// Judges the list as a whole, once it is at its end: whoever repeats it begins with the first
    /// page.
    fn is_whole(&mut self) {
        let first = PageAsked::default();
        let about = self.walk.ground.about(self.by, self.route, self.of, &first);
        let faults = self.rows.faults().into_iter();
        let of = self.of;
        let found = faults.map(|(subject, fault)| about.finding(subject.or(of), fault));
        self.findings.extend(found);
    }

    fn never_ends(&mut self, pages: usize) {
        let about = self
            .walk
            .ground
            .about(self.by, self.route, self.of, &self.page);
        let found = format!("none after {pages} pages");
        let fault = whole(FindingKind::Paging, "an end", &found);
        self.findings.push(about.finding(self.of, fault));
    }
}
