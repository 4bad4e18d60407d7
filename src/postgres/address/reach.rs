//! Connecting to an address, and finding out whether a pooler stands between.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};
use uuid::Uuid;

use super::passfile::Looked;
use super::{Address, Host, tls};
use crate::error::{Error, Kind, Result, printable};
use crate::postgres::Session;
use crate::postgres::connect::{failed, refuse_pgoptions};

/// That a pooler stands between: a session there is not one's own from beginning to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pooled {
    /// What stands between, and how that was found out.
    pub reason: String,
    /// What to do.
    pub hint: String,
}

impl From<Pooled> for Error {
    fn from(pooled: Pooled) -> Self {
        let message = format!("guard `direct`: {}", pooled.reason);
        Self::new(Kind::Refused, message).hint(pooled.hint)
    }
}

/// The setting by which a session finds itself again behind a pooler.
const PROBE: &str = "connsura_seed.probe";

impl Address {
    /// Connects to read; `name` is what messages call the database. A pooler may stand between:
    /// what is read must be read as [`crate::postgres::begin_reading`] begins to.
    ///
    /// # Errors
    /// [`Kind::Usage`] when the environment would change the connection behind our back,
    /// [`Kind::Invalid`] when a file that the URL names cannot be used, [`Kind::Database`] when
    /// the server does not answer or does not let us in.
    pub async fn connect(&self, name: &str) -> Result<Session> {
        let password = self.password();
        let options = self.options(&password)?;
        match self.open(options, name).await {
            Ok(session) => Ok(session),
            Err(failure) => Err(self.explain(&failure, name, &password)),
        }
    }

    /// Connects to the server itself, for what must be one session from beginning to end.
    ///
    /// Whether a pooler stands between is found out even if the URL does not say it. The session
    /// begins with a setting that nobody else can have. A pooler refuses it, or begins its
    /// sessions by itself and lets it fall. The setting ends with the session.
    ///
    /// # Errors
    /// [`Kind::Refused`] when a pooler stands between; else as for [`Address::connect`].
    pub async fn connect_directly(&self, name: &str) -> Result<Session> {
        Ok(self.reach(name).await??)
    }

    /// The same; that a pooler stands between is an answer, and no error.
    pub(in crate::postgres) async fn reach(&self, name: &str) -> Result<Result<Session, Pooled>> {
        if self.is_declared_pooled() {
            let declared = if self.settings.pgbouncer == Some(true) {
                "says `pgbouncer=true`".to_owned()
            } else {
                format!("has the port {}, which is a pooler's", self.port)
            };
            return Ok(Err(
                self.pooled(name, &format!("{} {declared}", self.origin))
            ));
        }
        let password = self.password();
        let probe = Uuid::new_v4().to_string();
        let options = self.options(&password)?.options([(PROBE, &probe)]);
        let mut session = match self.open(options, name).await {
            Ok(session) => session,
            Err(Failure::Driver(error)) if refuses_probe(&error) => {
                return Ok(Err(
                    self.pooled(name, "the server's side takes no options of a session")
                ));
            }
            Err(failure) => return Err(self.explain(&failure, name, &password)),
        };
        // In one message, which a pooler in any mode passes on as a whole.
        let asked = sqlx::raw_sql("SELECT current_setting('connsura_seed.probe', true)")
            .fetch_one(&mut session.connection)
            .await;
        let answer: Option<String> = asked
            .and_then(|row| row.try_get(0))
            .map_err(|error| failed(&format!("asking {name} for its session failed"), &error))?;
        if answer.as_deref() != Some(probe.as_str()) {
            session.close().await;
            return Ok(Err(self.pooled(
                name,
                "the session that answers is not the one that was begun",
            )));
        }
        Ok(Ok(session))
    }

    fn pooled(&self, name: &str, how: &str) -> Pooled {
        let reason = format!(
            "{name} is reached through a pooler ({how}), which may spread a session over several"
        );
        let mut hint = "name the server itself, as Prisma's directUrl does: its own host and port, without pgbouncer=true".to_owned();
        if self.is_declared_pooled() && self.settings.pgbouncer.is_none() {
            hint.push_str("; if a server has this port, add pgbouncer=false");
        }
        Pooled { reason, hint }
    }

    /// The driver's options, every one that it would take from the environment among them.
    fn options(&self, password: &Looked) -> Result<PgConnectOptions> {
        refuse_pgoptions()?;
        let options = PgConnectOptions::new_without_pgpass();
        let options = match &self.host {
            Host::Network(name) => options.host(name),
            Host::Socket(folder) => options.host("localhost").socket(folder),
        };
        let options = options
            .port(self.port)
            .username(&self.user)
            .password(password.text())
            .database(&self.database)
            .application_name(&self.settings.application_name)
            // A pooler knows the settings of a session's beginning by name, and not this one.
            .extra_float_digits(None)
            .disable_statement_logging();
        self.settings.tls.apply(options)
    }

