//! Wrong arguments, help that cannot be written, and narration as JSON.

use std::fs::File;
use std::process::Stdio;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Machine, Run};

/// The one JSON line of a run whose arguments are wrong, without what differs every time.
fn refused(arguments: &[&str]) -> String {
    let run = Machine::new().run(arguments);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    let mut line: Value = serde_json::from_str(&run.stderr).unwrap();
    let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["timestamp", "level", "run_id", "message", "fields"]);
    assert_eq!(line["level"], "error");
    let fields = line["fields"].take();
    format!("{}\n{fields:#}", line["message"].as_str().unwrap())
}

#[test]
fn wrong_arguments_are_one_json_line_where_json_is_asked_for() {
    assert_snapshot!(refused(&["--log-format", "json", "reset", "--sead", "7"]), @r#"
    unexpected argument '--sead' found
    {
      "exit_code": 2,
      "hint": "tip: a similar argument exists: '--seed'; Usage: connsura-seed reset --seed <NUMBER> [SCENARIO]",
      "causes": [],
      "diagnostics": []
    }
    "#);
    // Wherever it is asked for.
    assert_snapshot!(refused(&["export", "--log-format=json"]), @r#"
    the following required arguments were not provided: --out <DIR> <SCENARIO>
    {
      "exit_code": 2,
      "hint": "Usage: connsura-seed export --out <DIR> --log-format <FORMAT> <SCENARIO>",
      "causes": [],
      "diagnostics": []
    }
    "#);
    assert_snapshot!(refused(&["reset", "--threads", "0", "--log-format", "json"]), @r#"
    invalid value '0' for '--threads <NUMBER>': 0 is not in 1..=64
    {
      "exit_code": 2,
      "hint": "connsura-seed --help",
      "causes": [],
      "diagnostics": []
    }
    "#);
    assert_snapshot!(refused(&["--log-format", "json"]), @r#"
    'connsura-seed' requires a subcommand but one was not provided [subcommands: reset, verify, undo, load, mark, doctor, status, local, scenario, export, fixtures, fixture-db, cast, find, explain, edge, coverage, exercise, retention, completions, man, help]
    {
      "exit_code": 2,
      "hint": "Usage: connsura-seed [OPTIONS] <COMMAND>",
      "causes": [],
      "diagnostics": []
    }
    "#);
    assert_snapshot!(refused(&["scenario", "--log-format", "json"]), @r#"
    'connsura-seed scenario' requires a subcommand but one was not provided [subcommands: list, show, check, preview, new, diff, schema, help]
    {
      "exit_code": 2,
      "hint": "Usage: connsura-seed scenario [OPTIONS] <COMMAND>",
      "causes": [],
      "diagnostics": []
    }
    "#);
}

/// Whoever reads stdout alone finds there what failed, once.
#[test]
fn a_failure_is_the_answer_where_that_was_to_be_json() {
    let machine = Machine::new();
    for arguments in [
        &["reset", "--sead", "7", "--format", "json"][..],
        &["reset", "--format=json", "--threads", "0"],
        &[
            "status",
            "--target",
            "postgresql://a:b@c/d",
            "--format",
            "json",
        ],
        &["reset", "nothing-like-it", "--format", "json"],
        &["verify", "--format", "json"],
        &["cast", "nothing-like-it", "--format", "json"],
        &["find", "smoke", "--having", "unread >", "--format", "json"],
        &["edge", "show", "S99", "--format", "json"],
        &["scenario", "show", "nothing-like-it", "--format", "json"],
        &["local", "url", "--format", "json"],
    ] {
        let run = machine.run(arguments);
        assert!(run.code > 0, "{arguments:?}: {}", run.told());
        let said: Value = serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", run.told()));
        assert_eq!(said["exit_code"], run.code, "{arguments:?}");
        let error = said["error"].as_str().unwrap();
        assert!(run.stderr.contains(error), "{arguments:?}: {}", run.told());
        assert!(said["hint"].is_string(), "{arguments:?}: {said:#}");
    }
    // The files of an export are of another format than what it says.
    for arguments in [
        &["export", "--format", "json"][..],
        &["reset", "--", "--format", "json", "more"],
    ] {
        let run = machine.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    }
}

#[test]
fn wrong_arguments_are_text_where_json_is_not_asked_for() {
    let machine = Machine::new();
    for arguments in [
        &["--log-format", "xml", "reset"][..],
        &["reset", "--sead", "--", "--log-format", "json"],
        &["reset", "--sead", "json"],
    ] {
        let run = machine.run(arguments);
        assert_eq!(run.code, 2);
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
}

/// Whoever asked for help and got none is told, as of any other data.
#[test]
fn help_that_cannot_be_written_is_a_failure() {
    let machine = Machine::new();
    for arguments in [
        &["--help"][..],
        &["reset", "-h"],
        &["help", "local"],
        &["--version"],
    ] {
        let mut command = machine.command(arguments);
        command.stdout(File::create("/dev/full").unwrap());
        let run = Run::of(command.output().unwrap());
        assert_eq!(
            run.told(),
            "1\nerror: writing to stdout failed: No space left on device (os error 28)\n"
        );
    }
    let mut command = machine.command(&["--help", "--log-format", "json"]);
    command.stdout(File::create("/dev/full").unwrap());
    let run = Run::of(command.output().unwrap());
    let line: Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(
        (run.code, line["fields"]["exit_code"].as_u64()),
        (1, Some(1))
    );
}

#[test]
fn a_reader_of_help_that_goes_is_no_failure() {
    let machine = Machine::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = machine.command(&["--help"]);
    command.stdout(writer).stderr(Stdio::piped());
    let run = Run::of(command.output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}
