//! Copies of the local database, on its own server: made in one go, handed out, dropped.
//!
//! A copy's name says which run made it, and a run holds an advisory lock for as long as it lives.
//! What a run that was killed left behind is therefore known, and the next run drops it.

use std::collections::BTreeSet;

use sqlx::Row as _;

use super::{
    DATABASE, MARKER_SETTING, Running, Session, SqlState, failed, lock_a_number, query,
    query_scalar, try_lock, unlock,
};
use crate::error::{Error, Kind, Result, printable};
use crate::layout::quote_identifier;

/// What the names of copies begin with; a run's number, in hexadecimal, and what the copy is to it
/// follow.
const PREFIX: &str = "connsura_seed_copy_";

/// The class of the advisory locks that runs hold: "copy" in ASCII.
const CLASS: i32 = i32::from_be_bytes(*b"copy");

/// Copies of the local database that this run makes, and drops again.
#[derive(Debug)]
pub struct Copies {
    running: Running,
    /// A session with the server's own database, which holds the run's lock.
    session: Session,
    run: i32,
    /// What the database's own settings are: a copy made by the server has none of them.
    settings: Vec<(String, String)>,
}

impl Copies {
    /// Begins a run of copies, and drops what runs that were killed left behind.
    ///
    /// # Errors
    /// [`Kind::Database`]; [`Kind::Refused`] when another server answers than the local one.
    pub async fn begin(running: &Running) -> Result<Self> {
        let mut session = running
            .connect_to("postgres", "the local server".to_owned())
            .await?;
        let run = lock_a_number(&mut session, CLASS).await?;
        let mut copies = Self {
            settings: settings(&mut session).await?,
            running: running.clone(),
            session,
            run,
        };
        copies.drop_left_behind().await?;
        Ok(copies)
    }

    /// The name of a copy of this run.
    fn name(&self, what: &str) -> String {
        name(self.run, what)
    }

    /// Copies the database itself, to copy it from there; its name. Nobody may be connected to it for
    /// that moment.
    ///
    /// # Errors
    /// [`Kind::Database`], with the sessions that are in the way.
    pub async fn template(&mut self) -> Result<String> {
        let template = self.name("template");
        match self.copy(DATABASE, &template).await {
            Ok(()) => Ok(template),
            Err(error) => Err(self.name_sessions(error).await),
        }
    }

    /// Has nobody connect to the template any more, so that it can be copied at any time and stays
    /// what it is.
    ///
    /// # Errors
    /// [`Kind::Database`].
    pub async fn close_template(&mut self) -> Result<()> {
        let template = self.name("template");
        let sql = format!("ALTER DATABASE {template} ALLOW_CONNECTIONS false");
        self.session.run("closing the template failed", sql).await
    }

    /// A fresh copy of the template; its name.
    ///
    /// # Errors
    /// [`Kind::Database`].
    pub async fn make(&mut self, what: &str) -> Result<String> {
        let (template, copy) = (self.name("template"), self.name(what));
        self.copy(&template, &copy).await?;
        self.set(&copy).await?;
        Ok(copy)
    }

    async fn copy(&mut self, from: &str, to: &str) -> Result<()> {
        let what = "copying the local database failed";
        let sql = format!("CREATE DATABASE {to} TEMPLATE {from}");
        self.session.run(what, sql).await
    }

    /// Gives a copy the settings of the database.
    async fn set(&mut self, copy: &str) -> Result<()> {
        if self.settings.is_empty() {
            return Ok(());
        }
        let what = "giving a copy the settings of the database failed";
        self.session.run(what, "BEGIN").await?;
        for (setting, value) in self.settings.clone() {
            // From the session's own, since how a value is written depends on the setting.
            query("SELECT set_config($1, $2, true)")
                .bind(&setting)
                .bind(&value)
                .execute(&mut self.session.connection)
                .await
                .map_err(|error| failed(what, &error))?;
            let setting: Vec<String> = setting.split('.').map(quote_identifier).collect();
            let setting = setting.join(".");
            let sql = format!("ALTER DATABASE {copy} SET {setting} FROM CURRENT");
            self.session.run(what, sql).await?;
        }
        self.session.run(what, "COMMIT").await
    }

    /// Connects to a copy.
    ///
    /// # Errors
    /// [`Kind::Database`].
    pub async fn connect(&self, copy: &str) -> Result<Session> {
        let name = "a copy of the local database".to_owned();
        self.running.connect_to(copy, name).await
    }

    /// The URL of a copy, over TCP. It needs no password.
    pub fn url(&self, copy: &str) -> String {
        self.running.url_of(copy)
    }

