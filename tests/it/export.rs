//! Exported files.

use std::fs;
use std::os::unix::fs::symlink;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Machine, Run};

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

/// A link stays a link: what it leads to is what is replaced.
#[test]
fn an_export_goes_where_a_link_leads() {
    let machine = Machine::new();
    let at = |name: &str| machine.path().join(name);
    fs::create_dir_all(at("disk/real")).unwrap();
    symlink("disk/real", at("link")).unwrap();
    symlink("link", at("link-to-link")).unwrap();
    machine.succeed(&["export", "smoke", "--out", "link"]);
    for (out, format) in [
        ("link", "json"),
        ("link/", "ndjson"),
        ("link-to-link", "json"),
    ] {
        machine.succeed(&[
            "export", "smoke", "--out", out, "--format", format, "--force",
        ]);
        assert!(at("link").is_symlink() && at("link-to-link").is_symlink());
        let file = at("disk/real").join(format!("User.{format}"));
        assert!(file.exists(), "--out {out}");
        assert_eq!(
            fs::read_dir(at("disk/real")).unwrap().count(),
            10,
            "--out {out}"
        );
    }
    assert_snapshot!(machine.run(&["export", "smoke", "--out", "link"]).told(), @"
    2
    error: `link` holds an export already
    hint: name another directory, or replace it: --force
    ");

    symlink("disk/nowhere", at("dangling")).unwrap();
    let dangling = ["export", "smoke", "--out", "dangling"];
    assert_snapshot!(machine.run(&dangling).told(), @"
    2
    error: `dangling` is a link to nothing
    hint: make `disk/nowhere`, or remove the link
    ");
    assert_eq!(machine.run(&[&dangling[..], &["--force"]].concat()).code, 2);
    symlink("round", at("round")).unwrap();
    assert_eq!(machine.run(&["export", "smoke", "--out", "round/"]).code, 2);
    fs::write(at("file"), "years of work").unwrap();
    symlink("file", at("link-to-file")).unwrap();
    for out in ["file", "link-to-file"] {
        let run = machine.run(&["export", "smoke", "--out", out, "--force"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
    }
    assert_eq!(fs::read(at("file")).unwrap(), b"years of work");
    assert_eq!(
        fs::read_dir(at("disk")).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}

#[test]
fn the_current_directory_is_not_replaced() {
    let machine = Machine::new();
    fs::create_dir(machine.path().join("here")).unwrap();
    let mut command = machine.command(&["export", "smoke", "--out", "."]);
    command.current_dir(machine.path().join("here"));
    assert_snapshot!(Run::of(command.output().unwrap()).told(), @"
    2
    error: `.` is the current directory, which cannot be replaced
    hint: name a directory in it
    ");
}

/// Neither the accounts before a part nor the tables that hardly have rows cost anything.
#[test]
fn the_last_of_a_billion_parts_is_made_at_once() {
    let machine = Machine::new();
    let text = "[customers]\ncount = 1000000000\nedge_cases = { tier = \"plausible\" }\n";
    fs::write(machine.path().join("huge.toml"), text).unwrap();
    let part = "1000000000/1000000000";
    machine.succeed(&[
        "export",
        "huge.toml",
        "--format",
        "json",
        "--out",
        "last",
        "--part",
        part,
    ]);
    let read = |table: &str| {
        fs::read_to_string(machine.path().join(format!("last/{table}.json"))).unwrap()
    };
    // Customers come before it, and so do other specimens' shares; admins are the first part's.
    for table in ["User", "Customer", "ProfileShare"] {
        assert!(
            read(table).starts_with(",\n{") && read(table).ends_with("}\n]\n"),
            "{table}"
        );
    }
    assert_eq!(read("Admin"), "\n]\n");
}
