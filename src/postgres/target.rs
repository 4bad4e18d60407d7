//! The database that a command works on, and how to reach it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::sync::Arc;

use super::{Address, DATABASE, Migration, Pooled, Running, Session, catalogue, embedded};
use crate::configuration::{Bounds, Identity, Triggers};
use crate::error::Result;
use crate::layout::{Catalogue, Layout, Mapping, Misfit, fit};

/// A database, how to reach it, and what the configuration says of it.
#[derive(Debug, Clone)]
pub struct Target {
    /// Who it is said to be.
    pub named: Named,
    /// Where its server is.
    pub reach: Reach,
    /// The schema that holds the generator's tables.
    pub schema: String,
    /// What that schema calls them.
    pub mapping: Mapping,
    /// The migrations that make that schema.
    pub migrations: Vec<Migration>,
    /// Whether its own triggers run while rows are loaded.
    pub triggers: Triggers,
    /// Columns, by table, that the census does not look at.
    pub exempt: BTreeSet<(String, String)>,
}

/// Who a target is said to be, before anybody asks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What messages and options call it.
    pub name: String,
    /// How it came to be the target.
    pub by: NamedBy,
    /// What the configuration says it is for.
    pub environment: Option<String>,
    /// Which database it was when it was marked, by the configuration.
    pub recorded: Option<Identity>,
    /// How much it may hold.
    pub bounds: Bounds,
}

/// How a database came to be the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedBy {
    /// Nobody named one: the private local server's.
    Default,
    /// By its name in the configuration.
    Name,
    /// By the variable that holds its URL, which was named.
    Variable(String),
    /// By nobody: something in the environment merely spoke of it. The program never does this.
    Nobody,
}

/// Where a server is.
#[derive(Debug, Clone)]
pub enum Reach {
    /// The private local server.
    Local(Running),
    /// At an address, perhaps behind a pooler, and at another past it.
    Address {
        /// To read.
        any: Box<Address>,
        /// Past a pooler, where that is another.
        direct: Option<Box<Address>>,
    },
}

impl Target {
    /// The private local server's database.
    pub fn local(running: Running) -> Self {
        Self::fresh(Reach::Local(running), "local")
    }

    /// A database that this program has just made, and that nobody else knows of; `what` is what
    /// messages call it.
    pub fn fresh(reach: Reach, what: &str) -> Self {
        Self {
            named: Named {
                name: what.to_owned(),
                by: NamedBy::Default,
                environment: None,
                recorded: None,
                bounds: Bounds::default(),
            },
            reach,
            schema: "public".to_owned(),
            mapping: Mapping::default(),
            migrations: embedded(),
            triggers: Triggers::default(),
            exempt: BTreeSet::new(),
        }
    }

    /// Connects to read.
    ///
    /// # Errors
    /// [`crate::Kind::Database`] when it does not answer, [`crate::Kind::Refused`] when it is
    /// another than it should be.
    pub async fn connect(&self) -> Result<Session> {
        let session = match &self.reach {
            Reach::Local(running) => running.connect().await,
            Reach::Address { any, .. } => any.connect(&self.called()).await,
        };
        Ok(self.laid_out(session?))
    }

    /// What messages call the database.
    fn called(&self) -> String {
        match &self.named.by {
            NamedBy::Variable(variable) => format!("the database in {variable}"),
            _ => format!("target `{}`", self.named.name),
        }
    }

    /// A session that knows its schema, and takes the reference schema to be in it.
    fn laid_out(&self, mut session: Session) -> Session {
        session.layout = Arc::new(Layout::reference(&self.schema));
        session
    }

    /// Connects with nothing between, so that the session's locks and settings are its own.
    ///
    /// # Errors
    /// As of [`Self::connect`]; [`crate::Kind::Refused`] behind a pooler.
    pub async fn connect_directly(&self) -> Result<Session> {
        let session = match &self.reach {
            Reach::Local(running) => running.connect().await,
            Reach::Address { any, direct } => {
                let address = direct.as_ref().unwrap_or(any);
                address.connect_directly(&self.called()).await
            }
        };
        Ok(self.laid_out(session?))
    }

    /// Connects as [`Self::connect_directly`] does; where a pooler stands between, to read through it
    /// as [`Self::connect`] does, and says so.
    ///
    /// # Errors
    /// As of [`Self::connect`].
    pub async fn connect_to_look(&self) -> Result<(Session, Option<Pooled>)> {
        let (session, pooled) = match &self.reach {
            Reach::Local(running) => (running.connect().await?, None),
            Reach::Address { any, direct } => {
                let address = direct.as_ref().unwrap_or(any);
                match address.reach(&self.called()).await? {
                    Ok(session) => (session, None),
                    Err(pooled) => (address.connect(&self.called()).await?, Some(pooled)),
                }
            }
        };
        Ok((self.laid_out(session), pooled))
    }

    /// Each parameter of the URL, and what it does; none of the local server.
    pub fn parameters(&self) -> Vec<(String, String)> {
        match &self.reach {
            Reach::Local(_) => Vec::new(),
            Reach::Address { any, .. } => any.parameters(),
        }
    }

    /// `PG*` variables that say how to connect, for PostgreSQL's own programs.
    ///
    /// # Errors
    /// [`crate::Kind::Refused`] where they could not connect as we do.
    pub fn for_libpq(&self) -> Result<Vec<(&'static str, OsString)>> {
        match &self.reach {
            Reach::Local(running) => Ok(vec![
                ("PGHOST", running.socket_folder.clone().into_os_string()),
                ("PGPORT", running.port.to_string().into()),
                ("PGUSER", DATABASE.into()),
                ("PGDATABASE", running.database.clone().into()),
            ]),
            Reach::Address { any, direct } => direct.as_ref().unwrap_or(any).for_libpq(),
        }
    }

    /// The URL of the database, without a password.
    pub fn shown_url(&self) -> String {
        match &self.reach {
            Reach::Local(running) => running.url(),
            Reach::Address { any, .. } => any.shown(),
        }
    }

    /// A word for `psql` in a shell that reaches the database, without a password.
    pub fn for_psql(&self) -> String {
        match &self.reach {
            Reach::Local(running) => running.url(),
            Reach::Address { any, .. } => any.for_psql(),
        }
    }

    /// Reads the live schema, and has the session speak to its tables if they can take the
    /// generator's rows; else all that stands in the way.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub async fn fit(&self, session: &mut Session) -> Result<(Catalogue, Vec<Misfit>)> {
        let catalogue = catalogue(session, &self.schema).await?;
        match fit(&catalogue, &self.mapping) {
            Ok(layout) => {
                session.layout = Arc::new(layout);
                Ok((catalogue, Vec::new()))
            }
            Err(misfits) => {
                session.layout = Arc::new(Layout::reference(&self.schema));
                Ok((catalogue, misfits))
            }
        }
    }
}
