//! Refuses a target that nobody named.

use super::{Guard, Refusal, Verdict, refused};
use crate::error::Error;
use crate::postgres::NamedBy;
use crate::reset::facts::Facts;
use crate::scenario::nearest;

pub(super) const GUARD: Guard = Guard {
    name: "named target",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    let name = &facts.named.name;
    match &facts.named.by {
        NamedBy::Default => {
            Verdict::Passes("the local database, as nobody named another".to_owned())
        }
        NamedBy::Name => Verdict::Passes(format!("target `{name}`")),
        NamedBy::Variable(variable) => Verdict::Passes(format!(
            "the database that {variable} names, by --database-url-env"
        )),
        NamedBy::Nobody => Verdict::Refuses(vec![Refusal::new(
            format!("nobody named {name}; it was merely there"),
            "name a target: --target NAME, or --database-url-env VARIABLE",
        )]),
    }
}

/// What is said of a name that the configuration does not have.
pub fn not_configured(name: &str, known: &[&str], file: Option<&str>) -> Error {
    let place = file.unwrap_or("connsura-seed.toml, which is not there");
    let hint = match nearest(known.iter().copied(), name, 1).first() {
        Some(near) => format!("did you mean --target {near}?"),
        None if known.is_empty() => {
            format!(
                "write [targets.{name}] with a url_env into connsura-seed.toml, or leave --target out"
            )
        }
        None => format!("known are: local, {}", known.join(", ")),
    };
    let refusal = Refusal::new(format!("there is no target `{name}` in {place}"), hint);
    refused(&[(GUARD.name, refusal)])
}
