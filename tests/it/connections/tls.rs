//! TLS against a server with a certificate: required, verified, and refused when it is wrong.

use std::path::Path;
use std::process::Command;

use connsura_seed::Kind;
use connsura_seed::postgres::Address;

use super::site::{Authority, Pair, Site};
use super::{ask, refused, told};
use crate::support::Run;

/// Whether the server's side of the connection is encrypted.
const ENCRYPTED: &str = "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

const RULES: &str = "host all qa 127.0.0.1/32 scram-sha-256";

/// Asserts that a URL is refused with these words.
fn is_refused(url: &str, words: &[&str]) {
    let error = refused(url);
    assert_eq!(error.kind(), Kind::Database, "{url}: {}", told(&error));
    for word in words {
        assert!(told(&error).contains(word), "{url}: {}", told(&error));
    }
    let shown = told(&error);
    assert!(
        !shown.contains("right/") && !shown.contains("right%"),
        "{shown}"
    );
}

#[test]
fn a_server_without_tls_is_refused_where_tls_is_required() {
    let site = Site::with_rules(RULES);
    for mode in ["", "sslmode=prefer", "sslmode=disable"] {
        assert_eq!(
            ask(&site.url("127.0.0.1", mode), ENCRYPTED).unwrap(),
            "false"
        );
    }
    for mode in ["sslmode=require", "sslaccept=strict", "sslmode=verify-full"] {
        is_refused(
            &site.url("127.0.0.1", mode),
            &["it offers no TLS", "ssl = on"],
        );
    }
}

#[test]
fn a_certificate_is_verified_where_that_is_asked() {
    let site = Site::with_rules(RULES);
    let (authority, stranger) = (Authority::new("ours"), Authority::new("another"));
    site.turn_tls_on(&authority.server(&["localhost", "127.0.0.1"]), None);
    let ours = site.file("ours.pem", authority.certificate.as_bytes(), 0o644);
    let theirs = site.file("theirs.pem", stranger.certificate.as_bytes(), 0o644);
    let (ours, theirs) = (ours.display(), theirs.display());
    for (mode, encrypted) in [
        (String::new(), "true"),
        ("sslmode=disable".to_owned(), "false"),
        ("sslmode=require".to_owned(), "true"),
        // As for Prisma, an authority alone verifies nothing.
        (format!("sslmode=require&sslcert={theirs}"), "true"),
        (
            format!("sslmode=require&sslaccept=strict&sslcert={ours}"),
            "true",
        ),
        (format!("sslaccept=strict&sslcert={ours}"), "true"),
        (format!("sslmode=verify-full&sslrootcert={ours}"), "true"),
        (format!("sslmode=verify-ca&sslrootcert={ours}"), "true"),
        (format!("sslmode=require&sslrootcert={ours}"), "true"),
    ] {
        for host in ["127.0.0.1", "localhost"] {
            let url = site.url(host, &mode);
            // The server listens on IPv4 alone, and so may localhost.
            assert_eq!(
                ask(&url, ENCRYPTED).map_err(|error| told(&error)),
                Ok(encrypted.to_owned()),
                "{url}"
            );
        }
    }
    for mode in [
        "sslaccept=strict".to_owned(),
        format!("sslaccept=strict&sslcert={theirs}"),
        format!("sslmode=verify-full&sslrootcert={theirs}"),
        format!("sslmode=verify-ca&sslrootcert={theirs}"),
        format!("sslmode=require&sslrootcert={theirs}"),
    ] {
        is_refused(
            &site.url("127.0.0.1", &mode),
            &["its certificate is not signed by", "sslcert=FILE"],
        );
    }
    // The files themselves.
    let missing = refused(&site.url("127.0.0.1", "sslaccept=strict&sslcert=/nowhere/ca.pem"));
    assert_eq!(missing.kind(), Kind::Invalid);
    assert!(
        told(&missing).contains("`/nowhere/ca.pem` cannot be read"),
        "{}",
        told(&missing)
    );
    let text = site.file("text.pem", b"no certificate", 0o644);
    let empty = refused(&site.url(
        "127.0.0.1",
        &format!("sslaccept=strict&sslcert={}", text.display()),
    ));
    assert!(
        told(&empty).contains("holds no certificate in PEM"),
        "{}",
        told(&empty)
    );
}

