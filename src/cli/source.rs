//! What is asked about: the plan of a scenario, or the generation that a database holds.

use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::args::SourceArguments;
use super::{generation, target};
use crate::error::{Error, Kind, Result, printable};
use crate::find::Look;
use crate::plan::Plan;
use crate::postgres::{Generation, Session, cells, conversation_length, name_lock_holders};
use crate::reset::{DEFAULT_PASSWORD, PASSWORD_VARIABLE, is_default_password, is_password};
use crate::scenario;

/// A plan, and the database that holds its rows, if one is asked.
pub(super) struct Source {
    pub(super) plan: Arc<Plan>,
    pub(super) live: Option<Live>,
}

/// A database that is asked, in one read-only transaction.
pub(super) struct Live {
    pub(super) session: Session,
    pub(super) generation: Generation,
}

/// Opens what the arguments name and has `work` ask it.
pub(super) fn with<T>(
    arguments: &SourceArguments,
    work: impl AsyncFnOnce(&mut Source) -> Result<T>,
) -> Result<T> {
    if let Some(name) = &arguments.scenario {
        let scenario = scenario::load(name, &target::directory()?)?;
        let plan = target::plan_without_password(&scenario, Some(&arguments.overrides), None)?;
        let plan = Arc::new(plan);
        return target::block_on(work(&mut Source { plan, live: None }));
    }
    if arguments.overrides.are_given() {
        let message = "--seed and --now go with a scenario: a database has its own";
        return Err(Error::new(Kind::Usage, message).hint("name the scenario, or leave them out"));
    }
    let running = target::reachable(&arguments.named).map_err(|error| {
        if error.kind() == Kind::Database {
            error.hint("connsura-seed local start; or name a scenario, to ask its plan alone")
        } else {
            error
        }
    })?;
    target::block_on(async {
        let asked = async {
            // Nobody who wants to know something waits for a reset that is under way.
            let (session, generation, plan) =
                generation::open(&running, running.connect().await?, "3s").await?;
            let live = Live {
                session,
                generation,
            };
            let mut source = Source {
                plan: Arc::new(plan),
                live: Some(live),
            };
            let answer = work(&mut source).await;
            if let Some(live) = source.live {
                live.session.close().await;
            }
            answer
        };
        match asked.await {
            Ok(answer) => Ok(answer),
            Err(error) => Err(name_lock_holders(&running, generation::differs(error)).await),
        }
    })
}

impl Source {
    /// Puts the database's values into what there is to look at, if a database is asked.
    pub(super) async fn refresh(&mut self, look: &mut Look) -> Result<()> {
        let (Some(live), Some(row)) = (&mut self.live, &look.row) else {
            return Ok(());
        };
        let table = live.session.layout.table(look.entity);
        let is_missing = |column: &&str| table.and_then(|table| table.column(column)).is_none();
        let columns = look.cells.iter().map(|(column, _)| *column);
        look.left_out = columns.filter(is_missing).collect();
        if table.is_none() {
            return Ok(());
        }
        let columns: Vec<&str> = look.cells.iter().map(|(column, _)| *column).collect();
        match cells(&mut live.session, row, &columns).await? {
            None => look.gone = true,
            Some(values) => {
                for ((column, value), live) in look.cells.iter_mut().zip(values) {
                    look.changed |= *value != live && !look.left_out.contains(column);
                    *value = live;
                }
            }
        }
        if let (Some(messages), Some(message)) = (&mut look.messages, row.ids.first()) {
            *messages = conversation_length(&mut live.session, *message).await? as usize;
        }
        Ok(())
    }

    /// The generation that is asked about, where a database is.
    pub(super) fn generation(&self) -> Option<Uuid> {
        self.live.as_ref().map(|live| live.generation.id)
    }

    /// The users' password, where it is the documented one.
    pub(super) fn known_password(&self) -> Option<&'static str> {
        let is_default = match &self.live {
            Some(live) => is_default_password(&live.generation.password_hash),
            None => target::has_default_password(),
        };
        is_default.then_some(DEFAULT_PASSWORD)
    }

    /// The users' password: what the environment says, or the documented one where that is theirs.
    pub(super) fn password(&self) -> Result<String> {
        let said = std::env::var(PASSWORD_VARIABLE).ok();
        let said = said.filter(|said| !said.is_empty());
        let Some(live) = &self.live else {
            return Ok(said.unwrap_or_else(|| DEFAULT_PASSWORD.to_owned()));
        };
        let hash = &live.generation.password_hash;
        if is_default_password(hash) {
            return Ok(DEFAULT_PASSWORD.to_owned());
        }
        said.filter(|said| is_password(said, hash)).ok_or_else(|| {
            let message =
                "the users' password is not the documented one, and not what the environment says";
            let hint =
                format!("export {PASSWORD_VARIABLE}=... with the password of the last reset");
            Error::new(Kind::Usage, message).hint(hint)
        })
    }

    /// What is asked, and how to log in, as the last lines of an answer.
    pub(super) fn footer(&self) -> String {
        let password = match self.known_password() {
            Some(password) => password.to_owned(),
            None => format!("the one that {PASSWORD_VARIABLE} held at the reset"),
        };
        let asked = match &self.live {
            Some(live) => format!("generation {} of ", live.generation.id),
            None => "the plan of ".to_owned(),
        };
        format!(
            "log in at /login with the password {}\nthis is {asked}{} (seed {}, now {})",
            password,
            printable(&self.plan.scenario),
            self.plan.seed,
            self.plan.now
        )
    }

    /// The same for programs; `fields` come after it.
    pub(super) fn json(&self, fields: &[(&str, Value)]) -> Value {
        let generation = self.live.as_ref();
        let mut object = json!({
            "scenario": self.plan.scenario,
            "seed": self.plan.seed,
            "now": self.plan.now.to_string(),
            "generation": generation.map(|live| live.generation.id.to_string()),
            "log_in": "/login",
            "password": self.known_password(),
        });
        for (name, value) in fields {
            object[*name] = value.clone();
        }
        object
    }
}
