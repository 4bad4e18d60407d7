//! Running the program as a user would: a process of its own, an environment of its own, a
//! server of its own.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;

use nix::sys::signal::kill;
use nix::unistd::Pid;
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use tempfile::TempDir;

/// All tables, in the product's words.
pub(crate) const TABLES: [&str; 9] = [
    "User",
    "Customer",
    "Admin",
    "Message",
    "MessageReadState",
    "ProfileShare",
    "AuditLog",
    "Upload",
    "Form",
];

/// A directory for one test's server and files. What was started in it is stopped and
/// removed when the test ends, however it ends.
pub(crate) struct Machine {
    folder: TempDir,
    path: Option<PathBuf>,
}

/// What a run of the program came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Machine {
    /// A machine with a copy of a server that was made before, and rests: for all that is not about
    /// how one is made. Copies have one `system_identifier`.
    pub(crate) fn with_server() -> Self {
        let machine = Self::new();
        copy(template(), machine.path());
        let settings = machine.path().join("local/data/postgresql.conf");
        let text = fs::read_to_string(&settings).unwrap();
        let sockets = machine.path().join("local/run");
        fs::write(settings, text.replace(SOCKETS, sockets.to_str().unwrap())).unwrap();
        machine
    }

    /// A machine on which nothing was made yet.
    pub(crate) fn new() -> Self {
        // The account that PostgreSQL runs as must be able to enter.
        let mode = fs::Permissions::from_mode(0o755);
        let folder = tempfile::Builder::new()
            .prefix("cs-")
            .permissions(mode)
            .tempdir()
            .unwrap();
        Self { folder, path: None }
    }

    /// A machine whose server and files lie in a folder below this one.
    pub(crate) fn within(mut self, below: &str) -> Self {
        self.path = Some(self.folder.path().join(below));
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(self.folder.path())
    }

    /// The program, in an environment that holds nothing but what it needs.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_connsura-seed"));
        command
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("CONNSURA_SEED_CACHE_DIR", self.path())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Runs the program, which must succeed, and returns what it printed.
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?} failed:\n{}", run.stderr);
        run.stdout
    }

    /// Runs the program, which must succeed and print one JSON value.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let text = self.succeed(arguments);
        serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{arguments:?} printed {text}: {error}"))
    }

    /// Starts the program with JSON narration on a pipe.
    pub(crate) fn spawn(&self, arguments: &[&str]) -> Child {
        self.command(arguments)
            .args(["--log-format", "json"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    pub(crate) fn database(&self) -> Database {
        Database {
            url: self.succeed(&["local", "url"]).trim().to_owned(),
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let done = self.run(&["local", "destroy"]);
        let removed = done.code == 0 || std::thread::panicking();
        assert!(
            removed,
            "the test's server could not be removed: {}",
            done.stderr
        );
    }
}

/// Stands in the template for the folder of its sockets.
const SOCKETS: &str = "@sockets@";

/// The folder of a server that was made and stopped, once for all tests of a run.
fn template() -> &'static Path {
    static TEMPLATE: LazyLock<PathBuf> = LazyLock::new(|| {
        let templates = Path::new(env!("CARGO_TARGET_TMPDIR"));
        sweep(templates);
        let template = templates.join(format!("server-{}", std::process::id()));
        let machine = Machine::new();
        machine.succeed(&["local", "start"]);
        machine.succeed(&["local", "stop"]);
        fs::create_dir(&template).unwrap();
        copy(machine.path(), &template);
        let local = template.join("local");
        // Each copy looks for a port of its own.
        fs::remove_file(local.join("port")).unwrap();
        let settings = local.join("data/postgresql.conf");
        let text = fs::read_to_string(&settings).unwrap();
        let sockets = machine.path().join("local/run");
        let sockets = sockets.to_str().unwrap();
        assert!(text.contains(sockets), "{text}");
        fs::write(settings, text.replace(sockets, SOCKETS)).unwrap();
        template
    });
    &TEMPLATE
}

/// Removes what runs that have ended have left.
fn sweep(templates: &Path) {
    for entry in fs::read_dir(templates).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap_or_default();
        let pid = name
            .strip_prefix("server-")
            .and_then(|pid| pid.parse().ok());
        let has_ended = |pid| kill(Pid::from_raw(pid), None).is_err();
        if pid.is_some_and(has_ended) {
            // Another run may be at it.
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Copies the server below a folder to below another, with owners and permissions.
fn copy(from: &Path, to: &Path) {
    let mut cp = Command::new("cp");
    cp.arg("-a").arg(from.join("local")).arg(to);
    assert!(cp.status().unwrap().success());
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Exit code and stderr as one text, for snapshots.
    pub(crate) fn told(&self) -> String {
        format!("{}\n{}{}", self.code, self.stderr, self.stdout)
    }
}

/// A file system in memory, unmounted when the test ends.
pub(crate) struct Disk {
    path: String,
}

impl Disk {
    pub(crate) fn mount(path: &str, size: &str) -> Self {
        let options = format!("size={size},mode=0755");
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs", path])
            .status()
            .unwrap();
        assert!(done.success(), "mounting a file system in memory failed");
        Self {
            path: path.to_owned(),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a test that failed may have left its server there, which goes later.
        let _ = Command::new("umount").args(["--lazy", &self.path]).status();
    }
}

/// A database, asked in SQL that the program knows nothing of.
pub(crate) struct Database {
    pub(crate) url: String,
}

impl Database {
    async fn connect(&self) -> PgConnection {
        let options: PgConnectOptions = self.url.parse().unwrap();
        PgConnection::connect_with(&options).await.unwrap()
    }

    /// The first column of all rows, as text.
    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        block_on(async {
            let mut connection = self.connect().await;
            let rows = sqlx::raw_sql(AssertSqlSafe(sql))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            rows.iter()
                .map(|row| row.try_get_unchecked::<String, _>(0).unwrap())
                .collect()
        })
    }

    pub(crate) fn text(&self, sql: &str) -> String {
        self.texts(sql).into_iter().next().unwrap_or_default()
    }

    pub(crate) fn execute(&self, sql: &str) {
        block_on(async {
            let mut connection = self.connect().await;
            sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut connection)
                .await
                .unwrap();
        });
    }

    /// A session of this name that has run `sql` and stays within its transaction.
    pub(crate) fn hold(&self, application: &str, sql: &str) -> Holder {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let options: PgConnectOptions = self.url.parse().unwrap();
        let (connection, pid) = runtime.block_on(async {
            let options = options.application_name(application);
            let mut connection = PgConnection::connect_with(&options).await.unwrap();
            for sql in ["BEGIN", sql] {
                sqlx::raw_sql(AssertSqlSafe(sql))
                    .execute(&mut connection)
                    .await
                    .unwrap();
            }
            let pid = sqlx::query_scalar("SELECT pg_backend_pid()")
                .fetch_one(&mut connection)
                .await
                .unwrap();
            (connection, pid)
        });
        Holder {
            runtime,
            connection,
            pid,
        }
    }
}

/// An open transaction.
pub(crate) struct Holder {
    runtime: tokio::runtime::Runtime,
    connection: PgConnection,
    pub(crate) pid: i32,
}

impl Holder {
    /// Runs `sql` in the same transaction, however long that takes.
    pub(crate) fn goes_on(mut self, sql: &str) -> Self {
        self.runtime.block_on(async {
            sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut self.connection)
                .await
                .unwrap();
        });
        self
    }

    /// Ends the transaction, and waits until that is so.
    pub(crate) fn release(mut self) {
        self.runtime.block_on(async {
            sqlx::raw_sql("ROLLBACK")
                .execute(&mut self.connection)
                .await
                .unwrap();
        });
    }
}

pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

/// The root of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What README.md says.
pub(crate) fn readme() -> String {
    fs::read_to_string(repository().join("README.md")).unwrap()
}

/// Whoever reads README.md is told the figure that was just measured.
#[track_caller]
pub(crate) fn assert_readme_says(sentence: &str) {
    assert!(
        readme().contains(sentence),
        "README.md is to say: {sentence}"
    );
}
