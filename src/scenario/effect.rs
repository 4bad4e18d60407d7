//! All that a scenario asks for, as values by their keys.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::explicit::{AuditLog, Conversation, Form, Share, ShareRecipient, Upload, Who};
use super::limits::ROLES;
use super::model::{Now, Population, Scenario};
use super::moments::Told;
use super::people::Persona;
use super::said::Said;
use super::timeline::Timeline;
use crate::clock::Timestamp;
use crate::error::Result;

/// All that a scenario asks for, with `population` in the place of its own; moments are the
/// instants that they come to where a clock is given, and else as they are said.
pub(super) fn effect(
    scenario: &Scenario,
    population: &Population,
    clock: Option<Timestamp>,
) -> Result<Value> {
    let mut effect = json!({
        "seed": scenario.seed,
        "now": match scenario.now {
            Now::Today => "today".to_owned(),
            Now::At(now) => now.to_string(),
        },
    });
    if let (Value::Object(all), Value::Object(sections)) = (&mut effect, json!(population)) {
        all.extend(sections);
        all.extend(Cast::new(scenario, clock)?.rows());
    }
    Ok(effect)
}

/// The personas of a scenario and their rows.
struct Cast<'s> {
    scenario: &'s Scenario,
    /// The timelines of personas, conversations, shares, uploads, forms and audit rows; none
    /// where moments stay as they are said.
    lines: Option<[Vec<Timeline>; 6]>,
}

impl<'s> Cast<'s> {
    fn new(scenario: &'s Scenario, clock: Option<Timestamp>) -> Result<Self> {
        let lines = clock.map(|now| scenario.timelines(now)).transpose()?;
        let lines = lines.map(|lines| {
            [
                lines.personas,
                lines.conversations,
                lines.shares,
                lines.uploads,
                lines.forms,
                lines.audit_logs,
            ]
        });
        Ok(Self { scenario, lines })
    }

    fn rows(&self) -> Map<String, Value> {
        let personas = self.scenario.personas.iter().enumerate();
        let personas =
            personas.map(|(at, persona)| (persona.key.clone(), self.persona(at, persona)));
        let kinds = [
            ("conversation", self.conversations()),
            ("share", self.shares()),
            ("upload", self.uploads()),
            ("form", self.forms()),
            ("audit_log", self.audit_logs()),
        ];
        let mut rows = Map::new();
        rows.insert("persona".to_owned(), personas.collect());
        for (kind, list) in kinds {
            let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
            let named = list.into_iter().map(|(owner, row)| {
                let number = numbers.entry(owner.clone()).or_default();
                *number += 1;
                (format!("{owner}[{number}]"), row)
            });
            rows.insert(kind.to_owned(), named.collect());
        }
        rows
    }

