//! A server of a test's own that lets in whom the test says, its certificates, and a pooler
//! before it.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::unistd::{Uid, User, geteuid};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    date_time_ymd,
};

use crate::support::{Database, Machine};

/// How long anything may take to come about.
const PATIENCE: Duration = Duration::from_mins(1);

/// A private server, and its database as its owner sees it.
pub(super) struct Site {
    pub(super) machine: Machine,
    pub(super) database: Database,
    pub(super) port: u16,
}

impl Site {
    /// A server that lets its owner in, and nobody else.
    pub(super) fn new() -> Self {
        let machine = Machine::with_server();
        machine.succeed(&["local", "start"]);
        let database = machine.database();
        let port = database.url.rsplit(':').next().unwrap();
        let port = port.split('/').next().unwrap().parse().unwrap();
        Self {
            machine,
            database,
            port,
        }
    }

    /// A server with the role `qa`, who is let in by these lines of `pg_hba.conf`.
    pub(super) fn with_rules(rules: &str) -> Self {
        let site = Self::new();
        site.database
            .execute("CREATE ROLE qa LOGIN PASSWORD 'right/pass'");
        site.rules(rules);
        site
    }

    pub(super) fn rules(&self, rules: &str) {
        let all =
            format!("local all connsura trust\nhost all connsura 127.0.0.1/32 trust\n{rules}\n");
        fs::write(self.data().join("pg_hba.conf"), all).unwrap();
        self.reload();
    }

    pub(super) fn data(&self) -> PathBuf {
        self.machine.path().join("local/data")
    }

    pub(super) fn sockets(&self) -> PathBuf {
        self.machine.path().join("local/run")
    }

    /// The URL of the database over TCP, for the role `qa`, with these parameters.
    pub(super) fn url(&self, host: &str, parameters: &str) -> String {
        format!(
            "postgresql://qa:right%2Fpass@{host}:{}/connsura?{parameters}",
            self.port
        )
    }

    /// Has the server read its files again, and waits until it has. New connections come from
    /// the postmaster, which has read all of them before it takes the next one.
    fn reload(&self) {
        let loaded = "SELECT pg_conf_load_time()::text";
        let before = self.database.text(loaded);
        self.database.execute("SELECT pg_reload_conf()");
        until("the server to read its files", || {
            self.database.text(loaded) != before
        });
    }

    /// Turns TLS on, with this certificate; clients' are asked for if there is an authority.
    pub(super) fn turn_tls_on(&self, pair: &Pair, clients: Option<&Authority>) {
        let (certificate, key) = (self.data().join("s.crt"), self.data().join("s.key"));
        fs::write(&certificate, &pair.certificate).unwrap();
        self.give(&key, &pair.key);
        if let Some(authority) = clients {
            fs::write(self.data().join("c.crt"), &authority.certificate).unwrap();
            self.database
                .execute("ALTER SYSTEM SET ssl_ca_file = 'c.crt'");
        }
        for setting in [
            "ssl_cert_file = 's.crt'",
            "ssl_key_file = 's.key'",
            "ssl = on",
        ] {
            let sql = format!("ALTER SYSTEM SET {setting}");
            self.database.execute(&sql);
        }
        self.reload();
        assert_eq!(self.database.text("SHOW ssl"), "on");
    }

    /// Writes a file that only the server's account may look into.
    fn give(&self, path: &Path, text: &str) {
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
        let owner = fs::metadata(self.data()).unwrap().uid();
        if Uid::from_raw(owner) != geteuid() {
            std::os::unix::fs::chown(path, Some(owner), None).unwrap();
        }
    }

    /// A file of the test's, with this mode.
    pub(super) fn file(&self, name: &str, text: &[u8], mode: u32) -> PathBuf {
        let path = self.machine.path().join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }
}

/// Waits until something is so.
pub(super) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "waited too long for {what}");
        std::thread::yield_now();
    }
}

/// A certificate and its key, in PEM.
pub(super) struct Pair {
    pub(super) certificate: String,
    pub(super) key: String,
}

/// Who signs certificates.
pub(super) struct Authority {
    pub(super) certificate: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    pub(super) fn new(name: &str) -> Self {
        let mut about = CertificateParams::new(Vec::<String>::new()).unwrap();
        about.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        about.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let certificate = about.self_signed(&key).unwrap().pem();
        Self {
            certificate,
            issuer: Issuer::new(about, key),
        }
    }

    /// A server's certificate for these names and addresses.
    pub(super) fn server(&self, names: &[&str]) -> Pair {
        self.sign(names, "a server", |_| {})
    }

    /// One that was good for a year, long ago.
    pub(super) fn expired(&self, names: &[&str]) -> Pair {
        self.sign(names, "a server", |about| {
            about.not_before = date_time_ymd(2019, 1, 1);
            about.not_after = date_time_ymd(2020, 1, 1);
        })
    }

    /// A client's, for the role of this name.
    pub(super) fn client(&self, role: &str) -> Pair {
        self.sign(&[], role, |about| {
            about.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        })
    }

    fn sign(&self, names: &[&str], common: &str, edit: impl Fn(&mut CertificateParams)) -> Pair {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let mut about = CertificateParams::new(names).unwrap();
        about.distinguished_name.push(DnType::CommonName, common);
        edit(&mut about);
        let key = KeyPair::generate().unwrap();
        Pair {
            certificate: about.signed_by(&key, &self.issuer).unwrap().pem(),
            key: key.serialize_pem(),
        }
    }
}

/// `PgBouncer` before a site's server, stopped when the test ends.
pub(super) struct Pooler {
    process: Child,
    pub(super) port: u16,
}

impl Pooler {
    /// One with these lines in its section `[pgbouncer]`, with so many connections to the server.
    pub(super) fn before(site: &Site, connections: usize, lines: &str) -> Self {
        let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let users = site.file(
            "users.txt",
            b"\"connsura\" \"\"\n\"qa\" \"right/pass\"\n",
            0o644,
        );
        let configuration = format!(
            "[databases]\nconnsura = host=127.0.0.1 port={} dbname=connsura pool_size={connections}\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = trust\nauth_file = {}\n{lines}\n",
            site.port,
            users.display()
        );
        let file = site.file("pgbouncer.ini", configuration.as_bytes(), 0o644);
        let log = site.machine.path().join("pgbouncer.log");
        let mut command = Command::new(program());
        if geteuid().is_root() {
            // It refuses to run as root.
            let known = |name: &&str| User::from_name(name).unwrap().is_some();
            let account = ["postgres", "nobody"].into_iter().find(known).unwrap();
            command.args(["-u", account]);
        }
        let process = command
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut pooler = Self { process, port };
        // Knocking at a port that nobody listens at may find oneself there.
        until("pgbouncer", || {
            let told = fs::read_to_string(&log).unwrap();
            assert_eq!(pooler.process.try_wait().unwrap(), None, "{told}");
            told.contains("process up")
        });
        pooler
    }

    /// The database's URL through the pooler, as its owner.
    pub(super) fn url(&self, parameters: &str) -> String {
        format!(
            "postgresql://connsura@127.0.0.1:{}/connsura?{parameters}",
            self.port
        )
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Debian's is where only root's PATH leads to.
fn program() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    let mut programs = folders.map(|folder| folder.join("pgbouncer"));
    let found = programs.find(|program| program.exists());
    found.expect("pgbouncer is missing: scripts/test installs it")
}
