//! Specimens: accounts made odd on purpose.
//!
//! Each facet's cases are carried by specimens of their own, one case each, so that every
//! oddity can be seen alone. From strength 2 on, further specimens carry the combinations of a
//! covering array: of cases alone at strength 2, where a single case meets the ordinary values
//! of all other facets; with the ordinary value as one more at strength 3.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Forbidden, covering};
use crate::clock::Timestamp;
use crate::edge::{EdgeCase, Facet, State, Subject, Value, can_be, can_meet, catalogue};
use crate::error::{Error, Kind, Result};
use crate::rng::{Origin, Root};
use crate::scenario::{EdgeCases, Strength};

/// A facet with the case that it carries.
pub type Carried = (Facet, &'static EdgeCase);

/// An account that carries edge cases, itself or in a row that hangs on it.
#[derive(Debug, Clone)]
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
pub(super) fn resolve(wanted: Option<&EdgeCases>, now: Timestamp) -> Result<Vec<Specimen>> {
    let Some(wanted) = wanted else {
        return Ok(Vec::new());
    };
    let mut specimens = BTreeMap::new();
    for subject in Subject::ALL {
        let facets = chosen(wanted, subject, now);
        for (facet, cases) in &facets {
            for case in cases {
                add(&mut specimens, subject, vec![(*facet, *case)])?;
            }
        }
        for cases in combinations(&facets, wanted.strength)? {
            add(&mut specimens, subject, cases)?;
        }
    }
    // Whoever shares with an admin who is leaving needs that admin.
    let leaves = |specimen: &Specimen| {
        specimen.cases.iter().any(|(facet, case)| {
            *facet == Facet::ShareRecipient && case.value == Value::State(State::DeletionRequested)
        })
    };
    if specimens.values().any(leaves) {
        add(&mut specimens, Subject::Admin, leaving())?;
    }
    Ok(specimens.into_values().collect())
}

/// The case of an admin who asked for the account's deletion, alone.
fn leaving() -> Vec<Carried> {
    let case = catalogue::cases().find(|case| {
        case.facets.contains(&Facet::AdminAccount)
            && case.value == Value::State(State::DeletionRequested)
    });
    case.map(|case| (Facet::AdminAccount, case))
        .into_iter()
        .collect()
}

/// The account of the admin who asked for its deletion, to whom specimens of shares go.
pub(crate) fn leaving_admin() -> Root {
    root(Subject::Admin, &leaving())
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

fn add(
    specimens: &mut BTreeMap<Root, Specimen>,
    subject: Subject,
    cases: Vec<Carried>,
) -> Result<()> {
    if cases.is_empty() {
        return Ok(());
    }
    let root = root(subject, &cases);
    let label = match &cases[..] {
        [(facet, case)] => format!("{}@{}", case.id, facet.name()),
        _ => format!("{}-{}", subject.name(), root.code()),
    };
    let specimen = Specimen {
        label,
        root,
        subject,
        cases,
    };
    match specimens.insert(root, specimen) {
        Some(other) if other.cases != specimens[&root].cases => {
            let message = format!("two specimens have the key of {}", other.label);
            Err(Error::new(Kind::Unexpected, message))
        }
        _ => Ok(()),
    }
}

/// A specimen's key hangs on what it carries, never on its place in a list.
fn root(subject: Subject, cases: &[Carried]) -> Root {
    let names: Vec<String> = cases
        .iter()
        .map(|(facet, case)| format!("{}@{}", case.id, facet.name()))
        .collect();
    let hash = Sha256::digest(names.join("+").as_bytes());
    let mut front = [0; 8];
    front.copy_from_slice(&hash[..8]);
    let origin = match subject {
        Subject::Admin => Origin::AdminSpecimens,
        _ => Origin::Specimens,
    };
    Root::truncated(origin, u64::from_le_bytes(front))
}
