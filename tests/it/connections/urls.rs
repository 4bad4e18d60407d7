//! What a URL says, what is refused, and that no password is ever told.

use connsura_seed::Kind;
use connsura_seed::postgres::Address;
use proptest::prelude::*;

use super::told;

/// A URL's error as a user sees it.
fn mistake(url: &str) -> String {
    let error = match Address::parse(url, "the URL in STAGING_DATABASE_URL") {
        Err(error) => error,
        Ok(address) => panic!("{url}: {address:?}"),
    };
    assert_eq!(error.kind(), Kind::Invalid, "{url}");
    let hint = error.hint_text();
    format!(
        "{error}\nhint: {}",
        hint.unwrap_or_else(|| panic!("{url}: no hint"))
    )
}

fn parse(url: &str) -> Address {
    Address::parse(url, "the URL").unwrap_or_else(|error| panic!("{url}: {}", told(&error)))
}

/// URLs that are none of a database, and how what is wrong with each begins. `hunter2` is, or is a
/// part of, a password.
const MISTAKES: &[(&str, &str)] = &[
    ("DATABASE_URL", "is not a URL"),
    ("qa:hunter2@db/staging", "is not a URL"),
    ("mysql://qa:hunter2@db/staging", "is not one of PostgreSQL"),
    (
        "prisma://accelerate.example/?api_key=hunter2",
        "is one of Prisma's proxy",
    ),
    (
        "prisma+postgres://localhost:51213/?api_key=hunter2",
        "is one of Prisma's proxy",
    ),
    ("postgresql://db.example/staging", "names no user"),
    ("postgresql://:hunter2@db/staging", "names no user"),
    ("postgresql://qa:hunter2@db", "names no database"),
    ("postgresql://qa:hunter2@db/", "names no database"),
    ("postgresql://qa:hunter2@/staging", "names no host"),
    (
        "postgresql://qa:hunter2@one,two/staging",
        "names several hosts",
    ),
    (
        "postgresql://qa:hunter2@db:port/staging",
        "has a port that is not a number",
    ),
    (
        "postgresql://qa:hunter2@db:0/staging",
        "has a port that is not a number",
    ),
    (
        "postgresql://qa:hunter2@db:65536/staging",
        "has a port that is not a number",
    ),
    (
        "postgresql://qa:hunter2@db:+1/staging",
        "has a port that is not a number",
    ),
    (
        "postgresql://qa:hunter2@::1/staging",
        "has more than one `:` behind the user",
    ),
    (
        "postgresql://qa:hunter2@[db]/staging",
        "has brackets without an IPv6 address",
    ),
    (
        "postgresql://qa:hunter2@[::1]x/staging",
        "has brackets without an IPv6 address",
    ),
    (
        "postgresql://qa:hunter2@a%2Fb/staging",
        "has a host that cannot be one",
    ),
    (
        "postgresql://qa:hunter2@db/sta/ging",
        "has a `/` in the database's name",
    ),
    // Passwords with characters that end the host, the path or the URL.
    (
        "postgresql://qa:hunter2/hunter2@db/staging",
        "has an `@` behind the host",
    ),
    (
        "postgresql://qa:hunter2?hunter2@db/staging",
        "has an `@` behind the host",
    ),
    (
        "postgresql://qa:7?hunter2@db/staging",
        "has an `@` behind the host",
    ),
    ("postgresql://qa:hunter2#hunter2@db/staging", "has a `#`"),
    (
        "postgresql://qa:hunter2%zz@db/staging",
        "has a `%` without two hexadecimal digits",
    ),
    (
        "postgresql://qa:hunter2%0@db/staging",
        "has a `%` without two hexadecimal digits",
    ),
    ("postgresql://qa:hunter2%ff@db/staging", "is not in UTF-8"),
    ("postgresql://qa:hunter2%00@db/staging", "has a NUL"),
    ("postgresql://qa%00x:hunter2@db/staging", "has a NUL"),
    (
        "postgresql://qa:hunter2@db/d?schema=a&schema=b",
        "has a parameter twice",
    ),
    (
        "postgresql://qa:hunter2@db/d?schema",
        "has `schema` without a value",
    ),
    (
        "postgresql://qa:hunter2@db/d?schema=",
        "has `schema` without a value",
    ),
    (
        "postgresql://qa:hunter2@db/d?host=other",
        "has a `host` that is not the directory",
    ),
    (
        "postgresql://qa:hunter2@db/d?host=/run",
        "names a host, and by `host=` a Unix socket",
    ),
];

