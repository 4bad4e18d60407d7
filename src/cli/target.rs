//! Which database a command works on.

use std::future::Future;

use crate::clock::{DAY, Timestamp};
use crate::entities;
use crate::error::{Error, Kind, Result};
use crate::plan::{Overrides, Plan};
use crate::postgres::Local;
use crate::reset::{DEFAULT_PASSWORD, PASSWORD_VARIABLE, hash_password};
use crate::scenario::Scenario;

/// The target of this name.
pub(super) fn find(name: &str) -> Result<Local> {
    if name == "local" {
        return Local::of_user();
    }
    Err(Error::new(
        Kind::Refused,
        format!(
            "guard `named target`: target `{name}` is refused; this version works on `local` only"
        ),
    )
    .hint("leave --target out, or: --target local"))
}

/// The plan of a scenario, with the password that the operator supplies.
pub(super) fn plan(scenario: &Scenario, overrides: Overrides) -> Result<Plan> {
    let plan = Plan::resolve(scenario, overrides, |seed| {
        let password = match std::env::var(PASSWORD_VARIABLE) {
            Ok(password) => password,
            Err(std::env::VarError::NotPresent) => DEFAULT_PASSWORD.to_owned(),
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(Error::new(
                    Kind::Usage,
                    format!("{PASSWORD_VARIABLE} is not UTF-8"),
                ));
            }
        };
        hash_password(&password, seed)
    })?;
    entities::check(&plan)?;
    Ok(plan)
}

/// The plan of a scenario of which nobody wants to know the password.
pub(super) fn plan_without_password(scenario: &Scenario, overrides: Overrides) -> Result<Plan> {
    let plan = Plan::resolve(scenario, overrides, |_| Ok(String::new()))?;
    entities::check(&plan)?;
    Ok(plan)
}

/// The midnight, in UTC, with which this day began.
pub(super) fn today() -> Timestamp {
    let now = jiff::Timestamp::now().as_millisecond();
    Timestamp::from_millis(now - now.rem_euclid(DAY))
}

/// Whether the users' password is the documented one.
pub(super) fn has_default_password() -> bool {
    std::env::var_os(PASSWORD_VARIABLE).is_none_or(|password| password == DEFAULT_PASSWORD)
}

/// The directory in which scenarios are looked for.
pub(super) fn directory() -> Result<std::path::PathBuf> {
    std::env::current_dir().map_err(|error| {
        Error::new(Kind::Unexpected, "the current directory is gone").because(error)
    })
}

/// Runs asynchronous work to its end.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            Error::new(Kind::Unexpected, "the runtime cannot be started").because(error)
        })?
        .block_on(work)
}
