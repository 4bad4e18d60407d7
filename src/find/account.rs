//! Whose a row is: an account of the plan, and what it is to the scenario.

use uuid::Uuid;

use super::Reader;
use crate::plan::Plan;
use crate::rng::{Origin, Root};
use crate::schema::{Entity, Value, encode};

/// What an account is to a scenario; who is looked for first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccountKind {
    /// A named user that QA logs in as.
    Persona,
    /// Made odd on purpose.
    Specimen,
    /// One of the ordinary accounts.
    Population,
    /// Of no plan: somebody added it to the database.
    Added,
}

impl AccountKind {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Persona => "persona",
            Self::Specimen => "specimen",
            Self::Population => "population",
            Self::Added => "added",
        }
    }

    /// What `root` is in the plan; [`AccountKind::Added`] where the plan does not have it.
    pub fn of(plan: &Plan, root: Root) -> Self {
        let ordinary = match root.origin() {
            Origin::Admins => root.index() < plan.population.admins.count,
            Origin::Customers => root.index() < plan.population.customers.count,
            _ => false,
        };
        if ordinary {
            Self::Population
        } else if plan.persona(root).is_some() {
            Self::Persona
        } else if plan.specimen(root).is_some() || plan.boundary(root).is_some() {
            Self::Specimen
        } else {
            Self::Added
        }
    }
}

/// An account of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its key.
    pub root: Root,
    /// What it is to the scenario.
    pub kind: AccountKind,
    /// A persona's key, a specimen's label, or the number of an ordinary account.
    pub label: String,
    /// The address to log in with.
    pub email: String,
}

impl Account {
    /// The account `root`, if the plan has it.
    pub fn of(reader: &Reader<'_>, root: Root) -> Option<Self> {
        let kind = AccountKind::of(reader.plan(), root);
        if kind == AccountKind::Added {
            return None;
        }
        let user = reader.row(Entity::User, root.key())?;
        let email = match user.named("email") {
            Some(Value::Text(email)) => email.to_owned(),
            _ => String::new(),
        };
        Some(Self {
            root,
            kind,
            label: label(reader.plan(), root),
            email,
        })
    }

    /// The account's id in the table `User`.
    pub fn user_id(&self) -> Uuid {
        encode(Entity::User, self.root.key())
    }

    /// The table of the account's profile, and its id there.
    pub fn profile(&self) -> (Entity, Uuid) {
        let entity = profile_of(self.root);
        (entity, encode(entity, self.root.key()))
    }
}

/// The table of an account's profile.
pub(super) const fn profile_of(root: Root) -> Entity {
    if root.is_admin() {
        Entity::Admin
    } else {
        Entity::Customer
    }
}

/// What an account is called: as the scenario calls it, and ordinary customers by the number
/// that is in their ids.
pub(super) fn label(plan: &Plan, root: Root) -> String {
    match (plan.member(root), plan.specimen(root)) {
        (Some(member), _) => member.persona.key.clone(),
        (None, Some(specimen)) => specimen.label.clone(),
        (None, None) if root.is_admin() => format!("admin-{}", root.index() + 1),
        (None, None) => format!("customer {}", root.index()),
    }
}
