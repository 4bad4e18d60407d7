//! Each guard by itself: facts of a real database, changed in one place, and what each guard
//! says of them.

use connsura_seed::configuration::Identity;
use connsura_seed::postgres::census::Finding;
use connsura_seed::postgres::surgery::{
    Action, Dependent, Firing, Reference, Relation, Rule, Stranger,
};
use connsura_seed::postgres::{Marks, NamedBy, Pooled};
use connsura_seed::reserved::ContactKind;
use connsura_seed::reset::guard::{self, Refusal, Verdict};
use connsura_seed::reset::{Choice, Facts, Strategy};
use connsura_seed::schema::Entity;
use connsura_seed::sink::Unfit;

use super::library::facts_of_staging;

/// A change of the facts, the guard that is to see it, what it says, and what it advises.
type Case = (fn(&mut Facts), &'static str, &'static str, &'static str);

const MARK: &str = "connsura-seed mark staging --target staging --database-name NAME";

const REFUSED: &[Case] = &[
    (
        |facts| facts.named.by = NamedBy::Nobody,
        "named target",
        "nobody named staging; it was merely there",
        "name a target: --target NAME, or --database-url-env VARIABLE",
    ),
    (
        |facts| facts.pooled = Some(pooled()),
        "direct",
        "target `staging` is reached through a pooler",
        "name the server itself",
    ),
    (
        |facts| facts.environment = set("NODE_ENV", "production"),
        "environment",
        "NODE_ENV is `production`",
        "run it where NODE_ENV says staging, or unset it",
    ),
    (
        |facts| facts.environment = set("APP_ENV", " Prod "),
        "environment",
        "APP_ENV is `Prod`",
        "run it where APP_ENV says staging, or unset it",
    ),
    (
        |facts| facts.environment = set("RAILS_ENV", "PRODUCTION"),
        "environment",
        "RAILS_ENV is `PRODUCTION`",
        "run it where RAILS_ENV says staging, or unset it",
    ),
    (
        |facts| facts.environment = set("ENVIRONMENT", "eu-prod"),
        "environment",
        "ENVIRONMENT is `eu-prod`",
        "run it where ENVIRONMENT says staging, or unset it",
    ),
    (
        |facts| facts.named.environment = Some("production".to_owned()),
        "environment",
        "the configuration says that target `staging` is production",
        "a production database is never reset",
    ),
    (
        |facts| "prod".clone_into(&mut facts.named.name),
        "environment",
        "the target is called `prod`",
        "another one needs another name",
    ),
    (
        |facts| {
            "shop_prd".clone_into(&mut recorded(facts).database);
            "shop_prd".clone_into(&mut marked(facts).database);
            "shop_prd".clone_into(&mut facts.identity.database);
        },
        "environment",
        "the database is called `shop_prd`",
        "another one needs another name",
    ),
    (
        |facts| facts.environment = set("ENVIRONMENT", "live"),
        "environment",
        "ENVIRONMENT is `live`",
        "run it where ENVIRONMENT says staging, or unset it",
    ),
    (
        |facts| facts.named.recorded = None,
        "identity",
        "connsura-seed.toml does not say which database target `staging` is",
        MARK,
    ),
    (
        |facts| "7000000000000000001".clone_into(&mut recorded(facts).system_identifier),
        "identity",
        ", not 7000000000000000001 as connsura-seed.toml has it",
        MARK,
    ),
    (
        |facts| "connsura".clone_into(&mut recorded(facts).database),
        "identity",
        "this is database connsura_staging, not connsura as connsura-seed.toml has it",
        MARK,
    ),
    (
        |facts| "app".clone_into(&mut recorded(facts).schema),
        "identity",
        "this is schema public, not app as connsura-seed.toml has it",
        MARK,
    ),
    (
        |facts| facts.marks.identity = None,
        "identity",
        "the database's own marker does not say which database it is",
        MARK,
    ),
    (
        |facts| "7000000000000000001".clone_into(&mut marked(facts).system_identifier),
        "identity",
        ", not 7000000000000000001 as the database's own marker has it",
        MARK,
    ),
    (
        |facts| "connsura".clone_into(&mut marked(facts).database),
        "identity",
        "this is database connsura_staging, not connsura as the database's own marker has it",
        MARK,
    ),
    (
        |facts| {
            facts.named.by = NamedBy::Variable("DATABASE_URL".to_owned());
            facts.named.recorded = None;
            "app".clone_into(&mut marked(facts).schema);
        },
        "identity",
        "this is schema public, not app as the database's own marker has it",
        "connsura-seed mark staging --database-url-env DATABASE_URL --database-name NAME",
    ),
    (
        |facts| facts.marks.row = None,
        "marker",
        "not marked as staging: the row in connsura_seed.marker is missing, the setting connsura_seed.environment says staging",
        MARK,
    ),
    (
        |facts| facts.marks.setting = None,
        "marker",
        "the row in connsura_seed.marker says staging, the setting connsura_seed.environment is missing",
        MARK,
    ),
    (
        |facts| facts.marks.setting = Some("production".to_owned()),
        "marker",
        "the setting connsura_seed.environment says production",
        MARK,
    ),
    (
        |facts| facts.marks.row = Some("production, staging".to_owned()),
        "marker",
        "the row in connsura_seed.marker says production, staging",
        MARK,
    ),
    (
        |facts| {
            facts.marks.setting = Some("Staging".to_owned());
            facts.named.by = NamedBy::Variable("DATABASE_URL".to_owned());
        },
        "marker",
        "the setting connsura_seed.environment says Staging",
        "connsura-seed mark staging --database-url-env DATABASE_URL --database-name NAME",
    ),
    (
        |facts| facts.census = Err("the role may not read `Payment`".to_owned()),
        "census",
        "the census could not be taken: the role may not read `Payment`",
        "run: GRANT SELECT ON ALL TABLES IN SCHEMA \"public\" TO \"deployer\"",
    ),
    (
        |facts| found(facts, 1),
        "census",
        "contact data that may be somebody's:\n  Lead.column0 holds 2 e-mail addresses outside the reserved ranges, the first like aaa@aaaa.aa at ctid (0,1)",
        "census.exempt = [\"Table.column\"] under [targets.staging] in connsura-seed.toml",
    ),
    (
        |facts| found(facts, 9),
        "census",
        "at ctid (0,1)\n  and 1 more; --format json of doctor has all",
        "find out where it came from before anything else",
    ),
    (
        |facts| {
            found(facts, 11);
            facts.named.by = NamedBy::Variable("STAGING".to_owned());
            "STAGING".clone_into(&mut facts.named.name);
        },
        "census",
        "\n  and 3 more; --format json of doctor has all",
        "[targets.NAME] with url_env = \"STAGING\"",
    ),
    (
        |facts| facts.surroundings.role.is_in_recovery = true,
        "replica",
        "the server is a replica, or recovers",
        "name the primary in the target's URL",
    ),
    (
        |facts| facts.surroundings.role.counts_writes = false,
        "replica",
        "the database does not count writes (track_counts is off)",
        "have a superuser switch track_counts on",
    ),
    (
        |facts| facts.rights.keeps_records = false,
        "replica",
        "role deployer may not keep records in the schema connsura_seed",
        "GRANT CREATE ON DATABASE \"connsura_staging\" TO \"deployer\"",
    ),
    (
        |facts| facts.rights.reads_migrations = false,
        "replica",
        "role deployer may not use the schema public, or not read its record of migrations, _prisma_migrations",
        "GRANT USAGE ON SCHEMA \"public\" TO \"deployer\"",
    ),
    (
        |facts| {
            let table = &mut facts.surroundings.tables[0];
            (table.may_insert, table.may_delete) = (false, false);
        },
        "replica",
        "role deployer may not insert into Admin, nor delete from Admin",
        "run: GRANT SELECT, INSERT, DELETE ON \"public\".\"Admin\" TO \"deployer\"",
    ),
    (
        |facts| facts.surroundings.tables[0].may_select = false,
        "replica",
        "role deployer may not read Admin",
        "run: GRANT SELECT, INSERT, DELETE ON \"public\".\"Admin\" TO \"deployer\"",
    ),
    (
        |facts| facts.surroundings.tables[1].row_security_active = true,
        "replica",
        "role deployer may not see all rows of AuditLog (row level security)",
        "run: ALTER ROLE \"deployer\" BYPASSRLS",
    ),
    (
        |facts| {
            rebuild(facts);
            facts.surroundings.role.may_create_in_schema = false;
            facts.surroundings.tables[0].is_owned = false;
            "migrator".clone_into(&mut facts.surroundings.tables[0].owner);
        },
        "replica",
        "may not make tables in the schema, nor drop Admin, which migrator owns",
        "GRANT CREATE ON SCHEMA \"public\" TO \"deployer\"; only their owner drops tables",
    ),
    (
        |facts| {
            rebuild(facts);
            facts.surroundings.role.schema_exists = false;
            facts.surroundings.role.may_create_in_database = false;
        },
        "replica",
        "role deployer may not make the schema",
        "GRANT CREATE ON DATABASE \"connsura_staging\" TO \"deployer\"",
    ),
    (
        |facts| "LATIN1".clone_into(&mut facts.surroundings.role.encoding),
        "schema",
        "the database's encoding is LATIN1",
        "ENCODING 'UTF8'",
    ),
    (
        |facts| facts.choice = Err(("no table fits".to_owned(), "migrate".to_owned())),
        "schema",
        "no table fits",
        "migrate",
    ),
    (
        |facts| {
            facts.choice = Err(("no table fits".to_owned(), "migrate".to_owned()));
            facts.proposals = vec!["tables.User = \"users\"".to_owned()];
        },
        "schema",
        "no table fits",
        "migrate; or connsura-seed doctor, which says what to write below [targets.staging.fit]",
    ),
    (
        |facts| facts.surroundings.tables[0].relation = Relation::View,
        "schema",
        "Admin is a view",
        "the generator fills ordinary tables",
    ),
    (
        |facts| facts.surroundings.tables[0].relation = Relation::Foreign,
        "schema",
        "Admin is a foreign table",
        "the generator fills ordinary tables",
    ),
    (
        |facts| facts.surroundings.tables[0].children = vec!["old.\"Admin\"".to_owned()],
        "schema",
        "Admin is inherited by old.\"Admin\"",
        "map another one, or leave it out",
    ),
    (
        |facts| facts.surroundings.tables[0].parents = vec!["people".to_owned()],
        "schema",
        "Admin is a part of people",
        "map another one, or leave it out",
    ),
    (
        |facts| facts.surroundings.tables[0].extension = Some("audit".to_owned()),
        "schema",
        "Admin belongs to the extension audit",
        "map another one, or leave it out",
    ),
    (
        |facts| facts.unfit = vec![too_long()],
        "schema",
        "3 rows of Customer hold in city more than 20 characters",
        "widen the column, or leave the edge cases out that need it",
    ),
    (
        |facts| facts.surroundings.rules = vec![rule(Firing::Origin)],
        "schema",
        "rule keep rewrites what is done to \"AuditLog\"",
        "ALTER TABLE \"AuditLog\" DISABLE RULE keep",
    ),
    (
        |facts| facts.surroundings.references = vec![reference(Action::Cascade, Some(3))],
        "bystanders",
        "3 rows of billing.invoice refer to \"Customer\" (of), and would be deleted with what they refer to",
        "delete these rows of billing.invoice, or have them refer to nothing",
    ),
    (
        |facts| facts.surroundings.references = vec![reference(Action::SetNull, Some(1))],
        "bystanders",
        "(of), and would lose what they refer to",
        "delete these rows",
    ),
    (
        |facts| facts.surroundings.references = vec![reference(Action::Restrict, None)],
        "bystanders",
        "an unknown number of rows of billing.invoice refer to \"Customer\" (of), and would keep it from being deleted",
        "let role deployer count them: GRANT SELECT ON billing.invoice TO \"deployer\", and GRANT USAGE ON its schema",
    ),
    (
        |facts| {
            rebuild(facts);
            facts.surroundings.dependents = dependents(7);
        },
        "bystanders",
        "the schema cannot be made anew: view reports.v0 depends on table \"User\", view reports.v1",
        "prisma migrate deploy",
    ),
    (
        |facts| {
            rebuild(facts);
            facts.surroundings.dependents = dependents(7);
        },
        "bystanders",
        ", and 2 more",
        "drop what depends on it",
    ),
];

/// A change that nobody minds, and a guard with what it says of it.
type Passing = (fn(&mut Facts), &'static str, &'static str);

const PASSED: &[Passing] = &[
    (|_| {}, "named target", "target `staging`"),
    (
        |facts| {
            facts.named.by = NamedBy::Variable("DATABASE_URL".to_owned());
            facts.named.recorded = None;
        },
        "named target",
        "the database that DATABASE_URL names, by --database-url-env",
    ),
    (
        |facts| facts.environment.clear(),
        "environment",
        "nothing says production",
    ),
    (
        |facts| {
            facts.environment = set("NODE_ENV", "test");
            facts.named.environment = Some("staging".to_owned());
        },
        "environment",
        "NODE_ENV is `test`, the target is `staging`",
    ),
    (
        |_| {},
        "identity",
        "database connsura_staging, schema public",
    ),
    (
        // The private server is known by its directory.
        |facts| {
            facts.named.by = NamedBy::Default;
            facts.named.recorded = None;
            facts.marks.identity = None;
        },
        "identity",
        "the private server, by the directory of its data",
    ),
    (|_| {}, "marker", "row and setting say staging"),
    (
        |_| {},
        "census",
        "hold no contact data outside the reserved ranges",
    ),
    (|_| {}, "bounds", " after the last reset"),
    (|_| {}, "replica", "the primary, as role deployer"),
    (
        // Whoever makes the tables anew need not be able to delete from them.
        |facts| {
            rebuild(facts);
            facts.surroundings.tables[0].may_delete = false;
        },
        "replica",
        "the primary, as role deployer",
    ),
    (|_| {}, "schema", "9 tables can take the rows"),
    (
        |facts| facts.surroundings.rules = vec![rule(Firing::Disabled)],
        "schema",
        "9 tables can take the rows",
    ),
    (
        |facts| {
            rebuild(facts);
            facts.unfit = vec![too_long()];
        },
        "schema",
        "it is made anew: because",
    ),
    (|_| {}, "bystanders", "nothing else is in the schema"),
    (
        |facts| facts.surroundings.strangers.push(stranger()),
        "bystanders",
        "1 other objects in the schema stay as they are",
    ),
    (
        |facts| {
            facts.surroundings.references = vec![reference(Action::Cascade, Some(0))];
            facts.surroundings.dependents = dependents(1);
        },
        "bystanders",
        "nothing else is in the schema",
    ),
];

fn set(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), value.to_owned())]
}

