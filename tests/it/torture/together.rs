//! Two resets at once, of every pair of strategies.

use super::{DATASETS, STRATEGIES, World, read_until, reset, wait_until};

/// Somebody writes, so that the first reset waits for its tables: it is in its transaction then,
/// and the second comes for certain while it is.
#[test]
fn one_comes_after_the_other_or_is_told_who_is_before_it() {
    let mut world = World::new();
    let mut refused = 0;
    for first in STRATEGIES {
        for second in STRATEGIES {
            let what = format!("{first}, then {second}");
            let writer = world
                .database
                .hold("writer", r#"LOCK TABLE "User" IN ROW EXCLUSIVE MODE"#);
            let mut one = world.machine.spawn(&world.turn(first, &[]));
            assert!(read_until(&mut one, 3), "{what}");

            let run = world.machine.run(&world.turn(second, &["--wait", "0"]));
            assert_eq!(run.code, 6, "{what}: {}", run.stderr);
            let told = &run.stderr;
            assert!(told.contains("locks are held by pid "), "{what}: {told}");
            assert!(
                told.contains("application `connsura-seed`"),
                "{what}: {told}"
            );
            refused += 1;

            // Back to the dataset that is there, by way of the other.
            let arguments = reset(DATASETS[world.now], second, &[]);
            let mut two = world.machine.spawn(&arguments);
            assert!(read_until(&mut two, 2), "{what}");
            wait_until(
                &world.database,
                "the second reset waits for the first",
                "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)",
            );
            writer.release();
            assert!(one.wait_with_output().unwrap().status.success(), "{what}");
            let ended = two.wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&ended.stderr);
            assert!(ended.status.success(), "{what}: {told}");
            // Two generations more, and the rows are those of the second.
            world.generations += 2;
            assert!(!world.settle(&what), "{what}");
        }
    }
    println!("{refused} pairs: the second was refused with --wait 0, and came after with a wait");
}
