//! The parameters of a URL: each is understood or refused with a reason, none is dropped.
//!
//! Names, values and defaults are Prisma's (prisma-engines, `quaint`, `connector/postgres/url.rs`),
//! with libpq's names where Prisma has none for it.

use std::path::PathBuf;
use std::time::Duration;

use super::tls::{Tls, Words};
use super::url::{Fault, encode};
use crate::error::printable;
use crate::scenario::nearest;

/// How long a connection may take to come about, where the URL does not say.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest name that PostgreSQL keeps whole, in bytes (its documentation, "Identifiers and
/// Key Words").
const LONGEST_NAME: usize = 63;

/// What each parameter does here.
const KNOWN: &[(&str, &str)] = &[
    ("schema", "the schema that the tables are in"),
    (
        "host",
        "the directory of the Unix socket that the server is reached by",
    ),
    (
        "connection_limit",
        "no effect: there is no pool here; a command uses one connection, and coverage one more for each table",
    ),
    ("pool_timeout", "no effect: there is no pool here"),
    (
        "max_connection_lifetime",
        "no effect: there is no pool here",
    ),
    (
        "max_idle_connection_lifetime",
        "no effect: there is no pool here",
    ),
    (
        "connect_timeout",
        "seconds that a connection may take to come about; 0 for no limit",
    ),
    (
        "pgbouncer",
        "whether a pooler stands between: through one a database can be read, and not be reset",
    ),
    (
        "statement_cache_size",
        "no effect: no statement is prepared under a name",
    ),
    (
        "application_name",
        "the name under which the server lists the connection",
    ),
    (
        "channel_binding",
        "no effect: the driver has no channel binding",
    ),
    ("sslmode", "whether the connection is encrypted"),
    (
        "sslaccept",
        "whether the server's certificate is verified: strict, or accept_invalid_certs",
    ),
    (
        "sslcert",
        "the authority of the server's certificate; with sslkey, as for libpq, the client's certificate",
    ),
    (
        "sslrootcert",
        "the authority of the server's certificate, as for libpq",
    ),
    (
        "sslkey",
        "the key of the client's certificate, as for libpq",
    ),
    (
        "sslidentity",
        "the client's certificate and key, in PKCS#12",
    ),
    ("sslpassword", "opens sslidentity"),
];

/// Parameters that are known and not taken: why, and what to do.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "socket_timeout",
        "would break off what takes long, and a reset sends a whole table in one statement",
        "leave it out of this URL",
    ),
    (
        "options",
        "would change how the database answers",
        "leave it out of this URL; settings that matter are made by connsura-seed itself",
    ),
    (
        "single_use_connections",
        "is for Prisma's own tests",
        "leave it out of this URL",
    ),
];

/// What the parameters come to.
#[derive(Clone)]
pub(super) struct Settings {
    /// `None` where nothing is said.
    pub(super) schema: Option<String>,
    pub(super) socket: Option<PathBuf>,
    /// `None` for no limit.
    pub(super) connect_timeout: Option<Duration>,
    pub(super) pgbouncer: Option<bool>,
    pub(super) application_name: String,
    pub(super) tls: Tls,
}

impl Settings {
    pub(super) fn of(query: &[(String, String)]) -> Result<Self, Fault> {
        let mut settings = Self {
            schema: None,
            socket: None,
            connect_timeout: Some(PATIENCE),
            pgbouncer: None,
            application_name: "connsura-seed".to_owned(),
            tls: Tls::default(),
        };
        let mut words = Words::default();
        for (name, value) in query {
            check_known(name)?;
            if value.is_empty() {
                let hint = "give it a value, or leave it out";
                return Err(Fault::new(format!("has `{name}` without a value"), hint));
            }
            settings.take(name, value, &mut words)?;
        }
        settings.tls = words.resolve()?;
        Ok(settings)
    }

