//! How fast the judge of contact data reads, and how long a census of a database takes.
//!
//! `cargo bench --bench census` judges the rows of the scenario `staging`, as export writes them.
//! `cargo bench --bench census -- URL [SCHEMA]` takes the census of a database, three times, and
//! says how much memory this program had at most (on Linux).

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and says by ending that it cannot go on"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::postgres::{Session, census};
use connsura_seed::reserved::Strangers;
use connsura_seed::scenario;
use connsura_seed::schema::Entity;
use connsura_seed::sink::{self, Ndjson};

const ROUNDS: usize = 3;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let mut given = given.iter().filter(|argument| !argument.starts_with("--"));
    match given.next() {
        Some(url) => census_of(url, given.next().map_or("public", String::as_str)),
        None => judge(),
    }
}

fn judge() {
    let scenario = scenario::load("staging", Path::new("/nonexistent")).unwrap();
    let plan = Plan::resolve(&scenario, Overrides::default(), |_| Ok(String::new())).unwrap();
    let mut total = (0, Duration::ZERO);
    for entity in Entity::ALL {
        let mut bytes = Vec::new();
        let all = 0..plan.roots().len();
        sink::run(&plan, entity, all, &Ndjson, 1, false, |batch| {
            bytes.extend_from_slice(&batch.bytes);
            Ok::<(), ()>(())
        })
        .unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let time = (0..ROUNDS).map(|_| time_of(&text)).min().unwrap();
        told(entity.name(), text.len(), time);
        total = (total.0 + text.len(), total.1 + time);
    }
    told("all", total.0, total.1);
}

fn time_of(text: &str) -> Duration {
    let start = Instant::now();
    for line in text.lines() {
        std::hint::black_box(Strangers::of_json(line));
    }
    start.elapsed()
}

fn told(name: &str, bytes: usize, time: Duration) {
    let speed = bytes as f64 / 1e6 / time.as_secs_f64();
    println!("{name:<16} {bytes:>10} bytes {time:>10.3?} {speed:>7.0} MB/s");
}

fn census_of(url: &str, schema: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let report = runtime.block_on(async {
            let options = url.parse().unwrap();
            let mut session = Session::connect(options, "the database").await.unwrap();
            let report = census::take(&mut session, schema, &BTreeSet::new()).await;
            session.close().await;
            report.unwrap()
        });
        let rows: u64 = report.tables.iter().map(|table| table.rows).sum();
        let (time, findings) = (start.elapsed(), report.findings.len());
        told(&format!("{rows} rows"), report.bytes as usize, time);
        println!(
            "{} columns, {findings} findings, {}",
            report.columns,
            peak()
        );
    }
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.unwrap_or("memory unknown").to_owned()
}
