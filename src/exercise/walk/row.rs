//! Requests of one row: what is shown, and what is refused.

use super::Walk;
use crate::exercise::about::{About, status, whole};
use crate::exercise::answer::Answer;
use crate::exercise::client::{NoSession, Response, Unanswered};
use crate::exercise::dataset::Subject;
use crate::exercise::description::{PageAsked, Route};
use crate::exercise::finding::{Fault, Finding, FindingKind};
use crate::exercise::judge;
use crate::find::shown;
use crate::rng::Root;
use crate::schema::{Entity, encode};

impl<'d> Walk<'d> {
    /// Logs in, or finds what is wrong with that: once for each account.
    pub(super) async fn log_in(&self, by: Root) -> Vec<Finding> {
        let about = self.ground.about_log_in(by);
        let subject = Subject::Row(Entity::User, by.key());
        about.count();
        let session = self.client.log_in(by, &about.asked.by.email).await;
        if !self.told.borrow_mut().insert(by) {
            return Vec::new();
        }
        let body = match session {
            Ok(body) => body,
            Err(NoSession::Refused(response)) => {
                let fault = if response.is_success() {
                    whole(
                        FindingKind::Unreadable,
                        "a token",
                        &shown(Some(&response.body)),
                    )
                } else {
                    status(&response, "a session")
                };
                return about.findings(Some(subject), [fault]);
            }
            Err(NoSession::NoAnswer(why)) => {
                let fault = whole(FindingKind::NoAnswer, "a session", &why.0);
                return about.findings(Some(subject), [fault]);
            }
        };
        let Some(answer) = Answer::read(&body) else {
            return Vec::new();
        };
        about.count_row();
        let item = self.ground.dataset.item(subject, None);
        let values = &self.ground.description.log_in.values;
        let faults = judge::row(self.ground.dataset, values, &item, &answer);
        about.findings(Some(subject), faults)
    }

    /// What somebody is answered; what is found where there is no answer.
    pub(super) async fn ask(
        &self,
        about: &About<'_, 'd>,
        by: Root,
        subject: Option<Subject>,
    ) -> Result<Response, Vec<Finding>> {
        about.count();
        let asked = &about.asked;
        match self.client.get(by, &asked.by.email, &asked.path).await {
            Ok(response) if self.has_hash(&response) => {
                let fault = Fault {
                    found: "it is".to_owned(),
                    ..whole(FindingKind::Secret, "passwordHash is never shown", "")
                };
                Err(about.findings(subject, [fault]))
            }
            Ok(response) => Ok(response),
            // That is a finding of its own.
            Err(Unanswered::NoSession) => Err(self.log_in(by).await),
            Err(Unanswered::NoAnswer(why)) => {
                let fault = whole(FindingKind::NoAnswer, "an answer", &why.0);
                Err(about.findings(subject, [fault]))
            }
        }
    }

    /// Whether an answer shows the hash of the password, which all users have.
    fn has_hash(&self, response: &Response) -> bool {
        let hash = &self.ground.dataset.plan().password_hash;
        !hash.is_empty() && response.body.contains(hash.as_str())
    }

    /// Asks for what whoever asks may not see.
    pub(super) async fn refused(
        &self,
        by: Root,
        route: &'d Route,
        subject: Option<Subject>,
    ) -> Vec<Finding> {
        let about = self.ground.about(by, route, subject, &PageAsked::default());
        match self.ask(&about, by, subject).await {
            Err(findings) => findings,
            Ok(response) if route.refusals.contains(&response.status) => Vec::new(),
            Ok(response) => {
                let codes: Vec<String> = route.refusals.iter().map(u16::to_string).collect();
                about.findings(subject, [status(&response, &codes.join(" or "))])
            }
        }
    }

    /// Asks for one row.
    pub(super) async fn one(
        &self,
        by: Root,
        route: &'d Route,
        subject: Option<Subject>,
    ) -> Vec<Finding> {
        let about = self.ground.about(by, route, subject, &PageAsked::default());
        let response = match self.ask(&about, by, subject).await {
            Ok(response) => response,
            Err(findings) => return findings,
        };
        if !response.is_success() {
            return about.findings(subject, [status(&response, "200")]);
        }
        if let (Some(answer), Some(subject)) = (Answer::read(&response.body), subject) {
            return self.judged(&about, by, subject, &answer);
        }
        let found = shown(Some(&response.body));
        about.findings(subject, [whole(FindingKind::Unreadable, "JSON", &found)])
    }

    /// The findings of what an answer shows of a row.
    pub(super) fn judged(
        &self,
        about: &About<'_, 'd>,
        by: Root,
        subject: Subject,
        answer: &Answer<'_>,
    ) -> Vec<Finding> {
        about.count_row();
        let viewer = encode(Entity::User, by.key());
        let item = self.ground.dataset.item(subject, Some(viewer));
        let values = &self.ground.shown(about.table).values;
        let faults = judge::row(self.ground.dataset, values, &item, answer);
        about.findings(Some(subject), faults)
    }
}
