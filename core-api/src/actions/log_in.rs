//! Logging in and out.

use std::sync::LazyLock;
use std::time::SystemTime;

use crate::app::App;
use crate::problem::{Problem, Result};
use crate::session::Session;
use crate::store::accounts;
use crate::store::audit_logs::{self, Trace};

/// What is compared where there is no such account, so that the answer takes as long: a hash of
/// nobody's password, with the work factor of all others.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| bcrypt::hash("nobody", COST).unwrap_or_default());

/// bcrypt's work factor.
const COST: u32 = 10;

/// Logs in: the session, and a token for it.
///
/// # Errors
/// [`Problem::WrongPassword`], whichever of the two is wrong.
pub async fn log_in(
    app: &App,
    trace: &Trace,
    email: &str,
    password: &str,
) -> Result<(Session, String)> {
    // An address that PostgreSQL could not even compare belongs to nobody.
    let found = if email.contains('\0') {
        None
    } else {
        accounts::credentials(&app.pool, email).await?
    };
    let (id, hash) = found.unzip();
    if !matches(password, hash).await? {
        let about = ("User", id);
        audit_logs::write(&app.pool, trace, None, "session.login_failed", about, None).await?;
        return Err(Problem::WrongPassword);
    }
    let id = id.ok_or(Problem::WrongPassword)?;
    let mut transaction = app.pool.begin().await?;
    accounts::logged_in(&mut *transaction, id).await?;
    let account = accounts::by_id(&mut *transaction, id)
        .await?
        .ok_or(Problem::WrongPassword)?;
    let about = ("User", Some(id));
    audit_logs::write(
        &mut *transaction,
        trace,
        Some(&account),
        "session.login",
        about,
        None,
    )
    .await?;
    transaction.commit().await?;
    let token = app.keys.token(&account, SystemTime::now())?;
    Ok((Session { account }, token))
}

/// Logs out. The token is good until it ends: whoever holds it forgets it.
pub async fn log_out(app: &App, trace: &Trace, session: &Session) -> Result<()> {
    let about = ("User", Some(session.account.id));
    audit_logs::write(
        &app.pool,
        trace,
        Some(&session.account),
        "session.logout",
        about,
        None,
    )
    .await
}

/// Whether the password has this hash. It takes a while, and not on a thread that others wait for.
async fn matches(password: &str, hash: Option<String>) -> Result<bool> {
    let password = password.to_owned();
    let compared = tokio::task::spawn_blocking(move || {
        let is_somebody = hash.is_some();
        let hash = hash.as_deref().unwrap_or(&NOBODY);
        bcrypt::verify(password, hash).unwrap_or(false) && is_somebody
    });
    compared
        .await
        .map_err(|_| Problem::Internal("the password could not be compared".to_owned()))
}
