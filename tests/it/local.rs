//! The local server: found, made, started, left running, stopped, destroyed; as root and as
//! an ordinary user.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use crate::support::{Machine, Run};

#[test]
fn it_is_made_started_left_running_stopped_and_destroyed() {
    let machine = Machine::new();
    let missing = machine.run(&["local", "url"]);
    assert_eq!(missing.code, 6);
    assert!(
        missing.stderr.contains("hint: connsura-seed local start"),
        "{}",
        missing.stderr
    );

    let first = machine.run(&["local", "start"]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(
        first.stderr.starts_with("created and started in "),
        "{}",
        first.stderr
    );
    // It runs on when the program has ended, and people can connect.
    let database = machine.database();
    assert_eq!(database.url, first.stdout.trim());
    assert_eq!(
        machine.json(&["local", "url", "--format", "json"])["url"],
        database.url
    );
    assert_eq!(database.text("SELECT current_database()::text"), "connsura");
    database.execute("CREATE TABLE kept (id int)");

    assert!(
        machine
            .run(&["local", "start"])
            .stderr
            .starts_with("running in ")
    );
    assert_eq!(machine.run(&["local", "stop"]).stderr, "stopped\n");
    assert_eq!(
        machine.run(&["local", "stop"]).stderr,
        "it was not running\n"
    );
    assert_eq!(
        machine.json(&["status", "--format", "json"])["running"],
        false
    );

    let again = machine.run(&["local", "start"]);
    assert!(again.stderr.starts_with("started in "), "{}", again.stderr);
    assert_eq!(
        again.stdout, first.stdout,
        "the URL stays good over a restart"
    );
    assert_eq!(
        machine.database().text("SELECT count(*)::text FROM kept"),
        "0"
    );

    assert_eq!(machine.run(&["local", "destroy"]).stderr, "destroyed\n");
    assert!(!machine.path().join("local").exists());
    assert_eq!(
        machine.run(&["local", "destroy"]).stderr,
        "there was none\n"
    );
}

#[test]
fn it_listens_on_loopback_only_and_is_marked_from_birth() {
    let machine = Machine::new();
    machine.succeed(&["local", "start"]);
    let database = machine.database();
    assert_eq!(database.text("SHOW listen_addresses"), "127.0.0.1");
    assert_eq!(
        database.text("SELECT environment FROM connsura_seed.marker"),
        "staging"
    );
    assert_eq!(database.text("SHOW connsura_seed.environment"), "staging");
}

#[test]
fn two_starts_at_once_make_one_server() {
    let machine = Machine::new();
    let starts: Vec<_> = (0..3)
        .map(|_| machine.command(&["local", "start"]).output())
        .collect();
    let children: Vec<_> = (0..3)
        .map(|_| {
            machine
                .command(&["local", "start"])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let runs: Vec<Run> = starts
        .into_iter()
        .map(|output| Run::of(output.unwrap()))
        .chain(
            children
                .into_iter()
                .map(|child| Run::of(child.wait_with_output().unwrap())),
        )
        .collect();
    for run in &runs {
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(run.stdout, runs[0].stdout);
    }
}

#[test]
fn a_directory_that_it_did_not_make_is_never_removed() {
    let machine = Machine::new();
    let folder = machine.path().join("local");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("thesis.txt"), "years of work").unwrap();
    let refused = machine.run(&["local", "destroy"]);
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert_eq!(
        fs::read_to_string(folder.join("thesis.txt")).unwrap(),
        "years of work"
    );
    fs::remove_dir_all(&folder).unwrap();
}

/// `pg_ctl` hands the path of the cluster to a shell.
#[test]
fn a_path_that_a_shell_would_read_is_refused() {
    let machine = Machine::new();
    for name in [
        "a\"b",
        "$(touch PWNED)",
        "`touch PWNED`",
        "a\\b",
        "a,b",
        "a\nb",
    ] {
        let mut command = machine.command(&["local", "start"]);
        let run = Run::of(
            command
                .env("CONNSURA_SEED_CACHE_DIR", machine.path().join(name))
                .output()
                .unwrap(),
        );
        assert_eq!(run.code, 2, "{name}: {}", run.stderr);
    }
    assert_eq!(fs::read_dir(machine.path()).unwrap().count(), 0);
    let odd = Machine::new().within("it's a place; *é%");
    odd.succeed(&["reset", "empty"]);
}

/// The variable names one folder and no other: nothing is found in one that is empty.
#[test]
fn missing_binaries_are_an_error_that_names_what_to_do() {
    let machine = Machine::new();
    let empty = machine.path().join("no-binaries-here");
    fs::create_dir(&empty).unwrap();
    let without_binaries = |arguments: &[&str]| {
        let mut command = machine.command(arguments);
        Run::of(
            command
                .env("CONNSURA_SEED_POSTGRES_BIN", &empty)
                .output()
                .unwrap(),
        )
    };
    let run = without_binaries(&["reset", "smoke"]);
    assert_eq!(run.code, 6);
    let named = format!(
        "error: PostgreSQL 15 or newer is needed, and `{}`, which CONNSURA_SEED_POSTGRES_BIN names, has no",
        empty.display()
    );
    assert!(run.stderr.starts_with(&named), "{}", run.stderr);
    assert!(run.stderr.contains("or unset it"), "{}", run.stderr);

    // A server that runs is within reach without them.
    machine.succeed(&["reset", "empty"]);
    for arguments in [
        ["status", "--format=json"],
        ["verify", "--format=json"],
        ["local", "url"],
        ["reset", "empty"],
        ["local", "stop"],
    ] {
        let run = without_binaries(&arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    }
    let run = without_binaries(&["local", "start"]);
    assert_eq!(run.code, 6);
    assert!(
        run.stderr
            .starts_with("error: the local database was made by PostgreSQL "),
        "{}",
        run.stderr
    );
    assert_eq!(without_binaries(&["local", "destroy"]).code, 0);
}

/// The install command is for machines that have none, and these have: in a root directory
/// of its own, where there is nothing to find.
#[test]
fn a_machine_without_postgresql_is_told_how_to_install_it() {
    let machine = Machine::new();
    let mut command = machine.command(&["local", "start"]);
    let run = Run::of(
        command
            .env("PATH", "/nowhere")
            .env("CONNSURA_SEED_POSTGRES_BIN", "")
            .output()
            .unwrap(),
    );
    // Where the package's own folder has them, they are found without PATH.
    if run.code == 0 {
        assert!(
            run.stderr.starts_with("created and started in "),
            "{}",
            run.stderr
        );
        return;
    }
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(
        run.stderr.contains("hint: install them: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_first_start_that_was_killed_is_done_again() {
    let machine = Machine::new();
    let folder = machine.path().join("local");
    let unfinished = || {
        fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .any(|entry| entry.file_name().to_string_lossy().starts_with("data.new"))
    };
    let mut child = machine.spawn(&["local", "start"]);
    while !unfinished() {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it could be killed"
        );
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.join("data").exists());
    machine.succeed(&["reset", "empty"]);
    machine.succeed(&["verify"]);
}

#[test]
fn a_damaged_server_is_an_error_with_a_way_out() {
    let machine = Machine::new();
    machine.succeed(&["reset", "empty"]);
    // Without its socket it runs on, out of reach.
    fs::remove_dir_all(machine.path().join("local/run")).unwrap();
    let run = machine.run(&["reset", "empty"]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("hint: connsura-seed local stop, then connsura-seed local start"),
        "{}",
        run.stderr
    );
    machine.succeed(&["local", "stop"]);
    machine.succeed(&["local", "start"]);
    machine.succeed(&["verify"]);
    // Without a part of its files it serves nobody.
    fs::remove_dir_all(machine.path().join("local/data/global")).unwrap();
    let run = machine.run(&["reset", "empty"]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(
        run.stderr.contains("connsura-seed local destroy"),
        "{}",
        run.stderr
    );
    machine.succeed(&["local", "destroy"]);
    machine.succeed(&["reset", "empty"]);
    // Without its version there is no cluster, whatever else lies there.
    machine.succeed(&["local", "stop"]);
    fs::remove_file(machine.path().join("local/data/PG_VERSION")).unwrap();
    machine.succeed(&["reset", "empty"]);
}

/// A number that another program has by now: neither taken for the server, nor stopped.
#[test]
fn a_stale_lock_file_does_not_stop_another_program() {
    let machine = Machine::new();
    machine.succeed(&["local", "start"]);
    let lock = machine.path().join("local/data/postmaster.pid");
    let left = fs::read_to_string(&lock).unwrap();
    machine.succeed(&["local", "stop"]);
    let mut other = Other(
        Command::new("sleep")
            .arg("600")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let (_, rest) = left.split_once('\n').unwrap();
    fs::write(&lock, format!("{}\n{rest}", other.0.id())).unwrap();
    assert_eq!(
        machine.run(&["local", "stop"]).stderr,
        "it was not running\n"
    );
    machine.succeed(&["reset", "empty"]);
    assert!(
        other.0.try_wait().unwrap().is_none(),
        "the other program was stopped"
    );
}

/// A program that ends with its test.
struct Other(Child);

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_server_that_does_not_start_is_an_error_that_names_its_log() {
    let machine = Machine::new();
    machine.succeed(&["local", "start"]);
    machine.succeed(&["local", "stop"]);
    let settings = machine.path().join("local/data/postgresql.conf");
    let good = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{good}\nno_such_setting = on\n")).unwrap();
    let run = machine.run(&["reset", "smoke"]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(
        run.stderr.contains("error: the local server did not start"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("its log is "), "{}", run.stderr);
    fs::write(&settings, good).unwrap();
    machine.succeed(&["reset", "smoke"]);
}

#[test]
fn a_server_that_was_killed_is_started_again() {
    let machine = Machine::new();
    machine.succeed(&["reset", "smoke"]);
    let pid = fs::read_to_string(machine.path().join("local/data/postmaster.pid")).unwrap();
    let pid: i32 = pid.lines().next().unwrap().parse().unwrap();
    nix::sys::signal::kill(
        nix::unistd::Pid::from_raw(pid),
        nix::sys::signal::Signal::SIGKILL,
    )
    .unwrap();
    // Until it has gone it may still answer.
    let stat = format!("/proc/{pid}/stat");
    while fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z ")) {
        std::thread::yield_now();
    }
    machine.succeed(&["local", "start"]);
    machine.succeed(&["verify"]);
}

/// As root this runs the program as another user; as anybody else the other tests do.
#[test]
fn an_ordinary_user_has_a_server_of_its_own() {
    let machine = Machine::new().within("home");
    fs::create_dir(machine.path()).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = machine.command(arguments);
        if nix::unistd::geteuid().is_root() {
            std::os::unix::fs::chown(machine.path(), Some(65534), Some(65534)).unwrap();
            command.uid(65534).gid(65534);
        }
        Run::of(command.output().unwrap())
    };
    let reset = run(&["reset", "empty", "--format", "json"]);
    assert_eq!(reset.code, 0, "{}", reset.stderr);
    assert_eq!(run(&["verify"]).code, 0);
    // Root has an account of its own for servers, and keeps its hands off this one.
    if nix::unistd::geteuid().is_root() {
        assert_eq!(machine.run(&["reset", "smoke"]).code, 3);
        assert_eq!(run(&["verify"]).code, 0);
    }
    assert_eq!(run(&["local", "destroy"]).code, 0);
}
