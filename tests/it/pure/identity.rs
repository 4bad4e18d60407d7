//! Ids taken apart and put together as text, by the layout that the documentation draws.
//!
//! ```text
//! 5eed 04 08 - 0000 - 8 000 - 8 005 - 0001 00000011
//! │    │  │    └──────┴───┴─────┴──┘  │    └ ordinal on the branch
//! │    │  └ origin     root index     └ branch
//! │    └ entity
//! └ "seed"
//! ```

/// The origin of admins' accounts.
pub(crate) const ADMINS: u8 = 1;
/// The origins of admins who are odd on purpose, and of admins who are personas.
pub(crate) const ODD_ADMINS: [u8; 2] = [2, 3];
/// The origin of ordinary customers' accounts.
pub(crate) const CUSTOMERS: u8 = 8;
/// The origins of customers who are odd on purpose, and of those who are personas.
pub(crate) const ODD_CUSTOMERS: [u8; 2] = [9, 10];
/// The origins of specimens.
pub(crate) const SPECIMENS: [u8; 2] = [2, 9];
/// The origins of personas.
pub(crate) const PERSONAS: [u8; 2] = [3, 10];

/// The tables' codes, in the order of loading.
pub(crate) const CODES: [(&str, u8); 9] = [
    ("User", 1),
    ("Customer", 2),
    ("Admin", 3),
    ("Message", 4),
    ("MessageReadState", 5),
    ("ProfileShare", 6),
    ("AuditLog", 7),
    ("Upload", 8),
    ("Form", 9),
];

/// What an id says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Identity {
    pub(crate) entity: u8,
    pub(crate) origin: u8,
    pub(crate) index: u64,
    pub(crate) branch: u16,
    pub(crate) leaf: u32,
}

impl Identity {
    /// Reads an id, which must be one of the generator's.
    pub(crate) fn read(id: &str) -> Self {
        let digits: String = id.chars().filter(|character| *character != '-').collect();
        assert_eq!(digits.len(), 32, "{id}");
        assert_eq!(&digits[..4], "5eed", "{id}");
        let number = |from: usize, to: usize| u64::from_str_radix(&digits[from..to], 16).unwrap();
        assert_eq!(number(12, 13), 8, "version of {id}");
        let variant_and_low = number(16, 20);
        assert_eq!(variant_and_low / 0x4000, 2, "variant of {id}");
        Self {
            entity: number(4, 6) as u8,
            origin: number(6, 8) as u8,
            index: number(8, 12) * (1 << 26)
                + number(13, 16) * (1 << 14)
                + variant_and_low % 0x4000,
            branch: number(20, 24) as u16,
            leaf: number(24, 32) as u32,
        }
    }

    /// Writes the id.
    pub(crate) fn write(self) -> String {
        let (high, middle, low) = (
            self.index / (1 << 26),
            self.index / (1 << 14) % (1 << 12),
            self.index % (1 << 14),
        );
        format!(
            "5eed{:02x}{:02x}-{high:04x}-8{middle:03x}-{:04x}-{:04x}{:08x}",
            self.entity,
            self.origin,
            0x8000 + low,
            self.branch,
            self.leaf
        )
    }

    /// Whether the row hangs on a specimen or a persona.
    pub(crate) fn is_odd(self) -> bool {
        ODD_ADMINS.contains(&self.origin) || ODD_CUSTOMERS.contains(&self.origin)
    }

    /// The row of another table that is the root's own: its user, its customer or its admin.
    pub(crate) fn root_row(self, table: &str) -> String {
        let (_, entity) = CODES.iter().find(|(name, _)| *name == table).unwrap();
        Self {
            entity: *entity,
            branch: 0,
            leaf: 0,
            ..self
        }
        .write()
    }

    /// The account that the row hangs on.
    pub(crate) fn root(self) -> (u8, u64) {
        (self.origin, self.index)
    }
}
