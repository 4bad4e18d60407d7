//! The name that somebody meant.

use std::cmp::Reverse;

/// The nearest of `names` to what was found, where one is near.
///
/// A misspelling is at most one slip, and one more for every three letters, away, case apart.
/// Among equally near names the longest has the most letters right.
pub(super) fn nearest<'n, N: AsRef<str>>(names: &'n [N], found: &str) -> Option<&'n N> {
    let length = found.chars().count();
    let found = found.to_lowercase();
    names
        .iter()
        .filter_map(|name| {
            let text = name.as_ref();
            let most = 1 + text.len() / 3;
            // A text is at least as far away as it is longer: one that is far longer need not
            // be compared, and a text may be as long as a file.
            if length.abs_diff(text.chars().count()) > most {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&text.to_lowercase(), &found);
            (distance <= most).then_some((distance, Reverse(text.len()), name))
        })
        .min_by_key(|(distance, length, _)| (*distance, *length))
        .map(|(_, _, name)| name)
}
