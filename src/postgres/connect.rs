//! Connections and what can go wrong with them.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::error::{Error, Kind, Result, printable};
use crate::layout::Layout;

/// How long a connection may take to come about.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection, with the name that messages give its database.
#[derive(Debug)]
pub struct Session {
    /// The connection itself.
    pub connection: PgConnection,
    /// What messages call the database.
    pub name: String,
    /// Where it keeps the generator's rows: as the reference schema, until that is found out.
    pub layout: Arc<Layout>,
}

impl Session {
    /// Connects, however long it takes, with the driver's own error.
    pub(super) async fn open(options: PgConnectOptions, name: &str) -> Result<Self, sqlx::Error> {
        Ok(Self {
            connection: options.connect().await?,
            name: name.to_owned(),
            layout: Arc::default(),
        })
    }

    /// Connects; `name` is what messages call the database.
    ///
    /// # Errors
    /// [`Kind::Usage`] when the environment would change the session behind our back,
    /// [`Kind::Database`] when the server does not answer.
    pub async fn connect(options: PgConnectOptions, name: impl Into<String>) -> Result<Self> {
        let name = name.into();
        refuse_pgoptions()?;
        let options = options.disable_statement_logging();
        match tokio::time::timeout(PATIENCE, Self::open(options, &name)).await {
            Ok(Ok(session)) => Ok(session),
            Ok(Err(error)) => Err(failed(&format!("{name} cannot be reached"), &error)),
            Err(_) => {
                let seconds = PATIENCE.as_secs();
                Err(Error::new(
                    Kind::Database,
                    format!("{name} did not answer within {seconds} seconds"),
                ))
            }
        }
    }

    /// Sends `sql`, one or more statements, as one simple query.
    ///
    /// # Errors
    /// [`Kind::Database`], saying `what` was being done.
    pub async fn run(&mut self, what: &str, sql: impl Into<String>) -> Result<()> {
        sqlx::raw_sql(AssertSqlSafe(sql.into()))
            .execute(&mut self.connection)
            .await
            .map(|_| ())
            .map_err(|error| failed(what, &error))
    }

    /// Ends the connection in good order; a server that has gone does not mind.
    pub async fn close(mut self) {
        // What is under way is undone, and its locks are gone, when this returns; and a pooler that is
        // left within a transaction gives up its connection to the server.
        let _ = self.run("", "ROLLBACK").await;
        let _ = self.connection.close().await;
    }
}

/// Refuses to work while `PGOPTIONS` is set: the driver hands it to the server whatever it is
/// told, and it may change any setting there. A target is what was named, and nothing else.
pub(super) fn refuse_pgoptions() -> Result<()> {
    if std::env::var_os("PGOPTIONS").is_none_or(|options| options.is_empty()) {
        return Ok(());
    }
    let message = "PGOPTIONS is set, and would change how the database answers";
    Err(Error::new(Kind::Usage, message).hint("unset PGOPTIONS"))
}

/// The code of an error that the server reported, as the cause of an [`Error`].
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("SQLSTATE {0}")]
pub struct SqlState(pub String);

impl SqlState {
    /// The code of a lock that was not granted in time.
    pub const LOCK_NOT_AVAILABLE: &str = "55P03";

    /// The code of a statement that was given up because it and others waited for each other.
    pub const DEADLOCK_DETECTED: &str = "40P01";

    /// The code of what others use.
    pub const OBJECT_IN_USE: &str = "55006";

    /// The code of a database that is not there.
    pub const INVALID_CATALOG_NAME: &str = "3D000";

    /// The code of a database that is there already.
    pub const DUPLICATE_DATABASE: &str = "42P04";

    /// The code of what the role may not do.
    pub const INSUFFICIENT_PRIVILEGE: &str = "42501";

    /// The code of what PostgreSQL does not do, in general or at this place.
    pub const NOT_SUPPORTED: &str = "0A000";

    /// The code of a server that starts, stops or recovers.
    pub const CANNOT_CONNECT_NOW: &str = "57P03";

    /// Whether an error says that something in the database is not as it was made: it lacks what is
    /// asked for (class 42), or holds what cannot be read (classes 22 and 0A). What the role may not
    /// read was not changed.
    pub fn is_of_a_change(error: &Error) -> bool {
        let is_one = |code: &str| {
            let classes = ["42", "22", "0A"];
            code != Self::INSUFFICIENT_PRIVILEGE
                && classes.iter().any(|class| code.starts_with(class))
        };
        Self::of(error).is_some_and(is_one)
    }

    /// The code that `error` comes from, if the server reported one.
    pub fn of(error: &Error) -> Option<&str> {
        let source = std::error::Error::source(error)?;
        source.downcast_ref::<Self>().map(|state| state.0.as_str())
    }
}

/// Whether a connection that stood has broken.
fn is_loss(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(
        error.kind(),
        BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof
    )
}

/// What a driver's error means for the user: `what` failed, why, and what to do.
pub fn failed(what: &str, error: &sqlx::Error) -> Error {
    let code = match error {
        sqlx::Error::Database(database) => database.code().map(std::borrow::Cow::into_owned),
        _ => None,
    };
    let reason = match error {
        sqlx::Error::Database(database) => printable(database.message()),
        sqlx::Error::Io(io) if is_loss(io) => format!("the server went away ({io})"),
        sqlx::Error::Io(io) => io.to_string(),
        other => other.to_string(),
    };
    let hint = match code.as_deref() {
        Some("53100") => {
            "free some space under the server's data directory, then run it again; VACUUM has new rows take the place of what a failed load wrote"
        }
        Some("53200") => "the server is out of memory; free some, then run it again",
        Some("53300") => "the server has no connection to spare; close some, then run it again",
        Some("57P01" | "57P02" | "57P03") => "the server was stopped; start it, then run it again",
        Some(SqlState::LOCK_NOT_AVAILABLE) => {
            "another session holds a lock; end it, or run it again later"
        }
        Some(SqlState::INSUFFICIENT_PRIVILEGE) => {
            "grant that right to the role in the target's URL, or name another role there"
        }
        Some("28000" | "28P01") => "check the user name and the password of the target",
        Some("3D000") => "check the database name of the target",
        Some("58P01" | "58030" | "XX001" | "XX002") => {
            "files of the server are missing or damaged: its log says which; where it is the private local one: connsura-seed local destroy"
        }
        Some(_) => "the server's log says more",
        None => "see whether the server is running: connsura-seed status",
    };
    let failure = Error::new(Kind::Database, format!("{what}: {reason}")).hint(hint);
    match code {
        Some(code) => failure.because(SqlState(code)),
        None => failure,
    }
}
