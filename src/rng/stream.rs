//! From an address to random words.
//!
//! A field of an entity has a `ChaCha8` key; a branch of a root is a stream under that key;
//! a row's ordinal on the branch is a block of that stream. So neighbouring rows read
//! neighbouring blocks, and any row is reached by seeking. A cell that needs more than one
//! block goes on at the same ordinal of the next 2^32 blocks, out of its neighbours' way.

use std::convert::Infallible;

use rand::TryRng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng};
use sha2::{Digest, Sha256};

use super::{Recipe, RowKey};

/// Words in a `ChaCha` block.
const BLOCK_WORDS: u128 = 16;
/// 64-bit draws in a block.
const BLOCK_DRAWS: u32 = 8;

/// Where all randomness of a plan comes from: its seed and recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    seed: u64,
    recipe: Recipe,
}

impl Source {
    /// The source of `seed` under `recipe`.
    pub const fn new(seed: u64, recipe: Recipe) -> Self {
        Self { seed, recipe }
    }

    /// The streams of one field, by the names of the entity and the field.
    pub fn field(self, entity: &str, field: &str) -> Field {
        let mut hash = Sha256::new();
        hash.update(b"connsura-seed");
        hash.update(self.recipe.number().to_le_bytes());
        hash.update(self.seed.to_le_bytes());
        // Names end in a NUL, so that ("ab", "c") and ("a", "bc") differ.
        hash.update(entity.as_bytes());
        hash.update([0]);
        hash.update(field.as_bytes());
        hash.update([0]);
        Field {
            key: hash.finalize().into(),
        }
    }
}

/// All cells of one field.
#[derive(Debug, Clone)]
pub struct Field {
    key: [u8; 32],
}

impl Field {
    /// The randomness of this field's cell in the row `key`.
    pub fn at(&self, key: RowKey) -> Cell {
        let mut chacha = ChaCha8Rng::from_seed(self.key);
        chacha.set_stream(key.stream());
        let mut cell = Cell {
            chacha,
            block: key.block(),
            drawn: 0,
        };
        cell.seek();
        cell
    }
}

/// The randomness of one cell. It never runs dry and never meets another cell's.
#[derive(Debug, Clone)]
pub struct Cell {
    chacha: ChaCha8Rng,
    block: u64,
    drawn: u32,
}

impl Cell {
    fn seek(&mut self) {
        self.chacha
            .set_word_pos(u128::from(self.block) * BLOCK_WORDS);
    }

    /// The next 64 random bits.
    pub fn draw(&mut self) -> u64 {
        if self.drawn == BLOCK_DRAWS {
            self.block += 1 << 32;
            self.drawn = 0;
            self.seek();
        }
        self.drawn += 1;
        self.chacha.next_u64()
    }
}

/// Lets `rand` and `fake` draw from a cell.
impl TryRng for Cell {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.draw() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.draw())
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for chunk in out.chunks_mut(8) {
            chunk.copy_from_slice(&self.draw().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}
