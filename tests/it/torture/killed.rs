//! The program killed (SIGKILL): at each numbered step, and at moments spread over all of it.

use std::thread;
use std::time::Instant;

use super::{STRATEGIES, World, moments, narration, read_until, rounds};

/// The steps that a strategy has, by their numbers, and that of COMMIT.
fn steps(strategy: &str) -> &'static [u64] {
    match strategy {
        "online" => &[1, 2, 3, 5, 8, 10, 11, 12, 13],
        "exclusive" => &[1, 2, 3, 5, 8, 9, 10, 11, 12, 13],
        _ => &[1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    }
}

const COMMIT: u64 = 13;

/// Kills it at each step; says how often the old rows stayed, and how often the new ones came.
fn at_each_step(world: &mut World, strategy: &str) -> (usize, usize) {
    let (mut old, mut new) = (0, 0);
    for &step in steps(strategy) {
        let mut child = world.machine.spawn(&world.turn(strategy, &[]));
        assert!(
            read_until(&mut child, step),
            "{strategy} has no step {step}"
        );
        child.kill().unwrap();
        child.wait().unwrap();
        if world.settle(&format!("{strategy} killed at step {step}")) {
            // The signal is later than the line that it answers; recording is soon done.
            assert!(step + 1 >= COMMIT, "{strategy} went on from step {step}");
            new += 1;
        } else {
            old += 1;
        }
    }
    (old, new)
}

/// Kills it at moments of the time that it takes.
fn at_moments(world: &mut World, strategy: &str, rounds: usize) -> (usize, usize) {
    let started = Instant::now();
    world.succeed(strategy);
    let (mut old, mut new) = (0, 0);
    for moment in moments(started.elapsed()).take(rounds) {
        let mut child = world.machine.spawn(&world.turn(strategy, &[]));
        // Not until something has happened: until any moment.
        thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        if world.settle(&format!("{strategy} killed after {moment:?}")) {
            new += 1;
        } else {
            old += 1;
        }
    }
    (old, new)
}

fn killed(strategy: &str) {
    let mut world = World::new();
    let (old, new) = at_each_step(&mut world, strategy);
    println!(
        "{strategy}: killed at {} steps: {old} old, {new} new",
        old + new
    );
    assert!(old >= steps(strategy).len() - 2);
    let (old, new) = at_moments(&mut world, strategy, rounds(8));
    println!(
        "{strategy}: killed at {} moments: {old} old, {new} new",
        old + new
    );
    assert!(old > 0);
    // Nothing is left that stands in the way of any.
    for next in STRATEGIES {
        world.succeed(next);
        world.machine.succeed(&["verify"]);
    }
}

#[test]
fn an_online_reset_is_killed() {
    killed("online");
}

#[test]
fn an_exclusive_reset_is_killed() {
    killed("exclusive");
}

#[test]
fn a_rebuild_is_killed() {
    killed("rebuild");
}

/// The steps are those that the program numbers, and no others.
#[test]
fn every_step_of_every_strategy_is_killed() {
    let mut world = World::new();
    for strategy in STRATEGIES {
        let mut child = world.machine.spawn(&world.turn(strategy, &[]));
        let told: Vec<u64> = narration(&mut child)
            .filter_map(|line| line["fields"]["step"].as_u64())
            .collect();
        assert!(child.wait().unwrap().success());
        assert!(world.settle(strategy));
        assert_eq!(told, steps(strategy), "{strategy}");
    }
}
