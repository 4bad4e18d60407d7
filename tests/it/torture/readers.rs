//! Somebody who reads all the time, by named prepared statements: what is seen is one dataset,
//! whole, and never a part or a mixture.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _};

use super::{World, reset, rounds, rows, rows_of};
use crate::prisma::Watch;
use crate::support::{Machine, TABLES, block_on};

/// What readers came to.
#[derive(Default)]
struct Told {
    reads: usize,
    slowest: Duration,
    /// What was seen that is neither of the datasets, and what failed.
    wrong: Vec<String>,
}

async fn connect(url: &str) -> PgConnection {
    let options: PgConnectOptions = url.parse().unwrap();
    PgConnection::connect_with(&options).await.unwrap()
}

async fn run(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await;
    done.map(|_| ())
}

/// One text, by a statement that the server keeps under a name.
async fn text(connection: &mut PgConnection, sql: &str) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_one(connection)
        .await
}

/// All tables by one statement, or each by one in a transaction that sees one state. Both in one
/// order: among those who read without a pause in different orders, a reset that needs the tables
/// for itself may find no moment, and gives up.
async fn read(connection: &mut PgConnection, at_once: bool) -> Result<String, sqlx::Error> {
    if at_once {
        return text(connection, &rows()).await;
    }
    run(
        connection,
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    )
    .await?;
    let mut lines = Vec::new();
    for table in TABLES {
        lines.push(text(connection, &rows_of(table)).await);
    }
    run(connection, "ROLLBACK").await?;
    let mut lines = lines.into_iter().collect::<Result<Vec<_>, _>>()?;
    let order = "SELECT string_agg(line, E'\\n' ORDER BY line) FROM unnest($1::text[]) AS line";
    lines.sort();
    sqlx::query_scalar(order)
        .bind(&lines)
        .fetch_one(connection)
        .await
}

/// Reads until it is told to stop. `settings` are the session's.
fn watch(url: &str, known: &[String; 2], at_once: bool, settings: &str, stop: &AtomicBool) -> Told {
    block_on(async {
        let mut connection = connect(url).await;
        run(&mut connection, settings).await.unwrap();
        let mut told = Told::default();
        while !stop.load(Ordering::SeqCst) {
            let started = Instant::now();
            match read(&mut connection, at_once).await {
                Ok(seen) if known.contains(&seen) => {}
                Ok(seen) => told.wrong.push(seen),
                Err(error) => {
                    told.wrong.push(error.to_string());
                    let _ = run(&mut connection, "ROLLBACK").await;
                }
            }
            told.slowest = told.slowest.max(started.elapsed());
            told.reads += 1;
        }
        told
    })
}

/// Resets the database to and fro while four connections read. Returns what they came to.
fn watched(world: &mut World, strategy: &str, resets: usize, settings: &str) -> Told {
    let stop = AtomicBool::new(false);
    let url = world.database.url.clone();
    let known = [world.known[0].0.clone(), world.known[1].0.clone()];
    thread::scope(|scope| {
        let readers: Vec<_> = [true, true, false, false]
            .into_iter()
            .map(|at_once| {
                let (url, known, stop) = (&url, &known, &stop);
                scope.spawn(move || watch(url, known, at_once, settings, stop))
            })
            .collect();
        for _ in 0..resets {
            world.machine.succeed(&world.turn(strategy, &[]));
            world.now = world.other();
            world.generations += 1;
        }
        stop.store(true, Ordering::SeqCst);
        let mut all = Told::default();
        for reader in readers {
            let told = reader.join().unwrap();
            assert!(told.reads > 0);
            all.reads += told.reads;
            all.slowest = all.slowest.max(told.slowest);
            all.wrong.extend(told.wrong);
        }
        println!(
            "{strategy}: {resets} resets, {} reads, the slowest {:?}, {} wrong",
            all.reads,
            all.slowest,
            all.wrong.len()
        );
        all
    })
}

/// An online reset is in no reader's way: one that would have to wait for a lock, however short,
/// says so here.
#[test]
fn readers_of_an_online_reset_see_one_dataset_and_wait_for_nothing() {
    let mut world = World::new();
    let told = watched(&mut world, "online", rounds(6), "SET lock_timeout = 1");
    assert_eq!(told.wrong, [""; 0]);
    assert!(!world.settle("online"));
}

/// The others have readers wait. A rebuild makes types anew, so that statements which were prepared
/// before it are of no use; by others, too, one dataset is seen.
#[test]
fn readers_of_an_exclusive_reset_wait_and_see_one_dataset() {
    let mut world = World::new();
    let told = watched(
        &mut world,
        "exclusive",
        rounds(6),
        "SET statement_timeout = '60s'",
    );
    assert_eq!(told.wrong, [""; 0]);
    assert!(!world.settle("exclusive"));
}

