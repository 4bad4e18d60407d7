//! Values that several tables of a scenario have: ranges and weights.

use super::limits::{MOST_WEIGHT, TAILS};
use super::model::{Count, Tail};
use crate::document::{Layer, Place, Placed, Section, allowed};

impl Section<'_> {
    /// `{ min = ..., max = ..., tail = ... }` with `max` at most `most`; none where left out.
    pub(super) fn count(&self, key: &'static str, most: u64) -> Placed<Count> {
        let section = self.whole(key, "{ min = 0, max = 3 }");
        let place = section.place.clone();
        let none = Placed {
            value: Count::NONE,
            place: place.clone(),
        };
        if !section.is_given() {
            return none;
        }
        let min = section.number("min", 0..=most);
        let max = section.number("max", 0..=most);
        let given = section.has("max");
        let tail = section.choice("tail", &TAILS);
        section.finish();
        if !given {
            let message = format!("`{}` has no `max`", section.path);
            self.findings.add(
                &place,
                message,
                "`max` is missing",
                Some("write { min = 0, max = 3 }".to_owned()),
            );
            return none;
        }
        let min = min.unwrap_or(Placed {
            value: 0,
            place: place.clone(),
        });
        let Some(max) = max else { return none };
        if min.value > max.value {
            let message = format!("`{}` has a `min` above its `max`", section.path);
            let help = format!("allowed: 0 to {}", max.value);
            self.findings
                .add(&min.place, message, "more than `max`", Some(help));
            return none;
        }
        let tail = tail.unwrap_or(Tail::Even);
        Placed {
            value: Count {
                min: min.value,
                max: max.value,
                tail,
            },
            place,
        }
    }

    /// Weights by name, from a table such as `{ en = 4, ar = 1 }`; `None` where left out.
    pub(super) fn weights(
        &self,
        key: &'static str,
        names: &[&'static str],
    ) -> Option<Vec<(&'static str, u32)>> {
        let example = names
            .first()
            .map_or_else(String::new, |name| format!("{{ {name} = 1 }}"));
        let section = self.whole(key, &example);
        let Layer { table, place } = section.layers.first()?;
        let mut wrong = false;
        for (name, _) in *table {
            if !names.iter().any(|known| known == name.get_ref()) {
                let message = format!("`{}` does not know `{}`", section.path, name.get_ref());
                let help = Some(allowed(names, name.get_ref()));
                wrong = true;
                let place = Place {
                    file: place.file.clone(),
                    span: name.span(),
                };
                self.findings.add(&place, message, "unknown", help);
            }
        }
        let weights: Vec<(&'static str, u32)> = names
            .iter()
            .filter_map(|name| Some((*name, section.number(name, 0..=MOST_WEIGHT)?.value as u32)))
            .collect();
        // What is wrong with a weight has been said; that none is left is no news.
        if wrong || weights.len() < table.len() {
            return None;
        }
        if weights.iter().all(|(_, weight)| *weight == 0) {
            let message = format!("`{}` gives no weight to anything", section.path);
            let help = format!(
                "give at least one of them a weight above 0: {}",
                names.join(", ")
            );
            self.findings
                .add(place, message, "all weights are 0", Some(help));
            return None;
        }
        Some(weights)
    }
}
