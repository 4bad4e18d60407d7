//! The program's own commands that read, while a reset is at work.

use std::process::Stdio;

use nix::sys::signal::Signal;
use serde_json::Value;

use super::{World, read_until, signal, wait_until};
use crate::support::Run;

/// Loading: the old rows have gone, the new ones are not there.
const LOADING: u64 = 8;

/// One that comes while readers must wait does so, whatever it reads, and then sees the new rows
/// and the generation that goes with them. None is told of a difference.
#[test]
fn who_reads_waits_for_a_reset_and_sees_the_new_dataset() {
    let mut world = World::new();
    for strategy in ["exclusive", "rebuild"] {
        let mut reset = world.machine.spawn(&world.turn(strategy, &[]));
        assert!(read_until(&mut reset, LOADING), "{strategy}");
        signal(&reset, Signal::SIGSTOP);
        let commands = [
            &["find", "--having", "role = admin"][..],
            &["verify"],
            &["coverage"],
        ];
        let readers = commands.map(|command| {
            let mut reader = world.machine.command(command);
            reader.args(["--format", "json"]);
            reader.stdout(Stdio::piped()).stderr(Stdio::piped());
            reader.spawn().unwrap()
        });
        wait_until(
            &world.database,
            "three readers wait",
            "SELECT count(*) = 3 FROM pg_locks WHERE relation = 'connsura_seed.generations'::regclass
             AND mode = 'AccessShareLock' AND NOT granted",
        );
        signal(&reset, Signal::SIGCONT);
        let told = readers.map(|reader| {
            let run = Run::of(reader.wait_with_output().unwrap());
            assert_eq!(run.code, 0, "{strategy}: {}", run.stderr);
            serde_json::from_str::<Value>(&run.stdout).unwrap()
        });
        assert!(reset.wait_with_output().unwrap().status.success());
        assert!(world.settle(strategy));
        let latest = world.database.text(
            "SELECT id::text FROM connsura_seed.generations ORDER BY finished_at DESC LIMIT 1",
        );
        assert_eq!(told[0]["generation"], latest.as_str(), "{strategy}");
        assert_eq!(told[0]["found"], 2, "{strategy}");
    }
}

/// Readers of every kind, and resets meanwhile: neither keeps the other from its work for longer
/// than it takes.
#[test]
fn readers_and_resets_take_turns() {
    let mut world = World::new();
    let commands = ["verify", "coverage", "cast", "status", "verify", "coverage"];
    let readers = commands.map(|command| world.machine.spawn(&[command]));
    for strategy in super::STRATEGIES {
        world.machine.succeed(&world.turn(strategy, &[]));
        world.now = world.other();
        world.generations += 1;
    }
    for (command, reader) in commands.iter().zip(readers) {
        let run = Run::of(reader.wait_with_output().unwrap());
        assert_eq!(run.code, 0, "{command}: {}", run.stderr);
    }
    assert!(!world.settle("after three resets"));
}
