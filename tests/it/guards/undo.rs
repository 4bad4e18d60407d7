//! `undo`: the generation before, exactly, or nothing.

use super::staging::{Staging, rows, until};
use crate::support::Run;

const UNDO: [&str; 3] = ["undo", "--target", "staging"];

fn reset(staging: &Staging, scenario: &str) -> String {
    staging.succeed(&["reset", scenario, "--target", "staging"]);
    rows(&staging.database)
}

#[test]
fn undo_puts_the_generation_before_back_or_is_refused() {
    let staging = Staging::marked();
    puts_back_what_the_last_reset_replaced(&staging);
    is_refused_where_the_guards_or_others_say_so(&staging);
}

/// Twice is as before.
fn puts_back_what_the_last_reset_replaced(staging: &Staging) {
    let told = staging.refused(&[], &UNDO).stderr;
    assert!(
        told.contains("there is nothing to undo: no reset has been recorded here"),
        "{told}"
    );
    let smoke = reset(staging, "smoke");
    assert!(smoke.contains("User"), "{smoke}");
    let told = staging.refused(&[], &UNDO).stderr;
    assert!(
        told.contains("before the only reset that is recorded here was no generation"),
        "{told}"
    );
    let other = {
        staging.succeed(&["reset", "smoke", "--seed", "9", "--target", "staging"]);
        rows(&staging.database)
    };
    assert_ne!(smoke, other);
    let dry = staging.succeed(&[&UNDO[..], &["--dry-run"]].concat());
    assert!(dry.contains("scenario    smoke (seed 27)\n"), "{dry}");
    assert!(dry.contains("strategy    online"), "{dry}");
    assert_eq!(rows(&staging.database), other);
    // The password of then comes back, whatever the variable holds now.
    let run = staging.run_with(&[("CONNSURA_SEED_PASSWORD", "another-One-9")], &UNDO);
    assert_eq!(run.code, 0, "{}", run.told());
    assert_eq!(rows(&staging.database), smoke);
    assert!(
        !run.stdout.contains("connsura-local-only"),
        "{}",
        run.stdout
    );
    staging.succeed(&["verify", "--target", "staging"]);
    staging.succeed(&UNDO);
    assert_eq!(rows(&staging.database), other);
    // Nobody needs the variable: the rows come from the record.
    let mut command = staging.command(&UNDO);
    command.env_remove("CONNSURA_SEED_PASSWORD");
    let run = Run::of(command.output().unwrap());
    assert_eq!(run.code, 0, "{}", run.told());
    assert!(
        !run.stdout.contains("connsura-local-only"),
        "{}",
        run.stdout
    );
    assert_eq!(rows(&staging.database), smoke);
}

/// It asks every guard. And somebody else resets while `undo` waits for them: what it was asked for is not what it would
/// do any more.
fn is_refused_where_the_guards_or_others_say_so(staging: &Staging) {
    reset(staging, "empty");
    staging.refused(&[("NODE_ENV", "production")], &UNDO);
    let sql = "UPDATE \"User\" SET email = 'quellmann.orla@wesertal-post.de'";
    staging.database.execute(sql);
    let told = staging.refused(&[], &UNDO).stderr;
    assert!(told.contains("guard `census`"), "{told}");
    let sql = "UPDATE \"User\" SET email = 'admin-1@connsura.example'";
    staging.database.execute(sql);
    let blocker = staging
        .database
        .hold("blocker", "SELECT pg_advisory_xact_lock(1936024932)");
    let waiting = |count: usize| {
        let sql = "SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
        until("a reset to wait", || {
            staging.database.text(sql) == count.to_string()
        });
    };
    let spawn = |arguments: &[&str]| {
        let mut command = staging.command(arguments);
        command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        command.spawn().unwrap()
    };
    // Who waits first is served first.
    let other = spawn(&["reset", "smoke", "--seed", "5", "--target", "staging"]);
    waiting(1);
    let undo = spawn(&UNDO);
    waiting(2);
    blocker.release();
    let other = Run::of(other.wait_with_output().unwrap());
    assert_eq!(other.code, 0, "{}", other.told());
    let undo = Run::of(undo.wait_with_output().unwrap());
    assert_eq!(undo.code, 3, "{}", undo.told());
    assert!(
        undo.stderr
            .contains("the database holds another generation than"),
        "{}",
        undo.stderr
    );
    let seeds = "SELECT seed::text FROM connsura_seed.generations ORDER BY finished_at";
    assert_eq!(staging.database.texts(seeds).last().unwrap(), "5");
    staging.succeed(&["verify", "--target", "staging"]);
}
