//! What may go wrong while a database is reset, in each of the ways to do it: whoever dies, waits,
//! reads or writes, the database is wholly the old one or wholly the new one.
//!
//! Two datasets take turns, and each is known before. `CONNSURA_SEED_TORTURE` is the number of rounds
//! where the suite is content with a few: scripts/torture sets it.

#![allow(
    clippy::print_stdout,
    reason = "scripts/torture shows how often what happened"
)]

mod broken;
mod commands;
mod commit;
mod holders;
mod killed;
mod readers;
mod together;
mod writers;

use std::io::{BufRead as _, BufReader};
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use crate::support::{Database, Machine, TABLES};

/// Every way to replace the rows.
const STRATEGIES: [&str; 3] = ["online", "exclusive", "rebuild"];

/// What the two datasets are made by.
const DATASETS: [&[&str]; 2] = [&["smoke"], &["smoke", "--seed", "28"]];

/// How long something that is about to happen may take before it has gone wrong.
const DEADLINE: Duration = Duration::from_mins(1);

/// What the youngest generation says of its rows.
const DIGEST: &str =
    "SELECT digest FROM connsura_seed.generations ORDER BY finished_at DESC LIMIT 1";

/// The schemas as the catalogue has them, and what nobody may leave behind.
const SCHEMA: &str = "
SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
    SELECT concat_ws(' ', 'relation', oid::regclass, relkind, relpersistence, relacl, reloptions, relrowsecurity) AS line
    FROM pg_class WHERE relnamespace::regnamespace::text !~ '^(pg_catalog|pg_toast|information_schema)$'
    UNION ALL
    SELECT concat_ws(' ', 'column', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
                     (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE (adrelid, adnum) = (attrelid, attnum)))
    FROM pg_attribute JOIN pg_class AS class ON class.oid = attrelid
    WHERE relnamespace IN ('public'::regnamespace, 'connsura_seed'::regnamespace) AND attnum > 0
    UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
    FROM pg_constraint WHERE connamespace IN ('public'::regnamespace, 'connsura_seed'::regnamespace)
    UNION ALL
    SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid, indisready, indisclustered)
    FROM pg_index JOIN pg_class AS class ON class.oid = indrelid
    WHERE relnamespace IN ('public'::regnamespace, 'connsura_seed'::regnamespace)
    UNION ALL
    SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgfoid::regproc, tgenabled, count(*))
    FROM pg_trigger GROUP BY tgrelid, tgfoid, tgenabled
    UNION ALL
    SELECT concat_ws(' ', 'label', enumtypid::regtype, enumsortorder, enumlabel) FROM pg_enum
    UNION ALL
    SELECT concat_ws(' ', 'migration', migration_name, checksum, finished_at IS NOT NULL, applied_steps_count)
    FROM _prisma_migrations
    UNION ALL
    SELECT concat_ws(' ', 'prepared', gid) FROM pg_prepared_xacts
    UNION ALL
    SELECT concat_ws(' ', 'lock', locktype, relation::regclass, mode) FROM pg_locks
    WHERE pid <> pg_backend_pid() AND locktype IN ('relation', 'advisory')
) AS lines";

/// A database that is reset from one of the two datasets to the other.
struct World {
    machine: Machine,
    database: Database,
    /// The rows of either, and the digest that its generation records.
    known: [(String, String); 2],
    schema: String,
    /// Which of the two is there.
    now: usize,
    generations: usize,
}

impl World {
    fn new() -> Self {
        Self::on(Machine::with_server())
    }

    fn on(machine: Machine) -> Self {
        let mut known = Vec::new();
        for dataset in DATASETS.iter().rev() {
            machine.succeed(&[&["reset"], *dataset].concat());
            let database = machine.database();
            known.insert(0, (database.text(&rows()), database.text(DIGEST)));
        }
        let known: [(String, String); 2] = known.try_into().unwrap();
        assert_ne!(known[0], known[1]);
        let database = machine.database();
        // What it does of its own accord takes locks too.
        database.execute("ALTER SYSTEM SET autovacuum = off");
        database.execute("SELECT pg_reload_conf()");
        Self {
            schema: database.text(SCHEMA),
            machine,
            database,
            known,
            now: 0,
            generations: 2,
        }
    }

