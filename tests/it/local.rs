//! The local server: found, made, started, left running, stopped, destroyed; as root and as
//! an ordinary user.

use std::fs;
use std::os::unix::process::CommandExt as _;

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
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped())
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

#[test]
fn missing_binaries_are_an_error_that_names_the_install_command() {
    let machine = Machine::new();
    let empty = machine.path().join("no-binaries-here");
    fs::create_dir(&empty).unwrap();
    let mut command = machine.command(&["reset", "smoke"]);
    let run = Run::of(
        command
            .env("CONNSURA_SEED_POSTGRES_BIN", &empty)
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 6);
    assert!(
        run.stderr
            .contains("error: there are no PostgreSQL binaries"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("hint: install them: "),
        "{}",
        run.stderr
    );
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