fn recorded(facts: &mut Facts) -> &mut Identity {
    facts.named.recorded.as_mut().unwrap()
}

fn marked(facts: &mut Facts) -> &mut Identity {
    facts.marks.identity.as_mut().unwrap()
}

fn rebuild(facts: &mut Facts) {
    facts.choice = Ok(Choice {
        strategy: Strategy::Rebuild,
        reason: "because".to_owned(),
    });
}

fn found(facts: &mut Facts, columns: usize) {
    let finding = |number: usize| Finding {
        table: "Lead".to_owned(),
        column: format!("column{number}"),
        kind: ContactKind::Email,
        count: 2,
        sample: "aaa@aaaa.aa".to_owned(),
        place: "(0,1)".to_owned(),
    };
    facts.census.as_mut().unwrap().findings = (0..columns).map(finding).collect();
}

fn too_long() -> Unfit {
    Unfit {
        entity: Entity::Customer,
        column: "city",
        rows: 3,
        reason: "more than 20 characters".to_owned(),
        cases: vec!["S05"],
        others: 0,
    }
}

fn rule(firing: Firing) -> Rule {
    Rule {
        table: "\"AuditLog\"".to_owned(),
        name: "keep".to_owned(),
        firing,
        definition: String::new(),
    }
}

fn reference(on_delete: Action, rows: Option<i64>) -> Reference {
    Reference {
        from: "billing.invoice".to_owned(),
        to: "\"Customer\"".to_owned(),
        name: "of".to_owned(),
        definition: String::new(),
        on_delete,
        rows,
    }
}

