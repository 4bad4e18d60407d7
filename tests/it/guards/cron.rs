//! As cron runs it: no terminal, no home, no path; one exit code, and one line to read.

use std::process::{Command, Stdio};

use serde_json::Value;

use super::staging::{Staging, USERS, VARIABLE, fingerprint};
use crate::support::Run;

/// Runs the program in an environment of these variables and nothing else.
fn by_cron(staging: &Staging, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_connsura-seed"));
    command
        .args(arguments)
        .args(["--format", "json", "--log-format", "json"])
        .env_clear()
        .envs(variables.iter().copied())
        .current_dir(staging.machine.path())
        .stdin(Stdio::null());
    Run::of(command.output().unwrap())
}

/// The one line, which must be one.
fn line(run: &Run) -> Value {
    assert_eq!(run.stdout.matches('\n').count(), 1, "{}", run.told());
    assert!(run.stdout.ends_with('\n'), "{}", run.stdout);
    for line in run.stderr.lines() {
        let said: Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert!(said["message"].is_string(), "{said}");
    }
    serde_json::from_str(&run.stdout).unwrap()
}

const RESET: [&str; 4] = ["reset", "smoke", "--target", "staging"];

/// Variables, arguments, the exit code, and what the error says.
type Failure = (
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
    i32,
    &'static str,
);

const FAILURES: &[Failure] = &[
    (
        &[("NODE_ENV", "production")],
        &RESET,
        3,
        "guard `environment`: NODE_ENV is `production`",
    ),
    (
        &[("NODE_ENV", "production")],
        &["undo", "--target", "staging"],
        3,
        "guard `environment`",
    ),
    (
        &[("NODE_ENV", "production")],
        &["load", "smoke", "--target", "staging"],
        3,
        "guard `environment`",
    ),
    (
        &[],
        &["load", "smoke", "--target", "staging"],
        3,
        "`load` removes none",
    ),
    (
        &[],
        &["reset", "--target", "stagin"],
        3,
        "guard `named target`: there is no target `stagin`",
    ),
    (
        &[],
        &["verify", "--target", "stagin"],
        3,
        "there is no target `stagin`",
    ),
    (
        &[(VARIABLE, "postgresql://deployer@127.0.0.1:1/x")],
        &["find", "--target", "staging", "--having", "unread > 0"],
        6,
        "cannot be reached",
    ),
    (
        &[],
        &["reset", "--target", "staging", "--sead", "7"],
        2,
        "unexpected argument '--sead' found",
    ),
    (
        &[],
        &["reset", "--database-url-env", "NOTHING"],
        2,
        "NOTHING, which holds the URL of `NOTHING`, is not set",
    ),
    (
        &[("CONNSURA_SEED_PASSWORD", "connsura-local-only")],
        &RESET,
        2,
        "is the password of the manual",
    ),
    (
        &[(VARIABLE, "postgresql://deployer:wrong@127.0.0.1:1/x")],
        &RESET,
        6,
        "cannot be reached",
    ),
    (
        &[],
        &["reset", "nothing-like-it", "--target", "staging"],
        4,
        "nothing-like-it",
    ),
    (
        &[],
        &[
            "mark",
            "staging",
            "--target",
            "staging",
            "--database-name",
            "shop",
        ],
        3,
        "the database is called `connsura_staging`, not `shop`",
    ),
];

#[test]
fn one_command_one_exit_code_one_line() {
    let staging = Staging::marked();
    let usual = [(VARIABLE, staging.url()), ("CONNSURA_SEED_PASSWORD", USERS)];
    for _ in 0..2 {
        let run = by_cron(&staging, &usual, &RESET);
        assert_eq!(run.code, 0, "{}", run.told());
        let said = line(&run);
        assert_eq!(said["generation"]["scenario"], "smoke", "{said:#}");
    }
    let before = fingerprint(&staging.database);
    for (variables, arguments, code, error) in FAILURES {
        let variables = [&usual[..], variables].concat();
        let run = by_cron(&staging, &variables, arguments);
        fails(&run, *code, error);
    }
    // A reset that must have the users' password has it, or is not done.
    let run = by_cron(&staging, &usual[..1], &RESET);
    fails(&run, 2, "CONNSURA_SEED_PASSWORD is not set");
    looks(&staging, &usual);
    assert_eq!(fingerprint(&staging.database), before);
}

/// The exit code, and the same in the line with the error and what to do.
fn fails(run: &Run, code: i32, error: &str) {
    assert_eq!(run.code, code, "{}", run.told());
    let said = line(run);
    assert_eq!(said["exit_code"], code, "{said:#}");
    assert!(said["error"].as_str().unwrap().contains(error), "{said:#}");
    assert!(said["hint"].is_string(), "{said:#}");
}

/// What looks and does not act says all that it saw, and nothing else.
fn looks(staging: &Staging, usual: &[(&str, &str)]) {
    for arguments in [
        &["doctor", "smoke", "--target", "staging"][..],
        &[&RESET[..], &["--dry-run"]].concat(),
    ] {
        for (variables, code) in [(usual, 0), (&[usual, &[("APP_ENV", "prod")]].concat(), 3)] {
            let run = by_cron(staging, variables, arguments);
            assert_eq!(run.code, code, "{}", run.told());
            let said = line(&run);
            let guards = said["guards"].as_array().unwrap();
            assert_eq!(guards.len(), 10);
            let refusing: Vec<&str> = guards
                .iter()
                .filter(|guard| guard["passes"] == false)
                .map(|guard| guard["guard"].as_str().unwrap())
                .collect();
            assert_eq!(
                refusing,
                if code == 0 {
                    vec![]
                } else {
                    vec!["environment"]
                }
            );
        }
    }
}
