//! What happened when to personas and to the rows that a scenario asks for: at which instants,
//! and whether that can be.

use super::compose::wrong;
use super::explicit::{Conversation, Form, Share, Upload, Who};
use super::model::{FormStatus, Scenario, ShareStatus};
use super::moments::Told;
use super::people::Persona;
use super::said::Said;
use super::when::{Event, When};
use crate::clock::{ParseError, Timestamp};
use crate::document::{Findings, Place, Placed, allowed};
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

impl FromIterator<(Event, Said<Timestamp>)> for Timeline {
    fn from_iter<I: IntoIterator<Item = (Event, Said<Timestamp>)>>(events: I) -> Self {
        Self(events.into_iter().collect())
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
            .map(|row| reader.line(&row.moments()))
            .collect(),
    };
    let explicit = &scenario.explicit;
    let persona = |who: Who| match who {
        Who::Persona(at) => Some(at),
        Who::Admin(_) => None,
    };
    let within = |line: &Timeline, owner: Option<usize>, place: &Place, told: &[Told<'_>]| {
        if let Some(at) = owner {
            let life = (&scenario.personas[at], &timelines.personas[at]);
            reader.within(line, place, told, life);
        }
    };
    for (row, line) in explicit.conversations.iter().zip(&timelines.conversations) {
        within(line, Some(row.customer), &row.place, &row.moments());
    }
    for (row, line) in explicit.shares.iter().zip(&timelines.shares) {
        within(line, Some(row.of), &row.place, &row.moments());
    }
    for (row, line) in explicit.uploads.iter().zip(&timelines.uploads) {
        within(line, persona(row.of), &row.place, &row.moments());
    }
    for (row, line) in explicit.forms.iter().zip(&timelines.forms) {
        within(line, Some(row.of), &row.place, &row.moments());
    }
    for (row, line) in explicit.audit_logs.iter().zip(&timelines.audit_logs) {
        within(line, persona(row.by), &row.place, &row.moments());
    }
    timelines
}

struct Reader<'f> {
    now: Timestamp,
    findings: &'f Findings,
}

