//! Pairs of two-valued factors.

use std::iter::successors;

use super::constraints::Value;

/// The smallest array of strength 2 for factors of these sizes: more than three of them have
/// two values, and the others one.
///
/// In N rows there is room for C(N-1, ceil(N/2)) columns, and for no more (Kleitman and
/// Spencer, "Families of k-independent sets", 1973; Katona, "Two applications of Sperner type
/// theorems", 1973). The first row is 0 throughout, and below it a column is a subset of the
/// N-1 other rows with ceil(N/2) members: two of them always meet, and neither holds the
/// other.
pub(super) fn array(sizes: &[usize]) -> Vec<Vec<Value>> {
    let two: Vec<usize> = (0..sizes.len())
        .filter(|column| sizes[*column] == 2)
        .collect();
    let room = |length: &usize| binomial(length - 1, length.div_ceil(2)) >= two.len();
    let length = (4..=two.len() + 4).find(room).unwrap_or_default();
    let mut rows = vec![vec![0; sizes.len()]; length];
    let first: Vec<usize> = (1..=length.div_ceil(2)).collect();
    let columns = successors(Some(first), |members| next(members, length - 1));
    for (column, members) in two.iter().zip(columns) {
        for member in members {
            rows[member][*column] = 1;
        }
    }
    rows
}

/// The next subset of 1..=last with as many members, in lexicographic order.
fn next(members: &[usize], last: usize) -> Option<Vec<usize>> {
    let size = members.len();
    let place = (0..size).rfind(|place| members[*place] < last - (size - 1 - place))?;
    let first = members[place] + 1;
    let higher = first..first + size - place;
    Some(members[..place].iter().copied().chain(higher).collect())
}

fn binomial(n: usize, k: usize) -> usize {
    (0..k).fold(1_usize, |product, step| {
        product.saturating_mul(n - step) / (step + 1)
    })
}
