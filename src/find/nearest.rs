//! The names that somebody may have meant.

/// At most `most` of the names, the nearest first, whatever their case; none that is further
/// away than two slips, and one more for every four letters.
pub fn nearest<'n>(
    names: impl IntoIterator<Item = &'n str>,
    found: &str,
    most: usize,
) -> Vec<&'n str> {
    let wanted = found.to_lowercase();
    let farthest = 2 + wanted.chars().count() / 4;
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        // A name cannot be nearer than it is longer, and what was typed may be of any length.
        .filter(|name| name.chars().count().abs_diff(wanted.chars().count()) <= farthest)
        .map(|name| {
            (
                strsim::damerau_levenshtein(&name.to_lowercase(), &wanted),
                name,
            )
        })
        .filter(|(distance, _)| *distance <= farthest)
        .collect();
    // Stable: of names equally near, the first comes first.
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(most).map(|(_, name)| name).collect()
}
