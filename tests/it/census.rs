//! The census of a whole schema: contact data is found wherever it is, and nothing is shown.
//!
//! Addresses and numbers that are not reserved are of real shape and were never given out, as
//! far as that can be known.

mod hidden;
mod planted;
mod relations;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use connsura_seed::Result;
use connsura_seed::postgres::Session;
use connsura_seed::postgres::census::{self, CensusReport};
use connsura_seed::reserved::ContactKind;

use crate::support::{Database, Machine, block_on};

/// Not reserved, and as it is masked.
const ADDRESS: &str = "u.x@gmail.com";
const ADDRESS_SHAPE: &str = "a.a@aaaaa.aaa";
const NUMBER: &str = "+36 30 123 4567";
const NUMBER_SHAPE: &str = "+99 99 999 9999";
/// Reserved.
const FINE_ADDRESS: &str = "u.x@mail.example";
const FINE_NUMBER: &str = "+44 7700 900123";

fn exempting(columns: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    let owned = |(table, column): &(&str, &str)| ((*table).to_owned(), (*column).to_owned());
    columns.iter().map(owned).collect()
}

/// The census of a schema of the database at `url`.
fn attempt(url: &str, schema: &str, exempt: &[(&str, &str)]) -> Result<CensusReport> {
    block_on(async {
        let mut session = Session::connect(url.parse().unwrap(), "the database").await?;
        session.run("beginning failed", "BEGIN READ ONLY").await?;
        let taken = census::take(&mut session, schema, &exempting(exempt)).await;
        if taken.is_ok() {
            // Nothing that a transaction pooler would hand to somebody else.
            let sql = "SELECT name FROM pg_prepared_statements";
            let left = sqlx::raw_sql(sql).fetch_all(&mut session.connection).await;
            assert!(left.unwrap().is_empty());
            // In the transaction that was open, which is open still.
            let end = "SET TRANSACTION READ ONLY; COMMIT";
            session.run("ending failed", end).await?;
        }
        session.close().await;
        taken
    })
}

/// The census of the schema `public`, none of whose words may show a value.
fn census_of(database: &Database) -> CensusReport {
    let report = attempt(&database.url, "public", &[]).unwrap();
    let told: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    let told = format!("{report:?} {}", told.join("\n"));
    for secret in ["u.x", "gmail", "123 4567", "4915112345678"] {
        assert!(!told.contains(secret), "{secret} is in {told}");
    }
    report
}

/// Each finding as `table.column: 2 e-mail a.a@aaaaa.aaa at (0,1)`.
fn findings(report: &CensusReport) -> Vec<String> {
    let told = report.findings.iter().map(|finding| {
        let kind = match finding.kind {
            ContactKind::Email => "e-mail",
            ContactKind::Phone => "phone",
        };
        format!(
            "{}.{}: {} {kind} {} at {}",
            finding.table, finding.column, finding.count, finding.sample, finding.place
        )
    });
    told.collect()
}

/// A machine whose server runs, with nothing in its database.
fn started() -> (Machine, Database) {
    let machine = Machine::with_server();
    machine.succeed(&["local", "start"]);
    let database = machine.database();
    (machine, database)
}

/// A text in SQL.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[test]
fn the_shipped_scenarios_hold_nobody_s_data() {
    let machine = Machine::with_server();
    for scenario in ["staging", "edge-cases", "hostile"] {
        machine.succeed(&["reset", scenario]);
        let report = census_of(&machine.database());
        assert_eq!(findings(&report), Vec::<String>::new(), "{scenario}");
        assert!(
            report.columns > 20 && report.bytes > 1_000_000,
            "{scenario}: {report:?}"
        );
    }
}

#[test]
fn a_census_that_is_dropped_leaves_nothing_behind() {
    let (_machine, database) = started();
    database.execute("CREATE TABLE words AS SELECT 'word'::text AS v");
    let holder = database.hold("holder", "LOCK TABLE words");
    let pid: i32 = block_on(async {
        let url = database.url.parse().unwrap();
        let mut session = Session::connect(url, "the database").await.unwrap();
        let pid = sqlx::query_scalar("SELECT pg_backend_pid()")
            .fetch_one(&mut session.connection)
            .await
            .unwrap();
        let nothing = BTreeSet::new();
        let taken = census::take(&mut session, "public", &nothing);
        let waited = tokio::time::timeout(Duration::from_millis(300), taken).await;
        assert!(
            waited.is_err(),
            "the table is locked, and was read: {waited:?}"
        );
        pid
    });
    let sessions = format!("SELECT count(*)::text FROM pg_stat_activity WHERE pid = {pid}");
    assert_eq!(database.text(&sessions), "1");
    holder.release();
    let deadline = Instant::now() + Duration::from_secs(20);
    while database.text(&sessions) != "0" {
        assert!(Instant::now() < deadline, "its session is still there");
    }
    assert_eq!(census_of(&database).tables[0].rows, 1);
}

#[test]
fn a_schema_that_is_not_there_holds_nothing() {
    let (_machine, database) = started();
    let report = attempt(&database.url, "nowhere", &[]).unwrap();
    assert_eq!(report, CensusReport::default());
}
