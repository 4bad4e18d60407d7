//! The running local server, and connections to it.

use std::fs;
use std::path::PathBuf;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::query_scalar;
use super::{DATABASE, Session, failed, identity, mark};
use crate::error::{Error, Kind, Result};

/// What the database is called until it is marked.
const UNFINISHED: &str = "connsura_new";

/// A running local server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The directory of the Unix socket.
    pub socket_folder: PathBuf,
    /// Where it keeps its data.
    pub(super) data: PathBuf,
    /// Which of its databases is meant.
    pub(super) database: String,
}

impl Running {
    /// The same server, of which another database is meant.
    #[must_use]
    pub fn with_database(&self, database: &str) -> Self {
        Self {
            database: database.to_owned(),
            ..self.clone()
        }
    }

    /// The URL of the database, over TCP. It needs no password.
    pub fn url(&self) -> String {
        self.url_of(&self.database)
    }

    /// The same of another of its databases.
    pub(super) fn url_of(&self, database: &str) -> String {
        format!("postgresql://{DATABASE}@127.0.0.1:{}/{database}", self.port)
    }

    /// How to connect to `database` over the Unix socket.
    fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket_folder)
            .port(self.port)
            .username(DATABASE)
            .password("")
            .database(database)
            .ssl_mode(PgSslMode::Disable)
            .application_name("connsura-seed")
    }

    /// Connects to the database, and makes sure that it is the one of this server: whoever
    /// answers must keep its data in our directory.
    ///
    /// # Errors
    /// [`Kind::Database`] when it does not answer, [`Kind::Refused`] when it is another.
    pub async fn connect(&self) -> Result<Session> {
        self.connect_to(&self.database, "the local database".to_owned())
            .await
    }

    /// The same to another of its databases; `name` is what messages call it.
    pub(super) async fn connect_to(&self, database: &str, name: String) -> Result<Session> {
        let mut session = Session::connect(self.options(database), name)
            .await
            .map_err(|error| self.explain(error))?;
        let data: String = query_scalar("SELECT current_setting('data_directory')")
            .fetch_one(&mut session.connection)
            .await
            .map_err(|error| {
                failed(
                    "asking the local server for its data directory failed",
                    &error,
                )
            })?;
        if fs::canonicalize(&data).ok() != fs::canonicalize(&self.data).ok() {
            return Err(Error::new(
                Kind::Refused,
                format!("guard `identity`: the server that answers keeps its data in {data}, not in our directory"),
            )
            .hint("connsura-seed local stop, then connsura-seed local start"));
        }
        Ok(session)
    }

    /// A server that lost its socket runs on and cannot be reached by us.
    fn explain(&self, error: Error) -> Error {
        let socket = self.socket_folder.join(format!(".s.PGSQL.{}", self.port));
        if socket.exists() {
            return error;
        }
        let message = format!(
            "the local server runs, but its socket `{}` is gone",
            socket.display()
        );
        Error::new(Kind::Database, message)
            .hint("connsura-seed local stop, then connsura-seed local start")
    }

    /// Creates the database where there is none. It is marked before it has its name, so that
    /// an interrupted attempt never leaves one without its marks.
    pub(super) async fn ensure_database(&self) -> Result<()> {
        let name = "the local server";
        let mut session = Session::connect(self.options("postgres"), name)
            .await
            .map_err(|error| self.explain(error))?;
        let exists: bool =
            query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
                .bind(DATABASE)
                .fetch_one(&mut session.connection)
                .await
                .map_err(|error| failed("listing the local databases failed", &error))?;
        if !exists {
            let what = "creating the local database failed";
            // Neither statement can share a transaction with another.
            for sql in [
                format!("DROP DATABASE IF EXISTS {UNFINISHED}"),
                format!("CREATE DATABASE {UNFINISHED}"),
            ] {
                session.run(what, sql).await?;
            }
            let mut fresh = Session::connect(self.options(UNFINISHED), name).await?;
            let mut identity = identity(&mut fresh, "public").await?;
            DATABASE.clone_into(&mut identity.database);
            mark(&mut fresh, &identity).await?;
            fresh.close().await;
            let rename = format!("ALTER DATABASE {UNFINISHED} RENAME TO {DATABASE}");
            session.run(what, rename).await?;
        }
        session.close().await;
        Ok(())
    }
}
