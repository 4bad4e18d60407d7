//! Which database a command works on.

use std::collections::BTreeSet;
use std::env::VarError;
use std::future::Future;
use std::path::Path;

use super::args::{NameArguments, OverrideArguments};
use crate::clock::{DAY, Timestamp};
use crate::configuration::{
    self, Bounds, Configuration, Identity, TargetConfiguration, Triggers, UrlSource,
};
use crate::entities;
use crate::error::{Error, Kind, Result, printable};
use crate::fixtures::Server;
use crate::layout::Mapping;
use crate::plan::{Overrides, Plan};
use crate::postgres::{Address, Local, Named, NamedBy, Reach, Target, embedded, read_migrations};
use crate::reset::{DEFAULT_PASSWORD, PASSWORD_VARIABLE, guard, hash_password};
use crate::scenario::Scenario;
use crate::schema::Entity;

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
    if let Some(variable) = &arguments.database_url_env {
        return by_variable(variable).map(|target| Found::Target(Box::new(target)));
    }
    let name = arguments.target.as_deref().unwrap_or(LOCAL);
    if name == LOCAL {
        return Local::of_user().map(Found::Local);
    }
    let configuration = configuration(arguments.config())?;
    let Some(found) = configuration.target(name) else {
        let known: Vec<&str> = configuration
            .targets
            .iter()
            .map(|target| target.name.as_str())
            .collect();
        let file = configuration.file.as_ref().map(|file| file.shown.as_str());
        return Err(guard::not_configured(name, &known, file));
    };
    configured(&configuration, found).map(|target| Found::Target(Box::new(target)))
}

/// The file that `--config` names, else the one of this directory or the nearest above it.
pub(super) fn configuration(config: Option<&Path>) -> Result<Configuration> {
    match config {
        Some(path) => configuration::load(path),
        None => configuration::find(&directory()?),
    }
}

/// A target as the configuration describes it.
fn configured(configuration: &Configuration, found: &TargetConfiguration) -> Result<Target> {
    let any = address(&found.url, &found.name)?;
    let direct = found
        .direct_url
        .as_ref()
        .map(|source| address(source, &found.name))
        .transpose()?;
    let schema = schema(found, &any, direct.as_ref())?;
    let migrations = match &found.migrations {
        Some(folder) => read_migrations(&configuration.resolve(folder))?,
        None => embedded(),
    };
    Ok(Target {
        named: Named {
            name: found.name.clone(),
            by: NamedBy::Name,
            environment: found.environment.clone(),
            recorded: found.identity.clone(),
            bounds: found.bounds,
        },
        reach: Reach::Address {
            any: Box::new(any),
            direct: direct.map(Box::new),
        },
        schema,
        mapping: found.mapping.clone(),
        migrations,
        triggers: found.triggers,
        exempt: found.census_exempt.clone(),
    })
}

/// The schema that the configuration or a URL names; they may not contradict each other.
fn schema(found: &TargetConfiguration, any: &Address, direct: Option<&Address>) -> Result<String> {
    let said = [
        found.schema.as_deref(),
        any.named_schema(),
        direct.and_then(Address::named_schema),
    ];
    let mut said = said.into_iter().flatten();
    let schema = said.next().unwrap_or_else(|| any.schema());
    if let Some(other) = said.find(|other| *other != schema) {
        let message = format!(
            "target `{}` is said to have its tables in the schema {} and in the schema {}",
            printable(&found.name),
            printable(schema),
            printable(other)
        );
        let hint = "say it once: schema = \"...\" under the target in connsura-seed.toml, or ?schema=... in its URL";
        return Err(Error::new(Kind::Invalid, message).hint(hint));
    }
    Ok(schema.to_owned())
}

/// A target that nothing is known of but its URL.
fn by_variable(variable: &str) -> Result<Target> {
    let source = UrlSource::Environment(variable.to_owned());
    let any = address(&source, variable)?;
    Ok(Target {
        named: Named {
            name: variable.to_owned(),
            by: NamedBy::Variable(variable.to_owned()),
            environment: None,
            recorded: None,
            bounds: Bounds::default(),
        },
        schema: any.schema().to_owned(),
        reach: Reach::Address {
            any: Box::new(any),
            direct: None,
        },
        mapping: Mapping::default(),
        migrations: embedded(),
        triggers: Triggers::default(),
        exempt: BTreeSet::new(),
    })
}

