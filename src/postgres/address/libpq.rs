//! The same database as libpq names it, which `psql` and `pg_dump` speak by.

use std::ffi::OsString;
use std::path::Path;

use super::tls::{self, Client, Mode};
use super::url::encode;
use super::{Address, Host, Looked};
use crate::error::{Error, Kind, Result};
use crate::layout::quote_identifier;

/// Files in which systems keep the authorities that they trust: Debian's, Fedora's, and that of
/// Alpine and macOS.
const BUNDLES: [&str; 3] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
];

impl Address {
    /// What a program of libpq, such as `pg_dump`, needs in its environment to reach the same
    /// database; the environment must be otherwise empty of `PG*`. Fit for a child process, and
    /// for nobody's eyes.
    ///
    /// # Errors
    /// [`Kind::Refused`] where libpq cannot do it: it does not read PKCS#12.
    pub fn for_libpq(&self) -> Result<Vec<(&'static str, OsString)>> {
        let tls = &self.settings.tls;
        let mut variables: Vec<(&'static str, OsString)> = vec![
            ("PGHOST", self.host().into()),
            ("PGPORT", self.port.to_string().into()),
            ("PGUSER", self.user().into()),
            ("PGDATABASE", self.database().into()),
            ("PGAPPNAME", self.settings.application_name.as_str().into()),
            ("PGSSLMODE", mode(tls.mode).into()),
            ("PGGSSENCMODE", "disable".into()),
        ];
        let limit = self.settings.connect_timeout;
        variables
            .extend(limit.map(|limit| ("PGCONNECT_TIMEOUT", limit.as_secs().to_string().into())));
        if let Looked::Given(password) | Looked::Found { password, .. } = self.password() {
            variables.push(("PGPASSWORD", password.into()));
        }
        if tls.mode == Mode::Verify {
            variables.push(("PGSSLROOTCERT", self.authority().into()));
        }
        match &tls.client {
            None => {}
            Some(Client::Pem { certificate, key }) => {
                variables.push(("PGSSLCERT", certificate.into()));
                variables.push(("PGSSLKEY", key.into()));
            }
            Some(Client::Identity { file, .. }) => {
                let message = format!(
                    "{} has `sslidentity`, and PostgreSQL's own programs do not read PKCS#12",
                    self.origin
                );
                let hint = format!(
                    "openssl pkcs12 -in {} -nodes -out both.pem, and name both.pem as sslcert and sslkey",
                    tls::shown(file)
                );
                return Err(Error::new(Kind::Refused, message).hint(hint));
            }
        }
        Ok(variables)
    }

    /// A word for `psql` in a shell, by which it reaches the same schema: without a password, and
    /// with libpq's parameters instead of Prisma's, which `psql` refuses. On one line and in ASCII.
    pub fn for_psql(&self) -> String {
        let (user, database) = (encode(&self.user, ""), encode(&self.database, ""));
        let host = match &self.host {
            Host::Socket(_) => String::new(),
            Host::Network(name) if name.contains(':') => format!("[{name}]:{}", self.port),
            Host::Network(name) => format!("{}:{}", encode(name, ""), self.port),
        };
        let parameters: Vec<String> = self
            .psql_parameters()
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value, "/:,")))
            .collect();
        if parameters.is_empty() {
            return format!("postgresql://{user}@{host}/{database}");
        }
        // A shell would end the command at an ampersand.
        format!(
            "'postgresql://{user}@{host}/{database}?{}'",
            parameters.join("&")
        )
    }

    fn psql_parameters(&self) -> Vec<(&'static str, String)> {
        let text = |path: &Path| path.to_string_lossy().into_owned();
        let tls = &self.settings.tls;
        let mut parameters = Vec::new();
        if let Host::Socket(folder) = &self.host {
            parameters.push(("host", text(folder)));
            parameters.push(("port", self.port.to_string()));
        } else if tls.mode != Mode::Prefer {
            parameters.push(("sslmode", mode(tls.mode).to_owned()));
        }
        if tls.mode == Mode::Verify {
            parameters.push(("sslrootcert", text(self.authority())));
        }
        if let Some(Client::Pem { certificate, key }) = &tls.client {
            parameters.push(("sslcert", text(certificate)));
            parameters.push(("sslkey", text(key)));
        }
        if self.schema() != "public" {
            // In `options` blanks part one option from the next, and a backslash keeps them.
            let schema = quote_identifier(self.schema());
            let schema = schema.replace('\\', "\\\\").replace(' ', "\\ ");
            parameters.push(("options", format!("-csearch_path={schema}")));
        }
        parameters
    }

    /// The file of the authorities that the server's certificate is verified by; libpq's word for
    /// the system's where none is known.
    fn authority(&self) -> &Path {
        let bundle = || {
            BUNDLES
                .map(Path::new)
                .into_iter()
                .find(|path| path.exists())
        };
        let authority = self.settings.tls.authority.as_deref().or_else(bundle);
        authority.unwrap_or(Path::new("system"))
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Disable => "disable",
        Mode::Prefer => "prefer",
        Mode::Require => "require",
        Mode::Verify => "verify-full",
    }
}