/// Parameters that are taken.
const UNDERSTOOD: &[&str] = &[
    "schema=app",
    "connection_limit=1",
    "pool_timeout=0",
    "connect_timeout=0",
    "connect_timeout=30",
    "pgbouncer=true",
    "pgbouncer=false",
    "statement_cache_size=0",
    "application_name=qa",
    "max_connection_lifetime=1",
    "max_idle_connection_lifetime=0",
    "channel_binding=prefer",
    "sslmode=disable",
    "sslmode=prefer",
    "sslmode=require",
    "sslmode=verify-ca",
    "sslmode=verify-full&sslrootcert=system",
    "sslmode=require&sslrootcert=/ca.pem",
    "sslaccept=strict",
    "sslaccept=accept_invalid_certs",
    "sslaccept=strict&sslcert=/ca.pem",
    "sslcert=/ca.pem",
    "sslidentity=/me.p12&sslpassword=open",
    "sslidentity=/me.p12",
    "sslcert=/me.pem&sslkey=/me.key",
    "sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/me.pem&sslkey=/me.key",
];

/// Parameters that are not, what is said of each, and what is to be done.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "shema=app",
        "has a parameter that is not known: `shema`",
        "did you mean `schema`?",
    ),
    (
        "sslcrt=x",
        "has a parameter that is not known: `sslcrt`",
        "did you mean `sslcert`?",
    ),
    (
        "target_session_attrs=any",
        "has a parameter that is not known: `target_session_attrs`",
        "it may have schema, host,",
    ),
    (
        "hunter2%2F=x",
        "has a parameter that is not known: one",
        "it may have schema",
    ),
    (
        "socket_timeout=5",
        "has `socket_timeout`, which would break off",
        "leave it out",
    ),
    (
        "options=-c%20role%3Dx",
        "has `options`, which would change",
        "leave it out",
    ),
    (
        "channel_binding=require",
        "has `channel_binding=require`",
        "sslaccept=strict",
    ),
    (
        "connect_timeout=soon",
        "has `connect_timeout=soon`",
        "a whole number",
    ),
    (
        "connect_timeout=-1",
        "has `connect_timeout=-1`",
        "a whole number",
    ),
    (
        "connection_limit=1.5",
        "has `connection_limit=1.5`",
        "a whole number",
    ),
    (
        "pgbouncer=yes",
        "has `pgbouncer=yes`",
        "it may be true, false",
    ),
    (
        "sslmode=allow",
        "has `sslmode=allow`",
        "it may be disable, prefer, require, verify-ca, verify-full",
    ),
    (
        "sslaccept=maybe",
        "has `sslaccept=maybe`",
        "it may be strict, accept_invalid_certs",
    ),
    (
        "sslmode=disable&sslaccept=strict",
        "has `sslmode=disable` and `sslaccept=strict`",
        "sslmode=require",
    ),
    (
        "sslmode=disable&sslcert=/ca.pem",
        "has `sslmode=disable`, and certificates",
        "leave out",
    ),
    (
        "sslmode=verify-full&sslaccept=accept_invalid_certs",
        "has an `sslmode` that verifies",
        "leave out",
    ),
    (
        "sslrootcert=/ca.pem",
        "has `sslrootcert`, and an `sslmode` that does not verify",
        "sslmode=verify-full",
    ),
    (
        "sslmode=verify-full&sslrootcert=/ca&sslcert=/me",
        "has `sslcert` beside `sslrootcert`",
        "sslkey=FILE",
    ),
    (
        "sslkey=/me.key",
        "has `sslkey` without `sslcert`",
        "sslcert=FILE",
    ),
    (
        "sslpassword=hunter2",
        "has `sslpassword` without `sslidentity`",
        "openssl pkey",
    ),
    (
        "sslidentity=/a&sslkey=/b",
        "has `sslidentity` and `sslkey`",
        "leave out",
    ),
];

