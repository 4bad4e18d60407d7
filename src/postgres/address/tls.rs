//! How a connection is encrypted, and what went wrong with it.
//!
//! Prisma knows three modes, and `sslaccept` says whether the server's certificate is verified.
//! libpq has two modes more, which verify. Both are understood, and come to four.

use std::path::{Path, PathBuf};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{AlertDescription, CertificateError};
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::identity;
use super::parameters::one_of;
use super::url::Fault;
use crate::error::{Error, Kind, Result, printable};

/// Whether a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mode {
    /// Never.
    Disable,
    /// If the server offers it.
    #[default]
    Prefer,
    /// Or there is no connection; with whoever answers.
    Require,
    /// Or there is no connection; with the host that was named, by its certificate.
    ///
    /// libpq's `verify-ca`, which takes a certificate for any name, comes to this as well: the
    /// driver trusts the machine's authorities beside the one that is named, and one of those
    /// gives a certificate for some name to everybody.
    Verify,
}

/// The client's own certificate.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Client {
    /// Certificate and key, in files of their own.
    Pem { certificate: PathBuf, key: PathBuf },
    /// Both in a file of PKCS#12, and what opens it.
    Identity { file: PathBuf, password: String },
}

/// How a connection is encrypted.
#[derive(Clone, Default)]
pub(super) struct Tls {
    pub(super) mode: Mode,
    /// The authority of the server's certificate, beside those that the machine trusts.
    pub(super) authority: Option<PathBuf>,
    pub(super) client: Option<Client>,
}

/// The parameters that are about TLS, as they stand in the URL.
#[derive(Default)]
pub(super) struct Words<'q> {
    mode: Option<&'q str>,
    accept: Option<&'q str>,
    certificate: Option<&'q str>,
    root: Option<&'q str>,
    key: Option<&'q str>,
    identity: Option<&'q str>,
    password: Option<&'q str>,
}

impl<'q> Words<'q> {
    pub(super) fn take(&mut self, name: &str, value: &'q str) {
        let word = match name {
            "sslmode" => &mut self.mode,
            "sslaccept" => &mut self.accept,
            "sslcert" => &mut self.certificate,
            "sslrootcert" => &mut self.root,
            "sslkey" => &mut self.key,
            "sslidentity" => &mut self.identity,
            "sslpassword" => &mut self.password,
            _ => return,
        };
        *word = Some(value);
    }

    pub(super) fn resolve(&self) -> std::result::Result<Tls, Fault> {
        let tls = Tls {
            mode: self.mode()?,
            authority: self.authority()?,
            client: self.client()?,
        };
        let more = [self.certificate, self.root, self.key, self.identity];
        if tls.mode == Mode::Disable && more.iter().any(Option::is_some) {
            return Err(Fault::new(
                "has `sslmode=disable`, and certificates that only TLS has a use for",
                "leave out one or the other",
            ));
        }
        Ok(tls)
    }

    fn mode(&self) -> std::result::Result<Mode, Fault> {
        let modes = ["disable", "prefer", "require", "verify-ca", "verify-full"];
        let mode = match self.mode {
            None => Mode::Prefer,
            Some(word) => match one_of("sslmode", word, &modes)? {
                0 => Mode::Disable,
                1 => Mode::Prefer,
                2 => Mode::Require,
                _ => Mode::Verify,
            },
        };
        let accept = self.accept.map(|word| {
            let words = ["strict", "accept_invalid_certs"];
            one_of("sslaccept", word, &words)
        });
        match (mode, accept.transpose()?) {
            (Mode::Disable, Some(0)) => Err(Fault::new(
                "has `sslmode=disable` and `sslaccept=strict`: without TLS nothing can be verified",
                "write sslmode=require, or leave out sslaccept",
            )),
            (Mode::Verify, Some(1)) => Err(Fault::new(
                "has an `sslmode` that verifies and `sslaccept=accept_invalid_certs`",
                "leave out one or the other",
            )),
            (_, Some(0)) => Ok(Mode::Verify),
            // For libpq a root certificate makes `require` verify.
            (Mode::Require, _) if self.root.is_some() => Ok(Mode::Verify),
            (Mode::Prefer, _) if self.root.is_some() => Err(Fault::new(
                "has `sslrootcert`, and an `sslmode` that does not verify",
                "write sslmode=verify-full",
            )),
            (mode, _) => Ok(mode),
        }
    }

    /// For Prisma `sslcert` is the server's side, for libpq it is the client's, with `sslkey`.
    fn authority(&self) -> std::result::Result<Option<PathBuf>, Fault> {
        if self.key.is_none() && self.root.is_some() && self.certificate.is_some() {
            return Err(Fault::new(
                "has `sslcert` beside `sslrootcert`, which makes it the client's certificate, without `sslkey`",
                "add sslkey=FILE, or leave out one of the two",
            ));
        }
        let prismas = self.certificate.filter(|_| self.key.is_none());
        // The word by which libpq means the authorities of the machine.
        let named = self.root.filter(|root| *root != "system").or(prismas);
        Ok(named.map(PathBuf::from))
    }

    fn client(&self) -> std::result::Result<Option<Client>, Fault> {
        match (self.key, self.certificate, self.identity) {
            (Some(_), _, Some(_)) => Err(Fault::new(
                "has `sslidentity` and `sslkey`, which are two keys",
                "leave out one or the other",
            )),
            (Some(_), None, None) => Err(Fault::new(
                "has `sslkey` without `sslcert`",
                "add sslcert=FILE, the certificate that the key is of",
            )),
            (_, _, None) if self.password.is_some() => Err(Fault::new(
                "has `sslpassword` without `sslidentity`",
                "leave it out; a key in a file of its own must not have a password here: openssl pkey -in KEY -out PLAIN",
            )),
            (Some(key), Some(certificate), None) => Ok(Some(Client::Pem {
                certificate: certificate.into(),
                key: key.into(),
            })),
            (None, _, Some(file)) => Ok(Some(Client::Identity {
                file: file.into(),
                password: self.password.unwrap_or_default().to_owned(),
            })),
            (None, _, None) => Ok(None),
        }
    }
}

