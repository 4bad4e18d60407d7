//! Covering arrays against an independent checker, which counts what is not covered.

use std::collections::BTreeSet;

use connsura_seed::plan::{Array, CoveringError, Forbidden, Strength, covering};
use proptest::prelude::*;

const STRENGTHS: [Strength; 3] = [Strength::One, Strength::Two, Strength::Three];

/// Values of some factors, by ascending factor.
type Tuple = Vec<(usize, usize)>;

fn breaks(row: &[usize], forbidden: &Forbidden) -> bool {
    let cells = &forbidden.0;
    cells.iter().all(|(factor, value)| row[*factor] == *value)
}

/// Every row that there can be, valid or not.
fn all_rows(factors: &[usize]) -> Vec<Vec<usize>> {
    let mut rows = vec![Vec::new()];
    for size in factors {
        let longer =
            |row: Vec<usize>| (0..*size).map(move |value| [row.as_slice(), &[value]].concat());
        rows = rows.into_iter().flat_map(longer).collect();
    }
    rows
}

/// The choices of `count` numbers below `n`.
fn choices(n: usize, count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for last in 0..n {
        for mut choice in choices(last, count - 1) {
            choice.push(last);
            found.push(choice);
        }
    }
    found
}

/// The tuples that any of these rows holds.
fn tuples_in(rows: &[Vec<usize>], factors: usize, strength: usize) -> BTreeSet<Tuple> {
    let mut tuples = BTreeSet::new();
    for choice in choices(factors, strength.min(factors)) {
        for row in rows {
            tuples.insert(
                choice
                    .iter()
                    .map(|factor| (*factor, row[*factor]))
                    .collect(),
            );
        }
    }
    tuples
}

/// All tuples of values, whether they can occur or not.
fn all_tuples(factors: &[usize], strength: usize) -> BTreeSet<Tuple> {
    let mut tuples = BTreeSet::new();
    for choice in choices(factors.len(), strength.min(factors.len())) {
        let sizes: Vec<usize> = choice.iter().map(|factor| factors[*factor]).collect();
        for values in all_rows(&sizes) {
            tuples.insert(choice.iter().copied().zip(values).collect());
        }
    }
    tuples
}

/// Checks an array by making every row that the model allows.
fn check(factors: &[usize], strength: Strength, forbidden: &[Forbidden]) -> Array {
    let array = covering(factors, strength, forbidden).unwrap();
    let valid: Vec<Vec<usize>> = all_rows(factors)
        .into_iter()
        .filter(|row| !forbidden.iter().any(|one| breaks(row, one)))
        .collect();
    let known: BTreeSet<&Vec<usize>> = valid.iter().collect();
    let wrong = array.rows.iter().filter(|row| !known.contains(row));
    assert_eq!(wrong.count(), 0, "rows that cannot be");
    let possible = tuples_in(&valid, factors.len(), strength as usize);
    let covered = tuples_in(&array.rows, factors.len(), strength as usize);
    assert_eq!(possible.difference(&covered).count(), 0, "uncovered");
    let impossible: Vec<Tuple> = all_tuples(factors, strength as usize)
        .difference(&possible)
        .cloned()
        .collect();
    assert_eq!(array.impossible, impossible);
    assert!(array.rows.is_sorted_by(|a, b| a < b));
    assert!(array.lower_bound <= array.rows.len());
    array
}

/// Checks an array without constraints, whatever its size: how many tuples it misses.
fn uncovered(factors: &[usize], strength: usize, array: &Array) -> usize {
    let mut missing = 0;
    for choice in choices(factors.len(), strength) {
        let of = |row: &Vec<usize>| -> Vec<usize> { choice.iter().map(|f| row[*f]).collect() };
        let held: BTreeSet<Vec<usize>> = array.rows.iter().map(of).collect();
        let inside = held.iter().all(|tuple| {
            let mut cells = tuple.iter().zip(&choice);
            cells.all(|(value, factor)| *value < factors[*factor])
        });
        assert!(inside, "a value that a factor does not have");
        let all: usize = choice.iter().map(|factor| factors[*factor]).product();
        missing += all - held.len();
    }
    missing
}

/// A model by its factors' sizes and how many there are of each.
fn model(parts: &[(usize, usize)]) -> Vec<usize> {
    let factors = parts.iter();
    factors
        .flat_map(|(size, count)| vec![*size; *count])
        .collect()
}