#[test]
fn the_parts_of_a_url() {
    let address = parse(
        "postgresql://qa%40corp:p%2Fw%23%3F@db.example:6000/stag%20ing?schema=the+app&connection_limit=5",
    );
    assert_eq!(address.user(), "qa@corp");
    assert_eq!((address.host(), address.port()), ("db.example", 6000));
    assert_eq!(address.database(), "stag ing");
    assert_eq!(address.schema(), "the app");
    assert_eq!(
        address.shown(),
        "postgresql://qa%40corp@db.example:6000/stag%20ing?schema=the%20app&connection_limit=5"
    );
    let address = parse("POSTGRES://qa@[::1]/d");
    assert_eq!(
        (address.host(), address.port(), address.schema()),
        ("::1", 5432, "public")
    );
    assert_eq!(address.shown(), "postgresql://qa@[::1]:5432/d");
    // An `@` that was not encoded belongs to the password, as for Prisma.
    assert_eq!(parse("postgresql://qa:p@ss@h/d").host(), "h");
}

#[test]
fn a_socket_is_a_directory() {
    for url in [
        "postgresql://qa@localhost/d?host=/var/run/postgresql",
        "postgresql://qa@/d?host=%2Fvar%2Frun%2Fpostgresql",
        "postgresql://qa@%2Fvar%2Frun%2Fpostgresql/d",
    ] {
        let address = parse(url);
        assert_eq!(address.host(), "/var/run/postgresql", "{url}");
        assert_eq!(
            address.shown(),
            "postgresql://qa@localhost:5432/d?host=/var/run/postgresql"
        );
        assert_eq!(address.encryption(), "the connection is not encrypted");
    }
}

#[test]
fn mistakes_are_told_without_the_text() {
    for (url, problem) in MISTAKES {
        let told = mistake(url);
        let begins = format!("the URL in STAGING_DATABASE_URL {problem}");
        assert!(told.starts_with(&begins), "{url}: {told}");
        assert!(!told.contains("hunter2"), "{url}: {told}");
    }
}

#[test]
fn parameters_are_understood_or_refused_with_a_reason() {
    let with = |query: &str| format!("postgresql://qa:hunter2@db/d?{query}");
    for query in UNDERSTOOD {
        let parameters = parse(&with(query)).parameters();
        assert_eq!(parameters.len(), query.split('&').count(), "{query}");
        for (shown, effect) in parameters {
            assert!(query.contains(shown.split('=').next().unwrap()), "{shown}");
            assert!(
                !effect.is_empty() && !shown.contains("open"),
                "{shown}: {effect}"
            );
        }
    }
    let long = format!("schema={}", "s".repeat(64));
    let long = (
        long.as_str(),
        "has a `schema` of more than 63 bytes",
        "name it",
    );
    for (query, problem, hint) in REFUSED.iter().copied().chain([long]) {
        let told = mistake(&with(query));
        assert!(
            told.contains(problem) && told.contains(hint),
            "{query}: {told}"
        );
        assert!(!told.contains("hunter2"), "{told}");
    }
    let told = mistake("postgresql://qa@/d?host=/run&sslmode=require");
    assert!(told.contains("wants TLS on a Unix socket"), "{told}");
}

