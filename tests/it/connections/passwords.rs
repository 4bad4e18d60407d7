//! Passwords: SCRAM, and the password file as libpq reads it.

use std::fs;
use std::process::Command;

use connsura_seed::Kind;

use super::environment::visit;
use super::site::Site;
use super::{ask, refused, told};

const RULES: &str = "host all all 127.0.0.1/32 scram-sha-256\nlocal all all scram-sha-256";

#[test]
fn scram_takes_the_right_password_and_no_other() {
    let site = Site::with_rules(RULES);
    assert_eq!(
        ask(&site.url("127.0.0.1", ""), "SELECT current_user::text").unwrap(),
        "qa"
    );
    let url = |password: &str| {
        format!(
            "postgresql://qa:{password}@127.0.0.1:{}/connsura",
            site.port
        )
    };
    let error = refused(&url("wr0ng"));
    assert_eq!(error.kind(), Kind::Database);
    let shown = told(&error);
    assert!(
        shown.contains("password authentication failed for user \"qa\""),
        "{shown}"
    );
    assert!(
        shown.contains("see the user and the password in the URL"),
        "{shown}"
    );
    assert!(!shown.contains("wr0ng"), "{shown}");
    // A character that SCRAM does not allow is not told either.
    for odd in ["%07s3cret", "%F0%9F%94%91s3cret"] {
        let shown = told(&refused(&url(odd)));
        assert!(
            shown.contains("a character that the driver does not take for SCRAM"),
            "{shown}"
        );
        assert!(
            !shown.contains("s3cret") && !shown.contains("u{"),
            "{shown}"
        );
    }
    // Passwords beyond ASCII come through.
    site.database.execute("ALTER ROLE qa PASSWORD 'pä ß:@'");
    let beyond = url("p%C3%A4%20%C3%9F%3A%40");
    assert_eq!(ask(&beyond, "SELECT 'in'").unwrap(), "in");
}

#[test]
fn who_is_not_let_in_is_told_why() {
    let site = Site::with_rules(RULES);
    for (rest, words) in [
        (
            "nobody:x@127.0.0.1:PORT/connsura",
            "password authentication failed",
        ),
        (
            "qa:right%2Fpass@127.0.0.1:PORT/other",
            "see the database's name in the URL",
        ),
        (
            "qa:x@127.0.0.1:1/connsura",
            "see whether a server listens there",
        ),
        (
            "qa:x@localhost/connsura?host=/nowhere",
            "/nowhere/.s.PGSQL.5432",
        ),
        (
            "qa:x@no.such.host.invalid/connsura",
            "no.such.host.invalid:5432",
        ),
    ] {
        let url = format!(
            "postgresql://{}",
            rest.replace("PORT", &site.port.to_string())
        );
        let error = refused(&url);
        assert_eq!(error.kind(), Kind::Database);
        assert!(told(&error).contains(words), "{url}: {}", told(&error));
        assert!(
            error
                .to_string()
                .starts_with("the database cannot be reached at "),
            "{error}"
        );
        assert!(error.hint_text().is_some());
    }
    site.rules("host all qa 127.0.0.1/32 reject");
    let error = refused(&site.url("127.0.0.1", "sslmode=disable"));
    assert!(told(&error).contains("pg_hba.conf"), "{}", told(&error));
}

/// A server that takes connections and says nothing.
#[test]
fn a_silent_server_is_given_up() {
    let silent = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = silent.local_addr().unwrap().port();
    let url = format!("postgresql://qa:s3cret@127.0.0.1:{port}/d?connect_timeout=1");
    let shown = told(&refused(&url));
    assert!(shown.contains("no answer within 1 seconds"), "{shown}");
    assert!(!shown.contains("s3cret"), "{shown}");
}

/// libpq itself: whether it gets in with a password file.
fn libpq_gets_in(site: &Site, host: &str, file: &str) -> bool {
    let output = Command::new("psql")
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("PGPASSFILE", file)
        .args([
            "--no-psqlrc",
            "--no-password",
            "-h",
            host,
            "-p",
            &site.port.to_string(),
        ])
        .args(["-U", "qa", "-d", "connsura", "-Atc", "SELECT 1"])
        .output()
        .unwrap();
    output.status.success()
}

