//! Refuses where anything says production.

use super::{Guard, Refusal, Verdict};
use crate::reset::facts::Facts;

pub(super) const GUARD: Guard = Guard {
    name: "environment",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    for (name, value) in facts.environment.iter().filter(|(_, value)| says(value)) {
        refusals.push(Refusal::new(
            format!("{name} is `{}`", value.trim()),
            format!("run it where {name} says staging, or unset it"),
        ));
    }
    let named = &facts.named;
    if named.environment.as_deref().is_some_and(says) {
        refusals.push(Refusal::new(
            format!(
                "the configuration says that target `{}` is production",
                named.name
            ),
            "a production database is never reset",
        ));
    } else if says(&named.name) {
        refusals.push(Refusal::new(
            format!("the target is called `{}`", named.name),
            "a production database is never reset; another one needs another name",
        ));
    }
    if says(&facts.identity.database) {
        refusals.push(Refusal::new(
            format!("the database is called `{}`", facts.identity.database),
            "a production database is never reset; another one needs another name: ALTER DATABASE ... RENAME TO ...",
        ));
    }
    Verdict::of(refusals, || {
        let said: Vec<String> = facts
            .environment
            .iter()
            .map(|(name, value)| format!("{name} is `{}`", value.trim()))
            .chain(
                named
                    .environment
                    .iter()
                    .map(|said| format!("the target is `{said}`")),
            )
            .collect();
        if said.is_empty() {
            "nothing says production".to_owned()
        } else {
            said.join(", ")
        }
    })
}

/// Whether a text says production: `prod`, `Production`, `eu_prod2`, `live`; and not `non-prod`, where the
/// word just before takes it back.
fn says(text: &str) -> bool {
    let is = |word: &str, list: &[&str]| list.iter().any(|said| word.eq_ignore_ascii_case(said));
    let mut before = "";
    for word in text.split(|next: char| !next.is_alphanumeric()) {
        let name = word.trim_end_matches(|next: char| next.is_ascii_digit());
        if is(name, &["prd", "prod", "production", "live"])
            && !is(before, &["no", "non", "not", "pre"])
        {
            return true;
        }
        before = word;
    }
    false
}
