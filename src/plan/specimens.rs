//! Specimens: customers made odd on purpose.

use sha2::{Digest, Sha256};

use crate::edge::{self, EdgeCase};
use crate::error::{Error, Kind, Result};
use crate::rng::{Origin, Root};
use crate::scenario::Population;

/// A customer that carries edge cases.
#[derive(Debug, Clone)]
pub struct Specimen {
    /// What it is called: its cases' ids, joined by `+`.
    pub label: String,
    /// Its account.
    pub root: Root,
    /// What is odd about it.
    pub cases: Vec<&'static EdgeCase>,
}

/// The specimens that a population asks for, in the order of their ids.
pub(super) fn resolve(population: &Population) -> Result<Vec<Specimen>> {
    let Some(tier) = population.customers.edge_cases else {
        return Ok(Vec::new());
    };
    let mut specimens: Vec<Specimen> = edge::catalogue()
        .filter(|case| case.tier <= tier)
        .map(|case| Specimen {
            label: case.id.to_owned(),
            root: root(case.id),
            cases: vec![case],
        })
        .collect();
    specimens.sort_by_key(|specimen| specimen.root);
    for pair in specimens.windows(2) {
        if pair[0].root == pair[1].root {
            let message = format!(
                "specimens {} and {} have one key",
                pair[0].label, pair[1].label
            );
            return Err(Error::new(Kind::Unexpected, message));
        }
    }
    Ok(specimens)
}

/// A specimen's key hangs on what it carries, never on its place in a list.
fn root(label: &str) -> Root {
    let hash = Sha256::digest(label.as_bytes());
    let mut front = [0; 8];
    front.copy_from_slice(&hash[..8]);
    Root::truncated(Origin::Specimens, u64::from_le_bytes(front))
}
