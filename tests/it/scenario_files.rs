//! Scenario files as people leave them: in other encodings, unreadable, and full of mistakes.

use connsura_seed::scenario::SHIPPED;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::Machine;

/// What `scenario check` says of a file of these bytes.
fn check(bytes: impl AsRef<[u8]>) -> String {
    let machine = Machine::new();
    fs::write(machine.path().join("x.toml"), bytes).unwrap();
    machine.run(&["scenario", "check", "x.toml"]).told()
}

/// The JSON lines that a run left on stderr.
fn log(stderr: &str) -> Vec<Value> {
    let lines = stderr.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_file_that_is_not_utf_8_shows_its_first_such_byte() {
    assert_snapshot!(check(b"title = \"\xc3\xa9\"\n# caf\xe9\nseed = 1\n"), @"
    4
    error: byte 19 is 0xE9
     --> x.toml:2:6
      |
    2 | # caf�
      |      ^ here

    error: scenario `x.toml` is not UTF-8: line 2, column 6
    hint: convert it: iconv -f WINDOWS-1252 -t UTF-8 x.toml > mended.toml
    ");
    // Cut within a character.
    assert_snapshot!(check(b"# \xe2\x82"), @"
    4
    error: byte 3 is 0xE2
     --> x.toml:1:3
      |
    1 | # �
      |   ^ here

    error: scenario `x.toml` is not UTF-8: line 1, column 3
    hint: convert it: iconv -f WINDOWS-1252 -t UTF-8 x.toml > mended.toml
    ");
    let utf_16: Vec<u8> = "seed = 1\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_snapshot!(check([b"\xff\xfe".as_slice(), &utf_16].concat()), @"
    4
    error: byte 1 is 0xFF
     --> x.toml:1:1
      |
    1 | ��s␀e␀e␀d␀ ␀=␀ ␀1␀
      | ^ here

    error: scenario `x.toml` is not UTF-8: line 1, column 1
    hint: convert it: iconv -f UTF-16 -t UTF-8 x.toml > mended.toml
    ");
    // The same without its mark is valid UTF-8, full of NUL bytes.
    assert_snapshot!(check(utf_16), @"
    4
    error: byte 2 is NUL
     --> x.toml:1:2
      |
    1 | s␀e␀e␀d␀ ␀=␀ ␀1␀
      |  ^ here

    error: scenario `x.toml` is no text: line 1, column 2
    hint: convert it: iconv -f UTF-16LE -t UTF-8 x.toml > mended.toml
    ");
}

#[test]
fn a_nul_byte_is_named() {
    assert_snapshot!(check(b"seed = 1\ntitle = \"a\0b\"\n"), @r#"
    4
    error: byte 20 is NUL
     --> x.toml:2:11
      |
    2 | title = "a␀b"
      |           ^ here

    error: scenario `x.toml` is no text: line 2, column 11
    hint: remove it: tr -d '\000' < x.toml > mended.toml
    "#);
}

/// The mark that some editors write takes no place, and is no part of what is shown.
#[test]
fn a_byte_order_mark_before_utf_8_is_skipped() {
    assert_snapshot!(check("\u{feff}sede = 1\n"), @"
    4
    error: unknown key `sede`
     --> x.toml:1:1
      |
    1 | sede = 1
      | ^^^^ unknown key
      |
      = hint: did you mean `seed`? allowed: `title`, `description`, `extends`, `seed`, `now`, `customers`, `admins`, `conversations`, `shares`, `audit_logs`, `uploads`, `forms`, `retention`, `persona`, `conversation`, `share`, `upload`, `form`, `audit_log`

    error: scenario `x.toml` has 1 mistake
    hint: mend the file, then: connsura-seed scenario check x.toml
    ");
    assert_snapshot!(check(b"\xef\xbb\xbf# \xff\n"), @"
    4
    error: byte 6 is 0xFF
     --> x.toml:1:3
      |
    1 | # �
      |   ^ here

    error: scenario `x.toml` is not UTF-8: line 1, column 3
    hint: convert it: iconv -f WINDOWS-1252 -t UTF-8 x.toml > mended.toml
    ");
    let machine = Machine::new();
    fs::write(machine.path().join("x.toml"), "\u{feff}seed = 1\n").unwrap();
    assert_eq!(
        machine.succeed(&["scenario", "show", "x.toml"]),
        "seed = 1\n"
    );
}

#[test]
fn what_is_no_file_to_read_is_said() {
    let machine = Machine::new();
    let at = |name: &str| machine.path().join(name);
    fs::create_dir(at("folder.toml")).unwrap();
    assert_snapshot!(machine.run(&["scenario", "check", "folder.toml"]).told(), @"
    4
    error: scenario `folder.toml` cannot be read: it is a directory
    hint: connsura-seed scenario list
    ");
    assert_snapshot!(machine.run(&["scenario", "check", "missing.toml"]).told(), @"
    4
    error: scenario `missing.toml` cannot be read: No such file or directory (os error 2)
    hint: connsura-seed scenario list
    ");
    symlink("round.toml", at("round.toml")).unwrap();
    assert_snapshot!(machine.run(&["scenario", "check", "round.toml"]).told(), @"
    4
    error: scenario `round.toml` cannot be read: Too many levels of symbolic links (os error 40)
    hint: connsura-seed scenario list
    ");
    let large = fs::File::create(at("large.toml")).unwrap();
    large.set_len(16 * 1024 * 1024 + 1).unwrap();
    assert_snapshot!(machine.run(&["scenario", "check", "large.toml"]).told(), @"
    4
    error: scenario `large.toml` cannot be read: it is larger than the 16 MiB that a scenario may have
    hint: connsura-seed scenario list
    ");
    // Without an end.
    assert_snapshot!(machine.run(&["scenario", "check", "/dev/zero"]).told(), @"
    4
    error: scenario `/dev/zero` cannot be read: it is larger than the 16 MiB that a scenario may have
    hint: connsura-seed scenario list
    ");
}

/// Whoever reads a pipe waits for its writer: only who names it does.
#[test]
fn a_pipe_is_read_when_it_is_named_and_not_else() {
    let machine = Machine::new();
    let at = |name: &str| machine.path().join("scenarios").join(name);
    fs::create_dir_all(at("folder.toml")).unwrap();
    fs::write(machine.path().join("elsewhere.toml"), "seed = 1\n").unwrap();
    symlink("../elsewhere.toml", at("linked.toml")).unwrap();
    let made = Command::new("mkfifo").arg(at("pipe.toml")).status();
    assert!(made.unwrap().success());
    let listed = machine.json(&["scenario", "list", "--format", "json"]);
    let names: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|scenario| scenario["name"].as_str().unwrap())
        .collect();
    let mut expected: Vec<&str> = SHIPPED.iter().map(|shipped| shipped.name).collect();
    expected.push("linked");
    expected.sort_unstable();
    assert_eq!(names, expected);
    machine.succeed(&["scenario", "check"]);

    let pipe = at("pipe.toml");
    let writer = std::thread::spawn(move || fs::write(pipe, "seed = 7\n"));
    let shown = machine.succeed(&["scenario", "show", "scenarios/pipe.toml"]);
    writer.join().unwrap().unwrap();
    assert_eq!(shown, "seed = 7\n");
}

/// The names of files are not the program's: a terminal must not obey them.
#[test]
fn the_name_of_a_file_says_nothing_to_a_terminal() {
    let machine = Machine::new();
    let name = "odd\u{1b}[2J\nname";
    let path = format!("scenarios/{name}.toml");
    fs::create_dir(machine.path().join("scenarios")).unwrap();
    fs::write(machine.path().join(&path), "sead = 1\n").unwrap();
    let list = machine.succeed(&["scenario", "list"]);
    assert!(
        list.contains(r"scenarios/odd\u{1b}[2J\u{a}name.toml") && !list.contains('\u{1b}'),
        "{list}"
    );
    let typed = format!("{name}.toml");
    for arguments in [
        &["scenario", "check"][..],
        &["scenario", "check", name],
        &["scenario", "check", &path],
        &["scenario", "check", &typed],
        &["scenario", "show", "odd"],
        &["scenario", "show", "od\u{1b}"],
    ] {
        let told = machine.run(arguments).told();
        assert!(
            told.starts_with('4') && told.contains(r"odd\u{1b}[2J\u{a}name"),
            "{told}"
        );
        assert!(!told.contains('\u{1b}'), "{told}");
    }
    fs::write(machine.path().join(&path), "seed = 1\n").unwrap();
    let told = machine.run(&["scenario", "check", name]).told();
    assert_eq!(told, "0\nscenarios/odd\\u{1b}[2J\\u{a}name.toml: ok\n");
}

/// As many mistakes as keys: some are drawn, all are logged, and neither takes its time.
#[test]
fn a_file_of_twenty_thousand_mistakes_is_told_of() {
    let keys: Vec<String> = (1..=20_000)
        .map(|number| format!("key_{number} = 1"))
        .collect();
    let on_lines = keys.join("\n");
    let on_one_line = format!("customers = {{ {} }}\n", keys.join(", "));
    let twice: Vec<&str> = keys.iter().flat_map(|key| [key.as_str(); 2]).collect();
    let twice = twice.join("\n");
    for text in [&on_lines, &on_one_line, &twice] {
        let machine = Machine::new();
        fs::write(machine.path().join("x.toml"), text).unwrap();
        let run = machine.run(&["scenario", "check", "x.toml"]);
        assert_eq!(run.code, 4);
        assert_eq!(run.stderr.matches(" --> x.toml:").count(), 20);
        let end = "\n\nand 19,980 more; all of them: --log-format json\n\n\
                   error: scenario `x.toml` has 20000 mistakes\n\
                   hint: mend the file, then: connsura-seed scenario check x.toml\n";
        assert!(run.stderr.ends_with(end), "{}", run.stderr);

        let run = machine.run(&["scenario", "check", "x.toml", "--log-format", "json"]);
        let told = &log(&run.stderr)[0]["fields"]["diagnostics"];
        assert_eq!(told.as_array().unwrap().len(), 20_000);
        // The last mistake is where the last key is.
        let before = &text[..text.rfind("key_20000").unwrap()];
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(told[19_999]["line"], before.matches('\n').count() + 1);
        assert_eq!(told[19_999]["column"], column);
    }
}

#[test]
fn every_file_is_told_of_apart_and_in_order() {
    let machine = Machine::new();
    let write = |name: &str, text: &str| fs::write(machine.path().join(name), text).unwrap();
    write("first.toml", "sede = 1\ntitel = \"x\"\n");
    write("third.toml", "[customers\n");
    let asked = [
        "scenario",
        "check",
        "first.toml",
        "smoke",
        "third.toml",
        "nothing-like-it",
    ];
    assert_snapshot!(machine.run(&asked).told(), @r#"
    4
    error: unknown key `sede`
     --> first.toml:1:1
      |
    1 | sede = 1
      | ^^^^ unknown key
      |
      = hint: did you mean `seed`? allowed: `title`, `description`, `extends`, `seed`, `now`, `customers`, `admins`, `conversations`, `shares`, `audit_logs`, `uploads`, `forms`, `retention`, `persona`, `conversation`, `share`, `upload`, `form`, `audit_log`

    error: unknown key `titel`
     --> first.toml:2:1
      |
    2 | titel = "x"
      | ^^^^^ unknown key
      |
      = hint: did you mean `title`? allowed: `title`, `description`, `extends`, `seed`, `now`, `customers`, `admins`, `conversations`, `shares`, `audit_logs`, `uploads`, `forms`, `retention`, `persona`, `conversation`, `share`, `upload`, `form`, `audit_log`

    error: scenario `first.toml` has 2 mistakes
    hint: mend the file, then: connsura-seed scenario check first.toml
    smoke.toml (shipped): ok
    error: not TOML: unclosed table, expected `]`
     --> third.toml:1:11
      |
    1 | [customers
      |           ^ here
      |
      = hint: close the section's name: [customers]

    error: scenario `third.toml` has 1 mistake
    hint: mend the file, then: connsura-seed scenario check third.toml
    error: there is no scenario `nothing-like-it`
    hint: there are: conversations, edge-cases, empty, hostile, load, multilingual, retention, shares, smoke, staging
    error: 3 of 4 scenarios are wrong
    hint: mend them, then: connsura-seed scenario check first.toml third.toml nothing-like-it
    "#);

    let run = machine.run(&[&asked[..], &["--log-format", "json"]].concat());
    let told: Vec<String> = log(&run.stderr)
        .iter()
        .map(|line| {
            let (level, fields) = (&line["level"], &line["fields"]);
            let places = fields["diagnostics"].as_array().map(Vec::len);
            format!(
                "{level} {} {} {places:?}",
                line["message"], fields["exit_code"]
            )
        })
        .collect();
    assert_snapshot!(told.join("\n"), @r#"
    "error" "scenario `first.toml` has 2 mistakes" 4 Some(2)
    "info" "smoke.toml (shipped): ok" null None
    "error" "scenario `third.toml` has 1 mistake" 4 Some(1)
    "error" "there is no scenario `nothing-like-it`" 4 Some(0)
    "error" "3 of 4 scenarios are wrong" 4 Some(0)
    "#);
}

#[test]
fn a_scenario_that_says_nothing_of_itself_is_listed_as_such() {
    let machine = Machine::new();
    let folder = machine.path().join("scenarios");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.toml"), "").unwrap();
    fs::write(folder.join("b.toml"), "title = \"Only a title\"").unwrap();
    fs::write(
        folder.join("c.toml"),
        "description = \"Only a description.\"",
    )
    .unwrap();
    fs::write(
        folder.join("d.toml"),
        "title = \"Both\"\ndescription = \"Of them.\"",
    )
    .unwrap();
    fs::write(folder.join("e.toml"), "title =").unwrap();
    let list = machine.succeed(&["scenario", "list"]);
    let own: Vec<&str> = list
        .lines()
        .filter(|line| line.contains("scenarios/"))
        .collect();
    assert_snapshot!(own.join("\n"), @"
    │ a             │ scenarios/a.toml │ (no title)                                                               │
    │ b             │ scenarios/b.toml │ Only a title                                                             │
    │ c             │ scenarios/c.toml │ Only a description.                                                      │
    │ d             │ scenarios/d.toml │ Both: Of them.                                                           │
    │ e             │ scenarios/e.toml │ scenario `scenarios/e.toml` has 1 mistake                                │
    ");
}
