//! Triggers off, and on again as they were.

use connsura_seed::Kind;
use connsura_seed::postgres::surgery::{Firing, SwitchedOff, rules, triggers};

use super::{Patient, assert_same, names};

/// One trigger of each state and sort; each of them notes that it fired.
const SCHEMA: &str = r#"
CREATE ROLE owner LOGIN;
CREATE SCHEMA app AUTHORIZATION owner;
SET ROLE owner;
CREATE TABLE app.fired (name text);
CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO app.fired VALUES (TG_NAME); RETURN NEW; END';
CREATE TABLE app."T" (id int PRIMARY KEY, other int REFERENCES app."T");
CREATE TABLE app.quiet (id int);
CREATE TRIGGER origin AFTER INSERT ON app."T" FOR EACH ROW EXECUTE FUNCTION app.note();
CREATE TRIGGER "Al""ways" BEFORE INSERT OR TRUNCATE ON app."T" EXECUTE FUNCTION app.note();
CREATE TRIGGER replica AFTER INSERT ON app."T" FOR EACH ROW EXECUTE FUNCTION app.note();
CREATE TRIGGER disabled AFTER INSERT ON app."T" FOR EACH ROW EXECUTE FUNCTION app.note();
CREATE CONSTRAINT TRIGGER deferred AFTER INSERT ON app."T" DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION app.note();
ALTER TABLE app."T" ENABLE ALWAYS TRIGGER "Al""ways", ENABLE REPLICA TRIGGER replica, DISABLE TRIGGER disabled;
COMMENT ON TRIGGER origin ON app."T" IS 'the usual';
CREATE RULE silent AS ON DELETE TO app."T" WHERE OLD.id < 0 DO INSTEAD NOTHING;
CREATE RULE "Off" AS ON UPDATE TO app."T" DO ALSO NOTHING;
ALTER TABLE app."T" DISABLE RULE "Off";
CREATE VIEW app.view AS SELECT * FROM app."T";
RESET ROLE;
"#;

#[test]
fn triggers_are_switched_off_and_on_as_they_were() {
    let patient = Patient::new();
    patient.database.execute(SCHEMA);
    let before = patient.dump();
    let fired = "SELECT name FROM app.fired ORDER BY name COLLATE \"C\"";
    let tables = names(&["T", "quiet", "view"]);
    for (role, replication, firing) in [
        ("owner", "origin", vec!["Al\"ways", "deferred", "origin"]),
        ("connsura", "replica", vec!["Al\"ways", "replica"]),
    ] {
        let mut session = patient.begin(role);
        if role == "connsura" {
            patient.run(
                &mut session,
                &format!("SET LOCAL session_replication_role = {replication}"),
            );
        }
        patient.runtime.block_on(async {
            let off = SwitchedOff::switch_off(&mut session, "app", &tables)
                .await
                .unwrap();
            let would: Vec<String> = off
                .before()
                .iter()
                .filter(|trigger| trigger.would_fire)
                .map(|trigger| trigger.name.trim_matches('"').replace("\"\"", "\""))
                .collect();
            assert_eq!(would, firing, "{role}");
            session
                .run("loading failed", r#"INSERT INTO app."T" VALUES (1)"#)
                .await
                .unwrap();
            off.switch_on(&mut session).await.unwrap();
            session
                .run(
                    "loading failed",
                    r#"INSERT INTO app."T" VALUES (2); COMMIT"#,
                )
                .await
                .unwrap();
        });
        // Nothing fired for the first row, and everything for the second.
        let mut firing: Vec<String> = firing.into_iter().map(str::to_owned).collect();
        firing.sort();
        assert_eq!(patient.database.texts(fired), firing, "{role}");
        patient.database.execute(r#"ALTER TABLE app."T" DISABLE TRIGGER ALL; DELETE FROM app."T"; DELETE FROM app.fired;
            ALTER TABLE app."T" ENABLE TRIGGER ALL, ENABLE ALWAYS TRIGGER "Al""ways", ENABLE REPLICA TRIGGER replica, DISABLE TRIGGER disabled"#);
        assert_same(&before, &patient.dump());
    }
}

#[test]
fn triggers_and_rules_are_told_with_their_states() {
    let patient = Patient::new();
    patient.database.execute(SCHEMA);
    let mut session = patient.begin("owner");
    let tables = names(&["T", "quiet", "view"]);
    let (found, rules) = patient.runtime.block_on(async {
        let found = triggers(&mut session, "app", &tables).await.unwrap();
        (found, rules(&mut session, "app", &tables).await.unwrap())
    });
    let found: Vec<(&str, Firing, bool)> = found
        .iter()
        .map(|trigger| (trigger.name.as_str(), trigger.firing, trigger.is_constraint))
        .collect();
    assert_eq!(
        found,
        [
            ("\"Al\"\"ways\"", Firing::Always, false),
            ("deferred", Firing::Origin, true),
            ("disabled", Firing::Disabled, false),
            ("origin", Firing::Origin, false),
            ("replica", Firing::Replica, false),
        ]
    );
    let rules: Vec<(&str, Firing)> = rules
        .iter()
        .map(|rule| (rule.name.as_str(), rule.firing))
        .collect();
    assert_eq!(
        rules,
        [("\"Off\"", Firing::Disabled), ("silent", Firing::Origin)]
    );
}

#[test]
fn what_cannot_be_switched_exactly_is_refused_before_anything_is() {
    let patient = Patient::new();
    patient.database.execute(SCHEMA);
    patient.database.execute(
        "CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA app TO guest;
         CREATE TABLE app.parted (id int) PARTITION BY LIST (id);
         CREATE TABLE app.part PARTITION OF app.parted DEFAULT;
         CREATE TRIGGER each AFTER INSERT ON app.parted FOR EACH ROW EXECUTE FUNCTION app.note();",
    );
    let before = patient.dump();
    for (role, reason, tables) in [
        (
            "guest",
            "\"Al\"\"ways\" of app.\"T\" (its table is not owned by the role)",
            &["T"][..],
        ),
        (
            "connsura",
            "\"each\" of app.parted (its table is partitioned, or a partition)",
            &["T", "parted"],
        ),
        (
            "connsura",
            "\"each\" of app.part (its table is partitioned, or a partition)",
            &["part"],
        ),
    ] {
        let mut session = patient.begin(role);
        let tables = names(tables);
        let error = patient.runtime.block_on(async {
            let error = SwitchedOff::switch_off(&mut session, "app", &tables)
                .await
                .unwrap_err();
            session.run("commit", "COMMIT").await.unwrap();
            error
        });
        assert_eq!(error.kind(), Kind::Refused);
        assert!(
            error
                .to_string()
                .contains(&reason.replace("\"each\"", "each")),
            "{error}"
        );
        assert_same(&before, &patient.dump());
    }
}
