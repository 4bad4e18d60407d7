//! What `--edge` asks for: `S02`, `S02@body`, a class or a facet.

use super::look::place;
use crate::edge::Facet;
use crate::edge::catalogue::{CANNOT_LIVE, Class, Selector, cases};
use crate::plan::Carried;
use crate::rng::Root;
use crate::scenario::nearest;
use crate::schema::Entity;

/// Cases that an account is to carry one of.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedEdge {
    /// As it was typed.
    pub word: String,
    selector: Selector,
    facet: Option<Facet>,
}

/// Why a word asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WantedEdgeError {
    /// Nothing bears that name.
    #[error("there is no edge case `{word}`")]
    Unknown {
        /// What was asked for.
        word: String,
        /// What may have been meant, the nearest first.
        nearest: Vec<&'static str>,
    },
    /// No row can hold it.
    #[error("no row carries `{word}`, {title}: {reason}")]
    CannotLive {
        /// What was asked for.
        word: String,
        /// What it is.
        title: &'static str,
        /// What keeps it out.
        reason: &'static str,
    },
    /// There is no such facet.
    #[error("there is no facet `{word}`")]
    UnknownFacet {
        /// What was asked for.
        word: String,
        /// What may have been meant, the nearest first.
        nearest: Vec<&'static str>,
    },
    /// The facet carries no such case.
    #[error("`{word}` does not apply to {facet}")]
    Elsewhere {
        /// The case.
        word: String,
        /// The facet.
        facet: &'static str,
        /// Where it applies.
        facets: Vec<&'static str>,
    },
}

impl WantedEdge {
    /// Reads `ID`, or `ID@FACET`; in the place of an id a group of variants, a class or a
    /// facet stands for any of its cases.
    pub fn parse(word: &str) -> Result<Self, WantedEdgeError> {
        let (id, facet) = match word.rsplit_once('@') {
            Some((id, facet)) => (id, Some(facet)),
            None => (word, None),
        };
        let selector = Selector::parse(id).ok_or_else(|| unknown(id))?;
        let facet = facet.map(find_facet).transpose()?;
        let wanted = Self {
            word: word.to_owned(),
            selector,
            facet,
        };
        match facet {
            Some(facet) if !cases().any(|case| wanted.selector.takes(case, facet)) => {
                Err(WantedEdgeError::Elsewhere {
                    word: id.to_owned(),
                    facet: facet.name(),
                    facets: wanted.facets().map(Facet::name).collect(),
                })
            }
            _ => Ok(wanted),
        }
    }

    /// The facets to which its cases apply.
    fn facets(&self) -> impl Iterator<Item = Facet> {
        let applies = |facet: &Facet| cases().any(|case| self.selector.takes(case, *facet));
        Facet::ALL.iter().copied().filter(applies)
    }

    /// Whether it asks for what is carried.
    pub fn takes(&self, (facet, case): &Carried) -> bool {
        self.facet.is_none_or(|wanted| wanted == *facet) && self.selector.takes(case, *facet)
    }

    /// The same, and it shows in rows of `entity`, if one is named.
    pub fn takes_in(&self, carried: &Carried, root: Root, entity: Option<Entity>) -> bool {
        let (facet, case) = *carried;
        self.takes(carried) && entity.is_none_or(|entity| place(facet, case, root).0 == entity)
    }
}

fn find_facet(name: &str) -> Result<Facet, WantedEdgeError> {
    Facet::from_name(name).ok_or_else(|| {
        let names = Facet::ALL.iter().map(|facet| facet.name());
        WantedEdgeError::UnknownFacet {
            word: name.to_owned(),
            nearest: nearest(names, name, 3),
        }
    })
}

fn unknown(word: &str) -> WantedEdgeError {
    if let Some(out) = CANNOT_LIVE.iter().find(|out| out.id == word) {
        return WantedEdgeError::CannotLive {
            word: word.to_owned(),
            title: out.title,
            reason: out.reason,
        };
    }
    let names = cases()
        .map(|case| case.id)
        .chain(CANNOT_LIVE.iter().map(|out| out.id))
        .chain(Class::ALL.iter().map(|class| class.name()))
        .chain(Facet::ALL.iter().map(|facet| facet.name()));
    WantedEdgeError::Unknown {
        word: word.to_owned(),
        nearest: nearest(names, word, 3),
    }
}
