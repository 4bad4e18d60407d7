//! Somebody who writes all the time while the database is reset online.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _};

use super::{World, rounds};
use crate::support::block_on;

/// What is written: one statement, or several in a transaction, in the orders in which apps do so.
/// `$id` is the row's own.
const WRITES: [&str; 3] = [
    r#"INSERT INTO "Message" (id, "senderId", "recipientId", body)
       SELECT '$id', min(id::text)::uuid, max(id::text)::uuid, 'written meanwhile' FROM "User""#,
    r#"BEGIN;
       SELECT id FROM "User" ORDER BY id LIMIT 1 FOR UPDATE;
       UPDATE "User" SET locale = locale WHERE id = (SELECT id FROM "User" ORDER BY id LIMIT 1);
       INSERT INTO "AuditLog" (id, "actorId", action, "entityType")
       SELECT '$id', id, 'meanwhile', 'User' FROM "User" ORDER BY id LIMIT 1;
       COMMIT"#,
    r#"BEGIN;
       INSERT INTO "AuditLog" (id, "actorId", action, "entityType")
       SELECT '$id', id, 'meanwhile', 'User' FROM "User" ORDER BY id LIMIT 1;
       SELECT count(*) FROM "Form";
       UPDATE "Customer" SET notes = notes WHERE id = (SELECT id FROM "Customer" ORDER BY id LIMIT 1);
       COMMIT"#,
];

/// Codes of what a writer must live with: a foreign key to a user who has gone, and a lock that
/// did not come in its own time.
const FORESEEN: [&str; 2] = ["23503", "55P03"];

#[derive(Default)]
struct Told {
    /// Ids of the rows that were committed, and of those that failed.
    written: BTreeSet<String>,
    failed: usize,
    unforeseen: Vec<String>,
}

/// Writes until it is told to stop; each id says which writer's row it is, and its number.
fn write(url: &str, writer: usize, stop: &AtomicBool) -> Told {
    block_on(async {
        let options: PgConnectOptions = url.parse().unwrap();
        let mut connection = PgConnection::connect_with(&options).await.unwrap();
        let mut told = Told::default();
        for number in 0_u32.. {
            if stop.load(Ordering::SeqCst) {
                break;
            }
            let id = format!("0000000{writer}-0000-4000-8000-{number:012}");
            let sql = WRITES[writer].replace("$id", &id);
            match sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut connection)
                .await
            {
                Ok(_) => {
                    told.written.insert(id);
                }
                Err(error) => {
                    told.failed += 1;
                    let code = error
                        .as_database_error()
                        .and_then(sqlx::error::DatabaseError::code);
                    if !code.is_some_and(|code| FORESEEN.contains(&code.as_ref())) {
                        told.unforeseen.push(error.to_string());
                    }
                    let rollback = sqlx::raw_sql("ROLLBACK");
                    rollback.execute(&mut connection).await.unwrap();
                }
            }
        }
        told
    })
}

/// Rows that no generator made.
const FOREIGN: &str = r#"
SELECT id::text FROM "Message" WHERE body = 'written meanwhile'
UNION ALL SELECT id::text FROM "AuditLog" WHERE action = 'meanwhile'"#;

#[test]
fn writers_wait_and_what_they_wrote_before_is_gone() {
    let mut world = World::new();
    let (mut written, mut kept, mut failed) = (0, 0, 0);
    for round in 0..rounds(2) {
        let stop = AtomicBool::new(false);
        let url = world.database.url.clone();
        let (before, told) = thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITES.len())
                .map(|writer| {
                    let (url, stop) = (&url, &stop);
                    scope.spawn(move || write(url, writer, stop))
                })
                .collect();
            super::wait_until(
                &world.database,
                "somebody writes",
                &format!("SELECT count(*) > 10 FROM ({FOREIGN}) AS rows"),
            );
            // These were committed before the reset began.
            let before = world.database.texts(FOREIGN);
            world.machine.succeed(&world.turn("online", &[]));
            stop.store(true, Ordering::SeqCst);
            let told: Vec<Told> = writers
                .into_iter()
                .map(|writer| writer.join().unwrap())
                .collect();
            (before, told)
        });
        let after = world.database.texts(FOREIGN);
        let all: BTreeSet<&String> = told.iter().flat_map(|told| &told.written).collect();
        for told in &told {
            assert_eq!(told.unforeseen, [""; 0], "round {round}");
            failed += told.failed;
        }
        assert!(
            after.iter().all(|id| all.contains(id)),
            "rows that nobody wrote"
        );
        assert!(
            before.iter().all(|id| !after.contains(id)),
            "rows from before the reset"
        );
        // A writer's rows are numbered as they were committed: of each, those after some number
        // are there, and none before it.
        for told in &told {
            let first = told.written.iter().position(|id| after.contains(id));
            let later = told
                .written
                .iter()
                .skip(first.unwrap_or(told.written.len()));
            assert!(
                later.clone().all(|id| after.contains(id)),
                "a row was lost after COMMIT"
            );
        }
        written += all.len();
        kept += after.len();
        // All the rest is the new dataset.
        world.database.execute(
            r#"DELETE FROM "Message" WHERE body = 'written meanwhile';
               DELETE FROM "AuditLog" WHERE action = 'meanwhile'"#,
        );
        assert!(world.settle(&format!("round {round}")));
    }
    println!(
        "{written} rows written while it was reset: {kept} after COMMIT are there, {failed} were refused"
    );
}
