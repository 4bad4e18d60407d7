//! What the guards make of a database, for people and for programs.

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::{count, table};
use crate::error::printable;
use crate::layout::Layout;
use crate::postgres::{Named, NamedBy, Pooled};
use crate::reset::guard::{Guard, Refusal, Verdict};
use crate::reset::{Facts, Strategy};
use crate::schema::Entity;

/// A table of all guards: what each sees, and why it refuses.
pub fn guards_text(guards: &[Guard], facts: &Facts) -> String {
    let rows = guards.iter().flat_map(|guard| match guard.judge(facts) {
        Verdict::Passes(seen) => rows_of(guard, "passes", &[seen]),
        Verdict::Refuses(refusals) => refusals
            .iter()
            .flat_map(|refusal| rows_of(guard, "REFUSES", &refusal.lines()))
            .collect(),
    });
    let mut text = table(&HEADER, rows, &[]);
    let mut hints: Vec<String> = Vec::new();
    for guard in guards {
        if let Verdict::Refuses(refusals) = guard.judge(facts) {
            for refusal in refusals {
                let hint = format!("\nhint ({}): {}", guard.name, refusal.hint);
                if !hints.contains(&hint) {
                    hints.push(hint);
                }
            }
        }
    }
    text.extend(hints);
    text
}

/// The columns of a table of guards.
const HEADER: [&str; 3] = ["guard", "verdict", "what it sees"];

/// What a guard that could not look is said to do.
const NOT_LOOKED_AT: &str = "not looked at";

/// Columns of a terminal that remain for what a guard sees, where the whole table is to have 100: the
/// names of guards take 12, verdicts 13, and the lines between 10.
const WIDEST: usize = 65;

/// The rows of what a guard sees, the first with its name.
fn rows_of(guard: &Guard, verdict: &str, lines: &[String]) -> Vec<Vec<String>> {
    let lines = lines.iter().flat_map(|line| wrap(line, WIDEST));
    let row = |(number, line): (usize, String)| {
        let [name, verdict] = [guard.name, verdict].map(|text| if number == 0 { text } else { "" });
        vec![name.to_owned(), verdict.to_owned(), line]
    };
    lines.enumerate().map(row).collect()
}

/// A text in lines of at most `widest` columns, broken between words; those that go on stand farther in.
/// A longer word stays whole: somebody may want to copy it.
fn wrap(text: &str, widest: usize) -> Vec<String> {
    let indent = text.len() - text.trim_start().len();
    let mut lines = Vec::new();
    let mut line = " ".repeat(indent);
    for word in text.split_whitespace() {
        if line.trim().is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= widest {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(line);
            line = format!("{}{word}", " ".repeat(indent + 2));
        }
    }
    lines.push(line);
    lines
}

/// The table where a pooler stands between, through which the other guards cannot look.
pub fn blocked_text(guards: &[Guard], pooled: &Pooled, reason: &str) -> String {
    let rows = guards.iter().flat_map(|guard| match guard.name {
        "direct" => rows_of(guard, "REFUSES", std::slice::from_ref(&pooled.reason)),
        _ => rows_of(
            guard,
            NOT_LOOKED_AT,
            &[format!("through the pooler: {reason}")],
        ),
    });
    let text = table(&HEADER, rows, &[]);
    format!("{text}\nhint (direct): {}", pooled.hint)
}

/// The same for programs.
pub fn blocked_json(guards: &[Guard], pooled: &Pooled, reason: &str) -> Value {
    let list = guards.iter().map(|guard| match guard.name {
        "direct" => {
            let refusal = json!({ "reason": pooled.reason, "hint": pooled.hint });
            json!({ "guard": guard.name, "passes": false, "refusals": [refusal] })
        }
        _ => json!({ "guard": guard.name, "passes": null, "not_looked_at": reason }),
    });
    Value::Array(list.collect())
}

