//! From a scenario to a plan.

use std::ops::Range;

use super::boundaries::{self, Boundary, Put};
use super::{Carried, Member, Roots, Specimen, cast, specimens};
use crate::clock::Timestamp;
use crate::edge::{Facet, State, Subject, Tier, Value};
use crate::error::Result;
use crate::policy::Policy;
use crate::rng::{Cell, Field, Origin, Recipe, Root, RowKey, Source};
use crate::scenario::{Count, Population, Scenario, Tail};
use crate::schema::Entity;

/// Everything that decides a dataset.
///
/// Two plans with equal fields make equal bytes.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The scenario's name.
    pub scenario: String,
    /// The scenario's title.
    pub title: String,
    /// The number that picks the data.
    pub seed: u64,
    /// The algorithm that makes it.
    pub recipe: Recipe,
    /// The clock that every timestamp is relative to.
    pub now: Timestamp,
    /// The one password hash of all users.
    pub password_hash: String,
    /// The ordinary rows.
    pub population: Population,
    /// How long what is kept.
    pub policy: Policy,
    specimens: Vec<Specimen>,
    boundaries: Vec<Boundary>,
    cast: Vec<Member>,
    /// The accounts of specimens and personas, in the order of their ids.
    others: Vec<Root>,
    source: Source,
}

/// What a run says beside its scenario.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// The midnight, in UTC, with which the day of the run began; the clock of scenarios that
    /// say `now = "today"`.
    pub today: Timestamp,
    /// Another seed.
    pub seed: Option<u64>,
    /// Another clock.
    pub now: Option<Timestamp>,
    /// How long what is kept.
    pub policy: Policy,
}

impl Plan {
    /// Resolves a scenario; `password_hash` maps the seed to the hash that all users get.
    ///
    /// # Errors
    /// What `password_hash` returns, and [`crate::Kind::Unexpected`] should two specimens
    /// fall on one key.
    pub fn resolve(
        scenario: &Scenario,
        overrides: Overrides,
        password_hash: impl FnOnce(u64) -> Result<String>,
    ) -> Result<Self> {
        let seed = overrides.seed.unwrap_or(scenario.seed);
        let now = overrides.now.unwrap_or(scenario.now.on(overrides.today));
        let recipe = Recipe::default();
        let edge_cases = scenario.population.customers.edge_cases.as_ref();
        let cast = cast::resolve(scenario, scenario.timelines(now)?)?;
        let specimens = specimens::resolve(edge_cases, &cast, now)?;
        let boundaries = if scenario.population.retention.boundaries {
            boundaries::resolve(&overrides.policy, now)?
        } else {
            Vec::new()
        };
        let mut others: Vec<Root> = specimens.iter().map(|specimen| specimen.root).collect();
        others.extend(boundaries.iter().map(Boundary::root));
        others.extend(cast.iter().map(|member| member.root));
        others.sort_unstable();
        Ok(Self {
            scenario: scenario.name.clone(),
            title: scenario.title.clone(),
            seed,
            recipe,
            now,
            password_hash: password_hash(seed)?,
            population: scenario.population.clone(),
            policy: overrides.policy,
            specimens,
            boundaries,
            cast,
            others,
            source: Source::new(seed, recipe),
        })
    }

