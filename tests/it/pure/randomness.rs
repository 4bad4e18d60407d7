//! Randomness with an address: the documented streams, and samples that only grow.

use std::collections::BTreeSet;

use connsura_seed::rng::{Cell, Origin, Recipe, Root, RowKey, Source};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use sha2::{Digest as _, Sha256};

const ORIGINS: [(Origin, u64); 6] = [
    (Origin::Admins, 1),
    (Origin::AdminSpecimens, 2),
    (Origin::AdminPersonas, 3),
    (Origin::Customers, 8),
    (Origin::Specimens, 9),
    (Origin::Personas, 10),
];

fn key(origin: Origin, index: u64, branch: u16, leaf: u32) -> RowKey {
    Root::new(origin, index).unwrap().child(branch, leaf)
}

fn cell(seed: u64) -> Cell {
    let field = Source::new(seed, Recipe::V1).field("Test", "field");
    field.at(key(Origin::Customers, 0, 0, 0))
}

proptest! {
    /// Recipe 1, as `rng` documents it: the key is the SHA-256 of recipe, seed, entity and
    /// field; the stream is origin, index and branch; the ordinal is the block, and every
    /// eight draws later the cell goes on 2^32 blocks further.
    #[test]
    fn cells_read_the_documented_streams(
        seed in any::<u64>(),
        (origin, code) in prop::sample::select(&ORIGINS),
        index in 0_u64..1 << 42,
        branch in any::<u16>(),
        leaf in any::<u32>(),
    ) {
        let mut hash = Sha256::new();
        hash.update(b"connsura-seed\x01\0\0\0");
        hash.update(seed.to_le_bytes());
        hash.update(b"Message\0createdAt\0");
        let mut chacha = ChaCha8Rng::from_seed(hash.finalize().into());
        chacha.set_stream(code << 58 | index << 16 | u64::from(branch));
        let field = Source::new(seed, Recipe::V1).field("Message", "createdAt");
        let mut cell = field.at(key(origin, index, branch, leaf));
        for round in 0..3_u128 {
            chacha.set_word_pos((u128::from(leaf) + (round << 32)) * 16);
            for _ in 0..8 {
                prop_assert_eq!(cell.draw(), chacha.next_u64());
            }
        }
    }

    #[test]
    fn no_two_cells_draw_the_same(seed in any::<u64>()) {
        let source = Source::new(seed, Recipe::V1);
        let fields = [("A", "b"), ("Ab", ""), ("", "Ab"), ("A", "c"), ("B", "b")];
        let mut seen = BTreeSet::new();
        for (entity, name) in fields {
            let field = source.field(entity, name);
            for (origin, _) in ORIGINS {
                for (index, branch, leaf) in [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)] {
                    let mut cell = field.at(key(origin, index, branch, leaf));
                    // More than a block of them: a long cell must not run into its neighbour.
                    prop_assert!((0..20).all(|_| seen.insert(cell.draw())));
                }
            }
        }
    }

    #[test]
    fn samples_stay_in_their_range(
        seed in any::<u64>(), n in 1_u64.., min in 0..u64::MAX / 2, width in 0..u64::MAX / 2,
    ) {
        prop_assert!(cell(seed).below(n) < n);
        prop_assert_eq!(cell(seed).below(0), 0);
        prop_assert!((min..=min + width).contains(&cell(seed).between(min, min + width)));
        prop_assert!((0.0..1.0).contains(&cell(seed).unit()));
        let (least, most) = (min % 1_000_000, min % 1_000_000 + width % 1_000_000);
        prop_assert!((least..=most).contains(&cell(seed).long_tail(least, most)));
        prop_assert_eq!(cell(seed).millis(-5), 0);
    }

    /// What edit stability rests on: raising a share or the end of a range only adds.
    #[test]
    fn samples_only_grow_with_their_parameters(
        seed in any::<u64>(),
        low in 0.0..1.0,
        more in 0.0..1.0,
        max in 0_u64..1_000,
        raise in 0_u64..1_000,
    ) {
        let high = f64::min(low + more, 1.0);
        prop_assert!(!cell(seed).chance(low) || cell(seed).chance(high));
        prop_assert!(cell(seed).long_tail(0, max) <= cell(seed).long_tail(0, max + raise));
    }

    #[test]
    fn weights_are_kept(seed in any::<u64>(), weights in prop::collection::vec(0_u32..5, 1..6)) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let items: Vec<(usize, u32)> = weights.iter().copied().enumerate().collect();
        prop_assert!(weights[cell(seed).weighted(&items)] > 0);
    }

    #[test]
    fn codes_hold_no_run_of_digits(seed in any::<u64>(), pairs in 0_usize..40) {
        let mut code = String::new();
        cell(seed).code(pairs, &mut code);
        prop_assert_eq!(code.len(), pairs * 2);
        for (at, byte) in code.bytes().enumerate() {
            let letter = at % 2 == 0;
            let fits = if letter { byte.is_ascii_lowercase() } else { byte.is_ascii_digit() };
            prop_assert!(fits, "{}", code);
        }
    }
}

#[test]
fn samples_are_spread_evenly() {
    let field = Source::new(1, Recipe::V1).field("Test", "spread");
    let mut counts = [0_u32; 10];
    let mut heads = 0;
    for index in 0..20_000 {
        let mut cell = field.at(key(Origin::Customers, index, 0, 0));
        counts[cell.below(10) as usize] += 1;
        heads += u32::from(cell.chance(0.25));
    }
    // Six standard deviations around 2,000 and 5,000.
    assert!(
        counts.iter().all(|count| (1_745..2_255).contains(count)),
        "{counts:?}"
    );
    assert!((4_633..5_367).contains(&heads), "{heads}");
}
