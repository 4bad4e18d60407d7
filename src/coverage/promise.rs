//! What a scenario promises, and how much of it is kept.

use super::held::is_held;
use super::{Coverage, Seen};
use crate::edge::measure::Shown;
use crate::edge::{EdgeCase, Facet, Subject, can_meet};
use crate::layout::Layout;
use crate::plan::{Plan, Strength, chosen};
use crate::rng::Root;

/// What a scenario promises of its rows.
///
/// Every case that it chooses is seen at every facet that is to carry it. From strength 2 on,
/// every two cases of two facets of a subject are seen together in one place, and at strength 3
/// every three; heavy cases apart, which stay alone, and apart from what cannot meet. A persona
/// shows what it carries.
#[derive(Debug)]
pub struct Promise {
    /// The scenario's name.
    pub scenario: String,
    strength: Strength,
    subjects: Vec<(Subject, Vec<Dimension>)>,
    personas: Vec<(Root, String, Vec<Shown>)>,
}

/// A facet with its cases.
type Dimension = (Facet, Vec<&'static EdgeCase>);

/// What is promised of so many facets at a time, and what is kept of it.
#[derive(Debug, Default)]
pub struct Combinations {
    /// How many are promised.
    pub promised: u64,
    /// What was not seen.
    pub missing: Vec<Vec<Shown>>,
}

/// What is promised of one subject, and what is kept of it.
#[derive(Debug)]
pub struct Kept {
    /// The subject.
    pub subject: Subject,
    /// The facets that are promised.
    pub facets: Vec<Facet>,
    /// Of cases alone.
    pub cases: Combinations,
    /// Of two facets.
    pub pairs: Combinations,
    /// Of two facets, by the facets.
    pub by_facets: Vec<([Facet; 2], Combinations)>,
    /// Of three facets.
    pub triples: Combinations,
}

impl Combinations {
    /// How many of the promised ones were seen.
    pub fn seen(&self) -> u64 {
        self.promised - self.missing.len() as u64
    }

    fn note(&mut self, together: &[Shown], seen: &Seen) {
        self.promised += 1;
        if !seen.has(together) {
            self.missing.push(together.to_vec());
        }
    }
}

impl Promise {
    /// What the plan's scenario promises.
    pub fn of(plan: &Plan) -> Self {
        let wanted = plan.population.customers.edge_cases.as_ref();
        let subjects = wanted.map(|wanted| {
            let subjects = Subject::ALL.into_iter();
            subjects
                .map(|subject| (subject, chosen(wanted, subject, plan.now)))
                .filter(|(_, facets)| !facets.is_empty())
                .collect()
        });
        let personas = plan.cast().iter();
        Self {
            scenario: plan.scenario.clone(),
            strength: wanted.map_or(Strength::One, |wanted| wanted.strength),
            subjects: subjects.unwrap_or_default(),
            personas: personas
                .filter(|member| !member.cases.is_empty())
                .map(|member| {
                    let key = member.persona.key.clone();
                    (member.root, key, member.cases.clone())
                })
                .collect(),
        }
    }

    /// The same of a database that is laid out so: what it has no column for is not promised.
    #[must_use]
    pub fn held_by(mut self, layout: &Layout) -> Self {
        for (_, facets) in &mut self.subjects {
            facets.retain(|(facet, _)| is_held(*facet, layout));
        }
        self.subjects.retain(|(_, facets)| !facets.is_empty());
        for (_, _, cases) in &mut self.personas {
            cases.retain(|(facet, _)| is_held(*facet, layout));
        }
        self.personas.retain(|(_, _, cases)| !cases.is_empty());
        self
    }

    /// Whether nothing is promised.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.personas.is_empty()
    }

    /// How many facets at a time are promised in all combinations of their cases.
    pub fn strength(&self) -> Strength {
        self.strength
    }

    /// What the rows keep of it, by subject.
    pub fn kept(&self, coverage: &Coverage) -> Vec<Kept> {
        let subjects = self.subjects.iter().filter_map(|(subject, facets)| {
            let seen = coverage.tally.of(*subject)?;
            Some(self.kept_of(seen, facets))
        });
        subjects.collect()
    }

    fn kept_of(&self, seen: &Seen, facets: &[Dimension]) -> Kept {
        let mut kept = Kept {
            subject: seen.subject,
            facets: facets.iter().map(|(facet, _)| *facet).collect(),
            cases: Combinations::default(),
            pairs: Combinations::default(),
            by_facets: Vec::new(),
            triples: Combinations::default(),
        };
        combine(facets, 1, &mut |one| {
            kept.cases.note(one, seen);
        });
        let light = light(facets);
        if self.strength >= Strength::Two {
            combine(&light, 2, &mut |two| {
                kept.pairs.note(two, seen);
                let facets = [two[0].0, two[1].0];
                match kept.by_facets.last_mut() {
                    Some((last, found)) if *last == facets => found.note(two, seen),
                    _ => {
                        let mut found = Combinations::default();
                        found.note(two, seen);
                        kept.by_facets.push((facets, found));
                    }
                }
            });
        }
        if self.strength >= Strength::Three {
            combine(&light, 3, &mut |three| {
                kept.triples.note(three, seen);
            });
        }
        kept
    }

    /// What personas are to carry and do not show: the persona's key, and what it is.
    pub fn missing_of_personas(&self, coverage: &Coverage) -> Vec<(&str, Shown)> {
        let mut missing = Vec::new();
        for (root, key, cases) in &self.personas {
            let shown = coverage.personas.get(root).map_or(&[][..], Vec::as_slice);
            let is_seen = |case: &Shown| {
                let seen = coverage.tally.of(case.0.subject());
                shown.contains(case) && seen.is_some_and(|seen| seen.has(&[*case]))
            };
            let unseen = cases.iter().filter(|case| !is_seen(case));
            missing.extend(unseen.map(|case| (key.as_str(), *case)));
        }
        missing
    }
}

/// The facets with the cases that are crossed with others.
fn light(facets: &[Dimension]) -> Vec<Dimension> {
    let facets = facets.iter().map(|(facet, cases)| {
        let light = cases.iter().copied().filter(|case| !case.is_heavy());
        (*facet, light.collect())
    });
    facets.collect()
}

/// Hands every choice of `size` cases of as many facets, all of which can meet, to `each`: in
/// the order of the facets, and those of the same facets one after the other.
fn combine(facets: &[Dimension], size: usize, each: &mut dyn FnMut(&[Shown])) {
    choose(facets, size, &mut Vec::new(), &mut |chosen| {
        assign(chosen, &mut Vec::new(), each);
    });
}

/// Hands every choice of `size` facets to `each`.
fn choose<'f>(
    facets: &'f [Dimension],
    size: usize,
    front: &mut Vec<&'f Dimension>,
    each: &mut dyn FnMut(&[&Dimension]),
) {
    if front.len() == size {
        return each(front);
    }
    for (at, facet) in facets.iter().enumerate() {
        front.push(facet);
        choose(&facets[at + 1..], size, front, each);
        front.pop();
    }
}

/// Hands every choice of one case of each facet, all of which can meet, to `each`.
fn assign(facets: &[&Dimension], front: &mut Vec<Shown>, each: &mut dyn FnMut(&[Shown])) {
    let Some(((facet, cases), rest)) = facets.split_first() else {
        return each(front);
    };
    for case in cases {
        let next = (*facet, *case);
        if front.iter().all(|before| can_meet([*before, next])) {
            front.push(next);
            assign(rest, front, each);
            front.pop();
        }
    }
}