    /// Drops a copy, whoever is connected to it.
    ///
    /// # Errors
    /// [`Kind::Database`].
    pub async fn drop(&mut self, copy: &str) -> Result<()> {
        // What begins otherwise is nobody's to drop here.
        if run_of(copy) != Some(self.run) {
            let message = format!("`{}` is no copy of this run", printable(copy));
            return Err(Error::new(Kind::Unexpected, message));
        }
        self.drop_database(copy).await
    }

    async fn drop_database(&mut self, copy: &str) -> Result<()> {
        let sql = format!("DROP DATABASE IF EXISTS {copy} WITH (FORCE)");
        self.session.run("dropping a copy failed", sql).await
    }

    /// Drops all copies of this run, and ends it.
    ///
    /// # Errors
    /// [`Kind::Database`]; the next run drops what stays then.
    pub async fn end(mut self) -> Result<()> {
        for copy in self.list().await? {
            if run_of(&copy) == Some(self.run) {
                self.drop_database(&copy).await?;
            }
        }
        self.session.close().await;
        Ok(())
    }

    async fn drop_left_behind(&mut self) -> Result<()> {
        let copies = self.list().await?;
        let mut runs: BTreeSet<i32> = copies.iter().filter_map(|copy| run_of(copy)).collect();
        runs.remove(&self.run);
        for run in runs {
            // The lock of a run that lives is its own.
            if !try_lock(&mut self.session, CLASS, run).await? {
                continue;
            }
            for copy in copies.iter().filter(|copy| run_of(copy) == Some(run)) {
                self.drop_database(copy).await?;
            }
            unlock(&mut self.session, CLASS, run).await?;
        }
        Ok(())
    }

    /// The names of all copies, of whatever run.
    async fn list(&mut self) -> Result<Vec<String>> {
        let rows: Vec<String> = query_scalar("SELECT datname::text FROM pg_database ORDER BY 1")
            .fetch_all(&mut self.session.connection)
            .await
            .map_err(|error| failed("listing the local databases failed", &error))?;
        let copies = rows.into_iter().filter(|name| run_of(name).is_some());
        Ok(copies.collect())
    }

    /// The same error; if it is that of a database that others are connected to, with their sessions.
    async fn name_sessions(&mut self, error: Error) -> Error {
        if SqlState::of(&error) != Some(SqlState::OBJECT_IN_USE) {
            return error;
        }
        let rows = query(
            "SELECT pid, coalesce(application_name, ''), coalesce(state, 'unknown')
             FROM pg_stat_activity WHERE datname = $1 ORDER BY pid",
        )
        .bind(DATABASE)
        .fetch_all(&mut self.session.connection)
        .await
        .unwrap_or_default();
        let sessions: Vec<String> = rows
            .iter()
            .map(|row| {
                let application = printable(row.get(1));
                let state: &str = row.get(2);
                let pid: i32 = row.get(0);
                format!("pid {pid} (application `{application}`, {state})")
            })
            .collect();
        let error = match &*sessions {
            [] => error,
            sessions => error.and(&format!("connected to it: {}", sessions.join(", "))),
        };
        error.hint(
            "it is copied while nobody is connected to it: end what they do, then run it again",
        )
    }
}

/// The database's own settings but for the marker: a copy is no staging database.
async fn settings(session: &mut Session) -> Result<Vec<(String, String)>> {
    let rows = query(
        "SELECT split_part(entry, '=', 1), substr(entry, strpos(entry, '=') + 1)
         FROM pg_db_role_setting AS setting
         JOIN pg_database AS database ON database.oid = setting.setdatabase
         CROSS JOIN unnest(setting.setconfig) AS entry
         WHERE database.datname = $1 AND setting.setrole = 0 AND split_part(entry, '=', 1) <> $2",
    )
    .bind(DATABASE)
    .bind(MARKER_SETTING)
    .fetch_all(&mut session.connection)
    .await
    .map_err(|error| failed("reading the settings of the local database failed", &error))?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

fn name(run: i32, what: &str) -> String {
    format!("{PREFIX}{:08x}_{what}", run.cast_unsigned())
}

/// The run whose copy a name is of: all of it must be as [`name`] makes it.
fn run_of(copy: &str) -> Option<i32> {
    let (run, what) = copy.strip_prefix(PREFIX)?.split_once('_')?;
    let number = u32::from_str_radix(run, 16).ok()?.cast_signed();
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_ours = !what.is_empty() && what.bytes().all(is_plain);
    (is_ours && name(number, what) == copy).then_some(number)
}