impl Reader<'_> {
    /// The instants of events, which may be counted from those before them in the list; in
    /// that order they must have happened, and none of them after now.
    fn line(&self, told: &[Told<'_>]) -> Timeline {
        let mut line = Timeline::default();
        let mut last: Option<(Event, Timestamp)> = None;
        for (event, said) in told {
            let when = match said {
                Said::Nothing => continue,
                Said::Absent => {
                    line.0.push((*event, Said::Absent));
                    continue;
                }
                Said::Is(when) => when,
            };
            let Some(at) = self.instant(&line, *event, when, told) else {
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

    /// The instant of an event, which must be one that a scenario can use.
    fn instant(
        &self,
        line: &Timeline,
        event: Event,
        when: &Placed<When>,
        told: &[Told<'_>],
    ) -> Option<Timestamp> {
        let Some(at) = when.value.resolve(self.now, |from| line.at(from)) else {
            if let When::After(_, from) = when.value {
                self.no_beginning(event, from, when, told);
            }
            return None;
        };
        if (Timestamp::FIRST..=Timestamp::LAST).contains(&at) {
            return Some(at);
        }
        let message = format!("`{}` is {at}: {}", event.word(), ParseError::OutOfRange);
        let help = format!("allowed: {} to {}", Timestamp::FIRST, Timestamp::LAST);
        self.findings
            .add(&when.place, message, "out of range", Some(help));
        None
    }

    /// Notes that `event` counts from one of which it cannot.
    fn no_beginning(&self, event: Event, from: Event, when: &Placed<When>, told: &[Told<'_>]) {
        let (word, base) = (event.word(), from.word());
        let before: Vec<&str> = told
            .iter()
            .map(|(event, _)| *event)
            .take_while(|before| *before != event)
            .map(Event::word)
            .collect();
        let (why, help) = if from == event {
            ("which is itself", "say when: \"90 days ago\"".to_owned())
        } else if before.contains(&base) {
            let help = format!("say when: {base} = \"90 days ago\"");
            ("of which no time is said here", help)
        } else if told.iter().any(|(event, _)| *event == from) {
            let help = format!("count the other way round: {base} = \"2 hours after {word}\"");
            ("which comes after it", help)
        } else if before.is_empty() {
            (
                "which there is none of here",
                "say when: \"90 days ago\"".to_owned(),
            )
        } else {
            ("which there is none of here", allowed(&before, base))
        };
        let message = format!("`{word}` counts from `{base}`, {why}");
        self.findings
            .add(&when.place, message, "from when?", Some(help));
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
        self.line(&persona.moments())
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
        self.line(&talk.moments())
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
                    "a PENDING share cannot have been accepted or ended",
                    "leave `accepted`, `closed` and `revoked` out, or choose another status",
                ))
            }
            Some(ShareStatus::Active) if accepted == Some(false) => Some((
                "an ACTIVE share must have been accepted",
                "say when, or leave `accepted` out",
            )),
            Some(ShareStatus::Active) if revoked == Some(true) => Some((
                "an ACTIVE share cannot have been revoked",
                "leave `revoked` out, or write status = \"revoked\"",
            )),
            Some(ShareStatus::Closed) if closed == Some(false) => Some((
                "a CLOSED share must have a closing date",
                "say when, or leave `closed` out; `R07.closed-without-date` is the edge case of a share without one",
            )),
            Some(ShareStatus::Closed) if revoked == Some(true) => Some((
                "a CLOSED share cannot have been revoked",
                "leave `revoked` out, or write status = \"revoked\"",
            )),
            Some(ShareStatus::Revoked) if revoked == Some(false) => Some((
                "a REVOKED share must have the date of that",
                "say when, or leave `revoked` out",
            )),
            Some(ShareStatus::Revoked) if closed == Some(true) => Some((
                "a REVOKED share cannot have been closed",
                "leave `closed` out, or write status = \"closed\"",
            )),
            None if closed == Some(true) && revoked == Some(true) => Some((
                "a share cannot be both closed and revoked",
                "leave one of the two out",
            )),
            _ => None,
        };
        if let Some((message, help)) = wrong {
            self.contradiction(place, message, help);
        }
        let line = self.line(&share.moments());
        if let (Some(expires), Said::Is(when)) = (line.at(Event::Expires), &share.expires) {
            for (event, message) in [
                (Event::Created, "a share cannot expire before it is created"),
                (
                    Event::Accepted,
                    "a share that has expired cannot be accepted",
                ),
            ] {
                if let Some(at) = line.at(event).filter(|at| *at > expires) {
                    let help = format!("`{}` is {at}: move `expires` behind it", event.word());
                    self.contradiction(&when.place, message, &help);
                    break;
                }
            }
        }
        line
    }

    fn upload(&self, upload: &Upload) -> Timeline {
        self.line(&upload.moments())
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
                "a DRAFT cannot have been submitted",
                "leave `submitted` out, or write status = \"submitted\"",
            ),
            (Some(FormStatus::Submitted | FormStatus::Archived), Said::Absent) => self
                .contradiction(
                    place,
                    "a form of this status must have been submitted",
                    "say when, or leave `submitted` out",
                ),
            _ => {}
        }
        self.line(&form.moments())
    }

    /// What a persona does lies between the creation of its account and the request to delete
    /// it; who never came did nothing.
    fn within(
        &self,
        row: &Timeline,
        place: &Place,
        told: &[Told<'_>],
        (persona, life): (&Persona, &Timeline),
    ) {
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
            let said = told.iter().find(|(told, _)| *told == event);
            let place = said
                .and_then(|(_, said)| said.value())
                .map_or(place, |when| &when.place);
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
