//! `connsura-seed retention check --sweep`: one prune at many instants, each on a copy.

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::{Command, Stdio};
use std::thread;

use jiff::ToSpan as _;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use proptest::prelude::*;
use serde_json::Value;

use connsura_seed::clock::{DAY, Distance, Timestamp};
use connsura_seed::judge::Instants;

use super::prunes::Prune;
use crate::support::{Machine, Run};

/// Copies that are there.
const COPIES: &str =
    "SELECT count(*) FROM pg_database WHERE datname LIKE 'connsura\\_seed\\_copy\\_%'";

/// The prune in SQL, for psql.
const PSQL: [&str; 8] = [
    "psql",
    "{url}",
    "--no-psqlrc",
    "--quiet",
    "--single-transaction",
    "--set=ON_ERROR_STOP=1",
    "--set=as_of={as_of}",
    "--file=prune.sql",
];

/// A machine with the rows of `retention`, and a prune in `prune.sql`.
fn staged(prune: &Prune) -> Machine {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "retention"]);
    let sql = prune.sql("$as_of").replace("'$as_of'", ":'as_of'");
    fs::write(machine.path().join("prune.sql"), sql).unwrap();
    machine
}

fn sweep(machine: &Machine, options: &[&str], command: &[&str]) -> Run {
    let check = ["retention", "check"];
    machine.run(&[&check, options, &["--"], command].concat())
}

/// What a sweep found, as JSON, and its exit code.
fn swept(machine: &Machine, options: &[&str], command: &[&str]) -> (i32, Value) {
    let run = sweep(machine, &[options, &["--format", "json"]].concat(), command);
    let found = serde_json::from_str(&run.stdout);
    (
        run.code,
        found.unwrap_or_else(|error| panic!("{error}: {run:?}")),
    )
}

fn assert_no_copies(machine: &Machine) {
    assert_eq!(machine.database().text(COPIES), "0");
}

/// The instants of a sweep that were not right.
fn wrong(found: &Value) -> Vec<&str> {
    let each = found["each"].as_array().unwrap().iter();
    let wrong = each.filter(|one| one["right"] == false);
    wrong.map(|one| one["as_of"].as_str().unwrap()).collect()
}

/// The right prune is right at each instant, and neither it nor the sweep touches the database itself.
#[test]
fn a_right_prune_is_right_at_each() {
    let machine = staged(&Prune::right());
    let options = ["--sweep", "2026-02-27..2026-03-02", "--step", "12h"];
    let (code, found) = swept(&machine, &options, &PSQL);
    assert_eq!(code, 0, "{found:#}");
    let each = found["each"].as_array().unwrap();
    let instants: Vec<&str> = each
        .iter()
        .map(|one| one["as_of"].as_str().unwrap())
        .collect();
    let days = [
        "02-27T00", "02-27T12", "02-28T00", "02-28T12", "03-01T00", "03-01T12", "03-02T00",
    ];
    assert_eq!(instants, days.map(|day| format!("2026-{day}:00:00.000Z")));
    assert_eq!(
        (&found["right"], &found["wrong"], &found["failed"]),
        (&7.into(), &0.into(), &0.into())
    );
    for one in each {
        let as_of = one["as_of"].as_str().unwrap();
        let plan = [
            "retention",
            "plan",
            "retention",
            "--as-of",
            as_of,
            "--format",
            "json",
        ];
        let plan: Value = serde_json::from_str(&machine.succeed(&plan)).unwrap();
        let rules = plan["rules"].as_array().unwrap().iter();
        let due: u64 = rules.map(|rule| rule["purge"].as_u64().unwrap()).sum();
        assert_eq!(one["purge"], due, "{as_of}");
    }
    assert_no_copies(&machine);
    machine.succeed(&["verify"]);
}

