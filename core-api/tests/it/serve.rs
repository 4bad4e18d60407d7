//! The program as it is started: its log, and how it ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

use serde_json::{Value, json};

use crate::apply_all;
use crate::server::Server;

const PASSWORD: &str = "Kiesel-und-Torf-7";

/// The program, where it writes its log, and where it listens.
fn serve(url: &str) -> (Child, BufReader<ChildStderr>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_core-api"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env_clear()
        .env("DATABASE_URL", url)
        .env("CORE_API_SECRET", "a secret that nobody may see in a log")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut first = String::new();
    log.read_line(&mut first).unwrap();
    let page = first.trim().strip_suffix("/login");
    let address = page.and_then(|page| page.strip_prefix("http://"));
    let address = address.unwrap_or_else(|| panic!("{first}")).to_owned();
    (child, log, address)
}

/// What it answers to a request of these lines, with this body.
fn ask(address: &str, lines: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{lines}\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// One JSON object a request: what it needs to say, and nothing of what was said in it.
#[tokio::test]
async fn the_log_says_what_happened_and_no_secret() {
    let server = Server::start();
    let mut connection = server.connect().await;
    apply_all(&mut connection).await;
    let insert = r#"INSERT INTO "User" (id, email, "passwordHash", role, "updatedAt")
                    VALUES (gen_random_uuid(), 'admin-1@connsura.example', $1, 'ADMIN', now())"#;
    let hash = bcrypt::hash(PASSWORD, 4).unwrap();
    let insert = sqlx::query(insert).bind(hash);
    insert.execute(&mut connection).await.unwrap();

    let (mut child, log, address) = serve(&server.url());
    let credentials = json!({ "email": "admin-1@connsura.example", "password": PASSWORD });
    let lines = "POST /api/v1/log-in HTTP/1.1\r\nx-request-id: mine-1";
    let answer = ask(&address, lines, &credentials.to_string());
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let told: Value =
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"));
    let token = told["token"].as_str().unwrap();
    let lines = format!(
        "GET /api/v1/customers?q=somebody%40connsura.example HTTP/1.1\r\nauthorization: Bearer {token}"
    );
    ask(&address, &lines, "");
    ask(&address, "GET /api/v1/me HTTP/1.1", "");
    // In good order, whatever is under way.
    let done = Command::new("kill").arg(child.id().to_string()).status();
    assert!(done.unwrap().success());
    let log: Vec<String> = log.lines().map(Result::unwrap).collect();
    assert!(child.wait().unwrap().success(), "{log:?}");

    let requests: Vec<Value> = log
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for request in &requests {
        for field in [
            "timestamp",
            "level",
            "request_id",
            "route",
            "status",
            "latency_ms",
        ] {
            assert!(!request[field].is_null(), "{field}: {request}");
        }
    }
    let seen: Vec<(&str, u64)> = requests
        .iter()
        .map(|request| {
            let route = request["route"].as_str().unwrap();
            (route, request["status"].as_u64().unwrap())
        })
        .collect();
    let expected = [
        ("/api/v1/log-in", 200),
        ("/api/v1/customers", 200),
        ("/api/v1/me", 401),
    ];
    assert_eq!(seen, expected);
    assert_eq!(requests[0]["request_id"], "mine-1");
    let log = log.join("\n");
    for secret in [
        PASSWORD,
        token,
        "admin-1",
        "somebody",
        "a secret that",
        "@",
        "Bearer",
    ] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

#[test]
fn what_cannot_work_is_said_at_once() {
    for (name, value, told) in [
        (
            "DATABASE_URL",
            "mysql://x",
            "error: the database's URL cannot be read",
        ),
        (
            "DATABASE_URL",
            "postgresql://u:hidden@127.0.0.1:1/x?sslmode=bogus",
            "error: the database's URL cannot be read: error with configuration: error with configuration: unknown value \"bogus\"",
        ),
        (
            "CORE_API_SECRET",
            "short",
            "error: CORE_API_SECRET is shorter than 32 bytes",
        ),
        (
            "CORE_API_LISTEN",
            "203.0.113.1:1",
            "error: 203.0.113.1:1 cannot be listened at",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_core-api"))
            .arg("serve")
            .env_clear()
            .env("DATABASE_URL", "postgresql://u:hidden@127.0.0.1:1/x")
            .env(name, value)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with(told), "{said}");
        assert!(!said.contains("hidden"), "{said}");
    }
}

/// Nothing goes before its time because of a slip of the pen.
#[tokio::test]
async fn a_prune_ahead_of_time_is_refused_unless_it_is_meant() {
    let server = Server::start();
    let mut connection = server.connect().await;
    apply_all(&mut connection).await;
    let insert =
        r#"INSERT INTO "Message" (id, body, "createdAt") VALUES (gen_random_uuid(), '', now())"#;
    sqlx::query(insert).execute(&mut connection).await.unwrap();
    let url = server.url();
    let prune = move |more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_core-api"))
            .args(["prune", "--as-of", "2999-01-01T00:00:00Z"])
            .args(more)
            .env_clear()
            .env("DATABASE_URL", &url)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    };
    let (code, said) = prune(&[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("lies ahead"), "{said}");
    for (more, dry_run) in [("--dry-run", true), ("--ahead", false), ("--ahead", false)] {
        let (code, said) = prune(&[more]);
        assert_eq!(code, Some(0), "{said}");
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said["dry_run"], dry_run, "{said}");
        assert_eq!(said["as_of"], "2999-01-01T00:00:00.000Z");
        let rows: i64 = sqlx::query_scalar(r#"SELECT count(*) FROM "Message""#)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(rows, i64::from(dry_run), "{said}");
    }
}

/// The schema of a URL, as Prisma writes it, is where tables are looked for.
#[tokio::test]
async fn the_schema_of_a_url_is_searched() {
    let server = Server::start();
    let mut connection = server.connect().await;
    apply_all(&mut connection).await;
    let count = |schema: &str| {
        let url = server.url();
        let sign = if url.contains('?') { '&' } else { '?' };
        let url = format!("{url}{sign}schema={schema}&sslmode=disable");
        let output = Command::new(env!("CARGO_BIN_EXE_core-api"))
            .args(["prune", "--dry-run", "--as-of", "2026-03-01T00:00:00Z"])
            .env_clear()
            .env("DATABASE_URL", url)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    };
    assert_eq!(count("public").0, Some(0));
    let (code, said) = count("no%20where");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("SQLSTATE 42P01"), "{said}");
}

/// Whoever stops it does not wait for a request that never comes to its end: it is not even told that
/// it took too long.
#[test]
fn a_stop_waits_for_no_half_request() {
    let (mut child, mut log, address) = serve("postgresql://u@127.0.0.1:1/x");
    // Half a request, of which the server has read the head: the whole one behind it was answered.
    let mut half = TcpStream::connect(&address).unwrap();
    let head = "POST /api/v1/log-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json";
    write!(half, "{head}\r\ncontent-length: 50\r\n\r\n{{").unwrap();
    ask(&address, "GET /health HTTP/1.1", "");
    let mut answered = String::new();
    log.read_line(&mut answered).unwrap();
    let stop = || {
        let done = Command::new("kill").arg(child.id().to_string()).status();
        assert!(done.unwrap().success());
    };
    stop();
    // It listens no longer: the first stop was heard.
    while TcpStream::connect(&address).is_ok() {}
    stop();
    assert!(child.wait().unwrap().success());
    let mut answer = String::new();
    half.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "");
}

