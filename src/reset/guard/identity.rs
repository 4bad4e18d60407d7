//! Refuses another database than the one that was marked.
//!
//! A host name proves nothing: a tunnel, a changed record or a restored server answers by the same
//! name. The number that a cluster got when it was made does not travel with a dump.

use super::{Guard, Refusal, Verdict, record_grants};
use crate::configuration::Identity;
use crate::postgres::NamedBy;
use crate::reset::facts::Facts;

pub(super) const GUARD: Guard = Guard {
    name: "identity",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    let named = &facts.named;
    let live = &facts.identity;
    if named.by == NamedBy::Default {
        // Who answers was compared with the directory of the private server at every connection.
        return Verdict::Passes("the private server, by the directory of its data".to_owned());
    }
    let mark = mark_again(facts);
    let mut refusals = Vec::new();
    match (&named.by, &named.recorded) {
        (NamedBy::Name, None) => refusals.push(Refusal::new(
            format!(
                "connsura-seed.toml does not say which database target `{}` is",
                named.name
            ),
            mark.clone(),
        )),
        (_, Some(recorded)) => {
            refusals.extend(differs(recorded, live, "connsura-seed.toml", &mark));
        }
        _ => {}
    }
    match &facts.marks.identity {
        None if !facts.rights.reads_records => refusals.push(Refusal::new(
            "the database's own marker, which says which database it is, cannot be read",
            record_grants(facts),
        )),
        None => refusals.push(Refusal::new(
            "the database's own marker does not say which database it is",
            mark,
        )),
        Some(marked) => refusals.extend(differs(marked, live, "the database's own marker", &mark)),
    }
    Verdict::of(refusals, || {
        format!(
            "cluster {}, database {}, schema {}",
            live.system_identifier, live.database, live.schema
        )
    })
}

/// How to mark the database, once somebody has made sure of it.
fn mark_again(facts: &Facts) -> String {
    let option = match &facts.named.by {
        NamedBy::Variable(variable) => format!("--database-url-env {variable}"),
        _ => format!("--target {}", facts.named.name),
    };
    format!(
        "make sure which database that is; if it is a staging database: connsura-seed mark staging {option} --database-name NAME"
    )
}

fn differs(recorded: &Identity, live: &Identity, place: &str, hint: &str) -> Option<Refusal> {
    let parts = [
        (
            "cluster",
            &recorded.system_identifier,
            &live.system_identifier,
        ),
        ("database", &recorded.database, &live.database),
        ("schema", &recorded.schema, &live.schema),
    ];
    let differing: Vec<String> = parts
        .into_iter()
        .filter(|(_, recorded, live)| recorded != live)
        .map(|(what, recorded, live)| format!("{what} {live}, not {recorded}"))
        .collect();
    (!differing.is_empty()).then(|| {
        let what = differing.join(", ");
        Refusal::new(format!("this is {what} as {place} has it"), hint)
    })
}