/// A prune that forgets the boundary itself is wrong where a row is at it, and nowhere else.
#[test]
fn a_wrong_prune_is_wrong_where_it_shows() {
    let mut forgets = Prune::right();
    forgets.messages = forgets.messages.replace("<=", "<");
    assert_ne!(forgets.messages, Prune::right().messages);
    let machine = staged(&forgets);
    let options = ["--sweep", "2026-02-27..2026-03-03", "--step", "1 day"];
    let (code, found) = swept(&machine, &options, &PSQL);
    assert_eq!(code, 5);
    let at_boundary = |as_of: &str| {
        let plan = [
            "retention",
            "plan",
            "retention",
            "--by",
            "row",
            "--as-of",
            as_of,
        ];
        let plan = machine.succeed(&[&plan[..], &["--format", "json"]].concat());
        let plan: Value = serde_json::from_str(&plan).unwrap();
        let mut rows = plan["rows"].as_array().unwrap().iter();
        rows.any(|row| row["rule"] == "message" && row["over_ms"] == 0)
    };
    let each = found["each"].as_array().unwrap().iter();
    let due: Vec<&str> = each
        .map(|one| one["as_of"].as_str().unwrap())
        .filter(|as_of| at_boundary(as_of))
        .collect();
    assert_eq!(wrong(&found), due);
    assert!(
        due.contains(&"2026-03-01T00:00:00.000Z") && due.len() < 5,
        "{due:?}"
    );
    let one = found["each"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["as_of"] == due[0])
        .unwrap();
    assert_eq!(one["findings"][0]["kind"], "wrongly_kept");
    assert_eq!(one["findings"][0]["over_ms"], 0);
    assert_eq!(one["findings"][0]["is_specimen"], true);

    let told = sweep(&machine, &options, &PSQL);
    assert_eq!(told.code, 5);
    for words in [
        due[0],
        "at the boundary",
        "wrongly kept",
        "retention/message/",
    ] {
        assert!(told.stdout.contains(words), "{words}: {told:?}");
    }
    assert!(
        told.stderr
            .contains(&format!("wrong at {} of 5 instants", due.len())),
        "{told:?}"
    );
    let fast = [&options[..], &["--fail-fast"]].concat();
    let (_, found) = swept(&machine, &fast, &PSQL);
    let each = found["each"].as_array().unwrap();
    assert_eq!(each.last().unwrap()["as_of"], due[0]);
    assert_no_copies(&machine);
}

/// A prune that fails is told with what it said; from the first instant on, it ends the sweep.
#[test]
fn a_prune_that_fails_is_told() {
    let machine = staged(&Prune::right());
    let options = ["--sweep", "2026-03-01..2026-03-03"];
    let shell = |script: &str| {
        let (code, found) = swept(&machine, &options, &["sh", "-c", script]);
        (code, found)
    };
    let prune = r#"psql "$DATABASE_URL" -Xq --set=as_of="$AS_OF" --file=prune.sql"#;
    let but = format!("case $AS_OF in 2026-03-02*) echo no luck today >&2; exit 3;; esac; {prune}");
    let (code, found) = shell(&but);
    assert_eq!(code, 5, "{found:#}");
    assert_eq!(
        (&found["right"], &found["failed"]),
        (&2.into(), &1.into()),
        "{found:#}"
    );
    let failed = found["each"][1]["failed"].as_str().unwrap();
    assert_eq!(failed, "it ended with exit status: 3: no luck today");
    let told = sweep(&machine, &options, &["sh", "-c", &but]);
    assert!(
        told.stdout
            .contains("2026-03-02T00:00:00.000Z: it ended with exit status: 3"),
        "{told:?}"
    );
    assert!(
        told.stderr.contains("the prune failed at 1 of 3 instants"),
        "{told:?}"
    );

    // Not what can be judged: its tables are gone.
    let gone = format!(
        r#"{prune}; case $AS_OF in 2026-03-03*) psql "$DATABASE_URL" -qc 'DROP TABLE "Upload"';; esac"#
    );
    let (code, found) = shell(&gone);
    assert_eq!(
        (code, wrong(&found)),
        (5, vec!["2026-03-03T00:00:00.000Z"]),
        "{found:#}"
    );
    assert!(
        found["each"][2]["failed"]
            .as_str()
            .unwrap()
            .contains("Upload"),
        "{found:#}"
    );

    let first = sweep(
        &machine,
        &options,
        &["sh", "-c", "echo 'it is' \"not\" there; exit 9"],
    );
    assert_eq!(first.code, 5, "{first:?}");
    assert!(
        first.stderr.contains("failed at the first instant"),
        "{first:?}"
    );
    assert!(first.stderr.contains("it is not there"), "{first:?}");
    // Of one that says much, the last is told.
    let much = sweep(
        &machine,
        &options,
        &[
            "sh",
            "-c",
            "yes | head -c 3000000 >&2; echo the end >&2; exit 1",
        ],
    );
    assert!(
        much.stderr.contains("the end") && much.stderr.len() < 1_000,
        "{much:?}"
    );
    let missing = sweep(&machine, &options, &["/nowhere/prune"]);
    assert_eq!(missing.code, 2, "{missing:?}");
    assert!(
        missing.stderr.contains("`/nowhere/prune` cannot be run"),
        "{missing:?}"
    );
    // One that does nothing has none of the rows go.
    let (code, found) = shell("true");
    assert_eq!(code, 5);
    assert_eq!(found["wrong"], 3);
    assert_no_copies(&machine);
    machine.succeed(&["verify"]);
}

