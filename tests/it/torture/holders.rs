//! A lock that somebody else holds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::{World, read_until, wait_until};
use crate::support::{Database, Run};

/// How often somebody read while `work` was done, and how long the slowest read took.
fn meanwhile<T: Send>(
    database: &Database,
    work: impl FnOnce() -> T + Send,
) -> (T, usize, Duration) {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let work = scope.spawn(|| {
            let result = work();
            done.store(true, Ordering::SeqCst);
            result
        });
        let (mut reads, mut slowest) = (0, Duration::ZERO);
        while !done.load(Ordering::SeqCst) {
            let started = Instant::now();
            assert_ne!(database.text(r#"SELECT count(*)::text FROM "Admin""#), "0");
            slowest = slowest.max(started.elapsed());
            reads += 1;
        }
        (work.join().unwrap(), reads, slowest)
    })
}

fn assert_names(run: &Run, pid: i32, application: &str) {
    assert_eq!(run.code, 6, "{}", run.stderr);
    for told in [
        "the database is as it was before".to_owned(),
        format!("pid {pid} (user connsura, application `{application}`, idle in transaction)"),
        format!("SELECT pg_terminate_backend({pid})"),
    ] {
        assert!(run.stderr.contains(&told), "{told}: {}", run.stderr);
    }
}

