//! Databases by their connection URL, as Prisma writes it.

mod identity;
mod libpq;
mod parameters;
mod passfile;
mod reach;
mod tls;
mod url;

pub use self::reach::Pooled;

use std::fmt;
use std::path::PathBuf;

use self::parameters::Settings;
use self::passfile::Looked;
use self::tls::Mode;
use self::url::{Fault, Parts, encode};
use crate::error::{Error, Kind, Result, printable};

/// The port of a PostgreSQL server that says nothing else.
const PORT: u16 = 5432;

/// The ports of poolers: `PgBouncer`'s (its `listen_port`, which `Odyssey` and `PgCat` took over),
/// and that of Supabase in transaction mode.
/// <https://www.pgbouncer.org/config.html> <https://supabase.com/docs/guides/database/connecting-to-postgres>
const POOLER_PORTS: [u16; 2] = [6432, 6543];

/// Where a database is and how to reach it: a connection URL as Prisma writes them.
///
/// ```
/// use connsura_seed::postgres::Address;
///
/// let url = "postgresql://qa:s3cret@db.example:5432/staging?schema=app&sslmode=require";
/// let address = Address::parse(url, "the URL in STAGING_DATABASE_URL")?;
/// assert_eq!(address.schema(), "app");
/// assert_eq!(
///     address.shown(),
///     "postgresql://qa@db.example:5432/staging?schema=app&sslmode=require",
/// );
/// assert!(Address::parse("postgresql://db.example/staging", "the URL").is_err());
/// # Ok::<(), connsura_seed::Error>(())
/// ```
#[derive(Clone)]
pub struct Address {
    /// What messages call the text.
    origin: String,
    user: String,
    password: Option<String>,
    host: Host,
    port: u16,
    database: String,
    settings: Settings,
    /// The parameters as they stand in the URL.
    query: Vec<(String, String)>,
}

/// How a server is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Host {
    /// A name or an address, without brackets.
    Network(String),
    /// The directory of a Unix socket.
    Socket(PathBuf),
}

/// Without the passwords.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Address").field(&self.shown()).finish()
    }
}

impl Address {
    /// Reads a URL. `origin` is what messages call it, such as "the URL in
    /// `STAGING_DATABASE_URL`"; they never repeat its password.
    ///
    /// # Errors
    /// [`Kind::Invalid`], with what is wrong, and what to do.
    pub fn parse(url: &str, origin: &str) -> Result<Self> {
        Self::read(url, origin).map_err(|fault| {
            Error::new(Kind::Invalid, format!("{origin} {}", fault.problem)).hint(fault.hint)
        })
    }

    fn read(url: &str, origin: &str) -> Result<Self, Fault> {
        let parts = url::split(url)?;
        let mut settings = Settings::of(&parts.query)?;
        let host = host(&parts, settings.socket.take())?;
        if matches!(host, Host::Socket(_)) {
            if matches!(settings.tls.mode, Mode::Require | Mode::Verify) {
                let problem = "wants TLS on a Unix socket, which has none";
                return Err(Fault::new(problem, "leave out sslmode and sslaccept"));
            }
            settings.tls.mode = Mode::Disable;
        }
        Ok(Self {
            origin: printable(origin),
            user: parts.user,
            password: parts.password,
            host,
            port: parts.port.unwrap_or(PORT),
            database: parts.database,
            settings,
            query: parts.query,
        })
    }

    /// The same server and role, and another database.
    #[must_use]
    pub fn with_database(&self, database: &str) -> Self {
        Self {
            database: database.to_owned(),
            ..self.clone()
        }
    }

    /// The schema that the tables are in.
    pub fn schema(&self) -> &str {
        self.named_schema().unwrap_or("public")
    }

    /// The same, where the URL names it.
    pub fn named_schema(&self) -> Option<&str> {
        self.settings.schema.as_deref()
    }

    /// The database's name.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// The role that is connected as.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The server's name or address, or the directory of its socket.
    pub fn host(&self) -> &str {
        match &self.host {
            Host::Network(name) => name,
            Host::Socket(folder) => folder.to_str().unwrap_or_default(),
        }
    }

