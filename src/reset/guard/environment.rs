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

/// Whether a text says production: `prod`, `Production`, `eu-prod`, and not `non-prod`.
fn says(text: &str) -> bool {
    let words = || text.split(|next: char| !next.is_alphanumeric());
    let any =
        |said: &[&str]| words().any(|word| said.iter().any(|said| word.eq_ignore_ascii_case(said)));
    any(&["prod", "production"]) && !any(&["no", "non", "not", "pre"])
}
