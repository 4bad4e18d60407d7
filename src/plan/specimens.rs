//! Specimens: accounts made odd on purpose.
//!
//! Each facet's cases are carried by specimens of their own, one case each, so that every
//! oddity can be seen alone; a name that people share is carried by two. From strength 2 on,
//! further specimens carry the combinations of a covering array: of cases alone at strength 2,
//! where a single case meets the ordinary values of all other facets; with the ordinary value
//! as one more at strength 3.

use std::collections::BTreeMap;

use super::{Forbidden, Member, covering};
use crate::clock::Timestamp;
use crate::edge::{
    EdgeCase, Facet, State, Subject, Value, accounts_to_show, can_be, can_meet, catalogue,
};
use crate::error::{Error, Kind, Result};
use crate::rng::{Origin, Root};
use crate::scenario::{EdgeCases, Strength};

/// A facet with the case that it carries.
pub type Carried = (Facet, &'static EdgeCase);

/// An account that carries edge cases, itself or in a row that hangs on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Specimen {
    /// What it is called: `S02@name`, or `customer-3k9f2` where it carries several cases.
    pub label: String,
    /// Its account.
    pub root: Root,
    /// Whose facets are odd.
    pub subject: Subject,
    /// What is odd about it, in the order of the facets.
    pub cases: Vec<Carried>,
}

/// The specimens that a scenario asks for, in the order of their ids.
pub(super) fn resolve(
    wanted: Option<&EdgeCases>,
    cast: &[Member],
    now: Timestamp,
) -> Result<Vec<Specimen>> {
    let mut specimens = BTreeMap::new();
    for subject in Subject::ALL {
        let facets = wanted.map_or_else(Vec::new, |wanted| chosen(wanted, subject, now));
        for (facet, cases) in &facets {
            for case in cases {
                add_alone(&mut specimens, (*facet, *case))?;
            }
        }
        let strength = wanted.map_or(Strength::One, |wanted| wanted.strength);
        for cases in combinations(&facets, strength)? {
            add(&mut specimens, subject, cases)?;
        }
    }
    // What a persona shares with others takes others.
    for carried in cast.iter().flat_map(|member| &member.cases) {
        if accounts_to_show(carried.0, carried.1) > 1 {
            add_alone(&mut specimens, *carried)?;
        }
    }
    // Whoever shares with an admin who is leaving needs that admin.
    let leaves = |specimen: &Specimen| {
        specimen.cases.iter().any(|(facet, case)| {
            *facet == Facet::ShareRecipient && case.value == Value::State(State::DeletionRequested)
        })
    };
    if specimens.values().any(leaves) {
        leaving().map_or(Ok(()), |case| add_alone(&mut specimens, case))?;
    }
    Ok(specimens.into_values().collect())
}

/// The case of an admin who asked for the account's deletion, alone.
fn leaving() -> Option<Carried> {
    let case = catalogue::cases().find(|case| {
        case.facets.contains(&Facet::AdminAccount)
            && case.value == Value::State(State::DeletionRequested)
    })?;
    Some((Facet::AdminAccount, case))
}

/// The account of the admin who asked for its deletion, to whom specimens of shares go.
pub(crate) fn leaving_admin() -> Root {
    let names: Vec<String> = leaving().into_iter().map(name).collect();
    root(Subject::Admin, &names.concat())
}

/// The facets of the subject that have cases, each with those that can be at `now`.
pub fn chosen(
    wanted: &EdgeCases,
    subject: Subject,
    now: Timestamp,
) -> Vec<(Facet, Vec<&'static EdgeCase>)> {
    Facet::of(subject)
        .map(|facet| {
            let cases = catalogue::cases().filter(|case| {
                case.facets.contains(&facet) && wanted.takes(case, facet) && can_be(case, now)
            });
            (facet, cases.collect::<Vec<_>>())
        })
        .filter(|(_, cases)| !cases.is_empty())
        .collect()
}

