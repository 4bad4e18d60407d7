//! The command line, as its users see it.

use connsura_seed::scenario::SHIPPED;
use std::fs;
use std::process::Stdio;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Machine, Run, repository};

/// What is typed is seen by others, and printed: a password is neither taken nor repeated.
#[test]
fn a_password_among_the_arguments_is_refused_and_not_repeated() {
    let machine = Machine::new();
    let url = "postgresql://seeder:HUNTER/2@SECRET@127.0.0.1/x";
    for arguments in [
        &["status", "--database-url-env", url][..],
        &["status", "--target", url],
        &["reset", url],
        &["explain", url],
        &["reset", "smoke", "--backup", url],
        &["mark", "staging", "--target", "x", "--database-name", url],
        &[
            "status",
            "--database-url-env",
            "host=127.0.0.1 password=HUNTER",
        ],
        &["nothing", url],
    ] {
        for format in ["text", "json"] {
            let run = machine.run(&[arguments, &["--log-format", format]].concat());
            assert_eq!(run.code, 2, "{arguments:?}: {}", run.told());
            assert!(
                !run.told().contains("HUNTER"),
                "{arguments:?}: {}",
                run.told()
            );
            assert!(
                run.told().contains("--database-url-env VARIABLE"),
                "{}",
                run.told()
            );
        }
    }
    // Without one it is no secret, and no name either.
    let run = machine.run(&["status", "--database-url-env", "postgresql://127.0.0.1/x"]);
    assert_eq!(run.code, 2, "{}", run.told());
    assert!(
        run.stderr.contains("the name of the variable"),
        "{}",
        run.told()
    );
}

