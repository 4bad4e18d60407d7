//! Refuses a schema that cannot take the generator's rows.

use std::collections::BTreeSet;

use super::{Guard, Refusal, Verdict, in_configuration};
use crate::postgres::surgery::{Firing, Relation, Table};
use crate::reset::Strategy;
use crate::reset::facts::Facts;
use crate::reset::strategy::names_migrations;
use crate::sink::Unfit;

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
            let mut refusals = vec![Refusal::new(reason.clone(), unfitting(facts, hint))];
            refusals.extend(narrow(&facts.unfit));
            return Verdict::Refuses(refusals);
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
    refusals.extend(narrow(&facts.unfit));
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

/// What to do where no strategy will do. Other migrations are no remedy where those that are known
/// are the database's own.
fn unfitting(facts: &Facts, hint: &str) -> String {
    let mut ways = Vec::new();
    let is_guessed = facts.misfits.is_empty() || !names_migrations(&facts.migrations);
    if is_guessed {
        ways.push(hint.to_owned());
    }
    let has_remedy = facts.misfits.iter().any(|misfit| misfit.remedy.is_some());
    if has_remedy || !facts.proposals.is_empty() {
        let place = match in_configuration(&facts.named) {
            Ok(_) => format!("below [targets.{}.fit]", facts.named.name),
            Err(_) => "into connsura-seed.toml".to_owned(),
        };
        let mend = if has_remedy { ", and what to mend" } else { "" };
        ways.push(format!(
            "connsura-seed doctor, which says what to write {place}{mend}"
        ));
    }
    if ways.is_empty() {
        ways.push(hint.to_owned());
    }
    if !facts.misfits.is_empty() {
        ways.reverse();
    }
    ways.join("; or ")
}

/// What of the plan's rows columns cannot hold. The line that leaves cases out is one for all of them:
/// a scenario can hold one.
fn narrow(unfit: &[Unfit]) -> impl Iterator<Item = Refusal> {
    let cases: BTreeSet<&str> = unfit.iter().flat_map(|unfit| unfit.cases.clone()).collect();
    let cases: Vec<String> = cases.iter().map(|case| format!("\"{case}\"")).collect();
    let except = format!("customers.edge_cases.except = [{}]", cases.join(", "));
    unfit.iter().map(move |unfit| {
        let hint = match (unfit.cases.is_empty(), unfit.others) {
            (true, _) => "widen the column: these rows are ordinary ones, and no edge case's".to_owned(),
            (false, 0) => format!(
                "widen the column, or leave the edge cases out that need it, in the scenario: {except}"
            ),
            (false, others) => format!(
                "widen the column: {others} of these rows are no edge case's; the rest is left out by: {except}"
            ),
        };
        Refusal::new(unfit.to_string(), hint)
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
