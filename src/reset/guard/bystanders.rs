//! Refuses where what is not the generator's would be changed.
//!
//! Not in the first design: a staging database has tables of other people's beside ours, and
//! deleting a user must not take their rows along. What can only be known while the transaction
//! runs, such as what a trigger writes, is judged there.

use super::{Guard, Refusal, Verdict};
use crate::layout::quote_identifier;
use crate::postgres::surgery::{Action, Reference};
use crate::reset::Strategy;
use crate::reset::facts::Facts;

/// Dependents that are named.
const NAMED: usize = 5;

pub(super) const GUARD: Guard = Guard {
    name: "bystanders",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    let around = &facts.surroundings;
    let mut refusals: Vec<Refusal> = around
        .references
        .iter()
        .filter(|reference| reference.rows != Some(0))
        .map(|reference| refers(reference, &around.role.name))
        .collect();
    let rebuilds = facts
        .choice
        .as_ref()
        .is_ok_and(|choice| choice.strategy == Strategy::Rebuild);
    if rebuilds && !around.dependents.is_empty() {
        let named: Vec<String> = around
            .dependents
            .iter()
            .take(NAMED)
            .map(|found| format!("{} depends on {}", found.dependent, found.on))
            .collect();
        let more = around.dependents.len().saturating_sub(NAMED);
        let more = if more > 0 {
            format!(", and {more} more")
        } else {
            String::new()
        };
        refusals.push(Refusal::new(
            format!("the schema cannot be made anew: {}{more}", named.join(", ")),
            "drop what depends on it; or bring the schema up to date by: prisma migrate deploy, which needs no rebuild",
        ));
    }
    // The types of our columns, and the list of migrations, go with the tables.
    let others = around
        .strangers
        .iter()
        .filter(|object| !object.is_used && !object.identity.ends_with("._prisma_migrations"));
    Verdict::of(refusals, || match others.count() {
        0 => "nothing else is in the schema".to_owned(),
        others => format!("{others} other objects in the schema stay as they are"),
    })
}

/// `role` is the one that asked for the rows.
fn refers(reference: &Reference, role: &str) -> Refusal {
    let Reference { from, to, name, .. } = reference;
    let (rows, hint) = match reference.rows {
        Some(rows) => (
            format!("{rows} rows"),
            format!("delete these rows of {from}, or have them refer to nothing"),
        ),
        None => (
            "an unknown number of rows".to_owned(),
            format!(
                "let role {role} count them: GRANT SELECT ON {from} TO {}, and GRANT USAGE ON its schema",
                quote_identifier(role)
            ),
        ),
    };
    let outcome = match reference.on_delete {
        Action::Cascade => "would be deleted with what they refer to",
        Action::SetNull | Action::SetDefault => "would lose what they refer to",
        Action::NoAction | Action::Restrict => "would keep it from being deleted",
    };
    Refusal::new(
        format!("{rows} of {from} refer to {to} ({name}), and {outcome}"),
        hint,
    )
}