/// The combinations of cases that hold every possible pair or triple.
fn combinations(
    facets: &[(Facet, Vec<&'static EdgeCase>)],
    strength: Strength,
) -> Result<Vec<Vec<Carried>>> {
    if strength == Strength::One {
        return Ok(Vec::new());
    }
    // Heavy cases stay alone: crossed with everything they would be most of the dataset.
    let facets: Vec<(Facet, Vec<&'static EdgeCase>)> = facets
        .iter()
        .map(|(facet, cases)| {
            let light = cases.iter().copied().filter(|case| !case.is_heavy());
            (*facet, light.collect::<Vec<_>>())
        })
        .filter(|(_, cases)| !cases.is_empty())
        .collect();
    let forbidden = forbidden(&facets);
    // The value behind the cases is the ordinary one. Pairs with it are those of single cases,
    // so at strength 2 only a facet needs it that some case of another leaves nothing else.
    let ordinary = |facet: usize| {
        let bound = |Forbidden(pairs): &Forbidden| pairs.iter().any(|(at, _)| *at == facet);
        usize::from(strength > Strength::Two || forbidden.iter().any(bound))
    };
    let factors: Vec<usize> = facets
        .iter()
        .enumerate()
        .map(|(at, (_, cases))| cases.len() + ordinary(at))
        .collect();
    let array = covering(&factors, strength, &forbidden).map_err(|error| {
        Error::new(
            Kind::Invalid,
            format!("the edge cases cannot be crossed: {error}"),
        )
        .hint("choose fewer of them with `only`, or lower `strength`")
    })?;
    let row = |row: &Vec<usize>| {
        facets
            .iter()
            .zip(row)
            .filter_map(|((facet, cases), value)| Some((*facet, *cases.get(*value)?)))
            .collect()
    };
    Ok(array.rows.iter().map(row).collect())
}

/// Pairs of cases that cannot be of one specimen.
fn forbidden(facets: &[(Facet, Vec<&'static EdgeCase>)]) -> Vec<Forbidden> {
    let mut forbidden = Vec::new();
    for (left, (left_facet, left_cases)) in facets.iter().enumerate() {
        for (right, (right_facet, right_cases)) in facets.iter().enumerate().skip(left + 1) {
            for (at, case) in left_cases.iter().enumerate() {
                for (other, other_case) in right_cases.iter().enumerate() {
                    let pair = [(*left_facet, *case), (*right_facet, *other_case)];
                    if !can_meet(pair) {
                        forbidden.push(Forbidden(vec![(left, at), (right, other)]));
                    }
                }
            }
        }
    }
    forbidden
}

/// Adds an account with this case alone, and as many more as it takes to show it, such as
/// `N13.shared@name-2` beside `N13.shared@name`.
fn add_alone(specimens: &mut BTreeMap<Root, Specimen>, carried: Carried) -> Result<()> {
    let subject = carried.0.subject();
    for number in 1..=accounts_to_show(carried.0, carried.1) {
        let label = match number {
            1 => name(carried),
            _ => format!("{}-{number}", name(carried)),
        };
        let specimen = Specimen {
            root: root(subject, &label),
            label,
            subject,
            cases: vec![carried],
        };
        insert(specimens, specimen)?;
    }
    Ok(())
}

fn add(
    specimens: &mut BTreeMap<Root, Specimen>,
    subject: Subject,
    cases: Vec<Carried>,
) -> Result<()> {
    if let [carried] = cases[..] {
        return add_alone(specimens, carried);
    }
    if cases.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = cases.iter().copied().map(name).collect();
    let root = root(subject, &names.join("+"));
    let label = format!("{}-{}", subject.name(), root.code());
    let specimen = Specimen {
        label,
        root,
        subject,
        cases,
    };
    insert(specimens, specimen)
}

fn insert(specimens: &mut BTreeMap<Root, Specimen>, specimen: Specimen) -> Result<()> {
    let root = specimen.root;
    match specimens.insert(root, specimen) {
        Some(other) if other != specimens[&root] => {
            let message = format!("two specimens have the key of {}", other.label);
            Err(Error::new(Kind::Unexpected, message))
        }
        _ => Ok(()),
    }
}

/// What a case at a facet is called.
fn name((facet, case): Carried) -> String {
    format!("{}@{}", case.id, facet.name())
}

/// A specimen's key hangs on what it carries, never on its place in a list.
fn root(subject: Subject, carries: &str) -> Root {
    let origin = match subject {
        Subject::Admin => Origin::AdminSpecimens,
        _ => Origin::Specimens,
    };
    Root::hashed(origin, carries)
}