    /// The server's port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The URL with its password, for whoever is to connect; never to be printed unasked.
    pub fn url(&self) -> String {
        let shown = self.shown();
        let Some(password) = &self.password else {
            return shown;
        };
        let user = format!("postgresql://{}", encode(&self.user, ""));
        let rest = &shown[user.len()..];
        format!("{user}:{}{rest}", encode(password, ""))
    }

    /// The URL without its passwords, on one line and in ASCII.
    pub fn shown(&self) -> String {
        let host = match &self.host {
            Host::Socket(_) => "localhost".to_owned(),
            Host::Network(name) if name.contains(':') => format!("[{name}]"),
            Host::Network(name) => encode(name, ""),
        };
        let (user, database) = (encode(&self.user, ""), encode(&self.database, ""));
        let mut parameters: Vec<String> = Vec::new();
        if let Host::Socket(folder) = &self.host {
            parameters.push(parameters::shown("host", &folder.to_string_lossy()));
        }
        let others = self.query.iter().filter(|(name, _)| name != "host");
        let others = others.filter(|(name, _)| name != "sslpassword");
        parameters.extend(others.map(|(name, value)| parameters::shown(name, value)));
        let query = if parameters.is_empty() {
            String::new()
        } else {
            format!("?{}", parameters.join("&"))
        };
        format!("postgresql://{user}@{host}:{}/{database}{query}", self.port)
    }

    /// Each parameter of the URL, as it may be shown, and what it does here.
    pub fn parameters(&self) -> Vec<(String, String)> {
        let mut parameters = parameters::effects(&self.query);
        for (shown, effect) in &mut parameters {
            if shown.starts_with("ssl") {
                effect.push_str("; ");
                effect.push_str(self.encryption());
            }
        }
        parameters
    }

    /// What comes of everything that the URL says about TLS.
    pub fn encryption(&self) -> &'static str {
        match (self.settings.tls.mode, &self.settings.tls.authority) {
            (Mode::Disable, _) => "the connection is not encrypted",
            (Mode::Prefer, _) => {
                "the connection is encrypted if the server offers it, and nobody verifies who answers"
            }
            (Mode::Require, None) => {
                "the connection is encrypted, and nobody verifies who answers (sslaccept=strict does)"
            }
            (Mode::Require, Some(_)) => {
                "the connection is encrypted, and nobody verifies who answers: as with Prisma, only sslaccept=strict looks at the authority"
            }
            (Mode::Verify, _) => {
                "the connection is encrypted, and the server's certificate and name are verified"
            }
        }
    }

    /// Whether the URL says that a pooler stands between: `pgbouncer=true`, or a port that
    /// poolers have (6432, 6543) without `pgbouncer=false`.
    pub fn is_declared_pooled(&self) -> bool {
        let has_port = matches!(self.host, Host::Network(_)) && POOLER_PORTS.contains(&self.port);
        self.settings.pgbouncer.unwrap_or(has_port)
    }

    /// The URL's password, else the password file's.
    fn password(&self) -> Looked {
        match &self.password {
            Some(password) => Looked::Given(password.clone()),
            None => passfile::look_up(self.host(), self.port, &self.database, &self.user),
        }
    }
}

/// How the server is reached: a directory instead of a host wins, and must not stand beside the
/// name of another machine.
fn host(parts: &Parts, socket: Option<PathBuf>) -> Result<Host, Fault> {
    let here = ["", "localhost", "127.0.0.1", "::1"];
    match (socket, parts.host.as_str()) {
        (Some(folder), name) if here.contains(&name) => Ok(Host::Socket(folder)),
        (Some(_), _) => Err(Fault::new(
            "names a host, and by `host=` a Unix socket, which is another server's",
            "leave out one or the other; with a socket the host is localhost",
        )),
        (None, "") => Err(Fault::new(
            "names no host",
            "for a Unix socket: postgresql://USER@localhost/DATABASE?host=/var/run/postgresql",
        )),
        (None, name) if name.starts_with('/') => Ok(Host::Socket(name.into())),
        (None, name) => Ok(Host::Network(name.to_owned())),
    }
}
