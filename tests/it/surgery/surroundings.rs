//! What stands around the tables, as a guard would want to know it.

use connsura_seed::postgres::surgery::{
    Action, Plan, Relation, Surroundings, Truncatable, surroundings, truncatable,
};

use super::{Patient, names};

/// A schema that others use in every way, seen by its owner and by a guest.
const SCHEMA: &str = r#"
CREATE ROLE owner LOGIN; CREATE ROLE guest LOGIN; CREATE ROLE stranger;
CREATE EXTENSION citext;
CREATE SCHEMA app AUTHORIZATION owner; CREATE SCHEMA other AUTHORIZATION stranger;
CREATE EXTENSION hstore SCHEMA app;
GRANT USAGE ON SCHEMA app, other TO PUBLIC;
SET ROLE owner;
CREATE TYPE app.kind AS ENUM ('a');
CREATE TYPE app.unused AS ENUM ('b');
CREATE TABLE app."User" (id serial PRIMARY KEY, kind app.kind, name text);
CREATE TABLE app.message (id int PRIMARY KEY, "user" int REFERENCES app."User" ON DELETE CASCADE);
CREATE TABLE app.beside (id serial PRIMARY KEY, "user" int REFERENCES app."User" ON DELETE SET NULL);
CREATE VIEW app.admin AS SELECT * FROM app."User";
CREATE MATERIALIZED VIEW app.sums AS SELECT 1 AS n UNION SELECT 2;
CREATE FUNCTION app.hook() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER hook BEFORE INSERT ON app."User" EXECUTE FUNCTION app.hook();
CREATE SEQUENCE app.tickets;
ALTER TABLE app.message ENABLE ROW LEVEL SECURITY;
ALTER TABLE app."User" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY all_of_it ON app."User" USING (true);
GRANT SELECT, INSERT ON app."User" TO guest;
GRANT REFERENCES, SELECT ON app."User" TO stranger;
INSERT INTO app."User" (name) VALUES ('one'), ('two');
INSERT INTO app.beside ("user") VALUES (1), (1), (NULL);
SET ROLE stranger;
CREATE TABLE other.hidden (id int, "user" int REFERENCES app."User" ON UPDATE CASCADE);
CREATE VIEW other.names AS SELECT name FROM app."User";
RESET ROLE;
CREATE FUNCTION other.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watch ON sql_drop EXECUTE FUNCTION other.watch();
CREATE EVENT TRIGGER asleep ON ddl_command_end EXECUTE FUNCTION other.watch();
ALTER EVENT TRIGGER asleep DISABLE;
SET client_min_messages = error;
CREATE PUBLICATION named FOR TABLE app.message WITH (publish = 'insert, truncate');
CREATE PUBLICATION whole FOR TABLES IN SCHEMA app;
CREATE PUBLICATION far FOR TABLES IN SCHEMA other;
"#;

fn seen(patient: &Patient, role: &str) -> Surroundings {
    let mut session = patient.begin(role);
    let tables = names(&["User", "message", "admin", "absent"]);
    let found = surroundings(&mut session, "app", &tables);
    patient.runtime.block_on(found).unwrap()
}

#[test]
fn the_role_and_the_tables_are_told_as_they_are() {
    let patient = Patient::new();
    patient.database.execute(SCHEMA);
    let found = seen(&patient, "owner");

    let role = &found.role;
    assert_eq!(role.name, "owner");
    assert!(
        role.schema_exists && role.owns_schema && role.may_create_in_schema && role.counts_writes
    );
    assert!(!role.is_superuser && !role.bypasses_row_security && !role.owns_database);
    assert!(!role.may_create_in_database && !role.is_in_recovery && !role.is_read_only);

    let [user, admin, message] = found.tables.as_slice() else {
        panic!("{:?}", found.tables);
    };
    assert_eq!(
        (user.relation, admin.relation, message.relation),
        (Relation::Table, Relation::View, Relation::Table)
    );
    assert!(
        user.is_owned && user.may_truncate && user.row_security_forced && user.row_security_active
    );
    assert!(message.row_security && !message.row_security_forced && !message.row_security_active);
}