/// A database that there is not is none that can be had: no fault of the program's.
#[test]
fn a_database_that_there_is_not_is_not_available() {
    let server = Server::start();
    let url = server.url();
    let (place, rest) = url.split_once('?').unwrap_or((&url, ""));
    let (place, _) = place.rsplit_once('/').unwrap();
    let (mut child, _log, address) = serve(&format!("{place}/nowhere?{rest}"));
    let credentials = json!({ "email": "a@b.example", "password": PASSWORD }).to_string();
    let answer = ask(&address, "POST /api/v1/log-in HTTP/1.1", &credentials);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
}

/// Nobody is led to accept what cannot be accepted any more.
#[tokio::test]
async fn an_offer_that_has_expired_says_so_and_has_no_button() {
    let server = Server::start();
    let mut connection = server.connect().await;
    apply_all(&mut connection).await;
    let rows = r#"
        INSERT INTO "User" (id, email, "passwordHash", role, "updatedAt") VALUES
            ('00000000-0000-4000-8000-000000000001', 'admin-1@connsura.example', $1, 'ADMIN', now()),
            ('00000000-0000-4000-8000-000000000002', 'giver@post.example', $1, 'CUSTOMER', now());"#;
    let hash = bcrypt::hash(PASSWORD, 4).unwrap();
    let rows = sqlx::query(rows).bind(hash);
    rows.execute(&mut connection).await.unwrap();
    for sql in [
        r#"INSERT INTO "Customer" (id, "userId", "fullName", "updatedAt") VALUES
           ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000002', 'A Giver', now())"#,
        r#"INSERT INTO "ProfileShare" (id, "customerId", "recipientUserId", token, status, "expiresAt", "updatedAt")
           SELECT ('00000000-0000-4000-8000-00000000001' || over)::uuid, '00000000-0000-4000-8000-000000000003',
                  '00000000-0000-4000-8000-000000000001', 'token-' || over, 'PENDING',
                  now() + interval '1 hour' * (1 - 2 * over), now()
           FROM generate_series(0, 1) AS over"#,
    ] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    let (mut child, _log, address) = serve(&server.url());
    let credentials = json!({ "email": "admin-1@connsura.example", "password": PASSWORD });
    let told = ask(
        &address,
        "POST /api/v1/log-in HTTP/1.1",
        &credentials.to_string(),
    );
    let (_, body) = told.split_once("\r\n\r\n").unwrap();
    let told: Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"));
    let token = told["token"].as_str().unwrap();
    let page = |over: u8| {
        let path = format!("/shares/00000000-0000-4000-8000-00000000001{over}");
        let lines = format!("GET {path} HTTP/1.1\r\ncookie: session={token}");
        ask(&address, &lines, "")
    };
    let (open, over) = (page(0), page(1));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        open.contains(">Accept<") && !open.contains("expired"),
        "{open}"
    );
    assert!(
        !over.contains(">Accept<") && over.contains("offered, and expired"),
        "{over}"
    );
}
