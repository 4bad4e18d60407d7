//! A request as it is repeated by hand. Neither a token nor a secret password stands in it.

use super::Exercised;
use crate::exercise::{Asked, LogIn};
use crate::reset::PASSWORD_VARIABLE;

/// What repeats a request.
pub(super) struct Again {
    /// The command that puts the token of whoever asked into `$TOKEN`, where it takes one.
    pub(super) token: Option<String>,
    /// The command, or the address of a page and who visits it.
    pub(super) request: String,
}

impl Again {
    pub(super) fn of(exercised: &Exercised<'_>, asked: &Asked) -> Self {
        let log_in = exercised.log_in;
        match asked.method {
            "VISIT" => {
                let email = crate::find::visible(&asked.by.email);
                let base = exercised.ui.unwrap_or_default();
                Self {
                    token: None,
                    request: format!("{base}{} as {email}", asked.path),
                }
            }
            "POST" => Self {
                token: None,
                request: log_in_command(exercised, &asked.by.email),
            },
            _ => Self {
                token: Some(format!(
                    "TOKEN=$({} | jq -r {})",
                    log_in_command(exercised, &asked.by.email),
                    quoted(&filter(&log_in.token))
                )),
                request: request(exercised.api.unwrap_or_default(), log_in, asked),
            },
        }
    }
}

fn request(api: &str, log_in: &LogIn, asked: &Asked) -> String {
    let (name, value) = &log_in.header;
    // The shell puts the token in: it closes the quotes, names the variable, and opens them.
    let header = quoted(&format!("{name}: {value}")).replace("{token}", "'\"$TOKEN\"'");
    let url = quoted(&format!("{api}{}", asked.path));
    format!("curl -s -H {header} {url}")
}

/// The command that logs an account in.
fn log_in_command(exercised: &Exercised<'_>, email: &str) -> String {
    let log_in = exercised.log_in;
    // A secret one is put in by jq, which knows what has to be escaped.
    let password = exercised.password.unwrap_or(r"\($password)");
    let pairs: Vec<String> = log_in
        .body
        .iter()
        .map(|(name, value)| {
            let name = serde_json::Value::from(name.as_str());
            let value = serde_json::Value::from(value.replace("{email}", email));
            format!(
                "{name}: {}",
                value.to_string().replace("{password}", password)
            )
        })
        .collect();
    let body = quoted(&format!("{{{}}}", pairs.join(", ")));
    let api = exercised.api.unwrap_or_default();
    let url = quoted(&format!("{api}{}", log_in.post));
    let send = "curl -s -H 'content-type: application/json' -d";
    match exercised.password {
        Some(_) => format!("{send} {body} {url}"),
        None => format!("jq -n --arg password \"${PASSWORD_VARIABLE}\" {body} | {send} @- {url}"),
    }
}

/// What jq calls the place of a JSON pointer: `/session/token` is `.session.token`.
fn filter(pointer: &str) -> String {
    let parts = pointer.split('/').skip(1).map(|part| {
        let name = part.replace("~1", "/").replace("~0", "~");
        let is_word = |name: &str| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && !name.starts_with(|first: char| first.is_ascii_digit())
        };
        match name.parse::<usize>() {
            Ok(number) => format!(".[{number}]"),
            Err(_) if !name.is_empty() && is_word(&name) => format!(".{name}"),
            Err(_) => format!(".{}", serde_json::Value::from(name)),
        }
    });
    let filter: String = parts.collect();
    if filter.is_empty() {
        ".".to_owned()
    } else {
        filter
    }
}

/// A word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