    /// The accounts of the plan, in the order of their ids.
    pub fn roots(&self) -> Roots<'_> {
        Roots::new(&self.population, &self.others)
    }

    /// The specimens, in the order of their ids.
    pub fn specimens(&self) -> &[Specimen] {
        &self.specimens
    }

    /// The personas, in the order of their ids.
    pub fn cast(&self) -> &[Member] {
        &self.cast
    }

    /// The specimens of retention, in the order of their ids.
    pub fn boundaries(&self) -> &[Boundary] {
        &self.boundaries
    }

    /// The persona that `root` is, if it is one.
    pub fn persona(&self, root: Root) -> Option<&Member> {
        if !matches!(root.origin(), Origin::Personas | Origin::AdminPersonas) {
            return None;
        }
        let at = self
            .cast
            .binary_search_by_key(&root, |member| member.root)
            .ok()?;
        Some(&self.cast[at])
    }

    /// The specimen of retention that `root` is, if it is one.
    pub fn boundary(&self, root: Root) -> Option<&Boundary> {
        if !matches!(root.origin(), Origin::Specimens | Origin::AdminSpecimens) {
            return None;
        }
        let at = self
            .boundaries
            .binary_search_by_key(&root, Boundary::root)
            .ok()?;
        Some(&self.boundaries[at])
    }

    /// What is said of `root`, and of the rows below it, one by one.
    pub fn member(&self, root: Root) -> Option<&Member> {
        let boundary = || Some(&self.boundary(root)?.member);
        self.persona(root).or_else(boundary)
    }

    /// The cells below `root` that hold something else than would be made.
    pub(crate) fn puts(&self, root: Root) -> &[Put] {
        self.boundary(root)
            .map_or(&[], |boundary| boundary.puts.as_slice())
    }

    /// The specimen that `root` is, if it is one.
    pub fn specimen(&self, root: Root) -> Option<&Specimen> {
        if !matches!(root.origin(), Origin::Specimens | Origin::AdminSpecimens) {
            return None;
        }
        let at = self
            .specimens
            .binary_search_by_key(&root, |specimen| specimen.root)
            .ok()?;
        Some(&self.specimens[at])
    }

    /// What is odd about `root`, if anything: each facet once, in their order.
    pub fn carried(&self, root: Root) -> &[Carried] {
        match (self.specimen(root), self.member(root)) {
            (Some(specimen), _) => &specimen.cases,
            (None, Some(member)) => &member.cases,
            (None, None) => &[],
        }
    }

    /// The accounts whose rows may break the invariants, in no certain order.
    pub fn hostile_roots(&self) -> impl Iterator<Item = Root> {
        let hostile = |cases: &[Carried]| {
            let mut cases = cases.iter();
            cases.any(|(_, case)| case.tier == Tier::Hostile)
        };
        let specimens = self.specimens.iter();
        let specimens = specimens.filter(move |specimen| hostile(&specimen.cases));
        let cast = self
            .cast
            .iter()
            .filter(move |member| hostile(&member.cases));
        let nonsense = self.boundaries.iter().filter(|one| one.is_nonsense);
        specimens
            .map(|specimen| specimen.root)
            .chain(cast.map(|member| member.root))
            .chain(nonsense.map(Boundary::root))
    }

    /// The state that a facet of `root` is to be in, if it carries one.
    pub(crate) fn state(&self, root: Root, facet: Facet) -> Option<State> {
        let carried = self.carried(root).iter();
        carried
            .filter(|(at, _)| *at == facet)
            .find_map(|(_, case)| match case.value {
                Value::State(state) => Some(state),
                _ => None,
            })
    }

    /// The positions of the accounts that may have rows of the entity; no other has any.
    pub fn holders(&self, entity: Entity) -> impl Iterator<Item = Range<u64>> {
        let (population, roots) = (&self.population, self.roots());
        let talks = &population.conversations;
        // Of what the population has none, specimens and personas may have some all the same.
        let most = match entity {
            Entity::User | Entity::Customer | Entity::Admin | Entity::AuditLog => 1,
            Entity::Message | Entity::MessageReadState => {
                talks.per_customer.max.min(talks.messages.max)
            }
            Entity::ProfileShare => population.shares.per_customer.max,
            Entity::Upload => population.uploads.per_user.max,
            Entity::Form => population.forms.per_customer.max,
        };
        let (admins, customers) = match entity {
            Entity::User | Entity::AuditLog | Entity::Upload => (true, true),
            Entity::Admin => (true, false),
            _ => (false, true),
        };
        roots
            .groups()
            .into_iter()
            .filter(move |group| {
                let right = if group.admin { admins } else { customers };
                right && (most > 0 || !group.ordinary)
            })
            .map(|group| group.positions)
    }

    /// How many rows of the entity hang on the account of `key`, where `count` is what the
    /// population allows.
    ///
    /// A dormant account has none; a specimen has one of what it shows, and of the rest at most
    /// one, so that it stays small; a persona has what the population has, and one at least of
    /// what it carries a case in. Of what rows share, there are two. A specimen of retention has
    /// what is said of it and nothing else: each of its rows is to be judged.
    pub(crate) fn number_of(
        &self,
        entity: Entity,
        count: Count,
        field: &Field,
        key: RowKey,
        dormant: bool,
    ) -> u64 {
        if dormant || self.boundary(key.root).is_some() {
            return 0;
        }
        let drawn = draw(count, &mut field.at(key));
        let number = match key.root.origin() {
            Origin::Admins | Origin::Customers => drawn,
            Origin::Personas | Origin::AdminPersonas => {
                let mut facets = self.carried(key.root).iter().map(|(facet, _)| *facet);
                drawn.max(u64::from(facets.any(|facet| needs(facet, entity))))
            }
            Origin::Specimens | Origin::AdminSpecimens => {
                let shown = self.specimen(key.root).map(|specimen| specimen.subject);
                u64::from(drawn > 0 || shown.is_some_and(|subject| shows(subject, entity)))
            }
        };
        number.max(self.sharing(entity, key.root))
    }

    /// How many rows of the entity below `root` share something because of what it carries.
    pub(crate) fn sharing(&self, entity: Entity, root: Root) -> u64 {
        let shared = |(facet, case): &Carried| {
            case.is_shared() && facet.column().is_some_and(|(of, _)| of == entity)
        };
        2 * u64::from(self.carried(root).iter().any(shared))
    }

    /// The randomness of a field, by the names of the entity and the field.
    pub(crate) fn field(&self, entity: &str, field: &str) -> Field {
        self.source.field(entity, field)
    }
}

/// Whether a case of the facet needs rows of the entity to be seen in.
fn needs(facet: Facet, entity: Entity) -> bool {
    match facet {
        Facet::Messages | Facet::Unread => entity == Entity::Message,
        _ if facet.subject() == Subject::Customer => false,
        _ => shows(facet.subject(), entity),
    }
}

/// Whether specimens of the subject need rows of the entity to be seen in.
fn shows(subject: Subject, entity: Entity) -> bool {
    match subject {
        Subject::Customer | Subject::Message => entity == Entity::Message,
        Subject::Share => entity == Entity::ProfileShare,
        Subject::Upload => entity == Entity::Upload,
        Subject::Form => entity == Entity::Form,
        Subject::Admin | Subject::AuditLog => false,
    }
}

fn draw(count: Count, cell: &mut Cell) -> u64 {
    match count.tail {
        // The share of the range stays the same when the range grows, so a number only grows.
        Tail::Even => {
            let width = (count.max - count.min + 1) as f64;
            (count.min + (cell.unit() * width) as u64).min(count.max)
        }
        Tail::Long => cell.long_tail(count.min, count.max),
    }
}
