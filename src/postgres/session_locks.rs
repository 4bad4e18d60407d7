//! Locks that last as long as a session does: by them, runs of the program know of each other.
//!
//! Only sessions take them between which and the server nothing stands.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Session, failed, query, query_scalar};
use crate::error::Result;

/// Takes a lock on a number in a class, if nobody has it; whether that was so.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn try_lock(session: &mut Session, class: i32, number: i32) -> Result<bool> {
    query_scalar("SELECT pg_try_advisory_lock($1, $2)")
        .bind(class)
        .bind(number)
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("taking a lock failed", &error))
}

/// Waits for the lock, however long that takes.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn lock(session: &mut Session, class: i32, number: i32) -> Result<()> {
    query("SELECT pg_advisory_lock($1, $2)")
        .bind(class)
        .bind(number)
        .execute(&mut session.connection)
        .await
        .map(drop)
        .map_err(|error| failed("waiting for a lock failed", &error))
}

/// Lets a lock go before the session ends.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn unlock(session: &mut Session, class: i32, number: i32) -> Result<()> {
    query("SELECT pg_advisory_unlock($1, $2)")
        .bind(class)
        .bind(number)
        .execute(&mut session.connection)
        .await
        .map(drop)
        .map_err(|error| failed("letting a lock go failed", &error))
}

/// A number of this session's own in the class, which it holds from now on.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn lock_a_number(session: &mut Session, class: i32) -> Result<i32> {
    loop {
        let [a, b, c, d, ..] = *Uuid::new_v4().as_bytes();
        let number = i32::from_be_bytes([a, b, c, d]);
        if try_lock(session, class, number).await? {
            return Ok(number);
        }
    }
}

/// The numbers of the class that any session of the server holds: a lock counts within one database,
/// and not all runs begin in the same.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn locked_numbers(session: &mut Session, class: i32) -> Result<BTreeSet<i32>> {
    let numbers: Vec<i64> = query_scalar(
        "SELECT objid::int8 FROM pg_locks
         WHERE locktype = 'advisory' AND classid = $1::int8::oid AND objsubid = 2 AND granted",
    )
    .bind(i64::from(class))
    .fetch_all(&mut session.connection)
    .await
    .map_err(|error| failed("listing the locks failed", &error))?;
    let numbers = numbers.into_iter();
    Ok(numbers
        .map(|number| (number as u32).cast_signed())
        .collect())
}
