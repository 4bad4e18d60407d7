//! Digests of tables that do not hang on the order of rows.
//!
//! A table's digest is the sum, modulo 2^256, of the SHA-256 of each row's canonical line
//! (see [`crate::schema`]). So parts add up to the whole, a heap may be read in any order,
//! and the digest of a database can be computed in SQL. It finds accidents; it is no proof
//! against somebody who chooses rows to fit a sum.

use std::fmt;
use std::ops::AddAssign;

use sha2::{Digest as _, Sha256};

/// A sum of SHA-256 hashes, modulo 2^256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digest([u64; 4]);

impl Digest {
    /// The digest of one canonical line.
    pub fn of_line(line: &[u8]) -> Self {
        Self::from_bytes(&Sha256::digest(line).into())
    }

    /// The number that 32 bytes are, the most significant first.
    fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut words = [0; 4];
        for (word, chunk) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *word = u64::from_be_bytes(*chunk);
        }
        Self(words)
    }

    /// The digest that [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let mut words = [0; 4];
        for (at, word) in words.iter_mut().enumerate() {
            *word = u64::from_str_radix(&text[at * 16..at * 16 + 16], 16).ok()?;
        }
        Some(Self(words))
    }

    /// One digest of several named ones, in their order.
    pub fn combine<'a>(parts: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        let mut hash = Sha256::new();
        for (name, digest) in parts {
            hash.update(format!("{name} {digest}\n"));
        }
        Self::from_bytes(&hash.finalize().into())
    }
}

impl AddAssign for Digest {
    fn add_assign(&mut self, other: Self) {
        let mut carry = false;
        for (left, right) in self.0.iter_mut().zip(other.0).rev() {
            (*left, carry) = left.carrying_add(right, carry);
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|word| write!(f, "{word:016x}"))
    }
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// What a table, or a part of one, amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows.
    pub rows: u64,
    /// Bytes in the format that was written.
    pub bytes: u64,
    /// The rows' digest.
    pub digest: Digest,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.bytes += other.bytes;
        self.digest += other.digest;
    }
}