    /// The events of the row `at` of a kind that the scenario speaks of.
    fn moments(&self, kind: usize, at: usize, said: &[Told<'_>]) -> Fields {
        let mut fields = Fields::default();
        for (event, said) in said {
            let line = self.lines.as_ref().and_then(|lines| lines[kind].get(at));
            let text = value(*said, |when| {
                let instant = line.and_then(|line| line.at(*event));
                instant.map_or_else(|| when.value.to_string(), |at| at.to_string())
            });
            fields.insert(event.word(), text);
        }
        fields
    }

    fn persona(&self, at: usize, persona: &Persona) -> Value {
        let carries = persona.carried.iter();
        let carries: Vec<String> = carries
            .map(|(facet, case)| format!("{}@{}", case.id, facet.name()))
            .collect();
        let mut fields = Fields::default();
        let role = ROLES.iter().find(|(_, role)| *role == persona.role);
        fields.insert("role", role.map(|(word, _)| json!(word)));
        fields.insert("about", Some(json!(persona.about)));
        fields.insert("carries", Some(json!(carries)));
        fields.insert("name", persona.name.as_ref().map(|name| json!(name)));
        for (key, said) in [
            ("preferred_name", &persona.preferred_name),
            ("phone", &persona.phone),
            ("notes", &persona.notes),
        ] {
            fields.insert(key, value(said.as_ref(), Clone::clone));
        }
        fields.insert("locale", persona.locale.map(|locale| json!(locale.tag)));
        fields.insert(
            "languages",
            persona.languages.as_ref().map(|list| json!(list)),
        );
        fields.insert("verified", persona.verified.map(|verified| json!(verified)));
        fields.and(self.moments(0, at, &persona.moments()))
    }

    fn conversations(&self) -> Vec<(String, Value)> {
        let rows = self.scenario.explicit.conversations.iter().enumerate();
        let row = |(at, talk): (usize, &Conversation)| {
            let customer = Who::Persona(talk.customer);
            let mut unread = Fields::default();
            for (who, count) in [
                (customer, &talk.unread_by_customer),
                (talk.admin, &talk.unread_by_admin),
            ] {
                unread.insert(
                    &self.name(who),
                    count.as_ref().map(|count| json!(count.value)),
                );
            }
            let mut fields = Fields::default();
            fields.insert("with", Some(json!(self.name(talk.admin))));
            fields.insert("messages", talk.messages.map(|messages| json!(messages)));
            fields.insert("unread_by", Some(Value::Object(unread.0)));
            (
                self.name(customer),
                fields.and(self.moments(1, at, &talk.moments())),
            )
        };
        rows.map(row).collect()
    }

    fn shares(&self) -> Vec<(String, Value)> {
        let rows = self.scenario.explicit.shares.iter().enumerate();
        let row = |(at, share): (usize, &Share)| {
            let with = share.with.as_ref().map(|with| match with {
                ShareRecipient::User(who) => json!(self.name(*who)),
                ShareRecipient::Address(address) => json!(address),
            });
            let status = share.status.as_ref();
            let mut fields = Fields::default();
            fields.insert("with", with);
            fields.insert("status", status.map(|status| json!(status.value.key())));
            fields.insert("note", value(share.note.as_ref(), Clone::clone));
            fields.insert("sections", share.sections.as_ref().map(|list| json!(list)));
            let customer = Who::Persona(share.of);
            (
                self.name(customer),
                fields.and(self.moments(2, at, &share.moments())),
            )
        };
        rows.map(row).collect()
    }

    fn uploads(&self) -> Vec<(String, Value)> {
        let rows = self.scenario.explicit.uploads.iter().enumerate();
        let row = |(at, upload): (usize, &Upload)| {
            let mime_type = upload.mime_type.as_ref();
            let mut fields = Fields::default();
            fields.insert(
                "file_name",
                upload.file_name.as_ref().map(|name| json!(name)),
            );
            fields.insert("mime_type", value(mime_type, Clone::clone));
            fields.insert("size", upload.size.map(|size| json!(size)));
            (
                self.name(upload.of),
                fields.and(self.moments(3, at, &upload.moments())),
            )
        };
        rows.map(row).collect()
    }

    fn forms(&self) -> Vec<(String, Value)> {
        let rows = self.scenario.explicit.forms.iter().enumerate();
        let row = |(at, form): (usize, &Form)| {
            let status = form.status.as_ref();
            let mut fields = Fields::default();
            fields.insert("kind", form.kind.map(|kind| json!(kind.kind)));
            fields.insert("status", status.map(|status| json!(status.value.key())));
            let customer = Who::Persona(form.of);
            (
                self.name(customer),
                fields.and(self.moments(4, at, &form.moments())),
            )
        };
        rows.map(row).collect()
    }

    fn audit_logs(&self) -> Vec<(String, Value)> {
        let rows = self.scenario.explicit.audit_logs.iter().enumerate();
        let row = |(at, row): (usize, &AuditLog)| {
            let mut fields = Fields::default();
            fields.insert("action", Some(json!(row.action)));
            (
                self.name(row.by),
                fields.and(self.moments(5, at, &row.moments())),
            )
        };
        rows.map(row).collect()
    }

    fn name(&self, who: Who) -> String {
        match who {
            Who::Persona(at) => self.scenario.personas[at].key.clone(),
            Who::Admin(at) => format!("admin-{}", at + 1),
        }
    }
}

/// The keys of a row that are said, each with its value.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn insert(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value);
        }
    }

    fn and(mut self, others: Self) -> Value {
        self.0.extend(others.0);
        Value::Object(self.0)
    }
}

/// What is said, as a scenario writes it.
fn value<T>(said: Said<T>, text: impl FnOnce(T) -> String) -> Option<Value> {
    match said {
        Said::Nothing => None,
        Said::Absent => Some(json!("none")),
        Said::Is(value) => Some(json!(text(value))),
    }
}
