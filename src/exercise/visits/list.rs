//! Visits of lists, page after page by their links.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::visit::{arrived, path};
use super::{Visits, judge as page_judge};
use crate::error::Result;
use crate::exercise::about::{About, whole};
use crate::exercise::browser::{Probe, Visit};
use crate::exercise::dataset::{RowId, Subject};
use crate::exercise::description::{Kind, List, Page, PageAsked, Rows};
use crate::exercise::finding::{Finding, FindingKind};
use crate::exercise::judge;
use crate::rng::Root;
use crate::schema::{Entity, encode};

/// What is asked of a page of a list: which row each item is, where the next page is, and values.
pub(super) fn probes(page: &Page) -> Vec<Probe> {
    let mut probes = Vec::new();
    if let (Kind::List(list), Some((at, _))) = (&page.route.kind, &page.row) {
        probes.push(probe(at).within(&list.items));
        probes.extend(
            list.next
                .as_ref()
                .map(|next| Probe::attribute(next, "href")),
        );
    }
    probes.extend(values(page));
    probes
}

/// What is asked of a page for its values.
pub(super) fn values(page: &Page) -> Vec<Probe> {
    let probe = |at: &str| match &page.route.kind {
        Kind::List(list) => probe(at).within(&list.items),
        Kind::One => probe(at),
    };
    page.values.iter().map(|shown| probe(&shown.at)).collect()
}

/// `a @href`: the attribute of what the selector matches.
fn probe(at: &str) -> Probe {
    match at.rsplit_once('@') {
        Some((selector, attribute)) if is_name(attribute) => {
            Probe::attribute(selector.trim(), attribute)
        }
        _ => Probe::text(at),
    }
}

fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_letter)
}

/// A list while its pages come in.
struct Listing<'l, 'd> {
    visits: &'l Visits<'d>,
    by: Root,
    page: &'d Page,
    list: &'d List,
    /// The row that the path speaks of.
    of: Option<Subject>,
    rows: judge::Rows<'l>,
    /// The rows that are due, by how items say that they are they.
    marks: &'l BTreeMap<String, RowId>,
    about: About<'l, 'd>,
    findings: Vec<Finding>,
}

impl<'d> Visits<'d> {
    /// Visits a list to its end; of a conversation that is not the longest, its first page.
    pub(super) async fn list(
        &self,
        by: Root,
        page: &'d Page,
        list: &'d List,
        of: Option<Subject>,
    ) -> Result<Vec<Finding>> {
        let due = self.ground.due(by, &page.route, list, of);
        let is_part = list.rows == Rows::OfConversation
            && of != self.longest.map(Subject::Talk)
            && list.page.is_some_and(|most| most < due.len());
        let due = match list.page {
            Some(most) if is_part => &due[..most],
            _ => &due[..],
        };
        let marks = self.marks(page, due);
        let shown = self.ground.shown(page.route.table);
        let mut listing = Listing {
            visits: self,
            by,
            page,
            list,
            of,
            rows: judge::Rows::new(self.ground.dataset, page.route.table, list, shown, due),
            marks: &marks,
            about: self.ground.about_visit(by, &page.route, of),
            findings: Vec::new(),
        };
        if is_part {
            listing.first().await?;
        } else {
            listing.all().await?;
        }
        Ok(listing.findings)
    }

    /// What items say of the rows that are due.
    fn marks(&self, page: &Page, due: &[(RowId, Subject)]) -> BTreeMap<String, RowId> {
        let Some((_, template)) = &page.row else {
            return BTreeMap::new();
        };
        let dataset = self.ground.dataset;
        let mark = |(id, subject): &(RowId, Subject)| {
            let item = dataset.item(*subject, None);
            let text = template.path(&PageAsked::default(), &mut |column| {
                let truth = dataset.truth(&item, column);
                truth.text().map(std::borrow::Cow::into_owned)
            });
            (text, *id)
        };
        due.iter().map(mark).collect()
    }
}

