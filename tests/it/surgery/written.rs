//! What a transaction wrote, seen before it commits.

use connsura_seed::Kind;
use connsura_seed::postgres::surgery::{Writes, Written};

use super::{Patient, names};

const SCHEMA: &str = "
CREATE ROLE owner LOGIN;
CREATE SCHEMA app AUTHORIZATION owner;
CREATE SCHEMA other AUTHORIZATION owner;
SET ROLE owner;
CREATE TABLE app.ours (id serial PRIMARY KEY, note text);
CREATE TABLE other.log (id int, note text);
CREATE TABLE other.child (id int PRIMARY KEY, ours int REFERENCES app.ours ON DELETE CASCADE);
CREATE TABLE other.grandchild (child int REFERENCES other.child ON DELETE SET NULL);
CREATE TABLE other.read (id int);
CREATE SEQUENCE other.ticket;
CREATE FUNCTION other.log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO other.log VALUES (NEW.id, NEW.note);
    PERFORM count(*) FROM other.read;
    IF NEW.note = 'ticket' THEN PERFORM nextval('other.ticket'); END IF;
    IF NEW.note = 'truncate' THEN TRUNCATE other.log; END IF;
    IF NEW.note = 'object' THEN PERFORM lo_create(0); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER log BEFORE INSERT ON app.ours FOR EACH ROW EXECUTE FUNCTION other.log();
INSERT INTO app.ours (note) VALUES ('one'), ('two'), ('three');
INSERT INTO other.child VALUES (1, 1), (2, 1), (3, 2);
INSERT INTO other.grandchild VALUES (1), (2), (3), (3);
RESET ROLE;
";

/// A table, and the rows that were written there.
type Expected = (&'static str, Option<i64>);

fn written(table: &str, rows: Option<i64>) -> Written {
    Written {
        table: table.to_owned(),
        rows,
    }
}

#[test]
fn what_is_written_elsewhere_is_seen_before_the_commit() {
    let patient = Patient::new();
    patient.database.execute(SCHEMA);
    let ours = names(&["app.ours"]);
    let cases: &[(&str, &[Expected])] = &[
        ("SELECT count(*) FROM other.read", &[]),
        (
            "UPDATE app.ours SET note = 'new'; TRUNCATE app.ours CASCADE",
            &[("other.child", None), ("other.grandchild", None)],
        ),
        (
            "COPY app.ours (id, note) FROM PROGRAM 'printf ''7\\ta\\n8\\tb\\n'''",
            &[("other.log", Some(2))],
        ),
        (
            "INSERT INTO app.ours (note) VALUES ('a'), ('ticket')",
            &[("other.log", Some(2)), ("other.ticket", None)],
        ),
        (
            "INSERT INTO app.ours (note) VALUES ('a'), ('truncate')",
            &[("other.log", None)],
        ),
        (
            "INSERT INTO app.ours (note) VALUES ('object')",
            &[
                ("other.log", Some(1)),
                ("pg_catalog.pg_largeobject_metadata", Some(1)),
            ],
        ),
        (
            "DELETE FROM app.ours",
            &[("other.child", Some(3)), ("other.grandchild", Some(4))],
        ),
        (
            "TRUNCATE app.ours CASCADE",
            &[("other.child", None), ("other.grandchild", None)],
        ),
        ("TRUNCATE other.log", &[("other.log", None)]),
        ("UPDATE other.log SET note = ''", &[("other.log", Some(3))]),
        (
            "ALTER TABLE other.log ADD COLUMN more int",
            &[("other.log", None)],
        ),
    ];
    for (sql, expected) in cases {
        let mut session = patient.begin("connsura");
        let found = patient.runtime.block_on(async {
            // An earlier transaction of the session, whose counts are still there.
            let earlier = "INSERT INTO other.read VALUES (1); COMMIT; BEGIN";
            session.run("writing failed", earlier).await.unwrap();
            let writes = Writes::so_far(&mut session).await.unwrap();
            session.run("writing failed", *sql).await.unwrap();
            writes.elsewhere(&mut session, &ours).await.unwrap()
        });
        let expected: Vec<Written> = expected
            .iter()
            .map(|(table, rows)| written(table, *rows))
            .collect();
        assert_eq!(found, expected, "{sql}");
    }
}

#[test]
fn a_plain_owner_sees_it_too() {
    let patient = Patient::new();
    patient.database.execute(SCHEMA);
    let mut session = patient.begin("owner");
    let found = patient.runtime.block_on(async {
        let writes = Writes::so_far(&mut session).await.unwrap();
        session
            .run(
                "writing failed",
                "DELETE FROM app.ours; INSERT INTO app.ours VALUES (9)",
            )
            .await
            .unwrap();
        writes
            .elsewhere(&mut session, &names(&["app.ours"]))
            .await
            .unwrap()
    });
    let expected = [
        written("other.child", Some(3)),
        written("other.grandchild", Some(4)),
        written("other.log", Some(1)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_database_that_does_not_count_is_refused() {
    let patient = Patient::new();
    patient
        .database
        .execute("ALTER ROLE connsura SET track_counts = off");
    let mut session = patient.begin("connsura");
    let error = patient
        .runtime
        .block_on(Writes::so_far(&mut session))
        .unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
    assert!(error.to_string().contains("track_counts"), "{error}");
}
