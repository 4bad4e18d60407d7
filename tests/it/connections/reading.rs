//! Readers and resets keep out of each other's way, whatever rights a reader has.

use std::process::Stdio;

use connsura_seed::postgres::{Address, begin_reading, latest_generation};

use super::site::{Pooler, Site, until};
use super::{answer, told};
use crate::support::{Run, block_on};

/// Who waits at the gate, in this mode.
fn waiting(mode: &str) -> String {
    format!(
        "SELECT count(*)::text FROM pg_locks WHERE relation = 'connsura_seed.generations'::regclass
         AND mode = '{mode}' AND NOT granted"
    )
}

/// A reader that comes during a reset waits in its own transaction, and still sees what the
/// reset leaves: its snapshot is younger than its lock. Through a pooler as well.
#[test]
fn a_reader_that_waited_sees_what_the_reset_left() {
    let site = Site::with_rules("host all qa 127.0.0.1/32 trust");
    site.machine.succeed(&["reset", "smoke"]);
    let database = &site.database;
    // No more than the right to read: the least that a reader has.
    database.execute(
        "GRANT USAGE ON SCHEMA connsura_seed TO qa; GRANT SELECT ON ALL TABLES IN SCHEMA connsura_seed TO qa",
    );
    let pooler = Pooler::before(&site, 2, "pool_mode = transaction");
    let through = format!(
        "postgresql://qa@127.0.0.1:{}/connsura?pgbouncer=true",
        pooler.port
    );
    for (url, scenario) in [(site.url("127.0.0.1", ""), "empty"), (through, "smoke")] {
        // Somebody's open transaction keeps the reset at its last step but one, behind the gate.
        let holder = database.hold("report", "LOCK TABLE connsura_seed.specimens IN SHARE MODE");
        let reset = site.machine.spawn(&["reset", scenario, "--rebuild"]);
        let closed = "SELECT count(*)::text FROM pg_locks WHERE relation = 'connsura_seed.generations'::regclass
                      AND mode = 'AccessExclusiveLock' AND granted";
        until("the reset to begin", || database.text(closed) == "1");
        let reader = std::thread::spawn(move || {
            block_on(async {
                let address = Address::parse(&url, "the URL").unwrap();
                let mut session = address.connect("the database").await.unwrap();
                begin_reading(&mut session, "60s").await.unwrap();
                let generation = latest_generation(&mut session).await.unwrap().unwrap();
                session.close().await;
                generation.scenario
            })
        });
        until("the reader to wait", || {
            database.text(&waiting("AccessShareLock")) == "1"
        });
        holder.release();
        assert_eq!(reader.join().unwrap(), scenario);
        let reset = Run::of(reset.wait_with_output().unwrap());
        assert_eq!(reset.code, 0, "{}", reset.stderr);
    }
}

/// A reset waits for whoever reads, and no reader of a moment ago loses its tables.
#[test]
fn a_reset_waits_for_readers() {
    let site = Site::new();
    site.machine.succeed(&["reset", "smoke"]);
    let address = format!("postgresql://connsura@127.0.0.1:{}/connsura", site.port);
    let address = Address::parse(&address, "the URL").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut session = runtime.block_on(async {
        let mut session = address.connect("the database").await.unwrap();
        begin_reading(&mut session, "3s").await.unwrap();
        session
    });
    let reset = site
        .machine
        .command(&["reset", "empty", "--rebuild"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    until("the reset to wait", || {
        site.database.text(&waiting("AccessExclusiveLock")) == "1"
    });
    runtime.block_on(async {
        let count = r#"SELECT (count(*) > 1)::text FROM "User""#;
        assert_eq!(answer(&mut session, count).await, "true");
        session.close().await;
    });
    let reset = Run::of(reset.wait_with_output().unwrap());
    assert_eq!(reset.code, 0, "{}", reset.stderr);
    // One that reads for longer than a reset waits for is named.
    let holder = site.database.hold(
        "long report",
        "LOCK TABLE connsura_seed.generations IN ACCESS SHARE MODE",
    );
    let run = site
        .machine
        .run(&["reset", "empty", "--rebuild", "--wait", "0"]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    let named = format!(
        "locks are held by pid {} (user connsura, application `long report`",
        holder.pid
    );
    assert!(run.stderr.contains(&named), "{}", run.stderr);
    holder.release();
}

#[test]
fn without_the_table_there_is_nothing_to_wait_for_and_without_the_right_it_is_said() {
    let site = Site::with_rules("host all qa 127.0.0.1/32 trust");
    let address = Address::parse(&site.url("127.0.0.1", ""), "the URL").unwrap();
    let begin = || {
        block_on(async {
            let mut session = address.connect("the database").await.unwrap();
            begin_reading(&mut session, "3s").await?;
            let isolation = answer(&mut session, "SHOW transaction_isolation").await;
            let writes = answer(&mut session, "SHOW transaction_read_only").await;
            session.close().await;
            Ok((isolation, writes))
        })
    };
    let error: connsura_seed::Error = begin().unwrap_err();
    assert!(
        told(&error).contains("permission denied for schema connsura_seed"),
        "{}",
        told(&error)
    );
    let reading = || ("repeatable read".to_owned(), "on".to_owned());
    site.database.execute("GRANT USAGE ON SCHEMA connsura_seed TO qa; GRANT SELECT ON connsura_seed.generations TO qa");
    assert_eq!(begin().unwrap(), reading());
    for gone in [
        "DROP TABLE connsura_seed.generations",
        "DROP SCHEMA connsura_seed CASCADE",
    ] {
        site.database.execute(gone);
        assert_eq!(begin().unwrap(), reading());
    }
}
