//! Exported files.

mod goldens;
mod round_trips;

pub(crate) use round_trips::python;

use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use crate::support::{Disk, Machine, Run};

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

/// A directory that exists stays the one it was, so that one may stand in it.
#[test]
fn an_export_may_go_to_the_current_directory() {
    let machine = Machine::new();
    let here = machine.path().join("here");
    fs::create_dir(&here).unwrap();
    let before = fs::metadata(&here).unwrap().ino();
    for arguments in [&["--out", "."][..], &["--out", "../here", "--force"]] {
        let mut command = machine.command(&[&["export", "smoke"], arguments].concat());
        command.current_dir(&here);
        let run = Run::of(command.output().unwrap());
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    assert_eq!(names_in(&here).len(), 10);
    assert_eq!(fs::metadata(&here).unwrap().ino(), before);
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A directory where a file system is mounted cannot be moved, nor another to its place.
#[test]
fn an_export_goes_where_a_file_system_is_mounted() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let machine = Machine::new();
    let volume = machine.path().join("volume");
    fs::create_dir(&volume).unwrap();
    let disk = Disk::mount(volume.to_str().unwrap(), "2m");
    let export = ["export", "smoke", "--out", "volume", "--format"];
    machine.succeed(&[&export[..], &["json"]].concat());
    assert!(volume.join("User.json").exists());
    assert_eq!(machine.run(&[&export[..], &["ndjson"]].concat()).code, 2);
    machine.succeed(&[&export[..], &["ndjson", "--force"]].concat());
    let names = names_in(&volume);
    assert!(
        volume.join("User.ndjson").exists() && names.len() == 10,
        "{names:?}"
    );

    // What does not fit leaves all as it was.
    let manifest = fs::read(volume.join("manifest.json")).unwrap();
    let full = machine.run(&["export", "staging", "--out", "volume", "--force"]);
    assert_snapshot!(full.told(), @"
    1
    error: `volume` cannot be written: No space left on device (os error 28)
    hint: it is as it was before; free some space or name another directory, then run it again
    ");
    assert_eq!(names_in(&volume), names);
    assert_eq!(fs::read(volume.join("manifest.json")).unwrap(), manifest);
    drop(disk);
}

/// As root this runs the program as another user, whom the directory belongs to.
#[test]
fn an_export_goes_into_a_directory_whose_parent_is_somebody_elses() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let machine = Machine::new();
    let out = machine.path().join("out");
    fs::create_dir(&out).unwrap();
    chown(&out, Some(65534), Some(65534)).unwrap();
    for force in [&[][..], &["--force"]] {
        let arguments = [&["export", "smoke", "--out", "out"], force].concat();
        let mut command = machine.command(&arguments);
        command.uid(65534).gid(65534);
        let run = Run::of(command.output().unwrap());
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(names_in(&out).len(), 10);
    }
}

/// Files of the same names are no export, nor are those beside an export part of it.
#[test]
fn what_no_manifest_lists_is_not_replaced() {
    let machine = Machine::new();
    let at = |name: &str| machine.path().join("files").join(name);
    let force = ["export", "smoke", "--out", "files", "--force"];
    fs::create_dir(at("")).unwrap();
    fs::write(at("User.json"), "years of work").unwrap();
    for manifest in [
        "{}",
        "[]",
        "no JSON",
        r#"{ "name": "an extension", "tables": [] }"#,
    ] {
        fs::write(at("manifest.json"), manifest).unwrap();
        let run = machine.run(&force);
        assert_eq!(run.code, 2, "{manifest}");
        let told = "error: `files` holds `manifest.json`, which is of no export that is whole\n";
        assert!(run.stderr.starts_with(told), "{}", run.stderr);
        assert_eq!(fs::read_to_string(at("manifest.json")).unwrap(), manifest);
    }
    fs::remove_file(at("manifest.json")).unwrap();
    assert_snapshot!(machine.run(&force).told(), @"
    2
    error: `files` holds `User.json`, which is of no export that is whole
    hint: name a new or empty directory
    ");
    fs::remove_file(at("User.json")).unwrap();
    machine.succeed(&force);
    // This export has User.ndjson.
    fs::write(at("User.json"), "years of work").unwrap();
    assert_snapshot!(machine.run(&force).told(), @"
    2
    error: `files` holds `User.json`, which is of no export that is whole
    hint: name a new or empty directory
    ");
    assert_eq!(fs::read(at("User.json")).unwrap(), b"years of work");
    fs::rename(at("User.json"), at("\u{1b}c")).unwrap();
    let told = machine.run(&force).told();
    assert!(told.contains(r"holds `\u{1b}c`, which"), "{told}");
}

/// What a killed export leaves goes with the next one, and what a running one writes does not.
#[test]
fn an_export_that_is_killed_leaves_nothing_for_long() {
    let machine = Machine::new();
    let text = "[customers]\ncount = 1000000\nedge_cases = { tier = \"plausible\" }\n";
    fs::write(machine.path().join("huge.toml"), text).unwrap();
    fs::create_dir(machine.path().join("empty")).unwrap();
    for (out, within) in [("new", ""), ("empty", "empty")] {
        let folder = machine.path().join(within);
        let started = || {
            let known = staging_in(&folder);
            let mut child = machine.spawn(&["export", "huge.toml", "--out", out]);
            let begun = |name: &String| {
                !known.contains(name) && folder.join(name).join("User.ndjson").exists()
            };
            while !staging_in(&folder).iter().any(begun) {
                assert_eq!(child.try_wait().unwrap(), None, "it ended early");
                std::thread::yield_now();
            }
            child
        };
        let mut child = started();
        let running = staging_in(&folder);
        if within.is_empty() {
            machine.succeed(&["export", "smoke", "--out", "other"]);
        } else {
            assert_snapshot!(machine.run(&["export", "smoke", "--out", out]).told(), @"
            2
            error: another export is being written to `empty`
            hint: wait until it is done, or name another directory
            ");
        }
        assert_eq!(staging_in(&folder), running);
        kill(Pid::from_raw(child.id() as i32), Signal::SIGTERM).unwrap();
        child.wait().unwrap();
        assert_eq!(staging_in(&folder), running);
        machine.succeed(&["export", "smoke", "--out", out]);
        assert_eq!(staging_in(&folder), Vec::<String>::new());
        assert_eq!(names_in(&machine.path().join(out)).len(), 10);
    }
}

fn staging_in(folder: &Path) -> Vec<String> {
    let mut names = names_in(folder);
    names.retain(|name| name.starts_with(".connsura-seed-export-"));
    names
}

/// A limit on the size of files stands in for a full disk.
#[test]
fn an_export_that_fails_leaves_no_directory() {
    let machine = Machine::new();
    let program = machine.command(&[]);
    let limited = |out: &str| {
        let limit = r#"trap '' XFSZ; ulimit -f 1; exec "$0" export smoke --out "$1""#;
        let mut shell = Command::new("sh");
        shell
            .args(["-c", limit])
            .arg(program.get_program())
            .arg(out);
        shell.env_clear().current_dir(machine.path());
        Run::of(shell.output().unwrap()).told()
    };
    assert_snapshot!(limited("a/b/c"), @"
    1
    error: `a/b/c` cannot be written: File too large (os error 27)
    hint: it is as it was before; free some space or name another directory, then run it again
    ");
    assert_eq!(names_in(machine.path()), Vec::<String>::new());
    fs::create_dir_all(machine.path().join("a/empty")).unwrap();
    limited("a/b/c");
    limited("a/empty");
    assert_eq!(names_in(&machine.path().join("a")), ["empty"]);
    assert_eq!(
        names_in(&machine.path().join("a/empty")),
        Vec::<String>::new()
    );
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
    // Customers come before it; admins are the first part's.
    for table in ["User", "Customer", "AuditLog"] {
        assert!(
            read(table).starts_with(",\n{") && read(table).ends_with("}\n]\n"),
            "{table}"
        );
    }
    assert_eq!(read("Admin"), "\n]\n");
}
