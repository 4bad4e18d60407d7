//! A schema emptied and built again, with all that people had done around it.

use connsura_seed::postgres::surgery::{Cleared, Loss, Lost, clear};
use connsura_seed::postgres::{MigrationState, Session, applied, apply, definitions, embedded};
use connsura_seed::{Error, Kind};

use super::{Patient, assert_same};

/// Roles, two extensions in `public`, and default privileges: before the migrations run.
const ROLES: &str = r#"
CREATE ROLE migrator LOGIN;
CREATE ROLE app; CREATE ROLE reader; CREATE ROLE auditor; CREATE ROLE guest; CREATE ROLE stranger; CREATE ROLE "Odd Role";
GRANT app, "Odd Role", guest TO migrator;
ALTER SCHEMA public OWNER TO migrator;
GRANT CREATE ON SCHEMA public TO app;
CREATE EXTENSION citext; CREATE EXTENSION pgcrypto;
ALTER DEFAULT PRIVILEGES FOR ROLE migrator IN SCHEMA public GRANT SELECT ON TABLES TO reader;
ALTER DEFAULT PRIVILEGES FOR ROLE connsura IN SCHEMA public GRANT SELECT ON TABLES TO reader;
ALTER DEFAULT PRIVILEGES FOR ROLE migrator GRANT USAGE ON SEQUENCES TO reader;
"#;

/// A database with the reference schema, made by the role and dressed by people.
fn dressed(role: &str) -> Patient {
    let patient = Patient::new();
    patient.database.execute(ROLES);
    let mut session = patient.begin(role);
    patient.runtime.block_on(async {
        apply(&mut session, "public", &embedded()).await.unwrap();
        session.run("committing failed", "COMMIT").await.unwrap();
    });
    patient.script("tests/it/surgery/dressed.sql");
    patient.database.execute(
        "INSERT INTO \"User\" (\"id\", \"email\", \"passwordHash\", \"role\", \"updatedAt\")
        VALUES (gen_random_uuid(), 'a@example.com', 'x', 'ADMIN', now())",
    );
    patient
}

async fn rebuild(session: &mut Session) -> Vec<Lost> {
    let cleared = clear(session, "public").await.unwrap();
    apply(session, "public", &embedded()).await.unwrap();
    cleared.restore(session).await.unwrap()
}

#[test]
fn a_schema_built_again_is_the_same_to_everybody() {
    for role in ["migrator", "connsura"] {
        let patient = dressed(role);
        let before = patient.dump();
        for settings in ["SELECT 1", "SET LOCAL search_path = ''"] {
            let mut session = patient.begin(role);
            let lost = patient.runtime.block_on(async {
                session.run("setting failed", settings).await.unwrap();
                let lost = rebuild(&mut session).await;
                session.run("committing failed", "COMMIT").await.unwrap();
                lost
            });
            assert_eq!(lost, [], "{role}");
            assert_same(&before, &patient.dump());
            assert_eq!(
                patient.database.text("SELECT count(*)::text FROM \"User\""),
                "0"
            );
        }
    }
}

fn lost(kind: &str, identity: &str, loss: Loss) -> Lost {
    Lost {
        kind: kind.to_owned(),
        identity: identity.to_owned(),
        loss,
    }
}

#[test]
fn what_does_not_come_back_is_told() {
    let patient = dressed("migrator");
    patient.database.execute(
        r#"CREATE INDEX by_hand ON "User" ("locale");
        ALTER TABLE "User" ADD COLUMN extra int DEFAULT 5;
        CREATE TABLE notes (id int); ALTER TABLE notes OWNER TO migrator;
        COMMENT ON TABLE notes IS 'gone with it';
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; ALTER FUNCTION note() OWNER TO app;
        CREATE TRIGGER note BEFORE INSERT ON "Form" EXECUTE FUNCTION note();
        CREATE POLICY mine ON "Form" USING (true);
        REVOKE CREATE ON SCHEMA public FROM app;
        REVOKE guest FROM migrator;"#,
    );
    let before = patient.dump();
    let mut session = patient.begin("migrator");
    let found = patient.runtime.block_on(async {
        let lost = rebuild(&mut session).await;
        session
            .run("rolling back failed", "ROLLBACK")
            .await
            .unwrap();
        lost
    });
    let owner = || Loss::Owner("app".to_owned());
    let expected = [
        lost("default value", "for public.\"User\".extra", Loss::Object),
        lost("function", "public.note()", Loss::Object),
        lost("index", "public.by_hand", Loss::Object),
        lost("policy", "mine on public.\"Form\"", Loss::Object),
        lost("table", "public.\"Message\"", Loss::Grants),
        lost("table", "public.\"User\"", owner()),
        lost("table", "public.\"User\"", Loss::Grants),
        lost("table", "public._prisma_migrations", owner()),
        lost("table", "public._prisma_migrations", Loss::Grants),
        lost("table", "public.notes", Loss::Object),
        lost("table column", "public.\"User\".extra", Loss::Object),
        lost("table column", "public.notes.id", Loss::Object),
        lost("trigger", "note on public.\"Form\"", Loss::Object),
        lost("type", "public.\"Role\"", owner()),
        lost("type", "public.\"Role\"", Loss::Grants),
    ];
    let without_columns: Vec<Lost> = found
        .iter()
        .filter(|lost| lost.kind != "table column" || lost.loss == Loss::Object)
        .cloned()
        .collect();
    assert_eq!(without_columns, expected);
    // The grants on the columns of a table that has another owner now.
    assert!(found.contains(&lost(
        "table column",
        "public.\"User\".locale",
        Loss::Grants
    )));
    assert_same(&before, &patient.dump());
}

