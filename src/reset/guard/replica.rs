//! Refuses a server that takes no writes, and a role that cannot do what a reset needs: that is
//! asked before, and not found out midway.

use super::{Guard, Refusal, Verdict, record_grants};
use crate::layout::quote_identifier;
use crate::postgres::surgery::Table;
use crate::reset::Strategy;
use crate::reset::facts::Facts;

pub(super) const GUARD: Guard = Guard {
    name: "replica",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    let role = &facts.surroundings.role;
    let mut refusals = Vec::new();
    if role.is_in_recovery {
        refusals.push(Refusal::new(
            "the server is a replica, or recovers",
            "name the primary in the target's URL",
        ));
    }
    if !role.counts_writes {
        refusals.push(Refusal::new(
            "the database does not count writes (track_counts is off), so that what a trigger writes elsewhere would go unseen",
            "have a superuser switch track_counts on",
        ));
    }
    refusals.extend(records(facts));
    refusals.extend(migrations(facts));
    let strategy = facts.choice.as_ref().map(|choice| choice.strategy);
    if strategy == Ok(Strategy::Rebuild) {
        refusals.extend(rebuild(facts));
    } else {
        refusals.extend(rows(facts));
        refusals.extend(hidden(facts));
    }
    Verdict::of(refusals, || format!("the primary, as role {}", role.name))
}

/// A reset reads what the one before it recorded, and records itself.
fn records(facts: &Facts) -> Option<Refusal> {
    let role = &facts.surroundings.role.name;
    if !facts.rights.reads_records {
        let reason = format!("role {role} may not read the records of resets");
        return Some(Refusal::new(reason, record_grants(facts)));
    }
    let reason = format!("role {role} may not keep records in the schema connsura_seed");
    let database = quote_identifier(&facts.identity.database);
    let hint = format!(
        "{}; or, where there is no such schema yet: GRANT CREATE ON DATABASE {database} TO {}",
        record_grants(facts),
        quote_identifier(role)
    );
    (!facts.rights.keeps_records).then(|| Refusal::new(reason, hint))
}

/// Which migrations a schema has decides whether it is to be made anew; what else it holds, the
/// census reads.
fn migrations(facts: &Facts) -> Option<Refusal> {
    let role = &facts.surroundings.role.name;
    let schema = &facts.identity.schema;
    let reason = format!(
        "role {role} may not use the schema {schema}, or not read its record of migrations, _prisma_migrations"
    );
    let (role, schema) = (quote_identifier(role), quote_identifier(schema));
    let hint = format!(
        "have their owner run: GRANT USAGE ON SCHEMA {schema} TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}"
    );
    (!facts.rights.reads_migrations).then(|| Refusal::new(reason, hint))
}

/// Rows are read, deleted and inserted.
fn rows(facts: &Facts) -> Option<Refusal> {
    let mut lacks = Vec::new();
    let mut tables = Vec::new();
    for table in &facts.surroundings.tables {
        let wanted = [
            ("read", table.may_select),
            ("insert into", table.may_insert),
            ("delete from", table.may_delete),
        ];
        let missing = wanted.into_iter().filter(|(_, may)| !may);
        let before = lacks.len();
        lacks.extend(missing.map(|(what, _)| format!("{what} {}", table.name)));
        if lacks.len() > before {
            tables.push(qualified(facts, table));
        }
    }
    let hint = format!(
        "have their owner run: GRANT SELECT, INSERT, DELETE ON {} TO {}",
        tables.join(", "),
        quote_identifier(&facts.surroundings.role.name)
    );
    refusal(facts, &lacks, hint)
}

/// What row level security hides can be neither deleted nor verified.
fn hidden(facts: &Facts) -> Option<Refusal> {
    let tables = facts.surroundings.tables.iter();
    let lacks: Vec<String> = tables
        .filter(|table| table.row_security_active)
        .map(|table| format!("see all rows of {} (row level security)", table.name))
        .collect();
    let role = quote_identifier(&facts.surroundings.role.name);
    let hint = format!(
        "have a superuser run: ALTER ROLE {role} BYPASSRLS; or name the tables' owner in the target's URL"
    );
    refusal(facts, &lacks, hint)
}

/// Tables are dropped and made.
fn rebuild(facts: &Facts) -> Option<Refusal> {
    let role = &facts.surroundings.role;
    let mut lacks = Vec::new();
    let mut hints = Vec::new();
    let name = quote_identifier(&role.name);
    if role.schema_exists && !role.may_create_in_schema {
        let schema = quote_identifier(&facts.identity.schema);
        lacks.push("make tables in the schema".to_owned());
        hints.push(format!(
            "have its owner run: GRANT CREATE ON SCHEMA {schema} TO {name}"
        ));
    }
    if !role.schema_exists && !role.may_create_in_database {
        let database = quote_identifier(&facts.identity.database);
        lacks.push("make the schema".to_owned());
        hints.push(format!(
            "have the database's owner run: GRANT CREATE ON DATABASE {database} TO {name}"
        ));
    }
    let foreign: Vec<&Table> = facts
        .surroundings
        .tables
        .iter()
        .filter(|table| !table.is_owned)
        .collect();
    if !foreign.is_empty() {
        let drop = |table: &&Table| format!("drop {}, which {} owns", table.name, table.owner);
        lacks.extend(foreign.iter().map(drop));
        hints.push(
            "only their owner drops tables: name that role in the target's URL; \
             or, where the schema is to stay as it is: connsura-seed reset --strategy online"
                .to_owned(),
        );
    }
    refusal(facts, &lacks, hints.join("; "))
}

/// That the role may not do these things, if there are any.
fn refusal(facts: &Facts, lacks: &[String], hint: String) -> Option<Refusal> {
    let role = &facts.surroundings.role.name;
    let reason = format!("role {role} may not {}", lacks.join(", nor "));
    (!lacks.is_empty()).then(|| Refusal::new(reason, hint))
}

fn qualified(facts: &Facts, table: &Table) -> String {
    format!(
        "{}.{}",
        quote_identifier(&facts.identity.schema),
        quote_identifier(&table.name)
    )
}
