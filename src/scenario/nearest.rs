//! The name that somebody meant.

/// The nearest of `names` to what was found, where one is near.
///
/// A misspelling is at most one slip, and one more for every three letters, away.
pub(super) fn nearest<'n, N: AsRef<str>>(names: &'n [N], found: &str) -> Option<&'n N> {
    let length = found.chars().count();
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
            let distance = strsim::damerau_levenshtein(text, found);
            (distance <= most).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