fn stranger() -> Stranger {
    Stranger {
        kind: "table".to_owned(),
        identity: "public.lead".to_owned(),
        owner: Some("deployer".to_owned()),
        rows: Some(3),
        is_used: false,
    }
}

fn pooled() -> Pooled {
    Pooled {
        reason: "target `staging` is reached through a pooler".to_owned(),
        hint: "name the server itself".to_owned(),
    }
}

fn dependents(count: usize) -> Vec<Dependent> {
    let dependent = |number: usize| Dependent {
        dependent: format!("view reports.v{number}"),
        on: "table \"User\"".to_owned(),
        is_ours: true,
    };
    (0..count).map(dependent).collect()
}

/// The refusals of all guards, with the names of these.
fn refusals(facts: &Facts) -> Vec<(&'static str, Refusal)> {
    guard::ALL
        .iter()
        .flat_map(|guard| match guard.judge(facts) {
            Verdict::Passes(_) => Vec::new(),
            Verdict::Refuses(refusals) => refusals
                .into_iter()
                .map(|refusal| (guard.name, refusal))
                .collect(),
        })
        .collect()
}

#[test]
fn each_guard_refuses_what_is_its_own_and_nothing_else() {
    let good = facts_of_staging();
    assert_eq!(refusals(&good), []);
    for (number, (change, guard, reason, hint)) in REFUSED.iter().enumerate() {
        let mut facts = good.clone();
        change(&mut facts);
        let refusals = refusals(&facts);
        let names: Vec<&str> = refusals.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, [*guard], "case {number} ({reason}): {refusals:#?}");
        let refusal = &refusals[0].1;
        assert!(
            refusal.lines().join("\n").contains(reason),
            "case {number}: {refusal:#?}"
        );
        assert!(refusal.hint.contains(hint), "case {number}: {refusal:#?}");
    }
    for guard in guard::ALL {
        let tried = REFUSED.iter().any(|(_, name, ..)| *name == guard.name);
        // The borders have a test of their own.
        assert!(
            tried || guard.name == "bounds",
            "no case for `{}`",
            guard.name
        );
    }
    for (number, (change, guard, seen)) in PASSED.iter().enumerate() {
        let mut facts = good.clone();
        change(&mut facts);
        assert_eq!(refusals(&facts), [], "case {number}");
        let guard = guard::ALL
            .iter()
            .find(|known| known.name == *guard)
            .unwrap();
        let Verdict::Passes(said) = guard.judge(&facts) else {
            panic!("case {number}");
        };
        assert!(said.contains(seen), "case {number}: {said}");
    }
}

