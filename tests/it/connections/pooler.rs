//! A pooler in transaction mode: what may go through it leaves nothing behind, and what may not
//! is refused.

use connsura_seed::layout::{Mapping, fit};
use connsura_seed::postgres::{self, Address, Session, Snapshot, begin_reading};
use connsura_seed::schema::Entity;
use connsura_seed::verify;
use connsura_seed::{Error, Kind};
use serde_json::Value;

use super::site::{Pooler, Site};
use super::{answer, ask, told};
use crate::support::{Run, block_on};

/// What a client finds on the server's session that it is given: locks, prepared statements,
/// and settings apart from those that the pooler itself keeps for each client.
const RESIDUE: &str = "SELECT concat_ws(' ',
    (SELECT count(*) FROM pg_locks LEFT JOIN pg_class ON pg_class.oid = relation WHERE pid = pg_backend_pid()
       AND (locktype = 'advisory' OR relnamespace IN ('public'::regnamespace, to_regnamespace('connsura_seed')))),
    (SELECT count(*) FROM pg_prepared_statements),
    (SELECT string_agg(name || '=' || setting, ',' ORDER BY name) FROM pg_settings WHERE source = 'session'
       AND name NOT IN ('client_encoding', 'DateStyle', 'TimeZone', 'application_name', 'standard_conforming_strings')),
    current_setting('connsura_seed.probe', true))";

fn open(url: &str) -> Result<Session, Error> {
    block_on(
        Address::parse(url, "the URL")
            .unwrap()
            .connect_directly("the database"),
    )
}

/// Everything that a command reads of a database, in one transaction.
async fn read_all(session: &mut Session) {
    begin_reading(session, "30s").await.unwrap();
    let generation = postgres::latest_generation(session).await.unwrap().unwrap();
    let plan = verify::replay(&generation).unwrap();
    let catalogue = postgres::catalogue(session, "public").await.unwrap();
    fit(&catalogue, &Mapping::default()).unwrap();
    let marks = postgres::marks(session).await.unwrap();
    assert_eq!(marks.said(), [Some("staging"); 2]);
    assert!(
        !postgres::applied(session, "public")
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        !postgres::live_facts(session, generation.now)
            .await
            .unwrap()
            .is_empty()
    );
    let specimens = postgres::listed_specimens(session).await.unwrap();
    assert_eq!(
        specimens.unwrap(),
        connsura_seed::manifest::planned_specimens(&plan)
    );
    postgres::listed_personas(session).await.unwrap().unwrap();
    let user = postgres::user_of_email(session, "admin-1@connsura.example")
        .await
        .unwrap();
    let id = user.unwrap().parse().unwrap();
    assert!(
        !postgres::holders_of_id(session, id)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        verify::schema_drift(session, "public", &generation.definitions)
            .await
            .unwrap()
            .is_empty()
    );
    let mut census = verify::Census::default();
    for entity in Entity::ALL {
        let found = verify::found(session, entity, &mut census).await.unwrap();
        assert_eq!(generation.tables[entity.name()]["rows"], found.rows);
    }
    assert!(
        verify::broken_foreign_keys(session)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        verify::broken_invariants(session, &plan)
            .await
            .unwrap()
            .is_empty()
    );
}

#[test]
fn readers_go_through_a_pooler_and_leave_nothing_behind() {
    let site = Site::new();
    site.machine.succeed(&["reset", "smoke"]);
    let pooler = Pooler::before(&site, 1, "pool_mode = transaction");
    let url = pooler.url("pgbouncer=true");
    let before = ask(&url, RESIDUE).unwrap();
    assert!(before.starts_with("0 0"), "{before}");
    let server = ask(&url, "SELECT pg_backend_pid()::text").unwrap();
    block_on(async {
        let address = Address::parse(&url, "the URL").unwrap();
        let mut session = address.connect("the database").await.unwrap();
        read_all(&mut session).await;
        assert_eq!(
            answer(&mut session, "SELECT pg_backend_pid()::text").await,
            server
        );
        session.close().await;
    });
    // The same session of the server, and nothing about it is other than before.
    assert_eq!(ask(&url, "SELECT pg_backend_pid()::text").unwrap(), server);
    assert_eq!(ask(&url, RESIDUE).unwrap(), before);

    // Would it show? What is not the transaction's own stays for the next client.
    block_on(async {
        let address = Address::parse(&url, "the URL").unwrap();
        let mut session = address.connect("the database").await.unwrap();
        let leak = "SET lock_timeout = '7s'; PREPARE left_behind AS SELECT 1; SELECT pg_advisory_lock_shared(1)";
        session.run("leaking", leak).await.unwrap();
        session.close().await;
    });
    assert_eq!(ask(&url, RESIDUE).unwrap(), "1 1 lock_timeout=7000");
}

