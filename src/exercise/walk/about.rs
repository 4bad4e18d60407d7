//! What a finding is about: the request, and the row.

use super::{Check, Walk};
use crate::exercise::client::Response;
use crate::exercise::dataset::{Item, Subject};
use crate::exercise::description::{PageAsked, Route, Table};
use crate::exercise::finding::{Asked, Fault, Finding, FindingKind, carried};
use crate::find::{RowName, shown};
use crate::rng::Root;
use crate::schema::Entity;

/// A request, for what comes of it.
pub(super) struct About<'w, 'd> {
    walk: &'w Walk<'d>,
    route: String,
    pub(super) table: Table,
    pub(super) asked: Asked,
}

impl<'d> Walk<'d> {
    /// A request by a route: of a row, where it is about one, and of a page.
    pub(super) fn about(
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

    /// A log-in.
    pub(super) fn about_log_in(&self, by: Root) -> About<'_, 'd> {
        let path = &self.description.log_in.post;
        About {
            walk: self,
            route: format!("POST {path}"),
            table: Table::Stored(Entity::User),
            asked: Asked {
                method: "POST",
                path: path.clone(),
                by: (*self.viewer(by)).clone(),
            },
        }
    }
}

impl About<'_, '_> {
    /// Counts the request.
    pub(super) fn count(&self) {
        self.walk.requests.set(self.walk.requests.get() + 1);
        let check = Check {
            table: self.table.name(),
            route: self.route.clone(),
            is_admin: self.asked.by.is_admin,
        };
        *self.walk.checks.borrow_mut().entry(check).or_default() += 1;
    }

    /// The finding of a fault, of a row where it is about one.
    pub(super) fn finding(&self, subject: Option<Subject>, fault: Fault) -> Finding {
        let dataset = self.walk.dataset;
        let (root, entity) = match subject {
            Some(Subject::Row(entity, key)) => (Some(key.root), entity),
            Some(Subject::Talk(at)) => (dataset.talk(at).root(), Entity::Message),
            None => (None, Entity::User),
        };
        let carried = root.map(|root| carried(dataset, entity.name(), root));
        let (account, cases) = carried.unwrap_or_default();
        let row = subject.map(|subject| match dataset.item(subject, None) {
            Item::Row(row) => RowName::of(&row).to_string(),
            Item::Talk(at, _) => dataset.talk(at).to_string(),
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

    /// The findings of faults of one row.
    pub(super) fn findings(
        &self,
        subject: Option<Subject>,
        faults: impl IntoIterator<Item = Fault>,
    ) -> Vec<Finding> {
        let faults = faults.into_iter();
        faults.map(|fault| self.finding(subject, fault)).collect()
    }
}

/// A status that is not the one that is due.
pub(super) fn status(response: &Response, due: &str) -> Fault {
    let kind = match response.status {
        500.. => FindingKind::ServerError,
        200..300 => FindingKind::Admitted,
        _ => FindingKind::Refused,
    };
    let body = if response.is_success() {
        String::new()
    } else {
        format!(" {}", shown(Some(&response.body)))
    };
    whole(kind, due, &format!("{}{body}", response.status))
}

/// A fault of an answer as a whole.
pub(super) fn whole(kind: FindingKind, due: &str, found: &str) -> Fault {
    Fault {
        kind,
        at: String::new(),
        due: due.to_owned(),
        found: found.to_owned(),
    }
}