    async fn open(&self, options: PgConnectOptions, name: &str) -> Result<Session, Failure> {
        let connecting = Session::open(options, name);
        let opened = match self.settings.connect_timeout {
            None => connecting.await,
            Some(limit) => match tokio::time::timeout(limit, connecting).await {
                Ok(opened) => opened,
                Err(_) => return Err(Failure::Silence(limit.as_secs())),
            },
        };
        opened.map_err(Failure::Driver)
    }

    /// Why there is no connection, and what to do.
    fn explain(&self, failure: &Failure, name: &str, password: &Looked) -> Error {
        let what = format!("{name} cannot be reached at {}", self.place());
        let plain = |reason: &str, hint: &str| {
            Error::new(Kind::Database, format!("{what}: {reason}")).hint(hint)
        };
        let error = match failure {
            Failure::Driver(error) => error,
            Failure::Silence(seconds) => {
                return plain(
                    &format!("no answer within {seconds} seconds"),
                    "see whether host and port are right and whether a firewall stands between; connect_timeout=SECONDS waits longer",
                );
            }
        };
        match error {
            sqlx::Error::Database(database) => {
                explain_refusal(failed(&what, error), database.code().as_deref(), password)
            }
            sqlx::Error::Io(io) => match io.get_ref().and_then(|inner| inner.downcast_ref()) {
                Some(error) => self.explain_tls(error, &what),
                None => plain(
                    &io.to_string(),
                    "see whether a server listens there, and whether host and port are right",
                ),
            },
            sqlx::Error::Tls(inner) => match inner.downcast_ref() {
                Some(error) => self.explain_tls(error, &what),
                None if inner.to_string() == "server does not support TLS" => plain(
                    "it offers no TLS, and the URL wants it",
                    "turn TLS on at the server (ssl = on), or, where the way there is safe, write sslmode=prefer",
                ),
                None => plain(
                    &inner.to_string(),
                    "see sslmode and the certificates that the URL names",
                ),
            },
            // SASLprep (RFC 4013) does not take every character. The driver's text quotes it.
            sqlx::Error::Configuration(_) => plain(
                "the user name or the password has a character that the driver does not take for SCRAM: a control character, or one younger than Unicode 3.2, such as an emoji",
                "give the role another password",
            ),
            other => plain(&other.to_string(), "the server's log says more"),
        }
    }

    fn explain_tls(&self, error: &rustls::Error, what: &str) -> Error {
        let (reason, hint) = tls::explain(error, self.host(), &self.settings.tls);
        Error::new(Kind::Database, format!("{what}: {reason}")).hint(hint)
    }

    /// Host and port, or the socket.
    fn place(&self) -> String {
        let port = self.port;
        match &self.host {
            Host::Network(name) if name.contains(':') => format!("[{name}]:{port}"),
            Host::Network(name) => format!("{}:{port}", printable(name)),
            Host::Socket(folder) => format!("{}/.s.PGSQL.{port}", tls::shown(folder)),
        }
    }
}

/// Why a connection did not come about.
enum Failure {
    Driver(sqlx::Error),
    /// Nothing was heard for so many seconds.
    Silence(u64),
}

/// What to do about a server that answers, and does not let us in.
fn explain_refusal(failure: Error, code: Option<&str>, password: &Looked) -> Error {
    match code {
        Some("28P01") => password.explain(failure),
        Some("28000") => failure.hint(
            "the server's pg_hba.conf says who may connect, from where and how; the URL's user, sslmode and certificate are what it looks at",
        ),
        Some("3D000") => failure.hint("see the database's name in the URL"),
        _ => failure,
    }
}

/// Whether an error is that of a pooler that takes no options: `PgBouncer`'s "unsupported startup
/// parameter", or that of Amazon's RDS Proxy, which "doesn't support command-line options".
fn refuses_probe(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else {
        return false;
    };
    ["startup parameter", "command-line options"]
        .iter()
        .any(|told| error.message().contains(told))
}

impl Looked {
    /// The password, or nothing.
    fn text(&self) -> &str {
        match self {
            Self::Given(password) | Self::Found { password, .. } => password,
            Self::Nothing { .. } => "",
        }
    }

    /// Says of a refused password where it came from.
    fn explain(&self, failure: Error) -> Error {
        match self {
            Self::Given(_) => failure.hint("see the user and the password in the URL; what is not a letter or a digit is percent-encoded there"),
            Self::Found { file, .. } => failure
                .and(&format!("the password is that of the password file `{}`", tls::shown(file)))
                .hint("see the line for this host, port, database and user there"),
            Self::Nothing { why, hint } => {
                let hint = hint.as_deref().unwrap_or(
                    "write it into the URL, or HOST:PORT:DATABASE:USER:PASSWORD into ~/.pgpass",
                );
                failure.and(&format!("the URL has no password, and {why}")).hint(hint)
            }
        }
    }
}