/// The same for programs.
pub fn guards_json(guards: &[Guard], facts: &Facts) -> Value {
    let list = guards.iter().map(|guard| match guard.judge(facts) {
        Verdict::Passes(seen) => json!({ "guard": guard.name, "passes": true, "sees": seen }),
        Verdict::Refuses(refusals) => {
            let refusals: Vec<Value> = refusals
                .iter()
                .map(|refusal| {
                    let Refusal {
                        reason,
                        places,
                        hint,
                    } = refusal;
                    json!({ "reason": reason, "places": places, "hint": hint })
                })
                .collect();
            json!({ "guard": guard.name, "passes": false, "refusals": refusals })
        }
    });
    Value::Array(list.collect())
}

/// How the tables of the generator are found in the database, what to write so that they are, and what
/// else is to be mended.
pub fn fit_text(layout: &Layout, facts: &Facts) -> String {
    let rows = Entity::ALL.into_iter().flat_map(|entity| {
        let mut stands: Vec<String> = facts
            .misfits
            .iter()
            .filter(|misfit| misfit.entity == entity)
            .map(|misfit| misfit.problem.clone())
            .collect();
        let is_missed = !stands.is_empty();
        stands.extend(unfit(entity, facts));
        let all = entity.table().columns.len();
        let (name, columns) = match layout.table(entity).filter(|_| facts.misfits.is_empty()) {
            Some(live) => (
                printable(&live.name),
                format!("{} of {all}", live.columns.len()),
            ),
            None if is_missed => (String::new(), "?".to_owned()),
            None => (String::new(), String::new()),
        };
        if stands.is_empty() {
            stands.push("fits".to_owned());
        }
        let lines = stands.into_iter().flat_map(|line| wrap(&line, WIDEST));
        let row = move |(number, line): (usize, String)| match number {
            0 => vec![
                entity.name().to_owned(),
                name.clone(),
                columns.clone(),
                line,
            ],
            _ => vec![String::new(), String::new(), String::new(), line],
        };
        lines.enumerate().map(row).collect::<Vec<_>>()
    });
    let mut text = table(&["table", "in the database", "columns", "fit"], rows, &[]);
    if !facts.proposals.is_empty() {
        text.push_str(&proposals_text(facts));
    }
    text + &remedies_text(facts)
}

/// What of the plan's rows the entity's columns cannot hold; of a schema that is made anew nothing is
/// known.
fn unfit(entity: Entity, facts: &Facts) -> Vec<String> {
    let is_made_anew = matches!(&facts.choice, Ok(choice) if choice.strategy == Strategy::Rebuild);
    let of_table = facts.unfit.iter().filter(|unfit| unfit.entity == entity);
    let of_table = of_table.filter(|_| !is_made_anew);
    of_table.map(ToString::to_string).collect()
}

/// The lines that are proposed, below the table that they belong to.
fn proposals_text(facts: &Facts) -> String {
    let mut text = match &facts.named.by {
        NamedBy::Variable(variable) => format!(
            "\na database that is named by --database-url-env takes no fit; write a target into \
             connsura-seed.toml, and name that by --target NAME:\n\n\
             [targets.NAME]\nurl_env = \"{variable}\"\n\n[{}]",
            fit_table(&facts.named)
        ),
        _ => format!(
            "\nwrite into connsura-seed.toml:\n\n[{}]",
            fit_table(&facts.named)
        ),
    };
    for line in &facts.proposals {
        text.push_str(&format!("\n{line}"));
    }
    text.push('\n');
    text
}

/// What no line that is proposed mends, and what does. A remedy stands in a line of its own: somebody
/// copies of it.
fn remedies_text(facts: &Facts) -> String {
    let unmended = facts.misfits.iter().filter_map(|misfit| {
        let remedy = misfit.remedy.as_ref()?;
        let (entity, problem) = (misfit.entity.name(), &misfit.problem);
        Some(format!("\n  {entity}: {problem};\n    {remedy}"))
    });
    let unmended: String = unmended.collect();
    if unmended.is_empty() {
        return unmended;
    }
    let place = fit_table(&facts.named);
    format!("\nto mend by hand; lines of configuration go below [{place}]:\n{unmended}\n")
}

/// The table of connsura-seed.toml that holds how a target is laid out; of a target that a variable
/// names, that of a target which somebody has to write.
pub fn fit_table(named: &Named) -> String {
    match named.by {
        NamedBy::Variable(_) => "targets.NAME.fit".to_owned(),
        _ => format!("targets.{}.fit", named.name),
    }
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
