//! The accidents: what somebody did to a database or to a variable, and what is about to happen.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::thread;

use connsura_seed::configuration::Identity;
use connsura_seed::postgres::{NamedBy, Target};

use super::library::target;
use super::replay::{Without, refused_by_program};
use super::staging::{Staging, VARIABLE, copied, copy_customers_into, fingerprint, url_of};
use crate::support::Database;

/// Two servers on which all of them happen.
pub(super) struct Stage {
    /// Where the marked staging database is, made again for each accident.
    pub(super) staging: Staging,
    /// A server that is not the one that was marked.
    other: Staging,
    /// A dump of the staging database as it was marked and reset.
    dump: String,
    recorded: Identity,
}

/// An accident about to happen.
pub(super) struct Scene {
    /// What would be hit.
    pub(super) hit: Database,
    /// Its URL, as somebody has put it into the variable.
    pub(super) url: String,
    /// What else is in the environment.
    pub(super) variables: Vec<(&'static str, &'static str)>,
    /// What somebody types. Nothing where the program has no way to it.
    pub(super) arguments: Vec<&'static str>,
    /// The same as the library has it.
    pub(super) target: Target,
}

/// An accident, and what is known of it.
pub(super) struct Accident {
    pub(super) name: &'static str,
    pub(super) scene: fn(&Stage) -> Scene,
    /// The guards that see it.
    pub(super) guards: &'static [&'static str],
    /// What comes of it where none of them is there.
    pub(super) without: Without,
    /// What else is tried at the scene.
    pub(super) also: fn(&Stage, &Scene),
}

/// A generation more than the one that the reset of the stage left.
const RESET: Without =
    Without::Happens("SELECT (count(*) = 2)::text FROM connsura_seed.generations");
/// Customers who were there, and are not.
const CUSTOMERS_GONE: Without = Without::Happens(
    "SELECT (count(*) > 0 AND count(*) FILTER (WHERE email LIKE '%brackwater%') = 0)::text FROM \"User\"",
);
/// Of the check that is made at the end of the transaction.
const WRITTEN_ELSEWHERE: Without = Without::FoundOutMidway(
    "guard `bystanders`: the reset would write what is not the generator's",
);
const MARK: [&str; 5] = ["mark", "staging", "--target", "staging", "--database-name"];

fn nothing(_: &Stage, _: &Scene) {}

