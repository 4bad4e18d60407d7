//! A connection URL in its parts (RFC 3986), each decoded.
//!
//! No message repeats a part of the text: what stands where a host is expected may be the rest
//! of a password that was not percent-encoded.

use std::net::Ipv6Addr;

/// What is wrong with a URL, as a sentence that its name begins, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) problem: String,
    pub(super) hint: String,
}

impl Fault {
    pub(super) fn new(problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            hint: hint.into(),
        }
    }
}

/// How a URL is written, for hints.
const FORM: &str = "write it as postgresql://USER:PASSWORD@HOST:5432/DATABASE?schema=public";

/// What to do where a character of a password was taken for one of the URL.
const ENCODE: &str = "in a user name, a password or a value write `%23` for `#`, `%25` for `%`, `%2F` for `/`, `%3A` for `:`, `%3F` for `?` and `%40` for `@`";

/// The parts of a URL.
pub(super) struct Parts {
    pub(super) user: String,
    pub(super) password: Option<String>,
    /// A name, an address without brackets, a directory, or nothing.
    pub(super) host: String,
    pub(super) port: Option<u16>,
    pub(super) database: String,
    /// Names and values, in their order.
    pub(super) query: Vec<(String, String)>,
}

/// Takes a URL apart.
pub(super) fn split(url: &str) -> Result<Parts, Fault> {
    let rest = after_scheme(url)?;
    if rest.contains('#') {
        return Err(Fault::new("has a `#`, behind which nothing counts", ENCODE));
    }
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = before.split_once('/').unwrap_or((before, ""));
    // A password with `/` or `?` in it leaves its `@` behind them.
    if path.contains('@') || query.contains('@') {
        return Err(Fault::new("has an `@` behind the host", ENCODE));
    }
    let Some((user, place)) = authority.rsplit_once('@') else {
        return Err(Fault::new("names no user", FORM));
    };
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    let (host, port) = host_and_port(place)?;
    let parts = Parts {
        user: decode(user)?,
        password: Some(decode(password)?).filter(|password| !password.is_empty()),
        host,
        port,
        database: database(path)?,
        query: pairs(query)?,
    };
    if parts.user.is_empty() {
        return Err(Fault::new("names no user", FORM));
    }
    Ok(parts)
}

/// What follows `postgresql://`.
fn after_scheme(url: &str) -> Result<&str, Fault> {
    let Some((scheme, rest)) = url.trim().split_once("://") else {
        return Err(Fault::new("is not a URL", FORM));
    };
    match scheme.to_ascii_lowercase().as_str() {
        "postgresql" | "postgres" => Ok(rest),
        "prisma" | "prisma+postgres" => Err(Fault::new(
            "is one of Prisma's proxy, which only Prisma can speak with",
            "name the database's own URL, the one in Prisma's directUrl: postgresql://...",
        )),
        _ => Err(Fault::new("is not one of PostgreSQL", FORM)),
    }
}

fn host_and_port(place: &str) -> Result<(String, Option<u16>), Fault> {
    if place.contains(',') {
        let problem = "names several hosts, and a reset is of one database";
        return Err(Fault::new(problem, "name the primary server alone"));
    }
    let (host, port) = match place
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        Some((address, rest)) => {
            let after = rest.strip_prefix(':').filter(|_| !rest.is_empty());
            if address.parse::<Ipv6Addr>().is_err() || (after.is_none() && !rest.is_empty()) {
                return Err(Fault::new("has brackets without an IPv6 address", FORM));
            }
            (address.to_owned(), after)
        }
        None => match place.split_once(':') {
            Some((_, port)) if port.contains(':') => {
                return Err(Fault::new(
                    "has more than one `:` behind the user",
                    format!("an IPv6 address stands in brackets, as in [::1]:5432; {ENCODE}"),
                ));
            }
            Some((host, port)) => (decode(host)?, Some(port)),
            None => (decode(place)?, None),
        },
    };
    if host.contains(|character: char| character.is_whitespace() || character.is_control())
        || (host.contains('/') && !host.starts_with('/'))
    {
        return Err(Fault::new("has a host that cannot be one", FORM));
    }
    Ok((host, port.map(number).transpose()?))
}

fn number(port: &str) -> Result<u16, Fault> {
    let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    match port.parse() {
        Ok(number @ 1..) if digits => Ok(number),
        _ => Err(Fault::new(
            "has a port that is not a number from 1 to 65535",
            ENCODE,
        )),
    }
}

fn database(path: &str) -> Result<String, Fault> {
    if path.is_empty() {
        return Err(Fault::new("names no database", FORM));
    }
    if path.contains('/') {
        return Err(Fault::new("has a `/` in the database's name", ENCODE));
    }
    decode(path)
}

/// The parameters. A `+` is a space in them, as it is for Prisma (WHATWG URL, "application/
/// x-www-form-urlencoded").
fn pairs(query: &str) -> Result<Vec<(String, String)>, Fault> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name)?, decode(&value.replace('+', " "))?);
        if pairs.iter().any(|(before, _)| *before == name) {
            let hint = "leave one of them; which would count?";
            return Err(Fault::new("has a parameter twice", hint));
        }
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// Takes `%41` for `A`. A NUL ends a text in PostgreSQL's protocol, and what follows it would be
/// taken for something else: it is refused.
fn decode(text: &str) -> Result<String, Fault> {
    let digit = |byte: Option<u8>| (byte? as char).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
            let problem = "has a `%` without two hexadecimal digits behind it";
            return Err(Fault::new(problem, ENCODE));
        };
        bytes.push((high * 16 + low) as u8);
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => Err(Fault::new("has a NUL (%00) in it", FORM)),
        Ok(text) => Ok(text),
        Err(_) => Err(Fault::new("is not in UTF-8, once decoded", FORM)),
    }
}

/// Writes `%41` for whatever is not a letter, a digit, one of `-._~`, or one of `plain`.
pub(super) fn encode(text: &str, plain: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let character = char::from(byte);
        if byte.is_ascii_alphanumeric() || "-._~".contains(character) || plain.contains(character) {
            encoded.push(character);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
