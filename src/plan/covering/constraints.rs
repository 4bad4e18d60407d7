//! Which rows can be: an exact answer for any partly filled row.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::Forbidden;

/// A value index inside a row.
pub(super) type Value = u16;

/// A cell that holds no value yet.
pub(super) const FREE: Value = Value::MAX;

/// How many values the search for one answer may try before it gives up.
const PATIENCE: u32 = 100_000;

/// Answers kept in a flat table, per component; beyond that they go into a map.
const TABLE: usize = 1 << 24;

/// A forbidden combination, by ascending factor.
type Combination = Vec<(usize, Value)>;

/// The constraints of a model, and what has been found out about them.
///
/// A factor of which some value is in no forbidden combination can always be given that value:
/// it is carefree, and a free cell of it hinders nothing. The other factors are bound. Those
/// that share a forbidden combination with a bound factor are of one component, and a row that
/// holds nothing forbidden can be completed exactly when the bound factors of each component
/// can. That question is answered by forward search with backtracking and remembered, so that
/// it is asked once for every combination of a component's values.
#[derive(Debug)]
pub(super) struct Constraints {
    sizes: Vec<usize>,
    /// Sorted, and each once.
    pub(super) forbidden: Vec<Combination>,
    /// For each factor and value, the forbidden combinations that hold it.
    holding: Vec<Vec<Vec<usize>>>,
    /// For each factor, its component, if a bound factor is of it.
    component: Vec<Option<usize>>,
    components: Vec<Component>,
    gave_up: Cell<bool>,
}

/// Factors that hang together, and the answers about them.
#[derive(Debug)]
struct Component {
    factors: Vec<usize>,
    /// Those of them that have no carefree value.
    bound: Vec<usize>,
    answers: RefCell<Answers>,
}

/// What is known of partial rows: whether they can be completed.
#[derive(Debug)]
enum Answers {
    /// By number of the partial row in mixed radix: 0 unknown, 1 yes, 2 no.
    Table(Vec<u8>),
    Map(BTreeMap<Vec<Value>, bool>),
}

impl Constraints {
    /// The constraints among factors of these sizes. The order of the list is of no matter.
    ///
    /// A combination that gives one factor two values can never occur and is left out.
    pub(super) fn new(sizes: &[usize], forbidden: &[Forbidden]) -> Self {
        let combinations: BTreeSet<Combination> = forbidden.iter().filter_map(canonical).collect();
        let forbidden: Vec<Combination> = combinations.into_iter().collect();
        let mut holding: Vec<Vec<Vec<usize>>> =
            sizes.iter().map(|size| vec![Vec::new(); *size]).collect();
        for (index, combination) in forbidden.iter().enumerate() {
            for (factor, value) in combination {
                holding[*factor][usize::from(*value)].push(index);
            }
        }
        let mut constraints = Self {
            sizes: sizes.to_vec(),
            component: vec![None; sizes.len()],
            components: Vec::new(),
            forbidden,
            holding,
            gave_up: Cell::new(false),
        };
        constraints.find_components();
        constraints
    }

