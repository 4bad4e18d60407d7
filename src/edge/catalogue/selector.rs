//! Words that choose from the catalogue: `only = ["names", "S02", "S01", "phone"]`.

use super::{Class, cases, find};
use crate::edge::Facet;
use crate::edge::case::EdgeCase;

/// What a word chooses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Selector {
    /// All cases of a class, by its name.
    Class(Class),
    /// One case, by an id that no other begins with.
    Case(&'static EdgeCase),
    /// A case and its variants, by what their ids begin with: `S01` and `S01.nfd`.
    Group(&'static str),
    /// All cases of a facet, by its name.
    Facet(Facet),
}

impl Selector {
    /// What the word chooses; `None` where nothing bears that name.
    pub fn parse(word: &str) -> Option<Self> {
        let group = || {
            let variant = cases().find(|case| stem(case.id) == word && case.id != word)?;
            Some(Self::Group(stem(variant.id)))
        };
        Class::from_name(word)
            .map(Self::Class)
            .or_else(|| Facet::from_name(word).map(Self::Facet))
            .or_else(group)
            .or_else(|| find(word).map(Self::Case))
    }

    /// Whether it chooses this case for this facet.
    pub fn takes(self, case: &EdgeCase, facet: Facet) -> bool {
        case.facets.contains(&facet)
            && match self {
                Self::Class(class) => Class::of(case) == Some(class),
                Self::Case(chosen) => chosen.id == case.id,
                Self::Group(group) => stem(case.id) == group,
                Self::Facet(chosen) => chosen == facet,
            }
    }
}

/// An id without its variant.
fn stem(id: &str) -> &str {
    id.split_once('.').map_or(id, |(stem, _)| stem)
}
