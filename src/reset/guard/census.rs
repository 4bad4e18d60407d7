//! Refuses a database that holds contact data outside the reserved ranges.

use super::{Guard, Refusal, Verdict, in_configuration};
use crate::layout::quote_identifier;
use crate::reset::facts::Facts;

pub(super) const GUARD: Guard = Guard {
    name: "census",
    judge,
};

fn judge(facts: &Facts) -> Verdict {
    let report = match &facts.census {
        Ok(report) => report,
        Err(reason) => {
            let schema = quote_identifier(&facts.identity.schema);
            let role = quote_identifier(&facts.surroundings.role.name);
            return Verdict::Refuses(vec![Refusal::new(
                format!("the census could not be taken: {reason}"),
                format!(
                    "have the tables' owner run: GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}; \
                     where row level security hides rows, have a superuser run: ALTER ROLE {role} BYPASSRLS"
                ),
            )]);
        }
    };
    if report.findings.is_empty() {
        return Verdict::Passes(format!(
            "{} rows of {} tables hold no contact data outside the reserved ranges",
            facts.size.rows,
            report.tables.len()
        ));
    }
    let exempt = match in_configuration(&facts.named) {
        Ok(place) => format!(
            "a column that never holds contact data is exempted by census.exempt = [\"Table.column\"] {place}"
        ),
        Err(instead) => instead,
    };
    Verdict::Refuses(vec![Refusal {
        places: report.findings.iter().map(ToString::to_string).collect(),
        ..Refusal::new(
            "contact data that may be somebody's",
            format!("find out where it came from before anything else; {exempt}"),
        )
    }])
}
