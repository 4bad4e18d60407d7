//! Fewer rows, by search.
//!
//! A row is taken away, and what it alone covered is looked for a place in the others: an
//! uncovered tuple is drawn, and of all changes of one cell that cover it the one is made that
//! uncovers least, unless the cell was changed just before (tabu search for covering arrays:
//! Nurmela, "Upper bounds for covering arrays by tabu search", 2004). The random words are
//! those of the model's own stream, and what is spent is counted in steps, never in time.

use crate::rng::Cell;

use super::constraints::Value;
use super::model::Model;

/// Complete, valid rows, with the tuples that they cover and those that they miss.
pub(super) struct Search<'a> {
    model: &'a Model,
    rows: Vec<Vec<Value>>,
    /// For each tuple, how many rows hold it.
    held: Vec<u32>,
    /// The possible tuples that no row holds, in no order.
    missing: Vec<usize>,
    /// For each tuple, its place among the missing.
    place: Vec<usize>,
    /// For each column, the sets that it is in.
    views: Vec<Vec<View>>,
    /// For each row, until which step each cell is not to be changed.
    rest: Vec<Vec<u64>>,
    random: Cell,
    step: u64,
    /// How many tuples may still be looked at.
    budget: u64,
}

/// A set of columns, seen from one of them.
struct View {
    start: usize,
    stride: usize,
    others: [(usize, usize); 2],
}

impl View {
    /// The number of the tuple with the viewing column's value 0.
    fn base(&self, row: &[Value]) -> usize {
        let [(first, one), (second, other)] = self.others;
        self.start + usize::from(row[first]) * one + usize::from(row[second]) * other
    }
}

/// A cell's new value.
#[derive(Debug, Clone, Copy)]
struct Change {
    row: usize,
    column: usize,
    value: Value,
}

impl<'a> Search<'a> {
    /// A search from complete, valid rows.
    pub(super) fn new(model: &'a Model, rows: Vec<Vec<Value>>, budget: u64) -> Self {
        let tuples = model.tuples.possible.len();
        let mut search = Self {
            model,
            held: vec![0; tuples],
            missing: Vec::new(),
            place: vec![usize::MAX; tuples],
            views: views(model),
            rest: vec![vec![0; model.sizes.len()]; rows.len()],
            rows,
            random: model.random(),
            step: 0,
            budget,
        };
        for set in &model.tuples.sets {
            for tuple in search.rows.iter().filter_map(|row| set.tuple(row)) {
                search.held[tuple] += 1;
            }
        }
        for tuple in 0..tuples {
            if model.tuples.possible[tuple] && search.held[tuple] == 0 {
                search.miss(tuple);
            }
        }
        search
    }

    /// Makes the rows cover everything, and takes away rows as long as the others still do.
    /// There are no rows if the budget did not suffice even for the first.
    pub(super) fn reduce(mut self) -> Vec<Vec<Value>> {
        let mut best = Vec::new();
        loop {
            if !self.settle() {
                return best;
            }
            best.clone_from(&self.rows);
            if best.len() <= self.model.tuples.bound {
                return best;
            }
            self.remove();
        }
    }

    /// Changes cells until nothing is missing; says whether that was reached.
    fn settle(&mut self) -> bool {
        let mut fewest = self.missing.len();
        while !self.missing.is_empty() && self.budget > 0 {
            self.step += 1;
            self.improve(fewest);
            fewest = fewest.min(self.missing.len());
        }
        self.missing.is_empty()
    }

    /// Covers one of the missing tuples.
    fn improve(&mut self, fewest: usize) {
        let drawn = self.random.below(self.missing.len() as u64) as usize;
        let wanted = self.model.tuples.cells(self.missing[drawn]);
        let mut best: Option<(i64, Change)> = None;
        let mut equal = 0;
        for row in 0..self.rows.len() {
            let cells = &self.rows[row];
            let mut differing = wanted
                .iter()
                .filter(|(column, value)| cells[*column] != *value);
            let (Some((column, value)), None) = (differing.next(), differing.next()) else {
                continue;
            };
            let (column, value) = (*column, *value);
            if !self.model.constraints.permits(cells, column, value) {
                continue;
            }
            let change = Change { row, column, value };
            let delta = self.delta(change);
            let record = (self.missing.len() as i64 + delta) < fewest as i64;
            if self.rest[row][column] > self.step && !record {
                continue;
            }
            if best.is_none_or(|(least, _)| delta < least) {
                best = Some((delta, change));
                equal = 1;
            } else if best.is_some_and(|(least, _)| delta == least) {
                equal += 1;
                if self.random.below(equal) == 0 {
                    best = Some((delta, change));
                }
            }
        }
        match best {
            Some((_, change)) => self.apply(change),
            None => self.force(&wanted),
        }
        self.budget = self.budget.saturating_sub(self.rows.len() as u64);
    }

