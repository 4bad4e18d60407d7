//! Ids that say what they name.
//!
//! `UUIDv8` (RFC 9562, 5.8) leaves 122 bits to the application. Here they are, from the front:
//!
//! ```text
//! 5eed 04 08 - 0000 - 8 000 - 8 005 - 0001 00000011
//! │    │  │    └──────┴───┴─────┴──┘  │    └ ordinal on the branch (32 bits)
//! │    │  │         root index        └ branch (16 bits)
//! │    │  └ origin of the root (8)      (42 bits)
//! │    └ entity (8)
//! └ "seed": synthetic, by this program (16)
//! ```
//!
//! The id above is message 17 of conversation 1 of customer 5. Ids sort as their keys do, so
//! rows arrive in the order of the primary key's index.

use uuid::Uuid;

use super::Entity;
use crate::rng::{Origin, Root, RowKey};

/// The first 16 bits of every generated id.
const PREFIX: u128 = 0x5eed;

/// The entity byte of an id that a client made for a message: no row's id, so a code of its own.
const CLIENT_MESSAGE: u8 = 0x84;

/// Packs what a row is into its id.
pub const fn encode(entity: Entity, key: RowKey) -> Uuid {
    pack(entity as u8, key)
}

/// The id that a client would have made for the message `key` before sending it.
pub const fn client_message_id(key: RowKey) -> Uuid {
    pack(CLIENT_MESSAGE, key)
}

const fn pack(code: u8, key: RowKey) -> Uuid {
    let index = key.root.index() as u128;
    Uuid::from_u128(
        (PREFIX << 112)
            | ((code as u128) << 104)
            | ((key.root.origin() as u128) << 96)
            | ((index >> 26) << 80)
            | (8 << 76)
            | (((index >> 14) & 0xfff) << 64)
            | (0b10 << 62)
            | ((index & 0x3fff) << 48)
            | ((key.branch as u128) << 32)
            | key.leaf as u128,
    )
}

/// Why a UUID is not an id of this program.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum IdError {
    /// It does not begin with `5eed`, or is not of version 8.
    #[error("not an id made by connsura-seed")]
    Foreign,
    /// It names an entity or an origin that this version does not know.
    #[error("an id of a newer connsura-seed")]
    Unknown,
}

/// Reads back what [`encode`] packed.
pub fn decode(id: Uuid) -> Result<(Entity, RowKey), IdError> {
    let bits = id.as_u128();
    if bits >> 112 != PREFIX || (bits >> 76) & 0xf != 8 || (bits >> 62) & 0b11 != 0b10 {
        return Err(IdError::Foreign);
    }
    let entity = Entity::from_code((bits >> 104) as u8).ok_or(IdError::Unknown)?;
    let origin = Origin::from_code((bits >> 96) as u8).ok_or(IdError::Unknown)?;
    let index =
        ((bits >> 80) & 0xffff) << 26 | ((bits >> 64) & 0xfff) << 14 | (bits >> 48) & 0x3fff;
    let root = Root::truncated(origin, index as u64);
    Ok((entity, root.child((bits >> 32) as u16, bits as u32)))
}
