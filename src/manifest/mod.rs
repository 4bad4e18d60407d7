//! What the rows of a plan are for: who carries what, whom to log in as, and what is to become of
//! whom.

use crate::clock::Timestamp;
use crate::edge::{EdgeCase, Facet};
use crate::find::{Reader, RowName};
use crate::plan::{Boundary, Member, Plan, Specimen};
use crate::retention::verdict_on;
use crate::rng::Root;
use crate::scenario::Role;
use crate::schema::{self, Entity, encode};

/// The ids of an account and of its profile; it has one of the two profiles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ids {
    /// In the table `User`.
    pub user: String,
    /// In the table `Customer`.
    pub customer: Option<String>,
    /// In the table `Admin`.
    pub admin: Option<String>,
}

impl Ids {
    /// Those of an account.
    pub fn of(root: Root) -> Self {
        let id = |entity| encode(entity, root.key()).to_string();
        Self {
            user: id(Entity::User),
            customer: (!root.is_admin()).then(|| id(Entity::Customer)),
            admin: root.is_admin().then(|| id(Entity::Admin)),
        }
    }
}

/// A specimen as `connsura_seed.specimens` lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedSpecimen {
    /// What it is called.
    pub label: String,
    /// The ids of its cases.
    pub edge_cases: Vec<String>,
    /// The facets that carry them, in the same order.
    pub facets: Vec<String>,
    /// Its rows.
    pub ids: Ids,
    /// What it shows of retention, where it was made for that.
    pub retention: Option<ListedBoundary>,
}

/// What a specimen of retention shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedBoundary {
    /// What it is, for people.
    pub about: String,
    /// The rule on whose boundary the row lies; none for a state.
    pub rule: Option<String>,
    /// When it is looked at.
    pub as_of: Timestamp,
    /// What is to become of the row then: `keep`, `purge` or `may`.
    pub verdict: String,
    /// The row's table.
    pub table: String,
    /// The row's id; of a read state sender and recipient, with `to` between them.
    pub id: String,
}

/// A persona as `connsura_seed.personas` lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedPersona {
    /// What it is called.
    pub key: String,
    /// `customer` or `admin`.
    pub role: String,
    /// The address to log in with.
    pub email: String,
    /// Its rows.
    pub ids: Ids,
    /// What it shows, in the scenario's words.
    pub about: String,
    /// The cases that it carries, each with its facet: `S02@body`.
    pub carries: Vec<String>,
}

/// The list of specimens that a plan asks for, by label.
pub fn planned_specimens(plan: &Plan) -> Vec<ListedSpecimen> {
    let listed = |specimen: &Specimen| ListedSpecimen {
        label: specimen.label.clone(),
        edge_cases: specimen
            .cases
            .iter()
            .map(|(_, case)| case.id.to_owned())
            .collect(),
        facets: specimen
            .cases
            .iter()
            .map(|(facet, _)| facet.name().to_owned())
            .collect(),
        ids: Ids::of(specimen.root),
        retention: None,
    };
    let reader = Reader::new(plan);
    let of_retention = |boundary: &Boundary| ListedSpecimen {
        label: boundary.label().to_owned(),
        edge_cases: Vec::new(),
        facets: Vec::new(),
        ids: Ids::of(boundary.root()),
        retention: Some(ListedBoundary {
            about: boundary.about().to_owned(),
            rule: boundary.rule.clone(),
            as_of: boundary.as_of,
            verdict: verdict_on(&reader, boundary).name().to_owned(),
            table: boundary.row.0.name().to_owned(),
            id: RowName::of(&reader.fill(boundary.row.0, boundary.row.1)).to_string(),
        }),
    };
    let mut list: Vec<ListedSpecimen> = plan.specimens().iter().map(listed).collect();
    list.extend(plan.boundaries().iter().map(of_retention));
    list.sort();
    list
}

/// The list of personas that a plan asks for, by key.
pub fn planned_personas(plan: &Plan) -> Vec<ListedPersona> {
    let reader = Reader::new(plan);
    let email = |root: Root| match reader.row(Entity::User, root.key()) {
        Some(row) => match row.named("email") {
            Some(schema::Value::Text(email)) => email.to_owned(),
            _ => String::new(),
        },
        None => String::new(),
    };
    let carried = |(facet, case): &(Facet, &EdgeCase)| format!("{}@{}", case.id, facet.name());
    let listed = |member: &Member| ListedPersona {
        key: member.persona.key.clone(),
        role: match member.persona.role {
            Role::Customer => "customer".to_owned(),
            Role::Admin => "admin".to_owned(),
        },
        email: email(member.root),
        ids: Ids::of(member.root),
        // PostgreSQL's text has no U+0000, and TOML has.
        about: member.persona.about.replace('\0', "\u{fffd}"),
        carries: member.cases.iter().map(carried).collect(),
    };
    let mut list: Vec<ListedPersona> = plan.cast().iter().map(listed).collect();
    list.sort();
    list
}