#[test]
fn what_is_said_of_tls_is_what_it_comes_to() {
    for (query, said) in [
        ("", "if the server offers it"),
        ("?sslmode=disable", "is not encrypted"),
        (
            "?sslmode=require",
            "nobody verifies who answers (sslaccept=strict does)",
        ),
        (
            "?sslmode=require&sslcert=/ca.pem",
            "only sslaccept=strict looks at the authority",
        ),
        ("?sslaccept=strict", "certificate and name are verified"),
        (
            "?sslmode=verify-ca&sslrootcert=/ca.pem",
            "certificate and name are verified",
        ),
        (
            "?sslmode=require&sslrootcert=/ca.pem",
            "certificate and name are verified",
        ),
    ] {
        let address = parse(&format!("postgresql://qa@db/d{query}"));
        assert!(
            address.encryption().contains(said),
            "{query}: {}",
            address.encryption()
        );
    }
}

#[test]
fn a_pooler_is_declared_by_parameter_or_port() {
    for (rest, pooled) in [
        ("db/d", false),
        ("db/d?pgbouncer=true", true),
        ("db:6432/d", true),
        ("db:6543/d", true),
        ("db:6432/d?pgbouncer=false", false),
        ("/d?host=/run&pgbouncer=true", true),
    ] {
        let address = parse(&format!("postgresql://qa@{rest}"));
        assert_eq!(address.is_declared_pooled(), pooled, "{rest}");
    }
}

/// Percent-encoding as RFC 3986 has it, of every byte: apart from the code's own.
fn encode(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
    bytes.concat()
}

proptest! {
    #[test]
    fn any_names_come_through(
        user in "[^\0]{1,20}", database in "[^\0]{1,20}", schema in "[^\0]{1,15}", password in "[^\0]{0,20}",
    ) {
        // Nothing else in the URL or around it has this.
        let secret = format!("{password}\u{1F511}HuNtEr");
        let url = format!(
            "postgresql://{}:{}@db.example/{}?schema={}&sslidentity=/i.p12&sslpassword={}",
            encode(&user), encode(&secret), encode(&database), encode(&schema), encode(&secret)
        );
        let address = parse(&url);
        prop_assert_eq!(address.user(), &user);
        prop_assert_eq!(address.database(), &database);
        prop_assert_eq!(address.schema(), &schema);
        // What is shown says the same, and is fit for a terminal.
        let shown = address.shown();
        prop_assert!(shown.bytes().all(|byte| byte.is_ascii_graphic()), "{}", shown);
        let again = parse(&shown);
        prop_assert_eq!((again.user(), again.database(), again.schema()), (user.as_str(), database.as_str(), schema.as_str()));
        let all = format!("{shown} {address:?} {address:#?} {:?}", address.parameters());
        prop_assert!(!all.contains("HuNtEr") && !all.contains('\u{1F511}'), "{}", all);
        prop_assert!(!all.to_lowercase().contains(&encode("\u{1F511}")), "{}", all);
        let libpq = address.for_libpq();
        prop_assert!(!told(&libpq.unwrap_err()).contains("HuNtEr"));
    }

    /// Whatever is wrong with a URL, its message has nothing of what stands before the host.
    #[test]
    fn no_mistake_tells_the_password(password in "[!-~]{0,12}", tail in "[a-z:/?#@=&%0-9]{0,12}") {
        let secret = format!("{password}HuNtEr{password}");
        for url in [
            format!("postgresql://qa:{secret}@db/{tail}"),
            format!("postgresql://qa:{secret}@db{tail}"),
            format!("postgresql:/qa:{secret}@db/{tail}"),
            format!("postgresql://qa:{secret}{tail}@db/d"),
        ] {
            match Address::parse(&url, "the URL") {
                Err(error) => prop_assert!(!told(&error).contains("HuNtEr"), "{}: {}", url, told(&error)),
                Ok(address) => prop_assert!(!format!("{address:?}").contains("HuNtEr"), "{}", url),
            }
        }
    }
}
