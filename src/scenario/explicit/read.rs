//! Reads the rows that a scenario asks for one by one.

use std::collections::BTreeSet;

use super::{AuditLog, Conversation, Explicit, Form, Share, ShareRecipient, Upload, Who};
use crate::document::{Place, Placed, Section, allowed};
use crate::reserved::{Contact, contacts};
use crate::scenario::columns::limit;
use crate::scenario::limits::{LARGEST_UPLOAD, MOST_MESSAGES};
use crate::scenario::model::{FormStatus, ShareStatus};
use crate::scenario::people::{Persona, Role};
use crate::schema::Entity;
use crate::words::{FORMS, FormKind, SECTIONS};

/// Whom the rows may speak of.
#[derive(Clone, Copy)]
struct Cast<'c> {
    personas: &'c [Persona],
    admins: u64,
}

pub(in crate::scenario) fn read(root: &Section<'_>, personas: &[Persona], admins: u64) -> Explicit {
    let cast = Cast { personas, admins };
    let all = |key| root.tables(key).into_iter();
    let explicit = Explicit {
        conversations: all("conversation")
            .filter_map(|section| cast.conversation(&section))
            .collect(),
        shares: all("share")
            .filter_map(|section| cast.share(&section))
            .collect(),
        uploads: all("upload")
            .filter_map(|section| cast.upload(&section))
            .collect(),
        forms: all("form")
            .filter_map(|section| cast.form(&section))
            .collect(),
        audit_logs: all("audit_log")
            .filter_map(|section| cast.audit_log(&section))
            .collect(),
    };
    one_conversation_a_pair(root, &explicit.conversations, cast);
    explicit
}

/// Two people have one conversation, and one read state in each direction.
fn one_conversation_a_pair(root: &Section<'_>, conversations: &[Conversation], cast: Cast<'_>) {
    let mut seen = BTreeSet::new();
    for talk in conversations {
        let pair = (talk.customer, talk.admin);
        if !seen.insert(pair) {
            let message = format!(
                "`{}` and `{}` have a conversation already",
                cast.personas[talk.customer].key,
                cast.name(talk.admin)
            );
            let help = "two people have one conversation: raise its `messages` instead";
            root.wrong(&talk.place, message, "the second", help);
        }
    }
}

