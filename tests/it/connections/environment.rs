//! What the environment has a say in: the password file, and nothing else.
//!
//! A test cannot change its own environment, so it runs itself in another one, and there
//! connects as it is told.

use std::env;
use std::io::Write as _;
use std::process::Command;

use connsura_seed::Kind;

use super::site::{Authority, Site};
use super::{ask, told};

/// The variables by which this program, run by itself, is told what to do.
const URL: &str = "CONNECTIONS_TEST_URL";
const SQL: &str = "SELECT concat_ws(' ', current_user, current_database(), current_setting('application_name'),
                                    coalesce(host(inet_client_addr()), 'socket'), current_setting('work_mem'))";

/// Connects to `url` in an environment of these variables alone: what the database answers, or
/// the error's kind and text.
pub(super) fn visit(url: &str, variables: &[(&str, &str)]) -> Result<String, (Kind, String)> {
    let output = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "--nocapture",
            "connections::environment::variables_change_nothing",
        ])
        .env_clear()
        .env(URL, url)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (_, told) = text.split_once("<<<").unwrap_or_else(|| panic!("{text}"));
    let (told, _) = told.split_once(">>>").unwrap();
    let (code, told) = told.split_once(' ').unwrap();
    match code {
        "0" => Ok(told.to_owned()),
        "2" => Err((Kind::Usage, told.to_owned())),
        "4" => Err((Kind::Invalid, told.to_owned())),
        "6" => Err((Kind::Database, told.to_owned())),
        other => panic!("{other} {told}"),
    }
}

/// What the program does where it was run by [`visit`].
fn visited(url: &str) {
    match ask(url, SQL) {
        Ok(answer) => say(&format!("0 {answer}")),
        Err(error) => say(&format!("{} {}", error.exit_code(), told(&error))),
    }
}

/// Between the words of the harness that runs the tests.
fn say(text: &str) {
    let text = format!("<<<{text}>>>");
    std::io::stdout().write_all(text.as_bytes()).unwrap();
}

/// What libpq and the driver read, with values that would break or divert every connection.
const NONSENSE: [(&str, &str); 17] = [
    ("PGHOST", "192.0.2.1"),
    ("PGHOSTADDR", "192.0.2.1"),
    ("PGPORT", "1"),
    ("PGUSER", "nobody"),
    ("PGPASSWORD", "wrong"),
    ("PGDATABASE", "nothing"),
    ("PGAPPNAME", "nonsense"),
    ("PGSSLMODE", "verify-full"),
    ("PGSSLROOTCERT", "/nowhere"),
    ("PGSSLCRL", "/nowhere"),
    ("PGSERVICE", "nothing"),
    ("PGSERVICEFILE", "/nowhere"),
    ("PGTARGETSESSIONATTRS", "standby"),
    ("PGCONNECT_TIMEOUT", "1"),
    ("PGTZ", "Asia/Tokyo"),
    ("PGDATESTYLE", "German"),
    ("DATABASE_URL", "postgresql://x@192.0.2.1/x"),
];

#[test]
fn variables_change_nothing() {
    if let Ok(url) = env::var(URL) {
        return visited(&url);
    }
    let site = Site::with_rules("host all qa 127.0.0.1/32 scram-sha-256\nlocal all qa trust");
    let authority = Authority::new("ours");
    site.turn_tls_on(&authority.server(&["127.0.0.1"]), None);
    let ours = site.file("ours.pem", authority.certificate.as_bytes(), 0o644);
    let strict = format!("sslaccept=strict&sslcert={}", ours.display());
    let socket = format!("host={}&application_name=me", site.sockets().display());
    for (url, answer) in [
        (
            site.url("127.0.0.1", ""),
            "qa connsura connsura-seed 127.0.0.1 4MB",
        ),
        (
            site.url("127.0.0.1", "sslmode=disable"),
            "qa connsura connsura-seed 127.0.0.1 4MB",
        ),
        (
            site.url("127.0.0.1", &strict),
            "qa connsura connsura-seed 127.0.0.1 4MB",
        ),
        (site.url("localhost", &socket), "qa connsura me socket 4MB"),
    ] {
        assert_eq!(visit(&url, &[]), Ok(answer.to_owned()), "{url}");
        assert_eq!(visit(&url, &NONSENSE), Ok(answer.to_owned()), "{url}");
    }
    // An authority that is named by a variable is trusted by nobody.
    let trusting = [("PGSSLROOTCERT", ours.to_str().unwrap())];
    let (kind, told) = visit(&site.url("127.0.0.1", "sslaccept=strict"), &trusting).unwrap_err();
    assert_eq!(kind, Kind::Database);
    assert!(told.contains("its certificate is not signed by"), "{told}");
}

/// What the driver would send, and cannot be kept from sending, is refused where it would be.
#[test]
fn what_the_driver_would_send_is_refused() {
    let site = Site::with_rules("host all qa 127.0.0.1/32 scram-sha-256");
    let (plain, encrypted) = (
        site.url("127.0.0.1", "sslmode=disable"),
        site.url("127.0.0.1", ""),
    );
    for (name, value) in [
        ("PGOPTIONS", "-c work_mem=1MB"),
        ("PGSSLCERT", "/nowhere"),
        ("PGSSLKEY", "/nowhere"),
    ] {
        let (kind, told) = visit(&encrypted, &[(name, value)]).unwrap_err();
        assert_eq!(kind, Kind::Usage, "{told}");
        assert!(told.starts_with(&format!("{name} is set")), "{told}");
        assert!(told.contains(&format!("unset {name}")), "{told}");
        // Without TLS nobody is shown a certificate.
        assert_eq!(
            visit(&plain, &[(name, value)]).is_ok(),
            name != "PGOPTIONS",
            "{name}"
        );
    }
}
