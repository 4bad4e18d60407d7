//! A staging database: on a server of the test's own, with a role that must say its password,
//! and a configuration that names it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use connsura_seed::configuration::Identity;

use crate::support::{Database, Machine, Run};

/// The variable that holds the URL.
pub(super) const VARIABLE: &str = "STAGING_DATABASE_URL";
/// The role's password in the URL, and as it is.
const ENCODED: &str = "quay%2FHeron41";
pub(super) const PASSWORD: &str = "quay/Heron41";
/// The users' password.
pub(super) const USERS: &str = "tide-Lantern-72";
/// The configuration, with comments that are to stay.
pub(super) const CONFIGURATION: &str = "# Whose databases these are.
[targets.staging] # the one that QA looks at
url_env = \"STAGING_DATABASE_URL\" # never here
";

/// A server with the database `connsura_staging`, which the role `deployer` owns.
pub(super) struct Staging {
    pub(super) machine: Machine,
    /// The database as the server's superuser sees it.
    pub(super) database: Database,
    pub(super) port: u16,
    url: String,
}

impl Staging {
    /// A database that nobody has marked, and that holds nothing.
    pub(super) fn new() -> Self {
        Self::on(Machine::with_server())
    }

    /// The same in a cluster of its own, which no other has the identity of.
    pub(super) fn elsewhere() -> Self {
        Self::on(Machine::new())
    }

    fn on(machine: Machine) -> Self {
        machine.succeed(&["local", "start"]);
        let local = machine.database();
        let port = local.url.rsplit(':').next().unwrap();
        let port: u16 = port.split('/').next().unwrap().parse().unwrap();
        local.execute(&format!("CREATE ROLE deployer LOGIN PASSWORD '{PASSWORD}'"));
        // PostgreSQL has nobody else but superusers keep a setting that it does not know.
        local.execute("GRANT SET ON PARAMETER connsura_seed.environment TO deployer");
        local.execute("CREATE DATABASE connsura_staging OWNER deployer");
        let staging = Self {
            database: Database {
                url: format!("postgresql://connsura@127.0.0.1:{port}/connsura_staging"),
            },
            url: url_of(port, "connsura_staging"),
            machine,
            port,
        };
        staging.let_in();
        staging.configure(CONFIGURATION);
        staging
    }

    /// A database that was marked, and that holds nothing else.
    pub(super) fn marked() -> Self {
        let staging = Self::new();
        staging.succeed(&[
            "mark",
            "staging",
            "--target",
            "staging",
            "--database-name",
            "connsura_staging",
        ]);
        staging
    }

    /// A marked database that holds `smoke`.
    pub(super) fn filled() -> Self {
        let staging = Self::marked();
        staging.succeed(&["reset", "smoke", "--target", "staging"]);
        staging
    }

    /// A database that holds `smoke`, and that [`Staging::renew`] makes again.
    pub(super) fn kept() -> Self {
        let staging = Self::filled();
        staging
            .another("postgres")
            .execute("ALTER DATABASE connsura_staging RENAME TO kept");
        staging.renew();
        staging
    }

    /// Makes the database and the configuration again as they were when [`Staging::kept`] made them:
    /// one server serves many accidents.
    pub(super) fn renew(&self) {
        let server = self.another("postgres");
        for sql in [
            "DROP DATABASE IF EXISTS connsura_staging WITH (FORCE)",
            "CREATE DATABASE connsura_staging TEMPLATE kept OWNER deployer",
            "ALTER DATABASE connsura_staging SET connsura_seed.environment = 'staging'",
        ] {
            server.execute(sql);
        }
        self.configure_marked();
    }

    /// The configuration as `mark` leaves it.
    pub(super) fn configure_marked(&self) {
        let identity = self.identity();
        self.configure(&format!(
            "{CONFIGURATION}\n[targets.staging.identity]\nsystem_identifier = \"{}\"\n\
             database = \"{}\"\nschema = \"{}\"\n",
            identity.system_identifier, identity.database, identity.schema
        ));
    }

    /// Which database `connsura_staging` of this server is, by PostgreSQL's own word.
    pub(super) fn identity(&self) -> Identity {
        let cluster = "SELECT system_identifier::text FROM pg_control_system()";
        Identity {
            system_identifier: self.another("postgres").text(cluster),
            database: "connsura_staging".to_owned(),
            schema: "public".to_owned(),
        }
    }

    /// Has the role say its password, and waits until that is so.
    fn let_in(&self) {
        let rules = "local all connsura trust\nhost all connsura 127.0.0.1/32 trust\n\
                     host all deployer 127.0.0.1/32 scram-sha-256\n";
        fs::write(self.data().join("pg_hba.conf"), rules).unwrap();
        let loaded = "SELECT pg_conf_load_time()::text";
        let before = self.database.text(loaded);
        self.database.execute("SELECT pg_reload_conf()");
        until("the server to read its files", || {
            self.database.text(loaded) != before
        });
    }

    pub(super) fn data(&self) -> PathBuf {
        self.machine.path().join("local/data")
    }