#[test]
fn readers_of_a_rebuild_wait_and_see_one_dataset_or_are_told_to_prepare_again() {
    let mut world = World::new();
    let told = watched(
        &mut world,
        "rebuild",
        rounds(6),
        "SET statement_timeout = '60s'",
    );
    let foreseen = |wrong: &String| {
        [
            "cached plan must not change result type",
            "cache lookup failed for type",
        ]
        .iter()
        .any(|text| wrong.contains(text))
    };
    let unforeseen: Vec<&String> = told.wrong.iter().filter(|wrong| !foreseen(wrong)).collect();
    assert_eq!(unforeseen, Vec::<&String>::new());
    assert!(!world.settle("rebuild"));
}

/// Who took a snapshot and touched no table is in no reset's way. TRUNCATE is not safe for him: he
/// would find nothing. But the rows of an exclusive reset and of a rebuild are loaded frozen, and
/// are there for everybody: so he finds the new dataset, whole, and by `online` the old one.
#[test]
fn a_snapshot_from_before_sees_one_dataset() {
    let mut world = World::new();
    for strategy in super::STRATEGIES {
        let before = world.known[world.now].0.clone();
        let url = world.database.url.clone();
        block_on(async {
            let mut connection = connect(&url).await;
            let begin =
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT count(*) FROM pg_class";
            run(&mut connection, begin).await.unwrap();
            world
                .machine
                .succeed(&world.turn(strategy, &["--wait", "0"]));
            let seen = text(&mut connection, &rows()).await.unwrap();
            let after = &world.known[world.other()].0;
            let wanted = if strategy == "online" { &before } else { after };
            assert_eq!(seen, *wanted, "{strategy}");
        });
        assert!(world.settle(strategy));
    }
}

/// The real client of Prisma, with statements prepared under names on four connections.
#[test]
fn prismas_client_meets_no_error_while_it_is_reset_online() {
    let mut world = World::new();
    let users = |world: &World| -> u64 {
        let count = world.database.text(r#"SELECT count(*)::text FROM "User""#);
        count.parse().unwrap()
    };
    let first = users(&world);
    let watch = Watch::begin(&world.machine, &world.database);
    let mut counts = vec![first];
    for _ in 0..rounds(4) {
        world.machine.succeed(&world.turn("online", &[]));
        world.now = world.other();
        world.generations += 1;
        counts.push(users(&world));
    }
    let told = watch.end();
    println!("Prisma's client, online: {told}");
    assert_eq!(told["errors"], json!({}), "{told}");
    assert!(told["reads"].as_u64().unwrap() > 4, "{told}");
    assert!(
        told["fewest_users"].as_u64() >= counts.iter().min().copied(),
        "{told}"
    );
    assert!(
        told["most_users"].as_u64() <= counts.iter().max().copied(),
        "{told}"
    );
    assert!(!world.settle("online"));
}

/// What an app reads, at the size of the default scenario, while the database is reset online:
/// the slowest read is printed, and none waits for a lock.
/// Only scripts/torture runs it.
#[test]
fn the_slowest_read_at_the_default_scenario() {
    if rounds(0) == 0 {
        return;
    }
    let machine = Machine::with_server();
    machine.succeed(&["reset", "staging"]);
    let url = machine.database().url;
    let stop = AtomicBool::new(false);
    let resets = rounds(0).div_ceil(40);
    let (reads, slowest) = thread::scope(|scope| {
        let reader = scope.spawn(|| {
            block_on(async {
                let mut connection = connect(&url).await;
                run(&mut connection, "SET lock_timeout = 1").await.unwrap();
                let (mut reads, mut slowest) = (0, Duration::ZERO);
                while !stop.load(Ordering::SeqCst) {
                    let started = Instant::now();
                    let page = r#"SELECT string_agg(email, ',') FROM (SELECT email FROM "User" ORDER BY id LIMIT 20) AS page"#;
                    assert!(text(&mut connection, page).await.unwrap().contains('@'));
                    slowest = slowest.max(started.elapsed());
                    reads += 1;
                }
                (reads, slowest)
            })
        });
        for round in 0..resets {
            let dataset: &[&str] = if round % 2 == 0 {
                &["staging", "--seed", "2"]
            } else {
                &["staging"]
            };
            machine.succeed(&reset(dataset, "online", &[]));
        }
        stop.store(true, Ordering::SeqCst);
        reader.join().unwrap()
    });
    println!(
        "default scenario, online: {resets} resets, {reads} pages read, the slowest {slowest:?}"
    );
    assert!(reads > resets);
}