/// Who may not read the records knows neither what the marker says, nor which database it names.
#[test]
fn records_that_cannot_be_read_say_nothing_good() {
    let mut facts = facts_of_staging();
    facts.rights.reads_records = false;
    facts.marks = Marks::default();
    facts.generation = None;
    let refusals = refusals(&facts);
    for (guard, reason) in [
        ("identity", "cannot be read"),
        ("marker", "the row in connsura_seed.marker cannot be read"),
        (
            "replica",
            "role deployer may not read the records of resets",
        ),
    ] {
        let of_guard = refusals.iter().filter(|(name, _)| *name == guard);
        let told = of_guard.filter(|(_, refusal)| {
            refusal.reason.contains(reason)
                && refusal
                    .hint
                    .contains("GRANT USAGE ON SCHEMA connsura_seed TO \"deployer\"")
        });
        assert_eq!(told.count(), 1, "{guard}: {refusals:#?}");
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let mut facts = facts_of_staging();
    facts.named.by = NamedBy::Nobody;
    facts.pooled = Some(pooled());
    facts.environment = set("NODE_ENV", "production");
    "other".clone_into(&mut recorded(&mut facts).database);
    facts.marks = Marks::default();
    found(&mut facts, 1);
    facts.size.rows = u64::MAX;
    facts.surroundings.role.is_in_recovery = true;
    facts.surroundings.rules = vec![rule(Firing::Origin)];
    facts.surroundings.references = vec![reference(Action::Cascade, Some(3))];
    let names: Vec<&str> = refusals(&facts).iter().map(|(name, _)| *name).collect();
    let every: Vec<&str> = guard::ALL.iter().map(|guard| guard.name).collect();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(once, every);
    let error = guard::judge(&guard::ALL, &facts).unwrap_err();
    assert_eq!(error.exit_code(), 3);
    for (name, refusal) in refusals(&facts) {
        let line = format!("guard `{name}`: {}", refusal.reason);
        assert!(error.to_string().contains(&line), "{error}");
        assert!(
            error.hint_text().unwrap().contains(&refusal.hint),
            "{}",
            refusal.hint
        );
    }
    // A hint that two guards give is given once.
    let hints: Vec<&str> = error.hint_text().unwrap().lines().collect();
    let mut different = hints.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), hints.len(), "{hints:#?}");
}