pub(super) const ACCIDENTS: &[Accident] = &[
    Accident {
        name: "a CI run whose variable names production",
        scene: |stage| stage.production(),
        guards: &["identity", "marker", "census"],
        without: CUSTOMERS_GONE,
        also: production_by_name,
    },
    Accident {
        name: "a test that holds credentials of production",
        scene: |stage| {
            let mut scene = stage.production();
            scene.target.named.by = NamedBy::Variable(VARIABLE.to_owned());
            scene.target.named.recorded = None;
            scene.arguments = vec!["reset", "smoke", "--database-url-env", VARIABLE];
            scene
        },
        guards: &["identity", "marker", "census"],
        without: CUSTOMERS_GONE,
        also: production_by_variable,
    },
    Accident {
        name: "a stale terminal whose DATABASE_URL is another's staging",
        // The program never takes a target that nobody named; a library could.
        scene: |stage| {
            let mut scene = stage.marked("");
            scene.target.named.by = NamedBy::Nobody;
            scene.target.named.recorded = None;
            scene.arguments = Vec::new();
            scene
        },
        guards: &["named target"],
        without: RESET,
        also: stale_terminal,
    },
    Accident {
        name: "a tunnel by which localhost is production",
        scene: |stage| {
            let mut scene = stage.elsewhere(tunnel_to(stage.other.port));
            scene.hit.execute(
                "DROP SCHEMA connsura_seed CASCADE;
                 ALTER DATABASE connsura_staging RESET connsura_seed.environment",
            );
            copy_customers_into(&scene.hit);
            scene.variables = vec![("CI", "true")];
            scene
        },
        guards: &["identity", "marker", "census"],
        without: CUSTOMERS_GONE,
        also: nothing,
    },
    Accident {
        name: "production restored from a dump of staging",
        scene: |stage| {
            let server = stage.staging.another("postgres");
            server.execute("DROP DATABASE IF EXISTS shop WITH (FORCE)");
            server.execute("CREATE DATABASE shop OWNER deployer");
            stage
                .staging
                .postgres("pg_restore", &["-d", "shop", &stage.dump]);
            let scene = stage.scene("shop");
            let row = "SELECT environment FROM connsura_seed.marker";
            assert_eq!(scene.hit.text(row), "staging");
            scene
        },
        guards: &["identity", "marker"],
        without: RESET,
        also: nothing,
    },
    Accident {
        name: "a staging database that has become production",
        scene: |stage| {
            stage.marked(
                "ALTER DATABASE connsura_staging SET connsura_seed.environment = 'production'",
            )
        },
        guards: &["marker"],
        without: RESET,
        also: nothing,
    },
    Accident {
        name: "a staging database into which customers were copied",
        scene: |stage| {
            let scene = stage.marked("");
            copy_customers_into(&scene.hit);
            scene
        },
        guards: &["census"],
        without: CUSTOMERS_GONE,
        also: nothing,
    },
    Accident {
        name: "a marked database whose server was replaced",
        // With the database's settings, the marker among them.
        scene: |stage| {
            let scene = stage.elsewhere(stage.other.port);
            assert_eq!(scene.hit.text("SHOW connsura_seed.environment"), "staging");
            scene
        },
        guards: &["identity"],
        without: RESET,
        also: nothing,
    },
    Accident {
        name: "a target that the configuration calls production",
        scene: |stage| {
            let mut scene = stage.marked("");
            let text = stage.staging.configuration();
            let said = text.replace("url_env", "environment = \"production\"\nurl_env");
            stage.staging.configure(&said);
            scene.target.named.environment = Some("production".to_owned());
            scene
        },
        guards: &["environment"],
        without: RESET,
        also: production_by_environment,
    },
    Accident {
        name: "a database that holds far more than a reset left",
        scene: |stage| {
            let id = "jsonb_build_object('id', md5(number::text)::uuid)";
            let mut scene = stage.marked(&copied("AuditLog", "true", 2_000, id));
            let text = stage.staging.configuration();
            let said = text.replace("url_env", "bounds.rows = 1_000\nurl_env");
            stage.staging.configure(&said);
            scene.target.named.bounds.rows = 1_000;
            scene
        },
        guards: &["bounds"],
        without: Without::Happens("SELECT (count(*) < 1000)::text FROM \"AuditLog\""),
        also: nothing,
    },
    Accident {
        name: "a role that may no longer write the records",
        scene: |stage| stage.marked("REVOKE DELETE ON connsura_seed.specimens FROM deployer"),
        guards: &["replica"],
        without: Without::FoundOutMidway("permission denied for table specimens"),
        also: nothing,
    },
    Accident {
        name: "a trigger whose writes the database does not count",
        scene: |stage| {
            stage.marked(
                "CREATE SCHEMA crm AUTHORIZATION deployer;
                 CREATE TABLE crm.departed (id uuid);
                 ALTER TABLE crm.departed OWNER TO deployer;
                 CREATE FUNCTION crm.note() RETURNS trigger LANGUAGE plpgsql AS
                     $$ BEGIN INSERT INTO crm.departed VALUES (OLD.id); RETURN OLD; END $$;
                 CREATE TRIGGER departs AFTER DELETE ON \"Customer\" FOR EACH ROW EXECUTE FUNCTION crm.note();
                 ALTER DATABASE connsura_staging SET track_counts = off",
            )
        },
        guards: &["replica"],
        without: Without::FoundOutMidway("the database does not count rows (track_counts is off)"),
        also: nothing,
    },
    Accident {
        name: "a rule that tells others of every deletion",
        scene: |stage| {
            stage.marked(
                "CREATE RULE tell AS ON DELETE TO \"Customer\" DO ALSO NOTIFY customer_gone",
            )
        },
        guards: &["schema"],
        without: RESET,
        also: nothing,
    },
    Accident {
        name: "a table that inherits from ours, and its rows",
        scene: |stage| {
            stage.marked(
                "CREATE TABLE \"AuditLogOf2019\" () INHERITS (\"AuditLog\");
                 ALTER TABLE \"AuditLogOf2019\" OWNER TO deployer;
                 INSERT INTO \"AuditLogOf2019\" SELECT * FROM ONLY \"AuditLog\" LIMIT 5",
            )
        },
        guards: &["schema"],
        without: WRITTEN_ELSEWHERE,
        also: nothing,
    },
    Accident {
        name: "rows of others that would be deleted with ours",
        scene: |stage| {
            stage.marked(
                "CREATE SCHEMA billing AUTHORIZATION deployer;
                 CREATE TABLE billing.invoice (customer uuid REFERENCES \"Customer\" ON DELETE CASCADE);
                 ALTER TABLE billing.invoice OWNER TO deployer;
                 INSERT INTO billing.invoice SELECT id FROM \"Customer\" LIMIT 3",
            )
        },
        guards: &["bystanders"],
        without: WRITTEN_ELSEWHERE,
        also: nothing,
    },
];

impl Stage {
    pub(super) fn new() -> Self {
        let staging = Staging::kept();
        let dump = staging.machine.path().join("staging.dump");
        let dump = dump.to_str().unwrap().to_owned();
        staging.postgres("pg_dump", &["-Fc", "-f", &dump, "connsura_staging"]);
        Self {
            recorded: staging.identity(),
            other: Staging::elsewhere(),
            staging,
            dump,
        }
    }

    /// `reset --target staging`, with the URL of this database of the server in the variable.
    fn scene(&self, database: &str) -> Scene {
        let hit = self.staging.another(database);
        self.of(hit, url_of(self.staging.port, database))
    }

    fn of(&self, hit: Database, url: String) -> Scene {
        self.staging.configure_marked();
        let mut target = target(&url, NamedBy::Name);
        target.named.recorded = Some(self.recorded.clone());
        Scene {
            hit,
            url,
            variables: Vec::new(),
            arguments: vec!["reset", "smoke", "--target", "staging"],
            target,
        }
    }

    /// The marked staging database itself, made again, to which this was done.
    fn marked(&self, change: &str) -> Scene {
        self.staging.renew();
        let scene = self.scene("connsura_staging");
        scene.hit.execute(change);
        scene
    }

    /// A database that is production, beside the marked one.
    fn production(&self) -> Scene {
        let server = self.staging.another("postgres");
        server.execute("DROP DATABASE IF EXISTS shop WITH (FORCE)");
        server.execute("CREATE DATABASE shop TEMPLATE kept OWNER deployer");
        let scene = self.scene("shop");
        scene.hit.execute("DROP SCHEMA connsura_seed CASCADE");
        copy_customers_into(&scene.hit);
        scene
    }

    /// The other server with a copy of the marked database, its settings too, reached by this port.
    fn elsewhere(&self, port: u16) -> Scene {
        let server = self.other.another("postgres");
        server.execute("DROP DATABASE IF EXISTS connsura_staging WITH (FORCE)");
        self.other
            .postgres("pg_restore", &["--create", "-d", "postgres", &self.dump]);
        self.of(
            self.other.another("connsura_staging"),
            url_of(port, "connsura_staging"),
        )
    }
}

/// What else is refused where the target's variable names production.
fn production_by_name(stage: &Stage, scene: &Scene) {
    let here = |arguments: Vec<&'static str>| Scene {
        variables: vec![("CI", "true"), ("NODE_ENV", "production")],
        arguments,
        ..scene.again()
    };
    let all = ["environment", "identity", "marker", "census"];
    refused_by_program(stage, &here(scene.arguments.clone()), &all);
    // Nor can it be marked by its own name, or by the one that somebody has in mind.
    let own = here([&MARK[..], &["shop"]].concat());
    refused_by_program(stage, &own, &["environment", "census"]);
    let other = here([&MARK[..], &["connsura_staging"]].concat());
    refused_by_program(stage, &other, &["environment", "census", "identity"]);
}