#[test]
fn help_lists_what_there_is() {
    let machine = Machine::new();
    assert_snapshot!(machine.succeed(&["--help"]), @"
    Fills Connsura's staging PostgreSQL with synthetic data that is made to find bugs.

    The same scenario, seed and recipe give the same bytes everywhere. Data goes to stdout, narration to
    stderr, and nothing ever prompts.

    Usage: connsura-seed [OPTIONS] <COMMAND>

    Commands:
      reset        Rebuild the database, all or nothing
      verify       Compare the database with its generation, row by row
      undo         Put back what the last reset replaced
      load         Fill tables that are empty, such as after `prisma migrate reset`
      mark         Declare a database to be a staging database, once
      doctor       Show every guard and what it sees, how the schema fits, and what a reset would do
      status       Show server, generation, markers, migrations and drift at a glance
      local        Manage the local database: a private PostgreSQL of its own
      scenario     List, show, check, preview, write and compare scenarios
      export       Write a scenario's rows as files
      fixtures     Cut a small fixture out of a scenario
      fixture-db   Make and drop databases for tests, each with a scenario's rows
      cast         List the personas: e-mail, role, and what each shows
      find         Find accounts by what they carry and by what their rows say
      explain      Say what a row is, whose, and why it is odd
      edge         List and show the edge cases of the catalogue
      coverage     Say which edge cases, values and pairs a dataset holds, and what it lacks
      exercise     Drive an API over every row, and report what is not as it was made
      retention    Say what a prune must delete, and judge what one left
      completions  Print the completions of a shell
      man          Print the manual page, or write all of them
      help         Print this message or the help of the given subcommand(s)

    Options:
          --log-format <FORMAT>
              How narration on stderr is written

              Possible values:
              - text: For people
              - json: One JSON object a line: timestamp, level, `run_id`, message, fields
              
              [default: text]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Exit codes:
      0  done
      1  unexpected failure
      2  wrong usage
      3  refused by a guard; nothing was changed
      4  the scenario or the configuration is invalid; nothing was changed
      5  the database or the files differ from what they should be
      6  the database could not be reached, or failed; it is as it was before
      7  the outcome is unknown
    ");
}

#[test]
fn usage_errors_are_exit_2() {
    let machine = Machine::new();
    assert_snapshot!(machine.run(&["reset", "--sead", "7"]).told(), @"
    2
    error: unexpected argument '--sead' found

      tip: a similar argument exists: '--seed'

    Usage: connsura-seed reset --seed <NUMBER> [SCENARIO]

    For more information, try '--help'.
    ");
    assert_eq!(machine.run(&["rest"]).code, 2);
    assert_eq!(machine.run(&["export", "smoke"]).code, 2);
    assert_eq!(
        machine
            .run(&["export", "smoke", "--out", "x", "--part", "4/3"])
            .code,
        2
    );
    assert_eq!(machine.run(&["reset", "--now", "yesterday"]).code, 2);
    assert_eq!(machine.run(&["reset", "--threads", "0"]).code, 2);
}

#[test]
fn another_target_is_refused() {
    let machine = Machine::new();
    for command in ["reset", "verify", "status"] {
        assert_eq!(machine.run(&[command, "--target", "production"]).code, 3);
    }
    assert_snapshot!(machine.run(&["reset", "--target", "production"]).told(), @"
    3
    error: guard `named target`: there is no target `production` in connsura-seed.toml, which is not there
    hint: write [targets.production] with a url_env into connsura-seed.toml, or leave --target out
    ");
}

/// A target is what was named: the environment of another tool is not.
#[test]
fn the_environment_names_no_target() {
    let machine = Machine::new();
    let mut command = machine.command(&["reset", "empty", "--format", "json"]);
    for (name, value) in [
        ("DATABASE_URL", "postgresql://nobody@192.0.2.1/production"),
        ("PGHOST", "192.0.2.1"),
        ("PGPORT", "1"),
        ("PGUSER", "nobody"),
        ("PGDATABASE", "production"),
        ("PGPASSWORD", "wrong"),
        ("PGSSLMODE", "verify-full"),
        ("PGDATA", "/nowhere"),
    ] {
        command.env(name, value);
    }
    let run = Run::of(command.output().unwrap());
    assert_eq!(run.code, 0, "{}", run.stderr);

    machine.succeed(&["local", "destroy"]);
    let refused = Run::of(
        machine
            .command(&["reset", "empty"])
            .env("PGOPTIONS", "-c role=x")
            .output()
            .unwrap(),
    );
    assert_snapshot!(refused.told(), @"
    2
    error: PGOPTIONS is set, and would change how the database answers
    hint: unset PGOPTIONS
    ");
    assert!(
        !machine.path().join("local").exists(),
        "nothing was started"
    );
}

#[test]
fn a_wrong_scenario_shows_all_mistakes_at_once() {
    let machine = Machine::new();
    fs::write(
        machine.path().join("wrong.toml"),
        "sede = 7\n\n[customers]\ncount = \"many\"\nlocales = { en = 1, klingon = 2 }\n\n[shares]\nper_customer = { min = 3, max = 2 }\n",
    )
    .unwrap();
    let run = machine.run(&["reset", "wrong.toml"]);
    assert_snapshot!(run.told(), @r#"
    4
    error: unknown key `sede`
     --> wrong.toml:1:1
      |
    1 | sede = 7
      | ^^^^ unknown key
      |
      = hint: did you mean `seed`? allowed: `title`, `description`, `extends`, `seed`, `now`, `customers`, `admins`, `conversations`, `shares`, `audit_logs`, `uploads`, `forms`, `retention`, `persona`, `conversation`, `share`, `upload`, `form`, `audit_log`

    error: `customers.count` must be a whole number
     --> wrong.toml:4:9
      |
    4 | count = "many"
      |         ^^^^^^ this is a text

    error: `customers.locales` does not know `klingon`
     --> wrong.toml:5:21
      |
    5 | locales = { en = 1, klingon = 2 }
      |                     ^^^^^^^ unknown
      |
      = hint: allowed: `ar`, `cy`, `de`, `el`, `en`, `es`, `fa`, `fr`, `he`, `hi`, `hu`, `it`, `ja`, `ko`, `nl`, `pl`, `pt-BR`, `pt-PT`, `ru`, `sv`, `th`, `tr`, `vi`, `zh-CN`, `zh-TW`

    error: `shares.per_customer` has a `min` above its `max`
     --> wrong.toml:8:24
      |
    8 | per_customer = { min = 3, max = 2 }
      |                        ^ more than `max`
      |
      = hint: allowed: 0 to 2

    error: scenario `wrong.toml` has 4 mistakes
    hint: mend the file, then: connsura-seed scenario check wrong.toml
    "#);
    assert!(
        !machine.path().join("local").exists(),
        "nothing was started for a scenario that is wrong"
    );
    assert_snapshot!(machine.run(&["reset", "stagin"]).told(), @"
    4
    error: there is no scenario `stagin`
    hint: did you mean `staging`? there are: conversations, edge-cases, empty, hostile, load, multilingual, retention, shares, smoke, staging
    ");
    assert_eq!(
        machine
            .run(&["scenario", "check", "wrong.toml", "smoke"])
            .code,
        4
    );
    assert_eq!(machine.run(&["scenario", "check"]).code, 0);
}

#[test]
fn scenarios_are_listed_shown_and_previewed() {
    let machine = Machine::new();
    assert_snapshot!(machine.succeed(&["scenario", "list"]), @"
    ┌───────────────┬─────────┬──────────────────────────────────────────────────────────────────────────┐
    │ name          │ file    │ what it is                                                               │
    ├───────────────┼─────────┼──────────────────────────────────────────────────────────────────────────┤
    │ conversations │ shipped │ Conversations: Conversations of 0, 1, 49, 50, 51 and 10,000 messages, e… │
    │ edge-cases    │ shipped │ Edge cases: Every plausible case of the catalogue, alone and in all pai… │
    │ empty         │ shipped │ Empty: A fresh installation: one admin and nothing else.                 │
    │ hostile       │ shipped │ Hostile: Every case of both tiers, alone and in all pairs: also what no… │
    │ load          │ shipped │ Load: About 1.7 million rows of users, messages, audit logs and shares … │
    │ multilingual  │ shipped │ Multilingual: Every script and locale, those from right to left in quan… │
    │ retention     │ shipped │ Retention: Rows on each side of every boundary of the retention policy,… │
    │ shares        │ shipped │ Shares: Every status, transition and age of a share, those opened again… │
    │ smoke         │ shipped │ Smoke: A few dozen rows that touch every table and every enum value.     │
    │ staging       │ shipped │ Staging: The default: about 2,000 customers and 40,000 messages, realis… │
    └───────────────┴─────────┴──────────────────────────────────────────────────────────────────────────┘
    ");
    let shown = machine.succeed(&["scenario", "show", "smoke"]);
    let file = fs::read_to_string(repository().join("scenarios/smoke.toml")).unwrap();
    assert_eq!(shown.trim_end(), file.trim_end());
    let json = machine.json(&["scenario", "show", "smoke", "--format", "json"]);
    assert_eq!(json["population"]["customers"]["locales"]["en"], 2);
    assert_eq!(
        machine
            .json(&["scenario", "list", "--format", "json"])
            .as_array()
            .unwrap()
            .len(),
        SHIPPED.len()
    );
    assert_snapshot!(machine.succeed(&["scenario", "preview", "smoke", "--table", "Customer", "--rows", "2"]), @r#"
    ┌────────────────────┬────────────────────────────────────────┬──────────────────────────────────────┐
    │ Customer           │ 1                                      │ 2                                    │
    ├────────────────────┼────────────────────────────────────────┼──────────────────────────────────────┤
    │ id                 │ 5eed0208-0000-8000-8000-000000000000   │ 5eed0208-0000-8000-8001-000000000000 │
    │ userId             │ 5eed0108-0000-8000-8000-000000000000   │ 5eed0108-0000-8000-8001-000000000000 │
    │ fullName           │ 中川 迅                                │ Aaron Gusikowski                     │
    │ preferredName      │ NULL                                   │ NULL                                 │
    │ phone              │ NULL                                   │ +1 212 555 0197                      │
    │ dateOfBirth        │ 1942-11-02                             │ 1950-02-19                           │
    │ addressLine1       │ 月見原1丁目89番                        │ 97 Copperleaf Court                  │
    │ addressLine2       │ NULL                                   │ NULL                                 │
    │ city               │ 名古屋市                               │ Phoenix                              │
    │ region             │ 愛知県                                 │ AZ                                   │
    │ postalCode         │ 460-9217                               │ 85081                                │
    │ country            │ JP                                     │ US                                   │
    │ spokenLanguages    │ {日本語}                               │ {English}                            │
    │ insuranceInterests │ {life,travel,pet,bicycle}              │ {contents,liability,legal}           │
    │ preferences        │ {"theme": "light", "channel": "letter… │ NULL                                 │
    │ notes              │ NULL                                   │ NULL                                 │
    │ createdAt          │ 2024-10-16 17:34:08.457+00             │ 2026-01-16 03:06:12.874+00           │
    │ updatedAt          │ 2024-10-16 17:34:08.457+00             │ 2026-01-23 21:10:48.983+00           │
    └────────────────────┴────────────────────────────────────────┴──────────────────────────────────────┘
    "#);
    let rows = machine.json(&["scenario", "preview", "smoke", "--format", "json"]);
    assert_eq!(rows["Form"].as_array().unwrap().len(), 3);
    assert!(
        rows["User"][0].get("passwordHash").is_none(),
        "no hash is printed"
    );
    assert_eq!(
        machine
            .run(&["scenario", "preview", "smoke", "--table", "Custommer"])
            .code,
        2
    );
}

/// A project's own scenarios lie in its folder `scenarios`.
#[test]
fn a_project_has_scenarios_of_its_own() {
    let machine = Machine::new();
    fs::create_dir(machine.path().join("scenarios")).unwrap();
    fs::write(
        machine.path().join("scenarios/tiny.toml"),
        "title = \"Tiny\"\n[customers]\ncount = 1\n",
    )
    .unwrap();
    assert!(
        machine
            .succeed(&["scenario", "list"])
            .contains("scenarios/tiny.toml")
    );
    let reset = machine.json(&["reset", "tiny", "--format", "json"]);
    assert_eq!(reset["generation"]["scenario"], "tiny");
    // Verified by the text that was kept, not by a file that may have changed since.
    fs::remove_file(machine.path().join("scenarios/tiny.toml")).unwrap();
    machine.succeed(&["verify"]);
}

#[test]
fn completions_and_manual_pages_come_from_the_arguments() {
    let machine = Machine::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            machine
                .succeed(&["completions", shell])
                .contains("scenario"),
            "{shell}"
        );
    }
    assert!(machine.succeed(&["man"]).starts_with(".ie"));
    machine.succeed(&["man", "--out", "pages"]);
    assert!(machine.path().join("pages/connsura-seed-reset.1").exists());
}

/// `connsura-seed ... | head` ends in peace.
#[test]
fn a_reader_that_goes_is_no_failure() {
    let machine = Machine::new();
    let mut child = machine
        .command(&["scenario", "preview", "staging", "--rows", "100"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn json_narration_is_one_object_a_line() {
    let machine = Machine::new();
    let run = machine.run(&["reset", "empty", "--log-format", "json"]);
    assert_eq!(run.code, 0);
    let lines: Vec<Value> = run
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for line in &lines {
        let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["timestamp", "level", "run_id", "message", "fields"]);
        assert_eq!(line["run_id"], lines[0]["run_id"]);
    }
    let error = machine.run(&["reset", "nothing-like-it", "--log-format", "json"]);
    let line: Value = serde_json::from_str(error.stderr.trim()).unwrap();
    assert_eq!(
        (line["level"].as_str(), line["fields"]["exit_code"].as_u64()),
        (Some("error"), Some(4))
    );
}

#[test]
fn plain_lines_without_a_terminal() {
    let machine = Machine::new();
    let run = machine.run(&["reset", "empty"]);
    assert_snapshot!(run.stderr.lines().filter(|line| line.starts_with('[')).collect::<Vec<_>>().join("\n"), @"
    [ 1/13] checking the target
    [ 2/13] beginning the transaction
    [ 3/13] locking the tables
    [ 5/13] removing the old rows
    [ 6/13] applying the migrations
    [ 7/13] comparing the schema
    [ 8/13] loading rows
    [ 9/13] making the indexes
    [10/13] analyzing
    [11/13] verifying
    [12/13] recording the generation
    [13/13] committing
    ");
    assert!(
        !run.stderr.contains('\u{1b}') && !run.stdout.contains('\u{1b}'),
        "no colours into a pipe"
    );
}
