//! What each case claims, as something that can be measured. Code points are transcribed from
//! the design's tables, not from the catalogue.

use super::sample::Sample;
use super::{code_claims, people_claims, row_claims, string_claims};

/// Whether a value has the property that its case claims.
pub(super) type Claim = fn(&Sample) -> bool;

/// The claim of this case.
pub(super) fn claim(id: &str) -> Option<Claim> {
    let tables = [
        people_claims::CLAIMS,
        string_claims::CLAIMS,
        code_claims::CLAIMS,
        row_claims::CLAIMS,
    ];
    let mut all = tables.into_iter().flatten();
    all.find(|(known, _)| *known == id).map(|(_, claim)| *claim)
}

/// The ids of all claims.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    let tables = [
        people_claims::CLAIMS,
        string_claims::CLAIMS,
        code_claims::CLAIMS,
        row_claims::CLAIMS,
    ];
    tables.into_iter().flatten().map(|(id, _)| *id)
}
