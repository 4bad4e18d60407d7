//! The edge-case catalogue: what can be odd about a row, and why that breaks software.
//!
//! An edge case is a value of a facet, and its id is `facet:value`. A file holds the cases
//! of one class, as data and as the function that makes the value.

mod absence;
pub mod case;
pub mod catalogue;
mod facet;
mod languages;
pub mod make;
mod names;

pub use facet::{Facet, Subject};
pub use languages::languages;
pub use names::full_name;

/// How data like this can come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// It could have come in through the product's own forms.
    Plausible,
}

/// One odd value of one facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdgeCase {
    /// `facet:value`; it never changes its meaning.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it breaks.
    pub breaks: &'static str,
    /// How data like this can come about.
    pub tier: Tier,
    /// What it does to the rows that carry it.
    pub effect: Effect,
}

/// What an edge case does to the rows that carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The customer's full name is made by this rule.
    FullName(NameRule),
    /// The customer's spoken languages are made by this rule.
    Languages(LanguageRule),
    /// This column of the customer's rows is NULL.
    Null {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// The other party of the customer's conversations is gone: its side is NULL.
    PartyGone,
}

/// How an odd full name is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRule {
    /// As many graphemes as the column's limit, each of one code point.
    LimitInGraphemes,
    /// As many code points as the limit, in fewer graphemes.
    LimitInCodePoints,
    /// As many bytes as the limit, in fewer code points.
    LimitInBytes,
}

/// How an odd list of languages is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LanguageRule {
    /// No language.
    Empty,
    /// One language.
    Single,
    /// All languages that the project knows.
    Many,
    /// One language of each script that the project knows.
    MixedScripts,
}

/// The whole catalogue, class by class.
pub fn catalogue() -> impl Iterator<Item = &'static EdgeCase> {
    names::CASES
        .iter()
        .chain(languages::CASES)
        .chain(absence::CASES)
}
