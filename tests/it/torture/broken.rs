//! The server's side broken: its process for the session killed, all of it stopped at once, the
//! connection cut at COMMIT, the disk full.

use std::fs;
use std::process::Child;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use super::{STRATEGIES, World, narration, read_until};
use crate::commit::{Cut, relay};
use crate::support::{Disk, Machine};

/// Steps at which something breaks: emptying, loading, indexing, verifying, recording. That of
/// indexes is not there online.
const STEPS: [u64; 5] = [5, 8, 9, 11, 12];

fn signal(child: &Child, signal: Signal) {
    kill(Pid::from_raw(child.id().cast_signed()), signal).unwrap();
}

/// Breaks something at each step while the program stands still, and looks at what becomes of it.
fn break_at_each_step(strategy: &str, mut breaks: impl FnMut(&Machine), mends: impl Fn(&Machine)) {
    let mut world = World::new();
    let mut old = 0;
    let steps = STEPS
        .into_iter()
        .filter(|step| (strategy, *step) != ("online", 9));
    for step in steps.clone() {
        let mut child = world.machine.spawn(&world.turn(strategy, &[]));
        assert!(
            read_until(&mut child, step),
            "{strategy} has no step {step}"
        );
        signal(&child, Signal::SIGSTOP);
        breaks(&world.machine);
        signal(&child, Signal::SIGCONT);
        let last = narration(&mut child).last().unwrap_or(Value::Null);
        let code = child.wait().unwrap().code();
        mends(&world.machine);
        let is_new = world.settle(&format!("{strategy} broken at step {step}: {last}"));
        // It may have been done before it was stopped.
        assert_eq!(code, Some(if is_new { 0 } else { 6 }), "{strategy}: {last}");
        if !is_new {
            assert_eq!(last["level"], "error", "{last}");
            let told = last["fields"]["message"]
                .as_str()
                .or(last["message"].as_str());
            let told = told.unwrap_or_default();
            assert!(told.contains("the database is as it was before"), "{last}");
            old += 1;
        }
    }
    println!(
        "{strategy}: broken at {} steps, {old} old",
        steps.clone().count()
    );
    assert!(old >= steps.count() - 1);
    world.succeed(strategy);
    world.machine.succeed(&["verify"]);
}

#[test]
fn the_sessions_backend_is_killed_at_any_step() {
    for strategy in STRATEGIES {
        break_at_each_step(
            strategy,
            |machine| {
                machine.database().execute(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                     WHERE application_name = 'connsura-seed'",
                );
            },
            |_| {},
        );
    }
}

#[test]
fn the_server_is_stopped_at_once_at_any_step() {
    for strategy in STRATEGIES {
        break_at_each_step(strategy, stop_at_once, |machine| {
            machine.succeed(&["local", "start"]);
        });
    }
}

/// PostgreSQL's immediate shutdown, and nothing left of it when this returns.
fn stop_at_once(machine: &Machine) {
    let file = machine.path().join("local/data/postmaster.pid");
    let pid = fs::read_to_string(file).unwrap();
    let pid = Pid::from_raw(pid.lines().next().unwrap().parse().unwrap());
    kill(pid, Signal::SIGQUIT).unwrap();
}

#[test]
fn the_connection_is_cut_at_commit() {
    for strategy in ["exclusive", "rebuild"] {
        for (cut, code) in [(Cut::Before, 6), (Cut::After, 0)] {
            let mut world = World::new();
            let lock = world.machine.path().join("local/data/postmaster.pid");
            let lock = fs::read_to_string(lock).unwrap();
            let socket = format!("local/run/.s.PGSQL.{}", lock.lines().nth(3).unwrap());
            relay(&world.machine.path().join(socket), cut);
            let run = world.machine.run(&world.turn(strategy, &[]));
            assert_eq!(run.code, code, "{strategy} {cut:?}: {}", run.stderr);
            let is_new = world.settle(strategy);
            assert_eq!(is_new, cut == Cut::After, "{strategy}: {}", run.stderr);
        }
    }
}

/// Root mounts a disk of a known size in memory; who is not root cannot, and has the other faults.
#[test]
fn the_disk_is_full() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let machine = Machine::new().within("disk");
    fs::create_dir(machine.path()).unwrap();
    let disk = Disk::mount(machine.path().to_str().unwrap(), "128m");
    let mut world = World::on(machine);
    let large = world.machine.path().join("large.toml");
    fs::write(
        &large,
        "[customers]\ncount = 40000\n[conversations]\nper_customer = { min = 1, max = 1 }\nmessages = { min = 9, max = 9 }\n",
    )
    .unwrap();
    for strategy in ["exclusive", "rebuild"] {
        let arguments = ["reset", large.to_str().unwrap(), "--strategy", strategy];
        let run = world.machine.run(&arguments);
        assert_eq!(run.code, 6, "{strategy}: {}", run.stderr);
        assert!(
            run.stderr.contains("hint: free some space"),
            "{}",
            run.stderr
        );
        assert!(!world.settle(strategy), "{strategy}");
        world.succeed(strategy);
    }
    world.machine.succeed(&["local", "destroy"]);
    drop(world);
    drop(disk);
}