impl Cast<'_> {
    fn name(&self, who: Who) -> String {
        match who {
            Who::Persona(at) => self.personas[at].key.clone(),
            Who::Admin(at) => format!("admin-{}", at + 1),
        }
    }

    fn role(&self, who: Who) -> Role {
        match who {
            Who::Persona(at) => self.personas[at].role,
            Who::Admin(_) => Role::Admin,
        }
    }

    /// The user of this name.
    fn find(&self, section: &Section<'_>, name: &Placed<String>) -> Option<Who> {
        let known = self
            .personas
            .iter()
            .position(|persona| persona.key == name.value);
        if let Some(at) = known {
            return Some(Who::Persona(at));
        }
        let number: Option<u64> = name
            .value
            .strip_prefix("admin-")
            .and_then(|number| number.parse().ok());
        let last = format!("admin-{}", self.admins);
        match number {
            Some(number) if (1..=self.admins).contains(&number) => {
                return Some(Who::Admin(number - 1));
            }
            Some(_) => {
                let message = format!("there is no `{}`", name.value);
                let help = format!("the last is `{last}`; or raise `admins.count`");
                section.wrong(&name.place, message, "no such admin", help);
                return None;
            }
            None => {}
        }
        let names: Vec<&str> = self
            .personas
            .iter()
            .map(|persona| persona.key.as_str())
            .collect();
        let admins = match self.admins {
            1 => "`admin-1`".to_owned(),
            _ => format!("`admin-1` to `{last}`"),
        };
        let known = if names.is_empty() {
            "there are no personas yet".to_owned()
        } else {
            allowed(&names, &name.value)
        };
        let message = format!("there is no persona `{}`", name.value);
        let help = format!(
            "{known}; the admins are {admins}; or add [[persona]] with key = \"{}\"",
            name.value
        );
        section.wrong(&name.place, message, "no such persona", help);
        None
    }

    /// The user after `key`, who must be given.
    fn required(&self, section: &Section<'_>, key: &'static str) -> Option<(Who, Place)> {
        let example = format!("{key} = \"the key of a persona\"");
        let name = section.required_text(key, &example)?;
        let who = self.find(section, &name)?;
        Some((who, name.place))
    }

    /// The customer after `key`, who must be given.
    fn customer(&self, section: &Section<'_>, key: &'static str) -> Option<usize> {
        let (who, place) = self.required(section, key)?;
        match who {
            Who::Persona(at) if self.role(who) == Role::Customer => Some(at),
            _ => {
                let message = format!("`{}` is an admin", self.name(who));
                let help = format!("`{}` names a customer", section.dotted(key));
                section.wrong(&place, message, "no customer", help);
                None
            }
        }
    }

    fn conversation(&self, section: &Section<'_>) -> Option<Conversation> {
        let between = self.between(section);
        let messages = section
            .number("messages", 1..=MOST_MESSAGES)
            .map(|messages| messages.value);
        let started = section.when("started");
        let unread = section.whole("unread_by", "{ ngozi = 3 }");
        let mut talk = Conversation {
            customer: 0,
            admin: Who::Admin(0),
            messages,
            unread_by_customer: None,
            unread_by_admin: None,
            started,
            place: section.place.clone(),
        };
        if let Some((customer, admin)) = between {
            talk.customer = customer;
            talk.admin = admin;
            for (name, count) in unread.numbers(0..=MOST_MESSAGES) {
                match self.find(&unread, &name) {
                    Some(Who::Persona(at)) if at == customer => {
                        talk.unread_by_customer = Some(count);
                    }
                    Some(who) if who == admin => talk.unread_by_admin = Some(count),
                    Some(_) => {
                        let message = format!("`{}` is not in this conversation", name.value);
                        let sides = [self.personas[customer].key.clone(), self.name(admin)];
                        let help = allowed(&sides, &name.value);
                        unread.wrong(&name.place, message, "not one of the two", help);
                    }
                    None => {}
                }
            }
        }
        section.finish();
        between.map(|_| talk)
    }

    /// The two sides of a conversation: a customer and an admin, in either order.
    fn between(&self, section: &Section<'_>) -> Option<(usize, Who)> {
        let example = "between = [\"ngozi\", \"admin-1\"]";
        if !section.has("between") {
            section.texts("between");
            section.missing("between", example);
            return None;
        }
        let names = section.texts("between")?;
        let found: Vec<Option<Who>> = names.iter().map(|name| self.find(section, name)).collect();
        let wrong = |message: String| {
            let place = names.first().map_or(&section.place, |name| &name.place);
            let help = format!("write {example}: a customer and an admin");
            section.wrong(place, message, "who with whom?", help);
        };
        let [first, second] = found.as_slice() else {
            wrong("a conversation is between two".to_owned());
            return None;
        };
        let (first, second) = ((*first)?, (*second)?);
        match (first, self.role(first), second, self.role(second)) {
            (Who::Persona(customer), Role::Customer, admin, Role::Admin)
            | (admin, Role::Admin, Who::Persona(customer), Role::Customer) => {
                Some((customer, admin))
            }
            (_, Role::Customer, _, _) => {
                wrong("customers do not write to each other".to_owned());
                None
            }
            _ => {
                wrong("admins do not write to each other".to_owned());
                None
            }
        }
    }

    fn share(&self, section: &Section<'_>) -> Option<Share> {
        let of = self.customer(section, "of");
        let share = Share {
            of: of.unwrap_or_default(),
            with: self.recipient(section),
            status: section.placed_choice(
                "status",
                &ShareStatus::ALL.map(|status| (status.key(), status)),
            ),
            created: section.when("created"),
            accepted: section.when_or_none("accepted"),
            closed: section.when_or_none("closed"),
            revoked: section.when_or_none("revoked"),
            expires: section.when_or_none("expires"),
            note: section.column_text_or_none("note", None),
            sections: section.choices("sections", SECTIONS),
            place: section.place.clone(),
        };
        section.finish();
        of.map(|_| share)
    }

    fn recipient(&self, section: &Section<'_>) -> Option<ShareRecipient> {
        let with = section.optional_text("with")?;
        if with.value.contains('@') {
            let column = limit(Entity::ProfileShare, "recipientEmail");
            if !section.check_text("with", &with, column) {
                return None;
            }
            // Nothing but an address, or it would be one of a mail that comes back.
            let whole = |contact: &Contact| contact.span == (0..with.value.len());
            if !contacts(&with.value).iter().any(whole) {
                let message = format!("`share.with` is no e-mail address: `{}`", with.value);
                let help = "write one such as somebody@example.test, or an admin";
                section.wrong(&with.place, message, "no address", help);
                return None;
            }
            return Some(ShareRecipient::Address(with.value));
        }
        let who = self.find(section, &with)?;
        if self.role(who) == Role::Customer {
            let message = format!("`{}` is a customer", with.value);
            let help = "profiles are shared with an admin, or with an address";
            section.wrong(&with.place, message, "no admin", help);
            return None;
        }
        Some(ShareRecipient::User(who))
    }

    fn upload(&self, section: &Section<'_>) -> Option<Upload> {
        let of = self.required(section, "of");
        let column = |name| limit(Entity::Upload, name);
        let upload = Upload {
            of: of.as_ref().map_or(Who::Admin(0), |(who, _)| *who),
            file_name: section.column_text("file_name", column("fileName")),
            mime_type: section.column_text_or_none("mime_type", column("mimeType")),
            size: section
                .number("size", 0..=LARGEST_UPLOAD)
                .map(|size| size.value),
            created: section.when("created"),
            deleted: section.when_or_none("deleted"),
            place: section.place.clone(),
        };
        section.finish();
        let of = of?;
        self.only_persona(section, &of).then_some(upload)
    }

    /// Rows of ordinary users are the population's.
    fn only_persona(&self, section: &Section<'_>, (who, place): &(Who, Place)) -> bool {
        if matches!(who, Who::Persona(_)) {
            return true;
        }
        let message = format!("`{}` is no persona", self.name(*who));
        let help =
            Some("rows are added to personas; add [[persona]] with role = \"admin\"".to_owned());
        section
            .findings
            .add(place, message, "an ordinary admin", help);
        false
    }

    fn form(&self, section: &Section<'_>) -> Option<Form> {
        let of = self.customer(section, "of");
        let kinds: Vec<(&str, &'static FormKind)> =
            FORMS.iter().map(|kind| (kind.kind, kind)).collect();
        let form = Form {
            of: of.unwrap_or_default(),
            kind: section.choice("kind", &kinds),
            status: section.placed_choice(
                "status",
                &FormStatus::ALL.map(|status| (status.key(), status)),
            ),
            created: section.when("created"),
            submitted: section.when_or_none("submitted"),
            place: section.place.clone(),
        };
        section.finish();
        of.map(|_| form)
    }

    fn audit_log(&self, section: &Section<'_>) -> Option<AuditLog> {
        let by = self.required(section, "by");
        section.required_text("action", "action = \"profile.viewed\"");
        let action = section.column_text("action", limit(Entity::AuditLog, "action"));
        let created = section.when("created");
        section.finish();
        let by = by?;
        let row = AuditLog {
            by: by.0,
            action: action?,
            created,
            place: section.place.clone(),
        };
        self.only_persona(section, &by).then_some(row)
    }
}