    /// The URL that the role uses, with its password.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn configure(&self, text: &str) {
        fs::write(self.file(), text).unwrap();
    }

    pub(super) fn configuration(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn file(&self) -> PathBuf {
        self.machine.path().join("connsura-seed.toml")
    }

    /// The program, told the URL and the users' password.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.machine.command(arguments);
        command
            .env(VARIABLE, &self.url)
            .env("CONNSURA_SEED_PASSWORD", USERS);
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// The same with these variables besides.
    pub(super) fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        Run::of(command.output().unwrap())
    }

    /// Runs the program, which must succeed.
    pub(super) fn succeed(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?} failed:\n{}", run.told());
        run.stdout
    }

    /// A program of PostgreSQL's, on this server as its superuser; it must succeed.
    pub(super) fn postgres(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(binaries().join(program))
            .args(["-h", "127.0.0.1", "-U", "connsura", "-p"])
            .arg(self.port.to_string())
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{program} {arguments:?}: {said}");
    }

    /// Another database of this server, as the superuser sees it.
    pub(super) fn another(&self, name: &str) -> Database {
        Database {
            url: format!("postgresql://connsura@127.0.0.1:{}/{name}", self.port),
        }
    }

    /// Rows that look as customers' do: addresses and numbers that could be anybody's.
    pub(super) fn copy_customers_in(&self) {
        copy_customers_into(&self.database);
    }

    /// What the program says of all that it does, where it must refuse and change nothing.
    pub(super) fn refused(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        let before = fingerprint(&self.database);
        let run = self.run_with(variables, arguments);
        assert_eq!(run.code, 3, "{arguments:?}:\n{}", run.told());
        assert_eq!(fingerprint(&self.database), before, "{arguments:?}");
        run
    }
}

/// The URL that the role uses of a server at this port.
pub(super) fn url_of(port: u16, database: &str) -> String {
    format!("postgresql://deployer:{ENCODED}@127.0.0.1:{port}/{database}")
}

/// What is planted where nothing real ought to be: made up here, and outside the reserved ranges.
pub(super) const PLANTED: [&str; 4] = [
    "quellmann.orla@wesertal-post.de",
    "t.brackwater@northquay-mail.com",
    "+491994471208",
    "+1 299 867 2290",
];

/// Copies rows into `User` and `Customer` that look as a product's do.
pub(super) fn copy_customers_into(database: &Database) {
    let [first, second, phone, other_phone] = PLANTED;
    for (number, email, phone) in [(1, first, phone), (2, second, other_phone)] {
        let user = format!("3f1e7a52-9c1b-4e8a-8d0e-51b7a2c4d90{number}");
        let customer = format!("b0c0a7de-61a2-4a33-9d57-0c3a1f5e880{number}");
        let user_row = format!("{{\"id\": \"{user}\", \"email\": \"{email}\"}}");
        let customer_row =
            format!("{{\"id\": \"{customer}\", \"userId\": \"{user}\", \"phone\": \"{phone}\"}}");
        database.execute(&format!(
            "{}; {}",
            copied("User", "role = 'CUSTOMER'", 1, &format!("'{user_row}'")),
            copied("Customer", "true", 1, &format!("'{customer_row}'")),
        ));
    }
}

/// An INSERT of so many copies of one row of a table, but for the columns that `other` has as JSON;
/// `number` is which copy it is.
pub(super) fn copied(table: &str, which: &str, times: u32, other: &str) -> String {
    format!(
        "INSERT INTO \"{table}\" SELECT made.* FROM \"{table}\" AS one, generate_series(1, {times}) AS number,
             jsonb_populate_record(one, {other}) AS made
         WHERE one.ctid = (SELECT ctid FROM \"{table}\" WHERE {which} LIMIT 1)"
    )
}

/// Where PostgreSQL's own programs are.
pub(super) fn binaries() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<PathBuf> = versions
        .map(|entry| entry.unwrap().path().join("bin"))
        .filter(|folder| folder.join("pg_restore").exists())
        .collect();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&paths).filter(|path| path.join("pg_restore").exists()));
    folders.sort();
    folders.pop().unwrap()
}

/// Waits until something is so.
pub(super) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        let patience = Duration::from_mins(1);
        assert!(started.elapsed() < patience, "waited too long for {what}");
        std::thread::yield_now();
    }
}

/// A fingerprint of all rows of all schemas, of what tables, indexes, triggers and rules there
/// are, and of the database's settings.
pub(super) fn fingerprint(database: &Database) -> String {
    const OURS: &str = "nspname !~ '^pg_' AND nspname <> 'information_schema'";
    let mut lines = database.texts(&format!(
        "SELECT concat_ws(' ', nspname, relname, relkind, attname, format_type(atttypid, atttypmod), attnotnull)
         FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace AS n ON n.oid = relnamespace
         WHERE {OURS} AND attnum > 0
         UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
         UNION ALL SELECT concat_ws(' ', ev_class::regclass, rulename, ev_enabled) FROM pg_rewrite
         UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, convalidated) FROM pg_constraint
         UNION ALL SELECT concat_ws(' ', datname, setrole, setconfig) FROM pg_db_role_setting
                   LEFT JOIN pg_database ON pg_database.oid = setdatabase
         ORDER BY 1"
    ));
    let tables = database.texts(&format!(
        "SELECT relation.oid::regclass::text FROM pg_class AS relation
         JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE relkind = 'r' AND {OURS} ORDER BY 1"
    ));
    let sums: Vec<String> = tables
        .iter()
        .map(|table| {
            format!(
                "SELECT '{table} ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), 'empty')
                 FROM ONLY {table} AS t"
            )
        })
        .collect();
    if !sums.is_empty() {
        lines.extend(database.texts(&sums.join(" UNION ALL ")));
    }
    lines.sort();
    lines.join("\n")
}

/// The rows of all tables but the generator's own records, and the migrations'.
pub(super) fn rows(database: &Database) -> String {
    let all = fingerprint(database);
    let ours = all.lines().filter(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        let is_sum = words.len() == 2 && (words[1].len() == 32 || words[1] == "empty");
        is_sum && !line.starts_with("connsura_seed.") && !line.starts_with("_prisma_migrations")
    });
    ours.fold(String::new(), |all, line| all + line + "\n")
}