/// What else is refused where a variable that holds production's URL is named.
fn production_by_variable(stage: &Stage, scene: &Scene) {
    let all = &["identity", "marker", "census"][..];
    for (command, guards) in [
        (&["reset", "smoke", "--rebuild"][..], all),
        (&["reset", "smoke", "--strategy", "online"], all),
        // To load is refused for the rows, to undo for want of anything to undo.
        (&["load", "smoke"], &["census", "schema"]),
        (&["undo"], &[]),
    ] {
        let here = Scene {
            arguments: [command, &["--database-url-env", VARIABLE]].concat(),
            ..scene.again()
        };
        refused_by_program(stage, &here, guards);
    }
}

/// The program resets the private database, and nothing that was merely there.
fn stale_terminal(stage: &Stage, scene: &Scene) {
    let production = stage.production();
    let before = fingerprint(&production.hit);
    let marked = fingerprint(&scene.hit);
    let port = stage.staging.port.to_string();
    for (url, name) in [(&production.url, "shop"), (&scene.url, "connsura_staging")] {
        let run = stage.staging.run_with(
            &[
                ("DATABASE_URL", url),
                (VARIABLE, url),
                ("PGHOST", "127.0.0.1"),
                ("PGPORT", &port),
                ("PGDATABASE", name),
                ("PGUSER", "connsura"),
            ],
            &["reset", "smoke", "--format", "json"],
        );
        assert_eq!(run.code, 0, "{}", run.told());
        assert!(!run.stdout.contains(name), "{}", run.stdout);
    }
    assert_eq!(fingerprint(&production.hit), before);
    assert_eq!(fingerprint(&scene.hit), marked);
    let local = stage.staging.machine.database();
    let resets = "SELECT count(*)::text FROM connsura_seed.generations";
    assert_eq!(local.text(resets), "2");
}

/// The variables of the process, each by itself.
fn production_by_environment(stage: &Stage, scene: &Scene) {
    let text = stage.staging.configuration();
    let text = text.replace("environment = \"production\"\n", "");
    stage.staging.configure(&text);
    for variable in ["NODE_ENV", "APP_ENV", "RAILS_ENV", "ENVIRONMENT"] {
        let here = Scene {
            variables: vec![(variable, "Production")],
            ..scene.again()
        };
        refused_by_program(stage, &here, &["environment"]);
    }
}

impl Scene {
    /// The same once more.
    fn again(&self) -> Self {
        Self {
            hit: Database {
                url: self.hit.url.clone(),
            },
            url: self.url.clone(),
            variables: self.variables.clone(),
            arguments: self.arguments.clone(),
            target: self.target.clone(),
        }
    }
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
