//! The cast: the personas, with all that a scenario asks of each.

use super::Carried;
use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::rng::{Origin, Root};
use crate::scenario::explicit::{AuditLog, Conversation, Form, Share, Upload, Who};
use crate::scenario::{Persona, Role, Scenario, Timeline, Timelines};

/// A persona with the rows that hang on it. Where a list is empty, what it lists is made as
/// for the population.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its account.
    pub root: Root,
    /// What the scenario says of it.
    pub persona: Persona,
    /// The edge cases that it carries, in the order of the facets.
    pub cases: Vec<Carried>,
    /// When what happened to it.
    pub line: Timeline,
    /// Its conversations, each with the admin's account.
    pub conversations: Vec<(Conversation, Timeline, Root)>,
    /// Its shares, each with the account of the admin that it goes to, if it names one.
    pub shares: Vec<(Share, Timeline, Option<Root>)>,
    /// Its uploads.
    pub uploads: Vec<(Upload, Timeline)>,
    /// Its forms.
    pub forms: Vec<(Form, Timeline)>,
    /// Its audit rows, beside those that its other rows leave.
    pub audit_logs: Vec<(AuditLog, Timeline)>,
}

impl Member {
    /// An account without rows of its own.
    pub(super) fn new(persona: Persona, root: Root, line: Timeline) -> Self {
        Self {
            root,
            cases: persona.carried.clone(),
            persona,
            line,
            conversations: Vec::new(),
            shares: Vec::new(),
            uploads: Vec::new(),
            forms: Vec::new(),
            audit_logs: Vec::new(),
        }
    }

    /// The instants at which its rows have events.
    pub(crate) fn instants(&self) -> impl Iterator<Item = Timestamp> {
        let talks = self.conversations.iter().map(|(_, line, _)| line);
        let shares = self.shares.iter().map(|(_, line, _)| line);
        let uploads = self.uploads.iter().map(|(_, line)| line);
        let forms = self.forms.iter().map(|(_, line)| line);
        let audit_logs = self.audit_logs.iter().map(|(_, line)| line);
        talks
            .chain(shares)
            .chain(uploads)
            .chain(forms)
            .chain(audit_logs)
            .flat_map(Timeline::instants)
            .map(|(_, at)| at)
    }
}

/// The members of a scenario's cast, in the order of their ids.
pub(super) fn resolve(scenario: &Scenario, lines: Timelines) -> Result<Vec<Member>> {
    let roots: Vec<Root> = scenario.personas.iter().map(root).collect();
    let account = |who: Who| match who {
        Who::Persona(at) => roots[at],
        Who::Admin(at) => Root::truncated(Origin::Admins, at),
    };
    let mut members: Vec<Member> = scenario
        .personas
        .iter()
        .zip(lines.personas)
        .map(|(persona, line)| Member::new(persona.clone(), root(persona), line))
        .collect();
    let explicit = scenario.explicit.clone();
    for (talk, line) in explicit.conversations.into_iter().zip(lines.conversations) {
        let admin = account(talk.admin);
        members[talk.customer]
            .conversations
            .push((talk, line, admin));
    }
    for (share, line) in explicit.shares.into_iter().zip(lines.shares) {
        let recipient = share.recipient().map(account);
        members[share.of].shares.push((share, line, recipient));
    }
    for (upload, line) in explicit.uploads.into_iter().zip(lines.uploads) {
        if let Who::Persona(of) = upload.of {
            members[of].uploads.push((upload, line));
        }
    }
    for (form, line) in explicit.forms.into_iter().zip(lines.forms) {
        members[form.of].forms.push((form, line));
    }
    for (row, line) in explicit.audit_logs.into_iter().zip(lines.audit_logs) {
        if let Who::Persona(by) = row.by {
            members[by].audit_logs.push((row, line));
        }
    }
    members.sort_by_key(|member| member.root);
    if let Some(pair) = members.windows(2).find(|pair| pair[0].root == pair[1].root) {
        let (left, right) = (&pair[0].persona.key, &pair[1].persona.key);
        let message = format!("personas `{left}` and `{right}` fall on one row key");
        return Err(Error::new(Kind::Invalid, message).hint("rename one of them"));
    }
    Ok(members)
}

/// A persona's account hangs on its key, never on its place in the file.
fn root(persona: &Persona) -> Root {
    let origin = match persona.role {
        Role::Customer => Origin::Personas,
        Role::Admin => Origin::AdminPersonas,
    };
    Root::hashed(origin, &persona.key)
}