    /// The dataset that is not there.
    fn other(&self) -> usize {
        1 - self.now
    }

    /// The arguments of a reset to the dataset that is not there.
    fn turn<'a>(&self, strategy: &'a str, more: &[&'a str]) -> Vec<&'a str> {
        reset(DATASETS[self.other()], strategy, more)
    }

    /// Waits until no session of the program is left, and says whether the last reset took place.
    /// Nothing between the two is possible, and nothing else is left of it.
    fn settle(&mut self, what: &str) -> bool {
        wait_until(&self.database, &format!("{what}: its sessions end"), "
            SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'connsura-seed')");
        let generations: usize = self
            .database
            .text("SELECT count(*)::text FROM connsura_seed.generations")
            .parse()
            .unwrap();
        let is_new = generations == self.generations + 1;
        assert!(is_new || generations == self.generations, "{what}");
        if is_new {
            self.now = self.other();
            self.generations = generations;
        }
        let (wanted, digest) = &self.known[self.now];
        assert_eq!(self.database.text(&rows()), *wanted, "{what}");
        assert_eq!(self.database.text(DIGEST), *digest, "{what}");
        assert_eq!(self.database.text(SCHEMA), self.schema, "{what}");
        is_new
    }

    /// Runs a reset, which must take place.
    fn succeed(&mut self, strategy: &str) {
        self.machine.succeed(&self.turn(strategy, &[]));
        assert!(self.settle(strategy), "{strategy}: no new generation");
    }
}

fn reset<'a>(dataset: &[&'a str], strategy: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["reset"], dataset, &["--strategy", strategy], more].concat()
}

/// A query for number and digest of the rows of one table.
fn rows_of(table: &str) -> String {
    format!(
        "SELECT '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS line
         FROM \"{table}\" AS t"
    )
}

/// A query for those of all tables, by one statement: what it sees is one state.
fn rows() -> String {
    let tables = TABLES.map(rows_of).join(" UNION ALL ");
    format!("SELECT string_agg(line, E'\\n' ORDER BY line) FROM ({tables}) AS lines")
}

/// Waits until a query answers with true.
fn wait_until(database: &Database, what: &str, query: &str) {
    let started = Instant::now();
    while database.text(&format!("SELECT ({query})::text")) != "true" {
        assert!(started.elapsed() < DEADLINE, "{what}: it does not happen");
        thread::yield_now();
    }
}

/// Reads the child's narration until a step begins; false when it ended before.
fn read_until(child: &mut Child, step: u64) -> bool {
    narration(child).any(|line| line["fields"]["step"] == step)
}

fn signal(child: &Child, signal: Signal) {
    kill(Pid::from_raw(child.id().cast_signed()), signal).unwrap();
}

/// What the child narrates from now on.
fn narration(child: &mut Child) -> impl Iterator<Item = Value> {
    let stderr = child.stderr.as_mut().unwrap();
    // Unbuffered beyond the line: what comes after it must stay in the pipe.
    let lines = BufReader::with_capacity(1, stderr).lines();
    lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap())
}

/// How many rounds: so many in the suite.
fn rounds(few: usize) -> usize {
    let asked = std::env::var("CONNSURA_SEED_TORTURE").ok();
    asked.map_or(few, |asked| asked.parse().unwrap())
}

/// Moments of a stretch of time that lie everywhere in it, however few they are: multiples of the
/// golden ratio, without their whole part.
fn moments(of: Duration) -> impl Iterator<Item = Duration> {
    (1_u32..).map(move |round| of.mul_f64((f64::from(round) * 0.618_033_988_749_895).fract()))
}
