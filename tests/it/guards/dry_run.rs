//! `reset --dry-run`: all that a reset would decide, and nothing of what it would do.

use serde_json::Value;

use super::staging::{Staging, fingerprint, until};
use crate::support::Run;

const DRY: [&str; 5] = ["reset", "smoke", "--target", "staging", "--dry-run"];

#[test]
fn a_dry_run_decides_as_a_reset_does_and_changes_nothing() {
    let staging = Staging::kept();
    says_what_a_reset_does(&staging);
    staging.renew();
    keeps_nobody_waiting(&staging);
    refuses_as_a_reset_does(&staging);
    staging.renew();
    gets_no_transaction_number(&staging);
}

fn says_what_a_reset_does(staging: &Staging) {
    let database = &staging.database;
    let before = fingerprint(database);
    let json = |run: &Run| -> Value { serde_json::from_str(&run.stdout).unwrap() };
    let dry = staging.run(&[&DRY[..], &["--format", "json"]].concat());
    assert_eq!(dry.code, 0, "{}", dry.told());
    let said = json(&dry);
    assert_eq!(said["dry_run"], true);
    assert_eq!(said["strategy"], "online");
    let told = staging.succeed(&DRY);
    for said in [
        "strategy    online: the schema is current",
        "rows to load",
        "named target",
        "bystanders",
    ] {
        assert!(told.contains(said), "{told}");
    }
    assert!(!told.contains("REFUSES"), "{told}");
    assert_eq!(fingerprint(database), before);
    // What it says is what is done.
    let done = staging.run(&["reset", "smoke", "--target", "staging", "--format", "json"]);
    let done = json(&done);
    assert_eq!(done["strategy"], "online", "{done:#}");
    for table in done["tables"].as_array().unwrap() {
        assert_eq!(
            said["rows"][table["table"].as_str().unwrap()],
            table["rows"],
            "{table}"
        );
    }
}

/// Who writes, or resets, neither waits for a dry run nor keeps it waiting.
fn keeps_nobody_waiting(staging: &Staging) {
    let before = fingerprint(&staging.database);
    // A writer in the midst of its work, and another reset, hold a reset back, and no dry run.
    let writer = staging.database.hold(
        "app",
        "LOCK TABLE \"User\" IN ROW EXCLUSIVE MODE; SELECT pg_advisory_xact_lock(1936024932)",
    );
    let waited = staging.run(&["reset", "smoke", "--target", "staging", "--wait", "1"]);
    assert_eq!(waited.code, 6, "{}", waited.told());
    staging.succeed(&DRY);
    writer.release();
    for strategy in ["rebuild", "exclusive", "online"] {
        staging.succeed(&[&DRY[..], &["--strategy", strategy]].concat());
    }
    assert_eq!(fingerprint(&staging.database), before);
}

fn refuses_as_a_reset_does(staging: &Staging) {
    let all = [("RAILS_ENV", "prod")];
    staging.database.execute("DELETE FROM connsura_seed.marker");
    staging.copy_customers_in();
    let refused = staging.refused(&all, &DRY);
    let reset = staging.refused(&all, &["reset", "smoke", "--target", "staging"]);
    let doctor = staging.refused(&all, &["doctor", "smoke", "--target", "staging"]);
    assert_eq!(
        refused.stderr,
        reset
            .stderr
            .lines()
            .filter(|line| !line.starts_with('['))
            .fold(String::new(), |all, line| all + line + "\n")
    );
    assert_eq!(refused.stderr, doctor.stderr);
    for guard in ["environment", "identity", "marker", "census"] {
        assert!(
            refused.stderr.contains(&format!("guard `{guard}`: ")),
            "{}",
            refused.stderr
        );
        for shown in [&refused.stdout, &doctor.stdout] {
            assert!(
                shown
                    .lines()
                    .any(|line| line.contains(guard) && line.contains("REFUSES")),
                "{shown}"
            );
            assert!(shown.contains(&format!("hint ({guard}): ")), "{shown}");
        }
    }
}

/// A transaction that changes anything gets a number, and here none does.
fn gets_no_transaction_number(staging: &Staging) {
    let database = &staging.database;
    // Whose work is nobody's here.
    database.execute("ALTER SYSTEM SET autovacuum = off");
    database.execute("SELECT pg_reload_conf()");
    let is_off = "SELECT (setting = 'off')::text FROM pg_settings WHERE name = 'autovacuum'";
    let workers =
        "SELECT count(*)::text FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'";
    until("autovacuum to rest", || {
        database.text(is_off) == "true" && database.text(workers) == "0"
    });
    let next = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text";
    let before = database.text(next);
    staging.succeed(&DRY);
    staging.succeed(&["doctor", "smoke", "--target", "staging"]);
    staging.succeed(&["status", "--target", "staging"]);
    staging.refused(&[], &["undo", "--target", "staging"]);
    assert_eq!(database.text(next), before, "somebody changed something");
    staging.succeed(&["reset", "smoke", "--target", "staging"]);
    assert_ne!(database.text(next), before);
}
