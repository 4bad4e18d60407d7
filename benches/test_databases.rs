//! What a test database costs beside PostgreSQL's own `CREATE DATABASE ... TEMPLATE`, as it is and told to copy
//! files, in one run; and two hundred tests, on eight threads, beside two hundred such copies.
//!
//! Run it with `cargo bench --bench test_databases`. It makes a server of its own in a temporary
//! folder, and removes it.

use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

use connsura_seed::fixtures::{Fixture, Server, TestDatabase};
use connsura_seed::postgres::{Address, Local};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection as _};

const ROUNDS: usize = 40;
const THREADS: usize = 8;
const TESTS: usize = 25;

type Done<T> = Result<T, Box<dyn Error>>;

/// Set for the process that measures: where its server is.
const FOLDER: &str = "CONNSURA_SEED_CACHE_DIR";
const MEASURING: &str = "CONNSURA_SEED_MEASURING";

fn main() -> Done<()> {
    if std::env::var_os(MEASURING).is_some() {
        let runtime = tokio::runtime::Runtime::new()?;
        let measured = runtime.block_on(measure());
        Local::of_user()?.destroy()?;
        return measured;
    }
    // The account that PostgreSQL runs as must be able to enter.
    let folder = tempfile::Builder::new()
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .tempdir()?;
    let measuring = Command::new(std::env::current_exe()?)
        .env(FOLDER, folder.path())
        .env(MEASURING, "1")
        .status()?;
    if measuring.success() {
        Ok(())
    } else {
        Err("the measuring process failed".into())
    }
}

async fn measure() -> Done<()> {
    let (running, _) = Local::of_user()?.start().await?;
    let url = running.url();
    let server = Server::at(Address::parse(&url, "the bench's own URL")?);
    let fixture = Fixture::scenario("smoke")?;
    let mut connection = PgConnection::connect(&url).await?;
    // The template is made, and everybody is connected.
    drop(TestDatabase::on(&server, &fixture).await?);
    let find =
        "SELECT datname::text FROM pg_database WHERE datname LIKE 'connsura\\_seed\\_template\\_%'";
    let template: String = sqlx::query_scalar(find).fetch_one(&mut connection).await?;

    let (mut bare, mut files, mut ours) = (vec![], vec![], vec![]);
    let (mut drops, mut asked) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        for (how, times) in [("", &mut bare), (" STRATEGY FILE_COPY", &mut files)] {
            let copy = format!("CREATE DATABASE bare TEMPLATE {template}{how}");
            times.push(run(&mut connection, copy).await?);
            drops.push(run(&mut connection, "DROP DATABASE bare".to_owned()).await?);
        }
        let started = Instant::now();
        let made = TestDatabase::on(&server, &fixture).await?;
        ours.push(started.elapsed());
        let started = Instant::now();
        ask(&made).await?;
        asked.push(started.elapsed());
        drop(made);
    }
    let [bare, files, ours] = [bare, files, ours].map(median);
    let [drops, asked] = [drops, asked].map(median);
    let ratio = |of: Duration| ours.as_secs_f64() / of.as_secs_f64();
    print(&format!(
        "rounds                                         {ROUNDS}, medians"
    ));
    print(&format!(
        "TestDatabase                                   {ours:.2?}"
    ));
    for (what, time) in [("", bare), (" STRATEGY FILE_COPY", files)] {
        let what = format!("CREATE DATABASE ... TEMPLATE ...{what}");
        print(&format!("{what:<51} {time:.2?}, ratio {:.3}", ratio(time)));
    }

    let started = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| tests(&server, &fixture));
        }
    });
    let together = started.elapsed();
    let tests = (THREADS * TESTS) as u32;
    let apart = (files + drops + asked) * tests;
    print(&format!(
        "{tests} tests on {THREADS} threads {together:.2?}; as many copies, drops and queries one by one {apart:.2?}"
    ));
    Ok(())
}

/// Tests of one query each, one after the other.
fn tests(server: &Server, fixture: &Fixture) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return;
    };
    for _ in 0..TESTS {
        let tested: Done<i64> = runtime.block_on(async {
            let database = TestDatabase::on(server, fixture).await?;
            ask(&database).await
        });
        assert_eq!(tested.ok(), Some(6));
    }
}

/// What each test asks.
async fn ask(database: &TestDatabase) -> Done<i64> {
    let mut connection = PgConnection::connect(database.url()).await?;
    let count = r#"SELECT count(*) FROM "User""#;
    Ok(sqlx::query_scalar(count).fetch_one(&mut connection).await?)
}

/// Runs a statement: how long that takes.
async fn run(connection: &mut PgConnection, sql: String) -> Done<Duration> {
    let started = Instant::now();
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(connection)
        .await?;
    Ok(started.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[expect(clippy::print_stdout, reason = "the figures are what a bench is for")]
fn print(line: &str) {
    println!("{line}");
}