    fn find_components(&mut self) {
        let bound = |factor: usize| self.holding[factor].iter().all(|held| !held.is_empty());
        let bound: Vec<bool> = (0..self.sizes.len()).map(bound).collect();
        // For each factor, the lowest one that it is known to hang together with.
        let mut group: Vec<usize> = (0..self.sizes.len()).collect();
        for combination in &self.forbidden {
            if combination.iter().any(|(factor, _)| bound[*factor]) {
                let groups: BTreeSet<usize> = combination.iter().map(|(f, _)| group[*f]).collect();
                let lowest = groups.first().copied().unwrap_or_default();
                let joined = group.iter_mut().filter(|one| groups.contains(one));
                joined.for_each(|one| *one = lowest);
            }
        }
        let groups: BTreeSet<usize> = group.iter().copied().collect();
        for one in groups {
            let factors: Vec<usize> = (0..group.len()).filter(|f| group[*f] == one).collect();
            let bound: Vec<usize> = factors.iter().copied().filter(|f| bound[*f]).collect();
            if !bound.is_empty() {
                for factor in &factors {
                    self.component[*factor] = Some(self.components.len());
                }
                let answers = RefCell::new(Answers::new(&self.sizes, &factors));
                self.components.push(Component {
                    factors,
                    bound,
                    answers,
                });
            }
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.forbidden.is_empty()
    }

    /// Whether a search ran out of patience, so that an answer is missing.
    pub(super) fn gave_up(&self) -> bool {
        self.gave_up.get()
    }

    /// Whether any of them names the factor.
    pub(super) fn concern(&self, factor: usize) -> bool {
        self.holding[factor].iter().any(|held| !held.is_empty())
    }

    /// Whether the row, its factor `factor` set to `value`, can still be completed. The row
    /// itself must be one that can.
    pub(super) fn allows(&self, row: &mut [Value], factor: usize, value: Value) -> bool {
        if !self.permits(row, factor, value) {
            return false;
        }
        let Some(component) = self.component[factor] else {
            return true;
        };
        let before = std::mem::replace(&mut row[factor], value);
        let allowed = self.completable(component, row);
        row[factor] = before;
        allowed
    }

    /// Whether any row at all holds what this partial one does.
    pub(super) fn possible(&self, row: &mut [Value]) -> bool {
        let any = self.forbidden.first().is_none_or(|first| !first.is_empty())
            && self.sizes.iter().all(|size| *size > 0);
        let mut set = (0..row.len()).filter(|factor| row[*factor] != FREE);
        any && set.all(|factor| self.permits(row, factor, row[factor]))
            && (0..self.components.len()).all(|component| self.completable(component, row))
    }

    /// Whether the row, its factor `factor` set to `value`, holds nothing forbidden that has
    /// to do with this factor.
    pub(super) fn permits(&self, row: &[Value], factor: usize, value: Value) -> bool {
        self.holding[factor][usize::from(value)]
            .iter()
            .all(|index| {
                let mut cells = self.forbidden[*index].iter();
                cells.any(|(other, forbidden)| *other != factor && row[*other] != *forbidden)
            })
    }

    /// Whether the bound factors of a component can be given values in a row that holds nothing
    /// forbidden.
    fn completable(&self, component: usize, row: &mut [Value]) -> bool {
        let Component {
            factors,
            bound,
            answers,
        } = &self.components[component];
        let known = answers.borrow().find(&self.sizes, factors, row);
        if let Some(known) = known {
            return known;
        }
        let mut patience = PATIENCE;
        // After a question without an answer there is no array, and no need for more answers.
        let found = !self.gave_up() && self.search(bound, row, &mut patience);
        let mut answers = answers.borrow_mut();
        answers.keep(&self.sizes, factors, row, found);
        found
    }

    /// Looks for values of those of the factors that are free, the most constrained one first.
    fn search(&self, factors: &[usize], row: &mut [Value], patience: &mut u32) -> bool {
        let free = factors.iter().filter(|factor| row[**factor] == FREE);
        let Some((factor, domain)) = free
            .map(|factor| (*factor, self.domain(row, *factor)))
            .min_by_key(|(factor, domain)| (domain.len(), *factor))
        else {
            return true;
        };
        for value in domain {
            if *patience == 0 {
                self.gave_up.set(true);
                return false;
            }
            *patience -= 1;
            row[factor] = value;
            let found = self.search(factors, row, patience);
            row[factor] = FREE;
            if found {
                return true;
            }
        }
        false
    }

    /// The values of a free factor that complete no forbidden combination.
    fn domain(&self, row: &[Value], factor: usize) -> Vec<Value> {
        let values = 0..self.sizes[factor] as Value;
        values
            .filter(|value| self.permits(row, factor, *value))
            .collect()
    }
}

/// Sorted and without repetition; nothing if it gives one factor two values.
fn canonical(forbidden: &Forbidden) -> Option<Combination> {
    let cells = forbidden.0.iter();
    let cells: BTreeSet<(usize, Value)> = cells
        .map(|(factor, value)| (*factor, *value as Value))
        .collect();
    let factors: BTreeSet<usize> = cells.iter().map(|(factor, _)| *factor).collect();
    (factors.len() == cells.len()).then(|| cells.into_iter().collect())
}

impl Answers {
    fn new(sizes: &[usize], factors: &[usize]) -> Self {
        let radices = factors.iter().map(|factor| sizes[*factor] + 1);
        match radices.fold(1_usize, usize::saturating_mul) {
            entries if entries <= TABLE => Self::Table(vec![0; entries]),
            _ => Self::Map(BTreeMap::new()),
        }
    }

    fn find(&self, sizes: &[usize], factors: &[usize], row: &[Value]) -> Option<bool> {
        match self {
            Self::Table(table) => match table[number(sizes, factors, row)] {
                0 => None,
                answer => Some(answer == 1),
            },
            Self::Map(map) => map.get(&cells(factors, row)).copied(),
        }
    }

    fn keep(&mut self, sizes: &[usize], factors: &[usize], row: &[Value], answer: bool) {
        match self {
            Self::Table(table) => {
                table[number(sizes, factors, row)] = if answer { 1 } else { 2 };
            }
            Self::Map(map) => {
                map.insert(cells(factors, row), answer);
            }
        }
    }
}

/// A partial row of a component as a number: a free cell is one more value.
fn number(sizes: &[usize], factors: &[usize], row: &[Value]) -> usize {
    factors.iter().fold(0, |number, factor| {
        let size = sizes[*factor];
        number * (size + 1) + usize::from(row[*factor]).min(size)
    })
}

fn cells(factors: &[usize], row: &[Value]) -> Vec<Value> {
    factors.iter().map(|factor| row[*factor]).collect()
}
