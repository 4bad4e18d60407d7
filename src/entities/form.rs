//! Forms that customers fill in.

use super::account::{Accounts, between};
use super::{Flow, Rows, carried};
use crate::edge::{Facet, State};
use crate::plan::Plan;
use crate::rng::{Field, Root, RowKey};
use crate::scenario::{Event, FormStatus, Timeline, explicit};
use crate::schema::{Entity, Json, Row, encode};
use crate::words::{FORMS, FormKind};

/// Kinds, states and times of forms.
pub(super) struct FormFacts<'p> {
    pub(super) accounts: Accounts<'p>,
    number: Field,
    kind: Field,
    status: Field,
    created: Field,
    submitted: Field,
    updated: Field,
}

/// One form. Ages are in milliseconds before now.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormFact {
    pub(super) kind: FormKind,
    pub(super) status: FormStatus,
    pub(super) created: i64,
    pub(super) submitted: Option<i64>,
    pub(super) updated: i64,
}

impl<'p> FormFacts<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("Form", name);
        Self {
            accounts: Accounts::new(plan),
            number: field("number"),
            kind: field("kind"),
            status: field("status"),
            created: field("createdAt"),
            submitted: field("submittedAt"),
            updated: field("updatedAt"),
        }
    }

    /// The keys of the customer's forms.
    pub(super) fn keys(&self, root: Root) -> impl Iterator<Item = RowKey> + use<> {
        let plan = self.accounts.plan;
        let said = plan.member(root).map_or(0, |member| member.forms.len());
        let count = plan.population.forms.per_customer;
        self.accounts
            .customer_children(root, Entity::Form, said, count, &self.number)
    }

    /// What the scenario says of the form, if it asks for it.
    fn said(&self, key: RowKey) -> Option<&'p (explicit::Form, Timeline)> {
        let member = self.accounts.plan.member(key.root)?;
        member.forms.get(key.leaf as usize)
    }

    /// The facts of the form `key`.
    pub(super) fn get(&self, key: RowKey) -> FormFact {
        let life = self.accounts.life(key.root);
        let weights = [
            (FormStatus::Draft, 3),
            (FormStatus::Submitted, 5),
            (FormStatus::Archived, 2),
        ];
        let said = self.said(key);
        let age = |event| {
            let at = said.and_then(|(_, line)| line.at(event))?;
            Some(self.accounts.age(at))
        };
        let status = match said.and_then(|(form, _)| form.status.as_ref()) {
            Some(status) => status.value,
            None if age(Event::Submitted).is_some() => FormStatus::Submitted,
            None => match self.accounts.plan.state(key.root, Facet::FormStatus) {
                Some(State::Draft) => FormStatus::Draft,
                Some(State::Submitted) => FormStatus::Submitted,
                Some(State::Archived) => FormStatus::Archived,
                _ => self.status.at(key).weighted(&weights),
            },
        };
        let drawn = life.moment(0.02 + 0.85 * self.created.at(key).unit());
        let created = age(Event::Created).unwrap_or_else(|| match age(Event::Submitted) {
            Some(submitted) => between(submitted, life.created, drawn),
            None => drawn,
        });
        let within =
            |field: &Field, from: i64| from - field.at(key).millis((from - life.quiet).max(0));
        let submitted = (status != FormStatus::Draft)
            .then(|| age(Event::Submitted).unwrap_or_else(|| within(&self.submitted, created)));
        FormFact {
            kind: said
                .and_then(|(form, _)| form.kind)
                .copied()
                .unwrap_or_else(|| self.kind.at(key).pick(FORMS)),
            status,
            created,
            submitted,
            // A submitted form changes no more, until it is archived.
            updated: match (status, submitted) {
                (FormStatus::Submitted, Some(age)) => age,
                (_, age) => within(&self.updated, age.unwrap_or(created)),
            },
        }
    }
}

pub(super) struct Forms<'p> {
    facts: FormFacts<'p>,
    data: Field,
}

impl<'p> Forms<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self {
            facts: FormFacts::new(plan),
            data: plan.field("Form", "data"),
        }
    }
}

impl Rows for Forms<'_> {
    fn entity(&self) -> Entity {
        Entity::Form
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        self.facts.keys(root).try_for_each(each)
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let form = self.facts.get(key);
        let plan = self.facts.accounts.plan;
        let (choice, options) = form.kind.choice;
        let (number, least, most) = form.kind.number;
        let mut data = self.data.at(key);
        let chosen = data.pick(options);
        // A draft may have gaps.
        let filled = form.status != FormStatus::Draft || data.chance(0.5);
        let amount = data.between(least, most) as i64;

        row.clear();
        row.uuid(encode(Entity::Form, key));
        row.uuid(encode(Entity::Customer, key.root.key()));
        row.text(form.kind.kind);
        row.text(form.status.label());
        row.json(&Json::Object(vec![
            ("version", Json::Int(3)),
            (choice, Json::Text(chosen)),
            (
                number,
                if filled {
                    Json::Int(amount)
                } else {
                    Json::Null
                },
            ),
            ("confirmed", Json::Bool(form.status != FormStatus::Draft)),
        ]));
        row.timestamp_or_null(form.submitted.map(|age| plan.now.before(age)));
        row.timestamp(plan.now.before(form.created));
        row.timestamp(plan.now.before(form.updated));
        carried::settle(plan, key, self.facts.accounts.locale(key.root), row);
    }
}
