//! Exercises that end before their end: what they had found is told, and how to go on.

use std::fs;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};

use super::Staged;
use crate::support::Run;

/// How often it is looked at whether an exercise ended that should not have.
const LOOK: Duration = Duration::from_millis(200);

/// Serves the API and its pages, which stop to answer after so many requests; whoever waits for
/// that is told.
fn falling_silent(staged: &Staged, after: usize) -> (String, Receiver<()>) {
    let (silent, is_silent) = channel();
    let asked = Arc::new(AtomicUsize::new(0));
    let url = staged.serve(|app| {
        app.layer(from_fn(move |request: Request, next: Next| {
            let number = asked.fetch_add(1, Ordering::Relaxed);
            let silent = silent.clone();
            async move {
                if number >= after {
                    let _ = silent.send(());
                    std::future::pending::<()>().await;
                }
                next.run(request).await
            }
        }))
    });
    (url, is_silent)
}

/// An exercise that is interrupted once nothing is answered any more: how it ends, its report as
/// JSON, and as JUnit XML.
fn interrupted(
    staged: &Staged,
    arguments: &[&str],
    is_silent: &Receiver<()>,
) -> (Run, Value, String) {
    let report = staged.machine.path().join("cut.xml");
    let mut all = vec![
        "exercise",
        "--format",
        "json",
        "--junit",
        report.to_str().unwrap(),
    ];
    all.extend(arguments);
    let mut child = staged
        .machine
        .command(&all)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while is_silent.recv_timeout(LOOK).is_err() {
        let ended = child.try_wait().unwrap();
        assert!(
            ended.is_none(),
            "it ended before it was interrupted: {ended:?}"
        );
    }
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    let run = Run::of(child.wait_with_output().unwrap());
    let found =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    (run, found, fs::read_to_string(report).unwrap())
}

#[test]
fn a_walk_that_is_interrupted_says_what_is_done_and_how_to_go_on() {
    let staged = Staged::over("smoke");
    let (url, is_silent) = falling_silent(&staged, 40);
    let part = ["--api", &url, "--concurrency", "1"];
    let (run, found, report) = interrupted(&staged, &part, &is_silent);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(
        found["cut"],
        json!({ "by": "signal", "message": "interrupted by SIGINT" })
    );
    assert_eq!(found["findings"], 0, "{found:#}");
    let (last, of) = (found["rows"]["last"].as_u64(), found["rows"]["of"].as_u64());
    assert!(last < of, "{found:#}");
    assert!(report.contains(r#"errors="1""#), "{report}");
    assert!(
        report.contains("interrupted by SIGINT: rows 1 to "),
        "{report}"
    );
    let next = last.unwrap() + 1;
    assert!(
        run.stderr
            .contains(&format!("the same command with --rows {next}..\n")),
        "{run:?}"
    );
    // What is left is done as it says.
    let whole = staged.serve(|app| app);
    let (code, rest) = staged.found(&whole, &["--rows", &format!("{next}..")]);
    assert_eq!((code, &rest["cut"]), (0, &Value::Null), "{rest:#}");
    assert_eq!(rest["rows"]["last"].as_u64(), of);
}

#[test]
fn an_interrupted_walk_with_findings_ends_as_one_with_findings() {
    let staged = Staged::moved("smoke");
    let (url, is_silent) = falling_silent(&staged, 40);
    let part = ["--api", &url, "--concurrency", "1"];
    let (run, found, report) = interrupted(&staged, &part, &is_silent);
    assert_eq!(run.code, 5, "{run:?}");
    assert_eq!(found["cut"]["by"], "signal");
    assert!(found["findings"].as_u64().unwrap() > 0, "{found:#}");
    assert!(
        run.stderr.contains("; then: interrupted by SIGINT"),
        "{run:?}"
    );
    assert!(run.stderr.contains("hint: to go on: "), "{run:?}");
    assert!(report.contains(r#"errors="1""#), "{report}");
    // Nothing is done yet: there is no row to name.
    let (url, is_silent) = falling_silent(&staged, 1);
    let (run, found, _) = interrupted(&staged, &["--api", &url], &is_silent);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(found["rows"]["last"], Value::Null, "{found:#}");
    assert!(run.stderr.contains("--rows 1..\n"), "{run:?}");
    let (url, is_silent) = falling_silent(&staged, 1);
    let part = ["--api", &url, "--part", "1/2"];
    let (run, found, _) = interrupted(&staged, &part, &is_silent);
    let half = found["rows"]["of"].as_u64().unwrap() / 2;
    let go_on = format!("--rows 1..{half} instead of --part 1/2\n");
    assert!(run.stderr.contains(&go_on), "{run:?}");
    // To end at the first finding is no failure of the walk.
    let url = staged.serve(|app| app);
    let (code, found) = staged.found(&url, &["--fail-fast"]);
    assert_eq!(
        (code, &found["cut"]["by"]),
        (5, &json!("finding")),
        "{found:#}"
    );
}

#[test]
fn visits_that_are_interrupted_say_the_same() {
    let staged = Staged::over("smoke");
    let (url, is_silent) = falling_silent(&staged, 60);
    let (run, found, report) = interrupted(&staged, &["--ui", &url, "--tabs", "1"], &is_silent);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(found["cut"]["by"], "signal", "{found:#}");
    assert!(found["visits"].as_u64().unwrap() > 0, "{found:#}");
    assert!(report.contains(r#"errors="1""#), "{report}");
}

/// What the API came to is not lost with the pages.
#[test]
fn findings_are_told_where_the_pages_cannot_be_visited() {
    let staged = Staged::moved("smoke");
    let url = staged.serve(|app| app);
    let (code, found) = staged.found(&url, &["--only", "Customer", "--ui", "http://127.0.0.1:1"]);
    assert_eq!(code, 5, "{found:#}");
    assert_eq!(found["cut"]["by"], "failure", "{found:#}");
    assert!(found["findings"].as_u64().unwrap() > 0, "{found:#}");
}