/// Factors as (size, how many of it), the size of PICT, and what is reached here.
type Published = (&'static [(usize, usize)], usize, usize);

/// The models of PICT's published comparison.
const PUBLISHED: &[Published] = &[
    (&[(3, 4)], 9, 9),
    (&[(3, 13)], 18, 15),
    (&[(4, 15), (3, 17), (2, 29)], 37, 28),
    (&[(4, 1), (3, 39), (2, 35)], 27, 21),
    (&[(2, 100)], 15, 10),
    (&[(10, 20)], 210, 172),
];

#[test]
fn published_models_are_covered_in_no_more_rows_than_by_pict() {
    for (parts, by_pict, reached) in PUBLISHED {
        let factors = model(parts);
        let array = covering(&factors, Strength::Two, &[]).unwrap();
        assert_eq!(uncovered(&factors, 2, &array), 0, "{parts:?}");
        let rows = array.rows.len();
        assert!(rows <= *by_pict, "{parts:?}: {rows}");
        assert!(rows <= *reached, "{parts:?}: {rows}");
    }
}

#[test]
fn degenerate_models_have_an_array() {
    for strength in STRENGTHS {
        assert!(check_rows(&[], strength, &[]).is_empty());
        assert_eq!(check_rows(&[3], strength, &[]).len(), 3);
        assert_eq!(check_rows(&[1], strength, &[]).len(), 1);
        assert_eq!(check_rows(&[1, 1, 1, 1], strength, &[]).len(), 1);
        assert!(check_rows(&[0], strength, &[]).is_empty());
        assert!(check_rows(&[3, 0, 2, 2], strength, &[]).is_empty());
        assert!(check_rows(&[2, 2, 2, 2, 0], strength, &[]).is_empty());
        assert!(check_rows(&[2, 2], strength, &[Forbidden(vec![])]).is_empty());
        let both = [Forbidden(vec![(0, 0)]), Forbidden(vec![(0, 1)])];
        assert!(check_rows(&[2, 3, 3, 2], strength, &both).is_empty());
    }
    assert_eq!(check_rows(&[3, 2], Strength::Three, &[]).len(), 6);
    assert_eq!(check_rows(&[4, 3, 2], Strength::One, &[]).len(), 4);
}

fn check_rows(factors: &[usize], strength: Strength, forbidden: &[Forbidden]) -> Vec<Vec<usize>> {
    if factors.is_empty() {
        return covering(factors, strength, forbidden).unwrap().rows;
    }
    check(factors, strength, forbidden).rows
}

#[test]
fn what_the_model_does_not_have_is_refused() {
    for (factor, value) in [(2, 0), (0, 3)] {
        let forbidden = [Forbidden(vec![(1, 0), (factor, value)])];
        let refused = covering(&[3, 2], Strength::Two, &forbidden);
        assert_eq!(refused, Err(CoveringError::NoSuchValue { factor, value }));
    }
    let refused = covering(&[5000, 5000], Strength::Two, &[]);
    let tuples = 25_000_000;
    assert_eq!(refused, Err(CoveringError::TooLarge { tuples }));
    let refused = covering(&[0; 1000], Strength::Three, &[]);
    assert!(matches!(refused, Err(CoveringError::TooLarge { .. })));
}

#[test]
fn implied_constraints_are_found() {
    // 0 needs 0 in the second factor, and that needs 0 in the third.
    let forbidden = [
        Forbidden(vec![(0, 0), (1, 1)]),
        Forbidden(vec![(1, 0), (2, 1)]),
    ];
    let array = check(&[2, 2, 2], Strength::Two, &forbidden);
    assert!(array.impossible.contains(&vec![(0, 0), (2, 1)]));
}

/// A small model with constraints of one, two or three cells.
fn constrained() -> impl Strategy<Value = (Vec<usize>, Vec<Forbidden>)> {
    prop::collection::vec(1_usize..5, 1..7).prop_flat_map(|factors| {
        let sizes = factors.clone();
        let cell = (0..factors.len()).prop_flat_map(move |factor| (Just(factor), 0..sizes[factor]));
        let forbidden = prop::collection::vec(cell, 1..4).prop_map(Forbidden);
        (Just(factors), prop::collection::vec(forbidden, 0..9))
    })
}

proptest! {
    #[test]
    fn every_possible_tuple_is_covered_and_nothing_forbidden(
        (factors, mut forbidden) in constrained(),
    ) {
        for strength in STRENGTHS {
            let array = check(&factors, strength, &forbidden);
            prop_assert_eq!(&array, &covering(&factors, strength, &forbidden).unwrap());
            forbidden.reverse();
            prop_assert_eq!(&array, &covering(&factors, strength, &forbidden).unwrap());
        }
    }
}

/// A uniform model that an algebraic construction covers: how many values, how many factors,
/// the strength, and the number of rows.
type Algebraic = (usize, usize, Strength, usize);

const ALGEBRAIC: &[Algebraic] = &[
    // Orthogonal arrays over fields, of prime and of other prime power order.
    (2, 3, Strength::Two, 4),
    (4, 5, Strength::Two, 16),
    (5, 6, Strength::Two, 25),
    (8, 9, Strength::Two, 64),
    (9, 10, Strength::Two, 81),
    (16, 17, Strength::Two, 256),
    (25, 26, Strength::Two, 625),
    (2, 4, Strength::Three, 8),
    (3, 4, Strength::Three, 27),
    (4, 6, Strength::Three, 64),
    (5, 6, Strength::Three, 125),
    // Over products of fields.
    (6, 3, Strength::Two, 36),
    (12, 4, Strength::Two, 144),
    (20, 5, Strength::Two, 400),
    (6, 4, Strength::Three, 216),
    // Expanded.
    (4, 21, Strength::Two, 28),
    (5, 31, Strength::Two, 45),
    (7, 20, Strength::Two, 91),
    // As small as an array of two-valued factors can be.
    (2, 10, Strength::Two, 6),
    (2, 126, Strength::Two, 10),
    (2, 127, Strength::Two, 11),
];

#[test]
fn algebraic_models_have_their_known_sizes() {
    for (values, count, strength, rows) in ALGEBRAIC {
        let factors = vec![*values; *count];
        let array = covering(&factors, *strength, &[]).unwrap();
        let name = format!("{values}^{count}, {strength:?}");
        assert_eq!(uncovered(&factors, *strength as usize, &array), 0, "{name}");
        assert!(array.rows.len() <= *rows, "{name}: {}", array.rows.len());
    }
}

/// Models as entities have them: factors, strength, and whether pairs are forbidden.
const REALISTIC: &[(&[usize], Strength, bool)] = &[
    (LARGE, Strength::Two, false),
    (LARGE, Strength::Two, true),
    (&[40, 20, 12, 8, 6, 4, 3, 2], Strength::Two, true),
    (&[2, 12, 20, 3, 12, 20, 4, 6, 8], Strength::Two, true),
    (&[12, 8, 6, 4, 3, 2], Strength::Two, true),
    (&[30, 20, 12, 8, 6, 4, 3, 2], Strength::Three, true),
];

const LARGE: &[usize] = &[90, 40, 20, 12, 8, 6, 4, 3, 2, 2, 3, 4];

/// Forbids the first third of every other factor to the first third of the first one.
fn third_forbidden(factors: &[usize]) -> Vec<Forbidden> {
    let mut forbidden = Vec::new();
    for first in 0..factors[0] / 3 {
        for other in (2..factors.len()).step_by(2) {
            for value in 0..factors[other] / 3 {
                forbidden.push(Forbidden(vec![(0, first), (other, value)]));
            }
        }
    }
    forbidden
}

#[test]
fn realistic_models_are_within_two_per_cent_of_what_there_must_be() {
    for (factors, strength, constrained) in REALISTIC {
        let forbidden = if *constrained {
            third_forbidden(factors)
        } else {
            Vec::new()
        };
        let array = covering(factors, *strength, &forbidden).unwrap();
        let broken = |row: &&Vec<usize>| forbidden.iter().any(|one| breaks(row, one));
        assert_eq!(array.rows.iter().filter(broken).count(), 0, "{factors:?}");
        // All that is not covered is impossible. Here that is what holds a forbidden pair.
        let missing = uncovered(factors, *strength as usize, &array);
        assert_eq!(missing, array.impossible.len(), "{factors:?}");
        let explained = |tuple: &Tuple| {
            let within = |one: &Forbidden| one.0.iter().all(|cell| tuple.contains(cell));
            forbidden.iter().any(within)
        };
        assert!(array.impossible.iter().all(explained), "{factors:?}");
        let (rows, bound) = (array.rows.len(), array.lower_bound);
        assert!(rows * 50 <= bound * 51, "{factors:?}: {rows}, {bound}");
    }
}

/// How many per cent of the rows are among other ones, whose further cells do not count.
fn kept(before: &[Vec<usize>], after: &[Vec<usize>]) -> usize {
    let factors = before[0].len();
    let after: BTreeSet<&[usize]> = after.iter().map(|row| &row[..factors]).collect();
    let kept = before.iter().filter(|row| after.contains(row.as_slice()));
    kept.count() * 100 / before.len()
}

#[test]
fn an_edit_keeps_most_rows_of_a_large_model() {
    let rows = |factors: &[usize], forbidden: &[Forbidden]| {
        covering(factors, Strength::Two, forbidden).unwrap().rows
    };
    for forbidden in [Vec::new(), third_forbidden(LARGE)] {
        let before = rows(LARGE, &forbidden);
        for factor in 0..LARGE.len() {
            let mut factors = LARGE.to_vec();
            factors[factor] += 1;
            let share = kept(&before, &rows(&factors, &forbidden));
            assert!(share >= 80, "one more value of {factor}: {share} %");
        }
        let share = kept(&before, &rows(&[LARGE, &[4]].concat(), &forbidden));
        assert!(share >= 90, "one more factor: {share} %");
        let one_more = [forbidden, vec![Forbidden(vec![(1, 5), (3, 5)])]].concat();
        let share = kept(&before, &rows(LARGE, &one_more));
        assert!(share >= 75, "one more constraint: {share} %");
    }
}

#[test]
fn entangled_constraints_are_refused_soon() {
    // Twelve factors of eleven values, no two alike.
    let mut forbidden = Vec::new();
    for (one, other) in (0..12).flat_map(|one| (0..one).map(move |other| (other, one))) {
        forbidden.extend((0..11).map(|value| Forbidden(vec![(one, value), (other, value)])));
    }
    let refused = covering(&[11; 12], Strength::Two, &forbidden);
    assert_eq!(refused, Err(CoveringError::Undecided));
}
