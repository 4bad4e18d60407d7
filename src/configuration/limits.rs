//! The names, words and ranges of a configuration: what the reader allows, and what the JSON
//! Schema says is allowed.

use std::ops::RangeInclusive;

use super::model::Triggers;
use crate::layout::Naming;
use crate::schema::{ColumnType, Entity, EnumType};

/// The private local server's, which needs no configuration.
pub(super) const LOCAL: &str = "local";
/// Longest name of a target.
pub(super) const LONGEST_TARGET: usize = 63;
/// Longest name in PostgreSQL, in bytes (`NAMEDATALEN`, less one for its end).
pub(super) const LONGEST_NAME: usize = 63;

/// `bounds.times`
pub(super) const TIMES: RangeInclusive<u64> = 1..=1_000;
/// `bounds.rows`
pub(super) const ROWS: RangeInclusive<u64> = 0..=1_000_000_000;
/// `bounds.bytes`: up to a petabyte.
pub(super) const BYTES: RangeInclusive<u64> = 0..=1_000_000_000_000_000;

/// The words of `triggers`.
pub(super) const TRIGGERS: [(&str, Triggers); 2] =
    [("fire", Triggers::Fire), ("off", Triggers::Off)];
/// The words of `fit.naming`.
pub(super) const NAMINGS: [(&str, Naming); 2] =
    [("as_is", Naming::AsIs), ("snake_case", Naming::SnakeCase)];

/// What a PostgreSQL URL begins with.
pub(super) const SCHEMES: [&str; 2] = ["postgresql://", "postgres://"];

/// Schemas that are not the product's: the generator's own, and PostgreSQL's.
pub(super) const FOREIGN_SCHEMAS: [&str; 2] = ["connsura_seed", "information_schema"];
/// What the names of PostgreSQL's own schemas begin with.
pub(super) const SYSTEM_PREFIX: &str = "pg_";

/// The columns that the generator itself fills with contact data: that none of it is real is
/// what the census is for.
pub(super) const CONTACTS: [(Entity, &str); 3] = [
    (Entity::User, "email"),
    (Entity::Customer, "phone"),
    (Entity::ProfileShare, "recipientEmail"),
];

/// The enums of the reference schema.
pub(super) fn enums() -> Vec<&'static EnumType> {
    let mut enums: Vec<&'static EnumType> = Vec::new();
    for column in Entity::ALL.iter().flat_map(|entity| entity.table().columns) {
        if let ColumnType::Enum(kind) = column.kind
            && !enums.contains(&kind)
        {
            enums.push(kind);
        }
    }
    enums
}

/// Whether a text can be a target's name, as it stands behind `--target` and in the file's
/// headers: ASCII letters, digits, `-` and `_`, a letter first.
pub(super) fn is_plain(name: &str) -> bool {
    let fits = |next: char| next.is_ascii_alphanumeric() || matches!(next, '-' | '_');
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(fits)
        && name.len() <= LONGEST_TARGET
}