/// The server of the URL in a variable; the private local one, where none is named.
pub(super) async fn server(variable: Option<&str>) -> Result<Server> {
    match variable {
        None => Server::local().await,
        Some(variable) => {
            let source = UrlSource::Environment(variable.to_owned());
            address(&source, variable).map(Server::at)
        }
    }
}

fn address(source: &UrlSource, target: &str) -> Result<Address> {
    match source {
        UrlSource::Written(url) => Address::parse(url, &format!("the URL of target `{target}`")),
        UrlSource::Environment(variable) => {
            let shown = printable(variable);
            let url = std::env::var(variable).map_err(|error| {
                let problem = match error {
                    VarError::NotPresent => "is not set",
                    VarError::NotUnicode(_) => "is not UTF-8",
                };
                let message = format!("{shown}, which holds the URL of `{target}`, {problem}");
                Error::new(Kind::Usage, message).hint(format!(
                    "export {shown}=postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
                ))
            })?;
            Address::parse(&url, &format!("the URL in {shown}"))
        }
    }
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
    if target.named.by == NamedBy::Default || !has_default_password() {
        return Ok(());
    }
    let problem = match std::env::var_os(PASSWORD_VARIABLE) {
        None => "is not set",
        Some(_) => "is the password of the manual",
    };
    let message = format!(
        "{PASSWORD_VARIABLE} {problem}, and the users of {} need one that is not written there",
        printable(&target.named.name)
    );
    Err(Error::new(Kind::Usage, message).hint(format!("export {PASSWORD_VARIABLE}=...")))
}

/// What a run says beside its scenario: what was typed, and the retention policy of the
/// configuration where the scenario has rows for it.
pub(super) fn overrides(
    scenario: &Scenario,
    said: Option<&OverrideArguments>,
    config: Option<&Path>,
) -> Result<Overrides> {
    let mut overrides = Overrides {
        today: today(),
        ..Overrides::default()
    };
    if let Some(said) = said {
        overrides.seed = said.seed;
        overrides.now = said.now.map(|now| now.on(overrides.today));
    }
    if scenario.population.retention.boundaries {
        overrides.policy = configuration(config)?.retention;
    }
    Ok(overrides)
}

/// The plan of a scenario, with the password that the operator supplies.
pub(super) fn plan(
    scenario: &Scenario,
    said: &OverrideArguments,
    config: Option<&Path>,
) -> Result<Plan> {
    let overrides = overrides(scenario, Some(said), config)?;
    let plan = Plan::resolve(scenario, overrides, |seed| {
        hash_password(&password()?, seed)
    })?;
    entities::check(&plan)?;
    Ok(plan)
}

/// The password of all users, which the operator supplies where it is not the documented one.
pub(super) fn password() -> Result<String> {
    match std::env::var(PASSWORD_VARIABLE) {
        Ok(password) => Ok(password),
        Err(VarError::NotPresent) => Ok(DEFAULT_PASSWORD.to_owned()),
        Err(VarError::NotUnicode(_)) => {
            let message = format!("{PASSWORD_VARIABLE} is not UTF-8");
            Err(Error::new(Kind::Usage, message))
        }
    }
}

/// The plan of a scenario of which nobody wants to know the password.
pub(super) fn plan_without_password(
    scenario: &Scenario,
    said: Option<&OverrideArguments>,
    config: Option<&Path>,
) -> Result<Plan> {
    let overrides = overrides(scenario, said, config)?;
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

/// Writes down which database a target is, where it is one by name; the file that has it now.
pub(super) fn record(
    arguments: &NameArguments,
    target: &Target,
    identity: &Identity,
) -> Result<Option<String>> {
    if target.named.by != NamedBy::Name {
        return Ok(None);
    }
    let configuration = configuration(arguments.config())?;
    let Some(file) = configuration.file else {
        return Ok(None);
    };
    let recorded = configuration::record_identity(&file.text, &target.named.name, identity)
        .and_then(|text| configuration::save(&file, &text));
    match recorded {
        Ok(()) => Ok(Some(file.shown)),
        Err(error) => {
            Err(error.and("the database itself is marked; mark it again when this is mended"))
        }
    }
}

/// The table of this name.
///
/// # Errors
/// [`Kind::Usage`], with the names that there are.
pub(super) fn table(name: &str) -> Result<Entity> {
    Entity::from_name(name).ok_or_else(|| {
        let names = Entity::ALL.map(Entity::name).join(", ");
        let message = format!("there is no table `{}`", printable(name));
        Error::new(Kind::Usage, message).hint(format!("there are: {names}"))
    })
}
