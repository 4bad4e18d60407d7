//! Short ways to write an entry of the catalogue.

use crate::edge::Facet;
use crate::edge::case::{EdgeCase, State, Text, Tier, Value};

/// A case that the product's own forms let in.
pub(super) const fn plausible(
    id: &'static str,
    facets: &'static [Facet],
    value: Value,
    title: &'static str,
    breaks: &'static str,
    source: &'static str,
) -> EdgeCase {
    EdgeCase {
        id,
        title,
        breaks,
        tier: Tier::Plausible,
        source,
        facets,
        value,
    }
}

/// A case that comes about by other means only.
pub(super) const fn hostile(
    id: &'static str,
    facets: &'static [Facet],
    value: Value,
    title: &'static str,
    breaks: &'static str,
    source: &'static str,
) -> EdgeCase {
    EdgeCase {
        tier: Tier::Hostile,
        ..plausible(id, facets, value, title, breaks, source)
    }
}

/// Exactly this text.
pub(super) const fn whole(text: &'static str) -> Value {
    Value::Text(Text::Whole(text))
}

/// Exactly this text, in several rows.
pub(super) const fn shared(text: &'static str) -> Value {
    Value::Text(Text::Shared(text))
}

/// An ordinary text with this at its end.
pub(super) const fn within(text: &'static str) -> Value {
    Value::Text(Text::Within(text))
}

/// An ordinary text with this before it.
pub(super) const fn before(text: &'static str) -> Value {
    Value::Text(Text::Before(text))
}

/// One text so many times, and another behind it.
pub(super) const fn repeat(text: &'static str, times: usize, tail: &'static str) -> Value {
    Value::Text(Text::Repeat(text, times, tail))
}

/// What happens to related rows.
pub(super) const fn state(state: State) -> Value {
    Value::State(state)
}
