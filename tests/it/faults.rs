//! All or nothing: whatever dies, at whatever step, the database is wholly as before or
//! wholly as asked.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Child;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use crate::support::{Disk, Machine, Run};

/// Reads the child's narration until `wanted` says stop; false when it ended before.
fn read_until(child: &mut Child, mut wanted: impl FnMut(&Value) -> bool) -> bool {
    let stderr = child.stderr.as_mut().unwrap();
    // Unbuffered beyond the line: what comes after it must stay in the pipe.
    for line in BufReader::with_capacity(1, stderr).lines() {
        let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
        if wanted(&line) {
            return true;
        }
    }
    false
}

#[test]
fn killing_the_client_at_any_step_leaves_the_database_as_it_was() {
    let machine = Machine::new();
    machine.succeed(&["reset", "smoke"]);
    let database = machine.database();
    let before = database.fingerprint();
    let generation =
        "SELECT id::text FROM connsura_seed.generations ORDER BY finished_at DESC LIMIT 1";
    // Ten steps, and nine tables within one of them: nineteen lines of narration.
    let mut killed = 0;
    for stop_at in 1..=19 {
        let first = database.text(generation);
        let mut child = machine.spawn(&["reset", "staging"]);
        let mut lines = 0;
        if read_until(&mut child, |_| {
            lines += 1;
            lines == stop_at
        }) {
            child.kill().unwrap();
            killed += 1;
        }
        child.wait().unwrap();
        // The server notices the loss when it next reads; a lock on all it did tells when.
        database.execute("SELECT pg_advisory_lock(1936024932)");
        if database.text(generation) == first {
            assert_eq!(database.fingerprint(), before, "killed at line {stop_at}");
        } else {
            // Killed while COMMIT was on its way: then all of it is there.
            assert_eq!(stop_at, 19, "committed though killed before COMMIT");
            assert_eq!(machine.run(&["verify"]).code, 0);
        }
    }
    assert_eq!(killed, 19);
    // Nothing is left that stands in the way of the next.
    machine.succeed(&["reset", "smoke"]);
    machine.succeed(&["verify"]);
}

#[test]
fn a_server_stopped_in_mid_load_is_exit_6_and_nothing_changed() {
    let machine = Machine::new();
    machine.succeed(&["reset", "smoke"]);
    let before = machine.database().fingerprint();
    let mut child = machine.spawn(&["reset", "staging"]);
    assert!(read_until(&mut child, |line| line["fields"]["table"] == "Admin"));
    let pid = fs::read_to_string(machine.path().join("local/data/postmaster.pid")).unwrap();
    let pid: i32 = pid.lines().next().unwrap().parse().unwrap();
    // SIGQUIT is PostgreSQL's immediate shutdown.
    kill(Pid::from_raw(pid), Signal::SIGQUIT).unwrap();
    let mut error = Value::Null;
    read_until(&mut child, |line| {
        error = line.clone();
        false
    });
    assert_eq!(child.wait().unwrap().code(), Some(6), "{error}");
    assert_eq!(error["level"], "error");
    assert!(error["fields"]["hint"].is_string(), "{error}");
    machine.succeed(&["local", "start"]);
    assert_eq!(machine.database().fingerprint(), before);
    machine.succeed(&["verify"]);
}

#[test]
fn a_backend_that_is_terminated_is_exit_6_and_nothing_changed() {
    let machine = Machine::new();
    machine.succeed(&["reset", "smoke"]);
    let database = machine.database();
    let before = database.fingerprint();
    let mut child = machine.spawn(&["reset", "staging"]);
    assert!(read_until(&mut child, |line| line["fields"]["table"] == "Admin"));
    database.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
         WHERE application_name = 'connsura-seed'",
    );
    let output = child.wait_with_output().unwrap();
    let run = Run::of(output);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(
        run.stderr.contains("the database is as it was before"),
        "{}",
        run.stderr
    );
    assert_eq!(database.fingerprint(), before);
}

#[test]
fn a_lock_that_is_not_granted_names_who_holds_it() {
    let machine = Machine::new();
    machine.succeed(&["reset", "smoke"]);
    let database = machine.database();
    let before = database.fingerprint();
    for lock in [
        r#"SELECT count(*)::text FROM "User""#,
        "SELECT pg_advisory_xact_lock(1936024932)::text",
        "SELECT pg_advisory_xact_lock(72707369)::text",
    ] {
        let holder = database.hold("billing report", lock);
        let run = machine.run(&["reset", "smoke", "--rebuild", "--wait", "0"]);
        assert_eq!(run.code, 6, "{}", run.stderr);
        for told in [
            "the database is as it was before".to_owned(),
            format!(
                "locks are held by pid {} (user connsura, application `billing report`, idle in transaction)",
                holder.pid
            ),
            format!("SELECT pg_terminate_backend({})", holder.pid),
        ] {
            assert!(run.stderr.contains(&told), "{lock}: {}", run.stderr);
        }
        holder.release();
    }
    assert_eq!(database.fingerprint(), before);
    machine.succeed(&["reset", "smoke", "--wait", "0"]);
}

/// A full disk needs a disk of a known size. Root mounts one in memory; who is not root
/// cannot, and has the other faults.
#[test]
fn a_full_disk_is_exit_6_and_nothing_changed() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let machine = Machine::new().within("disk");
    fs::create_dir(machine.path()).unwrap();
    let disk = Disk::mount(machine.path().to_str().unwrap(), "128m");
    machine.succeed(&["reset", "smoke"]);
    let before = machine.database().fingerprint();
    fs::write(
        machine.path().join("large.toml"),
        "[customers]\ncount = 40000\n[conversations]\nper_customer = { min = 1, max = 1 }\nmessages = { min = 9, max = 9 }\n",
    )
    .unwrap();
    let large = machine.path().join("large.toml");
    let run = machine.run(&["reset", large.to_str().unwrap()]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(
        run.stderr.contains("hint: free some space"),
        "{}",
        run.stderr
    );
    assert_eq!(machine.database().fingerprint(), before);
    machine.succeed(&["verify"]);
    machine.succeed(&["reset", "smoke"]);
    machine.succeed(&["local", "destroy"]);
    drop(disk);
}

#[test]
fn an_unmarked_database_is_refused_and_nothing_changed() {
    let machine = Machine::new();
    machine.succeed(&["reset", "smoke"]);
    let database = machine.database();
    for (remove, restore) in [
        (
            "UPDATE connsura_seed.marker SET environment = 'production'",
            "UPDATE connsura_seed.marker SET environment = 'staging'",
        ),
        (
            "ALTER DATABASE connsura RESET connsura_seed.environment",
            "ALTER DATABASE connsura SET connsura_seed.environment = 'staging'",
        ),
    ] {
        database.execute(remove);
        let before = database.fingerprint();
        let run = machine.run(&["reset", "staging"]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(run.stderr.contains("guard `marker`"), "{}", run.stderr);
        assert_eq!(database.fingerprint(), before);
        database.execute(restore);
    }
}