#[test]
fn what_others_have_around_the_tables_is_told() {
    let patient = Patient::new();
    patient.database.execute(SCHEMA);
    let found = seen(&patient, "owner");
    let references = found.references.iter();
    let references: Vec<_> = references
        .map(|key| (key.from.as_str(), key.to.as_str(), key.on_delete, key.rows))
        .collect();
    assert_eq!(
        references,
        [
            ("app.beside", "app.\"User\"", Action::SetNull, Some(2)),
            ("other.hidden", "app.\"User\"", Action::NoAction, None),
        ]
    );
    let publications = found.publications.iter();
    let publications: Vec<_> = publications
        .map(|found| {
            (
                found.name.as_str(),
                found.by_name,
                found.sends.join(" "),
                found.tables.join(" "),
            )
        })
        .collect();
    assert_eq!(
        publications,
        [
            (
                "named",
                true,
                "insert truncate".to_owned(),
                "app.message".to_owned()
            ),
            (
                "whole",
                false,
                "insert update delete truncate".to_owned(),
                "app.\"User\" app.admin app.message".to_owned()
            ),
        ]
    );
    let outside: Vec<_> = found
        .dependents
        .iter()
        .map(|found| (found.dependent.as_str(), found.is_ours))
        .collect();
    assert!(
        outside.contains(&("rule _RETURN on view other.names", true)),
        "{outside:?}"
    );
    assert!(
        outside.contains(&("constraint hidden_user_fkey on table other.hidden", true)),
        "{outside:?}"
    );
    assert!(
        outside.contains(&(
            "publication of table app.message in publication named",
            true
        )),
        "{outside:?}"
    );
    let strangers = found.strangers.iter();
    let strangers: Vec<_> = strangers
        .map(|found| {
            (
                found.kind.as_str(),
                found.identity.as_str(),
                found.rows,
                found.is_used,
            )
        })
        .collect();
    assert_eq!(
        strangers,
        [
            ("function", "app.hook()", None, true),
            ("materialized view", "app.sums", Some(2), false),
            ("sequence", "app.tickets", None, false),
            ("table", "app.beside", Some(3), false),
            ("type", "app.kind", None, true),
            ("type", "app.unused", None, false),
        ]
    );
    assert_eq!(found.extensions, ["hstore"]);
    let events: Vec<_> = found
        .event_triggers
        .iter()
        .map(|found| (found.name.as_str(), found.would_fire))
        .collect();
    assert_eq!(events, [("asleep", false), ("watch", true)]);
    assert_eq!(found.triggers.len(), 1);
    assert_eq!(
        found.truncatable.not_truncatable,
        [
            "app.admin is a view",
            "app.beside refers to app.\"User\" (beside_user_fkey)",
            "other.hidden refers to app.\"User\" (hidden_user_fkey)",
        ]
    );
}

#[test]
fn what_a_guest_may_not_do_is_told() {
    let patient = Patient::new();
    patient.database.execute(SCHEMA);
    patient
        .database
        .execute("ALTER ROLE guest SET default_transaction_read_only = on");
    let found = seen(&patient, "guest");
    let role = &found.role;
    assert!(
        role.schema_exists && role.is_read_only && !role.owns_schema && !role.may_create_in_schema
    );
    let user = &found.tables[0];
    assert!(
        user.may_select
            && user.may_insert
            && !user.may_delete
            && !user.may_truncate
            && !user.is_owned
    );
    assert_eq!(user.owner, "owner");
    assert!(found.references.iter().all(|key| key.rows.is_none()));
    assert!(
        found
            .truncatable
            .not_truncatable
            .iter()
            .any(|reason| reason == "the role may not truncate app.\"User\"")
    );

    // And by a superuser, as whom nothing is hidden.
    let found = seen(&patient, "connsura");
    assert!(
        found.role.is_superuser && found.role.bypasses_row_security && found.role.owns_database
    );
    assert_eq!(found.references[1].rows, Some(0));
}

#[test]
fn a_schema_that_is_not_there_has_nothing() {
    let patient = Patient::new();
    let mut session = patient.begin("connsura");
    let found = patient.runtime.block_on(async {
        surroundings(&mut session, "absent", &names(&["User"]))
            .await
            .unwrap()
    });
    assert!(
        !found.role.schema_exists && !found.role.may_create_in_schema && !found.role.owns_schema
    );
    assert!(found.tables.is_empty() && found.strangers.is_empty() && found.dependents.is_empty());
}

/// Each statement, whether TRUNCATE of the two tables works after it, and whether COPY with
/// FREEZE does: judged by trying.
const TRIED: &[(&str, bool, bool)] = &[
    ("SELECT 1", true, true),
    (
        "ALTER TABLE app.a ADD FOREIGN KEY (id) REFERENCES app.b",
        true,
        true,
    ),
    ("CREATE TABLE app.c (id int REFERENCES app.a)", false, false),
    ("CREATE TABLE app.c () INHERITS (app.a)", true, true),
    (
        "CREATE TABLE app.c (id int PRIMARY KEY) INHERITS (app.a); CREATE TABLE app.d (id int REFERENCES app.c)",
        false,
        false,
    ),
    (
        "DROP TABLE app.a; CREATE TABLE app.a (id int PRIMARY KEY) PARTITION BY LIST (id)",
        true,
        false,
    ),
    (
        "DROP TABLE app.a; CREATE TABLE app.p (id int PRIMARY KEY) PARTITION BY LIST (id); CREATE TABLE app.a PARTITION OF app.p DEFAULT; CREATE TABLE app.c (id int REFERENCES app.p)",
        false,
        false,
    ),
    (
        "DROP TABLE app.a; CREATE VIEW app.a AS SELECT 1 AS id",
        false,
        false,
    ),
    (
        "ALTER TABLE app.a OWNER TO connsura; GRANT INSERT ON app.a TO owner",
        false,
        false,
    ),
];

