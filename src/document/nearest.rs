//! The names that somebody may have meant.

use std::cmp::Reverse;

/// At most `most` of the names, the nearest to what was found first.
///
/// A misspelling is at most one slip, and one more for every three letters, away, case apart.
/// Among equally near names the longest has the most letters right.
pub fn nearest<'n>(
    names: impl IntoIterator<Item = &'n str>,
    found: &str,
    most: usize,
) -> Vec<&'n str> {
    let length = found.chars().count();
    let found = found.to_lowercase();
    let mut near: Vec<(usize, Reverse<usize>, &str)> = names
        .into_iter()
        .filter_map(|name| {
            let farthest = 1 + name.len() / 3;
            // A text is at least as far away as it is longer: one that is far longer need not
            // be compared, and a text may be as long as a file.
            if length.abs_diff(name.chars().count()) > farthest {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&name.to_lowercase(), &found);
            (distance <= farthest).then_some((distance, Reverse(name.len()), name))
        })
        .collect();
    // Stable: of names equally near and long, the first comes first.
    near.sort_by_key(|(distance, length, _)| (*distance, *length));
    near.into_iter()
        .take(most)
        .map(|(_, _, name)| name)
        .collect()
}