#[test]
fn a_password_file_is_read_as_libpq_reads_it() {
    let site = Site::with_rules(RULES);
    site.database.execute(r"ALTER ROLE qa PASSWORD 'a:b\c'");
    let (port, sockets) = (site.port, site.sockets().display().to_string());
    let tcp = format!("postgresql://qa@127.0.0.1:{port}/connsura");
    let local = format!("postgresql://qa@localhost:{port}/connsura?host={sockets}");
    let mut seen = [0, 0];
    for lines in [
        r"127.0.0.1:PORT:connsura:qa:a\:b\\c",
        r"*:*:*:*:a\:b\\c",
        "# 127.0.0.1:*:*:*:no\r\n\n127.0.0.1:*:*:qa:a\\:b\\\\c\r\n",
        r"127.0.0.\1:*:c\onnsura:\q\a:\a\:\b\\\c",
        r"*:1:*:*:no
*:PORT:*:*:a\:b\\c",
        // What is wrong with these, libpq judges as well.
        r"127.0.0.1:PORT:connsura:qa:a:b\\c",
        r"127.0.0.1:PORT:connsura:qa:a\:b\c",
        r"127.0.0.1:PORT:connsura:qa",
        r"127.0.0.1:PORT:connsura:qa:wr0ng
*:*:*:*:a\:b\\c",
        r"127.0.0.1:PORT:connsur:qa:a\:b\\c",
        r"127.0.0.1:PORT:connsuraa:qa:a\:b\\c",
        r"**:*:*:*:a\:b\\c",
        r"localhost:*:*:*:a\:b\\c",
        r"SOCKETS:*:*:*:a\:b\\c",
        r" *:*:*:*:a\:b\\c",
        "#*:*:*:*:a\\:b\\\\c",
        r"*:*:*:*:a\:b\\c\",
        "",
    ] {
        let lines = lines
            .replace("PORT", &port.to_string())
            .replace("SOCKETS", &sockets);
        let file = site.file("passwords", lines.as_bytes(), 0o600);
        let file = file.to_str().unwrap();
        for (url, host) in [(&tcp, "127.0.0.1"), (&local, sockets.as_str())] {
            let gets_in = libpq_gets_in(&site, host, file);
            let ours = visit(url, &[("PGPASSFILE", file)]);
            assert_eq!(ours.is_ok(), gets_in, "{host} with {lines}: {ours:?}");
            seen[usize::from(gets_in)] += 1;
            if let Err((kind, told)) = ours {
                assert_eq!(kind, Kind::Database);
                assert!(
                    told.contains(&format!("the password file `{file}`")),
                    "{told}"
                );
                assert!(!told.contains("wr0ng"), "{told}");
            }
        }
    }
    assert!(seen[0] > 5 && seen[1] > 5, "{seen:?}");
    // The one at home, unless another is named; and none at all where the URL has a password.
    site.file(".pgpass", br"*:*:*:*:a\:b\\c", 0o600);
    let home = site.machine.path().to_str().unwrap();
    assert!(visit(&tcp, &[("HOME", home)]).is_ok());
    assert!(visit(&tcp, &[("HOME", home), ("PGPASSFILE", "/nowhere")]).is_err());
    let given = format!("postgresql://qa:wr0ng@127.0.0.1:{port}/connsura");
    let (_, told) = visit(&given, &[("HOME", home)]).unwrap_err();
    assert!(
        told.contains("see the user and the password in the URL"),
        "{told}"
    );
}

#[test]
fn a_password_file_that_is_not_used_is_told_of() {
    let site = Site::with_rules(RULES);
    let url = format!("postgresql://qa@127.0.0.1:{}/connsura", site.port);
    let file = site.file("passwords", b"*:*:*:*:right/pass", 0o600);
    let file = file.to_str().unwrap();
    let with = |name: &str| visit(&url, &[("PGPASSFILE", name)]);
    assert!(with(file).is_ok());
    let folder = site.machine.path().to_str().unwrap();
    for (mode, why, hint) in [
        (
            0o640,
            "others may look into it (its mode is 0640)",
            format!("chmod 0600 {file}"),
        ),
        (
            0o604,
            "others may look into it (its mode is 0604)",
            format!("chmod 0600 {file}"),
        ),
    ] {
        site.file("passwords", b"*:*:*:*:right/pass", mode);
        let (kind, told) = with(file).unwrap_err();
        assert_eq!(kind, Kind::Database);
        assert!(told.contains(why) && told.contains(&hint), "{told}");
        assert!(!told.contains("right/pass"), "{told}");
        assert!(!libpq_gets_in(&site, "127.0.0.1", file));
    }
    for (name, why) in [
        ("/nowhere", "is not there"),
        (folder, "is not a plain file"),
    ] {
        let (_, told) = with(name).unwrap_err();
        assert!(
            told.contains(&format!("the password file `{name}` {why}")),
            "{told}"
        );
        assert!(told.contains("~/.pgpass"), "{told}");
    }
    // Root may read everything, and who is not root cannot read this.
    site.file("passwords", b"*:*:*:*:right/pass", 0o000);
    let read = fs::read(file).is_ok();
    assert_eq!(with(file).is_ok(), read);
    if let Err((_, told)) = with(file) {
        assert!(told.contains("cannot be read"), "{told}");
    }
    let odd = site.file("passwords", b"*:*:*:*:\xff", 0o600);
    let (_, told) = with(odd.to_str().unwrap()).unwrap_err();
    assert!(told.contains("is not in UTF-8"), "{told}");
    // A server that asks for no password does not mind.
    site.rules("host all qa 127.0.0.1/32 trust");
    assert!(with("/nowhere").is_ok());
}