impl Listing<'_, '_> {
    /// All pages, and the list as a whole at their end.
    async fn all(&mut self) -> Result<()> {
        let mut seen = BTreeSet::from([self.about.asked.path.clone()]);
        loop {
            let Some(next) = self.next().await? else {
                return Ok(());
            };
            let Some(next) = next else { break };
            if !seen.insert(next.clone()) || self.rows.is_endless() {
                let found = format!("none after {} pages", seen.len());
                let fault = whole(FindingKind::Paging, "an end", &found);
                self.findings.push(self.about.finding(self.of, fault));
                return Ok(());
            }
            self.about.asked.path = next;
        }
        self.is_whole();
        Ok(())
    }

    /// The first page of several.
    async fn first(&mut self) -> Result<()> {
        let Some(next) = self.next().await? else {
            return Ok(());
        };
        if next.is_none() {
            let fault = whole(FindingKind::Paging, "a link to the next page", "none");
            self.findings.push(self.about.finding(self.of, fault));
        }
        self.is_whole();
        Ok(())
    }

    /// Visits a page: the path of the next one, if there is one. Nothing where it could not be
    /// read.
    async fn next(&mut self) -> Result<Option<Option<String>>> {
        let (visits, by, of) = (self.visits, self.by, self.of);
        let probes = probes(self.page);
        let (visitor, visit) = match visits.visit(&self.about, by, of, &probes).await? {
            Ok(visited) => visited,
            Err(found) => {
                self.findings.extend(found);
                return Ok(None);
            }
        };
        let faults = visits.wrong(by, self.page, of, &visit);
        let mut found = self.about.findings(of, faults);
        let wrong = arrived(&self.about, &visit);
        let is_there = wrong.is_none();
        found.extend(wrong.map(|fault| self.about.finding(of, fault)));
        if is_there {
            found.extend(self.read(&visit));
        }
        self.findings.extend(visits.done(by, visitor, found).await?);
        Ok(is_there.then(|| self.link(&visit)))
    }

    /// Judges the items of a page.
    fn read(&mut self, visit: &Visit) -> Vec<Finding> {
        let mut found = Vec::new();
        let dataset = self.visits.ground.dataset;
        let viewer = encode(Entity::User, self.by.key());
        let marks = visit.seen.first().map_or(&[][..], Vec::as_slice);
        let values = visit.seen.get(1 + usize::from(self.list.next.is_some())..);
        for mark in marks {
            let known = self.marks.get(&mark.text).copied();
            let Some(subject) = self.rows.note_id(known.unwrap_or_else(|| ids(&mark.text))) else {
                continue;
            };
            self.about.count_row();
            let item = dataset.item(subject, Some(viewer));
            let (shown, values) = (&self.page.values, values.unwrap_or_default());
            let faults = page_judge::row(dataset, shown, &item, values, mark.item);
            found.extend(self.about.findings(Some(subject), faults));
        }
        if let Some(most) = self.list.page.filter(|most| marks.len() > *most) {
            let due = format!("at most {most} rows");
            let fault = whole(FindingKind::Paging, &due, &marks.len().to_string());
            found.push(self.about.finding(self.of, fault));
        }
        found
    }

    /// The path of the next page, which is one of the same server.
    fn link(&self, visit: &Visit) -> Option<String> {
        let href = &visit
            .seen
            .get(1)
            .filter(|_| self.list.next.is_some())?
            .first()?
            .text;
        let base = reqwest::Url::parse(&visit.url).ok()?;
        let next = base.join(href).ok()?;
        (next.origin() == base.origin()).then(|| path(next.as_str()))?
    }

    /// Judges the list as a whole.
    fn is_whole(&mut self) {
        let faults = self.rows.faults().into_iter();
        let of = self.of;
        let found = faults.map(|(subject, fault)| self.about.finding(subject.or(of), fault));
        self.findings.extend(found);
    }
}

/// The ids in a text, at most two.
fn ids(text: &str) -> RowId {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    let mut ids = words.filter_map(|word| Uuid::try_parse(word).ok());
    [ids.next(), ids.next()]
}