impl Tls {
    /// Has the driver encrypt as this says, and as no variable of the environment does.
    pub(super) fn apply(&self, options: PgConnectOptions) -> Result<PgConnectOptions> {
        let options = options.ssl_mode(match self.mode {
            Mode::Disable => PgSslMode::Disable,
            Mode::Prefer => PgSslMode::Prefer,
            Mode::Require => PgSslMode::Require,
            Mode::Verify => PgSslMode::VerifyFull,
        });
        let authority = self.authority.as_deref().map(certificates).transpose()?;
        // None at all where none is named: else the driver takes that of PGSSLROOTCERT.
        let options = options.ssl_root_cert_from_pem(authority.unwrap_or_default());
        let pair = match &self.client {
            None if self.mode == Mode::Disable => return Ok(options),
            None => return refuse_foreign_certificate().map(|()| options),
            Some(Client::Pem { certificate, key }) => (certificates(certificate)?, secret(key)?),
            Some(Client::Identity { file, password }) => identity::open(file, password)?,
        };
        let (certificate, key) = pair;
        Ok(options
            .ssl_client_cert_from_pem(certificate)
            .ssl_client_key_from_pem(key))
    }
}

/// The driver sends the certificate of these variables unless another is named, and cannot be
/// told to send none.
fn refuse_foreign_certificate() -> Result<()> {
    for name in ["PGSSLCERT", "PGSSLKEY"] {
        if std::env::var_os(name).is_some() {
            let message = format!("{name} is set, and would show the server who you are");
            let hint = format!(
                "unset {name}; a certificate is named in the URL: sslcert and sslkey, or sslidentity"
            );
            return Err(Error::new(Kind::Usage, message).hint(hint));
        }
    }
    Ok(())
}

/// A path as messages show it.
pub(super) fn shown(path: &Path) -> String {
    printable(&path.display().to_string())
}

/// A file that the URL names.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        let message = format!("the file `{}` cannot be read: {error}", shown(path));
        let hint = if path.is_absolute() {
            "name one that is there, and that you may read"
        } else {
            "name it by its whole path: this one is looked for in the current directory, and by Prisma in its own"
        };
        Error::new(Kind::Invalid, message).hint(hint)
    })
}

/// Certificates in PEM.
fn certificates(path: &Path) -> Result<Vec<u8>> {
    let text = read(path)?;
    let all: Vec<_> = CertificateDer::pem_slice_iter(&text).collect();
    if !all.is_empty() && all.iter().all(std::result::Result::is_ok) {
        return Ok(text);
    }
    let shown = shown(path);
    let message = format!("the file `{shown}` holds no certificate in PEM");
    let hint =
        format!("if it is in DER: openssl x509 -inform der -in {shown} -out certificate.pem");
    Err(Error::new(Kind::Invalid, message).hint(hint))
}

/// A private key in PEM, without a password.
fn secret(path: &Path) -> Result<Vec<u8>> {
    let text = read(path)?;
    if PrivateKeyDer::from_pem_slice(&text).is_ok() {
        return Ok(text);
    }
    let shown = shown(path);
    let message = format!("the file `{shown}` holds no private key in PEM that has no password");
    let hint = format!("to take its password away: openssl pkey -in {shown} -out plain.pem");
    Err(Error::new(Kind::Invalid, message).hint(hint))
}

/// Why TLS with `host` did not come about, and what to do.
pub(super) fn explain(error: &rustls::Error, host: &str, tls: &Tls) -> (String, String) {
    use rustls::Error::{AlertReceived, InconsistentKeys, InvalidCertificate};
    let trusted = match &tls.authority {
        Some(path) => format!("`{}`, or one that this machine trusts", shown(path)),
        None => "one that this machine trusts".to_owned(),
    };
    let with = |problem: &str, hint: &str| (problem.to_owned(), hint.to_owned());
    match error {
        InvalidCertificate(CertificateError::UnknownIssuer) => (
            format!("its certificate is not signed by {trusted}"),
            "name the authority that signed it: sslaccept=strict&sslcert=FILE".to_owned(),
        ),
        InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => (
            format!("its certificate is not for the name `{}`", printable(host)),
            "write the host as the certificate has it: openssl s_client -starttls postgres -connect HOST:PORT shows it".to_owned(),
        ),
        InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => with(
            "its certificate has expired",
            "have it renewed; see also whether this machine's clock is right",
        ),
        InvalidCertificate(
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. },
        ) => with(
            "its certificate is not valid yet",
            "see whether this machine's clock is right",
        ),
        InvalidCertificate(other) => (
            format!("its certificate cannot be verified ({other:?})"),
            "have the server given a certificate of its own, signed by an authority".to_owned(),
        ),
        InconsistentKeys(_) => with(
            "the client's key is not that of its certificate",
            "name the two that belong together",
        ),
        AlertReceived(alert) if is_about_client(*alert) => (
            format!("the server refused the client's certificate ({alert:?})"),
            "name one that the server's authority signed: sslidentity, or sslcert and sslkey".to_owned(),
        ),
        other => (
            format!("TLS failed ({other})"),
            "the server's log says more".to_owned(),
        ),
    }
}

fn is_about_client(alert: AlertDescription) -> bool {
    matches!(
        alert,
        AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::CertificateRequired
            | AlertDescription::UnknownCA
    )
}
