//! The accounts of a plan as one sequence, and parts of it.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::rng::{Origin, Root};
use crate::scenario::Population;

/// The accounts of a plan, in the order of their ids: ordinary admins, the other admins,
/// ordinary customers, the other customers.
#[derive(Debug, Clone, Copy)]
pub struct Roots<'p> {
    admins: u64,
    customers: u64,
    other_admins: &'p [Root],
    other_customers: &'p [Root],
}

/// Some accounts of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they are.
    pub positions: Range<u64>,
    /// Whether they are admins rather than customers.
    pub admin: bool,
    /// Whether they are the scenario's ordinary ones rather than specimens and personas.
    pub ordinary: bool,
}

impl<'p> Roots<'p> {
    /// `others` are the accounts that are not ordinary, in the order of their ids.
    pub(super) fn new(population: &Population, others: &'p [Root]) -> Self {
        let (other_admins, other_customers) =
            others.split_at(others.partition_point(|root| root.is_admin()));
        Self {
            admins: population.admins.count,
            customers: population.customers.count,
            other_admins,
            other_customers,
        }
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        let others = self.other_admins.len() + self.other_customers.len();
        self.admins + self.customers + others as u64
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The four groups of accounts, in the order of their ids.
    pub fn groups(&self) -> [Group; 4] {
        let mut next = 0;
        [
            (self.admins, true, true),
            (self.other_admins.len() as u64, true, false),
            (self.customers, false, true),
            (self.other_customers.len() as u64, false, false),
        ]
        .map(|(count, admin, ordinary)| {
            let positions = next..next + count;
            next = positions.end;
            Group {
                positions,
                admin,
                ordinary,
            }
        })
    }

    /// The account at a position below [`Roots::len`].
    pub fn get(&self, position: u64) -> Option<Root> {
        let admins = self.admins + self.other_admins.len() as u64;
        let (ordinary, others, origin, position) = match position.checked_sub(admins) {
            None => (self.admins, self.other_admins, Origin::Admins, position),
            Some(position) => (
                self.customers,
                self.other_customers,
                Origin::Customers,
                position,
            ),
        };
        match position.checked_sub(ordinary) {
            None => Some(Root::truncated(origin, position)),
            Some(at) => others.get(at as usize).copied(),
        }
    }

    /// The accounts at these positions.
    pub fn slice(self, positions: Range<u64>) -> impl Iterator<Item = Root> {
        positions.filter_map(move |position| self.get(position))
    }
}

/// The K-th of N parts of the data: a range of accounts with all that hangs on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    index: u64,
    of: u64,
}

impl Part {
    /// All of it.
    pub const WHOLE: Self = Self { index: 1, of: 1 };

    /// Part `index`, from 1, of `of` parts.
    pub fn new(index: u64, of: u64) -> Option<Self> {
        (1..=of).contains(&index).then_some(Self { index, of })
    }

    /// Whether nothing comes before this part.
    pub fn is_first(self) -> bool {
        self.index == 1
    }

    /// Whether nothing comes after this part.
    pub fn is_last(self) -> bool {
        self.index == self.of
    }

    /// The positions of the part's accounts among all.
    pub fn of(self, roots: &Roots<'_>) -> Range<u64> {
        self.of_count(roots.len())
    }

    /// The positions of the part among so many of anything.
    pub fn of_count(self, count: u64) -> Range<u64> {
        let cut = |index: u64| (u128::from(count) * u128::from(index) / u128::from(self.of)) as u64;
        cut(self.index - 1)..cut(self.index)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

impl FromStr for Part {
    type Err = String;

    /// Reads `K/N`, with K from 1 to N.
    fn from_str(text: &str) -> Result<Self, String> {
        text.split_once('/')
            .and_then(|(index, of)| Self::new(index.parse().ok()?, of.parse().ok()?))
            .ok_or_else(|| "a part is K/N with K from 1 to N, such as 1/3".to_owned())
    }
}