#[test]
fn what_cannot_be_truncated_is_known_before_it_is_tried() {
    let patient = Patient::new();
    patient
        .database
        .execute("CREATE ROLE owner LOGIN; GRANT pg_execute_server_program TO owner; CREATE SCHEMA app AUTHORIZATION owner");
    for (sql, truncates, freezes) in TRIED {
        let fresh =
            "DROP SCHEMA app CASCADE; CREATE SCHEMA app AUTHORIZATION owner; SET ROLE owner;
            CREATE TABLE app.a (id int PRIMARY KEY); CREATE TABLE app.b (id int PRIMARY KEY);";
        let last = if sql.contains("OWNER") {
            "RESET ROLE;"
        } else {
            ""
        };
        patient.database.execute(&format!("{fresh}{last}{sql}"));
        let mut session = patient.begin("owner");
        let Truncatable {
            not_truncatable,
            not_freezable,
        } = patient.runtime.block_on(async {
            truncatable(&mut session, "app", &names(&["a", "b"]))
                .await
                .unwrap()
        });
        // The heir goes without an error, which is why it is named.
        let says = not_truncatable
            .iter()
            .filter(|reason| !reason.contains("inherits from"));
        assert_eq!(says.count() == 0, *truncates, "{sql}: {not_truncatable:?}");
        let says = not_freezable
            .iter()
            .filter(|reason| !reason.contains("inherits from"));
        assert_eq!(says.count() == 0, *freezes, "{sql}: {not_freezable:?}");
        patient.runtime.block_on(async {
            let done = session.run("truncating", "TRUNCATE app.a, app.b").await;
            assert_eq!(done.is_ok(), *truncates, "{sql}: {done:?}");
            if *truncates {
                let done = session
                    .run("copying", "COPY app.a FROM PROGRAM 'true' WITH (FREEZE)")
                    .await;
                let frozen = done.as_ref().err().is_none_or(|error| {
                    !error.to_string().contains("FREEZE") && !error.to_string().contains("freeze")
                });
                assert_eq!(frozen, *freezes, "{sql}: {done:?}");
            }
            session.close().await;
        });
    }
}

#[test]
fn what_the_role_may_not_make_again_stays() {
    let patient = Patient::new();
    patient.database.execute(
        "CREATE ROLE owner LOGIN; CREATE ROLE guest LOGIN; CREATE ROLE stranger;
         CREATE SCHEMA app; GRANT USAGE, CREATE ON SCHEMA app TO owner; GRANT USAGE ON SCHEMA app TO guest;
         SET ROLE owner; CREATE TABLE app.a (id int PRIMARY KEY, code int); CREATE INDEX by_code ON app.a (code);
         CREATE TABLE app.b (id int CONSTRAINT to_a REFERENCES app.a); RESET ROLE;
         CREATE TABLE app.c (id int CONSTRAINT to_a REFERENCES app.a);",
    );
    let reasons = |role: &str| {
        let mut session = patient.begin(role);
        let plan = patient.runtime.block_on(async {
            Plan::read(&mut session, "app", &names(&["a", "b"]))
                .await
                .unwrap()
        });
        let kept = plan
            .kept
            .iter()
            .map(|kept| format!("{}: {}", kept.name, kept.reasons.join("; ")));
        (plan.steps.len(), kept.collect::<Vec<_>>())
    };
    let held = "a_pkey: constraint to_a on table app.c depends on it";
    assert_eq!(reasons("owner"), (2, vec![held.to_owned()]));
    patient
        .database
        .execute("REVOKE CREATE ON SCHEMA app FROM owner; REVOKE REFERENCES ON app.a FROM owner");
    let (steps, kept) = reasons("owner");
    assert_eq!(steps, 0);
    assert_eq!(
        kept,
        [
            "a_pkey: the role may make nothing in its schema; constraint to_a on table app.b depends on it; constraint to_a on table app.c depends on it",
            "by_code: the role may make nothing in its schema",
            "to_a: the role may not make it again (it lacks REFERENCES)",
        ]
    );
    let (steps, kept) = reasons("guest");
    assert_eq!(steps, 0);
    assert!(
        kept.iter()
            .all(|kept| kept.contains("its table is not owned by the role")),
        "{kept:?}"
    );
}
