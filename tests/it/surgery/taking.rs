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

/// How many indexes and foreign keys there are.
const ALL: &str = "
SELECT ((SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'app'::regnamespace)
      + (SELECT count(*) FROM pg_index WHERE indrelid::regclass::text LIKE 'app.%'))::text";

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
                        INSERT INTO \"User\" (email, born, added) SELECT 'new' || n || current_user, date '1800-01-01' + n + (SELECT count(*) FROM \"User\")::int, clock_timestamp() + n * interval '1 s' FROM generate_series(1, 100) AS n;
                        INSERT INTO keeps VALUES (2, 2)";
            session.run("the load failed", rows).await.unwrap();
            taken.put_back(&mut session).await.unwrap();
            // The settings are the caller's again, and no statement has a name.
            let settings = "SELECT concat_ws(' ', current_setting('search_path'), current_setting('default_tablespace'),
                                   (SELECT count(*) FROM pg_prepared_statements))";
            let settings = sqlx::query_scalar::<_, String>(settings).persistent(false);
            let settings = settings.fetch_one(&mut session.connection).await.unwrap();
            assert_eq!(settings, "app aside 0");
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
            assert_snapshot!(kept(&plan), @r#"
            PrimaryKey kept_pkey of app.kept: rule _RETURN on view other.notes depends on it; constraint keeps_disabled on table app.keeps depends on it
            PrimaryKey parted_pkey of app.parted: its table is partitioned, a partition or a materialized view; constraint parted_1_pkey on table app.parted_1 depends on it; index app.parted_1_pkey depends on it; constraint sorted_parted on table app.sorted depends on it
            PrimaryKey parted_1_pkey of app.parted_1: its table is partitioned, a partition or a materialized view; constraint sorted_id_at_fkey on table app.sorted depends on it
            Index kept_code of app.kept: constraint theirs_kept_code_fkey on table other.theirs depends on it
            Index kept_first of app.kept: constraint keeps_ambiguous on table app.keeps depends on it
            Index parted_at of app.parted: its table is partitioned, a partition or a materialized view; index app.parted_1_at_idx depends on it
            Index parted_1_at_idx of app.parted_1: its table is partitioned, a partition or a materialized view
            Index parted_half of app.parted: its table is partitioned, a partition or a materialized view; it is invalid: a build that failed left it
            Index summary_kind of app.summary: its table is partitioned, a partition or a materialized view
            Index identified_code of app.identified: it is the replica identity of a published table
            Index identified_forbidden of app.identified: the role may make nothing in its tablespace forbidden
            Index identified_extension of app.identified: it belongs to the extension citext
            Index message_invalid of app.message: it is invalid: a build that failed left it
            ForeignKey keeps_ambiguous of app.keeps: several unique indexes have the columns that it refers to
            ForeignKey sorted_parted of app.sorted: a partitioned table is at one of its ends; constraint sorted_id_at_fkey on table app.sorted depends on it
            ForeignKey sorted_id_at_fkey of app.sorted: a partitioned table is at one of its ends
            ForeignKey keeps_foreign of app.keeps: it refers to other.theirs, which would be locked
            ForeignKey keeps_disabled of app.keeps: the triggers that enforce it are switched off or changed
            "#);
            let all = patient.database.text(ALL);
            assert_eq!((plan.steps.len() + plan.kept.len()).to_string(), all);
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
