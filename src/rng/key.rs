//! What names a row: the top-level thing that it hangs on, and its place below it.

use sha2::{Digest, Sha256};

/// Largest index of a root: 42 bits, so that a row key fits into a UUID.
pub const MAX_ROOT_INDEX: u64 = (1 << 42) - 1;

/// Where a top-level thing comes from. The discriminant is part of every id and stream; those
/// of admins come before those of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Origin {
    /// The scenario's ordinary admins, by ordinal.
    Admins = 1,
    /// Admins made odd on purpose, by a hash of their label.
    AdminSpecimens = 2,
    /// Personas that are admins, by a hash of their key.
    AdminPersonas = 3,
    /// The scenario's ordinary customers, by ordinal.
    Customers = 8,
    /// Customers made odd on purpose, by a hash of their label.
    Specimens = 9,
    /// Personas that are customers, by a hash of their key.
    Personas = 10,
}

impl Origin {
    /// All origins, in the order of their codes.
    pub const ALL: [Self; 6] = [
        Self::Admins,
        Self::AdminSpecimens,
        Self::AdminPersonas,
        Self::Customers,
        Self::Specimens,
        Self::Personas,
    ];

    /// The origin with this code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| *origin as u8 == code)
    }

    /// Whether its accounts are admins' rather than customers'.
    pub const fn is_admin(self) -> bool {
        matches!(
            self,
            Self::Admins | Self::AdminSpecimens | Self::AdminPersonas
        )
    }

    /// Whether its accounts are the scenario's ordinary ones.
    pub const fn is_ordinary(self) -> bool {
        matches!(self, Self::Admins | Self::Customers)
    }
}

/// A top-level key: an account, with everything that hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Root {
    origin: Origin,
    index: u64,
}

/// A root's index does not fit into 42 bits.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("row key {0} is beyond {MAX_ROOT_INDEX}")]
pub struct KeyError(pub u64);

impl Root {
    /// The root `index` of `origin`.
    pub const fn new(origin: Origin, index: u64) -> Result<Self, KeyError> {
        if index > MAX_ROOT_INDEX {
            return Err(KeyError(index));
        }
        Ok(Self { origin, index })
    }

    /// The root `index` of `origin`, its index cut to 42 bits.
    pub const fn truncated(origin: Origin, index: u64) -> Self {
        Self {
            origin,
            index: index & MAX_ROOT_INDEX,
        }
    }

    /// The root of `origin` whose index is a hash of `name`.
    pub fn hashed(origin: Origin, name: &str) -> Self {
        let hash = Sha256::digest(name.as_bytes());
        let mut front = [0; 8];
        front.copy_from_slice(&hash[..8]);
        Self::truncated(origin, u64::from_le_bytes(front))
    }

    /// Where it comes from.
    pub const fn origin(self) -> Origin {
        self.origin
    }

    /// Its number among those of the same origin (for a specimen or a persona, a hash).
    pub const fn index(self) -> u64 {
        self.index
    }

    /// The number in digits and letters, for names and addresses that must be its own.
    pub fn code(self) -> String {
        let mut digits = Vec::new();
        let mut number = self.index;
        loop {
            digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize]);
            number /= 36;
            if number == 0 {
                break;
            }
        }
        digits
            .iter()
            .rev()
            .map(|digit| char::from(*digit))
            .collect()
    }

    /// Whether this is an admin's account rather than a customer's.
    pub const fn is_admin(self) -> bool {
        self.origin.is_admin()
    }

    /// The key of the row that is the root itself: its user, its customer or admin.
    pub const fn key(self) -> RowKey {
        RowKey {
            root: self,
            branch: 0,
            leaf: 0,
        }
    }

    /// The key of the row `leaf` of `branch` below this root.
    pub const fn child(self, branch: u16, leaf: u32) -> RowKey {
        RowKey {
            root: self,
            branch,
            leaf,
        }
    }
}

/// The key of a row: its root, a branch below it, and an ordinal on that branch.
///
/// A message is (customer, conversation, ordinal); a share is (customer, 0, ordinal); an
/// audit row is (account, kind of event, ordinal of what the event is about).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// The account that the row hangs on.
    pub root: Root,
    /// Which of the account's branches.
    pub branch: u16,
    /// Ordinal on the branch, from 0.
    pub leaf: u32,
}

impl RowKey {
    /// The `ChaCha` stream of all cells of this row's branch: 4 bits of origin, 42 of index
    /// and 16 of branch.
    pub(super) const fn stream(self) -> u64 {
        ((self.root.origin as u64) << 58) | (self.root.index << 16) | self.branch as u64
    }

    /// The block of that stream at which this row's cell begins.
    pub(super) const fn block(self) -> u64 {
        self.leaf as u64
    }
}
