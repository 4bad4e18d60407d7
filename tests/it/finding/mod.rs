//! `edge`, `cast`, `find` and `explain`, as their users see them; what they find is compared
//! with SQL that knows nothing of them.

mod cast;
mod edge;
mod explain;
mod find;

use std::fs;

use crate::support::Machine;

/// Specimens of several subjects, and personas of either role.
const SCENARIO: &str = r#"
title = "Finding"
seed = 7
now = "2026-03-01T00:00:00Z"

[customers]
count = 12
dormant = 0.2
deleted = 0.2
edge_cases = { tier = "plausible", only = ["S02", "phone", "R12", "R01.page", "R10", "files", "title"] }

[admins]
count = 2

[conversations]
per_customer = { min = 0, max = 2 }
messages = { min = 1, max = 8 }
unread = 0.5

[shares]
per_customer = { min = 0, max = 2 }

[audit_logs]
extra_per_user = { min = 0, max = 2 }

[uploads]
per_user = { min = 0, max = 2 }

[forms]
per_customer = { min = 0, max = 2 }

[[persona]]
key = "ngozi"
carries = ["N06", "S02", "phone:null"]
about = "Very long name with a family emoji, no phone"

[[persona]]
key = "boss"
role = "admin"
about = "Reads"

[[conversation]]
between = ["ngozi", "admin-1"]
messages = 400
unread_by = { ngozi = 100 }
"#;

/// A machine with the scenario's file.
fn machine() -> Machine {
    with_scenario(Machine::new())
}

fn with_scenario(machine: Machine) -> Machine {
    fs::write(machine.path().join("finding.toml"), SCENARIO).unwrap();
    machine
}

/// A machine whose database holds the scenario.
fn filled() -> Machine {
    let machine = with_scenario(Machine::with_server());
    machine.succeed(&["reset", "./finding.toml"]);
    machine
}

/// What would turn a line around, or break it, is written as an escape: of a scenario as of
/// what was typed.
#[test]
fn no_word_of_others_turns_a_line_around() {
    let machine = Machine::new();
    let text = "[[persona]]\nkey = \"bare\"\nabout = \"a\\u202Eb\\u2066c\\u2028d\\u061Ce\"\n";
    fs::write(machine.path().join("turned.toml"), text).unwrap();
    let cast = machine.succeed(&["cast", "turned.toml"]);
    let shown = r"bare (persona, customer): a\u{202e}b\u{2066}c\u{2028}d\u{61c}e";
    assert!(cast.starts_with(shown), "{cast}");
    for typed in ["\u{202e}x", "\u{2028}x"] {
        for command in [
            &["explain", typed, "smoke"][..],
            &["find", "smoke", "--edge", typed],
            &["find", "smoke", "--having", typed],
            &["edge", "show", typed],
        ] {
            let told = machine.run(command).told();
            assert!(!told.contains(typed), "{command:?}: {told:?}");
        }
    }
}

/// What somebody changed after the reset is said where it is looked for.
#[test]
fn what_was_changed_is_said() {
    let machine = Machine::new();
    let text = "[customers]\ncount = 1\nedge_cases = { only = [\"N06\", \"unread\", \"languages\"], strength = 2 }\n\
                [conversations]\nper_customer = { min = 1, max = 1 }\nmessages = { min = 1, max = 3 }\n";
    fs::write(machine.path().join("odd.toml"), text).unwrap();
    machine.succeed(&["reset", "./odd.toml"]);
    let looks = |machine: &Machine| -> (usize, usize) {
        let found = machine.json(&[
            "find", "--edge", "N06", "--limit", "500", "--format", "json",
        ]);
        let accounts = found["hits"].as_array().unwrap();
        let looks = accounts
            .iter()
            .flat_map(|one| one["look_at"].as_array().unwrap());
        let changed: Vec<bool> = looks
            .map(|look| look["changed"].as_bool().unwrap())
            .collect();
        (
            changed.len(),
            changed.iter().filter(|changed| **changed).count(),
        )
    };
    let (all, changed) = looks(&machine);
    assert!(all > 5, "{all}");
    assert_eq!(changed, 0);
    machine.database().execute(
        r#"UPDATE "Customer" SET "fullName" = 'Al' WHERE "userId" =
           (SELECT user_id FROM connsura_seed.specimens WHERE label = 'N06@name')"#,
    );
    assert_eq!(looks(&machine), (all, 1));
    let told = machine.succeed(&["find", "--edge", "N06", "--limit", "500"]);
    assert_eq!(told.matches("changed since the reset").count(), 1, "{told}");
}
