//! Choices from random words.
//!
//! Written out here, because the recipe promises bytes and a library may change how it
//! samples. Integers take the high half of a 128-bit product; the bias, below n / 2^64, is
//! of no matter here. Floats are only compared and multiplied, which IEEE 754 defines to
//! the bit; no logarithm or power is used, since those differ between platforms.

use super::Cell;

impl Cell {
    /// A number from 0 up to, but not including, `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.draw()) * u128::from(n)) >> 64) as u64
    }

    /// A number from `min` to `max`, both included.
    pub fn between(&mut self, min: u64, max: u64) -> u64 {
        min + self.below(max.saturating_sub(min).saturating_add(1))
    }

    /// A number from 0 up to, but not including, 1, in steps of 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// True in the share `probability` of all cells.
    ///
    /// A cell that is true at one probability is true at every higher one, so raising a
    /// share in a scenario only adds to it.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `items`, each as likely as the others. `items` must not be empty.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }

    /// One of `items` by weight. The weights' sum must not be 0.
    pub fn weighted<T: Copy>(&mut self, items: &[(T, u32)]) -> T {
        let total: u64 = items.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut ticket = self.below(total);
        for (item, weight) in items {
            if ticket < u64::from(*weight) {
                return *item;
            }
            ticket -= u64::from(*weight);
        }
        items[items.len() - 1].0
    }

    /// A number from `min` to `max`, mostly small: the cube of a uniform share of the range.
    pub fn long_tail(&mut self, min: u64, max: u64) -> u64 {
        let share = self.unit();
        let width = (max - min + 1) as f64;
        (min + (share * share * share * width) as u64).min(max)
    }

    /// A number of milliseconds from 0 up to, but not including, `span`.
    pub fn millis(&mut self, span: i64) -> i64 {
        self.below(span.max(0) as u64) as i64
    }

    /// Appends `pairs` pairs of a letter and a digit to `out`.
    ///
    /// In turn, so that no run of digits can be taken for a phone number.
    pub fn code(&mut self, pairs: usize, out: &mut String) {
        const LETTERS: &[u8; 22] = b"abcdefghjkmnpqrstvwxyz";
        const DIGITS: &[u8; 8] = b"23456789";
        const PAIRS: u64 = 22 * 8;
        // 176^8 is below 2^64; 176^9 is not.
        const PER_DRAW: usize = 8;
        let mut left = 0;
        let mut ticket = 0;
        for _ in 0..pairs {
            if left == 0 {
                ticket = self.below(PAIRS.pow(PER_DRAW as u32));
                left = PER_DRAW;
            }
            let pair = (ticket % PAIRS) as usize;
            ticket /= PAIRS;
            left -= 1;
            out.push(char::from(LETTERS[pair / 8]));
            out.push(char::from(DIGITS[pair % 8]));
        }
    }
}
