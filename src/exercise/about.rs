//! What a finding is about: the request, and the row.

use super::client::Response;
use super::dataset::{Item, Subject};
use super::description::{PageAsked, Route, Table};
use super::finding::{Asked, Fault, Finding, FindingKind, carried};
use super::ground::{Check, Ground};
use crate::find::{RowName, shown};
use crate::rng::Root;
use crate::schema::Entity;

/// What a browser does, in the place of a method.
pub(super) const VISIT: &str = "VISIT";

/// A request, for what comes of it.
pub(super) struct About<'w, 'd> {
    ground: &'w Ground<'d>,
    route: String,
    pub(super) table: Table,
    pub(super) asked: Asked,
}

impl<'d> Ground<'d> {
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
            ground: self,
            route: format!("GET {}", route.get),
            table: route.table,
            asked: Asked {
                method: "GET",
                path,
                by: (*self.viewer(by)).clone(),
            },
        }
    }

    /// A visit of a page: of a row, where it is about one.
    pub(super) fn about_visit(
        &self,
        by: Root,
        route: &'d Route,
        of: Option<Subject>,
    ) -> About<'_, 'd> {
        let mut about = self.about(by, route, of, &PageAsked::default());
        about.route = format!("{VISIT} {}", route.get);
        about.asked.method = VISIT;
        about
    }

    /// A visit of the page at which one logs in.
    pub(super) fn about_form(&self, by: Root, path: &str) -> About<'_, 'd> {
        About {
            ground: self,
            route: format!("{VISIT} {path}"),
            table: Table::USER,
            asked: Asked {
                method: VISIT,
                path: path.to_owned(),
                by: (*self.viewer(by)).clone(),
            },
        }
    }

    /// A log-in.
    pub(super) fn about_log_in(&self, by: Root) -> About<'_, 'd> {
        let path = &self.description.log_in.post;
        About {
            ground: self,
            route: format!("POST {path}"),
            table: Table::USER,
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
        self.ground.count(self.check());
    }

    /// Counts a row that is compared.
    pub(super) fn count_row(&self) {
        self.ground.count_row(self.check());
    }

    fn check(&self) -> Check {
        Check {
            is_page: self.asked.method == VISIT,
            table: self.table.name(),
            route: self.route.clone(),
            is_admin: self.asked.by.is_admin,
        }
    }

    /// The finding of a fault, of a row where it is about one.
    pub(super) fn finding(&self, subject: Option<Subject>, fault: Fault) -> Finding {
        let dataset = self.ground.dataset;
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
            picture: None,
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
