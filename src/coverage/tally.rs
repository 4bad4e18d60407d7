//! Counting what was seen.

use std::collections::BTreeMap;

use crate::edge::measure::{Shown, Sighting};
use crate::edge::{EdgeCase, Facet, Subject, accounts_to_show, catalogue};

/// What was seen of all subjects.
#[derive(Debug)]
pub struct Tally {
    subjects: Vec<Seen>,
}

/// What was seen of one subject.
#[derive(Debug)]
pub struct Seen {
    /// The subject.
    pub subject: Subject,
    /// Its rows: profiles of customers or admins, messages, shares and so on.
    pub rows: u64,
    /// Every case at every facet, in the order of the facets.
    cases: Vec<Shown>,
    places: BTreeMap<(Facet, &'static str), usize>,
    /// In how many accounts each was seen.
    accounts: Vec<u64>,
    pairs: Bits,
    /// Not there where nobody asks for them.
    triples: Option<Bits>,
}

impl Tally {
    /// Nothing seen yet; triples of cases are noted where `triples` says so.
    pub(super) fn new(triples: bool) -> Self {
        let subjects = Subject::ALL.into_iter();
        Self {
            subjects: subjects
                .map(|subject| Seen::new(subject, triples))
                .collect(),
        }
    }

    /// What was seen of each subject.
    pub fn subjects(&self) -> impl Iterator<Item = &Seen> {
        self.subjects.iter()
    }

    /// What was seen of this subject.
    pub fn of(&self, subject: Subject) -> Option<&Seen> {
        self.subjects().find(|seen| seen.subject == subject)
    }

    /// Takes in what one account shows.
    pub(super) fn account(&mut self, sightings: &[Sighting]) {
        for seen in &mut self.subjects {
            let subject = seen.subject;
            seen.account(sightings.iter().filter(|own| own.subject == subject));
        }
    }
}

impl Seen {
    fn new(subject: Subject, triples: bool) -> Self {
        let cases: Vec<Shown> = Facet::of(subject)
            .flat_map(|facet| {
                let cases = catalogue::cases().filter(move |case| case.facets.contains(&facet));
                cases.map(move |case| (facet, case))
            })
            .collect();
        let places = cases.iter().enumerate();
        Self {
            subject,
            rows: 0,
            places: places.map(|(at, shown)| (name(*shown), at)).collect(),
            accounts: vec![0; cases.len()],
            pairs: Bits::default(),
            triples: triples.then(Bits::default),
            cases,
        }
    }

    fn account<'s>(&mut self, sightings: impl Iterator<Item = &'s Sighting>) {
        // A customer's account is one row however many conversations it is seen with.
        let by_account = matches!(self.subject, Subject::Customer | Subject::Admin);
        let mut all = Vec::new();
        for (number, sighting) in sightings.enumerate() {
            self.rows += u64::from(number == 0 || !by_account);
            let shown = sighting.cases.iter();
            let mut shown: Vec<usize> = shown.filter_map(|shown| self.place(*shown)).collect();
            shown.sort_unstable();
            self.combine(&shown);
            all.append(&mut shown);
        }
        all.sort_unstable();
        all.dedup();
        for at in all {
            self.accounts[at] += 1;
        }
    }

    /// Notes the pairs and triples of what is shown in one place.
    fn combine(&mut self, shown: &[usize]) {
        let count = self.cases.len();
        for (at, one) in shown.iter().enumerate() {
            for (next, other) in shown.iter().enumerate().skip(at + 1) {
                let pair = one * count + other;
                self.pairs.set(pair);
                if let Some(triples) = &mut self.triples {
                    let thirds = shown[next + 1..].iter();
                    thirds.for_each(|third| triples.set(pair * count + third));
                }
            }
        }
    }

    fn place(&self, shown: Shown) -> Option<usize> {
        self.places.get(&name(shown)).copied()
    }

    /// In how many accounts a case was seen: in none, unless in as many as it takes.
    fn accounts_with(&self, at: usize) -> u64 {
        let (facet, case) = self.cases[at];
        match self.accounts[at] {
            too_few if too_few < accounts_to_show(facet, case) => 0,
            accounts => accounts,
        }
    }

    /// Every case at every facet, with the number of accounts in which it was seen.
    pub fn cases(&self) -> impl Iterator<Item = (Shown, u64)> {
        let cases = self.cases.iter().copied().enumerate();
        cases.map(|(at, shown)| (shown, self.accounts_with(at)))
    }

    /// Whether one, two or three cases were seen together. They must be in the order of the
    /// facets.
    pub fn has(&self, together: &[Shown]) -> bool {
        let places: Option<Vec<usize>> = together.iter().map(|shown| self.place(*shown)).collect();
        let places = places.filter(|places| places.iter().all(|at| self.accounts_with(*at) > 0));
        let count = self.cases.len();
        match places.as_deref() {
            Some([_]) => true,
            Some([one, other]) => self.pairs.has(one * count + other),
            Some([one, other, third]) => self
                .triples
                .as_ref()
                .is_some_and(|triples| triples.has((one * count + other) * count + third)),
            _ => false,
        }
    }

    /// How many pairs of cases of two facets were seen.
    pub fn pairs(&self) -> u64 {
        let count = self.cases.len();
        let of_two = |bit: &usize| {
            let pair = [bit / count, bit % count];
            pair.into_iter().all(|at| self.accounts_with(at) > 0)
                && self.cases[pair[0]].0 != self.cases[pair[1]].0
        };
        self.pairs.iter().filter(of_two).count() as u64
    }
}

/// What a case at a facet is called.
fn name((facet, case): (Facet, &'static EdgeCase)) -> (Facet, &'static str) {
    (facet, case.id)
}

/// A set of numbers, as bits.
#[derive(Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn set(&mut self, bit: usize) {
        let word = bit / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (bit % 64);
    }

    fn has(&self, bit: usize) -> bool {
        self.0
            .get(bit / 64)
            .is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.0.len() * 64).filter(|bit| self.has(*bit))
    }
}
