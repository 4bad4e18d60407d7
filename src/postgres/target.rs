//! The database that a command works on, and how to reach it.

use std::sync::Arc;

use super::{Running, Session, catalogue};
use crate::error::Result;
use crate::layout::{Catalogue, Layout, Mapping, Misfit, fit};

/// A database by name, and what the configuration says of its schema.
#[derive(Debug, Clone)]
pub struct Target {
    /// What messages and options call it.
    pub name: String,
    /// Where its server is.
    pub reach: Reach,
    /// The schema that holds the generator's tables.
    pub schema: String,
    /// What that schema calls them.
    pub mapping: Mapping,
}

/// Where a server is.
#[derive(Debug, Clone)]
pub enum Reach {
    /// The private local server.
    Local(Running),
}

impl Target {
    /// The private local server's database.
    pub fn local(running: Running) -> Self {
        Self {
            name: "local".to_owned(),
            reach: Reach::Local(running),
            schema: "public".to_owned(),
            mapping: Mapping::default(),
        }
    }

    /// Connects to read.
    ///
    /// # Errors
    /// [`crate::Kind::Database`] when it does not answer, [`crate::Kind::Refused`] when it is
    /// another than it should be.
    pub async fn connect(&self) -> Result<Session> {
        match &self.reach {
            Reach::Local(running) => running.connect().await,
        }
    }

    /// Connects with nothing between, so that the session's locks and settings are its own.
    ///
    /// # Errors
    /// As of [`Self::connect`]; [`crate::Kind::Refused`] behind a pooler.
    pub async fn connect_directly(&self) -> Result<Session> {
        match &self.reach {
            Reach::Local(running) => running.connect().await,
        }
    }

    /// The URL of the database, without a password.
    pub fn shown_url(&self) -> String {
        match &self.reach {
            Reach::Local(running) => running.url(),
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
