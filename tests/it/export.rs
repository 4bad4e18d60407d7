//! Exported files.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::Machine;

#[test]
fn parts_of_an_export_put_together_are_the_whole() {
    let machine = Machine::new();
    for format in ["json", "ndjson"] {
        machine.succeed(&["export", "smoke", "--format", format, "--out", format]);
        for part in 1..=3 {
            let (out, part) = (format!("{format}-{part}"), format!("{part}/3"));
            machine.succeed(&[
                "export",
                "smoke",
                "--format",
                format,
                "--out",
                &out,
                "--part",
                &part,
                "--threads",
                "2",
            ]);
        }
        for entry in fs::read_dir(machine.path().join(format)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name == "manifest.json" {
                continue;
            }
            let whole = fs::read(machine.path().join(format).join(&name)).unwrap();
            let parts: Vec<u8> = (1..=3)
                .flat_map(|part| {
                    fs::read(machine.path().join(format!("{format}-{part}")).join(&name)).unwrap()
                })
                .collect();
            assert_eq!(
                String::from_utf8(whole).unwrap(),
                String::from_utf8(parts).unwrap(),
                "{name}"
            );
        }
    }
    let manifest: Value =
        serde_json::from_slice(&fs::read(machine.path().join("json/manifest.json")).unwrap())
            .unwrap();
    for table in manifest["tables"].as_array().unwrap() {
        let text = fs::read_to_string(
            machine
                .path()
                .join("json")
                .join(table["file"].as_str().unwrap()),
        )
        .unwrap();
        let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(table["rows"], rows.len());
    }
}

/// Parts without an account, and tables without a row, are parts and tables all the same.
#[test]
fn more_parts_than_accounts_put_together_are_the_whole() {
    let machine = Machine::new();
    for (scenario, parts) in [("empty", 3), ("smoke", 7), ("smoke", 20)] {
        let join = |table: &str| -> String {
            let part = |part| {
                machine
                    .path()
                    .join(format!("{scenario}-{parts}-{part}/{table}.json"))
            };
            (1..=parts)
                .map(|number| fs::read_to_string(part(number)).unwrap())
                .collect()
        };
        machine.succeed(&[
            "export", scenario, "--format", "json", "--out", "whole", "--force",
        ]);
        for part in 1..=parts {
            let (out, part) = (
                format!("{scenario}-{parts}-{part}"),
                format!("{part}/{parts}"),
            );
            machine.succeed(&[
                "export", scenario, "--format", "json", "--out", &out, "--part", &part,
            ]);
        }
        for table in ["User", "Customer", "Message", "Upload", "Form"] {
            let whole =
                fs::read_to_string(machine.path().join(format!("whole/{table}.json"))).unwrap();
            assert_eq!(join(table), whole, "{table} of {scenario} in {parts} parts");
        }
    }
}

#[test]
fn an_export_replaces_nothing_but_an_export() {
    let machine = Machine::new();
    machine.succeed(&["export", "smoke", "--out", "files"]);
    assert_snapshot!(machine.run(&["export", "smoke", "--out", "files"]).told(), @"
    2
    error: `files` holds an export already
    hint: name another directory, or replace it: --force
    ");
    machine.succeed(&[
        "export", "smoke", "--out", "files", "--format", "json", "--force",
    ]);
    assert!(
        machine.path().join("files/User.json").exists()
            && !machine.path().join("files/User.ndjson").exists()
    );
    fs::write(machine.path().join("files/thesis.txt"), "years of work").unwrap();
    assert_eq!(
        machine
            .run(&["export", "smoke", "--out", "files", "--force"])
            .code,
        2
    );
    assert!(machine.path().join("files/thesis.txt").exists());
    let leftovers: Vec<_> = fs::read_dir(machine.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "files")
        .collect();
    assert_eq!(leftovers, Vec::<String>::new());
}
