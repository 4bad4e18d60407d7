//! What would be taken off the tables, what stays, and why: values, and no act.

use super::super::Session;
use super::{foreign_keys, indexes};
use crate::error::Result;

/// What a step takes off. They are taken off in the reverse of this order, and put back in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A primary key, with its index.
    PrimaryKey,
    /// An index, or a unique or exclusion constraint with its index.
    Index,
    /// A foreign key.
    ForeignKey,
}

/// An index or a constraint that is taken off and put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub sort: Sort,
    /// Its table, with the schema, as SQL has it.
    pub table: String,
    /// Its name, as it is.
    pub name: String,
    /// The statement that takes it off.
    pub drop: String,
    /// The statements that put it back, marks and comments included.
    pub make: Vec<String>,
    /// Everything that the catalogue says of it; compared when it has been put back.
    pub(super) state: String,
}

/// An index or a constraint that stays in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it is.
    pub sort: Sort,
    /// Its table, with the schema, as SQL has it.
    pub table: String,
    /// Its name, as it is.
    pub name: String,
    /// Why: each reason is a clause.
    pub reasons: Vec<String>,
}

/// What of some tables can be taken off and put back exactly, and what stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// In the order in which they are put back.
    pub steps: Vec<Step>,
    /// What stays in place.
    pub kept: Vec<Kept>,
}

impl Plan {
    /// Reads what the tables have, and changes nothing. CHECK and NOT NULL constraints are no
    /// part of it: they stay, and cost a load little.
    ///
    /// # Errors
    /// [`crate::Kind::Database`] when the catalogue cannot be read.
    pub async fn read(session: &mut Session, schema: &str, tables: &[String]) -> Result<Self> {
        let mut plan = Self::default();
        let mut free = Vec::new();
        for key in foreign_keys::read(session, schema, tables).await? {
            if key.reasons.is_empty() {
                free.push(key.oid);
            }
            plan.add(key.into());
        }
        for index in indexes::read(session, schema, tables, &free).await? {
            plan.add(index.into());
        }
        // Stable: within a sort they are made in the order in which they were made once.
        plan.steps.sort_by_key(|step| step.sort);
        plan.kept.sort_by_key(|kept| kept.sort);
        Ok(plan)
    }

    fn add(&mut self, found: Result<Step, Kept>) {
        match found {
            Ok(step) => self.steps.push(step),
            Err(kept) => self.kept.push(kept),
        }
    }
}
