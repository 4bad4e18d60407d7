//! Refuses a database that does not say in both ways that it is a staging database.
//!
//! The row travels with a dump, the setting does not: a staging dump restored over production has
//! the first and not the second.

use super::{Guard, Refusal, Verdict, record_grants};
use crate::layout::quote_identifier;
use crate::postgres::{MARKER_SETTING, NamedBy};
use crate::reset::facts::Facts;

pub(super) const GUARD: Guard = Guard {
    name: "marker",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    if !facts.rights.reads_records {
        let reason =
            "the row in connsura_seed.marker cannot be read, and so nobody knows what it says";
        return Verdict::Refuses(vec![Refusal::new(reason, record_grants(facts))]);
    }
    let marks = [
        ("row in connsura_seed.marker", &facts.marks.row),
        ("setting connsura_seed.environment", &facts.marks.setting),
    ];
    if marks
        .iter()
        .all(|(_, mark)| mark.as_deref() == Some("staging"))
    {
        return Verdict::Passes("row and setting say staging".to_owned());
    }
    let said: Vec<String> = marks
        .into_iter()
        .map(|(what, mark)| match mark {
            Some(mark) => format!("the {what} says {mark}"),
            None => format!("the {what} is missing"),
        })
        .collect();
    let hint = match &facts.named.by {
        NamedBy::Default => "make the local database anew: connsura-seed local destroy".to_owned(),
        NamedBy::Variable(variable) => format!(
            "if it is a staging database: connsura-seed mark staging --database-url-env {variable} --database-name NAME"
        ),
        _ => format!(
            "if it is a staging database: connsura-seed mark staging --target {} --database-name NAME",
            facts.named.name
        ),
    };
    let reason = format!("the database is not marked as staging: {}", said.join(", "));
    let hint = match otherwise(facts) {
        Some(otherwise) => format!("{}; then, {hint}", otherwise.hint),
        None => hint,
    };
    Verdict::Refuses(vec![Refusal::new(reason, hint)])
}

/// That the database says of itself that it is something else than staging: nobody marks over that.
pub(in crate::reset) fn otherwise(facts: &Facts) -> Option<Refusal> {
    let marks = [&facts.marks.row, &facts.marks.setting];
    let other = marks
        .into_iter()
        .flatten()
        .find(|mark| *mark != "staging")?;
    let reason = format!("the database says of itself that it is `{other}`");
    let hint = format!(
        "find out what it is for; where that is wrong, take it back: DELETE FROM connsura_seed.marker; ALTER DATABASE {} RESET {MARKER_SETTING}",
        quote_identifier(&facts.identity.database)
    );
    Some(Refusal::new(reason, hint))
}
