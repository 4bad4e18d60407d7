//! What the guards make of a database, for people and for programs.

use serde_json::{Value, json};

use super::{count, table};
use crate::error::printable;
use crate::layout::Layout;
use crate::reset::Facts;
use crate::reset::guard::{Guard, Verdict};
use crate::schema::Entity;

/// A table of all guards: what each sees, and why it refuses.
pub fn guards_text(guards: &[Guard], facts: &Facts) -> String {
    let rows = guards.iter().flat_map(|guard| match guard.judge(facts) {
        Verdict::Passes(seen) => vec![vec![guard.name.to_owned(), "passes".to_owned(), seen]],
        Verdict::Refuses(refusals) => refusals
            .into_iter()
            .map(|refusal| vec![guard.name.to_owned(), "REFUSES".to_owned(), refusal.reason])
            .collect(),
    });
    let mut text = table(&["guard", "verdict", "what it sees"], rows, &[]);
    for guard in guards {
        if let Verdict::Refuses(refusals) = guard.judge(facts) {
            for refusal in refusals {
                text.push_str(&format!("\nhint ({}): {}", guard.name, refusal.hint));
            }
        }
    }
    text
}

/// The same for programs.
pub fn guards_json(guards: &[Guard], facts: &Facts) -> Value {
    let list = guards.iter().map(|guard| match guard.judge(facts) {
        Verdict::Passes(seen) => json!({ "guard": guard.name, "passes": true, "sees": seen }),
        Verdict::Refuses(refusals) => {
            let refusals: Vec<Value> = refusals
                .iter()
                .map(|refusal| json!({ "reason": refusal.reason, "hint": refusal.hint }))
                .collect();
            json!({ "guard": guard.name, "passes": false, "refusals": refusals })
        }
    });
    Value::Array(list.collect())
}

/// How the tables of the generator are found in the database, one line each.
pub fn fit_text(layout: &Layout, facts: &Facts) -> String {
    let rows = Entity::ALL.into_iter().map(|entity| {
        let misfits: Vec<String> = facts
            .misfits
            .iter()
            .filter(|misfit| misfit.entity == entity)
            .map(|misfit| misfit.problem.clone())
            .collect();
        let all = entity.table().columns.len();
        let (name, columns) = match layout.table(entity).filter(|_| facts.misfits.is_empty()) {
            Some(live) => (
                live.name.clone(),
                format!("{} of {all}", live.columns.len()),
            ),
            None if misfits.is_empty() => (String::new(), String::new()),
            None => (String::new(), "?".to_owned()),
        };
        let verdict = if misfits.is_empty() {
            "fits".to_owned()
        } else {
            misfits.join("; ")
        };
        vec![entity.name().to_owned(), printable(&name), columns, verdict]
    });
    let mut text = table(&["table", "in the database", "columns", "fit"], rows, &[]);
    if !facts.proposals.is_empty() {
        text.push_str(&format!(
            "\nwrite into connsura-seed.toml:\n\n[targets.{}.fit]",
            facts.named.name
        ));
        for line in &facts.proposals {
            text.push_str(&format!("\n{line}"));
        }
        text.push('\n');
    }
    text
}

/// Strategy and migrations, a line each.
pub fn plan_text(facts: &Facts) -> String {
    let strategy = match &facts.choice {
        Ok(choice) => format!("{}: {}", choice.strategy, choice.reason),
        Err((reason, _)) => format!("none: {reason}"),
    };
    let migrations = &facts.migrations;
    let mut parts = vec![format!("{} applied", migrations.applied.len())];
    for (what, names) in migrations.deviations() {
        parts.push(format!("{} {what} ({})", names.len(), names.join(", ")));
    }
    format!(
        "strategy    {strategy}\nmigrations  {}\nholds       {} rows",
        parts.join(", "),
        count(facts.size.rows)
    )
}