#[test]
fn a_comment_of_the_migrations_is_not_replaced() {
    let patient = dressed("migrator");
    let mut session = patient.begin("migrator");
    let found = patient.runtime.block_on(async {
        let cleared = clear(&mut session, "public").await.unwrap();
        apply(&mut session, "public", &embedded()).await.unwrap();
        session
            .run(
                "commenting failed",
                "COMMENT ON TABLE \"User\" IS 'by a migration'",
            )
            .await
            .unwrap();
        cleared.restore(&mut session).await.unwrap()
    });
    assert_eq!(found, [lost("table", "public.\"User\"", Loss::Comment)]);
}

/// What outside the schema hangs on it, and the words that must name it.
const HOLDING: &[(&str, &str)] = &[
    (
        "CREATE VIEW other.names AS SELECT email FROM public.\"User\"",
        "view other.names depends on column email of table",
    ),
    (
        "CREATE MATERIALIZED VIEW other.counts AS SELECT count(*) FROM public.\"Form\"",
        "materialized view other.counts depends on",
    ),
    (
        "CREATE TABLE other.refers (id uuid REFERENCES public.\"User\" ON DELETE CASCADE)",
        "constraint refers_id_fkey on table other.refers depends on",
    ),
    (
        "CREATE TABLE other.typed (kind public.\"Role\")",
        "column kind of table other.typed depends on type public.\"Role\"",
    ),
    (
        "CREATE TABLE other.listed (kind public.\"Role\"[])",
        "column kind of table other.listed depends on type public.\"Role\"[]",
    ),
    (
        "CREATE TABLE other.rows (one public.\"User\")",
        "column one of table other.rows depends on type public.\"User\"",
    ),
    (
        "CREATE TABLE other.heir () INHERITS (public.\"Form\")",
        "table other.heir depends on table public.\"Form\"",
    ),
    (
        "CREATE FUNCTION other.role(public.\"Role\") RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "function other.role(public.\"Role\") depends on type public.\"Role\"",
    ),
    (
        "CREATE FUNCTION other.body() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.\"Form\"; END",
        "function other.body() depends on table public.\"Form\"",
    ),
    (
        "CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER TABLE other.theirs ADD COLUMN one int DEFAULT public.one()",
        "default value for column one of table other.theirs depends on function public.one()",
    ),
    (
        "CREATE SEQUENCE public.tickets; ALTER TABLE other.theirs ALTER COLUMN id SET DEFAULT nextval('public.tickets')",
        "default value for column id of table other.theirs depends on sequence public.tickets",
    ),
    (
        "CREATE FUNCTION public.hook() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER hook BEFORE INSERT ON other.theirs EXECUTE FUNCTION public.hook()",
        "trigger hook on table other.theirs depends on function public.hook()",
    ),
    (
        "CREATE FUNCTION public.guard() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER guard ON sql_drop EXECUTE FUNCTION public.guard()",
        "event trigger guard depends on function public.guard()",
    ),
    (
        "CREATE POLICY seen ON other.theirs USING (EXISTS (SELECT FROM public.\"User\"))",
        "policy seen on table other.theirs depends on table public.\"User\"",
    ),
    (
        "CREATE RULE also AS ON INSERT TO other.theirs DO ALSO DELETE FROM public.\"Form\"",
        "rule also on table other.theirs depends on table public.\"Form\"",
    ),
    (
        "CREATE STATISTICS other.numbers ON \"locale\", \"role\" FROM public.\"User\"",
        "statistics object other.numbers depends on",
    ),
    (
        "CREATE PUBLICATION changes FOR TABLE public.\"User\"",
        "publication of table public.\"User\" in publication changes depends on table public.\"User\"",
    ),
    (
        "CREATE DOMAIN public.code AS text; CREATE TYPE other.pair AS (one public.code)",
        "column one of composite type other.pair depends on type public.code",
    ),
    (
        "CREATE DOMAIN public.code AS text; CREATE DOMAIN other.code AS public.code",
        "type other.code depends on type public.code",
    ),
    (
        "CREATE COLLATION public.german (provider = icu, locale = 'de'); CREATE INDEX ON other.theirs ((mail::text) COLLATE public.german)",
        "depends on collation public.german",
    ),
    (
        "CREATE TABLE public.parted (id int) PARTITION BY LIST (id); CREATE TABLE other.part PARTITION OF public.parted DEFAULT",
        "table other.part depends on table public.parted",
    ),
    (
        "CREATE TABLE public.member (id int); ALTER EXTENSION citext ADD TABLE public.member; CREATE FUNCTION public.def() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER TABLE public.member ALTER id SET DEFAULT public.def()",
        "default value for column id of table public.member depends on function public.def()",
    ),
];

fn refused(patient: &Patient, role: &str, schema: &str) -> Error {
    let mut session = patient.begin(role);
    patient.runtime.block_on(async {
        let cleared: Result<Cleared, Error> = clear(&mut session, schema).await;
        let error = cleared.expect_err("it was not refused");
        // The transaction goes on, and has changed nothing.
        session.run("committing failed", "COMMIT").await.unwrap();
        error
    })
}

#[test]
fn whatever_outside_hangs_on_the_schema_keeps_it() {
    let patient = dressed("connsura");
    for (sql, words) in HOLDING {
        patient
            .database
            .execute(&format!("SET client_min_messages = error; {sql}"));
        let before = patient.dump();
        let error = refused(&patient, "connsura", "public");
        assert_eq!(error.kind(), Kind::Refused);
        assert!(error.to_string().contains(words), "{sql}\n{error}");
        assert_same(&before, &patient.dump());
        // Away again, for the next.
        patient.database.execute(
            "SET client_min_messages = error;
             DROP PUBLICATION IF EXISTS changes; DROP EVENT TRIGGER IF EXISTS guard;
             DO $$ BEGIN IF to_regclass('public.member') IS NOT NULL THEN ALTER EXTENSION citext DROP TABLE public.member; END IF; END $$;
             DROP SCHEMA other CASCADE; CREATE SCHEMA other; CREATE TABLE other.theirs (id int, mail public.citext);
             DROP FUNCTION IF EXISTS public.one, public.hook, public.guard, public.def CASCADE; DROP DOMAIN IF EXISTS public.code;
             DROP SEQUENCE IF EXISTS public.tickets; DROP TABLE IF EXISTS public.parted, public.member; DROP COLLATION IF EXISTS public.german",
        );
    }
}

#[test]
fn what_another_role_owns_is_not_dropped() {
    let patient = dressed("migrator");
    // The owner of the schema could.
    patient.database.execute("CREATE TABLE of_stranger (id int); ALTER TABLE of_stranger OWNER TO stranger; REVOKE app FROM migrator");
    let before = patient.dump();
    let error = refused(&patient, "migrator", "public");
    assert_eq!(error.kind(), Kind::Refused);
    for words in [
        "table public.of_stranger (of stranger)",
        "table public.\"User\" (of app)",
    ] {
        assert!(error.to_string().contains(words), "{error}");
    }
    assert_same(&before, &patient.dump());
}

/// What of a schema stays, and what it depends on.
const STAYS: &str = "
CREATE SCHEMA app;
CREATE SCHEMA other;
CREATE EXTENSION hstore SCHEMA app;
CREATE EXTENSION postgres_fdw SCHEMA other;
CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw;
CREATE TABLE other.outer_table (id int PRIMARY KEY);
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
COMMENT ON SCHEMA app IS 'stays';
";

/// Every kind of object that a schema can have, and some that depend on each other both ways.
const GOES: &str = r#"
SET search_path = app;
CREATE TYPE mood AS ENUM ('a'); CREATE TYPE pair AS (one int, two mood); CREATE TYPE span AS RANGE (subtype = int);
CREATE DOMAIN code AS text CONSTRAINT short CHECK (length(VALUE) < 9);
COMMENT ON CONSTRAINT short ON DOMAIN code IS 'short';
CREATE COLLATION german (provider = icu, locale = 'de');
CREATE TABLE a (id int PRIMARY KEY, kind mood, extra hstore, codes code[]);
CREATE FUNCTION of_a(a) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
ALTER TABLE a ADD COLUMN one int DEFAULT of_a(NULL);
CREATE TABLE b (id serial PRIMARY KEY, a int REFERENCES a, g int GENERATED ALWAYS AS (1) STORED);
ALTER TABLE a ADD CONSTRAINT back FOREIGN KEY (one) REFERENCES b;
CREATE TABLE parted (id int) PARTITION BY LIST (id); CREATE TABLE part PARTITION OF parted DEFAULT;
CREATE FUNCTION text_of(mood) RETURNS text LANGUAGE sql AS 'SELECT 1::text';
CREATE CAST (mood AS text) WITH FUNCTION text_of(mood);
CREATE PROCEDURE act() LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int);
CREATE AGGREGATE ordered (ORDER BY int) (SFUNC = int4pl, STYPE = int);
CREATE FUNCTION alike(mood, mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR === (LEFTARG = mood, RIGHTARG = mood, FUNCTION = alike);
CREATE OPERATOR FAMILY family USING hash;
CREATE OPERATOR CLASS class FOR TYPE int4 USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int4, int4);
CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE TEXT SEARCH DICTIONARY dictionary (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION configuration (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION configuration ADD MAPPING FOR word WITH dictionary;
CREATE TEXT SEARCH TEMPLATE template (LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH PARSER parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE STATISTICS numbers ON id, one FROM a;
CREATE VIEW seen AS SELECT count(*) FROM a GROUP BY id; CREATE MATERIALIZED VIEW sums AS SELECT * FROM seen;
CREATE UNIQUE INDEX ON sums (count);
CREATE FOREIGN TABLE far (id int) SERVER away;
CREATE SEQUENCE counter;
CREATE FUNCTION hook() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER hook BEFORE INSERT ON a EXECUTE FUNCTION hook();
CREATE POLICY mine ON a USING (true);
CREATE RULE quiet AS ON INSERT TO b DO NOTHING;
ALTER TABLE a ADD CONSTRAINT outward FOREIGN KEY (id) REFERENCES other.outer_table;
CREATE VIEW inward AS SELECT * FROM other.outer_table;
RESET search_path;
"#;

#[test]
fn every_kind_of_object_goes_and_the_rest_stays() {
    let patient = Patient::new();
    patient.database.execute(STAYS);
    let empty = patient.dump();
    patient.database.execute(GOES);
    let mut session = patient.begin("connsura");
    let cleared = patient.runtime.block_on(async {
        let cleared = clear(&mut session, "app").await.unwrap();
        session.run("committing failed", "COMMIT").await.unwrap();
        cleared
    });
    assert_same(&empty, &patient.dump());
    let mut constraints = cleared
        .objects
        .iter()
        .filter(|object| object.kind == "domain constraint");
    assert_eq!(
        constraints.next().unwrap().comment.as_deref(),
        Some("short")
    );
}

#[test]
fn the_migrations_go_into_the_schema_that_is_named() {
    let patient = Patient::new();
    let odd = "Odd \" One";
    patient.database.execute("CREATE SCHEMA \"Odd \"\" One\"");
    let public = patient.dump();
    let mut session = patient.begin("connsura");
    patient.run(&mut session, "SET LOCAL search_path = pg_catalog");
    patient.runtime.block_on(async {
        apply(&mut session, odd, &embedded()).await.unwrap();
        let state = applied(&mut session, odd).await.unwrap();
        let state = MigrationState::compare(&state, &embedded());
        assert_eq!(state.deviations().count(), 0);
        assert_eq!(state.applied.len(), embedded().len());
        assert!(applied(&mut session, "public").await.unwrap().is_empty());
        let found = definitions(&mut session, odd).await.unwrap();
        assert!(found.contains_key("table User") && found.contains_key("index User_email_key"));
        assert!(
            definitions(&mut session, "public")
                .await
                .unwrap()
                .is_empty()
        );
        let path: String = sqlx::query_scalar("SELECT current_setting('search_path')")
            .fetch_one(&mut session.connection)
            .await
            .unwrap();
        assert_eq!(path, "pg_catalog");
        let cleared = clear(&mut session, odd).await.unwrap();
        apply(&mut session, odd, &embedded()).await.unwrap();
        assert_eq!(cleared.restore(&mut session).await.unwrap(), []);
        // Emptied once more, the database is as it was.
        let _ = clear(&mut session, odd).await.unwrap();
        session.run("committing failed", "COMMIT").await.unwrap();
    });
    assert_same(&public, &patient.dump());
}