#[test]
fn another_name_and_an_old_certificate_are_refused() {
    let site = Site::with_rules(RULES);
    let authority = Authority::new("ours");
    let ours = site.file("ours.pem", authority.certificate.as_bytes(), 0o644);
    let strict = format!("sslaccept=strict&sslcert={}", ours.display());
    site.turn_tls_on(&authority.server(&["db.example"]), None);
    for mode in [
        strict.clone(),
        format!("sslmode=verify-ca&sslrootcert={}", ours.display()),
    ] {
        is_refused(
            &site.url("127.0.0.1", &mode),
            &[
                "its certificate is not for the name `127.0.0.1`",
                "openssl s_client",
            ],
        );
    }
    site.turn_tls_on(&authority.expired(&["127.0.0.1"]), None);
    is_refused(
        &site.url("127.0.0.1", &strict),
        &["its certificate has expired", "renewed"],
    );
    // Who does not verify does not mind.
    assert_eq!(
        ask(&site.url("127.0.0.1", "sslmode=require"), ENCRYPTED).unwrap(),
        "true"
    );
}

/// A server that lets in whoever has a certificate of its authority for the role `qa`, and the
/// files of certificates and keys.
struct Club {
    site: Site,
    authority: Authority,
    ours: String,
}

impl Club {
    fn new() -> Self {
        let site = Site::with_rules("hostssl all qa 127.0.0.1/32 cert");
        let authority = Authority::new("ours");
        site.turn_tls_on(&authority.server(&["127.0.0.1"]), Some(&authority));
        let ours = site.file("ours.pem", authority.certificate.as_bytes(), 0o644);
        Self {
            ours: ours.display().to_string(),
            site,
            authority,
        }
    }

    fn url(&self, query: &str) -> String {
        self.site
            .url("127.0.0.1", &format!("sslmode=require&{query}"))
    }

    /// The files of a client's certificate and of its key.
    fn files(&self, name: &str, pair: &Pair) -> [String; 2] {
        [("pem", &pair.certificate), ("key", &pair.key)].map(|(ending, text)| {
            let name = format!("{name}.{ending}");
            let path = self.site.file(&name, text.as_bytes(), 0o600);
            path.display().to_string()
        })
    }
}

#[test]
fn a_client_shows_its_certificate() {
    let club = Club::new();
    let [certificate, key] = club.files("qa", &club.authority.client("qa"));
    let [foreign, foreign_key] = club.files("foreign", &Authority::new("another").client("qa"));
    let [other, other_key] = club.files("other", &club.authority.client("somebody"));
    let with =
        |certificate: &str, key: &str| club.url(&format!("sslcert={certificate}&sslkey={key}"));
    let verified = format!("{}&sslrootcert={}", with(&certificate, &key), club.ours);
    for url in [&with(&certificate, &key), &verified] {
        let answer = ask(url, ENCRYPTED).map_err(|error| told(&error));
        assert_eq!(answer, Ok("true".to_owned()));
    }
    // And PostgreSQL's own client, with what is said for it.
    assert_eq!(psql(&verified, Path::new("/")), "true");

    let none = [
        "connection requires a valid client certificate",
        "pg_hba.conf",
    ];
    is_refused(&club.url(""), &none);
    let of_a_stranger = ["refused the client's certificate", "sslidentity"];
    is_refused(&with(&foreign, &foreign_key), &of_a_stranger);
    is_refused(
        &with(&other, &other_key),
        &["certificate authentication failed"],
    );
    is_refused(
        &with(&certificate, &other_key),
        &["key is not that of its certificate"],
    );

    let locked = club
        .site
        .machine
        .path()
        .join("locked.key")
        .display()
        .to_string();
    openssl(&format!(
        "pkey -in {key} -aes256 -passout pass:x -out {locked}"
    ));
    let error = refused(&with(&certificate, &locked));
    let shown = told(&error);
    assert!(
        shown.contains("no private key in PEM that has no password"),
        "{shown}"
    );
}

/// Prisma's way: certificate and key in PKCS#12, as OpenSSL writes it, and as it did before its
/// version 3.
#[test]
fn a_client_shows_its_identity() {
    let club = Club::new();
    let [certificate, key] = club.files("qa", &club.authority.client("qa"));
    let old = "-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1";
    for (name, how) in [("new.p12", ""), ("old.p12", old)] {
        let file = club.site.machine.path().join(name).display().to_string();
        openssl(&format!(
            "pkcs12 -export -inkey {key} -in {certificate} -passout pass:s+p@q -out {file} {how}"
        ));
        let identity = club.url(&format!("sslidentity={file}"));
        let opened = format!("{identity}&sslpassword=s%2Bp%40q");
        let answer = ask(&opened, ENCRYPTED).map_err(|error| told(&error));
        assert_eq!(answer, Ok("true".to_owned()), "{name}");
        for wrong in [&identity, &format!("{identity}&sslpassword=wr0ng")] {
            let error = refused(wrong);
            assert_eq!(error.kind(), Kind::Invalid);
            let shown = told(&error);
            assert!(shown.contains("cannot be opened as PKCS#12"), "{shown}");
            assert!(!shown.contains("wr0ng"), "{shown}");
        }
        let error = Address::parse(&opened, "the URL")
            .unwrap()
            .for_libpq()
            .unwrap_err();
        assert_eq!(error.kind(), Kind::Refused);
        assert!(told(&error).contains("openssl pkcs12"), "{}", told(&error));
    }
}