    /// Writes a tuple into any row, if the row stays valid.
    fn force(&mut self, wanted: &[(usize, Value)]) {
        let row = self.random.below(self.rows.len() as u64) as usize;
        for (column, value) in wanted {
            let change = Change {
                row,
                column: *column,
                value: *value,
            };
            if self.rows[row][*column] != *value
                && self
                    .model
                    .constraints
                    .permits(&self.rows[row], *column, *value)
            {
                self.apply(change);
            }
        }
    }

    /// By how much a change raises the number of missing tuples.
    fn delta(&mut self, change: Change) -> i64 {
        let row = &self.rows[change.row];
        let views = &self.views[change.column];
        self.budget = self.budget.saturating_sub(views.len() as u64);
        let (old, new) = (usize::from(row[change.column]), usize::from(change.value));
        let mut delta = 0;
        for view in views {
            let base = view.base(row);
            delta += i64::from(self.held[base + old * view.stride] == 1);
            delta -= i64::from(self.held[base + new * view.stride] == 0);
        }
        delta
    }

    fn apply(&mut self, change: Change) {
        let Change { row, column, value } = change;
        let old = usize::from(self.rows[row][column]);
        for view in 0..self.views[column].len() {
            let view = &self.views[column][view];
            let base = view.base(&self.rows[row]);
            let (before, after) = (
                base + old * view.stride,
                base + usize::from(value) * view.stride,
            );
            self.held[before] -= 1;
            if self.held[before] == 0 {
                self.miss(before);
            }
            self.held[after] += 1;
            if self.held[after] == 1 {
                self.find(after);
            }
        }
        self.rows[row][column] = value;
        self.rest[row][column] = self.step + 2 + self.random.below(6);
    }

    fn miss(&mut self, tuple: usize) {
        self.place[tuple] = self.missing.len();
        self.missing.push(tuple);
    }

    fn find(&mut self, tuple: usize) {
        let place = self.place[tuple];
        self.missing.swap_remove(place);
        if let Some(moved) = self.missing.get(place) {
            self.place[*moved] = place;
        }
    }

    /// Takes away the row that covers the fewest tuples alone.
    fn remove(&mut self) {
        let sets = &self.model.tuples.sets;
        let looked = (self.rows.len() * sets.len()) as u64;
        self.budget = self.budget.saturating_sub(looked);
        let alone = |row: &Vec<Value>| {
            let tuples = sets.iter().filter_map(|set| set.tuple(row));
            tuples.filter(|tuple| self.held[*tuple] == 1).count()
        };
        let Some(row) = (0..self.rows.len()).min_by_key(|row| alone(&self.rows[*row])) else {
            return;
        };
        let gone = self.rows.remove(row);
        self.rest.remove(row);
        for tuple in sets.iter().filter_map(|set| set.tuple(&gone)) {
            self.held[tuple] -= 1;
            if self.held[tuple] == 0 {
                self.miss(tuple);
            }
        }
    }
}

fn views(model: &Model) -> Vec<Vec<View>> {
    let mut views: Vec<Vec<View>> = model.sizes.iter().map(|_| Vec::new()).collect();
    for set in &model.tuples.sets {
        for (place, column) in set.factors.iter().enumerate() {
            let mut others = [(0, 0); 2];
            let rest = (0..set.factors.len()).filter(|other| *other != place);
            for (other, place) in others.iter_mut().zip(rest) {
                *other = (set.factors[place], set.strides[place]);
            }
            views[*column].push(View {
                start: set.numbers().start,
                stride: set.strides[place],
                others,
            });
        }
    }
    views
}
