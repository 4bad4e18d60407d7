//! `scenario new`, `scenario diff` and `scenario schema`, and what a preview shows.

use std::fs;

use connsura_seed::SourceFile;
use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::scenario::{self, starter};
use insta::assert_snapshot;
use unicode_width::UnicodeWidthStr as _;

use crate::support::Machine;

/// Reads and plans a text, which must be good.
fn assert_good(text: &str) -> Plan {
    let file = SourceFile {
        path: "starter.toml".to_owned(),
        text: text.to_owned(),
    };
    let scenario = scenario::parse("starter", file)
        .unwrap_or_else(|error| panic!("{text}\n{error}: {:#?}", error.diagnostics()));
    Plan::resolve(&scenario, Overrides::default(), |_| Ok(String::new())).unwrap()
}

#[test]
fn a_new_scenario_works_as_it_is() {
    let machine = Machine::new();
    let run = machine.run(&["scenario", "new", "quarterly"]);
    assert_snapshot!(run.told(), @"
    0
    next:
      connsura-seed scenario check quarterly   says all that is wrong with it, after a change
      connsura-seed reset quarterly            fills the local database with it
      connsura-seed cast                       lists the personas to log in as
    for an editor that completes and checks while you type:
      connsura-seed scenario schema > scenarios/scenario.schema.json
    scenarios/quarterly.toml
    ");
    machine.succeed(&["scenario", "check", "quarterly"]);
    machine.succeed(&["scenario", "preview", "quarterly"]);
    let list = machine.succeed(&["scenario", "list"]);
    assert!(list.contains("scenarios/quarterly.toml"), "{list}");
    let plan = assert_good(&starter("quarterly").unwrap());
    let [ngozi] = plan.cast() else {
        panic!("{:?}", plan.cast())
    };
    let carried: Vec<&str> = ngozi.cases.iter().map(|(_, case)| case.id).collect();
    assert_eq!(
        (ngozi.persona.key.as_str(), carried),
        ("ngozi", vec!["N06", "S02"])
    );

    // With the schema beside it, editors know all.
    let schema = machine.succeed(&["scenario", "schema"]);
    fs::write(
        machine.path().join("scenarios/scenario.schema.json"),
        schema,
    )
    .unwrap();
    let run = machine.run(&["scenario", "new", "monthly"]);
    assert!(!run.stderr.contains("schema"), "{}", run.stderr);
    assert!(
        starter("monthly")
            .unwrap()
            .starts_with("#:schema ./scenario.schema.json\n")
    );
}

#[test]
fn a_new_scenario_replaces_nothing() {
    let machine = Machine::new();
    let folder = machine.path().join("scenarios");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("mine.toml"), "seed = 7\n").unwrap();
    assert_snapshot!(machine.run(&["scenario", "new", "mine"]).told(), @"
    3
    error: `scenarios/mine.toml` exists, and stays as it is
    hint: choose another name, or remove the file
    ");
    assert_eq!(
        fs::read_to_string(folder.join("mine.toml")).unwrap(),
        "seed = 7\n"
    );
    assert_snapshot!(machine.run(&["scenario", "new", "smoke"]).told(), @r#"
    2
    error: `smoke` cannot be a new scenario's name
    hint: it ships with the program: choose another, and write extends = "smoke" to begin with what it holds
    "#);
    assert_snapshot!(machine.run(&["scenario", "new", "../mine"]).told(), @"
    2
    error: `../mine` cannot be a new scenario's name
    hint: allowed: lower-case letters, digits, `-` and `_`, a letter or digit first, at most 64; without folder and ending
    ");
    let long = "x".repeat(65);
    for name in [
        "", "Mine", "a b", "a/b", r"a\b", "x.toml", "-x", ".x", "é", "a\u{1b}", &long,
    ] {
        let run = machine.run(&["scenario", "new", "--", name]);
        assert_eq!(run.code, 2, "{name}: {}", run.stderr);
        assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    }
    let files: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(files.len(), 1);
}

/// An example is a line, or under a `[header]` a block of them, with a # and no space before it.
#[test]
fn every_example_of_a_new_scenario_works() {
    let text = starter("quarterly").unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let example = |line: &str| {
        let rest = line.strip_prefix('#')?;
        let first = rest.chars().next()?;
        (first.is_ascii_lowercase() || first == '[').then(|| rest.to_owned())
    };
    let mut examples = 0;
    let mut at = 0;
    while at < lines.len() {
        let block = match example(lines[at]) {
            None => 0,
            Some(rest) if rest.starts_with('[') => lines[at..]
                .iter()
                .take_while(|line| example(line).is_some())
                .count(),
            Some(_) => 1,
        };
        if block > 0 {
            let mut used: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            for line in &mut used[at..at + block] {
                *line = example(line).unwrap();
            }
            assert_good(&used.join("\n"));
            examples += 1;
        }
        at += block.max(1);
    }
    assert!(examples >= 15, "{examples} examples");
}

#[test]
fn differences_are_shown_and_no_failure() {
    let machine = Machine::new();
    let write = |name: &str, text: &str| fs::write(machine.path().join(name), text).unwrap();
    write("mine.toml", "extends = \"smoke\"\ntitle = \"Mine\"\n");
    assert_snapshot!(machine.run(&["scenario", "diff", "smoke", "mine.toml"]).told(), @"
    0
    `smoke` and `mine.toml` do not differ
    ");
    write(
        "mine.toml",
        "extends = \"smoke\"\ncustomers.count = 9\n[[persona]]\nkey = \"ngozi\"\nname = \"نجوزي\"\n",
    );
    assert_snapshot!(machine.run(&["scenario", "diff", "smoke", "mine.toml"]).told(), @r#"
    0
    ┌─────────────────┬─────────────┬──────────────────────────────────────────────────┐
    │ key             │ smoke       │ mine.toml                                        │
    ├─────────────────┼─────────────┼──────────────────────────────────────────────────┤
    │ customers.count │ 4           │ 9                                                │
    │ persona.ngozi   │ (not there) │ {"role":"customer","about":"","carries":[],"nam… │
    └─────────────────┴─────────────┴──────────────────────────────────────────────────┘
    "#);
    let told = machine.json(&["scenario", "diff", "mine.toml", "smoke", "--format", "json"]);
    assert_snapshot!(format!("{told:#}"), @r#"
    {
      "left": "mine.toml",
      "right": "smoke",
      "differences": [
        {
          "key": "customers.count",
          "left": 9,
          "right": 4
        },
        {
          "key": "persona.ngozi",
          "left": {
            "role": "customer",
            "about": "",
            "carries": [],
            "name": "نجوزي"
          },
          "right": null
        }
      ]
    }
    "#);
    write("mine.toml", "sede = 1\n");
    assert_eq!(
        machine
            .run(&["scenario", "diff", "smoke", "mine.toml"])
            .code,
        4
    );
    assert_eq!(machine.run(&["scenario", "diff", "smoke"]).code, 2);
}

#[test]
fn a_preview_stays_aligned_whatever_it_shows() {
    let machine = Machine::new();
    let text = "[customers.edge_cases]\ntier = \"hostile\"\n[conversations]\nper_customer = { max = 1 }\nmessages = { max = 3 }\n";
    fs::write(machine.path().join("odd.toml"), text).unwrap();
    let shown = machine.succeed(&["scenario", "preview", "odd.toml", "--rows", "100"]);
    for block in shown.split("\n\n") {
        let width = block.lines().next().unwrap().width();
        for line in block.lines() {
            assert_eq!(line.width(), width, "{line:?}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
    assert!(
        shown.contains('\u{2068}'),
        "nothing from right to left was shown"
    );
}
