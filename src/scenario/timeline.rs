//! What happened when to personas and to the rows that a scenario asks for: at which instants,
//! and whether that can be.

use super::compose::wrong;
use super::explicit::{Conversation, Form, Share, Upload, Who};
use super::findings::{Findings, Place, Placed, Said};
use super::model::{FormStatus, Scenario, ShareStatus};
use super::people::Persona;
use super::when::{Event, When};
use crate::clock::Timestamp;
use crate::edge::can_be;
use crate::error::Result;

/// The events of one persona or row that a scenario speaks of: at an instant, or never.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline(Vec<(Event, Said<Timestamp>)>);

impl Timeline {
    /// What is said of the event.
    pub fn get(&self, event: Event) -> Said<Timestamp> {
        let said = self.0.iter().find(|(said, _)| *said == event);
        said.map_or(Said::Nothing, |(_, at)| *at)
    }

    /// The event's instant, where the scenario names one.
    pub fn at(&self, event: Event) -> Option<Timestamp> {
        self.get(event).value()
    }

    /// All instants but that of the deadline.
    pub fn instants(&self) -> impl Iterator<Item = (Event, Timestamp)> {
        self.0
            .iter()
            .filter(|(event, _)| *event != Event::Expires)
            .filter_map(|(event, at)| Some((*event, at.value()?)))
    }
}

/// The timelines of a scenario, each list in the order of the scenario's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timelines {
    /// Of the personas.
    pub personas: Vec<Timeline>,
    /// Of the conversations.
    pub conversations: Vec<Timeline>,
    /// Of the shares.
    pub shares: Vec<Timeline>,
    /// Of the uploads.
    pub uploads: Vec<Timeline>,
    /// Of the forms.
    pub forms: Vec<Timeline>,
    /// Of the audit rows.
    pub audit_logs: Vec<Timeline>,
}

impl Scenario {
    /// What happens when, if it is now `now`.
    ///
    /// # Errors
    /// [`crate::Kind::Invalid`] with each contradiction.
    pub fn timelines(&self, now: Timestamp) -> Result<Timelines> {
        let mut files = vec![self.file.clone()];
        files.extend(self.bases.iter().map(|(_, file)| file.clone()));
        let findings = Findings::new(files);
        let timelines = read(self, now, &findings);
        if findings.is_empty() {
            return Ok(timelines);
        }
        Err(wrong(&self.file, findings))
    }
}

/// The timelines of `scenario`, with every contradiction noted.
pub(super) fn read(scenario: &Scenario, now: Timestamp, findings: &Findings) -> Timelines {
    let reader = Reader { now, findings };
    let explicit = &scenario.explicit;
    let timelines = Timelines {
        personas: scenario
            .personas
            .iter()
            .map(|persona| reader.persona(persona))
            .collect(),
        conversations: explicit
            .conversations
            .iter()
            .map(|talk| reader.conversation(talk))
            .collect(),
        shares: explicit
            .shares
            .iter()
            .map(|share| reader.share(share))
            .collect(),
        uploads: explicit
            .uploads
            .iter()
            .map(|upload| reader.upload(upload))
            .collect(),
        forms: explicit
            .forms
            .iter()
            .map(|form| reader.form(form))
            .collect(),
        audit_logs: explicit
            .audit_logs
            .iter()
            .map(|row| reader.line(&[(Event::Created, row.created.as_ref().into())]))
            .collect(),
    };
    let owners = owners(scenario);
    let rows = [
        &timelines.conversations,
        &timelines.shares,
        &timelines.uploads,
        &timelines.forms,
        &timelines.audit_logs,
    ];
    for (line, (owner, place)) in rows.into_iter().flatten().zip(owners) {
        if let Some(owner) = owner {
            let persona = &scenario.personas[owner];
            reader.within(line, place, persona, &timelines.personas[owner]);
        }
    }
    timelines
}

