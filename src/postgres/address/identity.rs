//! A client's certificate and key in one file of PKCS#12 (RFC 7292), as Prisma has it.

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};

use super::tls;
use crate::error::{Error, Kind, Result};

/// Certificate, with those of its authorities, and key, in PEM.
///
/// # Errors
/// [`Kind::Invalid`] when the file does not open with the password, or holds no such pair.
pub(super) fn open(path: &Path, password: &str) -> Result<(Vec<u8>, Vec<u8>)> {
    let shown = tls::shown(path);
    let fail = |message: String| {
        let hint = format!(
            "see what it holds: openssl pkcs12 -info -noout -in {shown}; or name its two parts by libpq's sslcert and sslkey: openssl pkcs12 -in {shown} -nodes -out both.pem"
        );
        Error::new(Kind::Invalid, message).hint(hint)
    };
    // The reason may speak of the decrypted bytes: it is not passed on.
    let store = KeyStore::from_pkcs12(&tls::read(path)?, password, Pkcs12ImportPolicy::Strict)
        .map_err(|_| {
            fail(format!(
                "the file `{shown}` cannot be opened as PKCS#12 with the URL's sslpassword"
            ))
        })?;
    let Some((_, chain)) = store.private_key_chain() else {
        return Err(fail(format!(
            "the file `{shown}` holds no key with its certificate"
        )));
    };
    let certificates = chain.certs().iter();
    let certificates: String = certificates
        .map(|certificate| pem("CERTIFICATE", certificate.as_der()))
        .collect();
    let key = pem("PRIVATE KEY", chain.key().as_der());
    Ok((certificates.into_bytes(), key.into_bytes()))
}

/// The text form of RFC 7468.
fn pem(label: &str, der: &[u8]) -> String {
    let base64 = BASE64_STANDARD.encode(der);
    let lines: Vec<&str> = base64
        .as_bytes()
        .chunks(64)
        .filter_map(|line| std::str::from_utf8(line).ok())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}
