//! The accidents that the guards must stop, replayed on real servers: the program refuses each,
//! and changes nothing. Then the same through the library with one guard less, which shows
//! what that guard is good for.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::thread;

use connsura_seed::postgres::{NamedBy, Target};
use connsura_seed::reset::guard::{self, Verdict};

use super::library::{all_but, facts, reset_with, target};
use super::staging::{CONFIGURATION, Staging, VARIABLE, copy_customers_into, fingerprint, url_of};
use crate::support::Database;

/// An accident about to happen.
struct Scene {
    staging: Staging,
    /// The server that is in the wrong place, if it is another.
    _other: Option<Staging>,
    /// What would be hit.
    hit: Database,
    /// Its URL, as somebody has put it into the variable.
    url: String,
    /// What else is in the environment.
    variables: Vec<(&'static str, &'static str)>,
    /// What somebody types.
    arguments: Vec<&'static str>,
    /// The same as the library has it.
    target: Target,
}

/// What comes of an accident where the one guard that sees it is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Without {
    /// The database is another afterwards.
    HappensWith(&'static str),
    /// It is found out in the midst of it: the app's writers have waited, and nothing changed.
    FoundOutMidway(&'static str),
}

impl Scene {
    /// `reset --target staging`, with this URL in the variable.
    fn by_name(staging: Staging, hit: Database, url: String) -> Self {
        let mut target = target(&url, NamedBy::Name);
        target.named.recorded = Some(recorded(&staging));
        Self {
            staging,
            _other: None,
            hit,
            url,
            variables: Vec::new(),
            arguments: vec!["reset", "smoke", "--target", "staging"],
            target,
        }
    }

    /// The marked staging database itself, to which something happened.
    fn of_staging(change: impl FnOnce(&Staging)) -> Self {
        let staging = Staging::filled();
        change(&staging);
        let hit = staging.another("connsura_staging");
        let url = staging.url().to_owned();
        Self::by_name(staging, hit, url)
    }

    /// A database that is production, and a marked one beside it.
    fn with_production(name: &str) -> (Staging, Database) {
        let staging = Staging::filled();
        let local = staging.machine.database();
        local.execute(&format!(
            "CREATE DATABASE {name} TEMPLATE connsura_staging OWNER deployer"
        ));
        let production = staging.another(name);
        production.execute("DROP SCHEMA connsura_seed CASCADE");
        copy_customers_into(&production);
        (staging, production)
    }

    /// Runs the program: it must refuse by these guards, and change nothing.
    fn refused_by_program(&self, guards: &[&str]) {
        let before = fingerprint(&self.hit);
        let mut command = self.staging.command(&self.arguments);
        command.env(VARIABLE, &self.url);
        command.envs(self.variables.iter().copied());
        let run = crate::support::Run::of(command.output().unwrap());
        assert_eq!(run.code, 3, "{}", run.told());
        assert_eq!(named(&run.stderr), guards, "{}", run.stderr);
        assert!(run.stderr.contains("\nhint: "), "{}", run.stderr);
        assert_eq!(fingerprint(&self.hit), before);
    }

    /// The guards that see it, by the library.
    fn seen_by(&self) -> Vec<&'static str> {
        let facts = facts(&self.target);
        let refuses = |guard: &&guard::Guard| matches!(guard.judge(&facts), Verdict::Refuses(_));
        let all = guard::ALL.iter().filter(refuses);
        all.map(|guard| guard.name).collect()
    }

    /// Each guard left out in turn. Where several see the accident, the others still stop it.
    fn without_each(&self, guards: &[&'static str], alone: Option<Without>) {
        assert_eq!(self.seen_by(), guards);
        let before = fingerprint(&self.hit);
        for guard in guard::ALL.iter().filter(|guard| guards != [guard.name]) {
            let error = reset_with(&self.target, all_but(guard.name), None).unwrap_err();
            assert_eq!(error.exit_code(), 3, "without `{}`: {error}", guard.name);
            assert_eq!(fingerprint(&self.hit), before, "without `{}`", guard.name);
        }
        let ([guard], Some(alone)) = (guards, alone) else {
            assert!(alone.is_none(), "{guards:?}");
            return;
        };
        let done = reset_with(&self.target, all_but(guard), None);
        match (alone, done) {
            (Without::HappensWith(gone), Ok(_)) => {
                assert_ne!(fingerprint(&self.hit), before);
                assert_eq!(self.hit.text(gone), "true", "{gone}");
            }
            (Without::FoundOutMidway(said), Err(error)) => {
                assert!(error.to_string().contains(said), "{error}");
                assert!(
                    error
                        .to_string()
                        .contains("the database is as it was before")
                );
                assert_eq!(fingerprint(&self.hit), before);
            }
            (expected, done) => panic!("{expected:?}, and it was {done:?}"),
        }
    }

    /// All of it.
    fn replay(&self, guards: &[&'static str], alone: Option<Without>) {
        self.refused_by_program(guards);
        if self.variables.is_empty() {
            self.without_each(guards, alone);
        }
    }
}

/// The identity that is in the configuration.
fn recorded(staging: &Staging) -> connsura_seed::configuration::Identity {
    let target = target(staging.url(), NamedBy::Name);
    facts(&target).identity
}

/// The guards that a refusal names, each once.
fn named(told: &str) -> Vec<&str> {
    let mut guards: Vec<&str> = told
        .lines()
        .filter_map(|line| line.split_once("guard `")?.1.split_once("`: "))
        .map(|(guard, _)| guard)
        .collect();
    guards.dedup();
    guards
}

/// Passes on what is said on a port of its own to another: a tunnel. It ends with the process.
fn tunnel_to(port: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let here = listener.local_addr().unwrap().port();
    let pass = |mut from: TcpStream, mut to: TcpStream| {
        thread::spawn(move || {
            let _ = io::copy(&mut from, &mut to);
            let _ = to.shutdown(std::net::Shutdown::Both);
        });
    };
    thread::spawn(move || {
        for client in listener.incoming() {
            let (client, server) = (client.unwrap(), TcpStream::connect(("127.0.0.1", port)));
            let server = server.unwrap();
            pass(client.try_clone().unwrap(), server.try_clone().unwrap());
            pass(server, client);
        }
    });
    here
}

#[test]
fn a_ci_run_whose_variable_names_production() {
    let (staging, production) = Scene::with_production("shop");
    let url = url_of(staging.port, "shop");
    let mut scene = Scene::by_name(staging, production, url);
    scene.replay(&["identity", "marker", "census"], None);
    scene.variables = vec![("CI", "true"), ("NODE_ENV", "production")];
    scene.refused_by_program(&["environment", "identity", "marker", "census"]);
    // Nor can it be marked by the name that somebody has in mind, or by its own.
    for name in ["connsura_staging", "shop"] {
        scene.arguments = vec![
            "mark",
            "staging",
            "--target",
            "staging",
            "--database-name",
            name,
        ];
        let guards: &[&str] = if name == "shop" {
            &["environment", "census"]
        } else {
            &["environment", "census", "identity"]
        };
        scene.refused_by_program(guards);
    }
}

#[test]
fn a_test_that_holds_credentials_of_production() {
    let (staging, production) = Scene::with_production("shop");
    let url = url_of(staging.port, "shop");
    let mut scene = Scene::by_name(staging, production, url);
    scene.target.named.by = NamedBy::Variable(VARIABLE.to_owned());
    scene.target.named.recorded = None;
    for arguments in [
        &["reset", "smoke", "--rebuild"][..],
        &["reset", "smoke", "--strategy", "online"],
        &["reset", "smoke"],
    ] {
        scene.arguments = [arguments, &["--database-url-env", VARIABLE]].concat();
        scene.refused_by_program(&["identity", "marker", "census"]);
    }
    scene.without_each(&["identity", "marker", "census"], None);
    // To load is refused for the rows, to undo for want of anything to undo.
    scene.arguments = vec!["load", "smoke", "--database-url-env", VARIABLE];
    scene.refused_by_program(&["census", "schema"]);
    scene.arguments = vec!["undo", "--database-url-env", VARIABLE];
    scene.refused_by_program(&[]);
}

#[test]
fn a_stale_terminal_with_the_url_of_production() {
    let (staging, production) = Scene::with_production("shop");
    let before = fingerprint(&production);
    let (url, port) = (url_of(staging.port, "shop"), staging.port.to_string());
    let run = staging.run_with(
        &[
            ("DATABASE_URL", &url),
            (VARIABLE, &url),
            ("PGHOST", "127.0.0.1"),
            ("PGPORT", &port),
            ("PGDATABASE", "shop"),
            ("PGUSER", "connsura"),
        ],
        &["reset", "smoke", "--format", "json"],
    );
    // It is the private database that is reset, and nothing that was merely there.
    assert_eq!(run.code, 0, "{}", run.told());
    assert!(!run.stdout.contains("shop"), "{}", run.stdout);
    assert_eq!(fingerprint(&production), before);
    let local = staging.machine.database();
    assert_eq!(
        local.text("SELECT count(*)::text FROM connsura_seed.generations"),
        "1"
    );
}

/// The program never takes a target that nobody named; a library could.
#[test]
fn a_database_that_nobody_named() {
    let mut scene = Scene::of_staging(|_| {});
    scene.target.named.by = NamedBy::Nobody;
    let news = "SELECT (count(*) = 2)::text FROM connsura_seed.generations";
    scene.without_each(&["named target"], Some(Without::HappensWith(news)));
}

#[test]
fn a_tunnel_by_which_localhost_is_production() {
    let staging = Staging::filled();
    let other = Staging::filled();
    other.database.execute(
        "DROP SCHEMA connsura_seed CASCADE;
         ALTER DATABASE connsura_staging RESET connsura_seed.environment",
    );
    other.copy_customers_in();
    let hit = other.another("connsura_staging");
    let url = url_of(tunnel_to(other.port), "connsura_staging");
    let mut scene = Scene::by_name(staging, hit, url);
    scene._other = Some(other);
    scene.replay(&["identity", "marker", "census"], None);
}

#[test]
fn production_restored_from_a_dump_of_staging() {
    let staging = Staging::filled();
    let file = staging.machine.path().join("staging.dump");
    let file = file.to_str().unwrap();
    staging.postgres("pg_dump", &["-Fc", "-f", file, "connsura_staging"]);
    let local = staging.machine.database();
    local.execute("CREATE DATABASE shop OWNER deployer");
    staging.postgres("pg_restore", &["-d", "shop", file]);
    let production = staging.another("shop");
    let row = "SELECT environment FROM connsura_seed.marker";
    assert_eq!(production.text(row), "staging");
    let url = url_of(staging.port, "shop");
    let scene = Scene::by_name(staging, production, url);
    scene.replay(&["identity", "marker"], None);
}

#[test]
fn a_staging_database_that_has_become_production() {
    let scene = Scene::of_staging(|staging| {
        staging.database.execute(
            "ALTER DATABASE connsura_staging SET connsura_seed.environment = 'production'",
        );
    });
    let news = "SELECT (count(*) = 2)::text FROM connsura_seed.generations";
    scene.replay(&["marker"], Some(Without::HappensWith(news)));
}

#[test]
fn a_staging_database_with_customers_in_it() {
    let scene = Scene::of_staging(Staging::copy_customers_in);
    let gone = "SELECT (count(*) = 0)::text FROM \"User\" WHERE email LIKE '%brackwater%'";
    scene.replay(&["census"], Some(Without::HappensWith(gone)));
}

#[test]
fn a_marked_database_whose_server_was_replaced() {
    let staging = Staging::filled();
    let other = Staging::new();
    let file = staging.machine.path().join("all.dump");
    let file = file.to_str().unwrap();
    staging.postgres("pg_dump", &["-Fc", "-f", file, "connsura_staging"]);
    other
        .machine
        .database()
        .execute("DROP DATABASE connsura_staging");
    // With the database's settings, the marker among them.
    other.postgres("pg_restore", &["--create", "-d", "postgres", file]);
    let hit = other.another("connsura_staging");
    assert_eq!(hit.text("SHOW connsura_seed.environment"), "staging");
    let url = url_of(other.port, "connsura_staging");
    let mut scene = Scene::by_name(staging, hit, url);
    scene._other = Some(other);
    let news = "SELECT (count(*) = 2)::text FROM connsura_seed.generations";
    scene.replay(&["identity"], Some(Without::HappensWith(news)));
}

#[test]
fn a_target_that_the_configuration_calls_production() {
    let mut scene = Scene::of_staging(|staging| {
        let text = staging.configuration();
        let text = text.replace("url_env", "environment = \"production\"\nurl_env");
        staging.configure(&text);
    });
    scene.target.named.environment = Some("production".to_owned());
    let news = "SELECT (count(*) = 2)::text FROM connsura_seed.generations";
    scene.replay(&["environment"], Some(Without::HappensWith(news)));
    for variable in ["NODE_ENV", "APP_ENV", "RAILS_ENV", "ENVIRONMENT"] {
        scene.staging.configure(
            &scene
                .staging
                .configuration()
                .replace("environment = \"production\"\n", ""),
        );
        scene.variables = vec![(variable, "Production")];
        scene.refused_by_program(&["environment"]);
    }
    assert!(
        scene
            .staging
            .configuration()
            .starts_with(&CONFIGURATION[..30])
    );
}

#[test]
fn a_database_that_holds_far_more_than_a_reset_left() {
    let scene = Scene::of_staging(|staging| {
        staging.database.execute(
            "INSERT INTO \"AuditLog\" SELECT made.* FROM
                 (SELECT * FROM \"AuditLog\" LIMIT 1) AS row, generate_series(1, 110000) AS number,
                 jsonb_populate_record(row, jsonb_build_object('id', gen_random_uuid())) AS made",
        );
    });
    let gone = "SELECT (count(*) < 1000)::text FROM \"AuditLog\"";
    scene.replay(&["bounds"], Some(Without::HappensWith(gone)));
}

/// What a trigger writes elsewhere is seen by PostgreSQL's own counts, or not at all.
#[test]
fn a_database_that_does_not_count_what_a_trigger_writes() {
    let trigger = "CREATE SCHEMA crm AUTHORIZATION deployer;
         CREATE TABLE crm.departed (id uuid);
         ALTER TABLE crm.departed OWNER TO deployer;
         CREATE FUNCTION crm.note() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN INSERT INTO crm.departed VALUES (OLD.id); RETURN OLD; END $$;
         CREATE TRIGGER departs AFTER DELETE ON \"Customer\" FOR EACH ROW EXECUTE FUNCTION crm.note()";
    let scene = Scene::of_staging(|staging| {
        staging.database.execute(trigger);
        staging
            .database
            .execute("ALTER DATABASE connsura_staging SET track_counts = off");
    });
    let written = "SELECT (count(*) > 0)::text FROM crm.departed";
    assert_eq!(scene.hit.text(written), "false");
    scene.replay(&["replica"], Some(Without::HappensWith(written)));
}

/// A rule does something else beside what it is told, and no count has it.
#[test]
fn a_rule_that_tells_others_of_every_deletion() {
    let scene = Scene::of_staging(|staging| {
        staging
            .database
            .execute("CREATE RULE tell AS ON DELETE TO \"Customer\" DO ALSO NOTIFY customer_gone");
    });
    let news = "SELECT (count(*) = 2)::text FROM connsura_seed.generations";
    scene.replay(&["schema"], Some(Without::HappensWith(news)));
}

/// The rows of a table that inherits are deleted with those of ours.
#[test]
fn a_table_that_inherits_from_ours() {
    let scene = Scene::of_staging(|staging| {
        staging.database.execute(
            "CREATE TABLE \"AuditLogOf2019\" () INHERITS (\"AuditLog\");
             ALTER TABLE \"AuditLogOf2019\" OWNER TO deployer;
             INSERT INTO \"AuditLogOf2019\" SELECT * FROM ONLY \"AuditLog\" LIMIT 5",
        );
    });
    let said = "guard `bystanders`: the reset would write what is not the generator's";
    scene.replay(&["schema"], Some(Without::FoundOutMidway(said)));
}

#[test]
fn a_table_of_others_whose_rows_would_go_too() {
    let scene = Scene::of_staging(|staging| {
        staging.database.execute(
            "CREATE SCHEMA billing AUTHORIZATION deployer;
             CREATE TABLE billing.invoice (customer uuid REFERENCES \"Customer\" ON DELETE CASCADE);
             ALTER TABLE billing.invoice OWNER TO deployer;
             INSERT INTO billing.invoice SELECT id FROM \"Customer\" LIMIT 3",
        );
    });
    let said = "guard `bystanders`: the reset would write what is not the generator's";
    scene.replay(&["bystanders"], Some(Without::FoundOutMidway(said)));
    assert_eq!(
        scene.hit.text("SELECT count(*)::text FROM billing.invoice"),
        "3"
    );
}