/// The persona that each row hangs on, with the row's place, in the order of [`Timelines`].
fn owners(scenario: &Scenario) -> Vec<(Option<usize>, &Place)> {
    let explicit = &scenario.explicit;
    let persona = |who: Who| match who {
        Who::Persona(at) => Some(at),
        Who::Admin(_) => None,
    };
    let talks = explicit
        .conversations
        .iter()
        .map(|row| (Some(row.customer), &row.place));
    let shares = explicit.shares.iter().map(|row| (Some(row.of), &row.place));
    let uploads = explicit
        .uploads
        .iter()
        .map(|row| (persona(row.of), &row.place));
    let forms = explicit.forms.iter().map(|row| (Some(row.of), &row.place));
    let audit_logs = explicit
        .audit_logs
        .iter()
        .map(|row| (persona(row.by), &row.place));
    talks
        .chain(shares)
        .chain(uploads)
        .chain(forms)
        .chain(audit_logs)
        .collect()
}

struct Reader<'f> {
    now: Timestamp,
    findings: &'f Findings,
}

impl Reader<'_> {
    /// The instants of events, which may be counted from those before them in the list; in
    /// that order they must have happened, and none of them after now.
    fn line(&self, said: &[(Event, Said<&Placed<When>>)]) -> Timeline {
        let mut line = Timeline::default();
        let mut last: Option<(Event, Timestamp)> = None;
        for (event, said) in said {
            let when = match said {
                Said::Nothing => continue,
                Said::Absent => {
                    line.0.push((*event, Said::Absent));
                    continue;
                }
                Said::Is(when) => when,
            };
            let Some(at) = self.instant(&line, *event, when) else {
                continue;
            };
            line.0.push((*event, Said::Is(at)));
            if *event == Event::Expires {
                continue;
            }
            let word = event.word();
            if at > self.now {
                let message = format!("`{word}` is {at}, after now, which is {}", self.now);
                self.findings
                    .add(&when.place, message, "in the future", None);
            } else if let Some((before, earlier)) = last.filter(|(_, earlier)| at < *earlier) {
                let message = format!(
                    "`{word}` is {at}, before `{}`, which is {earlier}",
                    before.word()
                );
                self.findings.add(&when.place, message, "too early", None);
            }
            last = Some((*event, at));
        }
        line
    }

    fn instant(&self, line: &Timeline, event: Event, when: &Placed<When>) -> Option<Timestamp> {
        let at = when.value.resolve(self.now, |from| line.at(from));
        if at.is_none()
            && let When::After(_, from) = when.value
        {
            let message = format!(
                "`{}` counts from `{}`, of which nothing is said here",
                event.word(),
                from.word()
            );
            let help = Some(format!("say when: {} = \"90 days ago\"", from.word()));
            self.findings.add(&when.place, message, "from when?", help);
        }
        at
    }

    fn contradiction(&self, place: &Place, message: &str, help: &str) {
        self.findings.add(
            place,
            message.to_owned(),
            "a contradiction",
            Some(help.to_owned()),
        );
    }

    fn persona(&self, persona: &Persona) -> Timeline {
        for (_, case) in &persona.carried {
            if !can_be(case, self.now) {
                let message = format!(
                    "`{}` cannot be at {}: it is {}",
                    case.id, self.now, case.title
                );
                let help = "move `now`, or choose another case";
                self.contradiction(&persona.place, &message, help);
            }
        }
        self.line(&[
            (Event::Created, persona.created.as_ref().into()),
            (Event::LastLogin, persona.last_login.as_ref()),
            (
                Event::DeletionRequested,
                persona.deletion_requested.as_ref(),
            ),
        ])
    }

    fn conversation(&self, talk: &Conversation) -> Timeline {
        for unread in [&talk.unread_by_customer, &talk.unread_by_admin]
            .into_iter()
            .flatten()
        {
            if talk
                .messages
                .is_some_and(|messages| unread.value > messages)
            {
                self.contradiction(
                    &unread.place,
                    "more messages are unread than there are",
                    "lower it, or raise `messages`",
                );
            }
        }
        self.line(&[(Event::Started, talk.started.as_ref().into())])
    }

    fn share(&self, share: &Share) -> Timeline {
        let [accepted, closed, revoked] =
            [&share.accepted, &share.closed, &share.revoked].map(|event| match event {
                Said::Is(_) => Some(true),
                Said::Absent => Some(false),
                Said::Nothing => None,
            });
        let place = share
            .status
            .as_ref()
            .map_or(&share.place, |status| &status.place);
        let status = share.status.as_ref().map(|status| status.value);
        let wrong = match status {
            Some(ShareStatus::Pending) if [accepted, closed, revoked].contains(&Some(true)) => {
                Some((
                    "a PENDING share was neither accepted nor ended",
                    "leave `accepted`, `closed` and `revoked` out, or choose another status",
                ))
            }
            Some(ShareStatus::Active) if accepted == Some(false) => Some((
                "an ACTIVE share was accepted",
                "say when, or leave `accepted` out",
            )),
            Some(ShareStatus::Active) if revoked == Some(true) => Some((
                "an ACTIVE share is not revoked",
                "leave `revoked` out, or write status = \"revoked\"",
            )),
            Some(ShareStatus::Closed) if closed == Some(false) => Some((
                "a CLOSED share has a closing date",
                "say when, or leave `closed` out; the edge case for a share without one is in the catalogue",
            )),
            Some(ShareStatus::Closed) if revoked == Some(true) => Some((
                "a CLOSED share is not revoked",
                "leave `revoked` out, or write status = \"revoked\"",
            )),
            Some(ShareStatus::Revoked) if revoked == Some(false) => Some((
                "a REVOKED share has a date of that",
                "say when, or leave `revoked` out",
            )),
            Some(ShareStatus::Revoked) if closed == Some(true) => Some((
                "a REVOKED share is not closed",
                "leave `closed` out, or write status = \"closed\"",
            )),
            None if closed == Some(true) && revoked == Some(true) => Some((
                "a share is either closed or revoked",
                "leave one of the two out",
            )),
            _ => None,
        };
        if let Some((message, help)) = wrong {
            self.contradiction(place, message, help);
        }
        let line = self.line(&[
            (Event::Created, share.created.as_ref().into()),
            (Event::Accepted, share.accepted.as_ref()),
            (Event::Closed, share.closed.as_ref()),
            (Event::Revoked, share.revoked.as_ref()),
            (Event::Expires, share.expires.as_ref()),
        ]);
        if let (Some(accepted), Some(expires)) = (line.at(Event::Accepted), line.at(Event::Expires))
            && accepted > expires
        {
            self.contradiction(
                &share.place,
                "a share that has expired cannot be accepted",
                "move `expires` behind `accepted`",
            );
        }
        line
    }

    fn upload(&self, upload: &Upload) -> Timeline {
        self.line(&[
            (Event::Created, upload.created.as_ref().into()),
            (Event::Deleted, upload.deleted.as_ref()),
        ])
    }

    fn form(&self, form: &Form) -> Timeline {
        let place = form
            .status
            .as_ref()
            .map_or(&form.place, |status| &status.place);
        match (
            form.status.as_ref().map(|status| status.value),
            &form.submitted,
        ) {
            (Some(FormStatus::Draft), Said::Is(_)) => self.contradiction(
                place,
                "a DRAFT was not submitted",
                "leave `submitted` out, or write status = \"submitted\"",
            ),
            (Some(FormStatus::Submitted | FormStatus::Archived), Said::Absent) => self
                .contradiction(
                    place,
                    "a form of this status was submitted",
                    "say when, or leave `submitted` out",
                ),
            _ => {}
        }
        self.line(&[
            (Event::Created, form.created.as_ref().into()),
            (Event::Submitted, form.submitted.as_ref()),
        ])
    }

    /// What a persona does lies between the creation of its account and the request to delete
    /// it; who never came did nothing.
    fn within(&self, row: &Timeline, place: &Place, persona: &Persona, life: &Timeline) {
        let key = &persona.key;
        if life.get(Event::LastLogin) == Said::Absent {
            let message = format!("`{key}` never came, and so has no rows like this");
            self.contradiction(
                place,
                &message,
                "leave `last_login = \"none\"` out of the persona",
            );
        }
        for (event, at) in row.instants() {
            let word = event.word();
            if let Some(created) = life.at(Event::Created).filter(|created| at < *created) {
                let message =
                    format!("`{word}` is {at}, before the account of `{key}`, of {created}");
                self.contradiction(place, &message, "move the persona's `created` back");
            }
            if let Some(end) = life.at(Event::DeletionRequested).filter(|end| at > *end) {
                let message =
                    format!("`{word}` is {at}, after `{key}` asked for deletion at {end}");
                self.contradiction(place, &message, "nothing comes after `deletion_requested`");
            }
        }
    }
}
