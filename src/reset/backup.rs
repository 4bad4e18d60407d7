//! A dump of what a reset is about to replace, exactly.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::Row as _;

use crate::error::{Error, Kind, Result};
use crate::postgres::{Dump, GPG_VARIABLE, Session, Target, failed};
use crate::postgres::{query, query_scalar};

/// Asks for what a backup takes.
pub(super) async fn prepare(session: &mut Session) -> Result<()> {
    let server_major = server_major(session).await?;
    tokio::task::spawn_blocking(move || Dump::prepare(server_major, gpg_key().as_deref()))
        .await
        .map_err(|error| Error::new(Kind::Unexpected, "the backup failed").because(error))?
}

/// Whom backups are encrypted for, if for anybody.
fn gpg_key() -> Option<OsString> {
    std::env::var_os(GPG_VARIABLE).filter(|key| !key.is_empty())
}

async fn server_major(session: &mut Session) -> Result<u32> {
    let sql = "SELECT current_setting('server_version_num')::int4 / 10000";
    let major: i32 = query_scalar(sql)
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("reading the server's version failed", &error))?;
    Ok(major.unsigned_abs())
}

/// Dumps the database as the transaction sees it: writers are out already, so it is what goes.
pub(super) async fn back_up(
    target: &Target,
    session: &mut Session,
    directory: &Path,
    wait: Duration,
) -> Result<PathBuf> {
    let row = query(
        "SELECT pg_export_snapshot(),
                to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDD\"T\"HH24MISS.MS\"Z\"')",
    )
    .fetch_one(&mut session.connection)
    .await
    .map_err(|error| failed("exporting the snapshot failed", &error))?;
    let dump = Dump {
        connection: target.for_libpq()?,
        server_major: server_major(session).await?,
        snapshot: row.get(0),
        wait: wait.as_millis(),
        directory: directory.to_owned(),
        name: format!(
            "{}-{}",
            file_name(&target.named.name),
            row.get::<String, _>(1)
        ),
        gpg_key: gpg_key(),
    };
    tokio::task::spawn_blocking(move || dump.write())
        .await
        .map_err(|error| Error::new(Kind::Unexpected, "the backup failed").because(error))?
}

/// A name without what files cannot have.
fn file_name(name: &str) -> String {
    let plain = |next: char| {
        if next.is_alphanumeric() || matches!(next, '-' | '_') {
            next
        } else {
            '_'
        }
    };
    name.chars().map(plain).collect()
}
