//! Indexes and constraints off, and on again.

use connsura_seed::Kind;
use connsura_seed::postgres::surgery::{Plan, TakenOff};
use insta::assert_snapshot;

use super::{Patient, assert_same, names};

const TABLES: &[&str] = &[
    "User",
    "message",
    "scratch",
    "kept",
    "keeps",
    "identified",
    "parted",
    "parted_1",
    "summary",
    "sorted",
    "heir",
    "absent",
];

fn kept(plan: &Plan) -> String {
    let lines = plan.kept.iter().map(|kept| {
        format!(
            "{:?} {} of {}: {}",
            kept.sort,
            kept.name,
            kept.table,
            kept.reasons.join("; ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What the catalogue has of the tables' indexes and constraints, by their numbers.
const NUMBERS: &str = "
SELECT conrelid::regclass || ' ' || conname || ' ' || oid FROM pg_constraint
WHERE contype IN ('p', 'u', 'x', 'f') AND connamespace = 'app'::regnamespace
UNION ALL
SELECT indexrelid::regclass || ' ' || indexrelid::oid FROM pg_index
WHERE indrelid::regclass::text LIKE 'app.%' ORDER BY 1";

#[test]
fn what_is_taken_off_is_put_back_exactly() {
    let patient = Patient::nasty();
    let before = patient.dump();
    let tables = names(TABLES);
    for role in ["owner", "connsura"] {
        let numbers = patient.database.texts(NUMBERS);
        let mut session = patient.begin(role);
        let path = "SET LOCAL search_path = app; SET LOCAL default_tablespace = 'aside'";
        patient.run(&mut session, path);
        let plan = patient.runtime.block_on(async {
            let read = Plan::read(&mut session, "app", &tables).await.unwrap();
            let taken = TakenOff::take(&mut session, "app", &tables).await.unwrap();
            assert_eq!(*taken.plan(), read);
            // Rows come and go meanwhile, so that deferred checks are waiting.
            let rows = "DELETE FROM message; DELETE FROM scratch;
                        INSERT INTO \"User\" (email, born, added) SELECT 'new' || n || current_user, date '1990-01-01' + n, clock_timestamp() + n * interval '1 s' FROM generate_series(1, 100) AS n;
                        INSERT INTO keeps VALUES (2, 2)";
            session.run("the load failed", rows).await.unwrap();
            taken.put_back(&mut session).await.unwrap();
            let settings = "SELECT current_setting('search_path') || ' ' || current_setting('default_tablespace')";
            let settings: String = sqlx::query_scalar(settings).fetch_one(&mut session.connection).await.unwrap();
            assert_eq!(settings, "app aside");
            session.run("COMMIT failed", "COMMIT").await.unwrap();
            read
        });
        assert_same(&before, &patient.dump());
        let now = patient.database.texts(NUMBERS);
        let made = now.iter().filter(|line| !numbers.contains(line)).count();
        // A constraint with its index is a step, and two numbers.
        assert!(
            made >= plan.steps.len(),
            "{made} of {} are new",
            plan.steps.len()
        );
        assert_eq!(numbers.len(), now.len());
        if role == "owner" {
            assert_snapshot!(kept(&plan), @"");
            assert_snapshot!(plan.steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join(", "), @"");
        }
    }
}

#[test]
fn rows_that_a_constraint_forbids_stop_the_putting_back() {
    let patient = Patient::nasty();
    let before = patient.dump();
    let mut session = patient.begin("owner");
    let error = patient.runtime.block_on(async {
        let tables = names(&["message", "User"]);
        let taken = TakenOff::take(&mut session, "app", &tables).await.unwrap();
        let stray = "INSERT INTO app.message (sender, body) VALUES (-1, 'of nobody')";
        session.run("the load failed", stray).await.unwrap();
        let error = taken.put_back(&mut session).await.unwrap_err();
        session.close().await;
        error
    });
    assert_eq!(error.kind(), Kind::Database);
    assert!(error.to_string().contains("message_sender"), "{error}");
    assert_same(&before, &patient.dump());
}