#[test]
fn several_sessions_read_one_snapshot_through_a_pooler() {
    let site = Site::new();
    site.machine.succeed(&["reset", "empty"]);
    let pooler = Pooler::before(&site, 3, "pool_mode = transaction");
    let address = Address::parse(&pooler.url("pgbouncer=true"), "the URL").unwrap();
    block_on(async {
        let mut first = address.connect("the database").await.unwrap();
        begin_reading(&mut first, "30s").await.unwrap();
        let snapshot = Snapshot::of(&mut first).await.unwrap();
        let mut other = address.connect("the database").await.unwrap();
        let count = r#"SELECT count(*)::text FROM "AuditLog""#;
        let mut second = address.connect("the database").await.unwrap();
        let before = answer(&mut first, count).await;
        other
            .run("emptying", r#"DELETE FROM "AuditLog""#)
            .await
            .unwrap();
        assert_ne!(before, "0");
        assert_eq!(
            answer(&mut other, "SELECT count(*)::text FROM public.\"AuditLog\"").await,
            "0"
        );
        snapshot.share(&mut second).await.unwrap();
        assert_eq!(answer(&mut second, count).await, before);
        for session in [first, second, other] {
            session.close().await;
        }
    });
}

#[test]
fn a_direct_connection_is_refused_behind_a_pooler_declared_or_not() {
    let site = Site::with_rules("host all qa 127.0.0.1/32 trust");
    for lines in [
        "pool_mode = transaction",
        "pool_mode = transaction\nignore_startup_parameters = options",
        "pool_mode = transaction\nignore_startup_parameters = options,extra_float_digits",
        "pool_mode = statement\nignore_startup_parameters = options",
        "pool_mode = session\nignore_startup_parameters = options",
        "pool_mode = session",
    ] {
        let pooler = Pooler::before(&site, 1, lines);
        for declared in ["pgbouncer=true", "", "pgbouncer=false"] {
            let error = open(&pooler.url(declared)).err().unwrap();
            assert_eq!(error.kind(), Kind::Refused, "{lines}: {}", told(&error));
            let told = told(&error);
            assert!(
                told.contains("guard `direct`") && told.contains("directUrl"),
                "{told}"
            );
            assert_eq!(
                told.contains("pgbouncer=true`)"),
                declared == "pgbouncer=true",
                "{told}"
            );
        }
        // Reading goes on, and the attempts left nothing behind.
        let residue = ask(&pooler.url(""), RESIDUE).unwrap();
        assert!(residue.trim() == "0 0", "{lines}: {residue}");
    }
    // By its port alone, without anybody being asked.
    let error = open("postgresql://qa@192.0.2.1:6432/connsura?connect_timeout=1")
        .err()
        .unwrap();
    assert_eq!(error.kind(), Kind::Refused);
    assert!(
        told(&error).contains("has the port 6432") && told(&error).contains("pgbouncer=false"),
        "{}",
        told(&error)
    );
}

#[test]
fn a_direct_connection_is_let_through_and_leaves_no_probe() {
    let site = Site::with_rules("host all qa 127.0.0.1/32 scram-sha-256\nlocal all qa trust");
    let socket = format!("host={}", site.sockets().display());
    for url in [
        site.url("127.0.0.1", ""),
        site.url("127.0.0.1", "pgbouncer=false"),
        site.url("localhost", &socket),
    ] {
        block_on(async {
            let address = Address::parse(&url, "the URL").unwrap();
            let mut session = address.connect_directly("the database").await.unwrap();
            assert_eq!(
                answer(&mut session, "SELECT current_user::text").await,
                "qa"
            );
            session.close().await;
        });
        let left = "SELECT coalesce(current_setting('connsura_seed.probe', true), 'none')";
        assert_eq!(ask(&url, left).unwrap(), "none");
    }
    let kept = "SELECT count(*)::text FROM pg_db_role_setting, unnest(setconfig) AS entry WHERE entry LIKE '%probe%'";
    assert_eq!(site.database.text(kept), "0");
    // What is wrong with the password is told as such.
    let wrong = site.url("127.0.0.1", "").replace("right", "wr0ng");
    let error = open(&wrong).err().unwrap();
    assert_eq!(error.kind(), Kind::Database);
    assert!(
        told(&error).contains("password authentication failed"),
        "{}",
        told(&error)
    );
    assert!(!told(&error).contains("wr0ng"), "{}", told(&error));
}

/// The program behind a pooler, with `arguments` on the database that POOLED names.
fn run(site: &Site, url: &str, arguments: &[&str]) -> Run {
    let mut command = site.machine.command(arguments);
    command
        .args(["--database-url-env", "POOLED"])
        .env("POOLED", url)
        .env("NODE_ENV", "production")
        .env("CONNSURA_SEED_PASSWORD", "a test's own");
    Run::of(command.output().unwrap())
}

/// What the guards say, by name, of doctor's JSON.
fn verdicts(run: &Run) -> Vec<(String, Value)> {
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let guards = said["guards"].as_array().unwrap();
    let named = guards.iter();
    named
        .map(|guard| {
            (
                guard["guard"].as_str().unwrap().to_owned(),
                guard["passes"].clone(),
            )
        })
        .collect()
}

#[test]
fn all_guards_report_through_a_pooler_and_leave_nothing_behind() {
    let site = Site::new();
    site.machine.succeed(&["reset", "smoke"]);
    let generations = "SELECT count(*)::text FROM connsura_seed.generations";
    let pooler = Pooler::before(&site, 1, "pool_mode = transaction");
    for parameters in ["pgbouncer=true", ""] {
        let url = pooler.url(parameters);
        let doctor = run(&site, &url, &["doctor", "smoke", "--format", "json"]);
        assert_eq!(doctor.code, 3, "{}", doctor.told());
        let verdicts = verdicts(&doctor);
        assert_eq!(verdicts.len(), 10, "{verdicts:?}");
        for (guard, passes) in &verdicts {
            let refuses = ["direct", "environment"].contains(&guard.as_str());
            assert_eq!(*passes, Value::Bool(!refuses), "{guard}: {}", doctor.told());
        }
        for arguments in [
            &["doctor", "smoke"][..],
            &["reset", "smoke"],
            &["reset", "smoke", "--dry-run"],
            &["load", "smoke"],
            &["mark", "staging", "--database-name", "other"],
        ] {
            let run = run(&site, &url, arguments);
            assert_eq!(run.code, 3, "{}", run.told());
            for guard in ["direct", "environment"] {
                let told = format!("guard `{guard}`: ");
                assert!(run.stderr.contains(&told), "{arguments:?}: {}", run.told());
            }
        }
        let residue = ask(&url, RESIDUE).unwrap();
        assert!(residue.trim() == "0 0", "{residue}");
    }
    assert_eq!(site.database.text(generations), "1");
}

#[test]
fn guards_that_cannot_look_through_a_pooler_say_so() {
    let site = Site::new();
    site.machine.succeed(&["reset", "smoke"]);
    // It takes no transaction, and without one each statement may go to another session.
    let pooler = Pooler::before(&site, 1, "pool_mode = statement");
    let url = pooler.url("pgbouncer=true");
    let doctor = run(&site, &url, &["doctor", "smoke", "--format", "json"]);
    assert_eq!(doctor.code, 3, "{}", doctor.told());
    for (guard, passes) in verdicts(&doctor) {
        let expected = if guard == "direct" {
            Value::Bool(false)
        } else {
            Value::Null
        };
        assert_eq!(passes, expected, "{guard}: {}", doctor.told());
    }
    let doctor = run(&site, &url, &["doctor", "smoke"]);
    let refuses = |line: &&str| line.contains("direct") && line.contains("REFUSES");
    assert_eq!(
        doctor.stdout.lines().filter(refuses).count(),
        1,
        "{}",
        doctor.stdout
    );
    let blind = |line: &&str| line.contains("not looked at");
    assert_eq!(
        doctor.stdout.lines().filter(blind).count(),
        9,
        "{}",
        doctor.stdout
    );
    let drawn = |line: &&str| line.starts_with(['│', '┌', '├', '└']);
    for line in doctor.stdout.lines().filter(drawn) {
        assert!(line.chars().count() <= 100, "{line}");
    }
    for arguments in [&["reset", "smoke"][..], &["reset", "smoke", "--dry-run"]] {
        let run = run(&site, &url, arguments);
        assert_eq!(run.code, 3, "{}", run.told());
        assert!(
            run.stderr.contains("the other guards could not look: "),
            "{}",
            run.told()
        );
    }
}

/// It reads tables side by side: through a pooler it would take all connections, and then wait for one.
#[test]
fn coverage_asks_for_the_server_itself() {
    let site = Site::with_rules("host all qa 127.0.0.1/32 trust");
    let pooler = Pooler::before(&site, 2, "pool_mode = transaction");
    let run = run(&site, &pooler.url("pgbouncer=true"), &["coverage"]);
    assert_eq!(run.code, 3, "{}", run.told());
    for told in ["guard `direct`", "hint: name the server itself"] {
        assert!(run.stderr.contains(told), "{}", run.told());
    }
}
