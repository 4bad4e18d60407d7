//! Refuses a schema that cannot take the generator's rows.

use super::{Guard, Refusal, Verdict, in_configuration};
use crate::postgres::surgery::{Firing, Relation, Table};
use crate::reset::Strategy;
use crate::reset::facts::Facts;

pub(super) const GUARD: Guard = Guard {
    name: "schema",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    let encoding = &facts.surroundings.role.encoding;
    if encoding != "UTF8" {
        return Verdict::Refuses(vec![Refusal::new(
            format!(
                "the database's encoding is {encoding}, which lacks most of the letters that names have"
            ),
            "make one that holds them all: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0",
        )]);
    }
    let choice = match &facts.choice {
        Ok(choice) => choice,
        Err((reason, hint)) => {
            let hint = if facts.proposals.is_empty() {
                hint.clone()
            } else {
                let place = match in_configuration(&facts.named) {
                    Ok(_) => format!("below [targets.{}.fit]", facts.named.name),
                    Err(_) => "into connsura-seed.toml".to_owned(),
                };
                format!("{hint}; or connsura-seed doctor, which says what to write {place}")
            };
            return Verdict::Refuses(vec![Refusal::new(reason.clone(), hint)]);
        }
    };
    if choice.strategy == Strategy::Rebuild {
        return Verdict::Passes(format!("it is made anew: {}", choice.reason));
    }
    let mut refusals: Vec<Refusal> = facts
        .surroundings
        .tables
        .iter()
        .filter_map(|table| odd(table).map(|odd| (table, odd)))
        .map(|(table, odd)| {
            Refusal::new(
                format!("{} {odd}", table.name),
                "the generator fills ordinary tables; map another one, or leave it out",
            )
        })
        .collect();
    for unfit in &facts.unfit {
        refusals.push(Refusal::new(
            unfit.to_string(),
            "widen the column, or leave the edge cases out that need it: customers.edge_cases.except in the scenario",
        ));
    }
    // COPY passes rules by, DELETE does not.
    let rules = &facts.surroundings.rules;
    for rule in rules.iter().filter(|rule| rule.firing != Firing::Disabled) {
        refusals.push(Refusal::new(
            format!("rule {} rewrites what is done to {}", rule.name, rule.table),
            format!("ALTER TABLE {} DISABLE RULE {}", rule.table, rule.name),
        ));
    }
    Verdict::of(refusals, || {
        let fitting = facts.surroundings.tables.len();
        format!("{fitting} tables can take the rows")
    })
}

/// What a table is that it should not be.
fn odd(table: &Table) -> Option<String> {
    match table.relation {
        Relation::View => return Some("is a view".to_owned()),
        Relation::MaterializedView => return Some("is a materialized view".to_owned()),
        Relation::Foreign => return Some("is a foreign table".to_owned()),
        Relation::Table if !table.children.is_empty() => {
            return Some(format!("is inherited by {}", table.children.join(", ")));
        }
        Relation::Table | Relation::Partitioned => {}
    }
    if !table.parents.is_empty() {
        return Some(format!("is a part of {}", table.parents.join(", ")));
    }
    let extension = table.extension.as_ref()?;
    Some(format!("belongs to the extension {extension}"))
}