/// What cannot be swept says why, before anything is made.
#[test]
fn what_cannot_be_swept_says_why() {
    let machine = staged(&Prune::right());
    let refused = |options: &[&str], code: i32, words: &str| {
        let run = sweep(&machine, options, &PSQL);
        assert_eq!(run.code, code, "{run:?}");
        assert!(run.stderr.contains(words), "{words}: {run:?}");
    };
    refused(
        &["--sweep", "2026-03-02..2026-03-01"],
        2,
        "the earlier one first",
    );
    refused(&["--sweep", "2026-03-01"], 2, "FROM..TO");
    refused(&["--sweep", "2026-02-30..today"], 2, "not on the calendar");
    refused(
        &["--sweep", "2026-03-01..2026-03-02", "--step", "0d"],
        2,
        "leads nowhere",
    );
    refused(
        &["--sweep", "2026-03-01..2026-03-02", "--step", "1 fortnight"],
        2,
        "fortnight",
    );
    refused(
        &["--sweep", "2026-03-01..2026-03-02", "--step", "1ms"],
        2,
        "100,000 instants",
    );
    refused(
        &["--sweep", "1990-03-01..1990-03-02"],
        2,
        "before the generation's first row",
    );
    refused(
        &["--as-of", "today", "--sweep", "today..today"],
        2,
        "--sweep",
    );
    refused(&["--step", "1d"], 2, "--sweep");
    let alone = machine.run(&["retention", "check", "--sweep", "2026-03-01..2026-03-02"]);
    assert_eq!(alone.code, 2, "{alone:?}");
    fs::write(
        machine.path().join("connsura-seed.toml"),
        "[targets.staging]\nurl = \"postgresql://deployer@127.0.0.1:1/connsura\"\n",
    )
    .unwrap();
    let elsewhere = ["--target", "staging", "--sweep", "2026-03-01..2026-03-02"];
    refused(&elsewhere, 3, "private local server alone");
    // Nobody is told to reset what they named.
    let elsewhere = sweep(&machine, &elsewhere, &PSQL);
    assert!(
        !elsewhere.stderr.contains("connsura-seed reset"),
        "{elsewhere:?}"
    );
    assert_no_copies(&machine);

    let database = machine.database();
    let held = database.hold("app", "SELECT 1");
    refused(
        &["--sweep", "2026-03-01..2026-03-02"],
        6,
        "application `app`",
    );
    held.release();
    database.execute(r#"DELETE FROM "Form" WHERE ctid = (SELECT min(ctid) FROM "Form")"#);
    refused(
        &["--sweep", "2026-03-01..2026-03-02"],
        5,
        "1 row of the local database",
    );
    database.execute("DROP SCHEMA connsura_seed CASCADE");
    refused(
        &["--sweep", "2026-03-01..2026-03-02"],
        5,
        "holds no generation",
    );
    assert_no_copies(&machine);
}

/// Whoever asks a sweep to end has its prune end, and finds no copies; what one that is killed leaves,
/// the next one drops, and nothing of one that lives.
#[test]
fn what_is_cut_short_leaves_nothing() {
    let machine = staged(&Prune::right());
    let database = machine.database();
    let options = [
        "retention",
        "check",
        "--sweep",
        "2026-03-01..2026-03-02",
        "--",
    ];
    let fifo = machine.path().join("sleeper");
    let made = Command::new("mkfifo").arg(&fifo).status().unwrap();
    assert!(made.success());
    let begin = |script: &str| {
        let mut child = machine
            .command(&[&options[..], &["sh", "-c", script]].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let path = fifo.clone();
        let said = thread::spawn(move || {
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            // It ends with the sweep: nobody waits for a prune any more.
            let mut open = fs::OpenOptions::new();
            let _ = open
                .write(true)
                .custom_flags(nix::libc::O_NONBLOCK)
                .open(path);
            said
        });
        // The prune says when it has begun.
        let pid = fs::read_to_string(&fifo).unwrap();
        (child, Pid::from_raw(pid.trim().parse().unwrap()), said)
    };
    let sleeps = format!("echo $$ > {}; exec sleep 1000", fifo.display());

    let (mut child, sleeper, said) = begin(&sleeps);
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGINT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let said = said.join().unwrap();
    assert!(
        said.contains("interrupted by SIGINT after 0 instants"),
        "{said}"
    );
    assert_eq!(kill(sleeper, None), Err(nix::errno::Errno::ESRCH));
    assert_eq!(database.text(COPIES), "0");

    let (mut killed, orphan, said) = begin(&sleeps);
    killed.kill().unwrap();
    killed.wait().unwrap();
    kill(orphan, Signal::SIGKILL).unwrap();
    // The orphan had its pipe; the next one to open the queue is to be the next prune.
    said.join().unwrap();
    assert_eq!(database.text(COPIES), "2");
    let (mut living, _, said) = begin(&sleeps);
    assert_eq!(database.text(COPIES), "2");
    let names = database.texts("SELECT datname FROM pg_database ORDER BY 1");
    let beside = sweep(&machine, &["--sweep", "2026-03-01..2026-03-01"], &PSQL);
    assert_eq!(beside.code, 0, "{beside:?}");
    assert_eq!(
        database.texts("SELECT datname FROM pg_database ORDER BY 1"),
        names
    );
    kill(Pid::from_raw(living.id().cast_signed()), Signal::SIGTERM).unwrap();
    assert_eq!(living.wait().unwrap().code(), Some(1));
    let said = said.join().unwrap();
    assert!(said.contains("SIGTERM"), "{said}");
    assert_eq!(database.text(COPIES), "0");
}

/// A copy has the settings of the database, but is no staging database.
#[test]
fn copies_have_the_settings_of_the_database() {
    let machine = staged(&Prune::right());
    let database = machine.database();
    database.execute(
        "ALTER DATABASE connsura SET timezone = 'Pacific/Kiritimati';
         ALTER DATABASE connsura SET search_path = '$user', public, \"a, b\";
         ALTER DATABASE connsura SET default_transaction_read_only = off",
    );
    let settings = "SELECT entry FROM pg_db_role_setting
        JOIN pg_database ON oid = setdatabase CROSS JOIN unnest(setconfig) AS entry
        WHERE datname = current_database() ORDER BY 1";
    let script = format!(
        r#"psql "$DATABASE_URL" -XAtqc "{settings}" > settings; psql "$DATABASE_URL" -XAtqc 'SHOW timezone' >> settings
           psql "$DATABASE_URL" -Xq --set=as_of="$AS_OF" --file=prune.sql"#
    );
    let run = sweep(
        &machine,
        &["--sweep", "2026-03-01..2026-03-01"],
        &["sh", "-c", &script],
    );
    assert_eq!(run.code, 0, "{run:?}");
    let found = fs::read_to_string(machine.path().join("settings")).unwrap();
    let mut due = database.texts(settings);
    due.retain(|setting| !setting.starts_with("connsura_seed."));
    due.push("Pacific/Kiritimati".to_owned());
    assert_eq!(found.lines().collect::<Vec<_>>(), due);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Instants are counted from the first, on UTC's calendar, as jiff counts them.
    #[test]
    fn instants_are_counted_from_the_first(
        from in 315_532_800_000_i64..4_000_000_000_000,
        months in 0..30_i32,
        days in 0..40_i64,
        long in 0..4_000_i64,
    ) {
        prop_assume!(months > 0 || days > 0);
        let to = from + long * DAY;
        let instants = Instants {
            from: Timestamp::from_millis(from),
            to: Timestamp::from_millis(to),
            step: Distance { months, millis: days * DAY },
        };
        let zoned = jiff::Timestamp::from_millisecond(from).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
        let due: Vec<i64> = (0..=4_001)
            .map(|number: i32| {
                let months = (months * number).months();
                let zoned = zoned.checked_add(months).unwrap();
                let zoned = zoned.checked_add((days * i64::from(number)).days()).unwrap();
                zoned.timestamp().as_millisecond()
            })
            .take_while(|millis| *millis <= to)
            .collect();
        let found: Vec<i64> = instants.iter().map(Timestamp::as_millis).collect();
        prop_assert_eq!(found, due);
    }
}