/// A client that has read and idles. Those who wait for the table's readers to end do so in short
/// attempts: were the request for its lock made once, whoever reads after it would wait as long as
/// the program does, which is three times the bound. An attempt is shorter than `deadlock_timeout`
/// and 500 ms; the rest of the bound is for a machine that has other things to do. Both strategies
/// have locked the table that is read before they come to the one that is held.
fn an_idle_reader_delays(strategy: &str) {
    let mut world = World::new();
    let holder = world
        .database
        .hold("report", r#"SELECT count(*)::text FROM "Upload""#);
    let arguments = world.turn(strategy, &["--wait", "6"]);
    let (run, reads, slowest) = meanwhile(&world.database, || world.machine.run(&arguments));
    assert_names(&run, holder.pid, "report");
    assert!(!world_is_new(&mut world, holder));
    println!("{strategy}, kept waiting: {reads} reads of others, the slowest {slowest:?}");
    assert!(reads > 4, "{strategy}: {reads}");
    assert!(slowest < Duration::from_secs(2), "{strategy}: {slowest:?}");
    world.succeed(strategy);
}

/// Ends the holder's transaction, and says whether there are new rows.
fn world_is_new(world: &mut World, holder: crate::support::Holder) -> bool {
    holder.release();
    world.settle("after waiting")
}

#[test]
fn an_idle_reader_delays_an_exclusive_reset_and_nobody_else() {
    an_idle_reader_delays("exclusive");
}

#[test]
fn an_idle_reader_delays_a_rebuild_and_nobody_else() {
    an_idle_reader_delays("rebuild");
}

#[test]
fn an_idle_reader_does_not_delay_an_online_reset() {
    let mut world = World::new();
    let holder = world
        .database
        .hold("report", r#"SELECT count(*)::text FROM "User""#);
    world
        .machine
        .succeed(&world.turn("online", &["--wait", "0"]));
    assert!(world_is_new(&mut world, holder));
}

/// An idle writer, and one that has locked a row to change it: an online reset waits for either,
/// and is in nobody's way as long as it does. Who only reads is not named for it.
#[test]
fn an_idle_writer_delays_an_online_reset_and_no_reader() {
    let mut world = World::new();
    for sql in [
        r#"UPDATE "User" SET locale = locale"#,
        r#"SELECT id::text FROM "Customer" FOR UPDATE"#,
        r#"SELECT id::text FROM "Customer" FOR KEY SHARE"#,
    ] {
        let reader = world
            .database
            .hold("report", r#"SELECT count(*)::text FROM "User""#);
        let holder = world.database.hold("writer", sql);
        let arguments = world.turn("online", &["--wait", "3"]);
        let (run, reads, slowest) = meanwhile(&world.database, || world.machine.run(&arguments));
        assert_names(&run, holder.pid, "writer");
        assert!(!run.stderr.contains("`report`"), "{}", run.stderr);
        println!("online, kept waiting: {reads} reads of others, the slowest {slowest:?}");
        // Nobody waits whatever the attempt; a third of the wait is for the machine.
        assert!(slowest < Duration::from_secs(1), "{slowest:?}");
        reader.release();
        assert!(!world_is_new(&mut world, holder), "{sql}");

        let holder = world.database.hold("writer", sql);
        let mut child = world.machine.spawn(&world.turn("online", &[]));
        assert!(read_until(&mut child, 3));
        wait_until(
            &world.database,
            "the reset waits for the writer",
            "SELECT EXISTS (SELECT FROM pg_locks WHERE mode = 'ExclusiveLock' AND locktype = 'relation' AND NOT granted)",
        );
        holder.release();
        assert!(child.wait_with_output().unwrap().status.success(), "{sql}");
        assert!(world.settle(sql), "{sql}");
    }
}

/// Who reads and then writes in one transaction would wait for a reset that waits for him. The
/// reset gives way, in time: nobody is told of a deadlock.
#[test]
fn a_reader_that_becomes_a_writer_meets_no_deadlock() {
    let mut world = World::new();
    for strategy in super::STRATEGIES {
        let reader = world
            .database
            .hold("app", r#"SELECT count(*)::text FROM "User""#);
        let writer = world
            .database
            .hold("app", r#"UPDATE "Customer" SET notes = notes"#);
        let mut child = world.machine.spawn(&world.turn(strategy, &[]));
        assert!(read_until(&mut child, 3));
        wait_until(
            &world.database,
            "the reset waits",
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' AND NOT granted)",
        );
        // It waits for the reset's locks, if there are any, or gets its own.
        let reader = reader.goes_on(r#"UPDATE "User" SET locale = locale"#);
        reader.release();
        let writer = writer.goes_on(r#"UPDATE "AuditLog" SET action = action"#);
        writer.release();
        let ended = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{strategy}: {told}");
        assert!(world.settle(strategy));
    }
}

/// Whatever is held: a table, the lock of resets, or that of Prisma's migrations.
#[test]
fn who_holds_a_lock_is_named() {
    let mut world = World::new();
    for lock in [
        r#"SELECT count(*)::text FROM "User""#,
        "SELECT pg_advisory_xact_lock(1936024932)::text",
        "SELECT pg_advisory_xact_lock(72707369)::text",
    ] {
        let holder = world.database.hold("billing report", lock);
        let run = world.machine.run(&world.turn("rebuild", &["--wait", "0"]));
        assert_names(&run, holder.pid, "billing report");
        let is_of_resets = run
            .stderr
            .contains("another reset is under way: wait longer");
        assert_eq!(is_of_resets, lock.contains("1936024932"), "{}", run.stderr);
        assert!(!world_is_new(&mut world, holder), "{lock}");
    }
}

/// Whoever interrupts a reset that waits is told that nothing happened.
#[test]
fn an_interrupted_reset_says_what_became_of_the_database() {
    let mut world = World::new();
    for (strategy, signal) in
        super::STRATEGIES
            .into_iter()
            .zip([Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP])
    {
        let sql = r#"UPDATE "Form" SET status = status"#;
        let holder = world.database.hold("writer", sql);
        let mut child = world.machine.spawn(&world.turn(strategy, &[]));
        assert!(read_until(&mut child, 3));
        kill(Pid::from_raw(child.id().cast_signed()), signal).unwrap();
        let ended = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(6), "{strategy}: {told}");
        let said = format!("interrupted by {signal}; the database is as it was before");
        assert!(told.contains(&said), "{strategy}: {told}");
        assert!(!world_is_new(&mut world, holder), "{strategy}");
        world.succeed(strategy);
    }
}
