//! The running local server, and connections to it.

use std::fs;
use std::path::PathBuf;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::{DATABASE, Session, failed, mark};
use crate::error::{Error, Kind, Result};

/// A running local server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The directory of the Unix socket.
    pub socket_folder: PathBuf,
    /// Where it keeps its data.
    pub(super) data: PathBuf,
}

impl Running {
    /// The URL of the database, over TCP. It needs no password.
    pub fn url(&self) -> String {
        format!("postgresql://{DATABASE}@127.0.0.1:{}/{DATABASE}", self.port)
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
        let mut session = Session::connect(self.options(DATABASE), "the local database").await?;
        let data: String = sqlx::query_scalar("SELECT current_setting('data_directory')")
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

    /// Creates the database and marks it, where that has not been done.
    pub(super) async fn ensure_database(&self) -> Result<()> {
        let mut session = Session::connect(self.options("postgres"), "the local server").await?;
        let exists: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
                .bind(DATABASE)
                .fetch_one(&mut session.connection)
                .await
                .map_err(|error| failed("listing the local databases failed", &error))?;
        if !exists {
            session
                .run(
                    "creating the local database failed",
                    format!("CREATE DATABASE {DATABASE}"),
                )
                .await?;
        }
        session.close().await;
        let mut session = self.connect().await?;
        mark(&mut session, DATABASE).await?;
        session.close().await;
        Ok(())
    }
}
