//! Which database a command works on.

use std::future::Future;

use super::args::NameArguments;
use crate::clock::{DAY, Timestamp};
use crate::configuration::Identity;
use crate::entities;
use crate::error::{Error, Kind, Result};
use crate::plan::{Overrides, Plan};
use crate::postgres::{Local, NamedBy, Target};
use crate::reset::{DEFAULT_PASSWORD, PASSWORD_VARIABLE, guard, hash_password};
use crate::scenario::Scenario;

/// The name of the private local server.
const LOCAL: &str = "local";

/// A target that was named, before its server is looked for.
pub(super) enum Found {
    /// The private local server, running or not.
    Local(Local),
    /// Another.
    Target(Box<Target>),
}

/// The target that the arguments name.
pub(super) fn find(arguments: &NameArguments) -> Result<Found> {
    let name = arguments.target.as_deref().unwrap_or(LOCAL);
    if name == LOCAL {
        return Local::of_user().map(Found::Local);
    }
    Err(guard::not_configured(name, &[], None))
}

/// The same; the local server must run.
pub(super) fn reachable(arguments: &NameArguments) -> Result<Target> {
    match find(arguments)? {
        Found::Local(local) => local.running()?.map(Target::local).ok_or_else(|| {
            Error::new(Kind::Database, "the local database does not run")
                .hint("connsura-seed local start")
        }),
        Found::Target(target) => Ok(*target),
    }
}

/// The same; the local server is started where it does not run.
pub(super) fn started(arguments: &NameArguments) -> Result<Target> {
    match find(arguments)? {
        Found::Local(local) => {
            let (running, _) = block_on(local.start())?;
            Ok(Target::local(running))
        }
        Found::Target(target) => Ok(*target),
    }
}

/// The documented password is for the private local server: whoever can reach another one would
/// know it.
pub(super) fn check_password(target: &Target) -> Result<()> {
    if target.named.by == NamedBy::Default || std::env::var_os(PASSWORD_VARIABLE).is_some() {
        return Ok(());
    }
    let message = format!(
        "{PASSWORD_VARIABLE} is not set, and the users of {} need a password that is not written in a manual",
        target.named.name
    );
    Err(Error::new(Kind::Usage, message).hint(format!("export {PASSWORD_VARIABLE}=...")))
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

/// Writes down which database a target is; the file that has it now, if one has.
pub(super) fn record(target: &Target, identity: &Identity) -> Result<Option<String>> {
    let _ = (target, identity);
    Ok(None)
}
