//! What a dataset holds of the catalogue: which cases, values and combinations of cases, and
//! what is missing of those that the scenario promises.
//!
//! It measures rows, not intentions: the rows that a plan makes ([`planned`]) or that a
//! database holds ([`found`]) are looked at account by account, in constant memory, by
//! [`crate::edge::measure`]. Only the [`Promise`] comes from the scenario.

mod found;
mod held;
mod planned;
mod promise;
mod tally;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

pub use found::found;
pub use planned::planned;
pub use promise::{Combinations, Kept, Promise};
pub use tally::{Seen, Tally};
pub use values::{Column, Related, Values};

use crate::clock::Timestamp;
use crate::edge::measure::{Account, Shown};
use crate::plan::Strength;
use crate::rng::{Origin, Root};
use crate::schema::Row;

/// What the rows of a dataset hold.
#[derive(Debug)]
pub struct Coverage {
    now: Timestamp,
    /// What was seen of the catalogue.
    pub tally: Tally,
    /// What was seen beside it.
    pub values: Values,
    /// What each persona's account shows.
    pub personas: BTreeMap<Root, Vec<Shown>>,
    /// Rows whose ids are not of this program: they hang on no account.
    pub strangers: u64,
    /// Rows that hold something that a row of this version cannot.
    pub unreadable: u64,
    /// Users seen so far who asked for their accounts' deletion. Admins, to whom shares go,
    /// come before customers.
    leaving: BTreeSet<Uuid>,
}

impl Coverage {
    /// Nothing yet, of rows under this clock, to be held against this promise.
    fn new(now: Timestamp, promise: &Promise) -> Self {
        Self {
            now,
            tally: Tally::new(promise.strength() == Strength::Three),
            values: Values::default(),
            personas: BTreeMap::new(),
            strangers: 0,
            unreadable: 0,
            leaving: BTreeSet::new(),
        }
    }

    /// An account to put rows into.
    fn account(&self) -> Account {
        Account::new(self.now)
    }

    /// Takes in a row, and puts it into its account.
    fn row(&mut self, row: &Row, account: &mut Account) {
        self.values.row(row);
        account.add(row);
    }

    /// Takes in an account whose rows are complete. Accounts come in the order of their ids.
    fn complete(&mut self, root: Root, account: Account) {
        self.values.account(&account);
        self.leaving.extend(account.leaving());
        let sightings = account.sightings(&self.leaving);
        if matches!(root.origin(), Origin::Personas | Origin::AdminPersonas) {
            let shown = sightings.iter().flat_map(|sighting| &sighting.cases);
            self.personas.insert(root, shown.copied().collect());
        }
        self.tally.account(&sightings);
    }
}
