//! A request as it is repeated by hand. Neither a token nor a password stands in it.

use super::Exercised;
use crate::exercise::{Asked, LogIn};
use crate::reset::PASSWORD_VARIABLE;

/// What repeats a request: a command, or the address of a page and who visits it.
pub(super) fn again(exercised: &Exercised<'_>, asked: &Asked) -> String {
    if asked.method == "VISIT" {
        let email = crate::find::visible(&asked.by.email);
        return format!(
            "{}{} as {email}",
            exercised.ui.unwrap_or_default(),
            asked.path
        );
    }
    request_again(exercised.api.unwrap_or_default(), exercised.log_in, asked)
}

/// The command that repeats a request; `$TOKEN` is what [`log_in_again`] prints.
pub fn request_again(api: &str, log_in: &LogIn, asked: &Asked) -> String {
    let (name, value) = &log_in.header;
    if asked.method == "POST" {
        return log_in_again(api, log_in, &asked.by.email);
    }
    let value = value.replace("{token}", "$TOKEN");
    format!(
        "curl -s -H \"{name}: {value}\" {}",
        quoted(&format!("{api}{}", asked.path))
    )
}

/// The command that logs an account in.
pub fn log_in_again(api: &str, log_in: &LogIn, email: &str) -> String {
    let pairs: Vec<String> = log_in
        .body
        .iter()
        .map(|(name, value)| {
            let name = serde_json::Value::from(name.as_str());
            let value = serde_json::Value::from(value.replace("{email}", email));
            format!("{name}: {value}")
        })
        .collect();
    let body = quoted(&format!("{{{}}}", pairs.join(", ")));
    // The shell puts the password in: it closes the quotes, names the variable, and opens them.
    let body = body.replace("{password}", &format!("'\"${PASSWORD_VARIABLE}\"'"));
    format!(
        "curl -s -H 'content-type: application/json' -d {body} {}",
        quoted(&format!("{api}{}", log_in.post))
    )
}

/// A word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
