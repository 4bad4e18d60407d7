//! The one password of all seeded users.

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Kind, Result};

/// The variable that holds the password.
pub const PASSWORD_VARIABLE: &str = "CONNSURA_SEED_PASSWORD";
/// The password of the local target and of exports where the variable is not set.
pub const DEFAULT_PASSWORD: &str = "connsura-local-only";
/// bcrypt's work factor: the one that the core API uses for its own users.
const COST: u32 = 10;
/// bcrypt reads no further.
const LONGEST: usize = 72;

/// The bcrypt hash of `password` with a salt that hangs on the seed, so that the same run
/// gives the same rows.
///
/// # Errors
/// [`Kind::Usage`] for a password that bcrypt would cut short, or an empty one.
pub fn hash_password(password: &str, seed: u64) -> Result<String> {
    if password.is_empty() || password.len() > LONGEST || password.contains('\0') {
        let message = format!(
            "the password in {PASSWORD_VARIABLE} must have 1 to {LONGEST} bytes, none of them NUL"
        );
        return Err(
            Error::new(Kind::Usage, message).hint(format!("export {PASSWORD_VARIABLE}=..."))
        );
    }
    let mut hash = Sha256::new();
    hash.update(b"connsura-seed password salt");
    hash.update(seed.to_le_bytes());
    let mut salt = [0; 16];
    salt.copy_from_slice(&hash.finalize()[..16]);
    bcrypt::non_truncating_hash_with_salt(password, COST, salt)
        .map(|parts| parts.format_for_version(bcrypt::Version::TwoB))
        .map_err(|error| Error::new(Kind::Unexpected, "hashing the password failed").because(error))
}

/// Whether `hash` is that of the documented password.
pub fn is_default_password(hash: &str) -> bool {
    is_password(DEFAULT_PASSWORD, hash)
}

/// Whether `hash` is that of this password.
pub fn is_password(password: &str, hash: &str) -> bool {
    bcrypt::verify(password, hash).unwrap_or(false)
}
