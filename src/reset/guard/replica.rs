//! Refuses a server that takes no writes, and a role that cannot do what a reset needs: that is
//! asked before, and not found out midway.

use super::{Guard, Refusal, Verdict, record_grants};
use crate::layout::quote_identifier;
use crate::postgres::surgery::{Role, Table};
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
    let lacks = lacks(facts);
    if !lacks.is_empty() {
        refusals.push(Refusal::new(
            format!("role {} may not {}", role.name, lacks.join(", nor ")),
            "grant it that, or name another role in the target's URL",
        ));
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

/// What the role may not do and would have to.
fn lacks(facts: &Facts) -> Vec<String> {
    let role = &facts.surroundings.role;
    let mut lacks = Vec::new();
    let strategy = facts.choice.as_ref().map(|choice| choice.strategy);
    if strategy == Ok(Strategy::Rebuild) {
        lacks.extend(lacks_for_rebuild(role, &facts.surroundings.tables));
        return lacks;
    }
    for table in &facts.surroundings.tables {
        let wanted = [
            ("read", table.may_select),
            ("insert into", table.may_insert),
            ("delete from", table.may_delete),
        ];
        let name = &table.name;
        let missing = wanted.into_iter().filter(|(_, may)| !may);
        lacks.extend(missing.map(|(what, _)| format!("{what} {name}")));
        if table.row_security_active {
            lacks.push(format!("see all rows of {name} (row level security)"));
        }
    }
    lacks
}

fn lacks_for_rebuild(role: &Role, tables: &[Table]) -> Vec<String> {
    let mut lacks = Vec::new();
    if role.schema_exists && !role.may_create_in_schema {
        lacks.push("make tables in the schema".to_owned());
    }
    if !role.schema_exists && !role.may_create_in_database {
        lacks.push("make the schema".to_owned());
    }
    let foreign = tables.iter().filter(|table| !table.is_owned);
    lacks.extend(foreign.map(|table| format!("drop {}, which {} owns", table.name, table.owner)));
    lacks
}
