//! `carries` of a persona: which facet carries which case.

use super::people::Role;
use crate::document::{Place, Placed, Section};
use crate::edge::catalogue;
use crate::edge::{EdgeCase, Facet, Subject, can_meet};

/// A case that was asked for, and the facets that may carry it, the best first.
struct Wanted {
    case: &'static EdgeCase,
    facets: Vec<Facet>,
    place: Place,
}

/// The cases that the persona carries, each on a facet of its own, in the order of the facets;
/// `taken` are the facets whose values the scenario gives.
pub(super) fn read(
    section: &Section<'_>,
    role: Role,
    taken: &[Facet],
) -> Vec<(Facet, &'static EdgeCase)> {
    let words = section.texts("carries").unwrap_or_default();
    let mut wanted: Vec<Wanted> = Vec::new();
    for word in &words {
        let Some(next) = find(section, role, taken, word) else {
            continue;
        };
        let same = |before: &Wanted| before.case.id == next.case.id && before.facets == next.facets;
        if wanted.iter().any(same) {
            let message = format!("`{}` is there twice", word.value);
            section.wrong(&word.place, message, "the second", "leave it out");
        } else {
            wanted.push(next);
        }
    }
    let mut carried: Vec<(Facet, &'static EdgeCase)> = Vec::new();
    if let Some(stuck) = place(&wanted, &mut carried) {
        let Wanted {
            case,
            facets,
            place,
        } = &wanted[stuck];
        let names: Vec<String> = facets
            .iter()
            .map(|facet| format!("`{}`", facet.name()))
            .collect();
        let message = format!(
            "`{}` has no place: {} carries another case",
            case.id,
            names.join(", ")
        );
        let help = "a facet carries one case: give it to another persona";
        section.wrong(place, message, "one too many", help);
        return Vec::new();
    }
    carried.sort_unstable_by_key(|(facet, _)| *facet);
    for (at, left) in carried.iter().enumerate() {
        for right in &carried[at + 1..] {
            if !can_meet([*left, *right]) {
                let message = format!("`{}` and `{}` contradict each other", left.1.id, right.1.id);
                let word = wanted.iter().find(|wanted| wanted.case.id == right.1.id);
                let place = word.map_or(&section.place, |word| &word.place);
                let help = "give one of the two to another persona";
                section.wrong(place, message, "not with the other", help);
            }
        }
    }
    carried
}

/// The case that a word names: `S02`, or `S02@notes` for a certain facet.
fn find(
    section: &Section<'_>,
    role: Role,
    taken: &[Facet],
    word: &Placed<String>,
) -> Option<Wanted> {
    let (id, facet) = match word.value.split_once('@') {
        Some((id, facet)) => (id, Some(facet)),
        None => (word.value.as_str(), None),
    };
    let path = section.dotted("carries");
    let Some(case) = catalogue::find(id) else {
        section.unknown_id(&path, word, id);
        return None;
    };
    let fits = |facet: &Facet| {
        let admin = facet.subject() == Subject::Admin;
        let both = facet.subject() == Subject::Upload;
        both || admin == (role == Role::Admin)
    };
    let fail = |message: String, help: Option<String>| {
        section
            .findings
            .add(&word.place, message, "no place for it", help);
    };
    let names = |facets: &[Facet]| -> String {
        let names: Vec<&str> = facets.iter().map(|facet| facet.name()).collect();
        names.join(", ")
    };
    let possible: Vec<Facet> = case.facets.iter().copied().filter(fits).collect();
    if possible.is_empty() {
        let message = format!("`{id}` is nothing that this persona can carry");
        fail(
            message,
            Some(format!("it applies to: {}", names(case.facets))),
        );
        return None;
    }
    let facets: Vec<Facet> = match facet {
        Some(name) => possible
            .iter()
            .copied()
            .filter(|facet| facet.name() == name)
            .collect(),
        None => possible.clone(),
    };
    if facets.is_empty() {
        let message = format!("`{}` does not apply there", word.value);
        fail(message, Some(format!("allowed: {}", names(&possible))));
        return None;
    }
    let free: Vec<Facet> = facets
        .into_iter()
        .filter(|facet| !taken.contains(facet))
        .collect();
    if free.is_empty() {
        let message = format!("`{id}` would change what this persona says itself");
        fail(message, Some("leave one of the two out".to_owned()));
        return None;
    }
    Some(Wanted {
        case,
        facets: free,
        place: word.place.clone(),
    })
}

/// Gives each case a facet of its own, the earlier ones their best where possible; the
/// position of a case for which there is none.
fn place(wanted: &[Wanted], carried: &mut Vec<(Facet, &'static EdgeCase)>) -> Option<usize> {
    let at = carried.len();
    let next = wanted.get(at)?;
    let mut stuck = at;
    for facet in &next.facets {
        if carried.iter().any(|(taken, _)| taken == facet) {
            continue;
        }
        carried.push((*facet, next.case));
        match place(wanted, carried) {
            None => return None,
            Some(further) => stuck = stuck.max(further),
        }
        carried.pop();
    }
    Some(stuck)
}