    fn take<'q>(
        &mut self,
        name: &'q str,
        value: &'q str,
        words: &mut Words<'q>,
    ) -> Result<(), Fault> {
        match name {
            "schema" => self.schema = Some(schema(value)?),
            "host" => self.socket = Some(socket(value)?),
            "connect_timeout" => {
                let seconds = seconds(name, value)?;
                self.connect_timeout = (seconds > 0).then(|| Duration::from_secs(seconds));
            }
            "pgbouncer" => self.pgbouncer = Some(one_of(name, value, &["true", "false"])? == 0),
            "application_name" => value.clone_into(&mut self.application_name),
            "channel_binding" => {
                if one_of(name, value, &["disable", "prefer", "require"])? == 2 {
                    return Err(Fault::new(
                        "has `channel_binding=require`, and the driver has no channel binding",
                        "leave it out, and have the certificate verified instead: sslmode=require&sslaccept=strict",
                    ));
                }
            }
            "connection_limit"
            | "pool_timeout"
            | "statement_cache_size"
            | "max_connection_lifetime"
            | "max_idle_connection_lifetime" => {
                seconds(name, value)?;
            }
            _ => words.take(name, value),
        }
        Ok(())
    }
}

/// Each parameter, as it may be shown, and what it does.
pub(super) fn effects(query: &[(String, String)]) -> Vec<(String, String)> {
    let effect = |name: &str| {
        let known = KNOWN.iter().find(|(known, _)| *known == name);
        known.map_or("", |(_, effect)| effect).to_owned()
    };
    query
        .iter()
        .map(|(name, value)| (shown(name, value), effect(name)))
        .collect()
}

/// A parameter without what must not be seen.
pub(super) fn shown(name: &str, value: &str) -> String {
    match name {
        "sslpassword" => "sslpassword=***".to_owned(),
        _ => format!("{name}={}", encode(value, "/:,")),
    }
}

fn check_known(name: &str) -> Result<(), Fault> {
    if KNOWN.iter().any(|(known, _)| *known == name) {
        return Ok(());
    }
    if let Some((_, reason, hint)) = REFUSED.iter().find(|(refused, ..)| *refused == name) {
        return Err(Fault::new(format!("has `{name}`, which {reason}"), *hint));
    }
    let names = || KNOWN.iter().map(|(known, _)| *known);
    let hint = match nearest(names(), name, 1).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it may have {}", names().collect::<Vec<_>>().join(", ")),
    };
    // Of what is not a word nobody knows what it is: perhaps the rest of a password.
    let word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let shown = if name.len() <= 40 && name.chars().all(word) {
        format!("`{name}`")
    } else {
        "one".to_owned()
    };
    let problem = format!("has a parameter that is not known: {shown}");
    Err(Fault::new(problem, hint))
}

fn schema(name: &str) -> Result<String, Fault> {
    if name.len() > LONGEST_NAME {
        let problem =
            format!("has a `schema` of more than {LONGEST_NAME} bytes, which PostgreSQL cuts off");
        return Err(Fault::new(problem, "name it as the database does"));
    }
    Ok(name.to_owned())
}

fn socket(folder: &str) -> Result<PathBuf, Fault> {
    if folder.starts_with('/') {
        return Ok(PathBuf::from(folder));
    }
    Err(Fault::new(
        "has a `host` that is not the directory of a Unix socket",
        "write the name of a host before the database: postgresql://USER@HOST/DATABASE",
    ))
}

fn seconds(name: &str, value: &str) -> Result<u64, Fault> {
    let wrong = |_| {
        let problem = format!("has `{name}={}`", printable(value));
        Fault::new(problem, "it takes a whole number")
    };
    // As few as Prisma can count.
    value.parse::<u32>().map(u64::from).map_err(wrong)
}

/// Which of the words a value is.
pub(super) fn one_of(name: &str, value: &str, words: &[&str]) -> Result<usize, Fault> {
    words.iter().position(|word| *word == value).ok_or_else(|| {
        let problem = format!("has `{name}={}`", printable(value));
        Fault::new(problem, format!("it may be {}", words.join(", ")))
    })
}