/// Runs OpenSSL's command with arguments that have no spaces in them.
fn openssl(arguments: &str) {
    let mut command = Command::new("openssl");
    let done = command.args(arguments.split_whitespace()).output().unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// The answer of `psql` in the environment that an address gives it.
pub(super) fn psql(url: &str, home: &Path) -> String {
    let variables = Address::parse(url, "the URL").unwrap().for_libpq().unwrap();
    let output = Command::new("psql")
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .envs(variables)
        .args(["--no-psqlrc", "--no-password", "-Atc", ENCRYPTED])
        .output()
        .unwrap();
    let told =
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    told.trim().to_owned()
}

#[test]
fn libpq_reaches_the_same_database() {
    let site = Site::with_rules(&format!("{RULES}\nlocal all qa scram-sha-256"));
    let (authority, stranger) = (Authority::new("ours"), Authority::new("another"));
    site.turn_tls_on(&authority.server(&["127.0.0.1"]), None);
    let ours = site.file("ours.pem", authority.certificate.as_bytes(), 0o644);
    let theirs = site.file("theirs.pem", stranger.certificate.as_bytes(), 0o644);
    let strict = |path: &Path| format!("sslaccept=strict&sslcert={}", path.display());
    let home = site.machine.path();
    for (query, answer) in [
        ("", "true"),
        ("sslmode=disable", "false"),
        (&strict(&ours), "true"),
    ] {
        assert_eq!(psql(&site.url("127.0.0.1", query), home), answer, "{query}");
    }
    let socket = format!("host={}", site.sockets().display());
    assert_eq!(psql(&site.url("localhost", &socket), home), "false");
    let told = psql(&site.url("127.0.0.1", &strict(&theirs)), home);
    assert!(told.contains("certificate verify failed"), "{told}");
}

/// What is printed for people goes into a shell as it is.
#[test]
fn psql_understands_what_people_are_told() {
    let site = Site::with_rules(&format!("{RULES}\nlocal all qa scram-sha-256"));
    let authority = Authority::new("ours");
    site.turn_tls_on(&authority.server(&["127.0.0.1"]), None);
    let ours = site.file("ours.pem", authority.certificate.as_bytes(), 0o644);
    site.database.execute(
        r#"CREATE SCHEMA "Q A's \ ""own"""; GRANT USAGE ON SCHEMA "Q A's \ ""own""" TO qa"#,
    );
    let socket = format!("host={}", site.sockets().display());
    let strict = format!("sslaccept=strict&sslcert={}", ours.display());
    let prisma = "connection_limit=5&pool_timeout=3&sslmode=disable&pgbouncer=false";
    for (host, query, encrypted) in [
        ("127.0.0.1", "", "true"),
        ("127.0.0.1", prisma, "false"),
        ("127.0.0.1", &strict, "true"),
        ("localhost", &socket, "false"),
    ] {
        for (name, schema) in [
            ("public", "public"),
            ("Q%20A's%20%5C%20%22own%22", r#"Q A's \ "own""#),
        ] {
            let url = site.url(host, &format!("{query}&schema={name}"));
            let word = Address::parse(&url, "the URL").unwrap().for_psql();
            assert!(!word.contains("right"), "{word}");
            let command = format!("psql {word} -XAtwc \"$QUERY\"");
            let query = format!("SELECT current_schema() || ' ' || ({ENCRYPTED})");
            let output = Command::new("sh")
                .args(["-c", &command])
                .env_clear()
                .env("HOME", site.machine.path())
                .env("PATH", std::env::var_os("PATH").unwrap())
                .env("PGPASSWORD", "right/pass")
                .env("QUERY", query)
                .output()
                .unwrap();
            let run = Run::of(output);
            assert_eq!(
                run.stdout.trim(),
                format!("{schema} {encrypted}"),
                "{command}: {}",
                run.stderr
            );
        }
    }
}
